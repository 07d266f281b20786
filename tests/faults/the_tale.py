"""What every world is told alike, on whichever platform: who enters, who votes for what, and when a term ends."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from tests.faults.prepare import APPROVED, ENTRIES, NEW, World
from tests.faults.program import database
from tests.files.makers import jpeg
from tests.stories.person import Door, Person, press, refusal, subject
from tests.stories.telling import admitted, entered, scheduled, votes


async def everybody_enters(world: World, door: Door) -> None:
    """Let everybody in, and have all but Eve enter."""
    mona = await door.person("Mona", "manager")
    people = {name: await door.person(name) for name in APPROVED}
    world.contest = await scheduled(mona, NEW)
    for name, title in ENTRIES.items():
        if name != "Eve":
            files = [(jpeg(64, 48, "red"), "A sun")] if title == "Sun" else []
            world.entries[title] = await entered(people[name], f"/enter title={title} text=Words", *files)
    await admitted(mona, list(world.entries.values()))


async def all_but_one_vote_is_cast(world: World, person: Callable[[str], Person]) -> None:
    """Let everybody vote; Finn answers all of his ballot but its last entry."""
    for name in APPROVED:
        if name != "Finn":
            last = await votes(person(name), world.approved_by(name), world.contest)
            world.receipts[name] = last["receipt"]
    finn = person("Finn")
    shown = await finn.say(f"/vote {world.contest}")
    for _ in range(len(world.votable_by("Finn")) - 1):
        assert refusal(shown) is None, shown
        verb = "approve" if subject(shown, "approve") in world.approved_by("Finn") else "pass"
        shown = await press(finn, shown, verb)


def term_ends(folder: Path, now: datetime) -> float:
    """Return in how many seconds the ambassador's term ends."""
    with closing(database(folder)) as by_hand:
        [(ends,)] = by_hand.execute("SELECT term_ends FROM offers WHERE state = 'accepted'")
    return float(ends) / 1e6 - now.timestamp()


def members_of(folder: Path, platform: str, names: Mapping[int, str]) -> dict[str, str]:
    """Return the ids of those who have come, by name; `names` are all who could, by their id on the platform."""
    with closing(database(folder)) as by_hand:
        came = dict(_accounts(by_hand, platform))
    return {name: came[str(id_)] for id_, name in names.items() if str(id_) in came}


def _accounts(by_hand: sqlite3.Connection, platform: str) -> list[tuple[str, str]]:
    return by_hand.execute("SELECT handle, member FROM accounts WHERE platform = ?", (platform,)).fetchall()
