"""Where notices are kept, one message of a contest goes from the opening of the vote to the result, told once."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bots.hearing import NotSentError
from bots.post import Post
from bots.presenter.turnout import counted_at
from bots.turnout import TurnoutCounter
from bots.wording import Wording
from bots.words import mention
from contests.ports import Showing
from tests.stories.person import Json, press, refusal, texts
from tests.stories.telling import DAY, HOUR, heard, state_of, until, votes
from tests.stories.test_as_manager_voting import opened
from tests.stories.test_on_a_platform_turnout import LINE, counted, message, quiet, vote
from tests.stories.toy_port import PLACE, ToyPort, ToySpeaker
from tests.stories.web_door import WebDoor, WebPerson


async def begun(toys: ToyPort, line: str = LINE, entries: int = 2) -> tuple[WebPerson, str, list[str]]:
    """Open a vote where notices are kept and people are named, counted along by hand alone."""
    await quiet(toys)
    toys.speaker.keeps_notices = toys.speaker.counts_live = toys.speaker.mentions = True
    toys.speaker.store = toys.running.store
    mona = await WebDoor.person(toys, "Mona", "manager")
    contest, by = await opened(toys, mona, line, entries)
    await counted(toys, 0)
    toys.speaker.edits.clear()
    return mona, contest, list(by)


def said(toys: ToyPort, sign: str) -> list[Json]:
    return [one for one in toys.at(PLACE) if sign in one["text"]]


async def test_the_vote_is_counted_along_and_turns_into_the_result_which_is_told_once(toys: ToyPort) -> None:
    _, contest, entries = await begun(toys)
    shown = message(toys)
    assert (shown["notice"], shown["ping"]) == (contest, "")
    await vote(toys, 2, contest, entries[:1])
    await counted(toys, 10)
    assert "2 people have voted." in message(toys)["text"]
    assert toys.speaker.pings == []
    await until(toys, contest, "announced")
    await counted(toys, 20)
    await counted(toys, 40)
    assert [text.splitlines()[0] for _, text in toys.speaker.edits] == [
        "Voting on “Bag battle” is open.",
        "🏆 The result of “Bag battle”",
    ]
    [result] = said(toys, "The result of")
    assert (result["id"], result["notice"]) == (shown["id"], contest)
    told = f"The result of “Bag battle” is out.\nCongratulations, {mention('Author 0')}!"
    assert toys.speaker.pings == [(PLACE, told)]
    assert result["mentions"] == ["Author 0"]


async def test_a_vote_that_leads_to_a_final_is_closed_in_its_own_message_and_the_result_takes_the_final_ones(
    toys: ToyPort,
) -> None:
    mona, contest, entries = await begun(toys, f'{LINE} final="1 day" finalists=2 preview="12 hours"', 3)
    shown = message(toys)["id"]
    [voter, _] = await vote(toys, 2, contest, entries[:2])
    await toys.turn(DAY)
    running = toys.running  # which stopped before the edit, and starts anew
    anew = Wording(running.store, running.intake, running.clock, running.speakers, running.notes)
    fresh = TurnoutCounter(running.store, running.speakers, anew)
    await fresh.recall()
    await fresh.show(0)
    [last] = said(toys, "Voting on “Bag battle”")
    assert (last["id"], last["text"]) == (shown, "Voting on “Bag battle” is closed.\n2 people voted.")
    assert last["buttons"] == []
    assert refusal(await press(mona, await heard(toys, mona, "desk"), "final")) is None
    await toys.turn(0)
    await counted(toys, 20)
    [final] = said(toys, "The final of “Bag battle” is open.")
    await votes(voter, entries[:1], contest)
    await until(toys, contest, "announced")
    await counted(toys, 30)
    assert said(toys, "Voting on “Bag battle”") == [last]
    [result] = said(toys, "The result of")
    assert result["id"] == final["id"] != shown


async def test_an_edit_that_is_late_overwrites_no_result(toys: ToyPort) -> None:
    _, contest, entries = await begun(toys)
    await vote(toys, 1, contest, entries[:1])
    toys.speaker.barred[PLACE] = NotSentError("429", final=False)
    await counted(toys, 10)
    del toys.speaker.barred[PLACE]
    await until(toys, contest, "announced")
    for at_s in (20, 40, 60):
        await counted(toys, at_s)
    assert said(toys, "The result of")
    assert not said(toys, "is closed.")


@dataclass(slots=True)
class Slow(ToySpeaker):
    """A mouth whose next edit takes until it is let go on."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def replace(self, where: str, post: Post) -> None:
        self.begun.set()
        await self.goes_on.wait()
        await ToySpeaker.replace(self, where, post)


