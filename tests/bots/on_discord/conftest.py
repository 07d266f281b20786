"""A store, a loopback Discord, and our mouth between them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.on_discord.mouth import Means
from bots.on_discord.speaker import DiscordSpeaker
from contests.model.community import Brand, Community, Venue
from contests.model.member import Account, Member
from storage.store import SqlStore, open_store
from tests.benches import lent_benches  # noqa: F401 - a fixture for every test here
from tests.platforms.bare_bot import BareBot, running
from tests.platforms.discord_server import Channel, DiscordServer, Guild, Person, loopback_discord
from tests.storage.engines import migrated_in

BEGAN = datetime(2026, 11, 25, 12, tzinfo=UTC)
COMMUNITY = "c" * 12


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(migrated_in(tmp_path / "prosument.db"), secret=b"a secret of the tests")
    async with opened.work() as work:
        await work.people.save_community(Community(COMMUNITY, Brand("Sunrise", "#C0392B"), "en", "UTC"))
    yield opened
    await opened.close()


@pytest.fixture
async def discord_server() -> AsyncIterator[DiscordServer]:
    async with loopback_discord() as server:
        yield server


@dataclass(frozen=True)
class Town:
    """A server with a venue in it, and our speaker, connected."""

    server: DiscordServer
    guild: Guild
    main: Channel
    forum: Channel
    desk: Channel
    cleo: Person
    store: SqlStore
    speaker: DiscordSpeaker
    bot: BareBot

    def place(self, channel: Channel) -> str:
        return f"{self.guild.id}/{channel.id}"

    def account(self, person: Person) -> Account:
        return Account("a" * 12, COMMUNITY, "m" * 12, "discord", str(person.id), None)

    def anew(self) -> DiscordSpeaker:
        """A speaker as of a process that was started again, connected."""
        again = DiscordSpeaker(Means(self.store, self.store.keep, lambda _: None))
        again.connection.client = self.bot
        return again


def venue_of(guild: Guild, main: Channel, desk: Channel | None, forum: Channel | None) -> Venue:
    return Venue(
        id="v" * 12,
        community=COMMUNITY,
        platform="discord",
        place=f"{guild.id}/{main.id}",
        title="contest",
        language="en",
        joined_at=BEGAN,
        gallery=f"{guild.id}/{forum.id}" if forum else None,
        desk=f"{guild.id}/{desk.id}" if desk else None,
    )


@pytest.fixture
async def town(store: SqlStore, discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[Town]:
    guild = discord_server.guild("Sunrise fans")
    main, desk = guild.channel("contest"), guild.channel("team")
    forum = guild.channel("gallery", "forum", tags=["Pictures", "Words only"])
    cleo = guild.let_in(discord_server.person("Cleo"))
    async with store.work() as work:
        await work.people.save_venue(venue_of(guild, main, desk, forum))
        member = Member("m" * 12, COMMUNITY, "Cleo", BEGAN)
        await work.people.save_member(member)
        await work.people.save_account(Account("a" * 12, COMMUNITY, member.id, "discord", str(cleo.id), None))
    (tmp_path / "cup.png").write_bytes(b"\x89PNG a cup")
    async with running(discord_server) as bot:
        speaker = DiscordSpeaker(Means(store, store.keep, lambda one: tmp_path / f"{one.media}.png"))
        speaker.connection.client = bot
        yield Town(discord_server, guild, main, forum, desk, cleo, store, speaker, bot)


async def told(town: Town) -> None:
    """Wait until the client knows what the server has told of: an event that comes after all of it."""
    heard = town.bot.wait_for("guild_channel_create", timeout=5)
    town.guild.channel("told")
    await heard
