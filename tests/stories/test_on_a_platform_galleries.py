"""Entries in a chat's own gallery: shown once, changed with the entry, gone with it (RULES.md 10-13)."""

from bots.hearing import NotSentError
from tests.files.makers import png
from tests.stories.person import Json, press, refusal, subject, texts
from tests.stories.telling import DAY, entered, own_entry, scheduled, until, votes
from tests.stories.toy_port import ToyPort
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" mode=list'
AT_ONCE = f"{LINE} review=off"


async def begun(toys: ToyPort, line: str) -> tuple[WebPerson, str]:
    """Settle a gallery and open a contest; return its manager and its id."""
    await toys.settle(gallery="gallery")
    mona = await WebDoor.person(toys, "Mona", "manager")
    return mona, await scheduled(mona, line)


async def gallery(toys: ToyPort) -> list[Json]:
    """Return what stands in the gallery once all that is owed was sent."""
    await toys.turn(0)
    return toys.at("gallery")


async def test_an_entry_appears_once_it_is_approved_without_its_author_and_is_named_after_the_close(
    toys: ToyPort,
) -> None:
    mona, contest = await begun(toys, LINE)
    ann = await toys.person("Ann")
    sun = await entered(ann, '/enter title=Sun text="Made at dawn" alt="A sun"', (png(40, 40), "A sun"))
    assert await gallery(toys) == [], "not before it is approved"
    await mona.say(f"/moderate admit {sun}")
    [shown] = await gallery(toys)
    for sign in ("Sun", "Made at dawn", "The author is named after the close", f"Entry {sun}"):
        assert sign in shown["text"]
    assert "Ann" not in shown["text"]
    assert (shown["title"], shown["tags"], shown["private"]) == ("Sun", ["Remix", "Bag battle"], False)
    assert [one["alt"] for one in shown["media"]] == ["A sun"]
    await until(toys, contest, "voting")
    [voting] = await gallery(toys)
    assert f"vote:{contest}" in [one["id"] for one in voting["buttons"]]
    await until(toys, contest, "announced")
    [named] = await gallery(toys)
    assert "By Ann" in named["text"]
    assert f"vote:{contest}" not in [one["id"] for one in named["buttons"]]


async def test_without_review_it_appears_at_send_and_each_once_however_often_it_is_decided_on(toys: ToyPort) -> None:
    mona, _ = await begun(toys, AT_ONCE)
    sun = await entered(await toys.person("Ann"), "/enter title=Sun")
    assert [one["title"] for one in await gallery(toys)] == ["Sun"]
    for act in (f'disqualify {sun} rule=off_topic reason="No bag"', f"undo {sun}"):
        assert refusal(await mona.say(f"/moderate {act}")) is None
        [shown] = await gallery(toys)
    assert "disqualified" not in shown["text"]
    assert len([one for one in toys.speaker.edits if one[0] == shown["id"]]) == 2


async def test_a_disqualified_entry_stays_with_the_reason(toys: ToyPort) -> None:
    mona, _ = await begun(toys, AT_ONCE)
    sun = await entered(await toys.person("Ann"), "/enter title=Sun")
    await gallery(toys)
    await mona.say(f'/moderate disqualify {sun} rule=off_topic reason="There is no bag"')
    [shown] = await gallery(toys)
    assert "disqualified" in shown["text"]
    assert "There is no bag" in shown["text"]


async def test_a_withdrawn_entry_leaves_only_that_word(toys: ToyPort) -> None:
    await begun(toys, AT_ONCE)
    ann = await toys.person("Ann")
    sun = await entered(ann, "/enter title=Sun", (png(40, 40), "A sun"))
    assert (await gallery(toys))[0]["media"]
    await press(ann, await ann.say(f"/entry {sun}"), "withdraw")
    [gone] = await gallery(toys)
    assert (gone["text"], gone["media"], gone["buttons"]) == ("This entry was withdrawn.", [], [])
    assert "Sun" not in gone["title"], "where a place gives messages names, that goes, too"


