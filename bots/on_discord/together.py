"""What is wanted while a call is under way waits for the next one, and shares it: few calls, however many want one."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Generic, TypeVar

Wanted = TypeVar("Wanted")
Got = TypeVar("Got")


class Together(Generic[Wanted, Got]):
    """Calls for many at once."""

    def __init__(self, call: Callable[[Collection[Wanted]], Awaitable[Mapping[Wanted, Got]]]) -> None:
        """Have this called with what is wanted; it returns what there is of it."""
        self._call = call
        self._waiting: dict[Wanted, asyncio.Future[Got | None]] = {}
        self._calling: asyncio.Task[None] | None = None

    async def __call__(self, wanted: Wanted) -> Got | None:
        """Return what there is of something. Raises: as the call."""
        answer = self._waiting.get(wanted)
        if answer is None:
            answer = self._waiting[wanted] = asyncio.get_running_loop().create_future()
        if self._calling is None:
            self._calling = asyncio.create_task(self._all())
        return await asyncio.shield(answer)

    async def _all(self) -> None:
        try:
            while self._waiting:
                called, self._waiting = self._waiting, {}
                await self._answer(called)
        finally:
            self._calling = None

    async def _answer(self, called: dict[Wanted, "asyncio.Future[Got | None]"]) -> None:
        try:
            found = await self._call(called)
        except BaseException as error:
            for answer in called.values():
                answer.set_exception(error if isinstance(error, Exception) else ConnectionAbortedError())
                answer.exception()  # nobody may be waiting any more
            if not isinstance(error, Exception):
                raise
            return
        for wanted, answer in called.items():
            answer.set_result(found.get(wanted))
