"""Posts in forum channels: one for each message, named by it, and sorted under the forum's own tags."""

from collections.abc import AsyncIterator

import discord

from bots.on_discord.dress import Dress, shortened_to
from bots.on_discord.literal import plain
from bots.on_discord.sending import LOOKED_THROUGH, Sender, Token, is_ours
from bots.post import Post

LONGEST_NAME = 100
LONGEST_TAG = 20
MOST_TAGS, MOST_APPLIED = 20, 5


class Forum:
    """One forum channel."""

    def __init__(self, channel: discord.ForumChannel, sender: Sender, me: int) -> None:
        """Post in this channel; `me` is our own user id."""
        self._channel, self._sender, self._me = channel, sender, me

    async def post(self, post: Post, dress: Dress) -> discord.Message:
        """Post a message as a thread of its own. Raises: discord.HTTPException, TimeoutError, OSError."""
        tags = await self._tags(post)
        made = await self._sender.call(
            lambda: self._channel.create_thread(
                name=name_of(post),
                view=dress.view,
                files=dress.files(),
                allowed_mentions=dress.mentions,
                applied_tags=tags,
            )
        )
        return made.message

    async def found(self, post: Post, token: Token, after: discord.Object) -> discord.Message | None:
        """Look for the post of a token. Raises: discord.HTTPException, TimeoutError, OSError."""
        async for thread in self._threads():
            is_likely = thread.owner_id == self._me and thread.id > after.id and thread.name == name_of(post)
            if is_likely and (message := await self._first_of(thread)) and is_ours(message, self._me, token):
                return message
        return None

    async def _threads(self) -> AsyncIterator[discord.Thread]:
        for thread in await self._sender.call(self._channel.guild.active_threads):
            if thread.parent_id == self._channel.id:
                yield thread
        async for thread in self._channel.archived_threads(limit=LOOKED_THROUGH // 5):
            yield thread

    async def _first_of(self, thread: discord.Thread) -> discord.Message | None:
        try:
            return await self._sender.call(lambda: thread.fetch_message(thread.id))
        except discord.NotFound:  # its first message was deleted
            return None

    async def _tags(self, post: Post) -> list[discord.ForumTag]:
        """Return the forum's tags of these names, letter case aside; missing ones are made if we may."""
        wanted = {plain(name).strip()[:LONGEST_TAG].strip().casefold(): name for name in post.tags}
        wanted.pop("", None)
        there = {tag.name.casefold(): tag for tag in self._channel.available_tags}
        tags = [there[name] for name in wanted if name in there]
        for name, said in wanted.items():
            if name not in there and len(there) < MOST_TAGS and self._may_make_tags():
                there[name] = await self._made(plain(said).strip()[:LONGEST_TAG].strip())
                tags.append(there[name])
        return tags[:MOST_APPLIED]

    async def _made(self, name: str) -> discord.ForumTag:
        return await self._sender.call(lambda: self._channel.create_tag(name=name))

    def _may_make_tags(self) -> bool:
        return self._channel.permissions_for(self._channel.guild.me).manage_channels


def name_of(post: Post) -> str:
    """Return what a post is called in a forum: its title, else its first line."""
    return shortened_to(LONGEST_NAME, post.title or post.text.strip().partition("\n")[0])
