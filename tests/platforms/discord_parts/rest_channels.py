"""Channels and threads."""

from typing import Any

from tests.platforms.discord_parts.channels import Channel, Kind, Tag
from tests.platforms.discord_parts.components import length
from tests.platforms.discord_parts.composing import compose, notify
from tests.platforms.discord_parts.messages import Message
from tests.platforms.discord_parts.permissions import Can, Overwrite
from tests.platforms.discord_parts.routes import Answer, Call, route
from tests.platforms.discord_parts.wire import Json, RefusedError, invalid, missing_permissions

CREATABLE = {int(Kind.TEXT), int(Kind.CATEGORY), int(Kind.FORUM)}


@route("GET", "/channels/{channel_id}")
async def channel(call: Call) -> Json:
    return call.channel().payload()


@route("GET", "/guilds/{guild_id}/channels")
async def channels(call: Call) -> list[Json]:
    return [one.payload() for one in call.guild().channels.values() if not one.is_thread]


@route("GET", "/guilds/{guild_id}/threads/active")
async def active_threads(call: Call) -> Json:
    found = [one for one in call.guild().channels.values() if one.is_thread and not one.archived]
    seen = [one for one in found if call.may_in(one) & Can.VIEW_CHANNEL]
    return {"threads": [one.payload() for one in seen], "members": [], "has_more": False}


@route("GET", "/channels/{channel_id}/threads/archived/public")
async def archived_threads(call: Call) -> Json:
    parent = call.channel()
    call.need(parent, Can.READ_MESSAGE_HISTORY)
    closed = sorted((one for one in parent.threads if one.archived), key=lambda one: one.id, reverse=True)
    return {"threads": [one.payload() for one in closed], "members": [], "has_more": False}


@route("POST", "/guilds/{guild_id}/channels")
async def create_channel(call: Call) -> Answer:
    guild, body = call.guild(), call.json
    call.may(guild, Can.MANAGE_CHANNELS)
    problems = list(length("name", body.get("name") or "", 1, 100))
    if problems or body.get("type", 0) not in CREATABLE:
        raise invalid(*problems or [("type", "BASE_TYPE_CHOICES", "Value must be one of {0, 4, 15}.")])
    kind = {0: "text", 4: "category", 15: "forum"}[body.get("type", 0)]
    tags = [tag["name"] for tag in body.get("available_tags") or []]
    made = guild.channel(body["name"], kind, tags=tags)  # type: ignore[arg-type] # one of three words
    for one in body.get("permission_overwrites") or []:
        made.overwrites[int(one["id"])] = _overwrite(int(one["id"]), one)
    if body.get("parent_id"):
        made.parent = guild.channels[int(body["parent_id"])]
    return Answer(201, made.payload())


def _overwrite(target: int, said: Json) -> Overwrite:
    return Overwrite(
        target, is_role=int(said["type"]) == 0, allow=int(said.get("allow") or 0), deny=int(said.get("deny") or 0)
    )


@route("PUT", "/channels/{channel_id}/permissions/{target_id}")
async def permit(call: Call) -> None:
    found = call.channel()
    call.need(found, Can.MANAGE_ROLES)
    target = call.id("target_id")
    found.overwrites[target] = _overwrite(target, call.json)
    _tell(call, "CHANNEL_UPDATE", found)


@route("PATCH", "/channels/{channel_id}")
async def change_channel(call: Call) -> Json:
    found, body = call.channel(), call.json
    may = call.may_in(found)
    if found.is_thread:
        if found.owner_id != call.world.bot.id and not may & Can.MANAGE_THREADS:
            raise missing_permissions()
        if ("locked" in body or "archived" in body) and found.locked and not may & Can.MANAGE_THREADS:
            raise missing_permissions()
        found.archived = body.get("archived", found.archived)
        found.archived_at = call.world.clock.now()
        found.locked = body.get("locked", found.locked)
        if "applied_tags" in body:
            found.applied_tags = _tags(found.parent, body["applied_tags"])
    else:
        call.need(found, Can.MANAGE_CHANNELS)
        found.topic = body.get("topic", found.topic)
        if "available_tags" in body:
            found.tags = [
                Tag(int(one.get("id") or call.world.ids.new()), one["name"]) for one in body["available_tags"]
            ]
    problems = list(length("name", body.get("name"), 1, 100))
    if problems:
        raise invalid(*problems)
    found.name = body.get("name") or found.name
    _tell(call, "THREAD_UPDATE" if found.is_thread else "CHANNEL_UPDATE", found)
    return found.payload()


