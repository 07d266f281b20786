"""A batch of ballots and what is known of them: decided one after the other by the rules."""

from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from typing import TypeVar

from contests.model.ballot import Choice, Receipt, Voters
from contests.model.contest import Round
from contests.model.member import Member
from contests.ports import Ballot
from contests.refusals import Refusal
from contests.rules.voting import HELD, Candidate, Poll, admit_choice, admit_list, check_voting
from storage.schema import EPOCH, MICROSECOND

Found = TypeVar("Found")
Key = tuple[str, str]
"""A round and a member: whose ballot it is."""
Answer = tuple[str, str, str, bool]
"""By round, member and entry a choice that was made; and whether it is the first on this entry."""


@dataclass(slots=True)
class BallotBox:
    """What the rules must know of a batch, and what it changes; a ballot sees those before it."""

    polls: dict[str, Poll]
    """By round."""
    candidates: dict[tuple[str, str], Candidate]
    """By contest and entry."""
    voters: dict[str, Member] = field(default_factory=dict)
    choices: defaultdict[Key, dict[str, Choice]] = field(default_factory=lambda: defaultdict(dict))
    """As they stand now; where a choice touches no other, only those on the entries that the batch names."""
    receipts: dict[Key, tuple[int, str, int]] = field(default_factory=dict)
    """The current ones: version, code, and when in microseconds."""
    changed: dict[tuple[str, str, str], tuple[Choice | None, int]] = field(default_factory=dict)
    """By round, member and entry the new choice, None for one that is released; and when, in microseconds."""
    among: set[Key] = field(default_factory=set)
    """Who is let vote in rounds that do not let everybody."""
    several: set[str] = field(default_factory=set)
    """The voters who have or had several accounts."""
    voted: set[tuple[str, str]] = field(default_factory=set)
    """By round the accounts of those that voted."""
    received: list[tuple[str, str, int, str, int]] = field(default_factory=list)
    """The new receipts, as rows: round, member, version, code, and when in microseconds."""
    answers: list[Answer] = field(default_factory=list)
    held: dict[Key, tuple[str, int]] = field(default_factory=dict)
    """The new showings: the entry, and until when in microseconds."""

    def admit(self, ballot: Ballot, secret: bytes) -> Receipt:
        """Decide a ballot and note what it changes; one that changes nothing is answered with its last receipt.

        Raises:
            Refusal: `no_such` for an unknown round or member, and whatever the rules refuse.
        """
        key = (ballot.round, ballot.member)
        poll, voter = self._asked(ballot)
        changes = self._changes(ballot, poll, voter)
        if ballot.account and voter.id in self.several:
            self.voted.add((ballot.round, ballot.account))
        last = self.receipts.get(key)
        if last is not None and not changes:
            return self._current(poll, key, last)
        at = (ballot.at - EPOCH) // MICROSECOND
        for entry, choice in changes.items():
            self._change(key, entry, choice, at)
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

    def _changes(self, ballot: Ballot, poll: Poll, voter: Member) -> dict[str, Choice | None]:
        running = self._running(ballot, poll, voter)
        before = self.choices[ballot.round, ballot.member]
        if ballot.choice is not None:
            entry, mark = ballot.choice
            if not isinstance(mark, Choice):
                raise ValueError("only approvals are stored so far")
            return admit_choice(running, self.candidates.get((poll.id, entry)), voter.id, mark, before)
        if ballot.approved is not None:
            chosen = [self.candidates.get((poll.id, entry)) for entry in ballot.approved]
            return admit_list(running, chosen, voter.id, before)
        raise ValueError("a ballot is a choice or a list")

    def _change(self, key: Key, entry: str, choice: Choice | None, at: int) -> None:
        self.changed[*key, entry] = choice, at
        self.answers.append((*key, entry, entry not in self.choices[key]))
        if choice is None:
            del self.choices[key][entry]
        else:
            self.choices[key][entry] = choice


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
