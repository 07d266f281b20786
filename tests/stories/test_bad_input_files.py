"""Files that are no files: refused with a sentence and a way on, and what was typed comes back."""

import pytest

from tests.files import hostile, makers
from tests.stories.person import File, filled, form, press, refusal, texts
from tests.stories.telling import scheduled
from tests.stories.web_door import WebPerson, multipart

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
async def battle(mona: WebPerson) -> str:
    """Return a remix battle whose entries are shown at once."""
    return await scheduled(
        mona, '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day" review=off'
    )


@pytest.mark.parametrize(
    ("content", "key", "sign"),
    [
        (SVG, "wrong_type", "PNG"),
        (b"<!doctype html><script>alert(1)</script>", "wrong_type", "PNG"),
        (b"%PDF-1.7\n1 0 obj", "wrong_type", "PNG"),
        (b"PK\x03\x04" + bytes(40), "wrong_type", "picture"),
        (b"MZ" + bytes(100), "wrong_type", "picture"),
        (b"", "broken_file", "cannot be opened"),
        (makers.jpeg(64, 64)[:300], "broken_file", "cannot be opened"),
        (hostile.png_of(50_000, 50_000), "too_large", "40"),
        (hostile.gif_of_tiny_frames(501), "too_large", "500"),
        (makers.jpeg(8, 8).ljust(10 * 2**20 + 1, b"\0"), "too_large", "10 MiB"),
    ],
)
async def test_a_file_that_does_not_fit_is_refused_with_its_cure_and_the_words_come_back(
    ann: WebPerson, content: bytes, key: str, sign: str
) -> None:
    by_line = await ann.say('/enter title=Sun text="My words"', (content, "A sun"))
    asked = await press(ann, await ann.say("/brief"), "enter")
    by_form = await ann.submit(form(asked), {"title": "Sun", "text": "My words"}, (content, "A sun"))
    for refused in (by_line, by_form):
        assert refusal(refused) == key, refused
        assert sign in texts(refused)
        assert (filled(refused)["title"], filled(refused)["text"]) == ("Sun", "My words")
        shown = await ann.submit(form(refused), filled(refused), (makers.png(8, 8), "A sun"))
        assert refusal(shown) is None, shown


@pytest.mark.parametrize("name", ["sun.jpg", "../../sun.png", "sun.svg", "C:\\sun.gif", "", "a" * 300, "ü\u202e.gnp"])
async def test_a_name_or_a_stated_type_says_nothing(ann: WebPerson, name: str) -> None:
    data = multipart({"room": "main", "text": "/enter title=Sun"}, ())
    data.add_field("file", makers.png(8, 8), filename=name or None, content_type="image/svg+xml")
    status, answer = await ann.call("POST", "/api/say", data=data)
    assert status == 200
    media = answer["messages"][0]["media"]
    assert media[0]["url"].endswith(".png")
    assert media[0]["alt"] == "Sun"
    wrong = multipart({"room": "main", "text": "/enter title=Sun"}, ())
    wrong.add_field("file", SVG, filename="sun.png", content_type="image/png")
    assert refusal((await ann.call("POST", "/api/say", data=wrong))[1]["messages"]) == "wrong_type"


async def test_one_bad_file_among_good_ones_is_refused_and_no_draft_is_left(ann: WebPerson, bob: WebPerson) -> None:
    files: list[File] = [(makers.png(8, 8), "A sun"), (SVG, "A moon")]
    assert refusal(await ann.say("/enter title=Sun", *files)) == "wrong_type"
    assert "no entries yet" in texts(await ann.say("/me"))
    assert refusal(await bob.say("/enter title=Sun", files[0])) is None


async def test_a_file_goes_with_a_command_and_only_with_one_that_takes_files(ann: WebPerson) -> None:
    picture = (makers.png(8, 8), "A sun")
    for line in ("Look at this", ""):
        said = await ann.say(line, picture)
        assert refusal(said) == "needs_argument"
        assert "/enter" in texts(said)
    for line in ("/contests", "/me", "/vote"):
        assert (await ann.say(line, picture))[0]["media"] == []
    asked = await ann.say("/enter", picture)
    assert refusal(asked) == "needs_argument"
    shown = await ann.submit(form(asked), {**filled(asked), "title": "Sun"})
    assert [one["alt"] for one in shown[0]["media"]] == ["A sun"]


async def test_a_position_is_gone_from_what_is_served(ann: WebPerson) -> None:
    shown = await ann.say("/enter title=Sun", (makers.jpeg(64, 48, gps=True), "A sun"))
    served = (await ann.media(shown[0]["media"][0]["url"]))[1]
    assert b"Exif" not in served
    assert b"GPS" not in served
