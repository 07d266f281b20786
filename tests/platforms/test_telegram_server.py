"""The loopback Telegram as the unmodified python-telegram-bot and its people meet it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ExtBot

from tests.platforms.telegram_server import Group, Person, TelegramServer, loopback_telegram

Bot = ExtBot[None]


def bot_of(server: TelegramServer, token: str | None = None) -> Bot:
    return ExtBot(token or server.token, base_url=f"{server.api_url}/bot", base_file_url=f"{server.api_url}/file/bot")


@dataclass
class Stage:
    """One group with the bot as a plain member, its owner, a member, and the library's own bot."""

    server: TelegramServer
    group: Group
    owner: Person
    cleo: Person
    bot: Bot
    offset: int = field(default=0)

    async def heard(self, count: int = 1) -> list[Update]:
        """Fetch so many updates, and confirm what came before."""
        found: list[Update] = []
        while len(found) < count:
            got = await self.bot.get_updates(offset=self.offset, timeout=5, allowed_updates=[*Update.ALL_TYPES])
            assert got, f"only {len(found)} updates"
            found += got
            self.offset = got[-1].update_id + 1
        return found


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with loopback_telegram() as server:
        owner, cleo = server.person("Olga"), server.person("Cleo", "de")
        group = server.group("Sunrise fans", owner=owner)
        group.let_in(cleo)
        group.add_bot()
        async with bot_of(server) as bot:
            stage = Stage(server, group, owner, cleo, bot)
            await stage.heard(2)
            yield stage


async def test_somebody_starts_the_bot_and_is_answered(stage: Stage) -> None:
    await stage.cleo.start("entry-1")
    (update,) = await stage.heard()
    assert update.message is not None
    assert update.message.text == "/start entry-1"
    assert update.message.from_user is not None
    assert update.message.from_user.language_code == "de"
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="b1:go")]])
    await stage.bot.send_message(stage.cleo.id, "hello <Cleo> @olga", reply_markup=keyboard)
    (answer,) = await stage.cleo.until(1)
    assert answer.text == "hello <Cleo> @olga"
    assert answer.links == ["@olga"]
    assert answer.pinged == set()
    pressing = asyncio.create_task(stage.cleo.press(answer, "Go"))
    (update,) = await stage.heard()
    assert update.callback_query is not None
    assert update.callback_query.data == "b1:go"
    await update.callback_query.answer("done", show_alert=True)
    pressed = await pressing
    assert (pressed.answer_text, pressed.is_alert, pressed.is_answered) == ("done", True, True)
    await update.callback_query.edit_message_text("changed")
    (changed,) = await stage.cleo.until(1)
    assert (changed.text, changed.buttons, changed.is_edited) == ("changed", [], True)
    assert changed.edits[0].words == "hello <Cleo> @olga"


async def test_a_group_is_spoken_in_and_privacy_hides_what_is_not_for_the_bot(stage: Stage) -> None:
    await stage.cleo.say(stage.group, "just chatting")
    await stage.cleo.say(stage.group, "/vote@another_bot")
    await stage.cleo.say(stage.group, "/vote")
    (update,) = await stage.heard()
    assert update.message is not None
    assert update.message.text == "/vote"
    sent = await stage.bot.send_message(stage.group.id, "Vote, @cleo", reply_to_message_id=update.message.id)
    assert sent.reply_to_message is not None
    assert stage.group.messages[-1].pinged == {stage.cleo.id}
    assert [one.text for one in stage.owner.sees(stage.group)][-1] == "Vote, @cleo"


async def test_a_wrong_token_is_not_let_in(stage: Stage) -> None:
    async with asyncio.timeout(5):
        with pytest.raises(telegram.error.InvalidToken):
            await bot_of(stage.server, "123:wrong").initialize()
