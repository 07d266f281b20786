"""The token is in no log, at any level: whatever fails, and whoever logs it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator

import pytest
from telegram.error import TelegramError

from bots.logs import JsonLines, TextLines
from bots.on_telegram.bot import bot_of
from bots.on_telegram.quiet import Quiet, hushed, without_tokens
from tests.platforms.telegram_server import TelegramServer, loopback_telegram

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake"  # noqa: S105 - of nobody


class Everything(logging.Handler):
    """Keeps all that is logged as a plain log shows it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        for one in (logging.Formatter(), TextLines(()), JsonLines(())):
            self.lines.append(one.format(record))


@pytest.fixture
def everything() -> Iterator[Everything]:
    handler = Everything()
    loggers = [logging.getLogger(name) for name in ("", "aiohttp", "asyncio", "httpx", "telegram")]
    levels = [one.level for one in loggers]
    logging.getLogger().addHandler(handler)
    for one in loggers:  # also those that our own log wants to hear less of
        one.setLevel(logging.DEBUG)
    yield handler
    logging.getLogger().removeHandler(handler)
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with loopback_telegram() as opened:
        yield opened


async def test_at_debug_with_every_fault_the_token_is_nowhere(server: TelegramServer, everything: Everything) -> None:
    ann = server.person("Ann")
    await ann.start()
    asyncio.get_running_loop().set_debug(True)
    with hushed(server.token):
        bot = bot_of(server.token, server.api_url)
        await bot.initialize()
        for fault in ("500", "502 html", "cut before", "cut after", "429"):
            server.faults.add("sendMessage", fault, 1, seconds=30)
            await logged(bot.send_message(ann.id, fault))
        await bot.shutdown()
        await logged(bot.send_message(ann.id, "closed"))
        wrong = bot_of(TOKEN, server.api_url)
        await logged(wrong.initialize())
        await wrong.shutdown()
        for base in ("http://127.0.0.1:1", "http://nowhere.invalid", "nothing://there", "http://127.0.0.1:999999"):
            broken = bot_of(server.token, base)
            await logged(broken.initialize())
            await broken.shutdown()
    asyncio.get_running_loop().set_debug(False)
    assert len(everything.lines) > 60
    assert [one for one in everything.lines if server.token in one or server.token.partition(":")[2] in one] == []
    assert [one for one in everything.lines if TOKEN in one] == []


async def logged(call: object) -> None:
    """Log what becomes of a call, as the supervisor does."""
    try:
        await call  # type: ignore[misc]  # whatever the library hands out
    except (TelegramError, RuntimeError):
        logging.getLogger("bots.supervisor").exception("telegram was lost")


def test_the_filter_blanks_messages_arguments_and_what_was_raised() -> None:
    quiet = Quiet("a-copied-secret")
    try:
        raise ValueError(f"at https://api.telegram.org/bot{TOKEN}/getMe")  # noqa: TRY301 - for the traceback of it
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("httpx", logging.INFO, __file__, 1, "to %s with %s", (TOKEN, "a-copied-secret"), info)
    assert quiet.filter(record)
    shown = logging.Formatter().format(record) + TextLines(()).format(record) + str(record.args) + str(record.msg)
    assert TOKEN not in shown
    assert "a-copied-secret" not in shown
    assert "ValueError" in shown


def test_what_holds_no_secret_is_left_as_it_is() -> None:
    record = logging.LogRecord("a", logging.INFO, __file__, 1, "%d of %s", (5, "12:30"), None)
    assert Quiet("").filter(record)
    assert (record.msg, record.args) == ("%d of %s", (5, "12:30"))
    assert (
        without_tokens("https://core.telegram.org/bots/api at 12:30") == "https://core.telegram.org/bots/api at 12:30"
    )


def test_after_it_the_loggers_are_as_before() -> None:
    before = {name: list(logging.getLogger(name).filters) for name in ("telegram", "telegram.Bot", "aiohttp.client")}
    with hushed(TOKEN):
        assert logging.getLogger("telegram").filters != before["telegram"]
    assert {name: list(logging.getLogger(name).filters) for name in before} == before
