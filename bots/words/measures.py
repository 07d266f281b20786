"""Lengths of time and sizes of files, split into the units that people say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import timedelta

DAY: Final = "day"
HOUR: Final = "hour"
MINUTE: Final = "minute"
SECOND: Final = "second"
_SECONDS_IN = {DAY: 86_400, HOUR: 3_600, MINUTE: 60, SECOND: 1}
_BINARY_UNITS = ("B", "KiB", "MiB", "GiB", "TiB")


def largest_two(length: timedelta) -> list[tuple[int, str]]:
    """Split a length into its largest unit and the one below it, the latter left out when it is zero.

    From an hour on, seconds are rounded to the minute: "in 3 days" still reads so a breath later.
    """
    seconds = length.total_seconds()
    rest = round(seconds / 60) * 60 if seconds >= _SECONDS_IN[HOUR] else round(seconds)
    units = list(_SECONDS_IN.items())
    first = next((i for i, (_, size) in enumerate(units) if rest >= size), len(units) - 1)
    parts = []
    for unit, size in units[first : first + 2]:
        count, rest = divmod(rest, size)
        parts.append((count, unit))
    return [part for part in parts if part[0]] or parts


def tenths_of_a_unit(n_bytes: int) -> tuple[int, str]:
    """Return a size in tenths of its largest binary unit, rounded up."""
    power = min(max(n_bytes.bit_length() - 1, 0) // 10, len(_BINARY_UNITS) - 1)
    return -(-n_bytes * 10 // 1024**power), _BINARY_UNITS[power]
