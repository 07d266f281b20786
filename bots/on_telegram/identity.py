"""Who the bot is: what an operator is told of it before a start."""

from dataclasses import dataclass

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bots.on_telegram.quiet import TOKEN, hushed, without_tokens
from bots.on_telegram.transport import AiohttpRequest

PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Me:
    """A bot, as Telegram knows it."""

    username: str
    joins_groups: bool
    """Whether anybody may add it to a group."""
    reads_all: bool
    """Whether it is handed all messages of its groups: its privacy mode is off."""


class UnknownTokenError(Exception):
    """Telegram does not know the token, or it is none."""


class NotReachedError(Exception):
    """Telegram did not answer; it says why."""


def is_token(text: str) -> bool:
    """Tell whether a text looks like a bot's token."""
    return TOKEN.fullmatch(text) is not None


async def who_is(token: str, api_url: str) -> Me:
    """Ask Telegram whose token it is. Raises: UnknownTokenError, NotReachedError."""
    if not is_token(token):
        raise UnknownTokenError
    calls = AiohttpRequest(1, PATIENCE_S, PATIENCE_S, PATIENCE_S)
    bot = Bot(token, base_url=f"{api_url}/bot", request=calls, get_updates_request=calls)
    with hushed(token):
        try:
            async with calls:
                me = await bot.get_me()
        except InvalidToken:
            raise UnknownTokenError from None  # the library's own names the token
        except TelegramError as fault:
            raise NotReachedError(without_tokens(str(fault))) from None
    return Me(me.username or "", bool(me.can_join_groups), bool(me.can_read_all_group_messages))
