"""A platform is run for ever: down with a cause and a cure, tried again after growing waits, up again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bots.hearing import CannotRunError, Platform, Speaker
from bots.one_instance import Alone, name_of
from bots.supervisor import LOST_S, REFUSED_S, Condition, Conditions, Supervisor, kept_running
from bots.words import words
from storage.store import open_store
from tests.stories.toy_port import ToySpeaker

BARRED = CannotRunError("Wrong token.", "Set another.")
T = words("en")


@dataclass(slots=True)
class TurnedClock:
    """A clock that the waits turn."""

    at: datetime = datetime(2026, 11, 25, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@dataclass(slots=True)
class Flaky:
    """A platform that ends as it is told: by an error, or after it was up; at the end of the list it stays up."""

    ends: list[Exception | None]
    name: str = "toy"
    speaker: Speaker = field(default_factory=ToySpeaker)
    runs: int = 0
    is_left: bool = False
    is_staying: asyncio.Event = field(default_factory=asyncio.Event)

    async def stays(self) -> None:
        """Wait until it is up for good."""
        async with asyncio.timeout(5):
            await self.is_staying.wait()

    async def run(self, is_up: Callable[[], None]) -> None:
        self.runs += 1
        end = self.ends.pop(0) if self.ends else None
        if isinstance(end, CannotRunError):
            raise end
        is_up()
        if end is not None:
            raise end
        self.is_staying.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.is_left = True


@dataclass(slots=True)
class Watched:
    """A supervisor with every wait and every condition that it noted."""

    conditions: Conditions = field(default_factory=dict)
    clock: TurnedClock = field(default_factory=TurnedClock)
    waits: list[float] = field(default_factory=list)
    noted: list[Condition] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    is_waiting: asyncio.Event = field(default_factory=asyncio.Event)
    most: int = 99

    def supervisor(self, chance: float = 0.0) -> Supervisor:
        async def wait(seconds: float) -> None:
            self.waits.append(seconds)
            self.noted.append(self.conditions["toy"])
            self.clock.at += timedelta(seconds=seconds)
            if len(self.waits) >= self.most:
                self.is_waiting.set()
                await asyncio.Event().wait()

        return Supervisor(
            self.conditions,
            self.clock,
            T,
            lambda: chance,
            lambda one: self.told.append(f"{one.name} up"),
            lambda one: self.told.append(f"{one.name} refused"),
            wait,
        )


async def supervised(platform: Platform, watched: Watched, chance: float = 0.0) -> None:
    """Supervise until as many waits have come, and then end it."""
    task = asyncio.create_task(watched.supervisor(chance).supervise(platform))
    async with asyncio.timeout(5):
        await watched.is_waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_what_an_operator_must_mend_is_down_with_cause_and_cure_and_tried_after_growing_minutes() -> None:
    watched = Watched(most=7)
    await supervised(Flaky([BARRED] * 7), watched)
    assert watched.waits == [60, 120, 240, 480, 600, 600, 600]
    assert (watched.waits[0], watched.waits[-1]) == (REFUSED_S[0], REFUSED_S[-1])
    assert {(one.state, one.cause, one.cure) for one in watched.noted} == {("down", "Wrong token.", "Set another.")}
    assert len({one.since for one in watched.noted}) == 1, "it is down since the first time"
    assert watched.told == ["toy refused"] * 7


async def test_a_lost_connection_is_taken_up_again_within_a_growing_wait_that_chance_shortens() -> None:
    ends: list[Exception | None] = [ConnectionError("gone")] * 3
    for chance, share in ((0.0, 1.0), (1.0, 0.5)):
        watched = Watched(most=3)
        platform = Flaky(list(ends))
        await supervised(platform, watched, chance)
        assert watched.waits == [LOST_S[0] * share] * 3, "it was up in between each time"
        assert platform.runs == 3
        assert "ConnectionError" in watched.noted[0].cause
    assert tuple(sorted(LOST_S)) == LOST_S
    assert LOST_S[-1] == 60


async def test_a_platform_that_never_comes_up_is_tried_less_and_less_often() -> None:
    @dataclass(slots=True)
    class Dead:
        name: str = "toy"
        speaker: Speaker = field(default_factory=ToySpeaker)

        async def run(self, _: Callable[[], None]) -> None:
            raise OSError

    watched = Watched(most=9)
    await supervised(Dead(), watched)
    assert watched.waits == [*LOST_S, 60, 60]
    assert watched.told == []


async def test_a_platform_that_is_up_again_says_so() -> None:
    watched, platform = Watched(), Flaky([BARRED, ConnectionError("gone")])
    async with kept_running([platform], watched.supervisor()):
        await platform.stays()
        assert watched.conditions["toy"].state == "up"
        assert watched.conditions["toy"].since == watched.clock.at
    assert watched.told == ["toy refused", "toy up", "toy up"]
    assert platform.is_left, "a stop lets it end in good order"


async def test_one_that_is_down_keeps_no_other_from_running() -> None:
    watched = Watched()
    up, down = Flaky([]), Flaky([BARRED] * 5, name="other")
    watched.most = 1
    async with kept_running([down, up], replace_noted(watched)):
        async with asyncio.timeout(5):
            await watched.is_waiting.wait()
        assert (watched.conditions["toy"].state, watched.conditions["other"].state) == ("up", "down")


def replace_noted(watched: Watched) -> Supervisor:
    """Return the supervisor for two platforms."""
    watched.conditions["toy"] = Condition("starting", watched.clock.now())
    return watched.supervisor()


async def test_a_second_process_of_one_token_says_so_and_answers_nothing(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/prosument.db"
    one, two = await open_store(url, secret=b"a"), await open_store(url, secret=b"a")
    name = name_of("toy", "a token")
    assert "a token" not in name
    first, second, other = Flaky([]), Flaky([]), Flaky([])
    try:
        watched = Watched()
        async with kept_running([Alone(first, one.held, name, T)], watched.supervisor()):
            await first.stays()
            with pytest.raises(CannotRunError, match="Another Prosument answers for this bot already"):
                await asyncio.wait_for(Alone(second, two.held, name, T).run(lambda: None), 5)
            assert second.runs == 0
            running = asyncio.create_task(Alone(other, two.held, name_of("toy", "b"), T).run(lambda: None))
            await other.stays()
            running.cancel()
        assert first.is_left
        task = asyncio.create_task(Alone(second, two.held, name, T).run(lambda: None))
        await second.stays()
        task.cancel()
        await asyncio.gather(task, running, return_exceptions=True)
    finally:
        await one.close()
        await two.close()
