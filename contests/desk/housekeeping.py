"""What is thrown away when nobody needs it any more."""

from datetime import datetime, timedelta

from contests.model.media import Media
from contests.ports import Inbox, Keep, Store
from contests.rules.linking import WINDOW

KEPT_AFTER_USE = timedelta(days=1)
"""How long a file that no entry, kit or card holds is kept, for a preview that is still being written."""

NOTED_FOR = timedelta(days=30)
"""How long a platform's notes are kept: of what was said, so that it is not said twice, and of what was planned."""

DONE_FOR = timedelta(days=3)
"""How long a platform may hand over again what we had done already."""


async def forget_orphans(store: Store, now: datetime) -> list[Media]:
    """Forget the files that nothing holds any more; the caller deletes their bytes."""
    async with store.work() as work:
        found = [await work.media.get(one) for one in await work.media.orphans(now - KEPT_AFTER_USE)]
        for media in found:
            if media is not None:
                await work.media.forget(media.id)
    return [media for media in found if media is not None]


async def forget_showings(store: Store, now: datetime) -> None:
    """Forget where things were shown that no platform lets us change any more."""
    async with store.work() as work:
        await work.showings.forget(now)


async def forget_link_codes(store: Store, now: datetime) -> None:
    """Forget codes by which accounts are linked, and wrong ones, once nothing counts them any more."""
    async with store.work() as work:
        await work.linking.forget(now - WINDOW)


async def forget_notes(keep: Keep, now: datetime) -> None:
    """Forget what platforms noted so long ago that nobody comes back to it."""
    await keep.forget_notes(now - NOTED_FOR)


async def forget_updates(inbox: Inbox, now: datetime) -> None:
    """Forget what platforms handed over that is done, and that they do not hand over again."""
    await inbox.forget(now - DONE_FOR)
