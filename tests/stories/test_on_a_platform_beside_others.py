"""A platform beside the web room: slow, down or asking for patience, it keeps no other waiting; people are named there."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from bots.hearing import NotSentError
from bots.post import Post
from bots.supervisor import Condition
from bots.words import MARK, MARK_END, mention
from contests.desk.people import rename
from contests.ports import Actor
from tests.stories.person import Json, refusal, texts
from tests.stories.telling import DAY, HOUR, entered, heard, scheduled, until, votes
from tests.stories.test_as_manager_voting import opened
from tests.stories.toy_port import ToyPerson, ToyPort, ToySpeaker
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" review=off mode=list'


async def mona_of(toys: ToyPort) -> WebPerson:
    return await WebDoor.person(toys, "Mona", "manager")


@dataclass(slots=True)
class Hanging(ToySpeaker):
    """A mouth that never finishes a sentence."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def say(self, place: str, post: Post, key: str) -> str:
        self.begun.set()
        await asyncio.Event().wait()
        return await ToySpeaker.say(self, place, post, key)


async def test_a_platform_that_hangs_keeps_no_other_waiting(toys: ToyPort) -> None:
    hanging = Hanging()
    toys.running.speakers["toy"] = hanging
    mona = await mona_of(toys)
    contest = await scheduled(mona, LINE)
    await hanging.begun.wait()
    assert refusal(await mona.say(f"/contest pause {contest}")) is None
    async with asyncio.timeout(10):
        while "is paused" not in texts(await mona.reads()):  # noqa: ASYNC110 - the room is read as a script reads it
            await asyncio.sleep(0.05)


async def test_a_wait_that_a_platform_states_is_kept(toys: ToyPort) -> None:
    mona, ann = await mona_of(toys), await toys.person("Ann")
    toys.speaker.broken = NotSentError("429", final=False, again_in=timedelta(hours=2))
    await scheduled(mona, LINE)
    await toys.turn(0)
    toys.speaker.broken = None
    await toys.turn(2 * HOUR - 60)
    assert await ann.reads() == []
    await toys.turn(60)
    assert "A new contest is open" in texts(await ann.reads())


def results(toys: ToyPort) -> Json:
    [result] = [one for one in toys.at("toy-group") if "The result of" in one["text"]]
    return result


async def test_winners_are_named_by_their_handle_where_they_have_one_and_nobody_who_chose_a_pseudonym(
    toys: ToyPort,
) -> None:
    toys.speaker.mentions = True
    mona = await mona_of(toys)
    contest = await scheduled(mona, LINE)
    ann, bob = await toys.person("Ann"), await toys.person("Bob")
    cleo = await WebDoor.person(toys, "Cleo")
    entries = [
        await entered(ann, "/enter title=Sun"),
        await entered(bob, '/enter title=Moon name="The Fox"'),
        await entered(cleo, "/enter title=Star"),
    ]
    await until(toys, contest, "voting")
    await votes(await toys.person("Voter"), entries, contest)
    await until(toys, contest, "announced")
    result = results(toys)
    assert result["mentions"] == ["Ann"], "Bob chose another name, and Cleo is not here"
    assert f"Congratulations, {mention('Ann')}!" in result["text"]
    assert "Bob" not in result["text"]
    assert "The Fox" in result["text"]
    web = [one for one in await heard(toys, mona) if "The result of" in one["text"]]
    assert MARK not in texts(web), "where nobody is mentioned nothing is marked"


async def test_whoever_has_another_name_by_now_is_not_named_by_their_handle(toys: ToyPort) -> None:
    toys.speaker.mentions = True
    contest, by = await opened(toys, await mona_of(toys), LINE, entries=1)
    [(entry, author)] = by.items()
    assert isinstance(author, ToyPerson)
    async with toys.running.store.reading() as work:
        member = await work.people.member(author.account.member)
    await rename(toys.running.store, Actor(member, author.account, toys.running.clock.now()), "Somebody else")
    await votes(await toys.person("Voter"), [entry], contest)
    await until(toys, contest, "announced")
    assert results(toys)["mentions"] == []


async def test_a_platform_that_takes_stamps_gets_them_and_no_other_does(toys: ToyPort) -> None:
    toys.speaker.dates = "stamps"
    mona, ann = await mona_of(toys), await toys.person("Ann")
    await scheduled(mona, LINE)
    await toys.turn(0)
    assert f":F{MARK_END}" in texts(await ann.reads())
    assert MARK not in texts(await heard(toys, mona))


async def test_a_platform_that_is_down_is_told_to_managers_with_the_cure_and_to_nobody_else(toys: ToyPort) -> None:
    running, mona = toys.running, await mona_of(toys)
    mo, ann = [await WebDoor.person(toys, *one) for one in (("Mo", "moderator"), ("Ann", "member"))]
    status, told = await mona.call("GET", "/healthz")
    assert (status, told["adapters"]) == (200, {"web": "up", "discord": "off", "telegram": "off"})
    running.conditions["discord"] = Condition("down", running.clock.now(), "Wrong token.", "Set another.")
    status, told = await mona.call("GET", "/healthz")
    assert (status, told["status"], told["adapters"]["discord"]) == (503, "degraded", "down")
    sentence = "Discord is down: Wrong token. → Set another."
    assert sentence in texts(await mona.say("/manage"))
    assert sentence not in texts(await mo.say("/manage"))
    sides = [(await who.call("GET", "/side.json"))[1]["down"] for who in (mona, mo, ann)]
    assert sides == [[sentence], [], []]
    running.conditions["discord"] = Condition("starting", running.clock.now())
    status, told = await mona.call("GET", "/healthz")
    assert (status, told["adapters"]["discord"]) == (503, "down"), "there is no fourth word"
    running.conditions["discord"] = Condition("up", running.clock.now())
    status, told = await mona.call("GET", "/healthz")
    assert (status, told["adapters"]["discord"]) == (200, "up")
    assert sentence not in texts(await mona.say("/manage"))


async def test_what_is_owed_to_a_platform_that_is_not_up_yet_comes_when_it_is(toys: ToyPort) -> None:
    mona, ann = await mona_of(toys), await toys.person("Ann")
    del toys.running.speakers["toy"]
    await scheduled(mona, LINE)
    await toys.turn(0)
    toys.running.speakers["toy"] = toys.speaker
    await toys.turn(HOUR)
    assert texts(await ann.reads()).count("A new contest is open") == 1
    await toys.turn(DAY)
    assert "could not be sent" not in texts(await heard(toys, mona, "desk"))
