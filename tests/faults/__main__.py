"""`python -m tests.faults`: kill the program at every step of a close and of what leads to one; see what is left."""

import argparse
import asyncio
import random
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.act import Act
from tests.faults.acts import ACTS
from tests.faults.broken import WAYS
from tests.faults.instrument import Place, Point
from tests.faults.prepare import World, prepared
from tests.faults.prepare_discord import prepared_on_discord
from tests.faults.prepare_telegram import prepared_on_telegram
from tests.faults.run import Outcome, Strike, seen_of, struck

PREPARED = {"web": prepared, "Discord": prepared_on_discord, "Telegram": prepared_on_telegram}
"""Tells the world of each platform."""
AT_ONCE = 2
"""How many points are tried beside each other."""
SPARE = 3
"""How many other points are tried in the place of one that a run does not come by."""
CHOSEN = [act.name for act in ACTS if act.decides or act.platform != "web"]
"""The acts that are tried where none is named: every close, and all that is done on Discord and on Telegram."""
LATEST_S = 0.004
"""How long at most a process outlives the step at whose end it is killed: longer than a commit takes."""


def main() -> int:
    """Do as the command line says; return the exit code."""
    names = [act.name for act in ACTS]
    asked = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    asked.add_argument("--points", type=int, help="how many points to try; all, if not given")
    asked.add_argument("--acts", nargs="+", choices=names, default=CHOSEN, help=f"in the midst of what: {names}")
    asked.add_argument("--seed", type=int, default=1, help="decides which points, and when within a step death comes")
    asked.add_argument("--list", action="store_true", help="only list the points")
    asked.add_argument("--break", dest="broken", choices=WAYS, help="break what is killed: this must be red")
    with TemporaryDirectory(prefix="faults-") as scratch:
        return asyncio.run(_main(asked.parse_args(), Path(scratch)))


async def _main(given: argparse.Namespace, scratch: Path) -> int:
    acts = [act for act in ACTS if act.name in given.acts]
    names = list(dict.fromkeys(act.platform for act in acts))
    told = await asyncio.gather(*(PREPARED[one](scratch / one) for one in names))
    worlds = dict(zip(names, told, strict=True))
    chance = random.Random(given.seed)
    gate, strikes = asyncio.Semaphore(AT_ONCE), list[Strike]()

    async def seen(act: Act) -> tuple[list[Point], list[Point]]:
        async with gate:
            return await seen_of(act, worlds[act.platform], given.broken)

    for act, (steps, calls) in zip(acts, await asyncio.gather(*map(seen, acts)), strict=True):
        strikes += [*strikes_of(steps, act, chance, given.broken), *cuts_of(calls, act, given.broken)]
    if given.list:
        _say(*map(_where, strikes))
        return 0
    chosen = sample(strikes, given.points or len(strikes), chance)
    spare = chance.sample(left, len(left)) if (left := [one for one in strikes if one not in chosen]) else []
    outcomes = [_told(one) async for one in _struck(chosen, spare, worlds)]
    killed, red = sum(one.killed for one in outcomes), sum(bool(one.wrong) for one in outcomes)
    _say(
        f"kill points: seen {len(strikes)}, tried {len(outcomes)}, killed {killed}, "
        f"not killed {len(outcomes) - killed}, red {red}; seed {given.seed}"
        + (f"; broken on purpose: {given.broken}" if given.broken else "")
    )
    return int(red > 0 or killed < (given.points or 1))


def strikes_of(steps: Sequence[Point], act: Act, chance: random.Random, broken: str | None) -> list[Strike]:
    """Choose for each point at which of its steps death comes, and whether before or after it."""
    points = defaultdict[tuple[Place, int], list[Point]](list)
    for one in steps:
        points[one.place, one.nth].append(one)
    return [_strike(act, chance.choice(each), chance, broken) for each in points.values()]


def _strike(act: Act, point: Point, chance: random.Random, broken: str | None) -> Strike:
    return Strike(act, point, _late(chance), broken, act.platform != "web" and chance.random() < 0.5)


def cuts_of(calls: Sequence[Point], act: Act, broken: str | None) -> list[Strike]:
    """Cut each call off: once before its work, once after it."""
    return [Strike(act, one, None, broken, cut=when) for one in calls for when in ("before", "after")]


def _late(chance: random.Random) -> float | None:
    return chance.choice([None, chance.uniform(0, LATEST_S)])


def sample(strikes: Sequence[Strike], number: int, chance: random.Random) -> list[Strike]:
    """Choose points: each line once, then each line on each behalf, then any; in the order in which they come."""
    mixed = chance.sample(range(len(strikes)), len(strikes))
    lines = {(strikes[index].cut, strikes[index].point.place.line): index for index in mixed}
    places = {(strikes[index].act.name, strikes[index].cut, strikes[index].point.place): index for index in mixed}
    chosen = list(dict.fromkeys([*lines.values(), *places.values(), *mixed]))[:number]
    return [strikes[index] for index in sorted(chosen)]


async def _struck(
    strikes: Iterable[Strike], spare: Sequence[Strike], worlds: Mapping[str, World]
) -> AsyncIterator[Outcome]:
    """Try the points, a few beside each other, or others in their place; tell of each in order."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def gently(number: int, one: Strike) -> Outcome:
        async with gate:
            others = [other for other in spare if other.act is one.act][number * SPARE :][:SPARE]
            return await struck(one, others, worlds[one.act.platform])

    for trying in [asyncio.ensure_future(gently(*one)) for one in enumerate(strikes)]:
        yield await trying


def _told(one: Outcome) -> Outcome:
    verdict = "RED" if one.wrong else "ok" if one.killed else "not killed"
    equal = {True: "equal", False: "DIFFERENT", None: "-"}[one.standings_equal]
    announced = "-" if one.announcements is None else str(one.announcements)
    _say(f"{_where(one.strike)}  announcements {announced}, standings {equal}: {verdict}")
    _say(*(f"    {wrong}" for wrong in one.wrong))
    return one


def _say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)


def _where(one: Strike) -> str:
    when = "before" if one.late_s is None else f"{one.late_s * 1000:.1f} ms after"
    point = one.point
    if one.forgotten:
        when += ", an hour later"
    if one.cut:
        when = f"cut {one.cut}"
    return f"{one.act.name:18} {when:12} {point.place.line:30} for {point.place.behalf:32} #{point.nth}.{point.step}"


if __name__ == "__main__":
    sys.exit(main())
