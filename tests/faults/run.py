"""Finding the points of an act, and killing it at one of them."""

import asyncio
import shutil
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from tests.faults.act import Act, After, Scene
from tests.faults.acts import look
from tests.faults.check import ballots, whole
from tests.faults.child import Orders
from tests.faults.copies import Server, answered, done_so_far, reopened, settings_for
from tests.faults.doubts import answer_doubts
from tests.faults.instrument import Place, Point
from tests.faults.prepare import World
from tests.faults.program import DiedError, Program, database, program, set_clock, until
from tests.platforms.telegram_server import TelegramServer
from tests.stories.person import Json

OUTAGE = timedelta(hours=1)
"""How long a killed program stays down: what it was about to do is due by then, however early it died."""
SAYING = ("send", "edit", "delete", "setChatMemberTag")
"""How the names of the Bot API's methods begin that are cut off."""
CLAIMED = "SELECT count(*) FROM outbox WHERE state = 'claimed'"
CUT_WITHIN_S = 10.0
"""How long after an act a call is waited for that is to be cut off."""
LAST_CHANCE_S = 1.0
"""How long a process may still die once all is done: what follows the answer is not waited for."""


@dataclass(frozen=True, slots=True)
class Strike:
    """When a process is killed: as a step begins, or `late_s` after it ended."""

    act: Act
    point: Point
    late_s: float | None
    broken: str | None = None
    forgotten: bool = False
    """Whether the platform's clock, too, is on by the outage when the program starts anew: no nonce is then remembered."""
    cut: str | None = None
    """Where nobody is killed: how a call is cut off, `before` or `after` its work; the point's place is what and where."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was left after a strike."""

    strike: Strike
    killed: bool
    announcements: int | None = None
    standings_equal: bool | None = None
    wrong: tuple[str, ...] = ()


async def steps_of(act: Act, world: World, broken: str | None = None) -> list[Point]:
    """Return every step of an act, in the order in which one undisturbed run comes by them. Raises: as `seen_of`."""
    return (await seen_of(act, world, broken))[0]


async def seen_of(act: Act, world: World, broken: str | None = None) -> tuple[list[Point], list[Point]]:
    """Return every step of an act, in order, and the calls by which it says something on Telegram.

    Raises: LookupError where it comes by none, because the function from which on they count has another name by now.
    """
    with TemporaryDirectory(prefix="faults-") as scratch:
        listed = Path(scratch) / "points"
        async with reopened(world.moments[act.moment].server) as server:
            orders = Orders(act.since, listed=listed, broken=broken)
            await _done(act, world, _copied(act, world, scratch), orders, server)
        if not (steps := [Point.read(line) for line in listed.read_text(encoding="utf-8").splitlines()]):
            raise LookupError(f"{act.name}: no step was taken inside {act.since}")
        return steps, _sayings(server)


def _sayings(server: Server | None) -> list[Point]:
    """Return which methods that change what people see were called on Telegram, and for which chat."""
    calls = server.calls if isinstance(server, TelegramServer) else []
    places = [
        Place(one.method, str(one.chat))
        for one in calls
        if one.chat and one.method.startswith(SAYING) and one.method != "sendChatAction"
    ]
    return [Point(one, 1, 1) for one in dict.fromkeys(places)]


async def strike(one: Strike, world: World) -> Outcome:
    """Kill a process, start the real program twice, and say what is wrong then."""
    with TemporaryDirectory(prefix="faults-") as scratch:
        folder = _copied(one.act, world, scratch)
        orders = Orders(one.act.since, None if one.cut else one.point, one.late_s, broken=one.broken)
        try:
            async with reopened(world.moments[one.act.moment].server) as server:
                killed, acknowledged = await _done(one.act, world, folder, orders, server, one if one.cut else None)
                if not killed:
                    return Outcome(one, killed=False)
                if server is not None and one.forgotten:
                    server.clock.turn(OUTAGE)
                return await _after(one, world, folder, acknowledged, server)
        except (DiedError, TimeoutError, AssertionError, aiohttp.ClientError) as error:
            return Outcome(one, killed=True, wrong=(f"{type(error).__name__}: {error}",))


