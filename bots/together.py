"""What is wanted while a call is under way waits for the next one, and shares it: few calls, however many want one."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

Wanted = TypeVar("Wanted")
Got = TypeVar("Got")


class Together(Generic[Wanted, Got]):
    """Calls for many at once."""

    def __init__(self, call: Callable[[Collection[Wanted]], Awaitable[Mapping[Wanted, Got]]]) -> None:
        """Have this called with what is wanted; it returns what there is of it."""
        self._call = call
        self._waiting: dict[Wanted, list[asyncio.Future[Got | None]]] = {}
        self._calling: asyncio.Task[None] | None = None

    async def __call__(self, wanted: Wanted) -> Got | None:
        """Return what there is of something. Raises: as the call."""
        answer: asyncio.Future[Got | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(wanted, []).append(answer)
        if self._calling is None:
            self._calling = asyncio.create_task(self._all())
        return await answer

    async def _all(self) -> None:
        try:
            while self._waiting:
                called, self._waiting = self._waiting, {}
                await self._answer(called)
        finally:
            self._calling = None

    async def _answer(self, called: Mapping[Wanted, Sequence["asyncio.Future[Got | None]"]]) -> None:
        try:
            found = await self._call(called.keys())
        except BaseException as error:
            told = error if isinstance(error, Exception) else ConnectionAbortedError("it was stopped")
            for answer in _open(called.values()):
                answer.set_exception(told)
            if told is not error:
                raise
            return
        for wanted, answers in called.items():
            for answer in _open([answers]):
                answer.set_result(found.get(wanted))


def _open(all_: Iterable[Sequence["asyncio.Future[Got | None]"]]) -> Iterator["asyncio.Future[Got | None]"]:
    """Yield those that somebody still waits for."""
    return (answer for answers in all_ for answer in answers if not answer.done())
