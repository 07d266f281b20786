"""Answers to interactions: the first one, later ones, and what becomes of them."""

from tests.platforms.discord_parts import modals
from tests.platforms.discord_parts.components import length
from tests.platforms.discord_parts.composing import compose, notify
from tests.platforms.discord_parts.interactions import Act, Callback, Interaction
from tests.platforms.discord_parts.messages import EPHEMERAL, LOADING, Message
from tests.platforms.discord_parts.modals import Modal
from tests.platforms.discord_parts.routes import Call, route
from tests.platforms.discord_parts.versions import Version
from tests.platforms.discord_parts.wire import Json, Problem, RefusedError, invalid, unknown

ON_A_MESSAGE = {Callback.DEFER_UPDATE, Callback.UPDATE}
IS_AN_ANSWER_TO = {
    Act.COMMAND: {Callback.MESSAGE, Callback.DEFER, Callback.MODAL},
    Act.COMPONENT: {Callback.MESSAGE, Callback.DEFER, Callback.MODAL} | ON_A_MESSAGE,
    Act.MODAL: {Callback.MESSAGE, Callback.DEFER},
    Act.AUTOCOMPLETE: {Callback.CHOICES},
}


@route("POST", "/interactions/{interaction_id}/{token}/callback")
async def answer(call: Call) -> Json | None:
    asked = call.world.interactions.get(call.id("interaction_id"))
    if asked is None or asked.token != call.ids["token"] or asked.is_over:
        raise unknown(10062, "interaction")
    if asked.answered_by is not None:
        raise RefusedError(400, 40060, "Interaction has already been acknowledged.")
    how = _kind_of(call, asked)
    data = call.json.get("data") or {}
    if how is Callback.CHOICES:
        _offer(asked, data)
    elif how is Callback.MODAL:
        _open(asked, data)
    elif how is Callback.DEFER:
        _think(call, asked, data)
    elif how is Callback.MESSAGE:
        asked.original = await _say(call, asked, data)
    elif how is Callback.UPDATE:
        await _change(call, asked, _source(asked), data)
    if how in ON_A_MESSAGE:
        asked.original = asked.source
    asked.answered(how)
    return _told(asked, how) if call.query.get("with_response") in {"1", "true", "True"} else None


def _kind_of(call: Call, asked: Interaction) -> Callback:
    fits = IS_AN_ANSWER_TO[asked.act] | (ON_A_MESSAGE if asked.source is not None else set())
    said = call.json.get("type")
    if said not in set(fits):
        takes = ", ".join(str(int(one)) for one in sorted(fits))
        raise invalid(("type", "BASE_TYPE_CHOICES", f"Value must be one of {{{takes}}}."))
    return Callback(said)


def _source(asked: Interaction) -> Message:
    assert asked.source is not None
    return asked.source


def _offer(asked: Interaction, data: Json) -> None:
    choices = data.get("choices")
    problems: list[Problem] = list(length("data.choices", choices, 0, 25))
    for number, choice in enumerate(choices or []):
        problems += length(f"data.choices.{number}.name", choice.get("name") or "", 1, 100)
        value = choice.get("value")
        if isinstance(value, str):
            problems += length(f"data.choices.{number}.value", value, 1, 100)
    if problems:
        raise invalid(*problems)
    asked.choices = list(choices or [])


def _open(asked: Interaction, data: Json) -> None:
    problems = modals.problems_of(data)
    if problems:
        raise invalid(*problems)
    asked.modal = Modal(data, asked)


def _think(call: Call, asked: Interaction, data: Json) -> None:
    """Show "is thinking" until the answer comes."""
    flags = LOADING | ((data.get("flags") or 0) & EPHEMERAL)
    asked.original = _place(call, asked, Version(flags=flags))
    asked.produced.append(asked.original)


