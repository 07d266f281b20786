"""The bots that are pressed: a plain one, two bare ones, and Prosument; all hear by discord.py's own gateway object."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

import discord

from tests.benchmarks.baselines import UPSERT, CommitPerVote
from tests.benchmarks.discord_stub import LONG, Frames, Stub, gateway_of
from tests.benchmarks.presses import Press, Size


def handle_of(member: str) -> str:
    """Return the id on Discord of a member."""
    return f"9{int(member.removeprefix('member')):017d}"


def member_of(handle: int) -> str:
    """Return the member whom Discord knows by an id."""
    return f"member{handle - 9 * 10**17:06d}"


class Pressed:
    """A client that is pressed."""

    def __init__(self, client: discord.Client, frames: Frames, stub: Stub) -> None:
        """Press the buttons of this client's messages."""
        self.client, self._frames, self._stub = client, frames, stub
        self._gateway = gateway_of(client)
        self.pressed = 0

    async def cast(self, press: Press) -> bool:
        """Give the client a press's frame, and return when its answer has come."""
        self.pressed += 1
        frame, number = self._frames.of(press, handle_of(press.member))
        answered = self._stub.wait_for(number)
        await self._gateway.received_message(frame)
        await answered
        return True


class Votes(CommitPerVote):
    """A plain bot's votes: one aiosqlite connection, a lock around it, a commit for every vote, and no audit."""

    async def cast(self, press: Press) -> bool:
        """Store one vote."""
        async with self._lock:
            await self.connection.execute(UPSERT, press)
            await self.connection.commit()
        return True


def button(votes: Votes | None, *, edits: bool = False) -> type[discord.ui.DynamicItem[Any]]:
    """Return a button as the library's documents make one that outlives a restart.

    Without votes it only defers; or it `edits` the message into the next one, as Prosument does, and stores nothing.
    """

    class Vote(
        discord.ui.DynamicItem[discord.ui.Button[Any]],
        template=re.compile(r"(?P<verb>approve|pass|back|done):(?P<id>.+)"),
    ):
        def __init__(self, verb: str, entry: str) -> None:
            super().__init__(discord.ui.Button(label=verb.title(), custom_id=f"{verb}:{entry}"))
            self.press = verb, entry

        @classmethod
        async def from_custom_id(cls, _: object, __: object, match: "re.Match[str]", /) -> Self:
            return cls(match["verb"], match["id"])

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            if edits:
                await interaction.response.edit_message(view=ballot(Vote))
                return
            if votes is None:
                await interaction.response.defer()
                return
            verb, entry = self.press
            await votes.cast(Press(member_of(interaction.user.id), entry, verb))
            await interaction.response.edit_message(content=f"Noted: {verb}. It can be changed until the close.")

    return Vote


def ballot(vote: Callable[[str, str], discord.ui.Item[Any]]) -> discord.ui.LayoutView:
    """Return what is shown next: a text, and four buttons."""
    row = discord.ui.ActionRow[Any](*(vote(verb, "entry0000003") for verb in ("approve", "pass", "back", "done")))
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container[Any](discord.ui.TextDisplay(LONG), row))
    return view


@asynccontextmanager
async def library(stub: Stub, votes: Votes | None, *, edits: bool = False) -> AsyncIterator[Pressed]:
    """Run (a); or (b) bare discord.py that only acknowledges, or (b2) that edits the message."""
    client = discord.AutoShardedClient(intents=discord.Intents(guilds=True), max_messages=None)
    client.add_dynamic_items(button(votes, edits=edits))
    async with client:
        await client.login("a token")
        yield Pressed(client, Frames("", is_v2=edits), stub)


@asynccontextmanager
async def plain(stub: Stub, folder: Path, size: Size) -> AsyncIterator[Pressed]:
    """Run (a) over a table in which everybody has passed on everything."""
    votes = Votes()
    await votes.open(folder / "plain-bot.db", size)
    async with library(stub, votes) as pressed:
        yield pressed
    await votes.connection.close()
