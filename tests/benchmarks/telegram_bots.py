"""The bots that are pressed on Telegram: a plain one, two bare ones, and Prosument; each polls the same stub."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes
from telegram.request import BaseRequest

from bots.on_telegram.transport import AiohttpRequest
from tests.benchmarks.discord_bots import Votes
from tests.benchmarks.discord_stub import LONG
from tests.benchmarks.presses import Press, Size
from tests.benchmarks.telegram_stub import TOKEN, Stub, member_of

VERBS = ("approve", "pass", "back", "done")


class Pressed:
    """A bot that is pressed."""

    def __init__(self, stub: Stub, token: str) -> None:
        """Press the buttons of this bot's messages."""
        self._stub, self._token = stub, token
        self.pressed = 0

    async def cast(self, press: Press) -> bool:
        """Press a button, and return when its query was answered."""
        self.pressed += 1
        await self._stub.press(self._token, press)
        return True


def token_of(name: str) -> str:
    """Return a token of a bot's own."""
    return f"{TOKEN}-{name}"


@asynccontextmanager
async def library(
    stub: Stub, name: str, votes: Votes | None, request: type[BaseRequest] | None, *, edits: bool = False
) -> AsyncIterator[Pressed]:
    """Run (a), or (b) a bot that only answers and (b2) `edits`, by a transport of its own or by the stock one."""
    builder = ApplicationBuilder().token(token_of(name)).concurrent_updates(True).base_url(f"{stub.api}/bot")  # noqa: FBT003 - the library's own
    if request is not None:
        builder = builder.request(request()).get_updates_request(request())
    application = builder.job_queue(None).build()
    application.add_handler(CallbackQueryHandler(_handler(votes, edits=edits)))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(allowed_updates=["callback_query"])
        try:
            yield Pressed(stub, token_of(name))
        finally:
            await application.updater.stop()
            await application.stop()


def _handler(votes: Votes | None, *, edits: bool):  # type: ignore[no-untyped-def]  # noqa: ANN202 - the library's type is longer than this
    async def pressed(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        if edits:
            await asyncio.gather(query.answer(), query.edit_message_text(LONG, reply_markup=_keyboard()))
            return
        if votes is None:
            await query.answer()
            return
        verb, entry = str(query.data).removeprefix("b1:").split(":")
        await votes.cast(Press(member_of(query.from_user.id), entry, verb))
        await query.answer(f"Noted: {verb}. It can be changed until the close.")

    return pressed


def _keyboard() -> InlineKeyboardMarkup:
    """Return the four buttons under what is shown next."""
    pressed = [InlineKeyboardButton(one, callback_data=f"b1:{one}:entry0000003") for one in VERBS]
    return InlineKeyboardMarkup([pressed[:2], pressed[2:]])


@asynccontextmanager
async def plain(stub: Stub, folder: Path, size: Size) -> AsyncIterator[Pressed]:
    """Run (a) over a table in which everybody has passed on everything."""
    votes = Votes()
    await votes.open(folder / "plain-telegram-bot.db", size)
    async with library(stub, "plain", votes, None) as pressed:
        yield pressed
    await votes.connection.close()


@asynccontextmanager
async def bare(stub: Stub, *, edits: bool = False) -> AsyncIterator[Pressed]:
    """Run (b), or (b2) that `edits`, on the transport that Prosument has, too."""
    async with library(stub, "alike" if edits else "bare", None, AiohttpRequest, edits=edits) as pressed:
        yield pressed


__all__ = ["Application", "Pressed", "bare", "plain", "token_of"]
