"""Who speaks on a chat platform, and for which community: what all such platforms share."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from bots.hearing import Hearing
from contests.model.community import Community
from contests.ports import Work
from contests.refusals import Refusal

OURS = re.compile("[\0\ue000\ue001]")
"""What no database keeps, and what we mark times and people with: nobody may type it."""


class NotHereError(Exception):
    """It cannot be told for which community somebody speaks; it holds the sentence that says so."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who was heard, and in which community."""

    hearing: Hearing
    community: Community
    desks: frozenset[str]
    """Places where the community's moderators are told, of those around where it was said."""


def cleaned(text: str) -> str:
    """Return a typed text without what nobody may type."""
    return OURS.sub("", text)


async def community_named(work: Work, about: Sequence[str]) -> str | None:
    """Return the community of the entry or the contest that some ids name."""
    ids = [part for one in about for part in one.split(":") if part]
    entries = await work.entries.known(ids)
    for one in [*(entry.contest for entry in entries), *ids]:
        with suppress(Refusal):
            return (await work.contests.get(one)).community
    return None
