"""A length of time as people say it: "6 months", "7 days", "24 hours"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, timedelta, tzinfo

_NONE = timedelta()
_SECOND = timedelta(seconds=1)
_ISO = re.compile(
    r"P(?!$)(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?(?:(?P<weeks>[0-9]+)W)?(?:(?P<days>[0-9]+)D)?"
    r"(?:T(?!$)(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?(?:(?P<seconds>[0-9]+)S)?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Calendar months, calendar days, and exact time; years are 12 months, weeks are 7 days.

    "1 day" and "24 hours" are two things. Months and days keep the clock time: three days from Friday 18:00
    are Monday 18:00, also when the clocks change on Sunday. Hours, minutes and seconds pass as a stopwatch
    counts them. Raises ValueError where a part is negative or not of whole seconds.
    """

    months: int = 0
    days: int = 0
    delta: timedelta = _NONE

    def __post_init__(self) -> None:
        """Check the parts."""
        if min(self.months, self.days) < 0 or self.delta < _NONE or self.delta % _SECOND:
            raise ValueError(f"not a span: {self!r}")

    def __bool__(self) -> bool:
        """Tell whether it lasts at all."""
        return self != Span()

    def __add__(self, other: "Span") -> "Span":
        """Join two spans part by part."""
        return Span(months=self.months + other.months, days=self.days + other.days, delta=self.delta + other.delta)

    def __mul__(self, times: int) -> "Span":
        """Repeat it."""
        return Span(months=self.months * times, days=self.days * times, delta=self.delta * times)

    def local_after(self, local: datetime) -> datetime:
        """Count the months and days from a clock's time; the 31st becomes a shorter month's last day.

        Raises:
            OverflowError: it ends past the year 9999.

        """
        year, month = divmod(local.year * 12 + local.month - 1 + self.months, 12)
        if year > MAXYEAR:
            raise OverflowError("past the year 9999")
        day = min(local.day, monthrange(year, month + 1)[1])
        return local.replace(year=year, month=month + 1, day=day) + timedelta(days=self.days)

    def after(self, at: datetime, zone: tzinfo) -> datetime:
        """Return the end, in UTC, of a span that begins at an aware time: months, then days, then the rest.

        Where its months and days end at a clock time that a clock change skips, the end is as much later as
        the clocks jump; at one that comes twice, it is the first.

        Raises:
            OverflowError: it ends past the year 9999.

        """
        start = at
        if self.months or self.days:
            start = self.local_after(at.astimezone(zone))
        return start.astimezone(UTC) + self.delta

    def iso(self) -> str:
        """Return the duration in ISO 8601: "P6M", "P7D", "PT24H", "P1DT12H"."""
        minutes, seconds = divmod(self.delta // _SECOND, 60)
        hours, minutes = divmod(minutes, 60)
        calendar = _designated((self.months, "M"), (self.days, "D"))
        clock = _designated((hours, "H"), (minutes, "M"), (seconds, "S"))
        return f"P{calendar}T{clock}" if clock else f"P{calendar or 'T0S'}"

    @classmethod
    def parse_iso(cls, text: str) -> "Span":
        """Read an ISO 8601 duration of whole numbers: what `iso` returns, and years and weeks.

        Raises:
            ValueError: it is none.
            OverflowError: it is longer than a `timedelta` holds.

        """
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError(f"not an ISO 8601 duration: {text!r}")
        part = {name: int(digits) for name, digits in match.groupdict("0").items()}
        return cls(
            months=part["years"] * 12 + part["months"],
            days=part["weeks"] * 7 + part["days"],
            delta=timedelta(hours=part["hours"], minutes=part["minutes"], seconds=part["seconds"]),
        )


def _designated(*parts: tuple[int, str]) -> str:
    return "".join(f"{n}{unit}" for n, unit in parts if n)
