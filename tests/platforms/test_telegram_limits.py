"""Limits and faults of the loopback Telegram."""

import asyncio

import aiohttp
import pytest
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from tests.platforms.telegram_scene import Scene, bot_of


def wait_of(error: RetryAfter) -> float:
    return error._retry_after.total_seconds()


def limited(scene: Scene) -> None:
    """Have the limits count, by a clock that goes on only where a test turns it."""
    scene.server.limits_lifted = False
    frozen = scene.server.clock.now()
    scene.server.clock._now = lambda: frozen


async def test_a_chat_takes_a_short_burst_and_then_one_a_second(scene: Scene) -> None:
    await scene.cleo.start()
    limited(scene)
    for number in range(3):
        await scene.bot.send_message(scene.cleo.id, f"{number}")
    with pytest.raises(RetryAfter) as late:
        await scene.bot.send_message(scene.cleo.id, "too much")
    assert wait_of(late.value) == 1
    scene.server.clock.turn(1)
    sent = await scene.bot.send_message(scene.cleo.id, "3")
    with pytest.raises(RetryAfter):
        await sent.edit_text("an edit counts too")
    await scene.bot.send_chat_action(scene.cleo.id, "typing")
    await sent.delete()
    assert scene.server.limits.hits == 2
    assert [one.text for one in scene.cleo.sees()[1:]] == ["0", "1", "2"]


async def test_a_group_takes_twenty_a_minute_and_an_album_counts_as_all_it_holds(scene: Scene) -> None:
    limited(scene)
    for number in range(20):
        await scene.bot.send_message(scene.group.id, f"{number}")
        scene.server.clock.turn(1)
    with pytest.raises(RetryAfter) as late:
        await scene.bot.send_message(scene.group.id, "too much")
    assert wait_of(late.value) == 40
    scene.server.clock.turn(40)
    await scene.bot.send_message(scene.group.id, "again")


async def test_over_all_there_are_thirty_a_second(scene: Scene) -> None:
    people = [scene.server.person(f"Crowd {number}") for number in range(31)]
    for one in people:
        await one.start()
    limited(scene)
    for one in people[:30]:
        await scene.bot.send_message(one.id, "x")
    with pytest.raises(RetryAfter):
        await scene.bot.send_message(people[30].id, "x")
    scene.server.clock.turn(1)
    await scene.bot.send_message(people[30].id, "x")


async def test_limits_can_be_lifted(scene: Scene) -> None:
    for number in range(40):
        await scene.bot.send_message(scene.group.id, f"{number}")
    assert scene.server.limits.hits == 0


@pytest.mark.parametrize(
    ("kind", "is_done"),
    [
        ("500", False),
        ("502", False),
        ("502 html", False),
        ("502 after", True),
        ("cut before", False),
        ("cut after", True),
    ],
)
async def test_what_failed_was_done_or_not(scene: Scene, kind: str, *, is_done: bool) -> None:
    scene.server.faults.add("sendMessage", kind)
    with pytest.raises(TelegramError) as failed:
        await scene.bot.send_message(scene.group.id, "once")
    assert isinstance(failed.value, NetworkError)
    assert len(scene.group.messages) == is_done
    assert scene.server.faults.injected == {kind: 1}
    assert scene.server.faults.outstanding == 0
    await scene.bot.send_message(scene.group.id, "again")
    assert scene.group.messages[-1].text == "again"


async def test_a_planned_429_and_a_fault_of_one_chat_alone(scene: Scene) -> None:
    await scene.cleo.start()
    scene.server.faults.add("send*", "429", seconds=7, chat=scene.group.id)
    await scene.bot.send_message(scene.cleo.id, "elsewhere")
    with pytest.raises(RetryAfter) as late:
        await scene.bot.send_message(scene.group.id, "here")
    assert wait_of(late.value) == 7


async def test_a_late_answer_to_what_was_done_at_once(scene: Scene) -> None:
    scene.server.faults.add("sendMessage", "delay", seconds=1)
    sending = asyncio.create_task(scene.bot.send_message(scene.group.id, "x"))
    assert await scene.group.bell.until(lambda: bool(scene.group.messages), 5)
    assert not sending.done()
    await sending


async def test_a_poll_and_a_download_fail_too(scene: Scene) -> None:
    await scene.cleo.start()
    scene.server.faults.add("getUpdates", "cut after")
    with pytest.raises(NetworkError):
        await scene.bot.get_updates(offset=scene.offset)
    assert len(await scene.bot.get_updates(offset=scene.offset)) == 1
    sent = await scene.bot.send_document(scene.group.id, b"words", filename="a.txt")
    assert sent.document is not None
    file = await sent.document.get_file()
    scene.server.faults.add("file", "cut before")
    with pytest.raises(NetworkError):
        await file.download_as_bytearray()
    assert bytes(await file.download_as_bytearray()) == b"words"


async def test_calls_come_in_as_json_and_in_the_query_too(scene: Scene) -> None:
    url = f"{scene.server.api_url}/bot{scene.server.token}"
    async with aiohttp.ClientSession() as session:
        body = {"chat_id": scene.group.id, "text": "as JSON", "entities": [{"type": "bold", "offset": 0, "length": 2}]}
        answered = await (await session.post(f"{url}/sendMessage", json=body)).json()
        assert answered["result"]["entities"][0]["type"] == "bold"
        asked = {"chat_id": str(scene.group.id), "text": "in the query"}
        assert (await (await session.get(f"{url}/SENDMESSAGE", params=asked)).json())["ok"]
    assert [one.text for one in scene.group.messages] == ["as JSON", "in the query"]
    assert [(one.method, one.chat) for one in scene.server.calls[-2:]] == [("sendMessage", scene.group.id)] * 2


async def test_two_bots_do_not_share_a_token(scene: Scene) -> None:
    with pytest.raises(InvalidToken):
        await bot_of(scene.server, f"{scene.server.bot.id}:another").get_me()
