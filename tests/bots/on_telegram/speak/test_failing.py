"""What each failure means: never, later, or nobody knows; over the stock transport."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bots.hearing import NotSentError, UnsureError
from bots.on_telegram.failing import SENTENCES, has_no_text, is_gone, is_late, is_unchanged, lost
from bots.words import words
from tests.platforms.telegram_server import TelegramServer, loopback_telegram

T = words("en")


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with loopback_telegram() as opened:
        yield opened


async def failed(server: TelegramServer, request: HTTPXRequest, address: str = "") -> NotSentError:
    """Send a message that fails, and return what that means."""
    bot = ExtBot[None](server.token, base_url=f"{address or server.api_url}/bot", request=request)
    await request.initialize()
    try:
        with pytest.raises(TelegramError) as error:
            await bot.send_message(server.person("Cleo").id, "hello")
    finally:
        await request.shutdown()
    meaning = lost(error.value, T)
    assert meaning is not None
    return meaning


@pytest.mark.parametrize("fault", ["cut before", "cut after", "504", "504 after"])
async def test_of_what_was_written_and_never_answered_nobody_knows(server: TelegramServer, fault: str) -> None:
    server.faults.add("sendMessage", fault)
    assert isinstance(await failed(server, HTTPXRequest()), UnsureError)


async def test_nor_of_an_answer_that_comes_too_late(server: TelegramServer) -> None:
    server.faults.add("sendMessage", "delay", seconds=1)
    assert isinstance(await failed(server, HTTPXRequest(read_timeout=0.2)), UnsureError)


async def test_what_reached_nobody_is_tried_again(server: TelegramServer) -> None:
    for address in ("http://127.0.0.1:9", "http://nowhere.invalid"):
        meaning = await failed(server, HTTPXRequest(), address)
        assert (type(meaning), meaning.final) == (NotSentError, False)


async def test_nor_was_anything_written_while_every_connection_was_taken(server: TelegramServer) -> None:
    server.faults.add("getMe", "delay", seconds=1)
    request = HTTPXRequest(connection_pool_size=1, pool_timeout=0.1)
    bot = ExtBot[None](server.token, base_url=f"{server.api_url}/bot", request=request)
    await request.initialize()
    slow = asyncio.create_task(bot.get_me())
    await asyncio.sleep(0.2)
    with pytest.raises(TimedOut) as error:
        await bot.send_message(server.person("Cleo").id, "hello")
    await slow
    await request.shutdown()
    meaning = lost(error.value, T)
    assert type(meaning) is NotSentError
    assert not meaning.final


@pytest.mark.parametrize("fault", ["500", "502", "502 html", "503 html"])
async def test_a_fault_that_was_answered_is_tried_again(server: TelegramServer, fault: str) -> None:
    server.faults.add("sendMessage", fault)
    meaning = await failed(server, HTTPXRequest())
    assert (type(meaning), meaning.final) == (NotSentError, False)


def test_what_our_own_transport_says_of_an_error_that_it_keeps_back() -> None:
    assert isinstance(lost(NetworkError("aiohttp.ServerDisconnectedError: Server disconnected"), T), UnsureError)
    assert type(lost(NetworkError("aiohttp.ClientConnectorError: Cannot connect"), T)) is NotSentError


@pytest.mark.parametrize("sign", [sign for sign, _ in SENTENCES])
def test_what_telegram_refuses_has_a_sentence_that_is_no_jargon(sign: str) -> None:
    for error in (BadRequest(f"Bad Request: {sign}"), Forbidden(f"Forbidden: {sign.upper()}")):
        meaning = lost(error, T)
        assert meaning is not None
        assert meaning.final
        assert "refused" not in meaning.why
        assert meaning.why.endswith(".")


def test_the_rest_is_told_in_telegrams_words() -> None:
    meaning = lost(BadRequest("WEIRD_THING"), T)
    assert meaning is not None
    assert (meaning.why, meaning.final) == ("Telegram refused it: WEIRD_THING", True)


def test_a_wrong_token_may_be_mended() -> None:
    meaning = lost(InvalidToken("Unauthorized"), T)
    assert meaning is not None
    assert not meaning.final


def test_what_is_no_failure_of_sending_is_left() -> None:
    assert lost(KeyError("x"), T) is None


def test_some_refusals_are_none() -> None:
    assert is_unchanged(BadRequest("Message is not modified: specified new message content …"))
    assert is_gone(BadRequest("Message to edit not found"))
    assert is_late(BadRequest("Query is too old and response timeout expired or query id is invalid"))
    assert has_no_text(BadRequest("There is no text in the message to edit"))
    assert not is_gone(BadRequest("Chat not found"))
