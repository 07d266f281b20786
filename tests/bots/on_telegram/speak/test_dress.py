"""Any post makes messages that Telegram takes."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import MessageEntity

from bots.on_telegram.dress import Extras, Part, dressed, in_one, parts
from bots.on_telegram.enclosed import LIMIT_BYTES, Find
from bots.on_telegram.keyboards import keyboard, markup
from bots.on_telegram.literal import Worded, length
from bots.on_telegram.posting import BLANK
from bots.post import Attachment, Button, Option, Post, Select
from tests.bots.on_telegram.speak.test_literal import COMPANY, WORDS, piece
from tests.files.makers import png
from tests.halves import of_a_hundred
from tests.platforms.telegram_parts.entities import completed
from tests.platforms.telegram_parts.keyboards import checked

said = st.text(max_size=300) | WORDS
ids = st.text(min_size=1, max_size=64)
buttons = st.builds(Button, ids, said, st.sampled_from(["primary", "secondary", "success", "danger"]), st.booleans())
options = st.lists(st.builds(Option, ids, said), max_size=25).map(tuple)
selects = st.builds(Select, ids, said, options, st.integers(0, 25), st.integers(0, 25))
kinds = st.sampled_from(
    [
        ("picture", "image/png"),
        ("picture", "image/gif"),
        ("video", "video/mp4"),
        ("video", "video/webm"),
        ("audio", "audio/mpeg"),
        ("audio", "audio/ogg"),
    ]
)
attachments = st.builds(
    lambda media, kind, alt: Attachment(media, kind[0], kind[1], alt),
    st.sampled_from(["small", "big", "huge", "vast", "gone", "lost"]),
    kinds,
    said,
)
posts = st.builds(
    Post,
    st.builds(lambda text, times: text * times, said, st.sampled_from([1, 1, 2, 5, 40])),
    private=st.booleans(),
    buttons=st.lists(buttons, max_size=30).map(tuple),
    selects=st.lists(selects, max_size=6).map(tuple),
    pictures=st.lists(attachments, max_size=3).map(tuple),
    media=st.lists(attachments, max_size=12).map(tuple),
    files=st.lists(st.tuples(said, st.binary(max_size=20)), max_size=3).map(tuple),
    title=said,
    mentions=st.lists(st.sampled_from(["77", "78", "x"]), max_size=2).map(tuple),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of known sizes, as if they were pictures; sparse, for only their sizes matter."""
    folder = tmp_path_factory.mktemp("shelf")
    for name, size in {
        "small.png": 1000,
        "big.png": 11_000_000,
        "huge.png": 12_000_000,
        "vast.png": 60_000_000,
    }.items():
        with (folder / name).open("wb") as file:
            file.truncate(size)
    (folder / "big.thumbnail.webp").write_bytes(b"w" * 3000)
    return folder


@pytest.fixture
def find(shelf: Path) -> Find:
    return lambda one: None if one.media == "lost" else shelf / f"{one.media}.png"


def taken(made: Worded, limit: int) -> None:
    """Fail where Telegram would not take a text, or would find something in it."""
    given_entities = [json.loads(one.to_json()) for one in made.entities]
    text, entities = completed(made.text, given_entities, lambda one: {"id": one}, limit=limit, what="text")
    assert length(made.text) <= limit
    assert text.strip()
    for one in entities:
        assert one["type"] in {"bold", "italic", "text_mention", "url", "bot_command"}
        assert one["type"] != "url" or piece(made, MessageEntity(**one)).startswith(COMPANY.address)


def held(made: list[Part]) -> None:
    for one in made[:-1]:
        assert 1 <= len(one.items) <= 10
        assert len(one.said) == len(one.items)
    assert len(made[-1].items) <= 1
    assert len(made[-1].said) == 1
    for part in made:
        shown = {one.kind for one in part.items}
        assert len(part.items) < 2 or shown <= {"photo", "video"} or shown in ({"audio"}, {"document"})
        for text in part.said:
            if text.text or not part.items:
                taken(text, 1024 if part.items else 4096)


@settings(
    max_examples=of_a_hundred(60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(post=posts)
def test_any_post_makes_messages_that_telegram_takes(post: Post, find: Find) -> None:
    extras = Extras("de", f"{COMPANY.address}/gallery/entries/e1", COMPANY)
    made = parts(post, find, extras)
    held(made)
    assert sum(len(one.items) for one in made) <= 11
    for item in (item for part in made for item in part.items):
        size = len(item.source) if isinstance(item.source, bytes) else item.source.stat().st_size
        assert 0 < size <= (10_000_000 if item.kind == "photo" else LIMIT_BYTES)
        assert item.name
    pressed = markup(keyboard(post, "prosument_bot"))
    if pressed is not None:
        assert checked(json.loads(pressed.to_json()))
    held([in_one(post, BLANK, extras)])


@given(post=posts)
def test_the_text_alone_fits_too(post: Post) -> None:
    made = dressed(post, company=COMPANY)
    taken(Worded(made.text, made.entities), 4096)


CUP = Attachment("cup", "picture", "image/png", "A red cup")


@pytest.fixture
def cup(tmp_path: Path) -> Find:
    (tmp_path / "cup.png").write_bytes(png())
    return lambda one: tmp_path / f"{one.media}.png"


def test_a_text_too_long_for_a_caption_is_a_message_of_its_own(cup: Find) -> None:
    picture, text = parts(Post("word " * 300, media=(CUP,)), cup)
    assert [one.text for one in picture.said] == ["Picture: A red cup"]
    assert text.said[0].is_whole


def test_a_caption_may_be_as_long_as_telegram_takes_and_not_a_unit_longer(cup: Find) -> None:
    room = 1024 - len("Picture: A red cup\n\n")
    assert len(parts(Post("x" * room, media=(CUP,)), cup)) == 1
    assert len(parts(Post("x" * (room + 1), media=(CUP,)), cup)) == 2
    assert len(parts(Post("\U0001f600" * (room // 2 + 1), media=(CUP,)), cup)) == 2


def test_a_text_too_long_for_a_message_is_a_file_too(cup: Find) -> None:
    file, text = parts(Post("word " * 2000), cup)
    assert [one.name for one in file.items] == ["text.txt"]
    assert not text.said[0].is_whole


def test_a_description_is_not_said_twice_and_a_card_has_none(cup: Find) -> None:
    titled = Post("Sun\nBy Cleo", media=(Attachment("cup", "picture", "image/png", "Sun"),))
    assert [one.said[0].text for one in parts(titled, cup)] == ["Sun\nBy Cleo"]
    card = Post("Sun has won.", pictures=(Attachment("cup", "picture", "image/png", "Sun has won, and so on."),))
    assert [one.said[0].text for one in parts(card, cup)] == ["Sun has won."]


def test_what_stays_behind_is_named_with_its_size(find: Find) -> None:
    post = Post("Look", media=(Attachment("vast", "video", "video/mp4", "A film"),))
    (text,) = parts(post, find)
    assert text.said[0].text == "Look\n\nToo much for one message here: A film (57.3 MiB)."


def test_descriptions_are_in_the_readers_language(cup: Find) -> None:
    (made,) = parts(Post("Sonne", media=(CUP,)), cup, Extras("de"))
    assert made.said[0].text == "Bild: A red cup\n\nSonne"
    assert [one.type for one in made.said[0].entities] == [MessageEntity.ITALIC]
