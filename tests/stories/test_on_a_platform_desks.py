"""A chat's own desk: entries to review with the verdicts, reports, what could not be sent."""

import asyncio

from bots.hearing import NotSentError
from tests.stories.person import Json, press, refusal, texts
from tests.stories.telling import DAY, entered, heard, own_entry, scheduled
from tests.stories.toy_port import ToyPerson, ToyPort
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" entries=3'
NEVER = NotSentError("403: may not post here", final=True)


async def begun(toys: ToyPort, line: str = LINE) -> tuple[WebPerson, str]:
    """Settle a desk and open a contest; return its manager and its id."""
    await toys.settle(desk="mods-desk")
    mona = await WebDoor.person(toys, "Mona", "manager")
    return mona, await scheduled(mona, line)


async def desk(toys: ToyPort) -> list[Json]:
    """Return what stands on the chat's desk once all that is owed was sent."""
    await toys.turn(0)
    return toys.at("mods-desk")


async def test_an_entry_that_waits_is_shown_and_decided_where_the_moderators_are(toys: ToyPort) -> None:
    await begun(toys)
    mo, ann = await toys.person("Mo", "moderator"), await toys.person("Ann")
    await entered(ann, '/enter title=Sun text="Made at dawn"')
    [card] = await desk(toys)
    for sign in ("Bag battle", "Waiting since", "Sun", "Made at dawn", "Ann"):
        assert sign in card["text"]
    assert not card["private"]
    done = await press(mo, [card], "admit")
    assert refusal(done) is None
    [decided] = await desk(toys)
    assert decided["id"] == card["id"]
    assert "“Sun”: admitted by Mo" in decided["text"]
    assert "takes part in" in texts(await ann.reads("me"))


async def test_of_two_who_decide_at_once_one_does_and_every_copy_says_who(toys: ToyPort) -> None:
    mona, _ = await begun(toys)
    mo, max_ = [await toys.person(name, "moderator") for name in ("Mo", "Max")]
    await entered(await toys.person("Ann"), "/enter title=Sun")
    web = await mona.say("/moderate")
    [card] = await desk(toys)
    both = await asyncio.gather(*(press(who, [card], "admit") for who in (mo, max_)))
    assert sorted(str(refusal(one)) for one in both) == ["None", "already_decided"]
    who = "Mo" if refusal(both[0]) is None else "Max"
    assert f"admitted by {who}" in (await desk(toys))[0]["text"]
    [copy] = [one for one in await mona.reads() if one["id"] == web[0]["id"]]
    assert f"admitted by {who}" in copy["text"]


async def test_what_is_replaced_while_it_waits_changes_its_card_and_what_was_decided_gets_a_new_one(
    toys: ToyPort,
) -> None:
    mona, _ = await begun(toys)
    ann = await toys.person("Ann")
    sun = await entered(ann, "/enter title=Sun")
    await replaced(ann, sun, "Moon")
    [card] = await desk(toys)
    assert "Moon" in card["text"]
    await mona.say(f"/moderate admit {sun}")
    await replaced(ann, sun, "Star")
    first, second = await desk(toys)
    assert first["id"] == card["id"]
    assert "Waiting since" in second["text"]
    assert "Star" in second["text"]


async def replaced(person: ToyPerson, entry: str, title: str) -> None:
    form = (await person.press({"id": "any"}, f"replace:{entry}"))[-1]["form"]
    await press(person, await person.submit(form, {"title": title}), "send")


async def test_what_was_decided_or_withdrawn_before_its_card_went_out_is_not_asked_about(toys: ToyPort) -> None:
    mona, _ = await begun(toys)
    ann = await toys.person("Ann")
    toys.speaker.barred["mods-desk"] = NotSentError("502: try later", final=False)
    sun = await entered(ann, "/enter title=Sun")
    await mona.say(f"/moderate admit {sun}")
    moon = await entered(ann, "/enter title=Moon")
    await press(ann, await ann.say(f"/entry {moon}"), "withdraw")
    await toys.turn(0)
    del toys.speaker.barred["mods-desk"]
    await toys.turn(3600)
    assert await desk(toys) == []


