"""Ways to break the program on purpose, in the child that is killed only: the harness must then turn red."""

import asyncio
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from bots.courier import Courier
from bots.hearing import NotSentError, UnsureError
from bots.on_discord.sending import Look, Send, Sender, token_of
from bots.on_telegram.polling import Polling
from bots.on_telegram.posting import Step
from bots.on_telegram.sending import SAID
from bots.on_telegram.sending import Sender as TelegramSender
from bots.on_telegram.updates import Raw
from contests.desk.running import claim, delivered
from contests.ports import Owed
from storage.one_hop import OneHop


def send_first() -> None:
    """Bypass the outbox: say a message under a key that nobody knows again, and mark it afterwards."""

    async def deliver(courier: Courier, owed: Owed) -> None:
        await courier._delivery.deliver(replace(owed, id=secrets.token_hex(6)))
        if await claim(courier._store, owed, courier._clock.now()):
            await delivered(courier._store, owed, courier._clock.now())

    Courier._deliver = deliver  # type: ignore[method-assign, assignment]  # breaking it is the point


def say_anew() -> None:
    """Speak on Discord without looking what is there, each time under a nonce of its own."""

    async def once(sender: Sender, key: str, send: Send, _look: Look) -> str:
        where = await sender.surely(lambda: send(token_of(secrets.token_hex(6))))
        await sender._keep.put(f"discord {key}", where)
        return where

    Sender.once = once  # type: ignore[method-assign, assignment]  # breaking it is the point


def confirm_first() -> None:
    """Tell Telegram that updates have come before they are written down."""
    got = Polling._got

    async def confirmed(polling: Polling, longest_s: int) -> Sequence[Raw]:
        raws = await got(polling, longest_s)
        if raws:
            polling._next = max(int(raw["update_id"]) for raw in raws) + 1
            assert not await got(polling, 0)
        return raws

    run = OneHop.run

    async def slowly(transactions: OneHop, work: Callable[[Connection], object]) -> object:
        for _ in range(3):
            await asyncio.sleep(0)  # what is written by a thread at once has no step between
        return await run(transactions, work)

    OneHop.run = slowly  # type: ignore[method-assign, assignment]  # breaking it is the point
    Polling._got = confirmed  # type: ignore[method-assign, assignment]  # breaking it is the point


def say_again() -> None:
    """Speak on Telegram without noting that it was tried, and try again where the answer was lost."""

    async def step(sender: TelegramSender, key: str, step: Step, chat: int, *, may_double: bool) -> list[int]:
        del may_double
        try:
            sent = await sender.surely(lambda: step(None), chat)
        except UnsureError as unsure:
            raise NotSentError(unsure.why, final=False) from unsure
        await sender._keep.note(f"telegram {key}", SAID + " ".join(map(str, sent)), sender._now())
        return sent

    TelegramSender._step = step  # type: ignore[method-assign, assignment]  # breaking it is the point


WAYS: Mapping[str, Callable[[], None]] = {
    "send-first": send_first,
    "say-anew": say_anew,
    "confirm-first": confirm_first,
    "say-again": say_again,
}
