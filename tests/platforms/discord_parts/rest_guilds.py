"""Guilds, their roles, members and scheduled events."""

from collections.abc import Iterator
from datetime import datetime

from tests.platforms.discord_parts.building import Guild
from tests.platforms.discord_parts.components import length
from tests.platforms.discord_parts.gateway import EVENTS
from tests.platforms.discord_parts.guilds import Member, Role
from tests.platforms.discord_parts.permissions import Can
from tests.platforms.discord_parts.routes import Call, route
from tests.platforms.discord_parts.wire import (
    Json,
    Problem,
    RefusedError,
    invalid,
    missing_access,
    missing_permissions,
    unknown,
)

SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
FOLLOWS = {SCHEDULED: {SCHEDULED, ACTIVE, CANCELED}, ACTIVE: {ACTIVE, COMPLETED}}


@route("GET", "/guilds/{guild_id}")
async def guild(call: Call) -> Json:
    found = call.guild()
    count = len(found.members)
    return found.payload() | {"approximate_member_count": count, "approximate_presence_count": count}


@route("GET", "/guilds/{guild_id}/roles")
async def roles(call: Call) -> list[Json]:
    return [role.payload() for role in call.guild().roles.values()]


@route("POST", "/guilds/{guild_id}/roles")
async def create_role(call: Call) -> Json:
    found, body = call.guild(), call.json
    call.may(found, Can.MANAGE_ROLES)
    wanted = int(body.get("permissions") or 0)
    if wanted & ~found.bot.permissions():
        raise missing_permissions()
    made = found.role(body.get("name") or "new role", permissions=wanted, position=1)
    made.mentionable = bool(body.get("mentionable"))
    return made.payload()


@route("PATCH", "/guilds/{guild_id}/roles/{role_id}")
async def change_role(call: Call) -> Json:
    found, role = _role(call)
    role.name = call.json.get("name") or role.name
    role.mentionable = call.json.get("mentionable", role.mentionable)
    found.change_role(role, permissions=call.json.get("permissions"))
    return role.payload()


@route("DELETE", "/guilds/{guild_id}/roles/{role_id}")
async def delete_role(call: Call) -> None:
    found, role = _role(call)
    found.delete_role(role)


def _role(call: Call) -> tuple[Guild, Role]:
    """Return a role that the bot may handle. Raises: RefusedError where it stands above the bot's own."""
    found = call.guild()
    role = found.roles.get(call.id("role_id"))
    if role is None:
        raise unknown(10011, "Role")
    call.may(found, Can.MANAGE_ROLES)
    if found.bot.top <= role.position:
        raise missing_permissions()
    return found, role


def _member(call: Call, found: Guild) -> Member:
    member = found.members.get(call.id("user_id"))
    if member is None or member.user.deleted:
        raise unknown(10007, "Member") if call.id("user_id") in call.world.people else unknown(10013, "User")
    return member


@route("GET", "/guilds/{guild_id}/members/{user_id}")
async def member(call: Call) -> Json:
    return _member(call, call.guild()).payload()


@route("GET", "/guilds/{guild_id}/members")
async def members(call: Call) -> list[Json]:
    if not call.world.privileged_intents & (1 << 1):
        raise missing_access()
    return [one.payload() for one in call.guild().members.values()]


@route("PATCH", "/guilds/{guild_id}/members/@me")
async def change_me(call: Call) -> Json:
    mine = call.guild().bot
    mine.nick = call.json.get("nick", mine.nick)
    return mine.payload()


