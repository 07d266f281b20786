"""What the public window reads: a page at a time, however much there is; nothing here is ever saved."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from contests.model.ambassador import Offer
from contests.model.contest import Contest
from contests.model.entry import Entry
from contests.model.media import Media
from contests.model.standing import Standing


@dataclass(frozen=True, slots=True)
class Glance:
    """Which of a contest's entries somebody looks at; withdrawn ones and drafts are there for nobody."""

    contest: str
    limit: int
    reader: str | None = None
    """A member, who sees what is public and their own; None sees what is public and agreed to the gallery."""
    sees_all: bool = False
    """A moderator, who sees what waits and what was not taken in, too."""
    media: str | None = None
    """Only with a `picture`, `video` or `audio`; `words` only without any file."""
    author: str | None = None
    """Only those shown under this name."""
    after: str | None = None
    """Only what was first sent after this entry."""
    before: str | None = None
    """Only what was first sent before this entry: the last of them."""


class Gallery(Protocol):
    """Contests and entries as the gallery shows them."""

    async def contests(self, community: str, after: str | None, limit: int) -> list[Contest]:
        """Return contests that are no drafts, newest first, after one of them; as `contest` does.

        Raises:
            Refusal: `no_such` for an `after` that is no contest.
        """

    async def contest(self, contest: str) -> Contest:
        """Return a contest without its standings, to be looked at and never saved. Raises: Refusal `no_such`."""

    async def standings(self, contest: str, start: int, limit: int) -> list[Standing]:
        """Return a part of a contest's standings, best first, from the line `start` on, counted from 0."""

    async def entries(self, glance: Glance) -> list[Entry]:
        """Return entries in order of first sending. Raises: Refusal `no_such` for an unknown `after`, `before`."""

    async def ids(self, glance: Glance) -> list[str]:
        """Return the ids of all entries that a glance would ever show, in order of first sending."""

    async def cover(self, contest: str, *, is_public: bool) -> Media | None:
        """Return a picture of the best placed entry that has one, before the decision of the first sent.

        `is_public` asks for one that its author agreed to show in the gallery.
        """

    async def made_from(self, sources: Collection[str]) -> list[Entry]:
        """Return the public and the withdrawn entries made from any of these, in order of first sending."""

    async def offices(self, community: str) -> list[Offer]:
        """Return the offices of a community that were accepted and not left, newest term first."""
