"""What may be at most holds by every way: an undo, a mended title, a piece of the kit (RULES.md 7, 8)."""

from pathlib import Path

from tests.files.makers import jpeg
from tests.stories.person import filled, form, press, refusal, texts
from tests.stories.telling import admitted, entered, scheduled, until
from tests.stories.web_door import WebDoor, WebPerson, web_house

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day"'


async def test_an_undone_verdict_gives_nobody_more_entries_than_there_may_be(
    web: WebDoor, mona: WebPerson, mo: WebPerson, ann: WebPerson
) -> None:
    contest = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    rejected = await mo.say(f'/moderate reject {sun} rule=off_topic reason="It is no bag"')
    moon = await entered(ann, "/enter title=Moon")
    undone = await press(mo, rejected, "undo")
    assert refusal(undone) == "limit_entries"
    assert "has used all their entries" in texts(undone)
    await admitted(mo, [moon])
    await until(web, contest, "voting")
    page = (await mo.call("GET", f"/api/contests/{contest}/entries"))[1]["items"]
    assert [(one["title"], one["state"]) for one in page] == [("Sun", "rejected"), ("Moon", "admitted")]


async def test_a_disqualification_can_be_undone_once_its_author_has_room_again(
    mona: WebPerson, mo: WebPerson, ann: WebPerson
) -> None:
    await scheduled(mona, f"{LINE} review=off")
    sun = await entered(ann, "/enter title=Sun")
    await mo.say(f'/moderate disqualify {sun} rule=vote_buying reason="It paid"')
    moon = await entered(ann, "/enter title=Moon")
    assert refusal(await mo.say(f"/moderate undo {sun}")) == "limit_entries"
    await press(ann, await ann.say(f"/entry {moon}"), "withdraw")
    assert refusal(await mo.say(f"/moderate undo {sun}")) is None
    assert "taking part" in texts(await ann.say(f"/entry {sun}"))


async def test_what_the_operator_set_holds_for_mended_titles_and_the_kit_too(tmp_path: Path) -> None:
    async with web_house(tmp_path, title_characters=20, alt_characters=30) as (web, _):
        mona, ann = await web.person("Mona", "manager"), await web.person("Ann")
        await scheduled(mona, LINE)
        sun = await entered(ann, "/enter title=Sun")
        long = await mona.say(f"/moderate retitle {sun} title={'x' * 21}")
        assert (refusal(long), long[0]["refusal"]["facts"]["limit"]) == ("too_long", 20)
        assert filled(long)["title"] == "x" * 21
        piece = await mona.say(f"/brand kit title={'x' * 21}", (jpeg(9, 9), "A bag"))
        assert (refusal(piece), piece[0]["refusal"]["facts"]["limit"]) == ("too_long", 20)
        alt = await mona.say("/brand kit title=Bag", (jpeg(9, 9), "x" * 31))
        assert (refusal(alt), alt[0]["refusal"]["facts"]["limit"]) == ("too_long", 30)


async def test_public_reasons_and_titles_hold_something_to_be_read(
    mona: WebPerson, mo: WebPerson, ann: WebPerson
) -> None:
    await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    unseen = "\u200b\u2060"
    for person, line in (
        (mona, "/contest extend by='1 day'"),
        (mona, "/contest cancel"),
        (mona, f"/contest edit title='{unseen}'"),
        (mo, f"/moderate reject {sun} rule=off_topic"),
    ):
        more = "" if "title" in line else f" reason='{unseen}'"
        said = await person.say(line + more)
        assert refusal(said) == "needs_argument", line
        assert form(said)["fields"]
