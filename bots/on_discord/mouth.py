"""Discord's mouth, for the courier: what is said in channels, forums and private messages, and what replaces it."""

import base64
import binascii
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import discord

from bots.hearing import NotSentError
from bots.noting import note
from bots.on_discord.dress import Dress, Extras, dressed
from bots.on_discord.enclosed import Find
from bots.on_discord.failing import ARCHIVED, is_gone
from bots.on_discord.forum import Forum
from bots.on_discord.pace import Haste
from bots.on_discord.places import PLATFORM, Place, Places
from bots.on_discord.sending import Connection, Sender, Token
from bots.post import Post
from bots.words import words
from contests.model.member import Account
from contests.ports import Keep, Store

LIMIT_BYTES = discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES
"""What one file may have where we do not know the server."""
ANSWERED_FOR = timedelta(minutes=14)
"""How long the answer to an interaction can be changed: a minute less than Discord says."""
ENTRY = re.compile(r"[a-z2-7]{12}")


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


class Mouth:
    """Says in public, in private and on desks; changes what was said."""

    platform = PLATFORM

    def __init__(self, means: Means) -> None:
        """Speak with these means as soon as there is a connection."""
        self.connection = Connection(words(means.language))
        self._means = means
        self._sender = Sender(means.keep, self.connection)
        self._places = Places(means.store)

    async def say(self, place: str, post: Post, key: str) -> str:
        """Say something in a channel, a thread or a forum. Raises: NotSentError, StorageError."""
        at = self._place(place)
        colour = await self._places.colour(at)
        limit = self._limit(at)

        async def send(token: Token) -> str:
            dress = self._dressed(post, limit, colour, token.marker)
            channel = await self._channel(at)
            if isinstance(channel, discord.ForumChannel):
                return _where(await Forum(channel, self._sender, self.connection.me).post(post, dress))
            return await self._sent(self._messageable(at), dress, token)

        async def look(token: Token, after: discord.Object) -> str | None:
            channel, me = await self._channel(at), self.connection.me
            if isinstance(channel, discord.ForumChannel):
                found = await Forum(channel, self._sender, me).found(post, token, after)
            else:
                found = await self._sender.found(self._messageable(at), me, token, after)
            return _where(found) if found else None

        where = await self._sender.once(key, send, look)
        await note(self._means.store, post, PLATFORM, where)
        return where

    async def alert(self, place: str, post: Post, key: str) -> str:
        """Say something on the desk of a venue's place, or at a desk itself. Raises: NotSentError, StorageError."""
        venue = await self._places.venue(place)
        if venue is None:
            return await self.say(place, post, key)
        if venue.desk is None:
            raise NotSentError(self.connection.t._("This place has no channel for its team."), final=True)
        return await self.say(venue.desk, post, key)

    async def whisper(self, account: Account, post: Post, key: str) -> str:
        """Say something to one person in private. Raises: NotSentError, StorageError."""
        colour = await self._places.colour_of(account.community)

        async def channel() -> discord.DMChannel:
            client = self.connection.now()
            return await self._sender.call(lambda: client.create_dm(discord.Object(_number(account.handle, self))))

        async def send(token: Token) -> str:
            return await self._sent(await channel(), self._dressed(post, LIMIT_BYTES, colour, token.marker), token)

        async def look(token: Token, after: discord.Object) -> str | None:
            found = await self._sender.found(await channel(), self.connection.me, token, after)
            return _where(found) if found else None

        where = await self._sender.once(key, send, look)
        await note(self._means.store, post, PLATFORM, where, private_to=account.id)
        return where

    async def replace(self, where: str, post: Post) -> None:
        """Put a message in the place of one that was said; one that is gone needs none. Raises: NotSentError."""
        in_what, _, message = where.rpartition("/")
        is_answer = in_what.startswith("~")
        if is_answer and _is_over(in_what[1:], message):
            return
        edit = self._answer_edit if is_answer else self._message_edit
        with suppress(_GoneError):
            await self._sender.surely(lambda: self._unless_gone(lambda: edit(in_what.lstrip("~"), message, post)))

    async def _unless_gone(self, edit: Callable[[], Awaitable[None]]) -> None:
        try:
            await edit()
        except discord.HTTPException as error:
            if is_gone(error):
                raise _GoneError from error
            raise

    async def _message_edit(self, channel: str, message: str, post: Post) -> None:
        client = self.connection.now()
        guild = getattr(await self._channel(Place(0, int(channel))), "guild", None)  # a private message has none
        at = Place(guild.id if guild else 0, int(channel))
        dress = self._dressed(post, self._limit(at), await self._places.colour(at), None)
        shown = client.get_partial_messageable(int(channel)).get_partial_message(int(message))

        async def edit() -> None:
            await shown.edit(view=dress.view, attachments=dress.files(), allowed_mentions=dress.mentions)

        try:
            await self._sender.call(edit, Haste.EDIT)
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            await self._sender.call(lambda: client.http.edit_channel(int(channel), archived=False), Haste.EDIT)
            await self._sender.call(edit, Haste.EDIT)

    async def _answer_edit(self, token: str, message: str, post: Post) -> None:
        client = self.connection.now()
        dress = self._dressed(post, LIMIT_BYTES, None, None)
        webhook = discord.Webhook.partial(client.application_id or 0, token, client=client)
        shown: int = message if message == "@original" else int(message)  # type: ignore[assignment] # a word that stands for an id
        await self._sender.call(
            lambda: webhook.edit_message(
                shown, view=dress.view, attachments=dress.files(), allowed_mentions=dress.mentions
            ),
            Haste.EDIT,
        )

    async def _sent(self, channel: discord.abc.Messageable, dress: Dress, token: Token) -> str:
        sent = await self._sender.call(
            lambda: channel.send(
                view=dress.view, files=dress.files(), nonce=token.nonce, allowed_mentions=dress.mentions
            )
        )
        return _where(sent)

    def _dressed(self, post: Post, limit: int, colour: str | None, marker: int | None) -> Dress:
        entry = ENTRY.search(post.shows[0]) if len(post.shows) == 1 else None
        page = f"{self._means.address}/gallery/entries/{entry[0]}" if entry and self._means.address else ""
        extras = Extras(self._means.language, page, marker)
        return dressed(post, self._means.find, limit_bytes=limit, colour=colour, extras=extras)

    def _place(self, place: str) -> Place:
        try:
            return Place.read(place)
        except ValueError:
            raise NotSentError(
                self.connection.t._("This is no place on Discord: {place}", place=place), final=True
            ) from None

    def _limit(self, at: Place) -> int:
        client = self.connection.client
        guild = client.get_guild(at.guild) if client else None
        return guild.filesize_limit if guild else LIMIT_BYTES

    def _messageable(self, at: Place) -> discord.PartialMessageable:
        return self.connection.now().get_partial_messageable(at.channel, guild_id=at.guild)

    async def _channel(self, at: Place) -> object:
        """Return a channel as the client knows it, or as Discord says."""
        client = self.connection.now()
        return client.get_channel(at.channel) or await self._sender.call(lambda: client.fetch_channel(at.channel))


class _GoneError(Exception):
    """What was to be changed is not there any more."""


def _where(message: discord.Message) -> str:
    return f"{message.channel.id}/{message.id}"


def _number(handle: str, mouth: Mouth) -> int:
    if not handle.isdecimal():
        raise NotSentError(mouth.connection.t._("That person's Discord account is not there any more."), final=True)
    return int(handle)


def _is_over(token: str, message: str) -> bool:
    """Tell whether an answer can surely not be changed any more; Discord counts every vain try against us.

    A token begins with the interaction's id, which says when it was made, as a message's own id does.
    """
    made = int(message) if message.isdecimal() else 0
    with suppress(ValueError, binascii.Error, IndexError):
        made = made or int(base64.b64decode(token + "=" * (-len(token) % 4)).split(b":")[1])
    return bool(made) and discord.utils.snowflake_time(made) < discord.utils.utcnow() - ANSWERED_FOR
