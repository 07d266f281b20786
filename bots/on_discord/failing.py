"""What became of a call that failed: whether Discord says never, and when it may be tried again."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import aiohttp
import discord

from bots.hearing import NotSentError
from bots.words import N_, Words

GONE = frozenset({10003, 10008, 10015, 50027})
"""The codes for a channel, a message or an answer's address that is not there (any more)."""
ARCHIVED = 50083
RATE_LIMITED, FORBIDDEN, NOT_FOUND, UNAUTHORIZED, BROKEN = 429, 403, 404, 401, 500

SENTENCES = {
    10003: N_("The channel is not there any more. Type /setup in the server to choose another."),
    10004: N_("Prosument is not in that server any more. Invite it again: prosument invite"),
    10007: N_("That person is not in the server any more."),
    10008: N_("The message is not there any more."),
    10011: N_("The role is not there any more. Type /setup in the server to choose another."),
    10013: N_("That person's Discord account is not there any more."),
    40067: N_("The forum wants a tag on every post, and none of its tags fits. Let posts be without one there."),
    50001: N_("Prosument cannot see the channel. Type /setup in the server to see what it needs."),
    50007: N_("That person takes no private messages from Prosument."),
    50013: N_("Prosument may not do that there. Type /setup in the server to see what it needs."),
    50033: N_("That person's Discord account is not there any more."),
    50083: N_("The thread is closed."),
    50278: N_("That person is not in the server any more."),
}
"""What a manager can make of Discord's codes."""


def lost(error: BaseException, t: Words) -> NotSentError | None:
    """Return what a failed call means for what was to be sent; None where that is no failure of sending."""
    match error:
        case NotSentError():
            return error
        case discord.RateLimited():
            return _busy(t, timedelta(seconds=error.retry_after))
        case discord.HTTPException():
            return _refused(error, t)
        case TimeoutError() | asyncio.TimeoutError() | aiohttp.ClientError() | discord.GatewayNotFound() | OSError():
            return NotSentError(t._("Discord could not be reached."), final=False)
        case RuntimeError():  # the library's session was closed under the call: the platform is going down
            return NotSentError(t._("Discord is not connected right now."), final=False)
        case _:
            return None


def is_gone(error: discord.HTTPException) -> bool:
    """Tell whether what was to be changed is not there any more."""
    return error.status == NOT_FOUND or error.code in GONE


def _refused(error: discord.HTTPException, t: Words) -> NotSentError:
    if error.status == RATE_LIMITED:
        return _busy(t, _stated_wait(error))
    if error.status >= BROKEN:
        said = t._("Discord has a fault of its own ({status}).", status=error.status)
        return NotSentError(said, final=False, again_in=_stated_wait(error))
    if error.status == UNAUTHORIZED:
        return NotSentError(t._("Discord does not know the bot's token."), final=False)
    sentence = SENTENCES.get(error.code)
    plain = t._("Discord refused it: {why}", why=f"{error.text or error.status} ({error.code})")
    return NotSentError(t._(sentence) if sentence else plain, final=True)


def _busy(t: Words, wait: timedelta | None) -> NotSentError:
    return NotSentError(t._("Discord asks us to wait."), final=False, again_in=wait)


def _stated_wait(error: discord.HTTPException) -> timedelta | None:
    stated = error.response.headers.get("Retry-After")
    with suppress(TypeError, ValueError, OverflowError):
        return timedelta(seconds=max(0.0, float(stated or "")))
    return None