async def test_a_vote_that_ends_while_another_place_is_edited_is_not_shown_as_open_again(toys: ToyPort) -> None:
    mona, contest, entries = await begun(toys)
    slow = Slow("slow", counts_live=True, store=toys.running.store)
    toys.running.speakers["slow"] = slow
    await _second_venue(toys, contest, slow)
    await vote(toys, 1, contest, entries[:1])
    counting = asyncio.create_task(counted(toys, 10))
    await slow.begun.wait()
    await until(toys, contest, "announced")
    slow.goes_on.set()
    await counting
    await counted(toys, 30)
    assert said(toys, "The result of")
    assert not said(toys, "Voting on")
    assert refusal(await mona.say("/manage")) is None


async def _second_venue(toys: ToyPort, contest: str, slow: Slow) -> None:
    """Show the vote in a venue that is older than the toy group, so that it is edited first."""
    async with toys.running.store.work() as work:
        older = replace(
            toys.venue, id="older", platform="slow", place="slow", joined_at=toys.venue.joined_at - timedelta(days=1)
        )
        await work.people.save_venue(older)
        found = await work.contests.get(contest)
        running = found.open_round
        assert running is not None
        await work.showings.add(Showing(counted_at(running.id, "older"), "slow", "vote", None))
    slow.said["vote"] = {"place": "slow"}


async def test_a_run_off_closes_the_vote_in_its_message_and_the_result_takes_the_place_of_the_run_off(
    toys: ToyPort,
) -> None:
    _, contest, entries = await begun(toys, f'{LINE} tie=run-off runoff="6 hours"')
    one = message(toys)["id"]
    await vote(toys, 1, contest, entries)
    await until(toys, contest, "run-off")
    await counted(toys, 20)
    [runoff], [closed] = said(toys, "there is a run-off"), said(toys, "Voting on “Bag battle” is closed.")
    assert (closed["id"], toys.speaker.pings) == (one, [])
    await until(toys, contest, "announced")
    await counted(toys, 40)
    [result] = said(toys, "The result of")
    assert result["id"] == runoff["id"] != one
    assert said(toys, "Voting on “Bag battle”") == [closed]
    assert len(toys.speaker.pings) == 1


async def test_a_contest_that_does_not_go_on_says_so_in_the_same_place(toys: ToyPort) -> None:
    mona, contest, _ = await begun(toys)
    one = message(toys)["id"]
    assert refusal(await mona.say(f'/contest cancel {contest} reason="It rained"')) is None
    await toys.turn(0)
    await counted(toys, 20)
    [over] = said(toys, "It rained")
    assert over["id"] == one
    assert toys.speaker.pings == [(PLACE, "“Bag battle” does not go on.")]
    assert await state_of(toys, contest) == "cancelled"


async def test_a_correction_is_a_message_of_its_own(toys: ToyPort) -> None:
    mona, contest, entries = await begun(toys)
    await vote(toys, 1, contest, entries[:1])
    await until(toys, contest, "announced")
    await mona.say(f'/moderate disqualify {entries[0]} rule=vote_buying reason="Votes were paid"')
    await toys.turn(HOUR)
    [result, correction] = said(toys, "esult of “Bag battle”")
    assert correction["text"].startswith("A correction to the result")
    assert (correction["notice"], correction["ping"]) == ("", "")
    assert result["id"] == toys.speaker.notices[PLACE, contest]
    assert len(toys.speaker.pings) == 1


async def test_where_notices_are_not_kept_each_is_a_message_and_nothing_is_told_twice(toys: ToyPort) -> None:
    mona = await WebDoor.person(toys, "Mona", "manager")
    contest, by = await opened(toys, mona, LINE)
    await vote(toys, 1, contest, list(by))
    await toys.turn(2 * DAY)
    assert len(said(toys, "Voting on “Bag battle” is open.")) == 1
    assert len(said(toys, "The result of")) == 1
    assert "is out" not in texts(toys.at(PLACE))
