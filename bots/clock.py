"""The time: the machine's, or a practice clock that only goes forward and survives a kill."""

from datetime import UTC, datetime, timedelta

from contests.ports import Keep

OFFSET = "practice_clock_offset_us"
"""Under which key the practice clock's offset is kept, in microseconds."""
IS_PRACTICE = "practice_clock"
"""Under which key it is kept whether the program that was started last goes by the practice clock."""


class RealClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC)


class PracticeClock:
    """The machine's clock and an offset that only grows (RULES.md 6)."""

    def __init__(self, keep: Keep, offset: timedelta) -> None:
        """Begin with an offset that was kept."""
        self._keep = keep
        self._offset = offset

    @classmethod
    async def wound_up(cls, keep: Keep, begins: datetime | None = None) -> "PracticeClock":
        """Return the practice clock as it was left; one that was never wound up starts at `begins`, else now."""
        kept = await keep.get(OFFSET)
        if kept is None and begins is not None:
            kept = str((begins - datetime.now(UTC)) // timedelta(microseconds=1))
            await keep.put(OFFSET, kept)
        return cls(keep, timedelta(microseconds=int(kept or 0)))

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC) + self._offset

    async def move_to(self, at: datetime) -> None:
        """Turn forward to a time; never back."""
        offset = max(self._offset, at - datetime.now(UTC))
        await self._keep.put(OFFSET, str(offset // timedelta(microseconds=1)))
        self._offset = offset


async def clock_for(keep: Keep, *, practice: bool | None, begins: datetime | None = None) -> RealClock | PracticeClock:
    """Return the clock of a program that starts; None: of one that works beside the program started last."""
    if practice is None:
        practice = await keep.get(IS_PRACTICE) == "yes"
    else:
        await keep.put(IS_PRACTICE, "yes" if practice else "no")
    return await PracticeClock.wound_up(keep, begins) if practice else RealClock()
