"""Messages in channels."""

from datetime import timedelta

from tests.platforms.discord_parts.channels import Channel, Kind
from tests.platforms.discord_parts.composing import compose, notify, post
from tests.platforms.discord_parts.messages import Message
from tests.platforms.discord_parts.permissions import Can
from tests.platforms.discord_parts.routes import Call, route
from tests.platforms.discord_parts.wire import Json, RefusedError, invalid, missing_permissions

NONCE_WINDOW = timedelta(minutes=5)


@route("POST", "/channels/{channel_id}/messages")
async def create_message(call: Call) -> Json:
    channel, body, world = call.channel(), call.json, call.world
    _may_write(call, channel)
    nonce = str(body["nonce"]) if body.get("nonce") is not None else None
    if nonce is not None and body.get("enforce_nonce"):
        since = world.clock.now() - NONCE_WINDOW
        for said in channel.messages.values():
            if said.nonce == nonce and said.author is world.bot and said.created_at > since and not said.is_deleted:
                return said.payload()
    replies_to = _referenced(channel, body)
    version = compose(world, channel, body, call.files)
    message = post(world, channel, world.bot, version)
    message.nonce, message.replies_to = nonce, replies_to
    notify(world, message, body.get("allowed_mentions"))
    channel.archived = False
    await world.announce("MESSAGE_CREATE", message)
    return message.payload()


def _may_write(call: Call, channel: Channel) -> None:
    if channel.kind in {Kind.FORUM, Kind.CATEGORY}:
        raise RefusedError(400, 50008, "Cannot send messages in a non-text channel")
    if channel.recipient is not None:
        _may_write_to(call, channel)
        return
    call.need(channel, Can.SEND_MESSAGES_IN_THREADS if channel.is_thread else Can.SEND_MESSAGES)
    if call.files:
        call.need(channel, Can.ATTACH_FILES)
    if call.json.get("embeds"):
        call.need(channel, Can.EMBED_LINKS)
    if channel.is_thread and channel.locked and not call.may_in(channel) & Can.MANAGE_THREADS:
        raise RefusedError(400, 160005, "This thread is locked")


def _may_write_to(call: Call, channel: Channel) -> None:
    """Raises: RefusedError where the person blocked the bot, deleted the account, or shares no guild with it."""
    person = call.world.people[channel.recipient.id] if channel.recipient else None
    if person is None or person.deleted or not person.dms_open:
        raise RefusedError(403, 50007, "Cannot send messages to this user")
    if not any(guild.has_bot and person.id in guild.members for guild in call.world.guilds.values()):
        raise RefusedError(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def _referenced(channel: Channel, body: Json) -> Message | None:
    reference = body.get("message_reference")
    if not reference:
        return None
    found = channel.messages.get(int(reference["message_id"]))
    if (found is None or found.is_deleted) and reference.get("fail_if_not_exists", True):
        raise invalid(("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message"))
    return found


@route("GET", "/channels/{channel_id}/messages")
async def history(call: Call) -> list[Json]:
    """Return up to `limit` messages, newest first; none where the bot may not read what was."""
    channel, query = call.channel(), call.query
    limit = int(query.get("limit", 50))
    if not 1 <= limit <= 100:
        raise invalid(("limit", "NUMBER_TYPE_MAX", "int value should be less than or equal to 100."))
    if not call.may_in(channel) & Can.READ_MESSAGE_HISTORY:
        return []
    there = sorted((one for one in channel.public if not one.is_deleted), key=lambda one: one.id)
    if "before" in query:
        there = [one for one in there if one.id < int(query["before"])]
    if "after" in query:
        there = [one for one in there if one.id > int(query["after"])][:limit]
    if "around" in query:
        there = sorted(there, key=lambda one: abs(one.id - int(query["around"])))[:limit]
    there.sort(key=lambda one: one.id, reverse=True)
    return [_as_read(call, one) for one in there[:limit]]


def _as_read(call: Call, message: Message) -> Json:
    """Return a message as the bot reads it: others' words in guilds are blank without the privileged intent."""
    is_ours = message.author is call.world.bot or call.world.bot in message.mentions
    blind = not is_ours and message.channel.guild is not None and not call.world.privileged_intents & (1 << 15)
    return message.payload(blind=blind)


@route("GET", "/channels/{channel_id}/messages/{message_id}")
async def message(call: Call) -> Json:
    channel = call.channel()
    call.need(channel, Can.READ_MESSAGE_HISTORY)
    return _as_read(call, call.message(channel))


@route("PATCH", "/channels/{channel_id}/messages/{message_id}")
async def edit_message(call: Call) -> Json:
    channel, world = call.channel(), call.world
    found = call.message(channel)
    if found.author is not world.bot:
        raise RefusedError(403, 50005, "Cannot edit a message authored by another user")
    if channel.archived:
        raise RefusedError(400, 50083, "Thread is archived")
    found.become(compose(world, channel, call.json, call.files, before=found.now), world.clock.now())
    await world.announce("MESSAGE_UPDATE", found)
    return found.payload()


@route("DELETE", "/channels/{channel_id}/messages/{message_id}")
async def delete_message(call: Call) -> None:
    channel = call.channel()
    found = call.message(channel)
    if found.author is not call.world.bot:
        call.need(channel, Can.MANAGE_MESSAGES)
    found.is_deleted = True
    del channel.messages[found.id]
    await call.world.announce_deletion(found)


@route("PUT", "/channels/{channel_id}/messages/pins/{message_id}")
@route("PUT", "/channels/{channel_id}/pins/{message_id}")
async def pin(call: Call) -> None:
    channel = call.channel()
    call.need(channel, Can.PIN_MESSAGES)
    call.message(channel).pinned = True


@route("DELETE", "/channels/{channel_id}/messages/pins/{message_id}")
@route("DELETE", "/channels/{channel_id}/pins/{message_id}")
async def unpin(call: Call) -> None:
    channel = call.channel()
    call.need(channel, Can.PIN_MESSAGES)
    call.message(channel).pinned = False


@route("GET", "/channels/{channel_id}/messages/pins")
async def pins(call: Call) -> Json:
    channel = call.channel()
    if not call.may_in(channel) & Can.READ_MESSAGE_HISTORY:
        raise missing_permissions()
    pinned = [one for one in channel.public if one.pinned]
    at = call.world.clock.iso()
    return {"items": [{"pinned_at": at, "message": one.payload()} for one in pinned], "has_more": False}
