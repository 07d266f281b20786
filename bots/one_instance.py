"""One process a token: two that answered for the same bot would answer everything twice."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from bots.hearing import CannotRunError, Platform, Speaker
from bots.words import Words

Lock = Callable[[str], AbstractAsyncContextManager[bool]]
"""Holds a name among all processes of a store as long as its block, if no other does; says whether it does."""


def name_of(platform: str, token: str) -> str:
    """Return the lock's name, which tells nobody the token."""
    return f"{platform}-{hashlib.sha256(token.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Alone:
    """A platform that runs only while no other process runs it with the same token."""

    platform: Platform
    lock: Lock
    name_of_lock: str
    t: Words

    @property
    def name(self) -> str:
        """The platform's name."""
        return self.platform.name

    @property
    def speaker(self) -> Speaker:
        """The platform's mouth."""
        return self.platform.speaker

    async def run(self, is_up: Callable[[], None]) -> None:
        """Run it. Raises: CannotRunError, also where another process does; and whatever it raises."""
        async with self.lock(self.name_of_lock) as is_held:
            if not is_held:
                cause = self.t._("Another Prosument answers for this bot already.")
                raise CannotRunError(cause, self.t._("Stop it, or give this one a bot and a token of its own."))
            await self.platform.run(is_up)