@route("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
async def give_role(call: Call) -> None:
    whose, role = _assignable(call)
    if role not in whose.roles:
        whose.roles.append(role)
        call.guild().member_changed(whose)


@route("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
async def take_role(call: Call) -> None:
    whose, role = _assignable(call)
    if role in whose.roles:
        whose.roles.remove(role)
        call.guild().member_changed(whose)


def _assignable(call: Call) -> tuple[Member, Role]:
    whose = _member(call, call.guild())
    found, role = _role(call)
    if role.managed or role.id == found.id:
        raise RefusedError(400, 50028, "Invalid role")
    return whose, role


@route("GET", "/guilds/{guild_id}/scheduled-events")
async def events(call: Call) -> list[Json]:
    return list(call.guild().events.values())


@route("GET", "/guilds/{guild_id}/scheduled-events/{event_id}")
async def event(call: Call) -> Json:
    return _event(call, call.guild())


@route("POST", "/guilds/{guild_id}/scheduled-events")
async def create_event(call: Call) -> Json:
    found, body = call.guild(), call.json
    call.may(found, Can.CREATE_EVENTS)
    if sum(one["status"] in {SCHEDULED, ACTIVE} for one in found.events.values()) >= 100:
        raise RefusedError(400, 30038, "Maximum number of uncompleted guild scheduled events reached (100)")
    problems = list(_event_problems(call, body))
    if problems:
        raise invalid(*problems)
    made: Json = {
        "id": str(call.world.ids.new()),
        "guild_id": str(found.id),
        "channel_id": body.get("channel_id"),
        "creator_id": str(call.world.bot.id),
        "name": body["name"],
        "description": body.get("description"),
        "scheduled_start_time": body["scheduled_start_time"],
        "scheduled_end_time": body.get("scheduled_end_time"),
        "privacy_level": 2,
        "status": SCHEDULED,
        "entity_type": body["entity_type"],
        "entity_id": None,
        "entity_metadata": body.get("entity_metadata"),
        "creator": call.world.bot.payload(),
        "user_count": 0,
        "image": None,
        "recurrence_rule": None,
        "guild_scheduled_event_exceptions": [],
    }
    found.events[int(made["id"])] = made
    found.tell("GUILD_SCHEDULED_EVENT_CREATE", made, EVENTS)
    return made


def _event_problems(call: Call, body: Json, *, is_new: bool = True) -> Iterator[Problem]:
    now = call.world.clock.now()
    yield from length("name", body.get("name", "" if is_new else None), 1, 100)
    yield from length("description", body.get("description"), 0, 1000)
    start, end = body.get("scheduled_start_time"), body.get("scheduled_end_time")
    if is_new and not start:
        yield "scheduled_start_time", "BASE_TYPE_REQUIRED", "This field is required"
    if start and datetime.fromisoformat(start) < now and is_new:
        yield "scheduled_start_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", "Cannot schedule event in the past."
    if start and end and datetime.fromisoformat(end) <= datetime.fromisoformat(start):
        yield "scheduled_end_time", "GUILD_SCHEDULED_EVENT_END_BEFORE_START", "Cannot end before it starts."
    if is_new and body.get("entity_type") == 3:
        if not end:
            yield "scheduled_end_time", "BASE_TYPE_REQUIRED", "This field is required"
        place = (body.get("entity_metadata") or {}).get("location") or ""
        yield from length("entity_metadata.location", place, 1, 100)


def _event(call: Call, found: Guild) -> Json:
    event = found.events.get(call.id("event_id"))
    if event is None:
        raise unknown(10070, "Guild Scheduled Event")
    return event


@route("PATCH", "/guilds/{guild_id}/scheduled-events/{event_id}")
async def change_event(call: Call) -> Json:
    found, body = call.guild(), call.json
    there = _own_event(call, found)
    problems = list(_event_problems(call, body, is_new=False))
    status = body.get("status", there["status"])
    if there["status"] not in FOLLOWS:
        raise RefusedError(400, 180000, "Cannot update a finished event")
    if status not in FOLLOWS[there["status"]]:
        problems.append(("status", "TRANSITION_INVALID", "Invalid Guild Scheduled Event Status Transition"))
    if problems:
        raise invalid(*problems)
    there |= {key: value for key, value in body.items() if key in there and key != "image"}
    found.tell("GUILD_SCHEDULED_EVENT_UPDATE", there, EVENTS)
    return there


@route("DELETE", "/guilds/{guild_id}/scheduled-events/{event_id}")
async def delete_event(call: Call) -> None:
    found = call.guild()
    there = _own_event(call, found)
    del found.events[int(there["id"])]
    found.tell("GUILD_SCHEDULED_EVENT_DELETE", there, EVENTS)


def _own_event(call: Call, found: Guild) -> Json:
    there = _event(call, found)
    may, is_own = found.bot.permissions(), there["creator_id"] == str(call.world.bot.id)
    if not may & Can.MANAGE_EVENTS and not (is_own and may & Can.CREATE_EVENTS):
        raise missing_permissions()
    return there
