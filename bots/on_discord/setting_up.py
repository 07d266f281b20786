"""`/setup` in a server: who may manage it makes it a place of a new community, or of one that they have a code of.

Whether somebody may is what Discord says of them at that moment, never what a button let them see.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import discord

from bots.house import House
from bots.on_discord import settled
from bots.on_discord.people import language_of, stranger
from bots.on_discord.places import PLATFORM
from bots.on_discord.wishes import Wishes
from bots.post import Button, Post
from bots.words import LANGUAGES, Words, words
from contests.desk.arriving import Person, known_as
from contests.desk.settling import add_place, found_here, join_here, settle_venue
from contests.model.community import Venue
from contests.model.member import Role
from contests.ports import Actor
from contests.refusals import Refusal

FOUND, JOIN, ADD = VERBS = ("here_found", "here_join", "here_add")
"""The verbs of the buttons that confirm a plan."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who sets up what server, and when."""

    house: House
    interaction: discord.Interaction
    guild: discord.Guild
    at: datetime
    t: Words

    @classmethod
    def of(cls, house: House, interaction: discord.Interaction, at: datetime) -> "Scene | None":
        """Return the scene of an interaction, or None outside of servers that the bot is in."""
        if interaction.guild is None or interaction.guild.me is None:
            return None
        return cls(house, interaction, interaction.guild, at, words(language_of(interaction) or house.language))

    @property
    def may_manage(self) -> bool:
        """Whether Discord lets this person manage the server."""
        return self.interaction.permissions.manage_guild

    @property
    def language(self) -> str:
        """The server's language, where we speak it."""
        locale = self.interaction.guild_locale
        base = locale.value.partition("-")[0].lower() if locale else ""
        return base if base in LANGUAGES else self.house.language

    async def person(self, community: str) -> Person | None:
        """Return who somebody is in a community. Raises: StorageError."""
        known = await known_as(self.house.store, PLATFORM, str(self.interaction.user.id))
        return next((one for one in known if one.member.community == community), None)

    async def manager(self, community: str) -> Actor | None:
        """Return somebody as a manager of a community, if they are one. Raises: StorageError."""
        person = await self.person(community)
        if person is None or not person.member.is_a(Role.MANAGER):
            return None
        return Actor(person.member, person.account, self.at)

    async def brand(self, community: str) -> str:
        """Return the name of a community's brand. Raises: StorageError, Refusal `no_such`."""
        async with self.house.store.reading() as work:
            return (await work.people.community(community)).brand.name

    async def wished(self, wishes: Wishes) -> Venue:
        """Return the new venue that is wished for. Raises: StorageError."""
        async with self.house.store.reading() as work:
            id_ = work.new_id()
        title = f"{self.guild.name} #{wishes.channel.name}"
        nothing = Venue(id_, "", PLATFORM, "", "", "", self.at)
        return wishes.venue(id_, title, self.language, before=nothing)


async def set_up(scene: Scene, wishes: Wishes) -> list[Post]:
    """Say how a place is set up, change it, or say what would happen. Raises: Refusal, StorageError."""
    if too_mighty := _too_mighty(scene, wishes):
        return [too_mighty]
    async with scene.house.store.reading() as work:
        venue = await work.people.venue_at(PLATFORM, wishes.place)
    return [await (_planned(scene, wishes) if venue is None else _existing(scene, wishes, venue))]


async def on_press(scene: Scene, verb: str, key: str) -> list[Post]:
    """Do what was planned. Raises: Refusal, StorageError."""
    kept = await scene.house.keep.noted(_row(key))
    wishes = Wishes.read(kept) if kept else None
    if wishes is None or wishes.guild != scene.guild.id:
        return [Post(scene.t._("This button is from before, and does nothing any more. Type /setup show again."))]
    if not scene.may_manage:
        return [_not_allowed(scene.t)]
    if too_mighty := _too_mighty(scene, wishes):
        return [too_mighty]
    venue, who, store = await scene.wished(wishes), stranger(scene.interaction), scene.house.store
    if verb == ADD:
        [community] = {one.community for one in await _here(scene)} or {""}
        actor = await scene.manager(community)
        if actor is None:
            raise Refusal("role", why="needs", role=Role.MANAGER.value)
        venue, manages = await add_place(store, actor, venue), True
    elif verb == JOIN:
        person = await join_here(store, wishes.join, venue, who, scene.at)
        venue, manages = replace(venue, community=person.member.community), person.member.is_a(Role.MANAGER)
    else:
        person = await found_here(store, venue, scene.guild.name, scene.house.timezone, who, scene.at)
        venue, manages = replace(venue, community=person.member.community), True
    brand = await scene.brand(venue.community)
    return [settled.done(scene.guild, venue, brand, scene.t, scene.house.address, manages=manages)]


async def _existing(scene: Scene, wishes: Wishes, venue: Venue) -> Post:
    """Show how a venue is set up; its managers change it."""
    if wishes.join:
        raise Refusal("already_decided", why="venue")
    manager, brand = await scene.manager(venue.community), await scene.brand(venue.community)
    if wishes.changes:
        if not scene.may_manage:
            return _not_allowed(scene.t)
        if manager is None:
            raise Refusal("role", why="needs", role=Role.MANAGER.value)
        new = wishes.venue(venue.id, venue.title, venue.language, before=venue)
        venue = await settle_venue(
            scene.house.store,
            manager,
            venue.id,
            gallery=new.gallery,
            desk=new.desk,
            office=new.office,
            has_calendar=new.has_calendar,
        )
    elif manager is None and not scene.may_manage:
        return Post(scene.t._("This place belongs to {name}. A manager's /setup code adds more places.", name=brand))
    return settled.status(scene.guild, venue, brand, scene.t)


async def _planned(scene: Scene, wishes: Wishes) -> Post:
    """Say what would happen, with a button for each thing that this person may do."""
    t = scene.t
    if not scene.may_manage:
        return _not_allowed(t)
    async with scene.house.store.reading() as work:
        key = work.new_id()
    buttons = []
    here = {one.community for one in await _here(scene)}
    if len(here) == 1 and not wishes.join:
        [community] = here
        if await scene.manager(community):
            label = t._("Add it to {brand}", brand=await scene.brand(community))
            buttons.append(Button(f"{ADD}:{key}", label, "primary"))
    if wishes.join:
        buttons.append(Button(f"{JOIN}:{key}", t._("Join the community of this code"), "primary"))
    else:
        buttons.append(Button(f"{FOUND}:{key}", t._("Make it a new community"), "secondary" if buttons else "primary"))
    await scene.house.keep.note(_row(key), wishes.written(), scene.at)
    return settled.plan(scene.guild, await scene.wished(wishes), t, buttons)


async def _here(scene: Scene) -> list[Venue]:
    async with scene.house.store.reading() as work:
        return await work.people.venues_on(PLATFORM, f"{scene.guild.id}/")


def _not_allowed(t: Words) -> Post:
    return Post(
        t._("Only somebody who may manage this server can set it up. Ask whoever has the permission “Manage Server”.")
    )


def _too_mighty(scene: Scene, wishes: Wishes) -> Post | None:
    """Refuse a role that may do more than whoever chooses it: a won contest must not make anybody a moderator."""
    role = scene.guild.get_role(wishes.role.id) if wishes.role else None
    if role is None or role.permissions <= scene.interaction.permissions:
        return None
    return Post(
        scene.t._("The role {role} may do more than you may yourself. Choose one that may do less.", role=role.name)
    )


def _row(key: str) -> str:
    return f"discord setup {key}"
