"""Ways to break the program on purpose, in the child that is killed only: the harness must then turn red."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from bots.courier import Courier
from bots.on_discord.sending import Look, Send, Sender, token_of
from contests.desk.running import claim, delivered
from contests.ports import Owed


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


WAYS: Mapping[str, Callable[[], None]] = {"send-first": send_first, "say-anew": say_anew}
