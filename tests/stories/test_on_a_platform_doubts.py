"""The answer to a message is lost where nobody can tell whether it is there: the managers look, and say which."""

import asyncio
from dataclasses import dataclass

from bots.post import Post
from contests.ports import StorageError
from tests.stories.person import Json, press, refusal, texts
from tests.stories.telling import DAY, entered, heard, scheduled, state_of
from tests.stories.test_as_manager_delivery import LINE, mona_of, results, voted
from tests.stories.toy_port import PLACE, ToyPort, ToySpeaker
from tests.stories.web_door import WebDoor, WebPerson


async def asked(toys: ToyPort, manager: WebPerson) -> list[Json]:
    """Return what the desk asks the managers to look for."""
    return [one for one in await heard(toys, manager, "desk") if "not certain" in one["text"]]


async def in_doubt(toys: ToyPort, *, arrives: bool) -> tuple[WebPerson, str, Json]:
    """Decide a contest whose result is or is not there, and nobody knows; return what the desk asks."""
    mona = await mona_of(toys)
    contest, _ = await voted(toys, mona)
    toys.speaker.loses[PLACE] = arrives
    await toys.turn(DAY)
    [told] = await asked(toys, mona)
    return mona, contest, told


async def test_the_desk_is_asked_where_to_look_for_what_and_why(toys: ToyPort) -> None:
    mona, contest, told = await in_doubt(toys, arrives=True)
    for sign in ("Bag battle", "the result", "in Toy group: look there", "Cause: cut off"):
        assert sign in told["text"]
    assert [one["label"] for one in told["buttons"]] == ["It is there", "It is not there: send it"]
    assert await state_of(toys, contest) == "announced", "told or closed, every venue"
    assert "Everything that was owed" not in texts(await mona.say("/manage"))
    await toys.turn(DAY)
    assert len(results(toys.at(PLACE))) == 1, "nothing is tried again before somebody has looked"


async def test_what_is_there_counts_as_sent_and_is_not_said_again(toys: ToyPort) -> None:
    mona, _, told = await in_doubt(toys, arrives=True)
    answer = await press(mona, [told], "there")
    assert refusal(answer) is None
    assert "nothing is sent again" in texts(answer)
    assert "Everything that was owed has been sent" in texts(await mona.say("/manage"))
    await toys.turn(DAY)
    assert len(results(toys.at(PLACE))) == 1
    assert len(await asked(toys, mona)) == 1


async def test_what_is_not_there_is_sent_once(toys: ToyPort) -> None:
    mona, contest, told = await in_doubt(toys, arrives=False)
    assert results(toys.at(PLACE)) == []
    assert refusal(await press(mona, [told], "again")) is None
    await toys.turn(0)
    assert len(results(toys.at(PLACE))) == 1
    assert toys.speaker.doubts == set()
    assert await state_of(toys, contest) == "announced"
    assert "Everything that was owed has been sent" in texts(await mona.say("/manage"))


async def test_of_two_who_press_at_once_one_decides_and_the_other_reads_who(toys: ToyPort) -> None:
    mona, _, told = await in_doubt(toys, arrives=False)
    max_ = await WebDoor.person(toys, "Max", "manager")
    both = await asyncio.gather(press(mona, [told], "there"), press(max_, [told], "again"))
    assert sorted(str(refusal(one)) for one in both) == ["None", "already_decided"]
    first = "Mona" if refusal(both[0]) is None else "Max"
    assert f"{first} decided it." in texts([*both[0], *both[1]])
    await toys.turn(0)
    assert len(results(toys.at(PLACE))) == (first == "Max")
    for who, verb in ((mona, "again"), (max_, "there")):
        late = await press(who, [told], verb)
        assert refusal(late) == "already_decided"
        assert f"{first} decided it." in texts(late)
    await toys.turn(DAY)
    assert len(results(toys.at(PLACE))) == (first == "Max")


