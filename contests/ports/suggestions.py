"""What can be offered to somebody who is typing: quick to read, and never saved."""

from dataclasses import dataclass
from typing import Protocol

from contests.model.contest import Contest


@dataclass(frozen=True, slots=True)
class Named:
    """An entry by its id and its title."""

    id: str
    title: str


class Suggestions(Protocol):
    """What a few typed letters may stand for; each is one indexed query."""

    async def contests(self, community: str, limit: int) -> list[Contest]:
        """Return contests, newest first, without standings and offers, and of their rounds only the first."""

    async def entries(self, community: str, typed: str, reader: str, *, sees_all: bool, limit: int) -> list[Named]:
        """Return entries that a member may look at and whose title holds what was typed, newest first.

        That is what is public and what is their own, drafts aside; for a moderator, who `sees_all`, all but drafts.
        """
