"""Small makers of contests, entries and members for the pure tests; every part has a plain default."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from contests.lifecycle import Facts
from contests.model.ballot import Count, Mode, Tally
from contests.model.contest import Brief, Contest, Plan, Rules, State, Template
from contests.model.entry import Entry, EntryKind, EntryState, Words
from contests.model.member import Member, Role
from contests.model.reward import Reward
from contests.model.span import Span

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
REWARDS = (Reward(1, "a bag"), Reward(2, "a cup"))


def contest(state: State = State.DRAFT, rewards: tuple[Reward, ...] = REWARDS, **rules: Any) -> Contest:
    """Make a remix battle: submissions run for two days from noon, voting for one day more."""
    return Contest(
        id="c",
        community="k",
        brief=Brief("Bag battle", Template.REMIX, rewards=rewards),
        rules=Rules(**rules),
        plan=Plan(NOON, Span(days=2), Span(days=1)),
        state=state,
        created_at=NOON - DAY,
    )


def entry(name: str, state: EntryState = EntryState.ADMITTED, member: str | None = None) -> Entry:
    """Make an entry by a member of its own."""
    return Entry(
        name, "c", member or f"m-{name}", f"a-{name}", EntryKind.REMIX, state, Words(f"Entry {name}"), sent_at=NOON
    )


def member(name: str = "m", *roles: Role, joined: datetime = NOON - DAY) -> Member:
    """Make a member."""
    return Member(name, "k", name, joined, frozenset(roles))


def count(approvals: Mapping[str, int], exposures: int = 10, approving: int | None = None) -> Count:
    """Make a count: approvals by entry, all with the same exposures."""
    tallies = {name: Tally(votes, max(votes, exposures)) for name, votes in approvals.items()}
    total = max(approvals.values(), default=0)
    return Count(tallies, total, total if approving is None else approving)


def facts(entries: Iterable[Entry], votes: Count | None = None, runoff: Count | None = None) -> Facts:
    """Make the facts of the contest `c`."""
    counts = {"cv": votes, "cr": runoff}
    return Facts(tuple(entries), {name: one for name, one in counts.items() if one is not None})


def with_mode(one: Contest, mode: Mode) -> Contest:
    """Return the contest with a fixed way of serving."""
    return replace(one, rules=replace(one.rules, mode=mode))
