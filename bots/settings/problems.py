"""What can be wrong with the settings; never a value, which may be a secret in the wrong place."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the settings: a key and facts, worded in `bots.doctor.findings`."""

    key: str
    name: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


class SettingsRefused(Exception):  # noqa: N818 - a refusal, as in contests.refusals, not a fault of ours
    """The settings cannot be used. Holds every problem, and the language to say them in."""

    def __init__(self, problems: tuple[Problem, ...], language: str = "en") -> None:
        super().__init__(", ".join(f"{problem.name}: {problem.key}" for problem in problems))
        self.problems = problems
        self.language = language