async def test_a_second_doubt_is_asked_anew_and_a_press_about_the_first_does_not_answer_it(toys: ToyPort) -> None:
    mona, _, first = await in_doubt(toys, arrives=False)
    toys.speaker.loses[PLACE] = True
    await press(mona, [first], "again")
    await toys.turn(0)
    _, second = await asked(toys, mona)
    late = await press(await WebDoor.person(toys, "Max", "manager"), [first], "again")
    assert refusal(late) == "already_decided"
    assert "Mona decided it." in texts(late)
    await toys.turn(0)
    assert len(results(toys.at(PLACE))) == 1, "it was there by then"
    assert refusal(await press(mona, [second], "there")) is None
    await toys.turn(DAY)
    assert len(results(toys.at(PLACE))) == 1


@dataclass(slots=True)
class Forgetful(ToySpeaker):
    """A mouth that says something and can then not note that it did."""

    async def say(self, place: str, post: Post, key: str) -> str:
        if not self.loses.pop("note", False):
            return await ToySpeaker.say(self, place, post, key)
        self.doubts.add(key)
        self._put(place, post, key)
        raise StorageError("full")


async def test_what_was_sent_again_and_not_noted_is_in_doubt_anew_and_not_sent_a_third_time(toys: ToyPort) -> None:
    mona, _, told = await in_doubt(toys, arrives=False)
    toys.running.speakers["toy"] = forgetful = Forgetful(loses={"note": True}, doubts=toys.speaker.doubts)
    await press(mona, [told], "again")
    async with asyncio.timeout(10):
        while len(await asked(toys, mona)) < 2:
            toys.running.courier.wake()
            await asyncio.sleep(0)
    assert len([one for one in forgetful.said.values() if "The result of" in one["text"]]) == 1


async def test_manage_lists_what_is_in_doubt_with_both_answers(toys: ToyPort) -> None:
    mona, _, _ = await in_doubt(toys, arrives=False)
    desk = await mona.say("/manage")
    assert "This may or may not have been sent; look, then say which:\nthe result: cut off" in texts(desk)
    assert "This could not be sent" not in texts(desk)
    labels = [one["label"] for one in desk[0]["buttons"]]
    assert labels[:2] == ["It is there: the result", "It is not there, send it: the result"]
    assert refusal(await press(mona, desk, "again")) is None
    await toys.turn(0)
    assert len(results(toys.at(PLACE))) == 1


async def test_only_those_who_run_contests_answer(toys: ToyPort) -> None:
    _, _, told = await in_doubt(toys, arrives=False)
    ann = await toys.person("Ann")
    for one in told["buttons"]:
        assert refusal(await ann.press(told, one["id"])) == "role"
        assert refusal(await ann.press(told, f"{one['id']}x")) == "role"


async def test_a_private_message_in_doubt_is_said_nowhere_else(toys: ToyPort) -> None:
    mona = await mona_of(toys)
    await scheduled(mona, LINE)
    ann = await toys.person("Ann")
    await entered(ann, "/enter title=Sun")
    toys.speaker.loses[ann.account.id] = False
    await toys.turn(2 * DAY)
    [told] = await asked(toys, mona)
    assert "have reached Ann: ask them" in told["text"]
    before = len(await ann.reads("me"))
    assert refusal(await press(mona, [told], "again")) is None
    await toys.turn(0)
    assert len(await ann.reads("me")) == before + 1


async def test_what_the_desk_itself_may_not_have_heard_is_not_asked_about_there(toys: ToyPort) -> None:
    await toys.settle(desk="mods-desk")
    mona = await mona_of(toys)
    toys.speaker.loses["mods-desk"] = False
    await scheduled(mona, LINE.replace("review=off ", ""))
    await entered(await toys.person("Ann"), "/enter title=Sun")
    [told] = await asked(toys, mona)
    assert "an entry that waits for review" in told["text"]
    assert "not certain" not in texts(toys.at("mods-desk"))
