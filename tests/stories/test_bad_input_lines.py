"""Typed lines that nobody foresaw: misspelt, misquoted, too long, without the right; each is answered with a way on."""

import pytest

from tests.stories.person import filled, form, press, refusal, texts
from tests.stories.telling import scheduled
from tests.stories.web_door import WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day" review=off'


@pytest.fixture(autouse=True)
async def battle(mona: WebPerson) -> str:
    """Return a remix battle whose entries are shown at once."""
    return await scheduled(mona, LINE)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("/conttests", "/contests"),
        ("/Brif", "/brief"),
        ("/entr", "/enter"),
        ("/votee", "/vote"),
        ("/hlep", "/help"),
        ("/me langauge", "/me language"),
        ("/rewiev", "/review"),
        ("/enter titel=Sun", "title="),
        ("/enter TITEL=Sun", "title="),
        ("/contests all", "/help contests"),
        ("/brief Bag battle", "/help brief"),
        ("/me name Ann Maria", "/help me name"),
        ('/brief "Bag batle"', '"Bag battle"'),
        ("/vote Bags", '"Bag battle"'),
    ],
)
async def test_what_is_misspelt_is_answered_with_the_nearest(ann: WebPerson, line: str, offered: str) -> None:
    said = await ann.say(line)
    assert refusal(said) in {"unknown_command", "no_such"}
    assert offered in said[0]["refusal"]["facts"]["nearest"], said
    assert offered in texts(said)


async def test_a_title_in_capitals_is_as_near_as_any(mona: WebPerson, ann: WebPerson) -> None:
    await scheduled(mona, LINE.replace("Bag battle", "TEA TAG"))
    for typed in ("tea tags", "TEA TAK", "Tee tag"):
        assert 'Did you mean "TEA TAG"' in texts(await ann.say(f'/vote "{typed}"')), typed


@pytest.mark.parametrize(
    "line", ["/", "//", "/ ", "/🦄", "/=", "/'", '/"', "/\n", "/x" * 5_000, "/-", "/\u202e", "/ü=1"]
)
async def test_what_is_no_command_at_all_is_told_where_the_commands_are(
    ann: WebPerson, mona: WebPerson, line: str
) -> None:
    for person in (ann, mona):
        said = await person.say(line)
        assert refusal(said) == "unknown_command"
        assert "/help" in texts(said) or "/" in said[0]["refusal"]["facts"]["nearest"]
        assert len(texts(said)) < 300
    assert "/contest " not in texts(await ann.say(line)), "only what one may use is offered"


@pytest.mark.parametrize(
    ("line", "title", "text"),
    [
        ("/enter title=Sun text=Words", "Sun", "Words"),
        ("/ENTER Title=Sun TEXT=Words", "Sun", "Words"),
        ("  /enter\ttitle=Sun\n text=Words  ", "Sun", "Words"),
        ('/enter text="a b" title="Sun at night"', "Sun at night", "a b"),
        ("/enter title='Sun at night' text='a \"b\" c'", "Sun at night", 'a "b" c'),
        ("/enter title=Don't text=Can't", "Don't", "Can't"),
        ('/enter title="Don\'t stop" text="it\'s ok"', "Don't stop", "it's ok"),
        ('/enter title="say \\"hi\\"" text=x', 'say "hi"', "x"),
        ("/enter title=“Sun at night” text=„Guten Tag“", "Sun at night", "Guten Tag"),
        ('/enter title=A=B text="x=1 y=2"', "A=B", "x=1 y=2"),
        ('/enter title="title=Sun" text="/vote"', "title=Sun", "/vote"),
        ('/enter title=Sun text="two\nlines\n\nmore"', "Sun", "two\nlines\n\nmore"),
        ('/enter title=One title=Sun text=""', "Sun", ""),
        ('/enter title=Sun text="no end', "Sun", "no end"),
        ("/enter title=5\" text=10'", '5"', "10'"),
        ("/enter title=C:\\new\\table text=\\", "C:\\new\\table", "\\"),
        ('/enter "Bag battle" title=Sun text=Words', "Sun", "Words"),
        ('/enter title=Sun contest="bag BATTLE" text=Words', "Sun", "Words"),
    ],
)
async def test_quotes_are_read_as_people_mean_them(ann: WebPerson, line: str, title: str, text: str) -> None:
    shown = await ann.say(line)
    assert refusal(shown) is None, shown
    typed = filled(await press(ann, shown, "edit"))
    assert (typed["title"], typed["text"]) == (title, text)


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ('/contest new titel="Bag battle" voting="1 day"', {"title": "Bag battle", "voting": "1 day"}),
        ('/contest new title=Sun titel=Moon voting="1 day"', {"title": "Sun", "voting": "1 day"}),
        ('/contest new title="Bag battle" prize=gold', {"title": "Bag battle"}),
        ("/contest new title=Bag battle", {"title": "Bag battle"}),
        ("/contest new Sun title=Bag battle voting=1 day", {"title": "Bag battle", "voting": "1 day"}),
        ('/contest new titel=Bag "big"\nbattle voting="1 day"', {"title": 'Bag "big"\nbattle', "voting": "1 day"}),
        ('/contest cancel "Bag battle" reason=No time left', {"reason": "No time left"}),
        ("/contest cancel reason=No time left", {"reason": "No time left"}),
    ],
)
async def test_what_is_named_wrongly_comes_back_in_a_form_with_all_else(
    mona: WebPerson, ann: WebPerson, line: str, typed: dict[str, str]
) -> None:
    said = await mona.say(line)
    assert refusal(said) == "unknown_command"
    back = filled(said)
    assert {name: back[name] for name in typed} == typed
    assert "gold" not in back.values()
    assert not any(one["form"] for one in await ann.say(line)), "nobody gets the form of what is not theirs"


