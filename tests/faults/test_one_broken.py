"""One thing that cannot be done stops nothing else, and is tried again in good time."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bots.app import Running
from bots.hearing import Speaker
from bots.post import Post
from bots.ticker import TRY_AGAIN
from contests.model.member import Account
from contests.ports import StorageError
from tests.faults.program import database
from tests.stories.telling import scheduled, state_of
from tests.stories.web_door import WebDoor, web_house

ANSWER_S = 20


async def two_contests(door: WebDoor, folder: Path) -> tuple[str, str]:
    """Schedule two contests with the same dates, and break the first."""
    mona = await door.person("Mona", "manager")
    ids = []
    for title in ("Broken", "Whole"):
        shown = await mona.say(f'/contest new template=remix title={title} submissions="2 days" voting="1 day"')
        assert not shown[-1]["refusal"]
        shown = await mona.say(f"/contest schedule {title} confirm=yes")
        ids.append(next(one["id"] for one in await listed(mona) if one["title"] == title))
    with database(folder) as by_hand:
        by_hand.execute("UPDATE contests SET document = '{}' WHERE id = ?", (ids[0],))
    return ids[0], ids[1]
