"""In which order entries are shown while voting runs: those seen least first, never by score."""

from datetime import datetime, timedelta

from contests.model.contest import Contest, RoundKind
from contests.ports import Glance, Work

REMEMBERED = timedelta(seconds=30)
"""How long an order holds: a reader who pages through it meets each entry once, and none is counted for each page."""
MOST_ORDERS = 64


class LeastSeen:
    """Remembers orders for a moment; the same for everybody of the public, and for all members."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._orders: dict[tuple[str, bool], tuple[datetime, list[str]]] = {}

    async def order(self, work: Work, contest: Contest, at: datetime, *, is_public: bool) -> list[str]:
        """Return the ids of a contest's public entries; for the public, of those that agreed to the gallery.

        Ties are in order of first sending; what takes no part in the vote comes last.
        """
        key = (contest.id, is_public)
        made, order = self._orders.get(key, (None, []))
        if made is None or abs(at - made) >= REMEMBERED:
            order = await _order(work, contest, at, is_public=is_public)
            if len(self._orders) >= MOST_ORDERS:
                self._orders.clear()
            self._orders[key] = (at, order)
        return order


async def _order(work: Work, contest: Contest, at: datetime, *, is_public: bool) -> list[str]:
    voting = contest.round_of(RoundKind.VOTING)
    seen = await work.ballots.exposures(voting.id, at) if voting else {}
    voted_on = {one.id for one in await work.entries.candidates(contest.id)}
    # a reader without a name sees what is public, and has no entries of their own
    shown = await work.gallery.ids(Glance(contest.id, 0, reader=None if is_public else ""))
    return sorted(shown, key=lambda one: (one not in voted_on, seen.get(one, 0)))
