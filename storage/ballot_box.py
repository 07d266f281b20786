"""A batch of ballots and what is known of them: decided one after the other by the rules."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from typing import TypeVar

from contests.model.ballot import BETWEEN, NO_AWARD, Choice, Grades, Mark, Method, Receipt, Voters, entries_of
from contests.model.contest import Round
from contests.model.entry import EntryState
from contests.model.member import Member
from contests.ports import Ballot
from contests.refusals import Refusal
from contests.rules.marks import (
    Changes,
    SoFar,
    admit_choice,
    admit_grades,
    admit_list,
    admit_place,
    admit_preference,
    admit_ranking,
    within_stars,
)
from contests.rules.voting import HELD, NO_AWARD_CANDIDATE, Candidate, Poll, check_voting, is_answer
from storage.schema import EPOCH, MICROSECOND

Found = TypeVar("Found")
Key = tuple[str, str]
"""A round and a member: whose ballot it is."""
Answer = tuple[str, str, str, int]
"""By round, member and entry or pair a mark that was made; and how many answers more it is: 1 where it is the first."""


@dataclass(slots=True)
class BallotBox:
    """What the rules must know of a batch, and what it changes; a ballot sees those before it."""

    polls: dict[str, Poll]
    """By round."""
    candidates: dict[tuple[str, str], Candidate]
    """By contest and entry."""
    voters: dict[str, Member] = field(default_factory=dict)
    choices: defaultdict[Key, dict[str, Mark]] = field(default_factory=lambda: defaultdict(dict))
    """As they stand now; where a mark touches no other, only those on what the batch names."""
    served: dict[Key, str] = field(default_factory=dict)
    """What was served last, however long ago."""
    receipts: dict[Key, tuple[int, str, int]] = field(default_factory=dict)
    """The current ones: version, code, and when in microseconds."""
    changed: dict[tuple[str, str, str], tuple[Mark | None, int]] = field(default_factory=dict)
    """By round, member and entry or pair the new mark, None for one that is released; and when, in microseconds."""
    among: set[Key] = field(default_factory=set)
    """Who is let vote in rounds that do not let everybody."""
    several: set[str] = field(default_factory=set)
    """The voters who have or had several accounts."""
    voted: set[tuple[str, str]] = field(default_factory=set)
    """By round the accounts of those that voted."""
    received: list[tuple[str, str, int, str, int]] = field(default_factory=list)
    """The new receipts, as rows: round, member, version, code, and when in microseconds."""
    answers: list[Answer] = field(default_factory=list)
    """Those that are more or fewer than before."""
    held: dict[Key, tuple[str, int]] = field(default_factory=dict)
    """The new showings: the entry, and until when in microseconds."""

    def admit(self, ballot: Ballot, secret: bytes) -> Receipt | None:
        """Decide a ballot and note what it changes; one that changes no answer is answered with its last receipt.

        None where there is none: grades of which some are missing are no answer yet.

        Raises:
            Refusal: `no_such` for an unknown round or member, and whatever the rules refuse.
        """
        key = (ballot.round, ballot.member)
        poll, voter = self._asked(ballot)
        changes = self._changes(ballot, poll, voter)
        last = self.receipts.get(key)
        at = (ballot.at - EPOCH) // MICROSECOND
        answers = [self._change(key, subject, mark, at) for subject, mark in changes.items()]
        is_whole = ballot.approved is not None or ballot.ranking is not None
        is_changed = any(answers) or (is_whole and last is None)  # nothing, sent off, is a ballot too
        if ballot.account and voter.id in self.several and (is_changed or last is not None):
            self.voted.add((ballot.round, ballot.account))
        if not is_changed:
            return None if last is None else self._current(poll, key, last)
        version = 1 if last is None else last[0] + 1
        code = receipt_code(secret, poll.id, key, version, at)
        self.received.append((*key, version, code, at))
        self.receipts[key] = version, code, at
        return Receipt(code, poll.id, ballot.round, version, ballot.at)

    def look(self, ballot: Ballot) -> Receipt | None:
        """Return the current receipt of whoever may vote. Raises: Refusal as `admit`."""
        poll, voter = self._asked(ballot)
        self._running(ballot, poll, voter)
        key = (ballot.round, ballot.member)
        last = self.receipts.get(key)
        return None if last is None else self._current(poll, key, last)

    def hold(self, ballot: Ballot, entry: str) -> int:
        """Note a showing that begins; return until when it holds, in microseconds."""
        until = (ballot.at + HELD - EPOCH) // MICROSECOND
        self.held[ballot.round, ballot.member] = entry, until
        self.served[ballot.round, ballot.member] = entry
        return until

    def _asked(self, ballot: Ballot) -> tuple[Poll, Member]:
        poll = _found(self.polls.get(ballot.round), "round", ballot.round)
        return poll, _found(self.voters.get(ballot.member), "member", ballot.member)

    def _current(self, poll: Poll, key: Key, last: tuple[int, str, int]) -> Receipt:
        version, code, at = last
        return Receipt(code, poll.id, key[0], version, EPOCH + at * MICROSECOND)

    def _running(self, ballot: Ballot, poll: Poll, voter: Member) -> Round:
        is_among = poll.voters is Voters.EVERYBODY or (ballot.round, ballot.member) in self.among
        return check_voting(poll, voter, ballot.at, is_present=ballot.is_present, is_among=is_among)

    def _changes(self, ballot: Ballot, poll: Poll, voter: Member) -> Changes:
        running = self._running(ballot, poll, voter)
        key = ballot.round, ballot.member
        so_far = SoFar(voter.id, self.choices[key], self.served.get(key))
        if ballot.choice is not None:
            changes = self._of_choice(ballot.choice, poll, running, so_far)
        elif ballot.approved is not None:
            changes = admit_list(running, self._named(poll, ballot.approved), so_far)
        elif ballot.ranking is not None:
            return admit_ranking(running, self._named(poll, ballot.ranking), so_far)
        elif ballot.place is not None:
            return admit_place(running, self._candidate(poll, ballot.place), so_far)
        else:
            raise ValueError("a ballot is a mark, a list or an order")
        if running.method is not Method.LIMITED:
            return changes
        gone = [entry for entry in so_far.marks if self._is_gone(poll, entry)]
        return within_stars(changes, so_far.marks, poll.stars, gone)

    def _of_choice(self, choice: tuple[str, Mark], poll: Poll, running: Round, so_far: SoFar) -> Changes:
        subject, mark = choice
        if isinstance(mark, Choice) and BETWEEN not in subject:
            return admit_choice(running, self._candidate(poll, subject), mark, so_far)
        if isinstance(mark, Grades):
            return admit_grades(running, self._candidate(poll, subject), mark, so_far, criteria=poll.criteria)
        return admit_preference(running, subject, self._named(poll, entries_of(subject)), mark, so_far)

    def _candidate(self, poll: Poll, subject: str) -> Candidate | None:
        return NO_AWARD_CANDIDATE if subject == NO_AWARD else self.candidates.get((poll.id, subject))

    def _named(self, poll: Poll, subjects: Iterable[str]) -> list[Candidate | None]:
        return [self._candidate(poll, one) for one in subjects]

    def _is_gone(self, poll: Poll, entry: str) -> bool:
        found = self._candidate(poll, entry)
        return found is None or found.state is not EntryState.ADMITTED

    def _change(self, key: Key, subject: str, mark: Mark | None, at: int) -> bool:
        """Note a new mark; return whether an answer is another one than before."""
        marks = self.choices[key]
        before = marks.get(subject)
        was = before is not None and is_answer(before)
        now = mark is not None and is_answer(mark)
        self.changed[*key, subject] = mark, at
        if was != now:
            self.answers.append((*key, subject, now - was))
        if mark is None:
            del marks[subject]
        else:
            marks[subject] = mark
        return was or now


def key_of(secret: bytes) -> bytes:
    """Return the key of receipts: as long as `receipt_code` takes, however long the secret is."""
    return sha256(secret).digest()


def receipt_code(secret: bytes, contest: str, key: Key, version: int, at: int) -> str:
    """Return 80 bits of a keyed hash over what a receipt is for: they tell nothing, and nobody else can make them."""
    facts = f"{contest}|{key[0]}|{key[1]}|{version}|{at}"
    return blake2b(facts.encode(), key=secret, digest_size=10).digest().hex("-", 2).upper()


def _found(fact: Found | None, what: str, asked: str) -> Found:
    if fact is None:
        raise Refusal("no_such", what=what, id=asked)
    return fact
