"""The light path answers a ballot's presses as the library's way does; whatever is unusual goes that way."""

import asyncio

import pytest

from bots.alarm import Alarm
from bots.conversation import Talker
from bots.hearing import Heard, Hearing, Pressed
from bots.on_discord.light import Light
from bots.post import Button, Post
from contests.model.ballot import Choice, written
from contests.ports import StorageError
from tests.bots.on_discord.hearing.house import Place, button, picture
from tests.bots.on_discord.hearing.test_answering import Deferral, Scripted, scripted, talker
from tests.platforms.discord_server import Person, Reply

__all__ = ["scripted", "talker"]
ENTRIES = 8


def light(place: Place) -> Light:
    """Return the light path of a place's connection."""
    client = place.platform.connection.client
    return client.light  # type: ignore[no-any-return, union-attr]  # it is connected, by our own client


async def queue(place: Place, **enter: object) -> str:
    """Have a contest in which entries are served one by one."""
    contest = await place.contest(mode="queue")
    for number in range(ENTRIES):
        author = place.member(f"Author {number}")
        shown = await author.run(place.main, "enter", title=f"Entry {number}", text="*Words* only", **enter)
        await author.press(shown.message, button(shown.message, "send"))
    await place.turn(days=3)
    return contest


async def test_a_queue_is_answered_by_the_light_path_to_its_end(place: Place) -> None:
    contest = await queue(place)
    ann = place.member("Ann")
    paper = (await ann.run(place.main, "vote")).message
    before = len(place.discord.requests)
    for number in range(ENTRIES):
        reply = await ann.press(paper, button(paper, "approve" if number % 2 else "pass"))
        assert reply.message is paper
        assert not reply.deferred
    assert "all 8 entries" in paper.text
    assert light(place).answered == ENTRIES
    assert len(place.discord.requests) == before + ENTRIES, "one call a press"
    async with place.running.store.reading() as work:
        voting = (await work.contests.get(contest)).rounds[1].id
        [member] = await work.people.named(place.running.community.id, "Ann")
        choices = await work.ballots.of_member(voting, member.id)
    assert sorted(map(written, choices.values())) == sorted([Choice.APPROVE, Choice.PASS] * 4)
    await ann.press(paper, button(paper, "back"))
    await light(place)._ear.flight.landed(5)
    assert "Your answer so far: Approve" in paper.text
    assert light(place).answered == ENTRIES + 1


async def test_the_light_path_shows_what_the_librarys_way_shows(place: Place) -> None:
    await queue(place)
    ann = place.member("Ann", locale="de")
    paper = (await ann.run(place.main, "vote")).message
    approve = button(paper, "approve")
    await ann.press(paper, approve)
    quick = (paper.text, [(one.label, one.custom_id) for one in paper.buttons])
    connection = place.platform.connection.client._connection  # type: ignore[union-attr]  # it is connected
    connection.parsers["INTERACTION_CREATE"] = light(place)._library
    await ann.forge_press(paper, approve)
    assert (paper.text, [(one.label, one.custom_id) for one in paper.buttons]) == quick
    assert "Noch anzusehen" in paper.text or "anzuschauen" in paper.text
    assert light(place).answered == 1


async def test_a_language_that_was_just_chosen_is_spoken_at_the_next_press(place: Place) -> None:
    await queue(place)
    ann = place.member("Ann")
    paper = (await ann.run(place.main, "vote")).message
    await ann.press(paper, button(paper, "approve"))
    assert "Still to look at" in paper.text
    await ann.run(place.main, "me language", language="de")
    await ann.press(paper, button(paper, "approve"))
    assert "Noch anzusehen" in paper.text or "anzuschauen" in paper.text
    assert light(place).answered == 2


async def test_an_entry_with_a_picture_is_sent_by_the_library_with_its_file(place: Place) -> None:
    await queue(place, file=picture(), alt="One colour")
    ann = place.member("Ann")
    paper = (await ann.run(place.main, "vote")).message
    reply = await ann.press(paper, button(paper, "approve"))
    assert reply.message is paper
    assert paper.media[0].alt == "One colour"
    assert light(place).answered == 0


