"""Faults that a test plans: refusals, errors before and after the work, cut connections, slowness."""

import re
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase

KINDS = re.compile(r"429( without Via| global)?|50[0-4]( before| after)?|cut( before| after)?|slow")


@dataclass
class Planned:
    """A fault for the next requests that fit."""

    method: str
    path: str
    kind: str
    left: int
    seconds: float

    @property
    def status(self) -> int:
        return int(self.kind[:3])

    @property
    def is_after(self) -> bool:
        return self.kind.endswith(" after")


class Faults:
    """The faults that are planned, and how often each kind struck."""

    def __init__(self) -> None:
        self.planned: list[Planned] = []
        self.injected: Counter[str] = Counter()

    def plan(self, method: str, path: str, kind: str, times: int = 1, seconds: float = 0.2) -> None:
        """Let the next `times` requests fail whose method and path (under /api/v10) fit the globs.

        Kinds: `429`, `429 without Via`, `429 global` (`seconds` to wait); `500` to `504`, also `500 before` and
        `500 after` the work; `cut before`, `cut after` (the connection breaks without an answer); `slow` (the answer
        comes `seconds` late).
        """
        assert KINDS.fullmatch(kind), f"no such fault: {kind!r}"
        self.planned.append(Planned(method, path, kind, times, seconds))

    def due(self, method: str, path: str) -> Planned | None:
        """Return the fault that strikes this request, and count it."""
        for one in self.planned:
            if one.left > 0 and fnmatchcase(method, one.method) and fnmatchcase(path, one.path):
                one.left -= 1
                self.injected[one.kind] += 1
                return one
        return None

    @property
    def outstanding(self) -> int:
        """How many planned faults have not struck."""
        return sum(one.left for one in self.planned)
