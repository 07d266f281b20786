"""What a moderator is told of an author before a verdict: how they took part before."""

from dataclasses import dataclass
from datetime import datetime

from contests.model.entry import Entry, EntryState
from contests.ports import Work


@dataclass(frozen=True, slots=True)
class History:
    """How an author's earlier entries in the community ended; one that was replaced counts once."""

    joined_at: datetime
    admitted: int = 0
    refused: int = 0
    """Rejected or disqualified."""
    withdrawn: int = 0

    @property
    def entries(self) -> int:
        """Return how many there are."""
        return self.admitted + self.refused + self.withdrawn


async def history_of(work: Work, about: Entry) -> History:
    """Return the history of an entry's author, that entry aside; what still waits says nothing yet."""
    states = [
        one.state
        for one in await work.entries.of_member(about.member)
        if one.id not in {about.id, about.replaces} and one.replaces != about.id
    ]
    author = await work.people.member(about.member)
    return History(
        joined_at=author.joined_at,
        admitted=states.count(EntryState.ADMITTED),
        refused=states.count(EntryState.REJECTED) + states.count(EntryState.DISQUALIFIED),
        withdrawn=states.count(EntryState.WITHDRAWN),
    )
