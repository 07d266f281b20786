"""The light path answers a ballot's presses as the library's way does; whatever is unusual goes that way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.on_telegram.dress import dressed
from bots.on_telegram.keyboards import keyboard, markup
from bots.on_telegram.quick import Ready, bare
from bots.post import Attachment, Button, Post
from contests.model.ballot import Choice, written
from tests.bots.on_telegram.ear.house import Place, data
from tests.bots.on_telegram.ear.test_entering import press
from tests.bots.on_telegram.ear.test_voting import AUTHORS, a_vote, voting

words = st.lists(
    st.text(max_size=60) | st.sampled_from(["@everyone", "/start", "https://x.y/a_b.", "#tag", "a.de", ""]), max_size=6
).map("\n\n".join)
buttons = st.builds(Button, st.from_regex("approve:[a-z]{1,9}", fullmatch=True), st.text(max_size=30))


async def answered(place: Place) -> int:
    """Return how many presses never needed the library, once nothing is under way."""
    await place.platform.updates._flight.landed(5)
    assert place.platform.light is not None
    return place.platform.light.answered


async def test_a_queue_is_answered_by_the_light_path_to_its_end(place: Place) -> None:
    contest = await a_vote(place)
    dan, ballot = await voting(place, contest)
    before = len(place.telegram.calls)
    for verb in ("approve", "pass", "approve"):
        ballot = await press(dan, ballot, data(ballot, verb))
    assert "all 3 entries" in ballot.said
    assert await answered(place) == len(AUTHORS)
    made = [one.method for one in place.telegram.calls[before:] if one.method != "getUpdates"]
    assert sorted(made) == ["answerCallbackQuery"] * 3 + ["editMessageText"] * 3
    async with place.running.store.reading() as work:
        round_id = (await work.contests.get(contest)).rounds[1].id
        [member] = await work.people.named(place.running.community.id, "Dan")
        choices = await work.ballots.of_member(round_id, member.id)
    assert sorted(map(written, choices.values())) == [Choice.APPROVE, Choice.APPROVE, Choice.PASS]
    await press(dan, ballot, data(ballot, "back"))
    assert await answered(place) == len(AUTHORS) + 1


async def test_the_light_path_shows_what_the_librarys_way_shows(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    dan, ballot = await voting(place, await a_vote(place))
    approve = data(ballot, "approve")
    quick = await press(dan, ballot, approve)
    seen = (quick.said, quick.entities, quick.rows, [one.data for one in quick.buttons])
    monkeypatch.setattr("bots.on_telegram.light.BALLOTS", re.compile("(?!)"))
    await dan.forge_press(quick, approve)
    assert (quick.said, quick.entities, quick.rows, [one.data for one in quick.buttons]) == seen
    assert await answered(place) == 1


async def test_a_refusal_goes_the_librarys_way(place: Place) -> None:
    dan, ballot = await voting(place, await a_vote(place))
    approve = data(ballot, "approve")
    await place.turn(days=3)
    await dan.forge_press(ballot, approve)  # the button is gone, and somebody was quicker than that
    assert "voting" in ballot.said.casefold()
    assert await answered(place) == 0


async def test_an_edit_that_telegram_refuses_is_made_again_and_the_vote_stands_once(place: Place) -> None:
    contest = await a_vote(place)
    dan, ballot = await voting(place, contest)
    place.telegram.faults.add("editMessageText", "502", 1)
    again = await press(dan, ballot, data(ballot, "approve"))
    assert "Still to look at: 2" in again.said
    assert await answered(place) == 0
    async with place.running.store.reading() as work:
        assert (await work.ballots.turnout(contest)).ballots == 1


async def test_a_ballot_of_before_a_restart_is_looked_up_once(place: Place) -> None:
    dan, ballot = await voting(place, await a_vote(place))
    await place.restart()
    ballot = await press(dan, ballot, data(ballot, "approve"))
    ballot = await press(dan, ballot, data(ballot, "pass"))
    assert await answered(place) == 2


@given(words, st.lists(buttons, min_size=1, max_size=5, unique_by=lambda one: one.id))
def test_the_quick_dress_is_the_whole_dress(text: str, some: list[Button]) -> None:
    post = Post(text, buttons=tuple(some), in_place=True)
    quick, whole = bare(post, ""), dressed(Post(text.strip()))
    if quick is None:
        assert not text.strip()
        return
    keys = markup(keyboard(post))
    entities = [one.to_dict() for one in whole.entities]
    told = {"text": whole.text, "entities": entities, "reply_markup": keys.to_dict() if keys else None}
    assert Ready({name: quick[name] for name in told}).body == Ready(told).body


def test_whatever_is_more_than_words_and_buttons_is_left_to_the_whole_dress() -> None:
    plain = Button("approve:e1", "Approve")
    picture = Attachment("m1", "picture", "image/png", "A cat")
    assert bare(Post("Words", buttons=(plain,)), "") is not None
    for post in (
        Post("Words"),
        Post("", buttons=(plain,)),
        Post("Words", buttons=(plain,), private=False),
        Post("Words", buttons=(plain,), media=(picture,)),
        Post("Words", buttons=(plain,), files=(("a.csv", b""),)),
        Post("Words", buttons=(plain,), mentions=("1",)),
        Post("x" * 4097, buttons=(plain,)),
    ):
        assert bare(post, "") is None
