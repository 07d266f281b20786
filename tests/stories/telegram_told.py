"""What somebody is told on Telegram for one thing that they do: all of it, once nothing is under way any more."""

import asyncio
import logging
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from functools import partial

import pytest

from bots.on_telegram import bot
from bots.on_telegram.bot import number_of
from bots.on_telegram.limiter import Limiter
from bots.post import Post
from tests.platforms import telegram_server as telegram
from tests.stories.telegram_door import TelegramPerson, TelegramPort

WITHIN_S = 60.0
LOOK_S = 0.005
NOT_OURS = ("reference", "Something went wrong")
"""What is only said where something broke."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one thing led to."""

    posts: tuple[Post, ...]
    """What the conversation answered; nothing where it was not asked."""
    private: tuple[telegram.Message, ...]
    group: tuple[telegram.Message, ...]
    """What is new or changed in the private chat, and in the group."""
    over: str = ""
    """What a press showed over the chat."""
    link: str | None = None
    """Where a press led."""

    @property
    def key(self) -> str | None:
        """The key of the refusal, if it was refused."""
        return next((one.refusal.key for one in self.posts if one.refusal), None)

    @property
    def text(self) -> str:
        """All that they read, in private and over the chat."""
        return "\n".join([*(one.said for one in self.private), self.over])


async def settled(port: TelegramPort) -> None:
    """Wait until everything that was done in Telegram is answered. Raises: AssertionError, TimeoutError."""
    assert await port.server.updates.all_taken(WITHIN_S), "updates are not asked for"
    inbox, source = port.running.store.inbox, f"telegram {number_of(port.server.token)}"
    async with asyncio.timeout(WITHIN_S):
        while await inbox.waiting(source):  # noqa: ASYNC110 - another part of the program empties it
            await asyncio.sleep(LOOK_S)


async def told(who: TelegramPerson, act: Awaitable[object]) -> Told:
    """Have somebody do something, and return what came of it; nothing may be without an answer, or break."""
    port = who.port
    mark, handle = port.server.step, str(who.who.id)
    port.overheard.answers.pop(handle, None)
    did = await act
    if isinstance(did, telegram.Pressed):
        assert did.is_answered, "the wheel turns for ever"
    await settled(port)
    posts = port.overheard.answers.pop(handle, [])
    private, group = (
        tuple(one for one in who.who.sees(chat) if one.is_of_bot and one.step > mark) for chat in (None, who.group)
    )
    over, link = (did.answer_text, did.url) if isinstance(did, telegram.Pressed) else ("", None)
    came = Told(tuple(posts), private, group, over, link)
    assert not any(sign in came.text for sign in NOT_OURS), came.text
    assert came.private or came.group or isinstance(did, telegram.Pressed), "nothing came"
    return came


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for Telegram's pace: these are no tests of it."""
    monkeypatch.setattr(bot, "Limiter", partial(Limiter, is_lifted=True))


@pytest.fixture
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing is an error in the log."""
    yield
    errors = [
        one.getMessage()
        for when in ("setup", "call")
        for one in caplog.get_records(when)
        if one.levelno >= logging.ERROR
    ]
    assert not errors, errors
