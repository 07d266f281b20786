"""One thing that a person does in a room."""

from dataclasses import dataclass
from datetime import datetime

from bots.hearing import Heard, Hearing
from bots.on_web.errors import no_such
from bots.on_web.front import Front
from bots.on_web.room import MAIN, PLATFORM, rooms_of
from bots.on_web.scribe import Answers
from bots.post import Post
from contests.desk.arriving import Person
from contests.desk.founding import web_place
from contests.model.community import Venue
from contests.model.member import Member


@dataclass(frozen=True, slots=True)
class Call:
    """Who does it, where, and when our process first held it."""

    front: Front
    person: Person
    room: str
    at: datetime

    @property
    def account(self) -> str:
        """Return the id of the account that acts."""
        return self.person.account.id

    @property
    def answers(self) -> Answers:
        """Return what writes the answers."""
        return Answers(self.front.scribe, self.person, self.room, self.at)

    async def heard(self, heard: Heard) -> list[Post]:
        """Return what the conversation answers. Raises: StorageError."""
        venue = await self._venue()
        is_present = {venue.id: True} if venue else {}
        spoken_in = venue if self.room == MAIN else None
        hearing = Hearing(self.person.member, self.person.account, spoken_in, self.at, is_present)
        return await self.front.room.conversation.answer(hearing, heard)

    async def _venue(self) -> Venue | None:
        async with self.front.room.store.reading() as work:
            return await work.people.venue_at(PLATFORM, web_place(self.person.member.community))


def room_of(name: str, member: Member) -> str:
    """Return a room that a member may be in. Raises: CallError 404."""
    if name not in rooms_of(member):
        raise no_such()
    return name