@route("DELETE", "/channels/{channel_id}")
async def delete_channel(call: Call) -> Json:
    found = call.channel()
    call.need(found, Can.MANAGE_THREADS if found.is_thread else Can.MANAGE_CHANNELS)
    body = found.payload()
    found.deleted = True
    if found.guild is not None:
        found.guild.channels.pop(found.id, None)
    _tell(call, "THREAD_DELETE" if found.is_thread else "CHANNEL_DELETE", found)
    return body


@route("POST", "/channels/{channel_id}/threads")
async def start_thread(call: Call) -> Answer:
    """Start a thread of its own, or a forum's post with its first message."""
    parent, body = call.channel(), call.json
    if parent.kind is Kind.FORUM:
        return await _start_post(call, parent, body)
    call.need(
        parent, Can.CREATE_PUBLIC_THREADS if body.get("type") == Kind.PUBLIC_THREAD else Can.CREATE_PRIVATE_THREADS
    )
    return Answer(201, _thread(call, parent, call.world.ids.new(), body).payload())


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
async def start_thread_from(call: Call) -> Answer:
    parent = call.channel()
    message = call.message(parent)
    call.need(parent, Can.CREATE_PUBLIC_THREADS)
    if call.world.channel(message.id) is not None:
        raise RefusedError(400, 160004, "A thread has already been created for this message")
    return Answer(201, _thread(call, parent, message.id, call.json).payload())


async def _start_post(call: Call, forum: Channel, body: Json) -> Answer:
    call.need(forum, Can.SEND_MESSAGES)  # CREATE_PUBLIC_THREADS does not matter in forums
    if "message" not in body:
        raise invalid(("message", "BASE_TYPE_REQUIRED", "This field is required"))
    if call.files:
        call.need(forum, Can.ATTACH_FILES)
    tags = _tags(forum, body.get("applied_tags") or [])
    version = compose(call.world, forum, body["message"], call.files)
    thread = _thread(call, forum, call.world.ids.new(), body, tags)
    message = Message(thread.id, thread, call.world.bot, version)
    thread.add(message)
    notify(call.world, message, body["message"].get("allowed_mentions"))
    await call.world.announce("MESSAGE_CREATE", message)
    return Answer(201, thread.payload() | {"message": message.payload()})


def _tags(forum: Channel | None, wanted: list[Any]) -> list[int]:
    known = {tag.id for tag in forum.tags} if forum else set()
    ids = [int(one) for one in wanted]
    if len(ids) > 5:
        raise invalid(("applied_tags", "BASE_TYPE_MAX_LENGTH", "Must be 5 or fewer in length."))
    if not set(ids) <= known:
        raise RefusedError(400, 10087, "Unknown Tag")
    return ids


def _thread(call: Call, parent: Channel, thread_id: int, body: Json, tags: list[int] | None = None) -> Channel:
    problems = list(length("name", body.get("name") or "", 1, 100))
    if problems:
        raise invalid(*problems)
    assert parent.guild is not None
    made = Channel(
        thread_id,
        Kind.PRIVATE_THREAD if body.get("type") == Kind.PRIVATE_THREAD else Kind.PUBLIC_THREAD,
        body["name"],
        parent.guild,
        parent,
        applied_tags=tags or [],
        owner_id=call.world.bot.id,
    )
    parent.guild.channels[made.id] = made
    _tell(call, "THREAD_CREATE", made)
    return made


@route("PUT", "/channels/{channel_id}/thread-members/@me")
async def join_thread(call: Call) -> None:
    call.channel()


@route("POST", "/channels/{channel_id}/typing")
async def typing(call: Call) -> None:
    call.channel()


def _tell(call: Call, event: str, about: Channel) -> None:
    if about.guild is not None:
        call.world.guilds[about.guild.id].tell(event, about.payload())
