"""Waiting for something to change, without asking again and again."""

import asyncio
from collections.abc import Callable


class Bell:
    """Wakes all who wait at it."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def __deepcopy__(self, _memo: object) -> "Bell":
        return Bell()

    def ring(self) -> None:
        for one in self._waiting:
            if not one.done():
                one.set_result(None)

    async def until(self, is_so: Callable[[], bool], within: float) -> bool:
        """Wait until a condition holds; return whether it does after so many real seconds."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + within
        while not is_so():
            left = ends - loop.time()
            if left <= 0:
                return False
            heard = loop.create_future()
            self._waiting.add(heard)
            try:
                await asyncio.wait([heard], timeout=left)
            finally:
                self._waiting.discard(heard)
        return True
