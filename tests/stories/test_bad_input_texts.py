"""Any text is shown as it was typed: in any script and direction, with anybody's markup, up to the very limit."""

import pytest

from tests.files.makers import png
from tests.stories.person import filled, form, press, refusal, texts
from tests.stories.telling import DAY, scheduled, until, votes
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day" review=off'
MAN = "\N{MAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}"
ODD = (
    "<b>bold</b> <script>alert(1)</script> &amp;",
    "**bold** __under__ `code` ||spoiler|| @everyone <@123> <#456> [a](javascript:alert(1))",
    "*bold* _under_ ~~struck~~ /contests @bob https://example.org #tag",
    "\N{RIGHT-TO-LEFT OVERRIDE}abc\N{POP DIRECTIONAL FORMATTING} שלום \N{RIGHT-TO-LEFT MARK}!",
    "zero\N{ZERO WIDTH SPACE}width\N{ZERO WIDTH NON-JOINER}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}",
    "Zalgo" + "\N{COMBINING LONG STROKE OVERLAY}\N{COMBINING ACUTE ACCENT}" * 20,
    "żółć ß ﷽ 日本語 🏳️‍🌈 \N{MATHEMATICAL FRAKTUR CAPITAL U} ½ \N{NO-BREAK SPACE}",
    "{brace} {0} {title} %s %(name)s \\n \\ $HOME ${x}",
    "' or 1=1; -- \" \\' \\\"",
    "\x01\x07\x1b[31mred\x1b[0m\x7f\x85\u2028\u2029",
    "=1+1",
    "\ue000\ufffe\U0010ffff",
)


@pytest.fixture
async def battle(mona: WebPerson) -> str:
    """Return a remix battle whose entries are shown at once."""
    return await scheduled(mona, LINE)


@pytest.mark.parametrize("odd", ODD)
async def test_any_text_comes_out_of_every_place_as_it_went_in(
    battle: str, ann: WebPerson, bob: WebPerson, odd: str
) -> None:
    await ann.say(odd.lstrip("/"))
    assert [one["text"] for one in await bob.reads() if one["author"]["id"] == ann.id] == [odd.lstrip("/")]
    asked = await press(ann, await ann.say("/brief"), "enter")
    shown = await ann.submit(form(asked), {"title": odd, "text": odd, "thanks": odd, "name": odd[:60], "alt": odd})
    assert refusal(shown) is None, shown
    assert odd.strip() in texts(shown)
    again = await press(ann, shown, "edit")
    assert filled(again)["text"] == odd.strip()
    await press(ann, shown, "send")
    entry = (await bob.call("GET", f"/api/contests/{battle}/entries"))[1]["items"][0]
    assert (entry["title"], entry["text"]) == (odd.strip(), odd.strip())
    for place in (f"/entry {entry['id']}", "/entry"):
        assert odd.strip() in texts(await bob.say(place))
    assert odd.strip() in texts(await ann.say("/me"))


async def test_what_no_database_keeps_is_replaced_and_the_rest_stays(battle: str, ann: WebPerson) -> None:
    shown = await ann.submit(form(await ann.say("/enter")), {"title": "S\0un", "text": "a\0b"})
    assert "S\N{REPLACEMENT CHARACTER}un" in texts(shown)
    assert refusal(await press(ann, shown, "send")) is None
    assert battle


@pytest.mark.parametrize("letter", ["x", "ß", "日", "🎉", "\N{COMBINING ACUTE ACCENT}"])
async def test_a_text_may_be_as_long_as_its_limit_and_not_a_letter_longer(
    battle: str, ann: WebPerson, letter: str
) -> None:
    most = {"title": letter * 100, "text": letter * 4000, "alt": letter * 1000, "name": letter * 60}
    asked = await press(ann, await ann.say("/enter title=Sun", (png(8, 8), "A sun")), "edit")
    for name, value in most.items():
        refused = await ann.submit(form(asked), {**most, name: value + letter})
        facts = refused[0]["refusal"]
        assert (facts["key"], facts["facts"]["field"]) == ("too_long", name), name
        assert facts["facts"]["limit"] == len(value)
        assert filled(refused)[name] == value + letter
        asked = refused
    shown = await ann.submit(form(asked), most)
    assert refusal(shown) is None, shown
    assert len((await ann.call("GET", f"/api/contests/{battle}/entries"))[1]["items"]) == 0
    await press(ann, shown, "send")
    entry = (await ann.call("GET", f"/api/contests/{battle}/entries"))[1]["items"][0]
    assert (entry["title"], entry["text"]) == (most["title"], most["text"])


async def test_a_title_of_a_hundred_emoji_goes_all_the_way_to_the_result(
    battle: str, web: WebDoor, ann: WebPerson, bob: WebPerson
) -> None:
    title = (MAN * 34)[:100]
    asked = await ann.say("/enter")
    sent = await press(ann, await ann.submit(form(asked), {"title": title, "name": "🎉" * 60}), "send")
    entry = sent[0]["buttons"][0]["id"].partition(":")[2]
    await web.turn(2 * DAY)
    await votes(bob, [entry], battle)
    await until(web, battle, "announced")
    result = next(one for one in await bob.reads() if one["pictures"])
    assert title in result["text"]
    assert title in result["pictures"][0]["alt"]
    assert (await bob.media(result["pictures"][0]["url"]))[0] == 200


@pytest.mark.parametrize(
    "blank",
    ["", " ", "\n\t", "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}", "\N{ZERO WIDTH SPACE}\N{RIGHT-TO-LEFT MARK}"],
)
async def test_a_title_of_nothing_but_blanks_is_asked_for(battle: str, ann: WebPerson, blank: str) -> None:
    said = await ann.submit(form(await ann.say("/enter")), {"title": blank, "text": "Words"})
    assert refusal(said) == "needs_argument"
    assert filled(said)["text"] == "Words"
    assert battle


async def test_the_reason_of_a_moderator_is_shown_literally_too(
    battle: str, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    shown = await press(ann, await ann.say("/enter title=Sun"), "send")
    entry = shown[0]["buttons"][0]["id"].partition(":")[2]
    reason = "<b>{title}</b> \N{RIGHT-TO-LEFT OVERRIDE}%s"
    await mo.say(f'/moderate disqualify {entry} rule=off_topic reason="{reason}"')
    assert reason in texts(await bob.say(f"/entry {entry}"))
    assert refusal(await mo.say(f"/moderate admit {entry}")) == "already_decided"
    assert battle
