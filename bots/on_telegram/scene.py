"""Who sets up what chat on Telegram: what Telegram says of them and of us there, at that moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import telegram
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bots.house import House
from bots.on_telegram.people import language_of
from bots.on_telegram.places import PLATFORM, Place
from bots.on_telegram.rights import runs_it
from bots.post import Post
from bots.words import Words, words
from contests.desk.arriving import Person, known_as
from contests.model.member import Role
from contests.ports import Actor, Keep

TITLES = "telegram title"
"""Begins the key of what a topic is called: Telegram says it only in the topic itself."""


class Presence(Protocol):
    """What is remembered of who is in which chat."""

    def forget(self, chat: int, user: int) -> None:
        """Ask Telegram anew the next time."""


class Posting(Protocol):
    """Puts posts into chats."""

    async def send(
        self,
        at: Place,
        post: Post,
        *,
        reply_to: int | None = None,
        rows: Sequence[Sequence[telegram.InlineKeyboardButton]] = (),
    ) -> str:
        """Send a post and return where it is. Raises: telegram.error.TelegramError."""

    async def edit(self, where: str, post: Post) -> str:
        """Put a post in the place of one. Raises: telegram.error.TelegramError."""


class Hearer(Protocol):
    """The ear, as far as setting up needs it."""

    @property
    def house(self) -> House:
        """What everything works with."""

    @property
    def bot(self) -> telegram.Bot:
        """The bot that we speak as."""

    @property
    def me(self) -> telegram.User:
        """Who that is."""

    @property
    def poster(self) -> Posting:
        """Our mouth for answers."""

    @property
    def people(self) -> Presence:
        """Who is where."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as Telegram shows it to us now; without a chat where it shows us nothing."""

    place: Place
    title: str
    chat: telegram.ChatFullInfo | None = None
    me: telegram.ChatMember | None = None


async def spot_at(hearer: Hearer, place: Place, title: str = "") -> Spot:
    """Look at a place; `title` is what it was called when it was last seen. Raises: telegram.error.TelegramError."""
    try:
        chat = await hearer.bot.get_chat(place.chat)
        me = await hearer.bot.get_chat_member(place.chat, hearer.me.id)
    except (BadRequest, Forbidden, ChatMigrated):
        return Spot(place, title or "?")
    topic = await hearer.house.keep.get(f"{TITLES} {place}") if place.thread is not None else None
    name = chat.title or title or "?"
    return Spot(place, f"{name}, {topic}" if topic else name, chat, me)


@dataclass(frozen=True, slots=True)
class Scene:
    """Somebody who sets a place up."""

    hearer: Hearer
    user: telegram.User
    spot: Spot
    is_admin: bool
    """Whether they are an administrator of its chat, by Telegram's word just now."""
    at: datetime
    t: Words

    @classmethod
    async def of(cls, hearer: Hearer, user: telegram.User, place: Place, at: datetime, title: str = "") -> "Scene":
        """Return the scene at a place. Raises: telegram.error.TelegramError."""
        spot = await spot_at(hearer, place, title)
        is_admin = spot.chat is not None and await _is_admin(hearer, place.chat, user.id)
        return cls(hearer, user, spot, is_admin, at, words(language_of(user) or hearer.house.language))

    @property
    def house(self) -> House:
        """What everything works with."""
        return self.hearer.house

    @property
    def keep(self) -> Keep:
        """Where plans wait until they are confirmed."""
        return self.house.keep

    @property
    def language(self) -> str:
        """What is spoken in the chat, as far as can be told: the language of whoever sets it up."""
        return language_of(self.user) or self.house.language

    async def managed(self) -> list[Actor]:
        """Return this person in each community that they manage. Raises: StorageError."""
        known = await known_as(self.house.store, PLATFORM, str(self.user.id))
        return [self._actor(one) for one in known if one.member.is_a(Role.MANAGER)]

    async def manager(self, community: str) -> Actor | None:
        """Return this person as a manager of a community, if they are one. Raises: StorageError."""
        return next((one for one in await self.managed() if one.member.community == community), None)

    async def brand(self, community: str) -> str:
        """Return the name of a community's brand. Raises: StorageError, Refusal `no_such`."""
        async with self.house.store.reading() as work:
            return (await work.people.community(community)).brand.name

    def _actor(self, person: Person) -> Actor:
        return Actor(person.member, person.account, self.at)


async def _is_admin(hearer: Hearer, chat: int, user: int) -> bool:
    """Tell whether somebody is an administrator; of those Telegram tells a bot that is none itself, too."""
    try:
        return any(one.user.id == user and runs_it(one) for one in await hearer.bot.get_chat_administrators(chat))
    except (BadRequest, Forbidden):
        return False
