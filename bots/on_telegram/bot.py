"""The library's bot, made for us: by our transport and at our pace."""

from telegram.ext import ExtBot

from bots.on_telegram.limiter import Limiter, RateLimit
from bots.on_telegram.transport import AiohttpRequest

AT_ONCE = 64
"""So many calls may be under way; more would not be answered sooner."""
TURN_S = 60.0
"""How long a call may wait until it is one of them."""
UPLOAD_S, DOWNLOAD_S = 60.0, 20.0
Limited = ExtBot[RateLimit]
"""A bot whose calls can name their haste."""


def bot_of(token: str, api_url: str, *, is_local: bool = False) -> Limited:
    """Return the bot of a token, not connected yet. It is a new one each time."""
    return ExtBot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        local_mode=is_local,
        request=AiohttpRequest(AT_ONCE, read_timeout=DOWNLOAD_S, pool_timeout=TURN_S, media_write_timeout=UPLOAD_S),
        get_updates_request=AiohttpRequest(1, pool_timeout=TURN_S),
        rate_limiter=Limiter(),
    )


def number_of(token: str) -> str:
    """Return the number of the bot whose token it is: what stands before the colon."""
    return token.partition(":")[0]
