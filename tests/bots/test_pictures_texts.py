"""Texts on cards: any script, either direction, never over one another, always readable."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.pictures import TALL, WIDE, Place, ResultCard, Size, glyphs, typesetting
from bots.pictures.colour import ACCENT, GOLD, INK, MUTED, PAPER, Colour, contrast, is_readable, read_colour, text_on
from bots.pictures.drawing import draw
from bots.pictures.fonts import MISSING, Fonts
from bots.pictures.runs import cleaned, is_from_right, runs
from bots.pictures.sheet import Box, Column, Sheet, Text
from bots.pictures.typesetting import Style, fit
from tests.bots.cards import FLOOR, drawn
from tests.halves import of_a_hundred

LONG = "Der unglaublich lange Titel eines Beitrags, den niemand je kürzen wollte, weil er so wunderbar klingt"
NOTHING = "\U00012000"
"""A cuneiform sign, which DejaVu does not have."""
channels = st.integers(0, 255)
colours = st.tuples(channels, channels, channels)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ((0, 0, 0), (255, 255, 255), 21.0),
        ((0x77, 0x77, 0x77), (255, 255, 255), 4.478),
        ((0x76, 0x76, 0x76), (255, 255, 255), 4.542),
        ((255, 0, 0), (255, 255, 255), 3.998),
        ((0, 0, 255), (255, 255, 255), 8.592),
        ((12, 34, 56), (12, 34, 56), 1.0),
    ],
)
def test_contrast_is_as_other_tools_say(one: Colour, other: Colour, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)
    assert contrast(other, one) == contrast(one, other)


@given(colours)
def test_text_can_be_read_on_every_colour_of_a_brand(ground: Colour) -> None:
    assert is_readable(text_on(ground), ground)


@pytest.mark.parametrize("colour", [INK, MUTED, GOLD, ACCENT])
def test_our_own_colours_can_be_read_on_paper(colour: Colour) -> None:
    assert is_readable(colour, PAPER)


def test_what_is_no_colour_is_our_own_accent() -> None:
    assert read_colour("#ffD400") == (0xFF, 0xD4, 0x00)
    assert read_colour("#ffD4") == read_colour("red") == read_colour("") == ACCENT


@pytest.mark.parametrize(("accent", "share"), [("#FFD400", 0), ("#C8102E", 0.02)])
def test_a_brand_colour_that_cannot_be_read_becomes_a_bar_beside_ink(accent: str, share: float) -> None:
    card = ResultCard("Contest", "Brand", None, accent, (Place(1, "Winner", "Title", "Author"),), "", "")
    label = drawn(card).crop((768, 84, 1000, 120))
    fields = [label.getpixel((x, y)) for x in range(label.width) for y in range(label.height)]
    brand = read_colour(accent)
    in_brand = sum(
        max(abs(a - b) for a, b in zip(one, brand, strict=True)) < 60 for one in fields if isinstance(one, tuple)
    )
    assert (in_brand / len(fields) > share) is (share > 0)


def style(sizes: tuple[int, int] = (42, 24), lines: int = 2) -> Style:
    return Style(FLOOR, sizes, INK, lines, bold=True)


def test_a_title_is_shrunk_before_it_is_cut() -> None:
    short, middle, long = (fit(text, 400, style()) for text in ("Warm hands", LONG[:45], LONG * 2))
    assert (short.size, short.is_cut) == (42, False)
    assert 24 <= middle.size < 42
    assert not middle.is_cut
    assert (long.size, long.is_cut, len(long.lines)) == (24, True, 2)


def test_no_word_is_left_alone_on_the_last_line() -> None:
    assert fit("Remix our winter bag: colours of the north", 420, style((22, 17))).lines == (
        "Remix our winter bag:",
        "colours of the north",
    )


def test_a_word_wider_than_the_box_is_broken_only_at_the_smallest_size() -> None:
    setting = fit("Donaudampfschifffahrtsgesellschaftskapitän" * 2, 400, style(lines=9))
    assert setting.size == 24
    assert "".join(setting.lines) == "Donaudampfschifffahrtsgesellschaftskapitän" * 2


def test_chinese_breaks_between_letters_and_never_before_a_full_stop() -> None:
    for width in range(120, 300, 10):
        setting = fit("雪の降る夜、このかばんは私の手を温めてくれた。", width, style((30, 30), lines=20))
        assert len(setting.lines) > 1
        assert not any(line[0] in "、。" for line in setting.lines)


def seen(text: str) -> str:
    """Return a line as it is seen from left to right."""
    found = runs(text, FLOOR, bold=False, from_right=is_from_right(text))
    return "".join(run.text[::-1] if run.level % 2 else run.text for run in found)


@pytest.mark.parametrize(
    ("read", "looks"),
    [
        ("Warm hands", "Warm hands"),
        ("12 hands (3.5 kg)", "12 hands (3.5 kg)"),
        ("שלום", "םולש"),
        ("שלום Aurora עולם", "םלוע Aurora םולש"),
        ("שלום 3.5% עולם", "םלוע 3.5% םולש"),
        ("Aurora שלום עולם!", "Aurora םלוע םולש!"),
        ("Aurora שלום 12", "Aurora 12 םולש"),
        ("שלום!", "!םולש"),
    ],
)
def test_lines_are_seen_in_the_order_of_their_script(read: str, looks: str) -> None:
    assert seen(read) == looks


def test_what_no_font_has_is_marked_and_joiners_make_no_second_mark() -> None:
    [run] = runs(f"{NOTHING}\u200d{NOTHING}\ufe0f", FLOOR, bold=False, from_right=False)
    assert run.text.count(MISSING) == 2
    assert run.face.stem == "DejaVuSans"


def test_what_draws_nothing_or_too_much_is_left_out() -> None:
    assert cleaned("a\u202eb\u0000c\n\td \ufeff") == "ab c d"
    assert cleaned("\ud83d") == MISSING
    assert cleaned("o" + "\u0336" * 50 + "k") == "o" + "\u0336" * 4 + "k"
    assert cleaned("نم\u200cخو") == "نم\u200cخو"


def test_a_broken_font_on_the_system_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "NotoSans-Regular.ttf").write_bytes(b"no font")
    fonts = Fonts.found([str(tmp_path)])
    face = fonts.face("a", bold=False)
    assert face is not None
    assert face.stem == "DejaVuSans"


@given(
    st.lists(st.text(max_size=150), min_size=1, max_size=8),
    st.integers(60, 500),
)
@settings(max_examples=of_a_hundred(25))
def test_texts_in_a_column_stay_in_it_and_off_one_another(texts: list[str], height: int) -> None:
    column = Column(Sheet.blank(WIDE, FLOOR, ACCENT), Box(40, 40, 400, height))
    column.say([Text(text, (30, 20), INK, 2, gap=5) for text in texts], (1.25, 1.0, 0.5))
    image = column.sheet.image
    below = image.crop((0, 40 + height + 10, WIDE[0], WIDE[1]))
    assert below.getextrema() == ((255, 255),) * 3


@pytest.fixture(params=[True, False], ids=["with FriBiDi", "without FriBiDi"])
def _shaping(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def forget() -> None:
        for cached in (glyphs._font, glyphs.width, typesetting._wide):
            cached.cache_clear()

    monkeypatch.setattr(glyphs, "_IS_SHAPED", request.param and glyphs._IS_SHAPED)
    forget()
    yield
    forget()


SCRIPTS = [
    "مسابقة الحقيبة Aurora 2026 (3.5 كغ)",
    "冬のかばん🎒と雪 👩‍🍳 ☃️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "กระเป๋าฤดูหนาว שָׁלוֹם हिन्दी 한국어 Ελλάδα Zażółć",
    "🇵🇱🇩🇪" * 30,
    "a" * 1000,
    "\u200d\u0301\ufe0f",
    "",
]


@pytest.mark.usefixtures("_shaping")
@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("fonts", [FLOOR, Fonts.found()], ids=["DejaVu", "this machine's"])
def test_every_script_draws_with_whatever_is_installed(text: str, fonts: Fonts) -> None:
    assert len(draw(card_of(text), WIDE, fonts)) < 400_000


@given(st.text(st.characters(), max_size=120), st.sampled_from([WIDE, TALL]), st.integers(0, 12))
@settings(max_examples=of_a_hundred(20))
def test_any_text_draws(text: str, size: Size, winners: int) -> None:
    assert draw(card_of(text, winners), size, FLOOR).startswith(b"\xff\xd8")


def card_of(text: str, winners: int = 1) -> ResultCard:
    first = (Place(1, text, text, text, text, words=text),) * winners
    return ResultCard(text, text, None, text, (*first, *(Place(2, text, text, text),) * 3), text, text, text)
