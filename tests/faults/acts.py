"""Everything that a process is killed in the midst of, and what is read of what is left."""

import sqlite3

from tests.faults.act import Act, After, Seen
from tests.faults.discord_acts import DISCORD_ACTS
from tests.faults.doubts import questions
from tests.faults.final_acts import FINAL_ACTS
from tests.faults.prepare import Moment, at, messages_seen
from tests.faults.telegram_acts import TELEGRAM_ACTS
from tests.faults.telegram_town import DESK, GROUPS
from tests.faults.telegram_town import MAIN as MAIN_GROUP
from tests.faults.town import MAIN
from tests.faults.web_acts import WEB_ACTS
from tests.platforms import discord_server, telegram_server
from tests.stories.person import Json

ACTS = (*WEB_ACTS, *FINAL_ACTS, *DISCORD_ACTS, *TELEGRAM_ACTS)


async def look(after: After, moment: Moment, act: Act, by_hand: sqlite3.Connection) -> list[str]:
    """Read every room, and the standings; name the rooms that hold too much or too little."""
    if act.on_telegram:
        seen = await _on_telegram(after)
    else:
        seen = await (_on_discord(after) if act.on_discord else _in_the_room(after))
    if act.decides:
        after.standings = await after.scene.door.standings(after.world.contest)
    times = by_hand.execute(act.took_place).fetchone()[0]
    told = {where: before + times * act.told.get(where, 0) for where, before in moment.seen.items()}
    if act.on_telegram:
        told["", DESK] += questions(by_hand, in_group=True)
        asked = questions(by_hand, in_group=False)
        told["Keeper", "desk"] += 2 * asked  # each was answered there, and so was the answer
        told = {(who, room): n for (who, room), n in told.items() if who or room in GROUPS}  # the rest by what it says
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


async def _on_telegram(after: After) -> Seen:
    """Read the groups, and what people read in private; what they read twice counts once."""
    door, town = after.scene.door, after.scene.telegram
    door.keeper = keeper = at(door, after.world.people["Keeper"])
    said = {room: town.said(room) for room in town.rooms}
    pings = town.pings(MAIN_GROUP)
    once = {room: list({one.said: one for one in each}.values()) for room, each in said.items() if room not in GROUPS}
    after.rooms = {room: [_as_neutral(one) for one in each] for room, each in once.items()}
    after.rooms["main"] = [_as_neutral(one) for one in said[MAIN_GROUP] if one not in pings]
    kept = {("Keeper", room): len(await keeper.reads(room)) for room in ("main", "desk")}
    return {("", room): len(each) for room, each in said.items()} | kept


def _as_neutral(message: telegram_server.Message) -> Json:
    buttons = [{"id": (one.data or "").removeprefix("b1:")} for one in message.buttons]
    return {"text": message.said, "pictures": message.media, "buttons": buttons}


def _as_json(message: discord_server.Message) -> Json:
    buttons = [{"id": one.custom_id.removeprefix("b1:")} for one in message.buttons]
    return {"text": message.text, "pictures": message.media, "buttons": buttons}
