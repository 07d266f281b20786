"""`/setup` as Telegram hears it, the buttons that confirm it, and what happens to chats that we are in.

Answers go to the person's own chat with the bot. Who has never opened it gets one line in the group, with the link that
opens it and goes on there.
"""

import logging
import secrets
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import telegram
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, TelegramError

from bots.conversation import went_wrong
from bots.on_telegram.ids import button_of
from bots.on_telegram.membership import changed, somebody_changed
from bots.on_telegram.migrating import migrate, migration_of
from bots.on_telegram.people import language_of
from bots.on_telegram.places import Place
from bots.on_telegram.rights import Reach, kind_of, reach
from bots.on_telegram.scene import TITLES, Hearer, Scene
from bots.on_telegram.setting_up import VERBS, kept, on_press, row, set_up
from bots.on_telegram.wishes import PAYLOAD, Asked, Wishes, asked_in
from bots.post import Post
from bots.presenter.refusals import refused
from bots.words import N_, words
from contests.ports import StorageError
from contests.refusals import Refusal

log = logging.getLogger(__name__)

HOW = N_(
    "Type /setup in the group, or in the topic, where the contest is to be announced. For a channel, type /setup and "
    "its @name here."
)
ANONYMOUS = N_(
    "You write anonymously here, so I cannot see who you are. Open the group → its name → Edit → Administrators → "
    "yourself, switch “Remain Anonymous” off, and type it again."
)
AS_A_CHANNEL = N_("You write as a channel here, so I cannot see who you are. Write as yourself, and type it again.")
NOT_SEEN = N_("I cannot see that chat. Add me to it as an administrator, then type /setup again.")
OLD = N_("This button is from before, and does nothing any more. Type /setup again.")
AGAIN = N_("Telegram does not answer just now, and nothing was changed. Try again in a minute.")
CONTINUE = N_("Continue in private")


async def aside(hearer: Hearer, update: telegram.Update, at: datetime) -> bool:
    """Answer what sets a chat up, or tells what happened to one; return whether it was that.

    Raises: StorageError.
    """
    if update.my_chat_member is not None:
        await changed(hearer, update.my_chat_member, update.update_id, at)
        await _met(hearer, update.my_chat_member, at)
        return True
    if update.chat_member is not None:
        somebody_changed(hearer, update.chat_member)
        return True
    if update.callback_query is not None:
        return await _pressed(hearer, update.callback_query, at)
    return update.message is not None and await _heard(hearer, update.message, at)


async def _heard(hearer: Hearer, message: telegram.Message, at: datetime) -> bool:
    if moved := migration_of(message):
        await migrate(hearer.house.store, *moved)
        return True
    asked = asked_in(message, hearer.me.username or "")
    if asked is not None or message.forum_topic_edited is not None:
        await _note_topic(hearer, message)
    if asked is None:
        return False
    await _safely(hearer, message.from_user, _answer(hearer, message, asked, at))
    return True


async def _answer(hearer: Hearer, message: telegram.Message, asked: Asked, at: datetime) -> None:
    """Answer a typed `/setup`. Raises: StorageError, TelegramError."""
    user, t = message.from_user, words(hearer.house.language)
    if user is None or message.sender_chat is not None:
        is_group = message.sender_chat is not None and message.sender_chat.id == message.chat.id
        await hearer.poster.send(_place(message), Post(t._(ANONYMOUS if is_group else AS_A_CHANNEL)))
        return
    t = words(language_of(user) or hearer.house.language)
    wishes = await _wishes(hearer, message, user, asked)
    if isinstance(wishes, str):
        await hearer.poster.send(_place(message), Post(t._(wishes)))
        return
    scene = await _scene(hearer, user, wishes, at)
    if scene is None:
        await hearer.poster.send(_place(message), Post(t._(AGAIN)))
        return
    wishes = replace(wishes, title=scene.spot.title)
    await _tell(scene, message, wishes, await _worded(scene, set_up(scene, wishes)))


async def _wishes(hearer: Hearer, message: telegram.Message, user: telegram.User, asked: Asked) -> Wishes | str:
    """Return what somebody wishes, or the sentence that says what to do instead."""
    if asked.key:
        wishes = await _kept(hearer, asked.key, user)
        return wishes or OLD
    place = _place(message)
    if message.chat.type == ChatType.PRIVATE:
        if not asked.channel:
            return HOW
        try:
            chat = await hearer.bot.get_chat(asked.channel)
        except (BadRequest, Forbidden):
            return NOT_SEEN
        if chat.type == ChatType.PRIVATE:
            return NOT_SEEN
        place = Place(chat.id)
    return Wishes(str(place), "", user.id, asked.part, asked.join, is_to_go=asked.is_to_go)