@pytest.mark.parametrize(
    "line",
    [
        '/enter "Bag battle" title=My great work text="a b"',
        "/enter title=My great work text=a b",
        '/enter text="a b" title=My great work',
        '/enter "Bgg battle" title="My great work" text="a b"',
        '/enter title="My great work" text="a b" contest="Bgg battle"',
    ],
)
async def test_a_title_without_quotes_or_a_misspelt_contest_costs_nobody_their_words(ann: WebPerson, line: str) -> None:
    said = await ann.say(line)
    assert refusal(said) in {"unknown_command", "no_such"}
    assert "Words that belong together go in quotes" in texts(said)
    back = filled(said)
    assert (back["title"], back["text"]) == ("My great work", "a b")
    shown = await ann.submit(form(said), back)
    assert refusal(shown) is None
    assert refusal(await press(ann, shown, "send")) is None


async def test_where_a_contest_is_misspelt_no_other_is_put_in_its_place(mona: WebPerson) -> None:
    said = await mona.say('/contest cancel "Big bottle" reason="No time left"')
    assert filled(said) == {"contest": "", "reason": "No time left"}
    assert not any(one["form"] for one in await mona.say("/contest edit Bottle title=Sun")), "it is of one contest"


async def test_a_title_with_a_sign_of_equality_can_be_named(mona: WebPerson, ann: WebPerson) -> None:
    named = await scheduled(mona, LINE.replace("Bag battle", "a=b"))
    for line in ('/brief "a=b"', '/brief contest="a=b"', "/brief contest=a=b", f"/brief {named}"):
        assert texts(await ann.say(line)).startswith("a=b"), line


async def test_a_line_of_a_megabyte_is_answered_in_good_time(ann: WebPerson) -> None:
    for line in (
        "/enter " + "a=b " * 100_000,
        "/enter title=" + '"' * 300_000,
        "/" + "x " * 200_000,
        "/help " + "y" * 10**6,
    ):
        said = await ann.say(line)
        assert refusal(said) in {"unknown_command", "too_long"}
        assert len(texts(said)) < 2_000
    whole = await ann.say(f'/enter title=Sun text="{"x" * 900_000}"')
    assert refusal(whole) == "too_long"
    assert len(filled(whole)["text"]) == 900_000, "what was typed is given back"


@pytest.mark.parametrize(
    "line",
    [
        *("/manage", "/moderate", "/moderate admit x", "/moderate disqualify x", "/setup code", "/setup link Bob"),
        *("/brand", "/brand set name=Mine", "/brand people add Ann manager", "/brand kit", "/contest", LINE),
        *(
            "/contest schedule",
            "/contest pause",
            "/contest cancel reason=x",
            "/contest status",
            "/contest edit title=x",
        ),
        *("/contest results", "/contest extend by=1d reason=x", "/moderate retitle x title=y"),
    ],
)
async def test_what_one_has_no_right_to_is_refused_and_changes_nothing(
    ann: WebPerson, mona: WebPerson, line: str
) -> None:
    before = texts(await mona.say("/manage"))
    said = await ann.say(line)
    assert refusal(said) == "role"
    assert said[0]["form"] is None
    assert texts(await mona.say("/manage")) == before


async def test_a_form_of_what_one_has_no_right_to_is_refused_and_not_given_back(ann: WebPerson) -> None:
    for name in ("contest new", "brand set", "moderate reject", "brand people add"):
        refused = await ann.submit({"id": f"run:{name}"}, {"title": "Mine", "name": "Mine"})
        assert refusal(refused) == "role"
        assert refused[0]["form"] is None


async def test_two_contests_are_asked_about_and_what_was_typed_comes_along(mona: WebPerson, ann: WebPerson) -> None:
    other = await scheduled(mona, LINE.replace("Bag battle", "Cup battle"))
    asked = await ann.say("/enter title=Sun text=Words")
    assert refusal(asked) == "needs_argument"
    assert filled(asked) | {"title": "Sun", "text": "Words"} == filled(asked)
    shown = await ann.submit(form(asked), {**filled(asked), "contest": other})
    assert "Cup battle" in texts(await press(ann, shown, "send"))
    picked = await press(ann, await ann.say("/enter"), "pick", other)
    assert refusal(picked) == "limit_entries"
    for verb in ("pick:help", "pick:nothing", "pick:", "pick:me name", "pick:contest new"):
        assert refusal(await ann.press(picked[0], verb, other)) in {"no_such", "role"}
