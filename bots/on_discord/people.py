"""Who speaks on Discord, for which community, and in which venues they are."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import discord

from bots.acquaintance import Acquaintances, Sightings, of_one_community
from bots.hearing import Hearing
from bots.house import House
from bots.on_discord.places import PLATFORM
from bots.speaking import NotHereError, Speaking, cleaned, community_named
from bots.words import LANGUAGES, N_
from contests.desk.arriving import Person, Stranger, come_in
from contests.model.community import Community, Venue
from contests.ports import Work

PATIENCE_S = 1.0
"""How long an answer waits for that word; without it the venue is left out."""
NO_VENUE = N_(
    "This server is not part of a contest community yet. Somebody who may manage the server types /setup here."
)
NOBODY = N_("You are in no contest yet. Type the command in a server where one runs.")
SEVERAL = N_("There is more than one contest community here. Type the command in the channel of the one you mean.")


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a place in a server, of its one community."""

    here: Venue
    """The nearest venue."""
    is_venue: bool
    """Whether the place is a venue's own."""
    community: Community
    venues: Mapping[str, int]
    """The server of each venue of the community on Discord."""
    guilds: frozenset[int]
    """All of those servers, and this one."""
    desks: frozenset[str]
    """Places in this server where the community's moderators are told."""


def language_of(interaction: discord.Interaction) -> str | None:
    """Return the language of somebody's Discord, if it is one that we speak."""
    base = interaction.locale.value.partition("-")[0].lower()
    return base if base in LANGUAGES else None


