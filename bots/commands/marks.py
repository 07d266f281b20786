"""Marks that could not be given: told to the manager while nothing depends on them yet."""

import asyncio

from bots.commands.talk import Talk
from bots.hearing import Marks, NotSentError
from bots.post import Post
from bots.presenter.parts import lines
from contests.desk.views import contest_view
from contests.model.community import Venue

PATIENCE_S = 5.0
"""How long the platforms may take to say it; whatever they say later is told when a mark is given."""


async def hindered_marks(talk: Talk, contest_id: str) -> list[Post]:
    """Name the venues where the ambassadors of a contest could not be given their mark, with cause and cure.

    A platform that is down says nothing. Raises: Refusal, StorageError.
    """
    view = await contest_view(talk.store, talk.actor, contest_id)
    if not view.contest.rules.ambassadors:
        return []
    async with talk.store.reading() as work:
        venues = await work.people.venues(view.community.id)
    told = await asyncio.gather(*(_hindrance(talk, one) for one in venues))
    return [_told(talk, venue, why) for venue, why in zip(venues, told, strict=True) if why]


async def _hindrance(talk: Talk, venue: Venue) -> str | None:
    speaker = talk.tools.speakers.get(venue.platform)
    if venue.office is None or speaker is None:
        return None
    if not isinstance(speaker, Marks):
        return None
    try:
        return await asyncio.wait_for(speaker.hindrance(venue.place, venue.office), PATIENCE_S)
    except (NotSentError, TimeoutError):
        return None


def _told(talk: Talk, venue: Venue, why: str) -> Post:
    t = talk.t
    return Post(
        lines(
            t._("In “{venue}” ambassadors cannot be given their role: {why}", venue=venue.title, why=why),
            t._("Mend it before anybody wins; until then the contest runs as it is."),
        )
    )
