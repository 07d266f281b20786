"""A contest with a crowd of voters, stored at once: a queue in which everybody has answered half of the entries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bots.app import Running
from contests.model.ballot import Mode
from contests.model.community import Venue
from contests.model.contest import Brief, Contest, Plan, Round, RoundKind, Rules, State, Template
from contests.model.entry import Entry, EntryKind, EntryState, Words
from storage import schema
from tests.benchmarks.discord_stub import LONG
from tests.benchmarks.presses import AUTHOR, Size, entry_id, member_id

DAY = timedelta(days=1)
EVERYBODY = "members.id LIKE 'member%'"
FULL = (
    "INSERT INTO choices SELECT 'round', members.id, entries.id, 'pass', 0 FROM members, entries WHERE {who} AND {some}",
    "INSERT INTO receipts SELECT 'round', members.id, 1, members.id, 0 FROM members WHERE {who}",
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Where the voters are."""

    platform: str
    place: str
    handle_of: Callable[[str], str]
    """Returns a member's handle there."""


async def fill(running: Running, size: Size, at: Crowd) -> None:
    """Store a contest in which everybody has passed on half of the entries, and is to be shown the others."""
    now, here = running.clock.now(), running.community.id
    async with running.store._database.writing() as connection:
        await _people(connection, here, size, at, now - DAY)
    async with running.store.work() as work:
        await work.people.save_venue(Venue("venue", here, at.platform, at.place, "#contest", "en", now - DAY))
        sending = Round("sending", RoundKind.SUBMISSION, now - 3 * DAY, now - 2 * DAY, now - 3 * DAY, now - 2 * DAY)
        voting = Round("round", RoundKind.VOTING, now - 2 * DAY, now + 2 * DAY, now - 2 * DAY, mode=Mode.QUEUE)
        contest = Contest(
            "contest", here, Brief("A crowd's contest", Template.REMIX), Rules(), Plan(), State.VOTING, now - 4 * DAY,
            rounds=(sending, voting),
        )  # fmt: skip
        await work.contests.add(contest)
        for number in range(2 * size.entries):
            await work.entries.save(_entry(number, now - 3 * DAY))
    async with running.store._database.writing() as connection:
        answered = f"entries.id < '{entry_id(size.entries)}'"
        for statement in FULL:
            await connection.execute(text(statement.format(who=EVERYBODY, some=answered)))


def _entry(number: int, sent: datetime) -> Entry:
    words, kind = Words(f"Entry {number}", LONG), EntryKind.REMIX
    return Entry(entry_id(number), "contest", AUTHOR, "author", kind, EntryState.ADMITTED, words, sent_at=sent)


async def _people(connection: AsyncConnection, here: str, size: Size, at: Crowd, joined: datetime) -> None:
    ids = [AUTHOR, *map(member_id, range(size.members))]
    member = {"community": here, "name": "A member", "folded": "a member", "joined_at": joined}
    await connection.execute(insert(schema.members), [{"id": one, **member} for one in ids])
    accounts = [
        {"id": f"account-{one}", "community": here, "member": one, "platform": at.platform, "number": number}
        | {"handle": at.handle_of(one)}
        for number, one in enumerate(ids[1:], 1000)
    ]
    author = {"id": "author", "community": here, "member": AUTHOR, "platform": "web", "number": 999, "handle": "author"}
    await connection.execute(insert(schema.accounts), [author, *accounts])