class People:
    """Finds out who speaks."""

    def __init__(self, house: House) -> None:
        """Look them up in this house."""
        self._house = house
        self._sightings = Sightings()
        self._acquaintances = Acquaintances(house.store, PLATFORM)

    async def speaking(self, interaction: discord.Interaction, at: datetime, about: Sequence[str] = ()) -> Speaking:
        """Return who speaks; `about` are ids that tell which of several communities is meant.

        Raises: NotHereError; StorageError.
        """
        self._acquaintances.forget(interaction.user.id)
        here: list[Venue] = []
        if interaction.guild_id is None:
            person = await self._in_private(interaction, about)
        else:
            here = await self._here(interaction, about)
            who = stranger(interaction)
            person = await come_in(self._house.store, here[0].community, who, at)
        community, venues = await self._acquaintances.community(person.member.community)
        is_present = await self._presence(interaction, venues, at)
        hearing = Hearing(person.member, person.account, here[0] if here else None, at, is_present, dates="stamps")
        return Speaking(hearing, community, frozenset(one.desk for one in here if one.desk))

    async def soon(self, user: int, guild: int, places: set[str], at: datetime) -> Speaking | None:
        """Return who speaks in a server, from what is at hand; None where `speaking` must find it out."""
        around = await self._around(guild, frozenset(places))
        if around is None:
            return None
        known, home = await self._acquaintances.lately(user), around.community.id
        person = next((one for one in known if one.member.community == home), None)
        is_in = {one: one == guild or self._sightings.at_hand(one, user, at) for one in around.guilds}
        if person is None or None in is_in.values():
            return None
        is_present = {venue: bool(is_in[one]) for venue, one in around.venues.items()}
        hearing = Hearing(person.member, person.account, around.here, at, is_present, dates="stamps")
        return Speaking(hearing, around.community, around.desks)

    async def _around(self, guild: int, places: frozenset[str]) -> "Around | None":
        """Return what is around a place; read anew where it is no venue's, for one may just be made."""
        read = partial(_around, guild, places)
        known = await self._house.store.recall(("around", guild, places), read)
        if known is not None and known.is_venue:
            return known
        async with self._house.store.reading() as work:
            return await read(work)

    async def everybody(self, interaction: discord.Interaction) -> list[Person]:
        """Return whom a user of Discord is, in all communities."""
        return await self._acquaintances.everywhere(interaction.user.id)

    async def _in_guild(self, guild: int, places: set[str]) -> list[Venue]:
        """Return a server's venues; read anew where none of these places is a venue's, for one may just be made."""

        async def read(work: Work) -> list[Venue]:
            return await work.people.venues_on(PLATFORM, f"{guild}/")

        known = await self._house.store.recall(("venues in a server", guild), read)
        if any(one.place in places for one in known):
            return known
        async with self._house.store.reading() as work:
            return await read(work)

    async def _here(self, interaction: discord.Interaction, about: Sequence[str]) -> list[Venue]:
        """Return the venues that are meant in this server, the nearest first; all of one community."""
        places = set(places_of(interaction))
        found = await self._in_guild(interaction.guild_id or 0, places)
        if not found:
            raise NotHereError(NO_VENUE)
        near = [one for one in found if places & {one.place, one.gallery, one.desk}] or found
        return await of_one_community(self._house.store, near, found, about, SEVERAL)

    async def _in_private(self, interaction: discord.Interaction, about: Sequence[str]) -> Person:
        known = await self.everybody(interaction)
        if len(known) > 1:
            async with self._house.store.reading() as work:
                named = await community_named(work, about)
            known = [one for one in known if one.member.community == named]
            if not known:
                raise NotHereError(SEVERAL)
        if not known:
            raise NotHereError(NOBODY)
        return known[0]

    async def _presence(
        self, interaction: discord.Interaction, venues: Iterable[Venue], at: datetime
    ) -> Mapping[str, bool]:
        """Return in which of the venues the person is; those of which Discord does not say are left out."""
        guilds = {one.id: int(one.place.partition("/")[0]) for one in venues if one.platform == PLATFORM}
        others = sorted(set(guilds.values()) - {interaction.guild_id})
        asked = await asyncio.gather(*(self._is_in(interaction, guild, at) for guild in others))
        known = {guild: is_in for guild, is_in in zip(others, asked, strict=True) if is_in is not None}
        if interaction.guild_id is not None:
            known[interaction.guild_id] = True
        return {venue: known[guild] for venue, guild in guilds.items() if guild in known}

    async def _is_in(self, interaction: discord.Interaction, guild: int, at: datetime) -> bool | None:
        key = (guild, interaction.user.id)
        is_in = self._sightings.at_hand(*key, at)
        if is_in is not None:
            return is_in
        with suppress(discord.HTTPException, OSError, TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                is_in = await _asked(interaction.client, *key)
        if is_in is not None:
            self._sightings.take(*key, at, is_in=is_in)
        return is_in


async def _around(guild: int, places: frozenset[str], work: Work) -> Around | None:
    """Return what is around a place; None where there is no community, or more than one."""
    found = await work.people.venues_on(PLATFORM, f"{guild}/")
    near = [one for one in found if places & {one.place, one.gallery, one.desk}] or found
    if len({one.community for one in near}) != 1:
        return None
    home = near[0].community
    venues = {one.id: int(one.place.partition("/")[0]) for one in await work.people.venues(home) if _is_ours(one)}
    return Around(
        near[0],
        any(one.place in places for one in found),
        await work.people.community(home),
        venues,
        frozenset({guild, *venues.values()}),
        frozenset(one.desk for one in found if one.community == home and one.desk),
    )


def _is_ours(venue: Venue) -> bool:
    return venue.platform == PLATFORM


async def _asked(client: discord.Client, guild: int, user: int) -> bool | None:
    """Ask Discord whether somebody is in a server; None where we are not in it ourselves."""
    found = client.get_guild(guild)
    if found is None:
        return None
    try:
        await found.fetch_member(user)
    except discord.NotFound:
        return False
    return True


def stranger(interaction: discord.Interaction) -> Stranger:
    """Return how somebody introduces themselves by their Discord."""
    user = interaction.user
    joined_at = user.joined_at if isinstance(user, discord.Member) else None
    return Stranger(PLATFORM, str(user.id), cleaned(user.display_name), language_of(interaction), joined_at)


def places_of(interaction: discord.Interaction) -> list[str]:
    """Return the place of an interaction, and of the channel that a thread belongs to."""
    parent = getattr(interaction.channel, "parent_id", None)
    return [f"{interaction.guild_id}/{one}" for one in (interaction.channel_id, parent) if one]
