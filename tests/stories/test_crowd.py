"""Fifty people press twenty times each at once, each on several connections: one ballot each, as if in turn."""

import asyncio
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from contests.model.ballot import written
from contests.rules.voting import FREE_AFTER
from tests.stories.person import Json, button, refusal, subject
from tests.stories.telling import DAY, entered, scheduled
from tests.stories.web_door import WebPerson, web_house

PEOPLE, PRESSES, ENTRIES = 50, 20, 7


@dataclass(slots=True)
class Overlap:
    """Counts how many presses are under way at once."""

    now: int = 0
    most: int = 0
    overlapping: int = 0

    def __enter__(self) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        self.overlapping += self.now > 1

    def __exit__(self, *_: object) -> None:
        self.now -= 1


@dataclass(slots=True)
class Pressed:
    """What one person pressed, and the receipt that answered."""

    said: list[tuple[str, str, str]] = field(default_factory=list)


@pytest.mark.long
async def test_a_crowd_presses_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(20)
    async with web_house(tmp_path) as (door, running):
        manager = await door.person("Mona", "manager")
        contest = await scheduled(
            manager,
            '/contest new template=remix title="Crowd" submissions="1 day" voting="1 day" review=off mode=queue',
        )
        authors = [await door.person(f"Author {number}") for number in range(ENTRIES)]
        entries = [await entered(one, f"/enter title=Entry{number}") for number, one in enumerate(authors)]
        await door.turn(DAY)
        people = [await door.person(f"Voter {number}") for number in range(PEOPLE)]
        papers = {one.id: (await one.say(f"/vote {contest}"))[-1] for one in people}
        overlap, pressed = Overlap(), defaultdict[str, Pressed](Pressed)

        async def press(person: WebPerson, entry: str, verb: str) -> list[Json]:
            with overlap:
                answer = await person.press(papers[person.id], f"{verb}:{entry}")
            assert refusal(answer) is None, answer
            pressed[person.id].said.append((entry, verb, str(answer[-1]["receipt"])))
            return answer

        async def begin(person: WebPerson, verbs: list[str]) -> None:
            """Answer what is served, until anything may be answered."""
            shown = [papers[person.id]]
            for verb in verbs:
                shown = await press(person, subject(shown, "approve"), verb)

        def verb() -> str:
            return chance.choice(["approve", "pass"])

        await asyncio.gather(*(begin(one, [verb() for _ in range(FREE_AFTER)]) for one in people))
        todo = [(one, chance.choice(entries), verb()) for one in people for _ in range(PRESSES - FREE_AFTER)]
        chance.shuffle(todo)
        await asyncio.gather(*(press(*one) for one in todo))

        async with running.store.reading() as work:
            voting = (await work.contests.get(contest)).rounds[1].id
            for person in people:
                stored = await work.ballots.of_member(voting, person.id)
                versions = {one.code: one.version for one in await work.ballots.receipts(person.id)}
                assert {entry: written(mark) for entry, mark in stored.items()} == replayed(
                    pressed[person.id], versions
                )
            count = await work.ballots.count(voting)
        assert count.ballots == PEOPLE
        writer = running.store.ballots
        assert overlap.overlapping > PEOPLE
        assert writer.largest > 1
        with capsys.disabled():
            print(
                f"\n{PEOPLE * PRESSES} presses of {PEOPLE} people: {overlap.overlapping} overlapped, "
                f"at most {overlap.most} at once; {writer.batches} commits, the largest of {writer.largest} ballots"
            )


def replayed(pressed: Pressed, versions: dict[str, int]) -> dict[str, str]:
    """Play one person's presses one after the other, in the order of their receipts.

    Presses that changed nothing carry the receipt of the ballot as it stood, so those of one receipt agree.
    """
    in_order = sorted(pressed.said, key=lambda one: versions[one[2]])
    return {entry: verb for entry, verb, _ in in_order}


async def test_a_double_press_has_the_effect_of_one(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, _):
        manager = await door.person("Mona", "manager")
        made = await manager.say('/contest new template=remix title=Twice submissions="1 day" voting="1 day"')
        assert refusal(made) is None
        shown: list[Json] = await manager.say("/contest schedule Twice")
        found = button(shown, "confirm")
        first, second = await asyncio.gather(*(manager.press(found.message, found.button) for _ in range(2)))
        assert [one["id"] for one in first] == [one["id"] for one in second]
        assert refusal(first) is refusal(second) is None
        await door.turn(1)
        openings = [one for one in await manager.reads() if "Twice" in one["text"] and not one["private"]]
        assert len(openings) == 1