async def _say(call: Call, asked: Interaction, body: Json) -> Message:
    message = _place(call, asked, compose(call.world, asked.channel, body, call.files))
    notify(call.world, message, body.get("allowed_mentions"))
    asked.gave(message)
    await call.world.announce("MESSAGE_CREATE", message)
    return message


def _place(call: Call, asked: Interaction, version: Version) -> Message:
    message = Message(call.world.ids.new(), asked.channel, call.world.bot, version, came_of=asked)
    message.kind = 20 if asked.act is Act.COMMAND else 0
    if version.flags & EPHEMERAL or asked.channel.recipient is not None:
        message.private_to = asked.person
    asked.channel.add(message)
    return message


async def _change(call: Call, asked: Interaction, message: Message, body: Json) -> None:
    """Edit a message; what a deferral promised notifies as a new one does, other edits do not."""
    was_loading, before = message.is_loading, message.now
    if was_loading:
        message.now = Version(flags=before.flags & ~LOADING)
    try:
        version = compose(call.world, message.channel, body, call.files, before=message.now)
    except RefusedError:
        message.now = before
        raise
    message.now = before
    message.become(version, call.world.clock.now())
    if was_loading:
        notify(call.world, message, body.get("allowed_mentions"))
    asked.gave(message)
    await call.world.announce("MESSAGE_UPDATE", message)


def _told(asked: Interaction, how: Callback) -> Json:
    body: Json = {"interaction": {"id": str(asked.id), "type": int(asked.act)}}
    if asked.original is not None:
        body["interaction"] |= {
            "response_message_id": str(asked.original.id),
            "response_message_loading": asked.original.is_loading,
            "response_message_ephemeral": asked.original.is_ephemeral,
        }
        if how in {Callback.MESSAGE, Callback.UPDATE}:
            body["resource"] = {"type": int(how), "message": asked.original.payload()}
    return body


def _asked(call: Call) -> Interaction:
    """Return the interaction of a token. Raises: RefusedError where it has died, or has no first answer yet."""
    asked = call.world.by_token.get(call.ids["token"])
    if asked is None or asked.answered_by is None or call.id("webhook_id") != call.world.bot.id:
        raise unknown(10015, "Webhook")
    if not asked.token_is_alive:
        raise RefusedError(401, 50027, "Invalid Webhook Token")
    return asked


def _of(asked: Interaction, message_id: str) -> Message:
    """Return a message that this token may handle: those that came of it, and the one that was pressed."""
    if message_id == "@original":
        found = asked.original
    else:
        there = asked.channel.messages.get(int(message_id))
        found = there if there is not None and (there.came_of is asked or there is asked.source) else None
    if found is None or found.is_deleted:
        raise unknown(10008, "Message")
    return found


@route("POST", "/webhooks/{webhook_id}/{token}")
async def follow_up(call: Call) -> Json:
    """Say something more; the first after a deferral takes the place of its "is thinking"."""
    asked = _asked(call)
    if asked.original is not None and asked.original.is_loading and not asked.original.is_deleted:
        await _change(call, asked, asked.original, call.json)
        return asked.original.payload()
    return (await _say(call, asked, call.json)).payload()


@route("GET", "/webhooks/{webhook_id}/{token}/messages/{message}")
async def look(call: Call) -> Json:
    return _of(_asked(call), call.ids["message"]).payload()


@route("PATCH", "/webhooks/{webhook_id}/{token}/messages/{message}")
async def change(call: Call) -> Json:
    asked = _asked(call)
    message = _of(asked, call.ids["message"])
    await _change(call, asked, message, call.json)
    return message.payload()


@route("DELETE", "/webhooks/{webhook_id}/{token}/messages/{message}")
async def take_away(call: Call) -> None:
    asked = _asked(call)
    message = _of(asked, call.ids["message"])
    message.is_deleted = True
    asked.channel.messages.pop(message.id, None)
    if message in asked.produced:
        asked.produced.remove(message)
    asked.settled = True
    asked.change()
