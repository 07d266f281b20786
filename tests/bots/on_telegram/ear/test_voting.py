"""Voting in private: entry by entry, in the place of one message, and each press stops its wheel."""

from tests.bots.on_telegram.ear.house import Place, data, has
from tests.bots.on_telegram.ear.test_entering import press
from tests.platforms.telegram_server import Message, Person

AUTHORS = ("Ada", "Ben", "Cy")


async def a_vote(place: Place, mode: str = "queue") -> str:
    """Have three people enter, and the vote begin."""
    contest = await place.contest(mode=mode)
    for name in AUTHORS:
        author = await place.member(name)
        await author.start()
        await author.until(1)
        await author.say(place.telegram.bot, f'/enter title="By {name}" text="Look at this."')
        [preview] = await author.until(lambda one: has(one, "send"))
        await press(author, preview, data(preview, "send"))
    await place.turn(days=3, minutes=1)
    return contest


async def voting(place: Place, contest: str, name: str = "Dan") -> tuple[Person, Message]:
    """Have somebody open the ballot by the group's link."""
    dan = await place.member(name)
    await dan.start(f"vote-{contest}")
    [ballot] = await dan.until(1)
    return dan, ballot


async def test_a_vote_is_one_message_from_the_first_entry_to_the_receipt(place: Place) -> None:
    dan, ballot = await voting(place, await a_vote(place))
    seen = {ballot.said.split("\n")[4]}
    for verb in ("approve", "pass", "approve"):
        assert "Look at this." in ballot.said
        pressed = await dan.press(ballot, data(ballot, verb))
        assert pressed.is_answered
        [ballot] = await dan.until(1)
        seen.add(ballot.said.split("\n")[4])
    assert "all 3 entries" in ballot.said
    assert "Your receipt" in ballot.said
    assert len([one for one in dan.sees() if one.author is not dan]) == 1
    back = await press(dan, ballot, data(ballot, "back"))
    assert "Your answer so far: Approve" in back.said


async def test_a_vote_goes_on_after_a_restart(place: Place) -> None:
    dan, ballot = await voting(place, await a_vote(place))
    await place.restart()
    again = await press(dan, ballot, data(ballot, "approve"))
    assert again is ballot
    assert "Still to look at: 2" in again.said


async def test_who_votes_too_late_is_told_so(place: Place) -> None:
    dan, ballot = await voting(place, await a_vote(place))
    approve = data(ballot, "approve")
    await place.turn(days=3)
    pressed = await dan.forge_press(ballot, approve)  # the button is gone, and somebody was quicker than that
    assert pressed.is_answered
    assert "Voting closed" in dan.sees()[-1].said


async def test_a_forged_press_is_no_vote(place: Place) -> None:
    dan, ballot = await voting(place, await a_vote(place))
    for forged in ("b1:approve:nosuchentry2", "b1:", "h1:approve:xx", "zz", "o1:ballot:x\ny", "d1:x"):
        pressed = await dan.forge_press(ballot, forged)
        assert pressed.is_answered, forged
    async with place.running.store.reading() as work:
        [contest] = await work.contests.find(place.running.community.id)
        assert (await work.ballots.turnout(contest.id)).ballots == 0


async def test_a_vote_by_somebody_who_left_is_refused(place: Place) -> None:
    dan, ballot = await voting(place, await a_vote(place))
    place.group.throw_out(dan)
    await place.turn(minutes=6)
    answer = await press(dan, ballot, data(ballot, "approve"))
    assert "Still to look at: 2" not in answer.said


async def test_a_list_is_ticked_in_its_keyboard_and_then_sent(place: Place) -> None:
    dan, ballot = await voting(place, await a_vote(place, "list"))
    ticks = [one for one in ballot.buttons if one.label.startswith("☐")]
    assert len(ticks) == len(AUTHORS)
    for tick in ticks[:2]:
        ballot = await press(dan, ballot, tick.data or "")
    assert len([one for one in ballot.buttons if one.label.startswith("☑")]) == 2
    done = await press(dan, ballot, "Done")
    assert "Your receipt" in done.said
    assert "Your vote now" in done.said
