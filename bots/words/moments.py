"""Times as the clocks of a zone show them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import datetime

    from babel import Locale


def local_time(at: datetime, zone: ZoneInfo | str) -> datetime:
    """Turn a time into a zone's own; raises ValueError where it has no time zone to turn from."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be worded")
    return at.astimezone(ZoneInfo(str(zone)))


def zone_name(local: datetime, locale: Locale) -> str:
    """Name the zone of a local time, with the offset in the hour that a clock change repeats."""
    from babel.dates import format_datetime  # noqa: PLC0415 - a slow import, needed only here

    repeated = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return str(local.tzinfo) + (format_datetime(local, " (ZZZZ)", locale=locale) if repeated else "")
