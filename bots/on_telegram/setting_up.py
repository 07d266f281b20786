"""`/setup` on Telegram: an administrator makes a chat or a topic a place of a new community, or of one that is there.

Whether somebody is one is what Telegram says at that moment, never what a button let them see.
"""

from dataclasses import replace

from bots.on_telegram import settled
from bots.on_telegram.people import stranger
from bots.on_telegram.places import PLATFORM
from bots.on_telegram.rights import mark_of
from bots.on_telegram.scene import Scene
from bots.on_telegram.wishes import Wishes
from bots.post import Button, Post
from bots.words import Words
from contests.desk.reaching import mark_from_now
from contests.desk.settling import add_place, found_here, join_here, settle_venue
from contests.model.community import Venue
from contests.model.member import Role
from contests.ports import Actor
from contests.refusals import Refusal

FOUND, JOIN, ADD, SHOW = VERBS = ("here_found", "here_join", "here_add", "here_show")
"""The verbs of the buttons that confirm a plan; the last one shows entries there, or tells the team there."""
OFFERED = 5
"""Communities or venues that are offered by a button each."""


async def set_up(scene: Scene, wishes: Wishes) -> Post:
    """Say how a place is set up, change it, or say what would happen. Raises: Refusal, StorageError."""
    if wishes.part != "venue":
        return await _part(scene, wishes)
    venue = await _venue_at(scene, wishes)
    return await (_planned(scene, wishes) if venue is None else _existing(scene, wishes, venue))


async def on_press(scene: Scene, verb: str, wishes: Wishes) -> Post:
    """Do what was planned. Raises: Refusal, StorageError."""
    if not scene.is_admin:
        return not_allowed(scene.t)
    if verb == SHOW:
        return await _shown_there(scene, wishes)
    store, who = scene.house.store, stranger(scene.user)
    if there := await _venue_at(scene, wishes):  # pressed twice, or handed over twice
        return replace(await _existing(scene, replace(wishes, join=""), there), in_place=True)
    venue = await _new_venue(scene, wishes)
    if verb == ADD:
        venue, manages = await add_place(store, await _manager(scene, wishes.community), venue), True
    elif verb == JOIN:
        person = await join_here(store, wishes.join, venue, who, scene.at)
        venue, manages = replace(venue, community=person.member.community), person.member.is_a(Role.MANAGER)
    else:
        brand = (scene.spot.chat.title if scene.spot.chat else None) or wishes.title
        person = await found_here(store, venue, brand, scene.house.timezone, who, scene.at)
        venue, manages = replace(venue, community=person.member.community), True
    return await settled.done(scene, venue, manages=manages)


async def _existing(scene: Scene, wishes: Wishes, venue: Venue) -> Post:
    """Show how a venue is set up; a mark that can be given only now is given from now on."""
    if wishes.join:
        raise Refusal("already_decided", why="venue")
    manager = await scene.manager(venue.community)
    if manager is None and not scene.is_admin:
        name = await scene.brand(venue.community)
        return Post(scene.t._("This place belongs to {name}. A manager's /setup code adds more places.", name=name))
    if (mark := _mark(scene)) and scene.is_admin and venue.office is None:
        await mark_from_now(scene.house.store, PLATFORM, venue.place, mark, scene.at)
        venue = replace(venue, office=mark)
    return await settled.status(scene, venue)


async def _planned(scene: Scene, wishes: Wishes) -> Post:
    """Say what would happen, with a button for each thing that this person may do."""
    t = scene.t
    if not scene.is_admin:
        return not_allowed(t)
    buttons = []
    if wishes.join:
        buttons.append(await _button(scene, JOIN, wishes, t._("Join the community of this code")))
    else:
        for actor in (await scene.managed())[:OFFERED]:
            label = t._("Add it to {brand}", brand=await scene.brand(actor.member.community))
            to_it = replace(wishes, community=actor.member.community)
            buttons.append(await _button(scene, ADD, to_it, label))
        buttons.append(await _button(scene, FOUND, wishes, t._("Make it a new community")))
    buttons[0] = replace(buttons[0], style="primary")
    return await settled.plan(scene, await _new_venue(scene, wishes), buttons)


