"""One batch of ballots, inside its transaction: decided in the order of the calls, stored, and served anew."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection

from contests.model.ballot import Mark, Marking, Receipt, entries_of
from contests.ports import Ballot, Paper
from contests.refusals import Refusal
from contests.rules.comparing import serve_pair
from contests.rules.voting import Candidate, check_turn, is_answer, is_queue, serve, votable
from storage.ballot_box import BallotBox, Key, key_of
from storage.ballot_rows import BallotRows
from storage.looks import Served
from storage.schema import EPOCH, MICROSECOND

Answer = Receipt | Paper | Exception | None
"""A receipt, or a paper where one is wanted; what went wrong; nothing for a look before the first ballot."""

log = logging.getLogger(__name__)


class Press(NamedTuple):
    """A ballot as it waits, and whether its paper is wanted; a tuple, for a crowd's are made one by one."""

    ballot: Ballot
    wants_paper: bool = False
    back_to: str | None = None

    @property
    def is_look(self) -> bool:
        """Tell whether it chooses nothing and only wants the paper."""
        said = (self.ballot.choice, self.ballot.approved, self.ballot.ranking, self.ballot.place)
        return self.wants_paper and said == (None,) * len(said)


class BallotBatches:
    """Decides batches."""

    def __init__(self, rows: BallotRows, secret: bytes) -> None:
        """Read and write these rows; `secret` signs the receipts."""
        self._rows = rows
        self._secret = key_of(secret)

    def decide(self, connection: Connection, presses: Sequence[Press], served: Served) -> list[Answer]:
        """Answer each press; what changes is in the transaction, and `served` is in step with that."""
        box = self._rows.load(connection, [press.ballot for press in presses])
        if box.several and (moved := self._moved(connection, presses, box)):
            presses = moved
            box = self._rows.load(connection, [press.ballot for press in presses])
        serving = _Serving(connection, served, box, presses)
        answers = [_answered(press, self._admit, box) for press in presses]
        self._rows.store(connection, box)
        served.note(box.answers)
        wanting = [at for at, press in enumerate(presses) if press.wants_paper and not _failed(answers[at])]
        if wanting:
            ballots = [presses[at].ballot for at in wanting]
            wholes = self._rows.wholes(connection, {(one.round, one.member) for one in ballots})
            for at in wanting:
                answers[at] = _answered(presses[at], serving.paper, answers[at], wholes)
            self._rows.hold(connection, box)
        return answers

    def _moved(self, connection: Connection, presses: Sequence[Press], box: BallotBox) -> list[Press]:
        """Return the presses as whose they are now, where accounts were linked or unlinked since they were heard."""
        asked = {one.ballot.account: one.ballot.member for one in presses if one.ballot.member in box.several}
        now = self._rows.members_of(connection, asked)
        if all(now.get(account, member) == member for account, member in asked.items()):
            return []
        return [one._replace(ballot=replace(one.ballot, member=_member(one.ballot, now))) for one in presses]

    def _admit(self, press: Press, box: BallotBox) -> Receipt | None:
        return box.look(press.ballot) if press.is_look else box.admit(press.ballot, self._secret)


class _Serving:
    """Papers of one batch."""

    def __init__(self, connection: Connection, served: Served, box: BallotBox, presses: Sequence[Press]) -> None:
        """Look up what the papers are made from, before the batch's own ballots are stored."""
        self._box = box
        wanted = {press.ballot.round for press in presses if press.wants_paper} & box.polls.keys()
        polls = [box.polls[one] for one in wanted]
        self._candidates = {poll.id: served.candidates(connection, poll.id) for poll in polls}
        queues = [one.round.id for one in polls if one.round and is_queue(one.round)]
        self._looks = {one: served.looks(connection, one) for one in queues}

    def paper(self, press: Press, receipt: Receipt | None, wholes: Mapping[Key, dict[str, Mark]]) -> Paper:
        """Return the paper, and hold what is served. Raises: Refusal `no_such`, `not_open`."""
        ballot, poll = press.ballot, self._box.polls[press.ballot.round]
        if poll.round is None:
            raise ValueError("a round was voted in that is not there")
        entries = votable(poll.round, self._candidates[poll.id], ballot.member)
        marks = wholes[ballot.round, ballot.member]
        if not is_queue(poll.round):
            return Paper(entries, marks, receipt)
        looks = self._looks[ballot.round]
        looks.until((ballot.at - EPOCH) // MICROSECOND)
        answered = (
            {one for one, mark in marks.items() if is_answer(mark)} if poll.round.marking is Marking.GRADE else marks
        )
        served: str | None
        if press.back_to is not None:
            served = self._again(press.back_to, ballot, entries, marks)
        else:
            next_of = serve_pair if poll.round.marking is Marking.COMPARE else serve
            served = next_of(ballot.member, entries, answered, looks.held(ballot.member), looks.times)
        if served is not None and served not in answered:
            looks.hold(ballot.member, served, self._box.hold(ballot, served))
        return Paper(entries, marks, receipt, served)

    def _again(self, subject: str, ballot: Ballot, entries: Sequence[Candidate], marks: Mapping[str, Mark]) -> str:
        """Return what is wanted again, if it may be voted on. Raises: Refusal `no_such`, `not_open`."""
        if not {one.id for one in entries}.issuperset(entries_of(subject)):
            raise Refusal("no_such", what="entry", id=subject)
        check_turn(subject, marks, self._box.served.get((ballot.round, ballot.member)))
        return subject


def _member(ballot: Ballot, now: Mapping[str, str]) -> str:
    return now.get(ballot.account, ballot.member)


def _failed(answer: Answer) -> bool:
    return isinstance(answer, Exception)


def _answered(press: Press, answer: Callable[..., Answer], *facts: object) -> Answer:
    """Answer one press; a fault in one is no fault of its neighbours."""
    try:
        return answer(press, *facts)
    except Refusal as refusal:
        return refusal.with_traceback(None)  # which would keep the whole box alive as long as the refusal
    except Exception as error:
        log.exception("the rules failed on a ballot in round %s", press.ballot.round)
        return error