async def struck(one: Strike, spare: Iterable[Strike], world: World) -> Outcome:
    """Kill a process at a point; where its run does not come by that one this time, at one of the spare ones."""
    outcome = await strike(one, world)
    for other in spare:
        if outcome.killed:
            break
        outcome = await strike(other, world)
    return outcome


def _copied(act: Act, world: World, scratch: str) -> Path:
    moment = world.moments[act.moment]
    folder = Path(scratch) / "data"
    shutil.copytree(moment.folder, folder)
    set_clock(folder, moment.at + act.later)
    return folder


async def _done(
    act: Act, world: World, folder: Path, orders: Orders, server: Server | None, cut: Strike | None = None
) -> tuple[bool, Json | None]:
    """Do it in a watched process until it and what follows is done, or the process died; return what it answered."""
    answer = None
    async with program(folder, orders, **settings_for(server)) as watched:
        await watched.until_connected(server)
        before = done_so_far(server)
        if cut is not None and isinstance(server, TelegramServer):
            server.faults.add(cut.point.place.line, f"cut {cut.cut}", chat=int(cut.point.place.behalf))
        doing = asyncio.ensure_future(act.do(world, world.moments[act.moment], Scene(watched.door, server)))
        dying = asyncio.ensure_future(watched.until_ended(f"{act.name} was answered"))
        await asyncio.wait([doing, dying], return_when=asyncio.FIRST_COMPLETED)
        if not dying.cancel() and not doing.done() and dying.exception():
            doing.cancel()
            await dying
        if server is not None and not doing.done():
            doing.cancel()  # nobody answers any more; on HTTP the call fails by itself
        with suppress(aiohttp.ClientError, asyncio.CancelledError):  # it may die over the call, or before
            answer = await doing
        if server is not None:
            answer = answer or answered(server, before)
        if cut is not None and isinstance(server, TelegramServer):
            return await _cut_off(watched, server), answer
        await watched.until(act.until)
        if orders.kill is not None:
            await watched.may_end(LAST_CHANCE_S)
        return watched.was_killed, answer


async def _cut_off(house: Program, server: TelegramServer) -> bool:
    """Wait until a planned cut has struck and nothing is on its way, and stop; return whether it has struck."""
    with suppress(TimeoutError):
        await until(lambda: not server.faults.outstanding, CUT_WITHIN_S)
    await until(lambda: not _is_claimed(house.folder))
    await house.stop()
    return not server.faults.outstanding


def _is_claimed(folder: Path) -> bool:
    with closing(database(folder)) as by_hand:
        return bool(by_hand.execute(CLAIMED).fetchone()[0])


async def _after(one: Strike, world: World, folder: Path, acknowledged: Json | None, server: Server | None) -> Outcome:
    act, moment, settings = one.act, world.moments[one.act.moment], settings_for(server)
    set_clock(folder, moment.at + act.later + OUTAGE)
    async with program(folder, None, **settings) as first:
        await first.until(act.until)
        if act.on_telegram:
            await answer_doubts(first, act, world, Scene(first.door, server))
        await first.stop()
    async with program(folder, None, **settings) as second:
        await second.until_connected(server)
        after = After(world, Scene(second.door, server), acknowledged)
        with closing(database(folder)) as by_hand:
            wrong = await look(after, moment, act, by_hand)
        await second.stop()
    with closing(database(folder)) as by_hand:
        wrong += [*act.wrong(after, by_hand), *whole(folder, by_hand), *ballots(world, moment, by_hand)]
        outcome = Outcome(one, killed=True, wrong=tuple(wrong))
        if act.decides:
            equal = after.standings_equal(by_hand)
            outcome = replace(outcome, announcements=len(after.results), standings_equal=equal)
    return outcome
