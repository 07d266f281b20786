"""Members send every kind of file; each is kept, described, and served as what it is."""

from collections.abc import Callable

import pytest

from tests.files.makers import gif, heic, jpeg, m4a, mov, mp3, mp4, ogg, png, webm, webp
from tests.stories.person import Json, button, filled, form, press, refusal, texts
from tests.stories.telling import scheduled
from tests.stories.web_door import WebPerson

KINDS: tuple[tuple[Callable[[], bytes], str], ...] = (
    (jpeg, "picture"),
    (png, "picture"),
    (gif, "picture"),
    (webp, "picture"),
    (heic, "picture"),
    (mp4, "video"),
    (webm, "video"),
    (mov, "video"),
    (mp3, "audio"),
    (ogg, "audio"),
)


@pytest.fixture(autouse=True)
async def battle(mona: WebPerson) -> str:
    """Return a remix battle whose entries are shown at once."""
    return await scheduled(
        mona, '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day" review=off'
    )


async def test_ten_files_of_every_kind_make_one_entry(battle: str, ann: WebPerson, bob: WebPerson) -> None:
    sent = [(make(), f"File {number}") for number, (make, _) in enumerate(KINDS)]
    shown = await ann.say("/enter title=Everything", *sent)
    assert refusal(shown) is None, shown
    await press(ann, shown, "send")
    status, page = await bob.call("GET", f"/api/contests/{battle}/entries")
    assert status == 200
    media: list[Json] = page["items"][0]["media"]
    assert [(one["kind"], one["alt"]) for one in media] == [
        (kind, f"File {number}") for number, (_, kind) in enumerate(KINDS)
    ]
    for one in media:
        served, content = await bob.media(one["url"])
        assert (served, bool(content)) == (200, True), one


async def test_the_eleventh_file_is_refused_with_the_limit_and_the_words_come_back(ann: WebPerson) -> None:
    refused = await ann.say("/enter title=Many text=Words", *[(png(8, 8), "")] * 11)
    assert refusal(refused) == "too_large"
    assert refused[0]["refusal"]["facts"]["limit"] == 10
    assert "10" in texts(refused)
    assert filled(refused)["text"] == "Words"
    assert refusal(await ann.submit(form(refused), filled(refused), (png(8, 8), ""))) is None


async def test_each_file_has_its_own_description_by_line_and_by_form(ann: WebPerson) -> None:
    by_line = await ann.say('/enter title=Two alt="A sun" alt="A moon"', (png(8, 8), ""), (m4a(1), ""))
    assert [one["alt"] for one in by_line[0]["media"]] == ["A sun", "A moon"]
    asked = await press(ann, by_line, "edit")
    assert filled(asked)["alt"] == "A sun\nA moon"
    by_form = await ann.submit(form(asked), {**filled(asked), "alt": "A star\nA song"})
    assert [one["alt"] for one in by_form[0]["media"]] == ["A star", "A song"]


async def test_a_description_of_one_file_may_have_several_lines(ann: WebPerson) -> None:
    asked = await ann.say("/enter")
    shown = await ann.submit(form(asked), {"title": "Sun", "alt": "A sun.\nIt rises."}, (png(8, 8), ""))
    assert shown[0]["media"][0]["alt"] == "A sun.\nIt rises."


async def test_a_file_without_a_description_is_asked_for_one_and_the_title_stands_in(ann: WebPerson) -> None:
    shown = await ann.say("/enter title=Sun", (png(8, 8), ""))
    assert "description" in texts(shown)
    assert shown[0]["media"][0]["alt"] == "Sun"
    assert button(shown, "send")


async def test_the_same_file_twice_and_in_two_entries_is_served_until_the_last_is_gone(
    ann: WebPerson, bob: WebPerson
) -> None:
    same = (png(8, 8, "navy"), "Blue")
    first = await press(ann, await ann.say("/enter title=One", same, same), "send")
    second = await press(bob, await bob.say("/enter title=Two", same), "send")
    url = first[0]["media"][0]["url"]
    assert {one["url"] for one in [*first[0]["media"], *second[0]["media"]]} == {url}
    await press(ann, first, "withdraw")
    assert (await ann.media(url))[0] == 200
    await press(bob, second, "withdraw")
    assert (await ann.media(url))[0] == (await bob.media(url))[0] == 404
