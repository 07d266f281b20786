"""What somebody wants set up in a server: channels, a role, events; kept until they confirm it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import discord
import orjson

from bots.findings import Finding
from bots.on_discord.permissions import Where, missing_in, missing_in_server, role_finding
from bots.on_discord.places import PLATFORM, Place
from bots.words import Words
from contests.model.community import Venue

KINDS = {
    "venue": (
        discord.ChannelType.text, discord.ChannelType.news,
        discord.ChannelType.public_thread, discord.ChannelType.private_thread, discord.ChannelType.news_thread,
    ),
    "gallery": (discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum),
    "desk": (discord.ChannelType.text, discord.ChannelType.private_thread, discord.ChannelType.public_thread),
}  # fmt: skip
"""Which kinds of channels can be what."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A channel that was chosen."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was chosen; None says nothing about it."""

    guild: int
    channel: Spot
    gallery: Spot | None = None
    desk: Spot | None = None
    role: Spot | None = None
    calendar: bool | None = None
    join: str = ""
    """The code of a community to join."""

    @classmethod
    def read(cls, kept: str) -> "Wishes":
        """Read what `written` wrote."""
        said = orjson.loads(kept)
        spots = {name: Spot(**said[name]) if said[name] else None for name in ("gallery", "desk", "role")}
        return cls(said["guild"], Spot(**said["channel"]), **spots, calendar=said["calendar"], join=said["join"])

    def written(self) -> str:
        """Return it as it is kept."""
        return orjson.dumps(asdict(self)).decode()

    @property
    def place(self) -> str:
        """Where the contest is to be."""
        return str(Place(self.guild, self.channel.id))

    @property
    def changes(self) -> bool:
        """Whether anything is said about a venue beyond where it is."""
        return any(one is not None for one in (self.gallery, self.desk, self.role, self.calendar))

    def at(self, spot: Spot | None) -> str | None:
        """Return a spot's place."""
        return str(Place(self.guild, spot.id)) if spot else None

    def venue(self, id_: str, title: str, language: str, *, before: Venue) -> Venue:
        """Return the venue that is wished for; what nothing is said about stays as it was `before`."""
        return Venue(
            id=id_,
            community=before.community,
            platform=PLATFORM,
            place=self.place,
            title=title,
            language=language,
            joined_at=before.joined_at,
            gallery=self.at(self.gallery) or before.gallery,
            desk=self.at(self.desk) or before.desk,
            office=str(self.role.id) if self.role else before.office,
            has_calendar=before.has_calendar if self.calendar is None else self.calendar,
        )


def findings(guild: discord.Guild, venue: Venue, t: Words) -> list[Finding]:
    """Return all that a venue's channels, role and events lack in a server."""
    return list(_findings(guild, venue, t))


def _findings(guild: discord.Guild, venue: Venue, t: Words) -> Iterator[Finding]:
    spots: tuple[tuple[Where, str | None], ...] = (
        ("venue", venue.place), ("gallery", venue.gallery), ("desk", venue.desk),
    )  # fmt: skip
    for where, place in spots:
        if place is None:
            continue
        channel = guild.get_channel_or_thread(Place.read(place).channel)
        if channel is None:
            yield Finding(t._("I cannot see one of the channels."), t._("Let me view it, then type /setup again."))
        else:
            yield from missing_in(channel, where, t)
    if venue.has_calendar:
        yield from missing_in_server(guild, ("calendar",), t)
    if venue.office and (finding := role_finding(guild, guild.get_role(int(venue.office)), t)):
        yield finding
