"""A bot's token stands in the address of every call: it is kept out of what the log is told, at every level."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

TOKEN = re.compile(r"\b\d{1,20}(:|%3A)[A-Za-z0-9_-]{20,}")
"""What looks like a token: the bot's number, a colon, and the secret."""
IN_PATH = re.compile(r"/bot\d[^/\s'\"]*")
"""Where it stands in an address, whatever it looks like."""
LOUD = ("aiohttp.client", "aiohttp.internal", "httpcore", "httpx", "telegram")
"""Loggers of libraries that see addresses."""


def without_tokens(text: str) -> str:
    """Return a text with what looks like a token blanked out."""
    return TOKEN.sub("***", IN_PATH.sub("/bot***", text))


class Quiet(logging.Filter):
    """Blanks secrets out of records; what was raised is told without what it holds of them, too."""

    def __init__(self, *secrets: str) -> None:
        """Blank out these, and whatever looks like a token."""
        super().__init__()
        self._secrets = [secret for secret in secrets if secret]

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, blanked."""
        said = record.getMessage()
        hidden = self._blank(said)
        if hidden != said:
            record.msg, record.args = hidden, ()
        if record.exc_info and record.exc_info[1] is not None:
            told = logging.Formatter().formatException(record.exc_info)
            if self._blank(told) != told:
                record.msg, record.args = f"{hidden}\n{self._blank(told)}", ()
                record.exc_info = record.exc_text = None
        return True

    def _blank(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return without_tokens(text)


@contextmanager
def hushed(*secrets: str) -> Iterator[None]:
    """Keep secrets out of all that is logged until the block ends, by whichever handler it goes."""
    quiet = Quiet(*secrets)
    loggers = [logging.getLogger(name) for name in _loud()]
    handlers = list(logging.getLogger().handlers)
    for one in (*loggers, *handlers):
        one.addFilter(quiet)
    try:
        yield
    finally:
        for one in (*loggers, *handlers):
            one.removeFilter(quiet)


def _loud() -> list[str]:
    """Return the loggers that see addresses, and those below them: a filter is asked of its own logger alone."""
    known = logging.root.manager.loggerDict
    return [*LOUD, *(name for name in known if name.startswith(tuple(f"{one}." for one in LOUD)))]
