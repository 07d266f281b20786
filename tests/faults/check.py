"""What must be true of a data folder whatever was done to it, read by hand and without the program's own counting."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.faults.prepare import REWARDS, Moment, World
from tests.stories.person import Json

UNSENT = "SELECT kind, state FROM outbox WHERE state != 'sent'"
CHOICES = """
    SELECT entries.id, count(choices.entry), coalesce(sum(choices.choice = 'approve'), 0)
    FROM entries LEFT JOIN choices ON choices.entry = entries.id AND choices.round =
        (SELECT id FROM rounds WHERE contest = :contest AND kind = 'voting')
    WHERE entries.contest = :contest AND entries.state = 'admitted' GROUP BY entries.id
"""
FROZEN = "SELECT rank, entry, approvals, exposures, reward FROM standings WHERE contest = ?"


class Place(NamedTuple):
    """A line of the standings."""

    rank: int
    entry: str
    approvals: int
    exposures: int
    reward: str | None


def whole(folder: Path, by_hand: sqlite3.Connection) -> Iterator[str]:
    """Name what is broken, half-written or unsent."""
    if (found := by_hand.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
        yield f"the database is broken: {found}"
    if found := by_hand.execute("PRAGMA foreign_key_check").fetchall():
        yield f"rows refer to nothing: {found}"
    for kind, state in by_hand.execute(UNSENT):
        yield f"the message {kind} is {state}"
    yield from _files(folder, by_hand)


def _files(folder: Path, by_hand: sqlite3.Connection) -> Iterator[str]:
    for (name,) in by_hand.execute("SELECT id FROM media"):
        stored = [path for path in (folder / "media" / name[:2]).glob(f"{name}.*") if "thumbnail" not in path.name]
        if [hashlib.sha256(path.read_bytes()).hexdigest() for path in stored] != [name]:
            yield f"the file {name} is not what its name says"


def ballots(world: World, moment: Moment, by_hand: sqlite3.Connection) -> Iterator[str]:
    """Name the acknowledged ballots that are not there as they were given."""
    for voter, receipt in moment.receipts.items():
        if ballot_of(world, by_hand, voter) != (_expected(world, voter), receipt):
            yield f"the ballot of {voter} is not as it was acknowledged"


def ballot_of(world: World, by_hand: sqlite3.Connection, voter: str) -> tuple[Mapping[str, str], str | None]:
    """Return what somebody has chosen, and the code of their newest receipt."""
    member = world.members[voter]
    chosen = by_hand.execute("SELECT entry, choice FROM choices WHERE member = ?", (member,)).fetchall()
    codes = by_hand.execute("SELECT code FROM receipts WHERE member = ? ORDER BY version DESC", (member,)).fetchone()
    return dict(chosen), codes and codes[0]


def _expected(world: World, voter: str) -> dict[str, str]:
    approved = world.approved_by(voter)
    return {entry: "approve" if entry in approved else "pass" for entry in world.votable_by(voter)}


def recount(world: World, by_hand: sqlite3.Connection) -> list[Place]:
    """Count the choices anew: shares of looks, competition ranks, a reward for whoever was approved."""
    tally = by_hand.execute(CHOICES, {"contest": world.contest}).fetchall()
    scores = shares([(approvals, exposures) for _, exposures, approvals in tally])
    lines = []
    for score, (entry, exposures, approvals) in zip(scores, tally, strict=True):
        rank = 1 + sum(other > score for other in scores)
        lines.append(Place(rank, entry, approvals, exposures, REWARDS.get(rank) if approvals else None))
    return sorted(lines)


def shares(tally: Sequence[tuple[int, int]]) -> list[Fraction]:
    """Return approvals ÷ looks, each drawn towards the mean as if the median number of looks had said the mean."""
    prior = Fraction(median(exposures for _, exposures in tally)) if tally else Fraction(0)
    looks = sum(exposures for _, exposures in tally)
    mean = Fraction(sum(approvals for approvals, _ in tally), looks or 1)
    return [(prior * mean + approvals) / ((prior + exposures) or 1) for approvals, exposures in tally]


def frozen(world: World, by_hand: sqlite3.Connection) -> list[Place]:
    """Return the standings as they are stored."""
    return sorted(Place(*row) for row in by_hand.execute(FROZEN, (world.contest,)))


def shown(items: Sequence[Json]) -> list[Place]:
    """Return the standings as the interface shows them, unless a score contradicts its own numbers."""
    scores = shares([(one["approvals"], one["exposures"]) for one in items])
    assert [Fraction(one["score"]) for one in items] == scores, items
    names = Place._fields
    return sorted(Place(*(one[name] for name in names)) for one in items)


def state_of(world: World, by_hand: sqlite3.Connection) -> str:
    """Return the contest's state."""
    return str(by_hand.execute("SELECT state FROM contests WHERE id = ?", (world.contest,)).fetchone()[0])
