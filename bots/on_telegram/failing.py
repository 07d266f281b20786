"""What became of a call that failed: whether Telegram says never, whether the message may be there all the same."""

from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bots.hearing import NotSentError, UnsureError
from bots.on_telegram.limiter import wait_of
from bots.words import N_, Words

NOT_MODIFIED = "message is not modified"
GONE = (
    "message to edit not found",
    "message to delete not found",
    "message_id_invalid",
    "message not found",
    "message can't be edited",
)
"""How Telegram says that a message is not there (any more), or that nobody can change it."""
TOO_OLD = ("query is too old", "query id is invalid", "query_id_invalid")
NO_TEXT = "no text in the message"
"""How Telegram says that a message is a file, whose text is a caption."""
WRONG_KIND = ("wrong type for the album", "type in the album", "of this type in the album")
"""How Telegram says that a file cannot take the place of another kind of file."""

SENTENCES = (
    ("bot was blocked", N_("That person has blocked Prosument.")),
    ("can't initiate conversation", N_("That person never started the bot, so it may not write to them.")),
    ("user is deactivated", N_("That person's Telegram account is not there any more.")),
    ("user not found", N_("That person's Telegram account is not there any more.")),
    ("peer_id_invalid", N_("That person never started the bot, so it may not write to them.")),
    ("was kicked", N_("Prosument was taken out of the group. Add it again, then type /setup there.")),
    ("not a member", N_("Prosument is not in that group any more. Add it again, then type /setup there.")),
    ("group chat was deleted", N_("The group is not there any more. Type /setup in another.")),
    (
        "chat not found",
        N_("The group is not there any more, or Prosument is not in it. Add it, then type /setup there."),
    ),
    ("topic_closed", N_("The topic is closed. Open it again, or type /setup in another.")),
    ("topic_deleted", N_("The topic is not there any more. Type /setup in another.")),
    ("message thread not found", N_("The topic is not there any more. Type /setup in another.")),
    (
        "need administrator rights",
        N_("Prosument must be an administrator there. Type /setup there to see what it needs."),
    ),
    ("administrator rights", N_("Prosument must be an administrator there. Type /setup there to see what it needs.")),
    ("not enough rights", N_("Prosument may not do that there. Type /setup there to see what it needs.")),
    ("have no rights", N_("Prosument may not write there. Type /setup there to see what it needs.")),
    ("_forbidden", N_("Prosument may not do that there. Type /setup there to see what it needs.")),
    ("too large", N_("The file is larger than Telegram takes.")),
    ("too big", N_("The file is larger than Telegram takes.")),
)
"""What a manager can make of Telegram's own words; the first that fits is said."""

UNREACHED = frozenset(
    [
        *(
            "ClientConnectorError",
            "ClientConnectorDNSError",
            "ClientConnectorCertificateError",
            "ClientConnectorSSLError",
        ),
        *(
            "ClientProxyConnectionError",
            "ConnectionTimeoutError",
            "ConnectionRefusedError",
            "InvalidURL",
            "InvalidUrlClientError",
        ),
        *("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol", "LocalProtocolError"),
    ]
)
"""The names of aiohttp's and of httpx's errors after which surely nothing was written."""
NOT_SENT = "*not* sent"
"""How both transports say that every connection was taken for too long."""
TRANSPORTS = ("aiohttp.", "httpx.", "Unknown error in HTTP implementation")
"""How what the transports say of their own errors begins, also where they keep the error itself to themselves."""


def lost(error: BaseException, t: Words) -> NotSentError | None:
    """Return what a failed call means for what was to be sent; None where that is no failure of sending."""
    if isinstance(error, NotSentError):
        return error
    if isinstance(error, TelegramError) and (not isinstance(error, NetworkError) or isinstance(error, BadRequest)):
        return _answered(error, t)
    if isinstance(error, NetworkError | TimeoutError | OSError):
        return _unanswered(error, t)
    if isinstance(error, RuntimeError):  # the transport was closed under the call: the platform is going down
        return NotSentError(t._("Telegram is not connected right now."), final=False)
    return None


def _answered(error: TelegramError, t: Words) -> NotSentError:
    match error:
        case RetryAfter():
            return NotSentError(t._("Telegram asks us to wait."), final=False, again_in=wait_of(error))
        case ChatMigrated():
            return NotSentError(t._("The group has become a supergroup."), final=False, again_in=timedelta(0))
        case InvalidToken():
            return NotSentError(t._("Telegram does not know the bot's token."), final=False)
        case _ if may_be_there(error):
            return _unsure(t)
    said = error.message.casefold()
    sentence = next((sentence for sign, sentence in SENTENCES if sign in said), None)
    plain = t._("Telegram refused it: {why}", why=error.message)
    return NotSentError(t._(sentence) if sentence else plain, final=True)


def _unanswered(error: BaseException, t: Words) -> NotSentError:
    if isinstance(error, NetworkError) and was_answered(error):
        return NotSentError(t._("Telegram has a fault of its own ({why}).", why=error.message), final=False)
    return _unsure(t) if may_be_there(error) else NotSentError(t._("Telegram could not be reached."), final=False)


def _unsure(t: Words) -> UnsureError:
    return UnsureError(t._("Telegram's answer was lost, so the message may be there or not."))


def may_be_there(error: BaseException) -> bool:
    """Tell whether a message may have been sent though its call failed: all of it went out, and no answer came."""
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return not was_answered(error) and not _is_unreached(error)
    return isinstance(error, TimeoutError) or (
        type(error) is TelegramError and "invalid server" in str(error).casefold()
    )


def was_answered(error: NetworkError) -> bool:
    """Tell whether Telegram, or what stands before it, answered with a fault of its own: then nothing was done.

    Not so where what stands before it gave up waiting for Telegram.
    """
    is_plain = type(error) is NetworkError and isinstance(error.__cause__, TelegramError | None)
    return is_plain and not error.message.startswith(TRANSPORTS) and "gateway timeout" not in error.message.casefold()


def is_gone(error: TelegramError) -> bool:
    """Tell whether what was to be changed is not there any more."""
    return _says(error, *GONE)


def is_shut(error: TelegramError) -> bool:
    """Tell whether somebody's private chat is closed to us: they have blocked the bot, or are not there any more."""
    return isinstance(error, Forbidden) or _says(error, "chat not found", "user not found")


def is_unchanged(error: TelegramError) -> bool:
    """Tell whether a message already says what it was to say."""
    return _says(error, NOT_MODIFIED)


def is_late(error: TelegramError) -> bool:
    """Tell whether a press can no longer be answered; what it asked for is done all the same."""
    return _says(error, *TOO_OLD)


def has_no_text(error: TelegramError) -> bool:
    """Tell whether a message is a file, where a text was to be changed."""
    return _says(error, NO_TEXT)


def cannot_become(error: TelegramError) -> bool:
    """Tell whether a message is of a kind that cannot be changed into what was asked for."""
    return _says(error, *WRONG_KIND)


def _says(error: TelegramError, *what: str) -> bool:
    said = error.message.casefold()
    return isinstance(error, BadRequest) and any(one in said for one in what)


def _is_unreached(error: NetworkError) -> bool:
    """Tell whether nothing of a call was written: by what the error came of, or else by what it says that was."""
    named = {error.message.partition(":")[0].rpartition(".")[2]}
    cause = error.__cause__
    while cause is not None:
        named.add(type(cause).__name__)
        cause = cause.__cause__
    return NOT_SENT in error.message or not named.isdisjoint(UNREACHED)
