"""The webhook: Telegram calls the web room, with a secret; it is answered when what it brought is written down."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping

import aiohttp
import orjson
import pytest

from bots.health import Health
from bots.hearing import CannotRunError
from bots.on_telegram.updates import KINDS
from bots.on_telegram.webhook import SECRET, Webhook, plan
from bots.on_web import open_web_room
from bots.words import words
from tests.bots.on_telegram.life.house import SOON_S, Life, at_once

KEY = b"k" * 32


@pytest.fixture
async def hook(life: Life) -> AsyncIterator[Webhook]:
    """The web room, with the bot's hook in it."""
    async with open_web_room(life.running, Health(life.running)) as web:
        number = life.server.token.partition(":")[0]
        webhook = Webhook(plan(web.address, KEY, life.server.token), number, life.updates, at_once)
        life.running.hooks[webhook.hook.path] = webhook.hook
        yield webhook
        await life.server.hooks(None)


async def up(life: Life, hook: Webhook) -> None:
    await life.bot.initialize()
    life.updates.begin(life.hear)
    life.polls = asyncio.create_task(asyncio.sleep(0))
    await hook.ask_for_calls(life.bot)


async def brought(hook: Webhook, body: bytes, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with aiohttp.ClientSession() as session, session.post(hook.address, data=body, headers=named) as answer:
        return answer.status


def update(number: int) -> bytes:
    return orjson.dumps({"update_id": number, "message": {"text": f"update {number}", "from": {"id": 5}}})


def known(hook: Webhook) -> Mapping[str, str]:
    return {SECRET: hook.plan.secret}


async def test_what_people_write_is_brought_and_heard_once(life: Life, hook: Webhook) -> None:
    await up(life, hook)
    ann = life.server.person("Ann")
    await ann.start()
    for number in range(5):
        await ann.say(life.server.bot, f"a{number}")
    assert await life.until(6) == ["/start", *(f"a{number}" for number in range(5))]
    assert await life.server.updates.all_taken()
    assert life.server.hook_error is None
    assert set(life.server.updates.allowed) == set(KINDS)


@pytest.mark.parametrize("headers", [{}, {SECRET: ""}, {SECRET: "wrong"}, {SECRET: "é"}])
async def test_without_the_secret_nothing_is_taken(life: Life, hook: Webhook, headers: dict[str, str]) -> None:
    assert await brought(hook, update(1), **headers) == 403
    assert await life.waiting() == []


async def test_what_was_brought_twice_is_heard_once(life: Life, hook: Webhook) -> None:
    await up(life, hook)
    assert [await brought(hook, update(one), **known(hook)) for one in (1, 1, 2)] == [200, 200, 200]
    assert await life.until(2) == ["update 1", "update 2"]


async def test_it_is_written_down_while_nobody_hears_and_heard_later(life: Life, hook: Webhook) -> None:
    assert await brought(hook, update(1), **known(hook)) == 200
    assert len(await life.waiting()) == 1
    await up(life, hook)
    assert await life.until(1) == ["update 1"]


async def test_what_cannot_be_written_down_is_brought_again(life: Life, hook: Webhook) -> None:
    await up(life, hook)
    life.inbox.takes = 2
    await life.server.person("Ann").start()
    assert await life.until(1) == ["/start"]
    assert await life.server.updates.all_taken()
    life.inbox.takes = 1
    assert await brought(hook, update(1), **known(hook)) == 503


@pytest.mark.parametrize("body", [b"", b"no JSON", b"[]", b"{}", b'{"update_id": "1"}', b'{"update_id": null}'])
async def test_what_is_no_update_is_refused(life: Life, hook: Webhook, body: bytes) -> None:
    assert await brought(hook, body, **known(hook)) == 400
    assert await life.waiting() == []


async def test_a_hook_of_nobody_and_too_much_are_refused(hook: Webhook) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.post(hook.address.replace("telegram", "nobody"), data=update(1)) as answer:
            assert answer.status == 404
        async with session.get(hook.address) as answer:
            assert answer.status == 404
    assert await brought(hook, b"x" * 3_000_000, **known(hook)) == 413


async def test_calls_that_go_elsewhere_are_another_process(life: Life, hook: Webhook) -> None:
    await up(life, hook)
    called: list[bool] = []
    await life.bot.set_webhook("https://elsewhere.example.org/hook")
    with pytest.raises(CannotRunError) as refused:
        await asyncio.wait_for(hook.run(life.bot, lambda: called.append(True), words("en")), SOON_S)
    assert called == [True]
    assert "Another program" in refused.value.cause


async def test_that_telegram_cannot_call_is_told_once(
    life: Life, hook: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    looks = iter(range(3))

    async def wait(_: float) -> None:
        if next(looks, None) is None:
            raise TimeoutError

    hook.wait = wait
    await up(life, hook)
    life.inbox.takes = 3
    await life.server.person("Ann").start()
    await life.until(1)
    with pytest.raises(TimeoutError):
        await hook.run(life.bot, lambda: None, words("en"))
    told = [one.getMessage() for one in caplog.records if "could not call us" in one.getMessage()]
    assert len(told) <= 1
    assert [one for one in caplog.records if one.levelno >= logging.CRITICAL] == []


def test_the_secret_is_the_same_with_our_key_and_anothers_is_another() -> None:
    one, same = plan("https://a.example", KEY, "1:x"), plan("https://a.example", KEY, "1:x")
    assert one == same
    assert one.secret not in repr(one)
    assert len({one.secret, plan("", b"j" * 32, "1:x").secret, plan("", KEY, "2:x").secret}) == 3
