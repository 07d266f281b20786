"""Places as Telegram's rooms write them, `CHAT` or `CHAT/TOPIC`, and whose they are."""

from dataclasses import dataclass

from contests.model.community import Venue
from contests.ports import Store

PLATFORM = "telegram"


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, or a topic of a forum; a person's own chat with the bot has the person's id."""

    chat: int
    thread: int | None = None

    @classmethod
    def read(cls, place: str) -> "Place":
        """Read a place as it is kept. Raises: ValueError."""
        chat, slash, thread = place.partition("/")
        if not _is_number(chat.removeprefix("-")) or (slash and not _is_number(thread)):
            raise ValueError(place)
        return cls(int(chat), int(thread) if slash else None)

    def __str__(self) -> str:
        """Write it as it is kept."""
        return str(self.chat) if self.thread is None else f"{self.chat}/{self.thread}"

    @property
    def is_private(self) -> bool:
        """Whether it is a person's own chat with the bot."""
        return self.chat > 0


class Places:
    """Looks up whose a place is."""

    def __init__(self, store: Store) -> None:
        """Look it up in this store."""
        self._store = store

    async def venue(self, place: str) -> Venue | None:
        """Return the venue at a place. Raises: StorageError."""
        async with self._store.reading() as work:
            return await work.people.venue_at(PLATFORM, place)

    async def in_chat(self, chat: int) -> list[Venue]:
        """Return the venues in a chat and its topics, oldest first. Raises: StorageError."""
        async with self._store.reading() as work:
            found = await work.people.venues_on(PLATFORM, str(chat))
        return [one for one in found if one.place.partition("/")[0] == str(chat)]

    async def language(self, at: Place) -> str | None:
        """Return the language of a place: of a venue, or of one whose gallery or desk it is. Raises: StorageError."""
        venues = await self.in_chat(at.chat)
        near = [one for one in venues if str(at) in {one.place, one.gallery, one.desk}] or venues
        return near[0].language if near else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()
