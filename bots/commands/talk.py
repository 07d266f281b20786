"""One hearing in progress: who, where, when, in which language, and the tools to answer with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bots.hearing import Hearing, Speaker, Upload
from bots.intake import Intake
from bots.supervisor import Condition
from bots.words import Words
from contests.model.community import Community
from contests.model.contest import Contest
from contests.model.media import Media
from contests.ports import Actor, Store
from contests.refusals import Refusal
from contests.rules.limits import TextLimits

Chosen = TypeVar("Chosen", bound=str)
LONGEST_TYPED = 100
"""Characters of what was typed that a refusal gives back."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What every answer may use; composed once, at the start."""

    store: Store
    intake: Intake
    limits: TextLimits
    new_secret: Callable[[], str]
    """A fresh unguessable word, for codes and personal links."""
    personal_link: Callable[[str], str]
    """The address for a personal link's secret."""
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    """How the platforms are that must be connected to."""
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    """The platforms that are up."""


@dataclass(frozen=True, slots=True)
class Args:
    """What was given with a command or in a form."""

    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __contains__(self, name: object) -> bool:
        """Tell whether something was given, be it empty."""
        return name in self.named

    def text(self, name: str, default: str = "") -> str:
        """Return the last value given, or the default."""
        return self.named[name][-1].strip() if self.named.get(name) else default

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value given, empty ones left out."""
        return tuple(value.strip() for value in self.named.get(name, ()) if value.strip())

    def listed(self, name: str) -> tuple[str, ...]:
        """Return every value, those in one text parted by commas or line ends."""
        return tuple(
            part.strip() for value in self.all(name) for part in value.replace("\n", ",").split(",") if part.strip()
        )

    def number(self, name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
        """Return a whole number.

        Raises:
            Refusal: `needs_argument` with `why=number` where it is none, or outside its bounds.
        """
        typed = self.text(name)
        if not typed:
            return default
        value = int(typed) if typed.removeprefix("-").isdecimal() and len(typed) < 12 else least - 1  # noqa: PLR2004 - far beyond any bound
        if not least <= value <= most:
            raise Refusal(
                "needs_argument", name=name, why="number", text=typed[:LONGEST_TYPED], least=least, limit=most
            )
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Return yes or no, in the words of any platform's switch."""
        typed = self.text(name).casefold()
        if not typed:
            return default
        if typed in {"yes", "on", "true", "1", "y", "ja"}:
            return True
        if typed in {"no", "off", "false", "0", "n", "nein"}:
            return False
        text = self.text(name)[:LONGEST_TYPED]
        raise Refusal("needs_argument", name=name, why="choice", text=text, nearest="yes, no")

    def choice(self, name: str, choices: Sequence[Chosen], default: Chosen) -> Chosen:
        """Return one of the choices.

        Raises:
            Refusal: `needs_argument` with `why=choice` and the choices as `nearest`.
        """
        typed = self.text(name).casefold()
        if not typed:
            return default
        for one in choices:
            if typed == one:
                return one
        text = self.text(name)[:LONGEST_TYPED]
        raise Refusal("needs_argument", name=name, why="choice", text=text, nearest=", ".join(choices))


@dataclass(frozen=True, slots=True)
class Talk:
    """A hearing with everything that its answer needs."""

    hearing: Hearing
    tools: Tools
    community: Community
    t: Words
    files: tuple[Upload, ...] = ()

    @property
    def store(self) -> Store:
        """Return the store."""
        return self.tools.store

    @property
    def now(self) -> datetime:
        """Return when this was first held."""
        return self.hearing.at

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone in which this community's managers type times."""
        return ZoneInfo(self.community.zone)

    @property
    def actor(self) -> Actor:
        """Return who acts."""
        hearing = self.hearing
        return Actor(hearing.member, hearing.account, hearing.at, hearing.is_present)

    async def media(self) -> tuple[Media, ...]:
        """Look into the files that came along, and store them. Raises: Refusal."""
        return await self.tools.intake.take_all(self.files)

    async def contests(self) -> list[Contest]:
        """Return the contests of this community, newest first."""
        async with self.store.reading() as work:
            return await work.contests.find(self.community.id)