async def test_a_withdrawn_entry_leaves_the_desk(toys: ToyPort) -> None:
    await begun(toys)
    ann = await toys.person("Ann")
    sun = await entered(ann, "/enter title=Sun")
    await desk(toys)
    await press(ann, await ann.say(f"/entry {sun}"), "withdraw")
    [card] = await desk(toys)
    assert (card["text"], card["buttons"]) == ("This entry was withdrawn.", [])


async def test_a_report_is_told_on_every_desk_once_with_what_can_be_done(toys: ToyPort) -> None:
    mona, _ = await begun(toys, f"{LINE} review=off")
    ann, bob = await toys.person("Ann"), await toys.person("Bob")
    sun = await entered(ann, "/enter title=Sun")
    assert refusal(await bob.say(f"/report {sun}")) == "needs_argument"
    told = await bob.say(f'/report {sun} reason="It is a photo of mine"')
    assert refusal(told) is None
    assert refusal(await bob.say(f'/report {sun} reason="Still"')) == "already_decided"
    for where in (await desk(toys), await heard(toys, mona, "desk")):
        [report] = where
        for sign in ("Bob reports “Sun” by Ann in “Bag battle”", "It is a photo of mine", sun):
            assert sign in report["text"]
    [report] = await desk(toys)
    mo = await toys.person("Mo", "moderator")
    form = (await press(mo, [report], "disqualify"))[-1]["form"]
    assert refusal(await mo.submit(form, {"rule": "not_own_work", "reason": "It was reported"})) is None
    assert "disqualified" in texts(await bob.say(f"/entry {sun}"))


async def test_a_message_is_reported_by_its_link_and_what_nobody_may_see_is_not(toys: ToyPort) -> None:
    await begun(toys)
    ann, bob = await toys.person("Ann"), await toys.person("Bob")
    await entered(ann, "/enter title=Sun")
    waiting = await own_entry(ann)
    assert refusal(await bob.say(f'/report {waiting} reason="I want to see it"')) == "no_such"
    assert refusal(await bob.say('/report link=nonsense reason="Rude"')) == "needs_argument"
    assert refusal(await bob.say('/report reason="Rude"')) == "needs_argument"
    link = "https://chat.example/1/2/3"
    assert refusal(await bob.say(f'/report link={link} reason="Rude"')) is None
    assert refusal(await bob.say(f'/report link={link} reason="Rude"')) == "already_decided"
    assert f"Bob reports a message: {link}" in texts(await desk(toys))
    assert "/report" in texts(await bob.say("/help"))


async def test_a_desk_that_cannot_be_reached_is_named_on_the_others_and_nothing_goes_round(toys: ToyPort) -> None:
    mona, contest = await begun(toys)
    toys.speaker.barred["mods-desk"] = NEVER
    await entered(await toys.person("Ann"), "/enter title=Sun")
    for _ in range(3):
        await toys.turn(60)
    told = [one for one in await heard(toys, mona, "desk") if "could not be sent" in one["text"]]
    assert len(told) == 1
    assert "an entry that waits for review" in texts(told)
    assert refusal(await mona.say(f"/contest pause {contest}")) is None
    await toys.turn(0)
    assert "is paused" in texts(await (await toys.person("Eve")).reads()), "and announcements go on"


async def test_a_given_up_announcement_is_told_on_every_desk(toys: ToyPort) -> None:
    mona, _ = await begun(toys)
    toys.speaker.barred["toy-group"] = NEVER
    await mona.say('/contest extend by="1 day" reason="Snow"')
    assert "that there is more time" in texts(await desk(toys))
    await toys.turn(DAY)
    assert "that there is more time" in texts(await heard(toys, mona, "desk"))
