"""Any post makes a message that Discord takes."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.on_discord.dress import Dress, Extras, dressed
from bots.on_discord.enclosed import ALTOGETHER, Find
from bots.post import Attachment, Button, Option, Post, Select
from tests.bots.on_discord.reading import held_to_limits, seen, walked, wire
from tests.bots.on_discord.test_literal import WORDS
from tests.halves import of_a_hundred

MIB = 1024 * 1024
TEXT, GALLERY, FILE, CONTAINER, ROW, BUTTON, SECTION = 10, 12, 13, 17, 1, 2, 9

said = st.text(max_size=300) | WORDS
ids = st.text(min_size=1, max_size=64)
buttons = st.builds(
    Button, ids, said, st.sampled_from(["primary", "secondary", "success", "danger"]), st.booleans(), st.booleans()
)
options = st.lists(st.builds(Option, ids, said), max_size=25).map(tuple)
selects = st.builds(Select, ids, said, options, st.integers(0, 25), st.integers(0, 25))
kinds = st.sampled_from([("picture", "image/png"), ("video", "video/mp4"), ("audio", "audio/mpeg")])
attachments = st.builds(
    lambda media, kind, alt: Attachment(media, kind[0], kind[1], alt),
    st.sampled_from(["small", "big", "huge", "gone", "lost"]),
    kinds,
    said,
)
posts = st.builds(
    Post,
    st.builds(lambda text, times: text * times, said, st.integers(1, 40)),
    buttons=st.lists(buttons, max_size=30).map(tuple),
    selects=st.lists(selects, max_size=6).map(tuple),
    pictures=st.lists(attachments, max_size=3).map(tuple),
    media=st.lists(attachments, max_size=30).map(tuple),
    shows=st.lists(st.sampled_from(["e1", "ballot:e1", "list:e2"]), max_size=3).map(tuple),
    files=st.lists(st.tuples(said, st.binary(max_size=20)), max_size=3).map(tuple),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of known sizes, as if they were pictures; sparse, for only their sizes matter."""
    folder = tmp_path_factory.mktemp("shelf")
    for name, size in {"small.png": 1000, "big.png": 6 * MIB, "huge.png": 30 * MIB}.items():
        with (folder / name).open("wb") as file:
            file.truncate(size)
    (folder / "big.thumbnail.webp").write_bytes(b"w" * 3000)
    return folder


@pytest.fixture
def find(shelf: Path) -> Find:
    return lambda one: None if one.media == "lost" else shelf / f"{one.media}.png"


