"""The way of every ballot into the store: those who wait together share one transaction."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from contests.model.ballot import Receipt
from contests.ports import Ballot, Paper, StorageError
from storage.ballot_batches import Answer, BallotBatches, Press
from storage.ballot_rows import BallotRows
from storage.checkpoints import Checkpoints
from storage.database import Database
from storage.looks import Served
from storage.one_hop import OneHop

LARGEST = 1000
"""Ballots in one transaction at most: it keeps the wait of the writer behind them short."""

Waiting = tuple[Press, asyncio.Future[Answer]]

log = logging.getLogger(__name__)


class GroupBallotWriter:
    """Commits together what waits together.

    The first ballot to wait asks for the writers' turn; when it comes, all who wait by then are called. So whoever was
    cast before another writer asked for its turn is decided before it: a close finds every ballot that came before.
    The facts of those who were called are loaded together, the rules decide them in the order of their calls, one
    commit makes them durable, then each is answered. Nobody waits for others to come: while one transaction commits,
    the next one fills.
    """

    def __init__(self, database: Database, secret: bytes) -> None:
        """Write to this database; `secret` signs the receipts."""
        self._turn = database.turn
        self.transactions = OneHop(database)
        self._checkpoints = Checkpoints(database)
        self._batches = BallotBatches(BallotRows(database.writer.dialect), secret)
        self._changes = database.changes
        self._served = Served(database.changes)
        self._waiting: list[Waiting] = []
        self._asking: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False
        self.batches = 0
        """Transactions so far."""
        self.largest = 0
        """Ballots in the largest one."""
        self.on_cast: Callable[[str], None] = lambda _: None
        """Called with a round after each commit that may have changed how many voted in it."""

    async def cast(self, ballot: Ballot) -> Receipt:
        """Store a ballot and return after it is durable, or not at all; also when the caller is cancelled.

        Raises:
            Refusal: by the rules; other ballots are not touched by it.
            StorageError: nothing of the ballots that waited together was stored.
        """
        decided = await self._decided(Press(ballot))
        if isinstance(decided, Receipt):
            return decided
        raise TypeError("a ballot is answered with its receipt")

    async def serve(self, ballot: Ballot, *, back_to: str | None = None) -> Paper:
        """Store a ballot, if it chooses anything, and return the paper as it stands then; see the port.

        Raises:
            Refusal: by the rules.
            StorageError: as `cast`.
        """
        decided = await self._decided(Press(ballot, wants_paper=True, back_to=back_to))
        if isinstance(decided, Paper):
            return decided
        raise TypeError("who wants the paper is answered with it")

    async def _decided(self, press: Press) -> Answer:
        if self._is_closed:
            raise StorageError("the ballot writer is closed")
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((press, answer))
        self._ask_for_the_turn()
        decided = await answer
        if not isinstance(decided, Exception):
            return decided
        try:
            raise decided
        finally:
            del answer, decided  # else the error and its traceback hold each other until the collector comes

    async def close(self) -> None:
        """Answer those who wait, and take no more."""
        self._is_closed = True
        while self._tasks:
            await asyncio.wait(self._tasks)
        await self._checkpoints.close()
        self.transactions.close()

    def _ask_for_the_turn(self) -> None:
        if self._asking is None:
            self._asking = asyncio.create_task(self._take_the_turn())
            self._tasks.add(self._asking)
            self._asking.add_done_callback(self._ended)

    async def _take_the_turn(self) -> None:
        called: list[Waiting] = []
        try:
            async with self._turn:
                called, self._waiting, self._asking = self._waiting, [], None
                for start in range(0, len(called), LARGEST):
                    await self._settle(called[start : start + LARGEST])
        finally:
            _answer(called, [StorageError("the ballot writer was stopped")] * len(called))

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._asking is task:  # it was killed before it called anybody; who still waits is not forgotten
            self._asking = None
            self._waiting = [one for one in self._waiting if not one[1].done()]
            if self._waiting:
                self._ask_for_the_turn()

    async def _settle(self, batch: Sequence[Waiting]) -> None:
        presses = [press for press, _ in batch]
        served = self._served
        try:
            answers = await self.transactions.run(lambda connection: self._batches.decide(connection, presses, served))
        except BaseException as error:
            self._served = Served(self._changes)  # the other one counted what is not stored
            if not isinstance(error, Exception):
                raise
            log.exception("%d ballots could not be stored", len(batch))
            answers = [error] * len(batch)  # whoever waits is told, whatever it was
        self.batches += 1
        self.largest = max(self.largest, len(batch))
        self._checkpoints.after(len(batch))
        _answer(batch, answers)
        for round_id in {press.ballot.round for press in presses if not press.is_look}:
            self.on_cast(round_id)


def _answer(batch: Sequence[Waiting], answers: Sequence[Answer]) -> None:
    for (_, future), answer in zip(batch, answers, strict=True):
        if not future.done():
            future.set_result(answer)
