"""The log: one line a record, as text or JSON, on stderr, with no secret in it."""

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO
from urllib.parse import quote, unquote, urlsplit

from bots.settings import Settings

# What these say below a warning is of no use here; aiohttp's access log would hold the personal links, too.
_NOISY = (
    "PIL",
    "aiohttp.access",
    "aiosqlite",
    "alembic",
    "apscheduler",
    "asyncio",
    "discord",
    "matplotlib",
    "sqlalchemy",
    "telegram",
    "tzlocal",
)
_SHORTEST = 4  # characters; a shorter password would blank out words that mean nothing


def set_up_logs(settings: Settings, *more_secrets: str, stream: TextIO | None = None) -> None:
    """Send all records to `stream` (stderr), with the settings' secrets and `more_secrets` blanked out."""
    shape = JsonLines if settings.log_format == "json" else TextLines
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(shape((*known_secrets(settings), *more_secrets)))
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def known_secrets(settings: Settings) -> tuple[str, ...]:
    """Collect what must never be printed: tokens, the key, the database's password."""
    password = urlsplit(settings.database).password or ""
    given = (settings.discord_token, settings.telegram_token, settings.secret_key)
    return (*(secret.get_secret_value() for secret in given), password, unquote(password))


class _Lines(logging.Formatter):
    """Blanks secrets out of messages and tracebacks alike, which a filter would be too early for."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        spellings = {spelling for secret in secrets for spelling in (secret, quote(secret, safe=""))}
        self._secrets = sorted((s for s in spellings if len(s) >= _SHORTEST), key=len, reverse=True)

    def parts(self, record: logging.LogRecord) -> dict[str, str]:
        """Say when, how grave, who, what, and where it broke."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._blank(record.getMessage()),
        }
        if record.exc_info:
            said["trace"] = self._blank(self.formatException(record.exc_info))
        return said

    def _blank(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


class TextLines(_Lines):
    """A record as one line of text, secrets kept back."""

    def format(self, record: logging.LogRecord) -> str:
        """Join by blanks; what would break the line or steer the terminal is escaped."""
        line = " ".join(self.parts(record).values())
        return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in line)


class JsonLines(_Lines):
    """A record as one line of JSON, secrets kept back."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one JSON object."""
        return json.dumps(self.parts(record))
