"""Throwing away, every hour, what nobody needs any more."""

from datetime import datetime

from bots.intake import Intake
from bots.ticker import Tidy
from contests.desk.housekeeping import forget_notes, forget_showings
from contests.ports import Keep, Store


def tidying(intake: Intake, keep: Keep) -> Tidy:
    """Return what throws away old files, showings and notes; it raises StorageError."""

    async def tidy(store: Store, now: datetime) -> None:
        await intake.throw_away(store, now)
        await forget_showings(store, now)
        await forget_notes(keep, now)

    return tidy
