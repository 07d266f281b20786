"""What a process is killed in the midst of, and what is seen afterwards."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tests.faults.check import frozen, recount, shown
from tests.faults.copies import Server
from tests.faults.prepare import Moment, World
from tests.faults.telegram_town import TelegramTown
from tests.faults.town import Town
from tests.platforms.discord_server import DiscordServer
from tests.platforms.telegram_server import TelegramServer
from tests.stories.person import Json
from tests.stories.web_door import WebDoor

ALWAYS = "SELECT 1"
RESULT = "The result of"
Seen = dict[tuple[str, str], int]
"""How many messages somebody, or nobody in particular, sees in a room."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an act is done: the web room's door, and the loopback platform where it is one of a platform's."""

    door: WebDoor
    server: Server | None = None

    @property
    def town(self) -> Town:
        """Return what is to be seen on Discord. Raises: AssertionError where nothing is."""
        assert isinstance(self.server, DiscordServer)
        return Town(self.server)

    @property
    def telegram(self) -> TelegramTown:
        """Return what is to be seen on Telegram. Raises: AssertionError where nothing is."""
        assert isinstance(self.server, TelegramServer)
        return TelegramTown(self.server)


@dataclass(slots=True)
class After:
    """What is seen of a house after the kill and two clean starts."""

    world: World
    scene: Scene
    acknowledged: Json | None
    """What the killed process answered before it died."""
    rooms: dict[str, list[Json]] = field(default_factory=dict)
    """What each person reads in their own room, and the manager in the room `main`."""
    standings: list[Json] = field(default_factory=list)

    @property
    def results(self) -> list[Json]:
        """Return the results in the main room, or in the channel or the group of a platform."""
        return [one for one in self.rooms["main"] if RESULT in one["text"]]

    def standings_equal(self, by_hand: sqlite3.Connection) -> bool:
        """Tell whether the standings, shown and stored, equal a recount."""
        return shown(self.standings) == frozen(self.world, by_hand) == recount(self.world, by_hand)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done to a prepared folder, and can be interrupted anywhere."""

    name: str
    moment: str
    since: str
    """The function from which on a step is a point."""
    until: str
    """A query that says 1 once it is done."""
    do: Callable[[World, Moment, Scene], Awaitable[Json | None]]
    wrong: Callable[[After, sqlite3.Connection], Iterator[str]]
    told: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many messages more each room then holds."""
    later: timedelta = timedelta(0)
    """By how much the practice clock is on when the process starts."""
    decides: bool = False
    on_discord: bool = False
    on_telegram: bool = False
    took_place: str = ALWAYS
    """A query that says 1 where it came to be; what died before that tells nobody anything."""

    @property
    def platform(self) -> str:
        """Where it is done."""
        return "Discord" if self.on_discord else "Telegram" if self.on_telegram else "web"
