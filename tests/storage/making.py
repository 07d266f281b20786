"""A community with something in it, for the tests of the store; every part has a plain default."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from contests.model.announcement import Announcement, News
from contests.model.ballot import Choice
from contests.model.community import Brand, Community, Venue
from contests.model.contest import Brief, Contest, Plan, Round, RoundKind, Rules, State, Template
from contests.model.entry import Entry, EntryKind, EntryState, Words
from contests.model.member import Account, Member, Role
from contests.ports import Owed, Work
from storage import schema
from storage.database import Database

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
KIT = Community("kit", Brand("Kit & Co"), "en", "Europe/Warsaw")


def member(name: str, *roles: Role, community: str = KIT.id) -> Member:
    """Make a member whose id is the name."""
    return Member(name, community, name, NOON - DAY, frozenset(roles))


def account(of: str, platform: str = "web") -> Account:
    """Make a member's account."""
    return Account(f"{of}-{platform}", KIT.id, of, platform, f"{of}@{platform}", None)


def venue(name: str) -> Venue:
    """Make a venue whose id is the name."""
    return Venue(name, KIT.id, "web", f"kit/{name}", name, "en", NOON)


def rounds(contest: str) -> tuple[Round, Round]:
    """Make a round of submission that is over, and one of voting that is open."""
    submission = Round(f"{contest}-s", RoundKind.SUBMISSION, NOON, NOON + HOUR, NOON, NOON + HOUR)
    voting = Round(f"{contest}-v", RoundKind.VOTING, NOON + HOUR, NOON + DAY, NOON + HOUR)
    return submission, voting


def contest(name: str = "battle", state: State = State.VOTING, community: str = KIT.id) -> Contest:
    """Make a remix battle whose id is the name."""
    brief = Brief(f"The {name}", Template.REMIX)
    planned = () if state is State.DRAFT else rounds(name)
    return Contest(name, community, brief, Rules(), Plan(), state, NOON - DAY, rounds=planned)


def entry(name: str, by: str, state: EntryState = EntryState.ADMITTED, in_: str = "battle") -> Entry:
    """Make a remix whose id is the name, sent at noon."""
    words = Words(f"Entry {name}")
    sent_at = None if state is EntryState.DRAFT else NOON
    return Entry(name, in_, by, f"{by}-web", EntryKind.REMIX, state, words, sent_at=sent_at)


def owed(name: str, to: str | None = "main", kind: News = News.OPENING, in_: str = "battle") -> Owed:
    """Make a row of the outbox whose id is the name."""
    return Owed(name, KIT.id, Announcement(kind, in_), to, NOON)


async def settle(work: Work, *names: str) -> None:
    """Store the community, members of these names, and an account of each on the web."""
    await work.people.save_community(KIT)
    for name in names:
        await work.people.save_member(member(name))
        await work.people.save_account(account(name))


async def stage(work: Work, *entries: Entry, voters: Sequence[str] = ()) -> Contest:
    """Store the community, a contest in voting, and its entries with their authors."""
    await settle(work, *dict.fromkeys([*(one.member for one in entries), *voters]))
    running = contest()
    await work.contests.add(running)
    for one in entries:
        await work.entries.save(one)
    return running


async def vote(
    database: Database, voter: str, choices: dict[str, Choice], *, version: int = 1, in_: str = "battle-v"
) -> None:
    """Store a ballot as the writer does: its choices, and a receipt of its version."""
    key = {"round": in_, "member": voter}
    at = NOON + HOUR + version * SECOND
    async with database.writing() as connection:
        rows = [key | {"entry": one, "choice": choice, "at": at} for one, choice in choices.items()]
        if rows:
            await connection.execute(insert(schema.choices), rows)
        receipt = key | {"version": version, "code": f"{voter}-{version}", "at": at}
        await connection.execute(insert(schema.receipts).values(receipt))


def later(one: Entry, by: timedelta) -> Entry:
    """Return an entry as sent later."""
    return replace(one, sent_at=NOON + by)
