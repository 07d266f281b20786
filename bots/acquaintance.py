"""Whom a chat platform's people are, and where they were seen: what is remembered of it between two presses."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bots.speaking import NotHereError, community_named
from bots.together import Together
from contests.desk.arriving import Person, known_as
from contests.model.community import Community, Venue
from contests.ports import Store, Work

ASKED_AGAIN = timedelta(minutes=5)
"""How long a platform's word on somebody being in a place is good for (RULES.md 29)."""
MOST_KNOWN = 20_000
LATELY_S = 60.0
"""How long somebody who only presses a ballot is known without being looked up."""


class Sightings:
    """A platform's word on who is in which of its places, while it is good."""

    def __init__(self) -> None:
        """Begin with nobody seen."""
        self._seen: dict[tuple[int, int], tuple[bool, datetime]] = {}

    def at_hand(self, place: int, user: int, at: datetime) -> bool | None:
        """Tell whether somebody is in a place; None where that must be asked."""
        seen = self._seen.get((place, user))
        return seen[0] if seen and at - seen[1] < ASKED_AGAIN else None

    def take(self, place: int, user: int, at: datetime, *, is_in: bool) -> None:
        """Take the platform's word."""
        if len(self._seen) >= MOST_KNOWN:
            self._seen.clear()
        self._seen[place, user] = is_in, at

    def forget(self, place: int, user: int) -> None:
        """Have it asked anew."""
        self._seen.pop((place, user), None)


class Acquaintances:
    """Who a platform's people are, in all communities."""

    def __init__(self, store: Store, platform: str) -> None:
        """Look them up in a store."""
        self._store = store
        self._platform = platform
        self._known = Together(self._read)
        self._lately: dict[int, tuple[float, list[Person]]] = {}

    async def everywhere(self, user: int) -> list[Person]:
        """Return whom somebody is, in all communities. Raises: StorageError."""
        return await known_as(self._store, self._platform, str(user))

    async def lately(self, user: int) -> list[Person]:
        """Return the same as of their last press, if nothing else came from them since. Raises: StorageError.

        Whether they may vote is looked up anew with each ballot; whoever hears what they change themselves, such as
        their language, calls `forget`.
        """
        now = asyncio.get_running_loop().time()
        if (known := self._lately.get(user)) and now - known[0] < LATELY_S:
            return known[1]
        found = await self._known(str(user)) or []
        if len(self._lately) >= MOST_KNOWN:
            self._lately.clear()
        if found:
            self._lately[user] = now, found
        return found

    def forget(self, user: int) -> None:
        """Have somebody looked up the next time."""
        self._lately.pop(user, None)

    async def community(self, community: str) -> tuple[Community, list[Venue]]:
        """Return a community and its venues. Raises: StorageError; Refusal `no_such`."""

        async def read(work: Work) -> tuple[Community, list[Venue]]:
            return await work.people.community(community), await work.people.venues(community)

        return await self._store.recall(("community and venues", community), read)

    async def _read(self, handles: Collection[str]) -> Mapping[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for account, member in await self._store.known_at(self._platform, handles):
            found.setdefault(account.handle, []).append(Person(member, account))
        return found


async def of_one_community(
    store: Store, near: Iterable[Venue], all_: Sequence[Venue], about: Sequence[str], several: str
) -> list[Venue]:
    """Return venues of one community, the near ones first; `about` are ids that tell which of several is meant.

    Raises: NotHereError with the sentence `several` where nothing tells; StorageError.
    """
    first = list(near)
    communities: set[str | None] = {one.community for one in first}
    if len(communities) > 1:
        async with store.reading() as work:
            communities &= {await community_named(work, about)}
    if len(communities) != 1:
        raise NotHereError(several)
    [community] = communities
    others = [one for one in all_ if one not in first]
    return [one for one in (*first, *others) if one.community == community]
