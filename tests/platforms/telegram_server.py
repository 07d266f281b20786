"""A loopback Bot API, over real HTTP, for the unmodified python-telegram-bot.

    async with loopback_telegram() as telegram:      # a TelegramServer
        cleo = telegram.person("Cleo", "de")
        group = telegram.group("Sunrise fans", owner=cleo)
        group.add_bot({"can_pin_messages"})
        ... a client with telegram.token, base_url telegram.api_url + "/bot", base_file_url + "/file/bot" ...
        await cleo.start()
        (answer,) = await cleo.until(1)
        pressed = await cleo.press(answer, "Enter")
        assert pressed.is_answered

Groups, channels, topics and people may be made before or while a client runs: it is told as by Telegram. People
`say` texts and files, `press` buttons, `start` the private chat, `follow` links, `edits`, `blocks_bot`, and look at
what they see (`sees`, `until`, `commands_in`). What a real client would not let them do raises an AssertionError;
`forge_press` sends what no message offers.

Time is the machine's until a test turns it: `telegram.clock.turn(3600)`. By it the limits count (30 a second, in a
chat one a second after a burst of three, 20 a minute in a group), pressed buttons wait `query_life`, updates 24 h and
paths of files one hour. `telegram.limits_lifted = True` lifts the limits.

Faults: `telegram.faults.add("sendMessage", "cut after")`; `telegram.faults.injected` counts them. A call that the
official description, or this server, finds malformed makes the closing fail; a test that means it wraps it in
`with telegram.mistake("BUTTON_DATA_INVALID"):`. A benchmark opens with `held=False`.
"""

import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

from tests.platforms.opening import around
from tests.platforms.telegram_parts.copying import copied
from tests.platforms.telegram_parts.files import File, Media
from tests.platforms.telegram_parts.groups import Group, Topic
from tests.platforms.telegram_parts.keyboards import Button
from tests.platforms.telegram_parts.members import RIGHTS, Membership
from tests.platforms.telegram_parts.messages import Message
from tests.platforms.telegram_parts.people import Person
from tests.platforms.telegram_parts.queries import Pressed
from tests.platforms.telegram_parts.server import Called, TelegramServer

__all__ = [
    "RIGHTS",
    "Button",
    "Called",
    "File",
    "Group",
    "Media",
    "Membership",
    "Message",
    "Person",
    "Pressed",
    "TelegramServer",
    "Topic",
    "copied",
    "loopback_telegram",
]


@contextlib.asynccontextmanager
async def loopback_telegram(
    now: Callable[[], datetime] | None = None, *, held: bool = True, local: Path | None = None
) -> AsyncIterator[TelegramServer]:
    """Open a server on a free port of 127.0.0.1; `now` replaces the machine's clock, `held` asks for the description.

    With `local` it is a local Bot API server, which keeps its files there.

    Raises: AssertionError at the closing, for what a client sent and must not send.
    """
    server = TelegramServer(now, held=held)
    server.files.local = local
    async with around(server) as opened:
        yield opened
