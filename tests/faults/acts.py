"""Everything that a process is killed in the midst of, and what is read of what is left."""

import sqlite3

from tests.faults.act import Act, After, Seen
from tests.faults.discord_acts import DISCORD_ACTS
from tests.faults.prepare import Moment, at, messages_seen
from tests.faults.town import MAIN
from tests.faults.web_acts import WEB_ACTS
from tests.platforms.discord_server import Message
from tests.stories.person import Json

ACTS = (*WEB_ACTS, *DISCORD_ACTS)


async def look(after: After, moment: Moment, act: Act, by_hand: sqlite3.Connection) -> list[str]:
    """Read every room, and the standings; name the rooms that hold too much or too little."""
    seen = await (_on_discord(after) if act.on_discord else _in_the_room(after))
    if act.decides:
        after.standings = await after.scene.door.standings(after.world.contest)
    times = by_hand.execute(act.took_place).fetchone()[0]
    told = {where: before + times * act.told.get(where, 0) for where, before in moment.seen.items()}
    return [
        f"{who or 'everybody'} sees {seen[who, room]} messages in {room}, not {told[who, room]}"
        for who, room in told
        if seen[who, room] != told[who, room]
    ]


async def _in_the_room(after: After) -> Seen:
    world, door = after.world, after.scene.door
    door.keeper = mona = at(door, world.people["Mona"])
    after.rooms = {name: await at(door, person).reads("me") for name, person in world.people.items()}
    after.rooms["main"] = await mona.reads("main")
    return await messages_seen(door, world.people.values())


async def _on_discord(after: After) -> Seen:
    door, town = after.scene.door, after.scene.town
    door.keeper = keeper = at(door, after.world.people["Keeper"])
    after.rooms = {room: [_as_json(one) for one in town.said(room)] for room in town.rooms}
    after.rooms["main"] = after.rooms.pop(MAIN)
    kept = {("Keeper", room): len(await keeper.reads(room)) for room in ("main", "desk")}
    return {("", room): len(town.said(room)) for room in town.rooms} | kept


def _as_json(message: Message) -> Json:
    buttons = [{"id": one.custom_id.removeprefix("b1:")} for one in message.buttons]
    return {"text": message.text, "pictures": message.media, "buttons": buttons}
