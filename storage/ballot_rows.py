"""The rows of a batch of ballots: read together and written together, by a few statements for all of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

import orjson
from sqlalchemy import (
    Connection,
    Dialect,
    Row,
    String,
    insert,
    select,
    text,
)

from contests.model.ballot import BETWEEN, Choice, Mark, Marking, Method, Mode, Voters, entries_of, read_mark, written
from contests.model.contest import State
from contests.model.entry import EntryState
from contests.model.member import Member, Role
from contests.ports import Ballot
from contests.rules.voting import Candidate, Poll, is_deciding
from storage.ballot_box import BallotBox, Key
from storage.ballot_statements import (
    RELEASE,
    approvals_of,
    ballots_of,
    candidates_of,
    electorates,
    insert_new,
    polls_of,
    upsert,
    wholes_of,
)
from storage.contests import read_round
from storage.schema import (
    EPOCH,
    MICROSECOND,
    accounts,
    choices,
    held,
    receipts,
    voted_by,
)
from storage.statements import IDS, rows_together, together

KEYS = {
    "sqlite": (
        "SELECT json_extract(value, '$[0]') AS round, json_extract(value, '$[1]') AS member,"
        " json_extract(value, '$[2]') AS entry FROM json_each(:keys) LIMIT -1"  # else each use extracts once more
    ),
    "postgresql": (
        "SELECT value->>0 AS round, value->>1 AS member, value->>2 AS entry"
        " FROM jsonb_array_elements(CAST(:keys AS jsonb))"
    ),
}
"""A JSON list of lists as rows of round, member and entry."""


PLAIN: frozenset[Role] = frozenset()


class _Marks(dict[str, Mark]):
    """Marks by how they are written: quicker than to read each, which every ballot of a batch would pay."""

    def __missing__(self, text: str) -> Mark:
        return self.setdefault(text, read_mark(text))


MARKS = _Marks()


class BallotRows:
    """Reads what a batch is decided by, and writes what it changes."""

    def __init__(self, dialect: Dialect) -> None:
        """Speak to SQLite or PostgreSQL. What has a row for each ballot is compiled here, once for the driver."""
        ids = text(IDS[dialect.name])
        keys = text(KEYS[dialect.name]).columns(round=String, member=String, entry=String).subquery("asked")
        self._polls, self._approvals = polls_of(ids), approvals_of(keys)
        self._known_polls: dict[tuple[object, ...], Poll] = {}
        self._members = select(accounts.c.id, accounts.c.member).where(accounts.c.id.in_(ids))
        self._electorates = electorates(ids)
        self._voted = insert_new(dialect, voted_by).on_conflict_do_nothing()
        self._ballots, self._candidates, self._wholes = (
            together(dialect, statement) for statement in (ballots_of(keys), candidates_of(ids), wholes_of(keys))
        )
        self._poll_rows, self._keep, self._release, self._receive, self._hold = (
            str(statement.compile(dialect=dialect))
            for statement in (
                self._polls,
                upsert(dialect, choices, "choice", "at"),
                RELEASE,
                insert(receipts),
                upsert(dialect, held, "entry", "until"),
            )
        )

    def load(self, connection: Connection, ballots: Sequence[Ballot]) -> BallotBox:
        """Return what the rules must know of these ballots."""
        polls = self._load_polls(connection, {one.round for one in ballots})
        box = BallotBox(polls, self._load_candidates(connection, set(chain.from_iterable(map(_named, ballots)))))
        self._load_ballots(connection, ballots, box)
        self._load_electorate(connection, ballots, box)
        self._load_approvals(connection, ballots, box)
        whole = {(one.round, one.member) for one in ballots if _needs_whole(one, box)}
        if whole:
            for key, marks in self.wholes(connection, whole).items():
                box.choices[key] |= marks
        return box

    def store(self, connection: Connection, box: BallotBox) -> None:
        """Write what the batch changed: rows as the driver takes them, in the order of their columns."""
        kept = [
            (*key, mark if isinstance(mark, Choice) else written(mark), at)  # a choice is text, and the quick one
            for key, (mark, at) in box.changed.items()
            if mark is not None
        ]
        released = [key for key, (mark, _) in box.changed.items() if mark is None]
        for statement, rows in ((self._keep, kept), (self._release, released), (self._receive, box.received)):
            if rows:
                connection.exec_driver_sql(statement, rows)

        if box.voted:
            voted = [{"round": round_id, "account": account} for round_id, account in sorted(box.voted)]
            connection.execute(self._voted, voted)

    def members_of(self, connection: Connection, accounts_: Collection[str]) -> dict[str, str]:
        """Return by account the member whose it is now."""
        found = connection.execute(self._members, {"ids": _json(accounts_)})
        return {row.id: row.member for row in found}

    def wholes(self, connection: Connection, keys: Collection[Key]) -> dict[Key, dict[str, Mark]]:
        """Return whole ballots as they are stored, in order of answering."""
        found: dict[Key, dict[str, Mark]] = {key: {} for key in keys}
        asked = _json([(*key, None) for key in keys])
        for round_id, member, entry, choice in rows_together(connection, self._wholes, asked):
            found[round_id, member][entry] = MARKS[choice]
        return found

    def hold(self, connection: Connection, box: BallotBox) -> None:
        """Write the showings that begin."""
        rows = [(*key, entry, until) for key, (entry, until) in box.held.items()]
        if rows:
            connection.exec_driver_sql(self._hold, rows)

    def _load_polls(self, connection: Connection, rounds: Collection[str]) -> dict[str, Poll]:
        """Look up the polls by their rounds; rows that are as they were are not read once more as what they mean."""
        asked = _json(rounds)
        found = {row[0]: tuple(row) for row in connection.exec_driver_sql(self._poll_rows, (asked,))}  # by their ids
        if not self._known_polls.keys() >= set(found.values()):
            polls = {row.id: _poll(row) for row in connection.execute(self._polls, {"ids": asked})}
            self._known_polls = {row: polls[round_id] for round_id, row in found.items()}
        return {round_id: self._known_polls[row] for round_id, row in found.items()}

    def _load_approvals(self, connection: Connection, ballots: Sequence[Ballot], box: BallotBox) -> None:
        """Look up all that is approved, where an approval may change another: on a list, in single and limited choice.

        In limited choice also what has left the vote since, for its stars are free again.
        """
        wholes = {round_id for round_id, poll in box.polls.items() if _needs_approvals(poll)}
        if not wholes:
            return
        asked = {(one.round, one.member, None) for one in ballots if one.round in wholes}
        limited: set[str] = set()
        for round_id, member, entry in connection.execute(self._approvals, {"keys": _json(asked)}):
            box.choices[round_id, member][entry] = Choice.APPROVE
            if _is_limited(box.polls[round_id]):
                limited.add(entry)
        if limited:
            box.candidates |= self._load_candidates(connection, limited)

    def _load_candidates(self, connection: Connection, named: Collection[str]) -> dict[tuple[str, str], Candidate]:
        found = rows_together(connection, self._candidates, _json(named))
        return {
            (contest, entry): Candidate(entry, member, EntryState(state)) for entry, contest, member, state in found
        }

    def _load_electorate(self, connection: Connection, ballots: Sequence[Ballot], box: BallotBox) -> None:
        """Look up who is let vote, for the polls that do not let everybody."""
        for voters, statement in self._electorates.items():
            if all(poll.voters is not voters for poll in box.polls.values()):
                continue
            asked = [one for one in ballots if (poll := box.polls.get(one.round)) is not None and poll.voters is voters]
            if asked:
                found = connection.execute(statement, {"ids": _json({one.member for one in asked})})
                among = set(found.scalars())
                box.among |= {(one.round, one.member) for one in asked if one.member in among}

    def _load_ballots(self, connection: Connection, ballots: Sequence[Ballot], box: BallotBox) -> None:
        keys = {(one.round, one.member, one.choice[0] if one.choice else None) for one in ballots}
        found = rows_together(connection, self._ballots, _json(keys))
        offices: defaultdict[str, set[Role]] = defaultdict(set)
        for row in found:
            if row[7] is not None:
                offices[row[1]].add(Role(row[7]))
        for round_id, member, entry, community, name, joined_at, several, _, choice, version, code, at, served in found:
            roles = frozenset(offices[member]) if member in offices else PLAIN
            box.voters[member] = Member(member, community, name, EPOCH + joined_at * MICROSECOND, roles)
            if several:
                box.several.add(member)
            key = round_id, member
            if choice is not None:
                box.choices[key][entry] = MARKS[choice]
            if version is not None:
                box.receipts[key] = version, code, at
            if served is not None:
                box.served[key] = served


def _json(items: Collection[object]) -> str:
    return orjson.dumps(list(items)).decode()


def _poll(row: Row[Any]) -> Poll:
    one, rules = read_round(row), orjson.loads(row.document)["rules"]
    return Poll(
        id=row.contest,
        community=row.community,
        title=row.title,
        state=State(row.state),
        round=one,
        paused_at=row.paused_at,
        ended_because=row.ended_because,
        electorate_until=row.electorate_until,
        voters=one.voters or Voters(rules.get("voters", Voters.EVERYBODY)),
        has_jury=rules.get("jury") is not None and is_deciding(one, has_final=rules.get("final") is not None),
        criteria=len(rules.get("criteria", ())) or 1,
        stars=rules.get("stars", 0),
    )


def _needs_approvals(poll: Poll) -> bool:
    """Tell whether an approval may change others: on a list, in single and in limited choice."""
    running = poll.round
    if running is None or running.marking is not Marking.APPROVE:
        return False
    return running.mode is Mode.LIST or running.method in {Method.SINGLE, Method.LIMITED}


def _is_limited(poll: Poll) -> bool:
    return poll.round is not None and poll.round.method is Method.LIMITED


def _needs_whole(ballot: Ballot, box: BallotBox) -> bool:
    """Tell whether all marks of a ballot count: of an order, and for what was neither served nor answered before."""
    if ballot.choice is None:
        return ballot.ranking is not None or ballot.place is not None
    key, subject = (ballot.round, ballot.member), ballot.choice[0]
    return subject != box.served.get(key) and subject not in box.choices[key]


def _named(ballot: Ballot) -> tuple[str, ...]:
    """Return the entries that a ballot names."""
    if ballot.choice is not None:
        subject = ballot.choice[0]
        return entries_of(subject) if BETWEEN in subject else (subject,)
    if ballot.place is not None:
        return (ballot.place,)
    return ballot.approved or ballot.ranking or ()
