"""The library's calls take their turns: what is overtaken is dropped, and a chat that is to rest rests alone."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram.error import BadRequest, RetryAfter
from telegram.ext import ExtBot

from bots.on_telegram.limiter import Haste, Limiter, RateLimit
from tests.platforms.telegram_server import Person, TelegramServer, loopback_telegram

Bot = ExtBot[RateLimit]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with loopback_telegram() as opened:
        yield opened


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    made = Bot(server.token, base_url=f"{server.api_url}/bot", rate_limiter=Limiter())
    async with made:
        yield made


async def started(server: TelegramServer, name: str) -> Person:
    person = server.person(name)
    await person.start()
    return person


def said(person: Person) -> list[str]:
    return [one.said for one in person.sees() if one.is_of_bot]


async def test_telegram_hardly_ever_has_to_ask_for_a_wait(server: TelegramServer, bot: Bot) -> None:
    cleo, dan = await started(server, "Cleo"), await started(server, "Dan")
    calls = [bot.send_message(one.id, f"{number}") for number in range(5) for one in (cleo, dan)]
    await asyncio.gather(*calls)
    assert sorted(said(cleo)) == sorted(said(dan)) == ["0", "1", "2", "3", "4"]
    assert server.limits.hits <= 2  # four without a pace; on a busy machine, calls bunch up on the way


async def test_what_is_asked_and_answered_never_waits(server: TelegramServer, bot: Bot) -> None:
    cleo = await started(server, "Cleo")
    async with asyncio.timeout(20):  # paced, they would take longer
        for _ in range(40):
            await bot.get_chat(cleo.id)
            await bot.send_chat_action(cleo.id, "typing")


async def test_an_edit_that_is_overtaken_is_as_if_done(server: TelegramServer, bot: Bot) -> None:
    cleo = await started(server, "Cleo")
    shown = await bot.send_message(cleo.id, "0")

    async def edit(text: str, haste: Haste = Haste.EDIT) -> object:
        limit = RateLimit(haste, supersede=f"{cleo.id}/{shown.message_id}")
        return await bot.edit_message_text(text, cleo.id, shown.message_id, rate_limit_args=limit)

    done = await asyncio.gather(edit("1"), edit("2"), edit("3"), edit("an answer", Haste.REPLY), edit("4"), edit("5"))
    assert said(cleo) == ["5"]
    (message,) = [one for one in cleo.sees() if one.is_of_bot]
    before = [one.words for one in message.edits]
    assert before[-1] == "an answer"
    assert not {"3", "4"} & set(before)
    assert done[2] is True
    assert done[4] is True


async def test_a_wait_that_is_asked_for_is_sat_out_by_that_chat_alone(server: TelegramServer, bot: Bot) -> None:
    cleo, dan = await started(server, "Cleo"), await started(server, "Dan")
    server.faults.add("sendMessage", "429", seconds=3, chat=cleo.id)
    to_cleo = asyncio.create_task(bot.send_message(cleo.id, "late"))
    async with asyncio.timeout(2.5):
        await bot.send_message(dan.id, "at once")
        assert said(cleo) == []
    await to_cleo
    assert (said(cleo), said(dan)) == (["late"], ["at once"])


async def test_of_a_long_wait_all_are_told_who_wait_for_that_chat(server: TelegramServer, bot: Bot) -> None:
    cleo, dan = await started(server, "Cleo"), await started(server, "Dan")
    server.faults.add("sendMessage", "429", seconds=300, chat=cleo.id)
    calls = [bot.send_message(cleo.id, f"{number}") for number in range(6)]
    lost = await asyncio.gather(*calls, return_exceptions=True)
    assert len([one for one in lost if isinstance(one, RetryAfter)]) >= 4  # two were under way with the first
    with pytest.raises(RetryAfter):
        await bot.send_message(cleo.id, "still")
    await bot.send_message(dan.id, "at once")
    assert said(dan) == ["at once"]


async def test_what_is_to_be_noted_is_noted_right_before_and_not_while_it_waits(
    server: TelegramServer, bot: Bot
) -> None:
    cleo, began, three = await started(server, "Cleo"), list[int](), asyncio.Event()

    async def send(number: int) -> None:
        async def before() -> None:
            began.append(number)
            if len(began) == 3:
                three.set()

        await bot.send_message(cleo.id, f"{number}", rate_limit_args=RateLimit(before=before))

    tasks = [asyncio.create_task(send(number)) for number in range(5)]
    await three.wait()
    given_up = [number for number in range(5) if number not in began]
    for number in given_up:
        tasks[number].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert given_up
    assert sorted(said(cleo)) == [f"{number}" for number in began]
    await send(9)
    assert not set(given_up) & set(began)


async def test_other_refusals_are_told_at_once(server: TelegramServer, bot: Bot) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(4711, "nobody")
    assert len(server.calls) == 2  # with getMe


async def test_lifted_it_holds_up_nothing(server: TelegramServer) -> None:
    server.limits_lifted = True
    cleo = await started(server, "Cleo")
    bot = Bot(server.token, base_url=f"{server.api_url}/bot", rate_limiter=Limiter(is_lifted=True))
    async with bot, asyncio.timeout(20):  # paced, they would take longer
        for number in range(30):
            await bot.send_message(cleo.id, f"{number}")
