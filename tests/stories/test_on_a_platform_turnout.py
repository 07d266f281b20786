"""A vote's own message says how many have voted: never for what, edited seldom, and right at the end (RULES.md 22)."""

import asyncio
from datetime import timedelta

from bots.hearing import NotSentError
from bots.turnout import EVERY_S, TurnoutCounter
from bots.wording import Wording
from tests.stories.person import Json, Person
from tests.stories.telling import DAY, HOUR, until, votes
from tests.stories.test_as_manager_voting import opened
from tests.stories.toy_port import ToyPort
from tests.stories.web_door import WebDoor

LINE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" review=off mode=list'


async def voting(toys: ToyPort) -> tuple[str, list[str]]:
    """Open a vote that is counted along, by hand: nothing is edited but by `counted`."""
    toys.speaker.counts_live, toys.speaker.store = True, toys.running.store
    contest, by = await opened(toys, await WebDoor.person(toys, "Mona", "manager"), LINE)
    await counted(toys, 0)
    toys.speaker.edits.clear()
    return contest, list(by)


async def counted(toys: ToyPort, at_s: float) -> float | None:
    return await toys.running.counter.show(at_s)


def message(toys: ToyPort) -> Json:
    [shown] = [one for one in toys.at("toy-group") if any(subject.startswith("turnout:") for subject in one["shows"])]
    return shown


async def vote(toys: ToyPort, number: int, contest: str, approved: list[str]) -> list[Person]:
    people: list[Person] = [await toys.person(f"Voter {next(toys.numbers)}") for _ in range(number)]
    for one in people:
        await votes(one, approved, contest)
    return people


async def quiet(toys: ToyPort) -> None:
    """End the counter's own task, so that the test alone decides when it looks."""
    for task in asyncio.all_tasks():
        if getattr(task.get_coro(), "__qualname__", "") == "TurnoutCounter.run":
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def test_it_counts_people_and_is_edited_once_for_all_who_voted_within_five_seconds(toys: ToyPort) -> None:
    await quiet(toys)
    contest, entries = await voting(toys)
    assert "0 people have voted." in message(toys)["text"]
    await vote(toys, 1, contest, entries[:1])
    assert await counted(toys, 10) is None
    assert "1 person has voted." in message(toys)["text"]
    [one] = await vote(toys, 1, contest, entries)
    await vote(toys, 2, contest, entries[1:])
    assert await counted(toys, 12) == EVERY_S - 2
    assert len(toys.speaker.edits) == 1, "it was edited two seconds ago"
    await counted(toys, 15)
    assert "4 people have voted." in message(toys)["text"]
    assert len(toys.speaker.edits) == 2, "one edit for three ballots"
    await votes(one, entries[:1], contest)
    await counted(toys, 30)
    assert len(toys.speaker.edits) == 2, "who changes their ballot is not counted twice"
    assert f"vote:{contest}" in [one["id"] for one in message(toys)["buttons"]]


async def test_it_tells_nobody_how_it_stands(toys: ToyPort) -> None:
    await quiet(toys)
    contest, entries = await voting(toys)
    await vote(toys, 3, contest, entries[:1])
    await counted(toys, 10)
    for sign in ("Entry0", "Entry1", "approv", entries[0]):
        assert sign not in message(toys)["text"]


async def test_the_last_edit_says_how_many_voted(toys: ToyPort) -> None:
    await quiet(toys)
    contest, entries = await voting(toys)
    await vote(toys, 2, contest, entries[:1])
    shown = message(toys)["id"]
    await until(toys, contest, "announced")
    await counted(toys, 10)
    [last] = [one for one in toys.at("toy-group") if one["id"] == shown]
    assert last["text"] == "Voting on “Bag battle” is closed.\n2 people voted."
    assert last["buttons"] == []
    edits = len(toys.speaker.edits)
    toys.running.counter.stirred()
    assert await counted(toys, 99) is None
    assert len(toys.speaker.edits) == edits, "that was the last one"


async def test_an_edit_that_is_lost_is_made_up_for_and_a_stated_wait_is_kept(toys: ToyPort) -> None:
    await quiet(toys)
    contest, entries = await voting(toys)
    await vote(toys, 2, contest, entries[:1])
    toys.speaker.barred["toy-group"] = NotSentError("429", final=False, again_in=timedelta(seconds=30))
    assert await counted(toys, 10) == 30
    del toys.speaker.barred["toy-group"]
    await counted(toys, 39)
    assert "0 people" in message(toys)["text"]
    await counted(toys, 40)
    assert "2 people have voted." in message(toys)["text"]


async def test_a_platform_that_does_not_count_along_is_left_alone(toys: ToyPort) -> None:
    toys.speaker.store = toys.running.store
    contest, by = await opened(toys, await WebDoor.person(toys, "Mona", "manager"), LINE)
    await vote(toys, 1, contest, list(by))
    assert toys.speaker.edits == []
    assert "voted" not in "".join(str(one["text"]) for one in toys.at("toy-group"))


async def test_votes_are_counted_along_by_themselves(toys: ToyPort) -> None:
    toys.speaker.counts_live, toys.speaker.store = True, toys.running.store
    contest, by = await opened(toys, await WebDoor.person(toys, "Mona", "manager"), LINE)
    await vote(toys, 1, contest, list(by))
    async with asyncio.timeout(2 * EVERY_S):
        while "1 person has voted." not in message(toys)["text"]:
            toys.speaker.edited.clear()
            await toys.speaker.edited.wait()


async def test_after_a_restart_what_is_open_is_looked_at_and_what_closed_meanwhile_gets_its_last_edit(
    toys: ToyPort,
) -> None:
    await quiet(toys)
    contest, entries = await voting(toys)
    await vote(toys, 2, contest, entries[:1])
    running, shown = toys.running, message(toys)["id"]
    fresh = TurnoutCounter(
        running.store,
        running.speakers,
        Wording(running.store, running.intake, running.clock, running.speakers, running.notes),
    )
    await fresh.recall()
    await fresh.show(0)
    assert "2 people have voted." in message(toys)["text"]
    later = TurnoutCounter(
        running.store,
        running.speakers,
        Wording(running.store, running.intake, running.clock, running.speakers, running.notes),
    )
    await later.recall()
    await toys.turn(DAY + HOUR)
    await later.show(0)
    assert toys.speaker.edits[-1] == (shown, "Voting on “Bag battle” is closed.\n2 people voted.")
