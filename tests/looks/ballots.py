"""A house in which a vote of each kind is open, with pictures, and a new member for whoever looks at it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from playwright.async_api import BrowserContext

from bots.app import Running
from bots.demo.scenes import drawn
from contests.model.ballot import Method, Mode
from contests.model.contest import Criterion, Jury
from tests.looks.states import Who
from tests.stories.deciding import LINE, ruled
from tests.stories.telling import DAY, entered, scheduled
from tests.stories.web_door import WebDoor, web_house

OWN_PAGE = {"X-Prosument": "1"}
SHOWN = {
    "Snow over the hill": "first-snow",
    "A market by night": "night-market",
    "Two finches, who were there before anybody had put the kettle on": "two-finches",
    "Meadow": "meadow",
    "Rain": "",
}
TEXTS = (
    "Painted before the bus came.",
    "Everybody was still there, and the tea was hot.\n\nWe stayed until they put the lights out.",
    "They came back each morning, and I drew them each morning.",
    "",
    "Only words, this time: a tea that smells of rain on a tin roof, and of the day after.",
)
ALTS = {
    "first-snow": "A red finch in the snow",
    "night-market": "A cup below lanterns and the moon",
    "two-finches": "Two finches beside a tin of tea",
    "meadow": "Three umbels before stripes",
}
"""What each picture shows, for those who cannot see it."""
CRITERIA = (Criterion("Taste", 2), Criterion("Look"))
VOTES: dict[str, dict[str, object]] = {
    "Grades": {"method": Method.SCORE, "mode": Mode.QUEUE},
    "Criteria": {"method": Method.STAR, "criteria": CRITERIA, "jury": Jury()},
    "Order": {"method": Method.SCHULZE},
    "Pairs": {"method": Method.PAIRWISE},
    "List": {"method": Method.APPROVAL, "mode": Mode.LIST},
    "Stars": {"method": Method.LIMITED, "mode": Mode.QUEUE, "stars": 2},
}
"""The contests by title, and their rules."""


@dataclass(frozen=True, slots=True)
class Ballots:
    """The house."""

    door: WebDoor
    numbers: "count[int]"

    @property
    def places(self) -> dict[str, str]:
        """Nothing is looked for by its id."""
        return {}

    @property
    def address(self) -> str:
        """Where it is."""
        return self.door.address

    async def come_in(self, context: BrowserContext, who: Who) -> None:
        """Come in as somebody who has not voted yet."""
        role = "juror" if who == "manager" else "member"
        person = await self.door.person(f"Voter {next(self.numbers)}", role)
        await context.request.post(f"{self.address}/api/login", data={"token": person.token}, headers=OWN_PAGE)


@asynccontextmanager
async def ballots(folder: Path, language: str) -> AsyncIterator[Ballots]:
    """Open it."""
    async with web_house(folder, language=language) as (door, running):
        mona, bob = await door.person("Mona", "manager"), await door.person("Bob")
        await mona.say("/me language language=en")  # times are typed in it
        for title, rules in VOTES.items():
            contest = await scheduled(mona, f"{LINE}{title}")
            await ruled(running, contest, **rules)
            for (name, scene), text in zip(SHOWN.items(), TEXTS, strict=True):
                files = [(drawn(scene, 900), ALTS[scene])] if scene else []
                await entered(bob, f"/enter {contest} title='{name}' text='{text}'", *files)
        await door.turn(DAY)
        await _with_no_award(running)
        yield Ballots(door, count(1))


async def _with_no_award(running: Running) -> None:
    """Let members say of the order that nobody shall win."""
    async with running.store.work() as work:
        for contest in await work.contests.find((await work.people.communities())[0].id):
            if contest.title == "Order":
                voting = contest.rounds[-1]
                among = tuple(one.id for one in await work.entries.of_contest(contest.id))
                await work.contests.save(contest.with_round(replace(voting, no_award=True, among=among)))