async def test_a_replaced_entry_is_hidden_while_it_is_reviewed_anew_and_comes_back_in_its_place(toys: ToyPort) -> None:
    mona, _ = await begun(toys, LINE)
    ann = await toys.person("Ann")
    sun = await entered(ann, "/enter title=Sun")
    await mona.say(f"/moderate admit {sun}")
    await gallery(toys)
    form = (await ann.press((await ann.say(f"/entry {sun}"))[-1], f"replace:{sun}"))[-1]["form"]
    await press(ann, await ann.submit(form, {"title": "Moon"}), "send")
    [hidden] = await gallery(toys)
    assert hidden["text"] == "This entry is not shown now."
    await mona.say(f"/moderate admit {sun}")
    [shown] = await gallery(toys)
    assert shown["title"] == "Moon"
    assert shown["id"] == hidden["id"]


async def test_an_author_keeps_an_entry_out_and_lets_it_in(toys: ToyPort) -> None:
    await begun(toys, AT_ONCE)
    ann = await toys.person("Ann")
    await entered(ann, "/enter title=Sun gallery=no")
    assert await gallery(toys) == []
    await press(ann, await ann.say(f"/entry {await own_entry(ann)}"), "unhide")
    [shown] = await gallery(toys)
    assert "Sun" in shown["text"]
    await press(ann, await ann.say(f"/entry {await own_entry(ann)}"), "hide")
    [hidden] = await gallery(toys)
    assert hidden["text"] == "This entry is not shown now."


async def test_what_is_taken_back_before_it_was_shown_is_not_shown_and_may_be_later(toys: ToyPort) -> None:
    mona, _ = await begun(toys, LINE)
    sun = await entered(await toys.person("Ann"), "/enter title=Sun")
    toys.speaker.broken = NotSentError("502: try later", final=False)
    await mona.say(f"/moderate admit {sun}")
    await toys.turn(0)
    await mona.say(f"/moderate undo {sun}")
    toys.speaker.broken = None
    await toys.turn(3600)
    assert await gallery(toys) == []
    await mona.say(f"/moderate admit {sun}")
    assert [one["title"] for one in await gallery(toys)] == ["Sun"]


async def test_a_gallery_that_cannot_be_posted_to_holds_no_announcement_back_and_is_named_on_the_desk(
    toys: ToyPort,
) -> None:
    mona, contest = await begun(toys, AT_ONCE)
    ann = await toys.person("Ann")
    toys.speaker.barred["gallery"] = NotSentError("502: try later", final=False)
    sun = await entered(ann, "/enter title=Sun")
    await votes_open(toys, contest)
    assert "Voting on “Bag battle” is open" in texts(await ann.reads())
    told = [one for one in await mona.reads("desk") if "could not be sent" in one["text"]]
    assert "an entry, for the gallery" in texts(told)
    assert "502: try later" in texts(told)
    del toys.speaker.barred["gallery"]
    await press(mona, told, "again")
    [shown] = await gallery(toys)
    assert subject([shown], "look") == sun


async def votes_open(toys: ToyPort, contest: str) -> None:
    await toys.turn(DAY)
    await until(toys, contest, "voting")


async def test_a_venue_that_gets_a_gallery_later_is_owed_what_comes_after(toys: ToyPort) -> None:
    mona = await WebDoor.person(toys, "Mona", "manager")
    await scheduled(mona, f"{AT_ONCE} entries=2")
    ann = await toys.person("Ann")
    await entered(ann, "/enter title=Sun")
    await toys.settle(gallery="gallery")
    await entered(ann, "/enter title=Moon")
    assert [one["title"] for one in await gallery(toys)] == ["Moon"]


async def test_people_vote_and_report_from_what_is_shown(toys: ToyPort) -> None:
    _, contest = await begun(toys, AT_ONCE)
    sun = await entered(await toys.person("Ann"), "/enter title=Sun")
    await votes_open(toys, contest)
    bob = await toys.person("Bob")
    [shown] = await gallery(toys)
    assert (await press(bob, [shown], "vote"))[-1]["selects"]
    assert (await votes(bob, [sun], contest))["receipt"]
    asked = await press(bob, [shown], "report")
    assert asked[-1]["form"]["id"] == "run:report"
    sent = await bob.submit(asked[-1]["form"], {"entry": sun, "reason": "I made this one"})
    assert refusal(sent) is None
