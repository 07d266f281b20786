"""Whatever people type is shown as they typed it, and does nothing."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bots.on_discord.literal import CLOSES, OPENS, fitting, length, literal, plain
from tests.bots.on_discord.reading import PERSON, TIME, seen

PINGING = ["@everyone", "@here", "@EVERYONE", "<@123>", "<@!123>", "<@&123>", "<#123>", "</vote:123>"]
ACTING = [
    *PINGING, "```py\ncode\n```", "`code`", "||spoiler||", "[a link](https://example.org)", "# Heading", "## H", "-# small",
    "> quote", ">>> quote", "- item", "1. item", "*a*", "_a_", "__a__", "~~a~~", "<t:1764000000:F>", "<:a:123>", ":smile:",
    "\\*", "<https://example.org>", "\u202eevil", "@\u202eeveryone", "@\u200beveryone", "https://example.org/@everyone",
    "https://x.org/a_b_c*d*", f"@{OPENS}everyone", f"{OPENS}t:12{CLOSES[:0]}", f"{OPENS}@12x{CLOSES}", "www.example.org",
]  # fmt: skip
WORDS = st.lists(
    st.sampled_from([*ACTING, " ", "\n", "a", "\\", "é", "\U0001d4b3"]) | st.text(max_size=8), max_size=30
).map("".join)


def stripped(text: str) -> str:
    """Return a text without what nobody sees: turning controls, marks of ours, what keeps a ping apart."""
    return re.sub("[\u202a-\u202e\u2066-\u2069\ue000\ue001\u200b]", "", text)


@given(WORDS)
@example("@\u202eeveryone")
@example("t:12https://example.org/@everyone")
@example(":https://example.org")
@example("1. one\n2) two\n- three")
def test_whatever_is_typed_is_shown_literally(text: str) -> None:
    typed = text.replace(OPENS, "").replace(CLOSES, "")  # whatever is heard has lost them
    assert stripped(seen(literal(typed))) == stripped(typed)


@pytest.mark.parametrize("text", ACTING)
def test_what_would_act_is_shown(text: str) -> None:
    assert stripped(seen(literal(text))) == stripped(text)


@pytest.mark.parametrize("text", PINGING)
def test_a_label_pings_nobody(text: str) -> None:
    assert not re.search(r"@(everyone|here|[!&]?\d)", plain(f"{text} {text}"), re.IGNORECASE)


def test_our_own_times_and_people_are_discords() -> None:
    text = literal(f"Until {OPENS}t:1764000000:F{CLOSES}, {OPENS}t:1764000000:R{CLOSES}: {OPENS}@42{CLOSES} <t:1:F>")
    assert text == r"Until <t:1764000000:F>, <t:1764000000:R>: <@42> \<t\:1:F\>"
    assert TIME.search(text)
    assert PERSON.search(text)


def test_a_link_stays_whole() -> None:
    link = "http://127.0.0.1:8080/enter/a_B-c_d_e"
    assert literal(f"_Here_: {link}.") == rf"\_Here\_: {link}."


@given(WORDS, st.integers(min_value=10, max_value=200))
def test_a_long_text_is_cut_and_says_so(text: str, most: int) -> None:
    cut, is_whole = fitting(text, most)
    assert length(cut) <= most
    assert is_whole is (length(literal(text)) <= most)
    assert is_whole or cut.endswith("…")


def test_a_text_is_cut_at_a_sentence_and_never_in_a_time() -> None:
    first = "This is a sentence that is said in full."
    assert fitting(f"{first} And this is another one, cut.", 50) == (f"{first}…", False)
    cut, _ = fitting(f"{'a' * 40} {OPENS}t:1764000000:F{CLOSES} and on", 50)
    assert "t:" not in cut