async def test_a_refusal_is_told_beside_the_ballot(place: Place) -> None:
    await queue(place)
    ann = place.member("Ann")
    paper = (await ann.run(place.main, "vote")).message
    approve = button(paper, "approve")
    await place.turn(days=2)
    reply = await ann.press(paper, approve)
    assert reply.message is not paper
    assert "closed" in reply.text or "over" in reply.text or "late" in reply.text
    assert light(place).answered == 0


async def test_a_withdrawn_entry_leaves_the_ballot_that_the_light_path_showed(place: Place) -> None:
    await queue(place)
    ann = place.member("Ann")
    paper = (await ann.run(place.main, "vote")).message
    await ann.press(paper, button(paper, "pass"))
    shown = button(paper, "approve").rpartition(":")[2]
    await light(place)._ear.flight.landed(5)
    async with place.running.store.reading() as work:
        assert [one.where.endswith("/@original") for one in await work.showings.of(f"ballot:{shown}")] == [True]


async def ballot(scripted: Place, talker: Scripted, ann: Person) -> Reply:
    """Show a ballot that a script made, and have the next one in its place."""
    talker.answer_ = lambda _: [Post("Paper", buttons=(Button("approve:abc", "Approve"),))]
    paper = await ann.run(scripted.main, "contests")
    talker.answer_ = lambda _: [Post("Next", buttons=(Button("approve:abd", "Approve"),), in_place=True)]
    return paper


async def test_a_slow_answer_is_deferred_and_then_given_once(scripted: Place, talker: Scripted) -> None:
    ann = scripted.member("Ann")
    paper = await ballot(scripted, talker, ann)
    talker.waits_for = Deferral(scripted)
    reply = await ann.press(paper.message, button(paper.message, "approve"))
    assert reply.deferred
    await reply.until(1)
    assert paper.message.text == "Next"
    assert [one for _, one in talker.heard[1:]] == [Pressed("approve:abc", about="abc")], "it was heard once"


async def test_a_call_that_hangs_is_given_up_and_made_by_the_library(scripted: Place, talker: Scripted) -> None:
    ann = scripted.member("Ann")
    paper = await ballot(scripted, talker, ann)
    path = light(scripted)
    path._longest, before = Alarm(0.1), path.answered
    scripted.discord.faults.plan("POST", "/interactions/*/callback", "slow", seconds=60)
    reply = await ann.press(paper.message, button(paper.message, "approve"))
    assert not reply.failed
    assert paper.message.text == "Next"
    assert path.answered == before
    assert [one for _, one in talker.heard[1:]] == [Pressed("approve:abc", about="abc")], "it was heard once"


async def test_while_nothing_can_be_stored_a_press_is_answered_with_a_sentence(
    scripted: Place, talker: Scripted
) -> None:
    ann = scripted.member("Ann")
    paper = await ballot(scripted, talker, ann)

    def full(_: Heard) -> list[Post]:
        raise StorageError("full")

    talker.answer_ = full
    reply = await ann.press(paper.message, button(paper.message, "approve"))
    assert "Nothing can be stored right now" in reply.text


async def test_somebody_new_who_presses_is_let_in_by_the_librarys_way(place: Place) -> None:
    await queue(place)
    ann, bob = place.member("Ann"), place.member("Bob")
    paper = (await ann.run(place.main, "vote")).message
    approve = button(paper, "approve")
    reply = await bob.forge_press(paper, approve)
    assert not reply.failed
    async with place.running.store.reading() as work:
        assert len(await work.people.named(place.running.community.id, "Bob")) == 1


async def test_a_close_waits_for_a_press_that_came_before_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    contest = await queue(place)
    ann = place.member("Ann")
    paper = (await ann.run(place.main, "vote")).message
    heard, gate, real = asyncio.Event(), asyncio.Event(), Talker.answer

    async def held_up(self: Talker, hearing: Hearing, said: Heard) -> list[Post]:
        if isinstance(said, Pressed) and said.button.startswith("approve:"):
            heard.set()
            await gate.wait()
        return await real(self, hearing, said)

    monkeypatch.setattr(Talker, "answer", held_up)
    pressing = asyncio.create_task(ann.press(paper, button(paper, "approve")))
    await asyncio.wait_for(heard.wait(), 10)
    closing = asyncio.create_task(place.turn(days=3))
    asyncio.get_running_loop().call_later(0.1, gate.set)
    await pressing
    await closing
    async with place.running.store.reading() as work:
        assert (await work.ballots.turnout(contest)).ballots == 1
