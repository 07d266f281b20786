"""Telegram's mouth, for the courier: what is said in groups, topics and private chats, and what replaces it."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bots.hearing import NotSentError, UnsureError
from bots.noting import note
from bots.on_telegram.enclosed import Find
from bots.on_telegram.failing import is_gone, is_shut
from bots.on_telegram.limiter import Haste, RateLimit
from bots.on_telegram.places import PLATFORM, Place, Places, Where
from bots.on_telegram.posting import Manner, Poster, Step, where_of
from bots.on_telegram.sending import Connection, Migrate, Sender
from bots.post import Post
from bots.words import MARK, MARK_END, words
from contests.model.member import Account
from contests.ports import Keep, Store
from contests.refusals import Refusal

ENTRY = re.compile(r"[a-z2-7]{12}")
MENTIONED = re.compile(rf"{MARK}@([0-9]+){MARK_END}")


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Means:
    """What speaking needs of the house."""

    store: Store
    keep: Keep
    find: Find
    """Finds where a stored file lies."""
    language: str = "en"
    """The operator's, for what only managers and operators read."""
    address: str = ""
    """Where the gallery is for everybody, or nothing where people out there cannot reach it."""
    migrate: Migrate | None = None
    """Moves what is kept of a group to the supergroup that it became."""
    now: Callable[[], datetime] = _utc_now