async def _part(scene: Scene, wishes: Wishes) -> Post:
    """Make a place the gallery or the desk of the venues in its chat, or ask of which venue elsewhere it is to be."""
    t = scene.t
    if not scene.is_admin:
        return not_allowed(t)
    ours = {actor.member.community: actor for actor in await scene.managed()}
    if not ours:
        raise Refusal("role", why="needs", role=Role.MANAGER.value)
    async with scene.house.store.reading() as work:
        venues = [one for one in await work.people.venues_on(PLATFORM, "") if one.community in ours]
    here = [one for one in venues if one.place.partition("/")[0] == str(wishes.at.chat)]
    if wishes.is_to_go:
        here = [one for one in venues if wishes.place in {one.gallery, one.desk}] or here
    if here:
        for venue in here:
            changed = await _settled_part(scene, ours[venue.community], venue, wishes)
        return await settled.status(scene, changed)
    if not venues:
        return Post(t._("There is no place of a contest yet. Type /setup where it is to be announced."))
    buttons = [
        await _button(scene, SHOW, replace(wishes, venue=one.id), t._("For {place}", place=one.title))
        for one in venues[:OFFERED]
    ]
    return settled.asks_which(scene, wishes.part, buttons)


async def _shown_there(scene: Scene, wishes: Wishes) -> Post:
    async with scene.house.store.reading() as work:
        venue = await work.people.venue(wishes.venue)
    changed = await _settled_part(scene, await _manager(scene, venue.community), venue, wishes)
    return replace(await settled.status(scene, changed), in_place=True)


async def _settled_part(scene: Scene, actor: Actor, venue: Venue, wishes: Wishes) -> Venue:
    place = None if wishes.is_to_go else wishes.place
    return await settle_venue(
        scene.house.store,
        actor,
        venue.id,
        gallery=place if wishes.part == "gallery" else venue.gallery,
        desk=place if wishes.part == "desk" else venue.desk,
        office=venue.office,
        has_calendar=venue.has_calendar,
    )


async def _venue_at(scene: Scene, wishes: Wishes) -> Venue | None:
    async with scene.house.store.reading() as work:
        return await work.people.venue_at(PLATFORM, wishes.place)


async def _manager(scene: Scene, community: str) -> Actor:
    actor = await scene.manager(community)
    if actor is None:
        raise Refusal("role", why="needs", role=Role.MANAGER.value)
    return actor


async def _new_venue(scene: Scene, wishes: Wishes) -> Venue:
    async with scene.house.store.reading() as work:
        id_ = work.new_id()
    return Venue(
        id=id_,
        community="",
        platform=PLATFORM,
        place=wishes.place,
        title=scene.spot.title,
        language=scene.language,
        joined_at=scene.at,
        office=_mark(scene),
    )


def _mark(scene: Scene) -> str | None:
    spot = scene.spot
    return mark_of(spot.me, spot.chat) if spot.me and spot.chat else None


async def _button(scene: Scene, verb: str, wishes: Wishes, label: str) -> Button:
    return Button(f"{verb}:{await kept(scene, wishes)}", label)


async def kept(scene: Scene, wishes: Wishes) -> str:
    """Keep what somebody wishes, and return the key. Raises: StorageError."""
    async with scene.house.store.reading() as work:
        key = work.new_id()
    await scene.keep.note(row(key), wishes.written(), scene.at)
    return key


def row(key: str) -> str:
    """Return under what wishes of a key are kept."""
    return f"telegram setup {key}"


def not_allowed(t: Words) -> Post:
    """Say who may set a chat up."""
    return Post(t._("Only an administrator of this chat can set it up. Ask one of them, or its owner."))
