"""Places as Discord's rooms write them, `GUILD/CHANNEL`, and whose they are."""

from dataclasses import dataclass

from contests.model.community import Venue
from contests.ports import Store
from contests.refusals import Refusal

PLATFORM = "discord"


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, a forum or a thread of a server."""

    guild: int
    channel: int

    @classmethod
    def read(cls, place: str) -> "Place":
        """Read a place as it is kept. Raises: ValueError."""
        guild, _, channel = place.partition("/")
        if not (guild.isdecimal() and channel.isdecimal()):
            raise ValueError(place)
        return cls(int(guild), int(channel))

    def __str__(self) -> str:
        """Write it as it is kept."""
        return f"{self.guild}/{self.channel}"


class Places:
    """Looks up whose a place is."""

    def __init__(self, store: Store) -> None:
        """Look it up in this store."""
        self._store = store

    async def venue(self, place: str) -> Venue | None:
        """Return the venue at a place. Raises: StorageError."""
        async with self._store.reading() as work:
            return await work.people.venue_at(PLATFORM, place)

    async def colour_of(self, community: str) -> str | None:
        """Return the colour of a community's brand. Raises: StorageError."""
        async with self._store.reading() as work:
            try:
                return (await work.people.community(community)).brand.colour
            except Refusal:  # it is gone
                return None

    async def colour(self, at: Place) -> str | None:
        """Return the brand's colour at a place: a venue, or a gallery or desk of one. Raises: StorageError."""
        venues = await self.in_guild(at.guild)
        near = [one for one in venues if str(at) in {one.place, one.gallery, one.desk}] or venues
        return await self.colour_of(near[0].community) if near else None

    async def in_guild(self, guild: int) -> list[Venue]:
        """Return the venues in a server, oldest first. Raises: StorageError."""
        async with self._store.reading() as work:
            return await work.people.venues_on(PLATFORM, f"{guild}/")
