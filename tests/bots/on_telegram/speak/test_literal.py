"""Whatever people type is shown as it is: it links to nothing, calls nobody, and fits."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from telegram import MessageEntity

from bots.commands import COMMANDS
from bots.on_telegram.literal import JOINER, Company, Worded, length, plain, worded
from bots.words import mention
from tests.platforms.telegram_parts.detecting import found

ACTING = [
    "@everyone",
    "@dan_the_man",
    "#tag",
    "#\u00e4rger",
    "/erase",
    "/start@prosument_bot x",
    "$TON",
    "evil.example.com/x?y=1",
    "https://evil.org",
    "tg://resolve?domain=x",
    "t.me/evil",
    "HTTP://X.DE",
    "a.b-c+d@example.org",
    "1.2.3.4",
    "xn--e1afmkfd.xn--p1ai",
    "(@dan)",
    "x@dan",
    ".@dan",
    "a.b.c.d.com",
    "//erase",
    "\u00ab/erase\u00bb",
    "@@dan_d",
    "https:///x.de",
    "http://user:pw@host.de",
]
WORDS = st.lists(st.sampled_from([*ACTING, "a", " ", "\n", "\n\n", ".", "(", "\U0001f600", "\u0301", "e\u0301"])).map(
    "".join
)
OURS = {name.partition(" ")[0] for name in COMMANDS}
COMPANY = Company({"77": "Cleo @dan_the_man", "78": ""}, frozenset({"77"}), "https://room.example.org")


def links(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in found(text)]


def piece(made: Worded, entity: MessageEntity) -> str:
    coded = made.text.encode("utf-16-le")
    return coded[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


@pytest.mark.parametrize("typed", ACTING)
def test_the_server_would_have_found_it_and_does_not_any_more(typed: str) -> None:
    if typed not in {"x@dan", "https:///x.de", "//erase"}:  # these three are only odd
        assert links(typed)
    assert links(worded(typed, 4096).text) == []
    assert worded(typed, 4096).text.replace(JOINER, "") == typed


@pytest.mark.parametrize(
    "text", ["Type /contests to see what is on.", "/contest new, or /help: as you like", "(/setup desk)"]
)
def test_a_command_of_ours_can_be_pressed_and_copied(text: str) -> None:
    made = worded(text, 4096).text
    assert made == text
    assert {one.removeprefix("/") for one in links(made)} <= OURS
    assert links(made)


@pytest.mark.parametrize("typed", ["/contests@another_bot", "/contestant", "/me2", "/me_show"])
def test_what_only_begins_like_one_of_ours_cannot(typed: str) -> None:
    assert links(worded(typed, 4096).text) == []


@given(st.text(max_size=400) | WORDS, st.integers(2, 60) | st.just(4096))
@example("\ue000@77\ue001", 4096)
@example("a" * 58 + "\U0001f1e9\U0001f1ea", 60)
def test_any_text_is_literal_and_fits(text: str, most: int) -> None:
    made = worded(text, most, COMPANY)
    assert 1 <= length(made.text) <= most
    assert made.text.strip()
    assert all(link.startswith(COMPANY.address) or link[1:] in OURS for link in links(made.text))
    for one in made.entities:
        said = piece(made, one)
        assert said
        assert said == said.rstrip()
        assert one.type in {"bold", "url", "text_mention"}
    if made.is_whole:
        shown = made.text.replace(JOINER, "").split()
        assert shown == _typed(text).replace(JOINER, "").split() or "\ue000" in text or "\u2026" in made.text
    else:
        assert made.text.endswith("\u2026")


def _typed(text: str) -> str:
    sound = text.encode("utf-8", "replace").decode().replace("\0", "").replace("\ue001", "")
    return "".join(one for one in sound if not "\u202a" <= one <= "\u202e" and not "\u2066" <= one <= "\u2069")


@given(
    st.lists(
        st.sampled_from(
            [
                "e\u0301",
                "\U0001f468\u200d\U0001f469\u200d\U0001f467",
                "\U0001f44d\U0001f3fd",
                "\U0001f1e9\U0001f1ea",
                "x",
                "\u2764\ufe0f",
            ]
        ),
        max_size=30,
    ),
    st.integers(20, 40),
)
def test_nothing_that_is_seen_as_one_is_cut(seen: list[str], most: int) -> None:
    text = "".join(seen)
    made = worded(text, most)
    kept = made.text.removesuffix("\u2026")
    assert any("".join(seen[:count]) == kept for count in range(len(seen) + 1))


def test_a_text_ends_with_a_sentence_where_one_is_near() -> None:
    made = worded("One two three. Four five six. Seven eight", 35)
    assert made.text == "One two three. Four five six.\u2026"


def test_people_are_called_only_if_they_are_meant_and_are_never_cut() -> None:
    text = f"{'x' * 30} {mention('77')} and {mention('78')}, {mention('79')}"
    made = worded(text, 4096, COMPANY)
    assert [(one.type, one.user.id if one.user else 0, piece(made, one)) for one in made.entities] == [
        ("text_mention", 77, f"Cleo @{JOINER}dan_the_man")
    ]
    assert worded(text, 35, COMPANY).entities == ()


def test_our_own_address_may_be_a_link_and_no_other_that_looks_like_it() -> None:
    made = worded(
        "See https://room.example.org/gallery/entries/abc. And https://room.example.org.evil.com/x", 4096, COMPANY
    )
    assert links(made.text) == ["https://room.example.org/gallery/entries/abc"]
    assert [piece(made, one) for one in made.entities] == ["https://room.example.org/gallery/entries/abc"]


def test_a_first_line_that_stands_by_itself_is_bold_and_so_is_the_title() -> None:
    assert [(one.type, one.offset, one.length) for one in worded("Head\n\nrest", 99).entities] == [("bold", 0, 4)]
    assert worded("Head\nrest", 99).entities == ()
    assert [one.length for one in worded("Head\nrest", 99, title="Head").entities] == [4]
    assert [one.length for one in worded("a.bc\nrest", 99, title="a.bc").entities] == [5]


def test_times_and_marks_are_spelled_out() -> None:
    assert worded("At \ue000t:1764000000:F\ue001.", 99).text == "At 2025-11-24 16:00 UTC."
    assert plain("a \ue000t:1764000000:F\ue001\n@b \ue001") == "a 2025-11-24 16:00 UTC @b"


def test_nobody_turns_the_direction_of_our_words() -> None:
    assert not any(
        unicodedata.bidirectional(one) in {"RLO", "LRO", "RLE", "LRE", "RLI"}
        for one in worded("\u202eabc\u2067", 9).text
    )


def test_lines_that_are_strong_are_bold_in_their_order_and_the_headline_is_not() -> None:
    text = "Head\n\nSun #1\nnot Sun\n\nSun"
    made = worded(text, 99, strong=("Sun #1", "Sun", "gone"))
    assert [entity.type for entity in made.entities] == ["bold", "bold"]
    assert [piece(made, one) for one in made.entities] == ["Sun #\u20601", "Sun"]
    assert made.entities[1].offset == length(made.text) - 3
