"""A store, a loopback Telegram, and our mouth between them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram.ext import ExtBot

from bots.on_telegram.limiter import Limiter, RateLimit
from bots.on_telegram.mouth import Means
from bots.on_telegram.posting import Poster
from bots.on_telegram.speaker import TelegramSpeaker
from contests.model.community import Brand, Community, Venue
from contests.model.member import Account, Member
from storage.store import SqlStore, open_store
from tests.files.makers import png
from tests.platforms.telegram_server import RIGHTS, Group, Message, Person, TelegramServer, loopback_telegram
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
async def server() -> AsyncIterator[TelegramServer]:
    async with loopback_telegram() as opened:
        opened.limits_lifted = True
        yield opened


@dataclass
class Town:
    """A group with a venue in it, and our speaker, connected."""

    server: TelegramServer
    group: Group
    desk: Group
    olga: Person
    cleo: Person
    store: SqlStore
    shelf: Path
    bot: ExtBot[RateLimit]
    speaker: TelegramSpeaker
    poster: Poster

    @property
    def place(self) -> str:
        return str(self.group.id)

    @property
    def account(self) -> Account:
        return Account("a" * 12, COMMUNITY, "m" * 12, "telegram", str(self.cleo.id), None)

    @property
    def said(self) -> list[Message]:
        """What the bot said in the group."""
        return [one for one in self.group.messages if one.is_of_bot]

    def anew(self) -> TelegramSpeaker:
        """A speaker as of a process that was started again, connected."""
        again = TelegramSpeaker(Means(self.store, self.store.keep, self.find))
        again.connection.bot = self.bot
        return again

    def find(self, one: object) -> Path:
        return self.shelf / f"{getattr(one, 'media', '')}.png"

    def calls(self, method: str) -> int:
        return sum(one.method == method for one in self.server.calls)


def venue_of(group: Group, desk: Group | None, language: str = "en") -> Venue:
    return Venue(
        id="v" * 12,
        community=COMMUNITY,
        platform="telegram",
        place=str(group.id),
        title="contest",
        language=language,
        joined_at=BEGAN,
        desk=str(desk.id) if desk else None,
    )


@pytest.fixture
async def town(store: SqlStore, server: TelegramServer, tmp_path: Path) -> AsyncIterator[Town]:
    olga, cleo = server.person("Olga"), server.person("Cleo")
    group, desk = server.group("Sunrise fans", owner=olga), server.group("Team", owner=olga)
    group.let_in(cleo)
    group.add_bot(RIGHTS - {"can_post_messages", "can_edit_messages", "can_manage_direct_messages"})
    desk.add_bot()
    async with store.work() as work:
        await work.people.save_venue(venue_of(group, desk))
        member = Member("m" * 12, COMMUNITY, "Cleo", BEGAN)
        await work.people.save_member(member)
        await work.people.save_account(Account("a" * 12, COMMUNITY, member.id, "telegram", str(cleo.id), None))
    for name, colour in {"cup": "red", "sun": "orange", "sea": "teal"}.items():
        (tmp_path / f"{name}.png").write_bytes(png(colour=colour))
    bot = ExtBot[RateLimit](
        server.token,
        base_url=f"{server.api_url}/bot",
        base_file_url=f"{server.api_url}/file/bot",
        rate_limiter=Limiter(is_lifted=True),
    )
    async with bot:
        speaker = TelegramSpeaker(Means(store, store.keep, lambda one: tmp_path / f"{one.media}.png"))
        speaker.connection.bot = bot
        poster = Poster(bot, lambda one: tmp_path / f"{one.media}.png", "en")
        yield Town(server, group, desk, olga, cleo, store, tmp_path, bot, speaker, poster)