@settings(
    max_examples=of_a_hundred(150), suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(post=posts)
def test_any_post_makes_a_message_that_discord_takes(post: Post, find: Find) -> None:
    more = Extras("de", page="https://x.org/gallery/entries/e1", marker=7)
    dress = dressed(post, find, limit_bytes=10 * MIB, colour="#1F6F5C", extras=more)
    components = wire(dress)
    held_to_limits(components)
    files = dress.files()
    named = [one.filename for one in files]
    assert len(named) <= 10
    assert len(set(named)) == len(named)
    assert sum(one.fp.seek(0, io.SEEK_END) for one in files) <= ALTOGETHER
    every = walked(components)
    shown = [item["media"]["url"] for one in every if one["type"] == GALLERY for item in one["items"]]
    shown += [one["file"]["url"] for one in every if one["type"] == FILE]
    assert set(shown) <= {f"attachment://{name}" for name in named}
    for text in texts_of(components):
        seen(text)
    for file in files:
        file.close()


def picture(media: str, alt: str = "A cup") -> Attachment:
    return Attachment(media, "picture", "image/png", alt)


def dressed_simply(post: Post, find: Find, page: str = "") -> Dress:
    return dressed(post, find, limit_bytes=10 * MIB, colour="#1F6F5C", extras=Extras(page=page))


def kinds_of(components: list[dict[str, Any]]) -> Iterator[int]:
    return (one["type"] for one in walked(components))


def texts_of(components: list[dict[str, Any]]) -> list[str]:
    return [one["content"] for one in walked(components) if one["type"] == TEXT]


def test_a_result_leads_with_its_card_and_its_alt_text(find: Find) -> None:
    post = Post("Sun has won.\n\n1. Sun", pictures=(picture("small", ""),), buttons=(Button("look:e1", "Look"),))
    (container,) = wire(dressed_simply(post, find))
    assert container["accent_color"] == 0x1F6F5C
    assert list(kinds_of([container])) == [CONTAINER, GALLERY, TEXT, ROW, BUTTON]
    gallery, text, _ = container["components"]
    assert gallery["items"][0]["description"] == "Sun has won.\n\n1. Sun"
    assert text["content"] == "**Sun has won.**\n\n1\\. Sun"


def test_an_entrys_picture_comes_before_its_words(find: Find) -> None:
    post = Post("Sun", media=(picture("small"),), shows=("e1",))
    assert list(kinds_of(wire(dressed_simply(post, find)))) == [CONTAINER, GALLERY, TEXT]


def test_a_ballot_shows_a_picture_for_a_screen_and_not_the_original(find: Find) -> None:
    for shows, name in (((), "picture-1.png"), (("ballot:e1",), "picture-1.webp")):
        dress = dressed_simply(Post("Sun", media=(picture("big"),), shows=shows), find)
        assert [one.name for one in dress.envelope.goes] == [name]


def test_what_is_too_large_is_named_with_its_size_and_where_to_see_it(find: Find) -> None:
    post = Post("Sun", media=(picture("huge", "A *large* cup"),), shows=("e1",))
    (text,) = texts_of(wire(dressed_simply(post, find, "https://x.org/gallery/entries/e1")))
    assert "A *large* cup (30 MiB)" in seen(text)
    assert "https://x.org/gallery/entries/e1" in text


def test_a_text_that_is_too_long_goes_along_whole(find: Find) -> None:
    whole = "A sentence. " * 1000
    dress = dressed_simply(Post(whole), find)
    assert texts_of(wire(dress))[0].endswith("sentence.…")
    (file,) = dress.files()
    assert (file.filename, file.fp.read().decode()) == ("text.txt", whole)


def test_nobody_is_pinged_but_whom_the_post_itself_names(find: Find) -> None:
    named: dict[str, Any] = dict(dressed_simply(Post("@everyone <@5>"), find).mentions.to_dict())
    assert named == {"parse": []}


async def test_the_library_keeps_nothing_of_a_message(find: Find) -> None:
    dress = dressed_simply(Post("Sun", buttons=(Button("look:e1", "Look"),)), find)
    assert dress.view.is_finished()


def beside(media: str, line: str) -> Attachment:
    return replace(picture(media), beside=line)


def test_lines_that_are_strong_are_bold_and_the_headline_is_not(find: Find) -> None:
    post = Post("Your vote\n\nSun*\nby you\n\nWhich?\n\nhttps://x.y/z", strong=("Sun*", "Which?", "https://x.y/z"))
    (text,) = texts_of(wire(dressed_simply(post, find)))
    assert text == "Your vote\n\n**Sun\\***\nby you\n\n**Which?**\n\nhttps://x.y/z"


def test_of_several_entries_each_has_its_first_picture_beside_its_words(find: Find) -> None:
    media = (beside("small", "Sun"), beside("big", "Sun"), beside("small", "Moon"))
    post = Post("Choose.\n\nSun\nwarm\n\nRain\n\nMoon", media=media, strong=("Sun", "Rain", "Moon"))
    components = wire(dressed_simply(post, find))
    held_to_limits(components)
    (container,) = components
    assert [one["type"] for one in container["components"]] == [TEXT, SECTION, TEXT, SECTION, GALLERY]
    assert texts_of(components) == ["Choose.", "**Sun**\nwarm", "**Rain**", "**Moon**"]
    pictures = [one["accessory"]["media"]["url"] for one in container["components"] if one["type"] == SECTION]
    assert pictures == ["attachment://picture-1.png", "attachment://picture-3.png"]


def test_where_there_is_no_room_for_so_many_components_pictures_stand_together(find: Find) -> None:
    titles = [f"Entry {number}" for number in range(10)]
    media = tuple(beside("small", one) for one in titles)
    buttons = tuple(Button(f"place:c:e{number}", one) for number, one in enumerate(titles))
    for placed, kinds in ((buttons[:4], [SECTION] * 10), (buttons, [TEXT, GALLERY])):
        components = wire(dressed_simply(Post("\n\n".join(titles), buttons=placed, media=media), find))
        held_to_limits(components)
        assert [one["type"] for one in components[0]["components"] if one["type"] != ROW] == kinds


def test_what_was_chosen_is_chosen_when_it_is_opened_again(find: Find) -> None:
    select = Select("ballot:r", "Approve", (Option("e1", "Sun", chosen=True), Option("e2", "Moon")), 0, 2)
    (shown,) = [one for one in walked(wire(dressed_simply(Post("x", selects=(select,)), find))) if "options" in one]
    assert [one["default"] for one in shown["options"]] == [True, False]
