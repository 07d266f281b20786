"""Throwing away, every hour, what nobody needs any more."""

from datetime import datetime

from bots.intake import Intake
from bots.ticker import Tidy
from contests.desk.housekeeping import forget_link_codes, forget_notes, forget_showings, forget_updates
from contests.ports import Inbox, Keep, Store


def tidying(intake: Intake, keep: Keep, inbox: Inbox) -> Tidy:
    """Return what throws away old files, showings, codes, notes and updates; it raises StorageError."""

    async def tidy(store: Store, now: datetime) -> None:
        await intake.throw_away(store, now)
        await forget_showings(store, now)
        await forget_link_codes(store, now)
        await forget_notes(keep, now)
        await forget_updates(inbox, now)

    return tidy
