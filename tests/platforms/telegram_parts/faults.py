"""Faults that a test plans: refusals, errors before and after the work, cut connections, delays."""

import re
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase

KINDS = re.compile(r"429|50[0-4]( html)?( before| after)?|cut (before|after)|delay")


@dataclass
class Planned:
    """A fault for the next calls that fit."""

    method: str
    kind: str
    left: int
    seconds: float
    chat: int | None

    @property
    def is_after(self) -> bool:
        return self.kind.endswith(" after")


class Faults:
    """The faults that are planned, and how often each kind struck."""

    def __init__(self) -> None:
        self.planned: list[Planned] = []
        self.injected: Counter[str] = Counter()

    def add(self, method: str, kind: str, times: int = 1, *, seconds: float = 1, chat: int | None = None) -> None:
        """Let the next `times` calls fail whose method fits the glob, and whose chat where one is given.

        Kinds: `429` (with `seconds` to wait); `500` to `504`, also `502 html`, and with ` after` behind: after the
        work; `cut before`, `cut after` (the connection breaks without an answer); `delay` (the work is done at once,
        the answer comes `seconds` late). The method of a file's download is `file`.
        """
        assert KINDS.fullmatch(kind), f"no such fault: {kind!r}"
        self.planned.append(Planned(method.lower(), kind, times, seconds, chat))

    def due(self, method: str, chat: int | None) -> Planned | None:
        """Return the fault that strikes this call, and count it."""
        for one in self.planned:
            if one.left > 0 and fnmatchcase(method.lower(), one.method) and one.chat in {None, chat}:
                one.left -= 1
                self.injected[one.kind] += 1
                return one
        return None

    @property
    def outstanding(self) -> int:
        """How many planned faults have not struck."""
        return sum(one.left for one in self.planned)
