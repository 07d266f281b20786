"""The words for people: gettext catalogues, and numbers, times and lists as each language writes them.

English is the source and stands in the code; the other languages are `.po` files beside this one, read at
first use, so that they work from a clone. `python -m bots.words` brings them up to date with the code.
"""

from __future__ import annotations

import gettext
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bots.words.measures import DAY, HOUR, MINUTE, SECOND, largest_two, tenths_of_a_unit
from bots.words.moments import local_time, zone_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, timedelta
    from zoneinfo import ZoneInfo

    from babel import Locale

LANGUAGES = ("en", "de")
Dates = Literal["words", "stamps"]
"""Times in words, or as marks that a platform turns into stamps, which each reader sees in their own zone."""
MARK, MARK_END = "\ue000", "\ue001"
"""What stands around a mark of ours; no text of people's has these two characters when it gets to a platform."""
_LOCALES = {"en": "en_GB"}  # 27 November, a 24-hour clock, no comma before the last "and"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "extract this, translate it later"
    """Mark a message for the catalogues; it is translated where it is used, by `Words._`."""
    return message


def words(language: str, dates: Dates = "words") -> Words:
    """Return the words of a language; a region falls back to its language, an unknown one to English."""
    base = language.replace("_", "-").partition("-")[0].lower()
    return _words(base if base in LANGUAGES else "en", dates)


@cache
def _words(language: str, dates: Dates) -> Words:
    return Words(language, dates)


def mention(handle: str) -> str:
    """Return the mark that a platform turns into a mention of the person of this handle."""
    return f"{MARK}@{handle}{MARK_END}"


def _stamp(at: datetime, style: str) -> str:
    """Return the mark of a time: in full (F), its day (D), or how far it is from now (R)."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be worded")
    return f"{MARK}t:{int(at.timestamp())}:{style}{MARK_END}"


class Words:
    """What one language calls things. Facts are values only: a brace in a member's text stays a brace."""

    def __init__(self, language: str, dates: Dates = "words") -> None:
        self.language = language
        self.dates = dates

    @property
    def drawn(self) -> Words:
        """The same words for pictures and tables, which no platform turns into anything else."""
        return words(self.language)

    def _(self, message: str, /, **facts: object) -> str:
        """Translate a message and fill in its facts."""
        return self._catalogue.gettext(message).format(**facts)

    def n_(self, one: str, many: str, n: int, /, **facts: object) -> str:
        """Translate by the language's plural rule; `{n}` is the count as the language writes it."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **facts)

    def moment(self, at: datetime, zone: ZoneInfo | str) -> str:
        """Word a time in full: "Friday 27 November 2026, 18:00, Europe/Warsaw".

        An hour that a clock change repeats says which one it is: "02:30, Europe/Warsaw (GMT+02:00)".
        Raises ValueError where `at` has no time zone.
        """
        if self.dates == "stamps":
            return _stamp(at, "F")
        return self._("{weekday} {day}, {time}, {zone}", **_moment(at, zone, self._locale))

    def moment_from(self, at: datetime, zone: ZoneInfo | str, now: datetime) -> str:
        """Word a time in full, and how far it is from now: "…, in 4 days 22 hours", "…, 2 hours ago".

        Less than a minute ago is now: what was just confirmed reads the same a breath later.
        """
        moment = self.moment(at, zone)
        if self.dates == "stamps":
            return f"{moment}, {_stamp(at, 'R')}"
        if -_NOW_S < round((at - now).total_seconds()) <= 0:
            return self._("{moment}, now", moment=moment)
        away = self._inflected(abs(at - now))
        if at < now:
            return self._("{moment}, {span} ago", moment=moment, span=away)
        return self._("{moment}, in {span}", moment=moment, span=away)

    def span(self, length: timedelta) -> str:
        """Word a length of time by its two largest units: "4 days 22 hours"."""
        from babel.units import format_unit  # noqa: PLC0415 - a slow import, needed only here

        parts = largest_two(length)
        return " ".join(format_unit(n, f"duration-{unit}", locale=self._locale) for n, unit in parts)

    def day(self, at: datetime, zone: ZoneInfo | str) -> str:
        """Word the day of a time: "27 November 2026"."""
        if self.dates == "stamps":
            return _stamp(at, "D")
        from babel.dates import format_date  # noqa: PLC0415 - a slow import, needed only here

        return format_date(local_time(at, zone), "long", self._locale)

    def number(self, n: float) -> str:
        """Write a number with the language's separators: "12,345.6"."""
        return _written(n, self.language)

    def listed(self, items: Iterable[str]) -> str:
        """Join by commas and the language's "and": "A, B and C"."""
        from babel.lists import format_list  # noqa: PLC0415 - a slow import, needed only here

        return format_list(list(items), locale=self._locale)

    def size(self, n_bytes: int) -> str:
        """Word a size in binary units: "14 MiB", "9.8 KiB".

        Rounded up to a tenth, so that a file just over a limit never reads as the limit itself.
        """
        tenths, unit = tenths_of_a_unit(n_bytes)
        return f"{self.number(tenths / 10)} {unit}"

    def _inflected(self, length: timedelta) -> str:
        """Word a length as it stands after "in" or before "ago", where many languages change the ending."""
        return " ".join(
            self._catalogue.npgettext("after in, before ago", *_INFLECTED[unit], n).format(n=self.number(n))
            for n, unit in largest_two(length)
        )

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        return gettext.NullTranslations() if self.language == "en" else _read(self.language)

    @cached_property
    def _locale(self) -> Locale:
        return _locale_of(self.language)


@cache
def _locale_of(language: str) -> Locale:
    from babel import Locale  # noqa: PLC0415 - a slow import, needed only here

    return Locale.parse(_LOCALES.get(language, language))


@lru_cache(maxsize=1_000)
def _moment(at: datetime, zone: ZoneInfo | str, locale: Locale) -> dict[str, str]:
    """Return the parts of a time in full; the same few are told to everybody."""
    from babel.dates import format_date, format_time  # noqa: PLC0415 - a slow import, needed only here

    local = local_time(at, zone)
    return {
        "weekday": format_date(local, "EEEE", locale),
        "day": format_date(local, "long", locale),
        "time": format_time(local, "short", locale=locale),
        "zone": zone_name(local, locale),
    }


@lru_cache(maxsize=10_000)
def _written(n: float, language: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415 - a slow import, needed only here

    return format_decimal(n, locale=_locale_of(language))


def np_(context: str, one: str, many: str) -> tuple[str, str]:
    """Mark a plural whose ending hangs on its context for the catalogues."""
    del context
    return one, many


_NOW_S = 60
"""Until when a time that has come still reads as now, in seconds."""
_INFLECTED = {
    DAY: np_("after in, before ago", "{n} day", "{n} days"),
    HOUR: np_("after in, before ago", "{n} hour", "{n} hours"),
    MINUTE: np_("after in, before ago", "{n} minute", "{n} minutes"),
    SECOND: np_("after in, before ago", "{n} second", "{n} seconds"),
}


def _read(language: str) -> gettext.GNUTranslations:
    """Compile a catalogue in memory."""
    from io import BytesIO  # noqa: PLC0415 - with the two below, needed only for languages but English

    from babel.messages.mofile import write_mo  # noqa: PLC0415 - a slow import, needed only here
    from babel.messages.pofile import read_po  # noqa: PLC0415 - a slow import, needed only here

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(path_of(language).read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def path_of(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return Path(__file__).with_name(f"{language}.po")
