"""Who speaks on Discord, for which community, and in which venues they are."""

import asyncio
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord

from bots.hearing import Hearing
from bots.on_discord.house import House
from bots.on_discord.noting import PLATFORM
from bots.words import LANGUAGES, N_
from contests.desk.arriving import Person, Stranger, come_in, known_as
from contests.model.community import Community, Venue
from contests.ports import Work
from contests.refusals import Refusal

ASKED_AGAIN = timedelta(minutes=5)
"""How long Discord's word on somebody being in a server is good for (RULES.md 29)."""
PATIENCE_S = 1.0
"""How long an answer waits for that word; without it the venue is left out."""
MOST_KNOWN = 20_000
FRESH_S = 5.0
"""How long it is remembered which venues a server has: a press asks only for what may change with each."""
NO_VENUE = N_(
    "This server is not part of a contest community yet. Somebody who may manage the server types /setup here."
)
NOBODY = N_("You are in no contest yet. Type the command in a server where one runs.")
SEVERAL = N_("There is more than one contest community here. Type the command in the channel of the one you mean.")
OURS = re.compile("[\0\ue000\ue001]")
"""What no database keeps, and what we mark times and people with: nobody may type it."""


class NotHereError(Exception):
    """It cannot be told for which community somebody speaks; it holds the sentence that says so."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who was heard, and in which community."""

    hearing: Hearing
    community: Community
    desks: frozenset[str]
    """Places where the community's moderators are told, in this server."""


def cleaned(text: str) -> str:
    """Return a typed text without what nobody may type."""
    return OURS.sub("", text)


def language_of(interaction: discord.Interaction) -> str | None:
    """Return the language of somebody's Discord, if it is one that we speak."""
    base = interaction.locale.value.partition("-")[0].lower()
    return base if base in LANGUAGES else None


class People:
    """Finds out who speaks."""

    def __init__(self, house: House) -> None:
        """Look them up in this house."""
        self._house = house
        self._seen: dict[tuple[int, int], tuple[bool, datetime]] = {}
        self._looking_up = asyncio.Lock()
        """Many presses at once ask for the same venues once."""
        self._venues: dict[int, tuple[float, list[Venue]]] = {}
        self._communities: dict[str, tuple[float, Community, list[Venue]]] = {}

    async def speaking(self, interaction: discord.Interaction, at: datetime, about: Sequence[str] = ()) -> Speaking:
        """Return who speaks; `about` are ids that tell which of several communities is meant.

        Raises: NotHereError; StorageError.
        """
        here: list[Venue] = []
        if interaction.guild_id is None:
            person = await self._in_private(interaction, about)
        else:
            here = await self._here(interaction, about)
            who = stranger(interaction)
            person = await come_in(self._house.store, here[0].community, who, at)
        community, venues = await self._community(person.member.community)
        is_present = await self._presence(interaction, venues, at)
        hearing = Hearing(person.member, person.account, here[0] if here else None, at, is_present, dates="stamps")
        return Speaking(hearing, community, frozenset(one.desk for one in here if one.desk))

    async def everybody(self, interaction: discord.Interaction) -> list[Person]:
        """Return whom a user of Discord is, in all communities."""
        return await known_as(self._house.store, PLATFORM, str(interaction.user.id))

    async def _community(self, community: str) -> tuple[Community, list[Venue]]:
        """Return a community and its venues, as they were a few seconds ago at most."""
        now = asyncio.get_running_loop().time()
        async with self._looking_up:
            if (known := self._communities.get(community)) and now - known[0] < FRESH_S:
                return known[1:]
            async with self._house.store.reading() as work:
                found = await work.people.community(community), await work.people.venues(community)
            self._communities[community] = now, *found
        return found

    async def _in_guild(self, guild: int, places: set[str]) -> list[Venue]:
        """Return a server's venues; as they were a few seconds ago, where one of these places is a venue's."""
        now = asyncio.get_running_loop().time()
        async with self._looking_up:
            known = self._venues.get(guild)
            if known and now - known[0] < FRESH_S and any(one.place in places for one in known[1]):
                return known[1]
            async with self._house.store.reading() as work:
                found = await work.people.venues_on(PLATFORM, f"{guild}/")
            self._venues[guild] = now, found
        return found

    async def _here(self, interaction: discord.Interaction, about: Sequence[str]) -> list[Venue]:
        """Return the venues that are meant in this server, the nearest first; all of one community."""
        places = set(places_of(interaction))
        found = await self._in_guild(interaction.guild_id or 0, places)
        if not found:
            raise NotHereError(NO_VENUE)
        near = [one for one in found if places & {one.place, one.gallery, one.desk}] or found
        communities: set[str | None] = {one.community for one in near}
        if len(communities) > 1:
            async with self._house.store.reading() as work:
                communities &= {await _community_named(work, about)}
        if len(communities) != 1:
            raise NotHereError(SEVERAL)
        [community] = communities
        others = [one for one in found if one not in near]
        return [one for one in (*near, *others) if one.community == community]

    async def _in_private(self, interaction: discord.Interaction, about: Sequence[str]) -> Person:
        known = await self.everybody(interaction)
        if len(known) > 1:
            async with self._house.store.reading() as work:
                named = await _community_named(work, about)
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
        if (seen := self._seen.get(key)) and at - seen[1] < ASKED_AGAIN:
            return seen[0]
        is_in: bool | None = None
        with suppress(discord.HTTPException, OSError, TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                is_in = await _asked(interaction.client, *key)
        if is_in is not None:
            if len(self._seen) >= MOST_KNOWN:
                self._seen.clear()
            self._seen[key] = is_in, at
        return is_in


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


async def _community_named(work: Work, about: Sequence[str]) -> str | None:
    """Return the community of the entry or the contest that some ids name."""
    ids = [part for one in about for part in one.split(":") if part]
    entries = await work.entries.known(ids)
    for one in [*(entry.contest for entry in entries), *ids]:
        with suppress(Refusal):
            return (await work.contests.get(one)).community
    return None