async def _tell(scene: Scene, message: telegram.Message, wishes: Wishes, post: Post) -> None:
    """Give an answer in private; where that was never opened, a link in the group that opens it."""
    try:
        await scene.hearer.poster.send(Place(scene.user.id), post)
    except (BadRequest, Forbidden):
        if message.chat.type == ChatType.PRIVATE:
            raise
        address = f"https://t.me/{scene.hearer.me.username}?start={PAYLOAD}{await kept(scene, wishes)}"
        button = telegram.InlineKeyboardButton(scene.t._(CONTINUE), url=address)
        line = Post(scene.t._("Setting up goes on in private."), private=False)
        await scene.hearer.poster.send(_place(message), line, reply_to=message.message_id, rows=[[button]])


async def _met(hearer: Hearer, one: telegram.ChatMemberUpdated, at: datetime) -> None:
    """Say in private how a channel is set up that somebody has just added us to: nobody types there as themselves."""
    is_new = reach(one.old_chat_member, "channel") is not Reach.THERE
    if kind_of(one.chat) != "channel" or not is_new or reach(one.new_chat_member, "channel") is not Reach.THERE:
        return
    with suppress(TelegramError):  # who never opened the private chat types /setup there when they do
        scene = await Scene.of(hearer, one.from_user, Place(one.chat.id), at)
        wishes = Wishes(str(one.chat.id), scene.spot.title, one.from_user.id)
        await hearer.poster.send(Place(one.from_user.id), await _worded(scene, set_up(scene, wishes)))


async def _pressed(hearer: Hearer, query: telegram.CallbackQuery, at: datetime) -> bool:
    verb, _, key = (button_of(query.data or "") or "").partition(":")
    if verb not in VERBS:
        return False
    with suppress(TelegramError):  # it is too old, or the spinner stops by itself
        await hearer.bot.answer_callback_query(query.id)
    await _safely(hearer, query.from_user, _confirmed(hearer, query, verb, key, at))
    return True


async def _confirmed(hearer: Hearer, query: telegram.CallbackQuery, verb: str, key: str, at: datetime) -> None:
    """Do what a button confirms. Raises: StorageError, TelegramError."""
    user, message = query.from_user, query.message
    wishes, t = await _kept(hearer, key, user), words(language_of(user) or hearer.house.language)
    scene = await _scene(hearer, user, wishes, at) if wishes else None
    if wishes is None or scene is None:
        post = Post(t._(AGAIN if wishes else OLD))
    else:
        post = await _worded(scene, on_press(scene, verb, wishes))
    if post.in_place and message is not None:
        await hearer.poster.edit(f"{message.chat.id}/{message.message_id}", post)
    else:
        await hearer.poster.send(Place(user.id), post)


async def _safely(hearer: Hearer, user: telegram.User | None, answering: Awaitable[None]) -> None:
    """Answer; whatever breaks in it, the person hears of it. Raises: StorageError."""
    try:
        await answering
    except StorageError:
        raise
    except TelegramError as lost:
        log.warning("an answer about setting up could not be given: %s", lost)
    except Exception:  # the last seam before a person: they get a reference, the log the cause
        reference = secrets.token_hex(4)
        log.exception("setting up failed, reference %s", reference)
        if user is not None:
            t = words(language_of(user) or hearer.house.language)
            with suppress(TelegramError):
                await hearer.poster.send(Place(user.id), went_wrong(t, reference))


async def _scene(hearer: Hearer, user: telegram.User, wishes: Wishes, at: datetime) -> Scene | None:
    """Return the scene of what somebody wishes, or None where Telegram does not say who may do what."""
    try:
        return await Scene.of(hearer, user, wishes.at, at, wishes.title)
    except TelegramError as lost:
        log.warning("Telegram does not say who may set a chat up: %s", lost)
        return None


async def _kept(hearer: Hearer, key: str, user: telegram.User) -> Wishes | None:
    """Return what somebody wished before; nobody goes on with another one's wishes."""
    said = await hearer.house.keep.noted(row(key))
    wishes = Wishes.read(said) if said else None
    return wishes if wishes and wishes.user == user.id else None


async def _worded(scene: Scene, deciding: Awaitable[Post]) -> Post:
    try:
        return await deciding
    except Refusal as refusal:
        return refused(refusal, scene.t, zone=scene.house.timezone, now=scene.at)


async def _note_topic(hearer: Hearer, message: telegram.Message) -> None:
    """Keep what the topic of a message is called, where the message tells."""
    if not message.is_topic_message:
        return
    first = message.reply_to_message.forum_topic_created if message.reply_to_message else None
    told = message.forum_topic_edited or first
    if told is not None and told.name:
        await hearer.house.keep.put(f"{TITLES} {_place(message)}", told.name)


def _place(message: telegram.Message) -> Place:
    thread = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat.id, thread)
