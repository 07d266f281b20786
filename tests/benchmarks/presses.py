"""What is pressed in the benchmarks: every press changes a choice that is stored, so that each one must be written."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NamedTuple

AUTHOR = "the author of all"
OWN_EVERY = 100
"""Of so many presses one is on one's own entry, so that the rules have something to refuse."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large the table is into which votes are written, and how many voters wait at once."""

    members: int = 20_000
    entries: int = 10
    voters: int = 200


class Press(NamedTuple):
    """One member's choice on one entry."""

    member: str
    entry: str
    choice: str


def member_id(number: int) -> str:
    """Return the id of a member; as long as a real one."""
    return f"member{number:06d}"


def entry_id(number: int) -> str:
    """Return the id of an entry; as long as a real one."""
    return f"entry{number:07d}"


class Presses:
    """An endless stream for each voter; no two voters press for the same member."""

    def __init__(self, size: Size, *, with_own: bool = False) -> None:
        """Press on a table in which everybody has passed on everything."""
        self._size = size
        self._random = random.Random(7)
        self._approved: set[tuple[str, str]] = set()
        self._with_own = with_own
        self._count = 0

    def next(self, voter: int) -> Press:
        """Return a press that changes what the presses so far have stored."""
        self._count += 1
        entry = entry_id(self._random.randrange(self._size.entries))
        if self._with_own and self._count % OWN_EVERY == 0:
            return Press(AUTHOR, entry, "approve")
        shares = self._size.members // self._size.voters
        key = (member_id(self._random.randrange(shares) * self._size.voters + voter), entry)
        self._approved ^= {key}
        return Press(*key, "approve" if key in self._approved else "pass")


Cast = Callable[[Press], Awaitable[bool]]
"""Answers after the press is durable; False when it was refused."""


async def closed_loop(cast: Cast, presses: Presses, voters: int, seconds: float) -> float:
    """Return the votes a second of voters who press again as soon as they are answered; each presses once at least."""
    start = time.perf_counter()

    async def vote(voter: int) -> int:
        stored = int(await cast(presses.next(voter)))
        while time.perf_counter() < start + seconds:
            stored += await cast(presses.next(voter))
        return stored

    stored = await asyncio.gather(*map(vote, range(voters)))
    return sum(stored) / (time.perf_counter() - start)


async def open_loop(cast: Cast, presses: Presses, voters: int, rate: int, seconds: float) -> list[float]:
    """Return the seconds from when each press was due until it was answered, sorted; arrivals never wait."""
    start = time.perf_counter()
    taken: list[float] = []

    async def vote(number: int) -> None:
        await cast(presses.next(number % voters))
        taken.append(time.perf_counter() - start - number / rate)

    async with asyncio.TaskGroup() as tasks:
        for number in range(int(rate * seconds)):
            await asyncio.sleep(start + number / rate - time.perf_counter())
            tasks.create_task(vote(number))
    return sorted(taken)
