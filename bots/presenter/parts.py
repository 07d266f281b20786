"""The small parts of which posts are made."""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from bots.post import Attachment
from bots.words import Words
from contests.model.media import Media
from contests.model.span import Span

Zone = ZoneInfo | str
HOUR = timedelta(hours=1)


def lines(*parts: str | None) -> str:
    """Join lines, without those that are empty."""
    return "\n".join(part for part in parts if part)


def paragraphs(*parts: str | None) -> str:
    """Join paragraphs, without those that are empty."""
    return "\n\n".join(part for part in parts if part)


def bullets(items: Iterable[str]) -> str:
    """Return a list, an item a line."""
    return "\n".join(f"• {item}" for item in items)


def attachment(media: Media, title: str) -> Attachment:
    """Return a stored file as it is shown; without an alt text, its title stands for it."""
    return Attachment(media.id, media.kind, media.mime, media.alt or title)


def span_words(span: Span, t: Words) -> str:
    """Word a span: "6 months", "7 days", "1 day 12 hours", "24 hours"."""
    months = t.n_("{n} month", "{n} months", span.months) if span.months else ""
    days = t.n_("{n} day", "{n} days", span.days) if span.days else ""
    exact = _hours(span.delta, t) if span.delta or not span else ""
    return " ".join(part for part in (months, days, exact) if part)


def _hours(length: timedelta, t: Words) -> str:
    """Word exact time by the hour, however many there are: 24 hours are not one day where the clocks change."""
    hours, rest = divmod(length, HOUR)
    counted = t.n_("{n} hour", "{n} hours", hours) if hours else ""
    return " ".join(part for part in (counted, t.span(rest) if rest or not hours else "") if part)


def language_name(code: str, t: Words) -> str:
    """Name a language in the reader's own; a code that nobody knows stands for itself."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - a slow import, needed only here

    try:
        return Locale.parse(code, sep="-").get_display_name(t.language) or code
    except (UnknownLocaleError, ValueError):
        return code


def shortened(text: str, limit: int) -> str:
    """Cut a text to at most `limit` characters, and show that it goes on."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