class Mouth:
    """Says in public, in private and on desks; changes what was said."""

    platform = PLATFORM

    def __init__(self, means: Means) -> None:
        """Speak with these means as soon as there is a connection."""
        self.connection = Connection(words(means.language))
        self._means = means
        self._sender = Sender(means.keep, self.connection, means.now, means.migrate)
        self._places = Places(means.store)
        self._poster: tuple[ExtBot[RateLimit], Poster] | None = None

    async def say(self, place: str, post: Post, key: str) -> str:
        """Say something in a group or a topic; a standing notice changes in its place. Raises: NotSentError.

        Raises StorageError, too.
        """
        at = self._place(place)
        manner = await self._manner(at, post)
        if post.notice:
            where = await self._noticed(at, post, key, manner)
        else:
            where = await self._said(at, post, key, manner)
        await note(self._means.store, post, PLATFORM, where)
        return where

    async def alert(self, place: str, post: Post, key: str) -> str:
        """Say something on the desk of a venue's place, or at a desk itself. Raises: NotSentError, StorageError."""
        venue = await self._places.venue(place)
        if venue is None:
            return await self.say(place, post, key)
        if venue.desk is None:
            raise NotSentError(self.connection.t._("This place has no chat for its team."), final=True)
        return await self.say(venue.desk, post, key)

    async def whisper(self, account: Account, post: Post, key: str) -> str:
        """Say something to one person in private, again where it may have been lost. Raises: NotSentError.

        Raises StorageError, too.
        """
        if not account.handle.isdecimal():
            raise NotSentError(self.connection.t._("That person's Telegram account is not there any more."), final=True)
        at, poster = Place(int(account.handle)), self._now()
        language = account.language or await self._language_of(account)
        steps = poster.steps(at, post, Manner(language=language, page=self._page(post)))
        where = where_of(at, await self._sender.once(key, steps, at.chat, may_double=True))
        await note(self._means.store, post, PLATFORM, where, private_to=account.id)
        return where

    async def replace(self, where: str, post: Post) -> None:
        """Put a message in the place of one that was said; one that is gone needs none. Raises: NotSentError."""
        old = self._where(where)
        manner = await self._manner(Place(old.chat), post, Haste.EDIT)
        with suppress(_GoneError):
            now = await self._put(where, post, manner)
            if now != where:
                account = await self._account_at(where, post)
                await note(self._means.store, post, PLATFORM, now, private_to=account)

    async def is_not_there(self, key: str) -> None:
        """Take it that nothing was said under a key: the next time it is said. Raises: StorageError."""
        await self._sender.is_not_there(key)

    async def _said(self, at: Place, post: Post, key: str, manner: Manner) -> str:
        steps = self._now().steps(at, post, manner)
        return where_of(at, await self._once(at, key, steps))

    async def _noticed(self, at: Place, post: Post, key: str, manner: Manner) -> str:
        """Begin a standing notice, or put what is said now into its place and ping: an edit alone tells nobody.

        An edit may be made again and again; the ping goes out once.
        """
        row = f"telegram notice {at} {post.notice}"
        standing = await self._means.keep.get(row) if post.ping else None
        if standing and await self._sender.said(key) is None:
            with suppress(_GoneError):
                where = await self._put(standing, post, replace(manner, is_one=True))
                await self._means.keep.put(row, where)
                carries = not self._now().is_one(post, manner)
                await self._ping(at, post, key, replace(manner, reply_to=Where.read(where).message), carries=carries)
                return where
        where = await self._said(at, post, key, manner)
        await self._means.keep.put(row, where)
        if set(MENTIONED.findall(post.ping)) - set(MENTIONED.findall(post.text)):
            await self._ping(at, post, key, replace(manner, reply_to=Where.read(where).message))
        return where

    async def _ping(self, at: Place, post: Post, key: str, manner: Manner, *, carries: bool = False) -> None:
        """Tell people of a notice, with the pictures that found no room in it where it `carries` them."""
        shown = (post.pictures, post.media) if carries else ((), ())
        ping = Post(post.ping, private=False, mentions=post.mentions, pictures=shown[0], media=shown[1])
        await self._once(at, f"{key} ping", self._now().steps(at, ping, manner))

    async def _once(self, at: Place, key: str, steps: Sequence[Step]) -> list[int]:
        return await self._sender.once(key, steps, at.chat)

    async def _put(self, where: str, post: Post, manner: Manner) -> str:
        """Put a post in the place of one; an edit whose answer was lost is simply made again. Raises: NotSentError."""
        old, poster = self._where(where), self._now()

        async def put() -> str:
            try:
                return await poster.put(where, post, manner)
            except (BadRequest, Forbidden) as error:
                if is_gone(error) or (old.chat > 0 and is_shut(error)):
                    raise _GoneError from error
                raise

        try:
            return await self._sender.surely(put, old.chat)
        except UnsureError as unsure:
            raise NotSentError(unsure.why, final=False) from unsure

    async def _manner(self, at: Place, post: Post, haste: Haste = Haste.ANNOUNCEMENT) -> Manner:
        language = await self._places.language(at)
        names = await self._names(at, post) if post.mentions else {}
        return Manner(haste, language=language or self._means.language, page=self._page(post), names=names)

    async def _names(self, at: Place, post: Post) -> Mapping[str, str]:
        """Return what those are called whom a post names, in the community of a place."""
        near = {one.community for one in await self._places.in_chat(at.chat)}
        async with self._means.store.reading() as work:
            known = await work.people.known_at(PLATFORM, post.mentions)
        return {account.handle: member.name for account, member in known if account.community in near}

    async def _language_of(self, account: Account) -> str:
        async with self._means.store.reading() as work:
            try:
                return (await work.people.community(account.community)).language
            except Refusal:  # it is gone
                return self._means.language

    async def _account_at(self, where: str, post: Post) -> str | None:
        """Return the account that alone sees a message."""
        async with self._means.store.reading() as work:
            for subject in post.shows:
                for one in await work.showings.of(subject):
                    if one.where == where:
                        return one.private_to
        return None

    def _page(self, post: Post) -> str:
        """Return where the entry that a post shows can be seen by everybody."""
        entry = ENTRY.search(post.shows[0]) if len(post.shows) == 1 else None
        return f"{self._means.address}/gallery/entries/{entry[0]}" if entry and self._means.address else ""

    def _place(self, place: str) -> Place:
        try:
            return Place.read(place)
        except ValueError:
            raise self._no_place(place) from None

    def _where(self, where: str) -> Where:
        try:
            return Where.read(where)
        except ValueError:
            raise self._no_place(where) from None

    def _no_place(self, place: str) -> NotSentError:
        return NotSentError(self.connection.t._("This is no place on Telegram: {place}", place=place), final=True)

    def _now(self) -> Poster:
        """Return what posts as the bot that runs now. Raises: NotSentError."""
        bot = self.connection.now()
        if self._poster is None or self._poster[0] is not bot:
            self._poster = bot, Poster(bot, self._means.find, self._means.language, self._means.address)
        return self._poster[1]


class _GoneError(Exception):
    """What was to be changed is not there any more."""
