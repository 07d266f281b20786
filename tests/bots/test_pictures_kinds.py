"""Entry cards, certificates and family trees: as they looked, whatever they say, and never one over another."""

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bots.pictures import TALL, WIDE, Card, Node, Size, render
from bots.pictures.drawing import draw
from bots.pictures.kinship import laid_out
from tests.bots.cards import FLOOR
from tests.bots.golden_cards import CERTIFICATE, ENTRY, GOLDEN, TREE, golden_cards, small, tree
from tests.halves import of_a_hundred

NAMES = sorted(path.stem for path in GOLDEN.glob("*.png"))
COLUMNS, ROWS = 4, 5


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Card, Size]]:
    return golden_cards(tmp_path_factory.mktemp("golden"))


def test_every_golden_file_has_its_card(cards: dict[str, tuple[Card, Size]]) -> None:
    assert sorted(cards) == NAMES
    assert all(path.stat().st_size < 30_000 for path in GOLDEN.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_cards_look_as_they_did_when_somebody_looked_at_them(name: str, cards: dict[str, tuple[Card, Size]]) -> None:
    found = small(*cards[name])
    kept = Image.open(GOLDEN / f"{name}.png").convert("RGB")
    assert found.size == kept.size
    apart = ImageChops.difference(found, kept).resize((50, 50 * kept.height // kept.width), Image.Resampling.BOX)
    assert np.asarray(apart).max() <= 24, "look at it, then draw it anew: python -m tests.bots.golden_cards"
    assert np.asarray(apart).mean() <= 1.5


@pytest.mark.parametrize("name", NAMES)
def test_a_card_is_the_same_as_json_and_has_words_without_files(name: str, cards: dict[str, tuple[Card, Size]]) -> None:
    card, size = cards[name]
    assert Card.from_json(json.loads(json.dumps(card.to_json()))) == card
    assert "/" not in json.dumps(card.in_words().to_json())
    assert len(draw(card.in_words(), size, FLOOR)) < 400_000


async def test_every_kind_is_drawn_by_another_process(cards: dict[str, tuple[Card, Size]]) -> None:
    card, size = cards["tree-on-a-phone"]
    drawn = await render(card, size)
    assert drawn == draw(card, size)
    assert len(drawn) < 400_000


@given(st.text(st.characters(), max_size=150), st.sampled_from([WIDE, TALL]), st.integers(1, 40))
@settings(max_examples=of_a_hundred(12), deadline=None)
def test_any_text_draws(text: str, size: Size, count: int) -> None:
    entry = replace(ENTRY, contest=text, brand=text, accent=text, label=text, title=text, author=text, words=text)
    office = replace(CERTIFICATE, brand=text, name=text, term=text, reason=text, thanks=text, of_brand=text)
    family = replace(TREE, title=text, more=text, nodes=(Node(text, text),) * count, edges=((0, count - 1),), beyond=3)
    for card in (entry, office, family):
        assert len(draw(card, size, FLOOR)) < 400_000


edges = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=80)


@given(st.integers(1, 41), edges, st.integers(0, 5))
def test_nobody_stands_on_another_and_all_are_counted(count: int, edges: list[tuple[int, int]], beyond: int) -> None:
    within = [edge for edge in edges if max(edge) < count]
    layout = laid_out(count, within, COLUMNS, ROWS, beyond)
    places = [(slot.column, slot.row) for slot in layout.slots.values()]
    assert len(set(places)) == len(places)
    assert 0 in layout.slots
    assert all(column < len(layout.heights) <= COLUMNS and row < ROWS for column, row in places)
    assert len(layout.slots) + layout.more == count + beyond


@given(edges)
def test_where_nobody_is_their_own_ancestor_every_line_leads_to_the_right(edges: list[tuple[int, int]]) -> None:
    onwards = [(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]]
    layout = laid_out(41, onwards, 41, 41)
    for source, made in onwards:
        if source in layout.slots and made in layout.slots:
            assert layout.slots[source].column < layout.slots[made].column


def test_a_family_of_thirty_is_shown_whole() -> None:
    star = [(0, one) for one in range(1, 29)]
    assert laid_out(29, star, 5, 7).more == 0
    assert laid_out(40, [(0, one) for one in range(1, 40)], 5, 7).more == 11


def test_the_entry_itself_is_framed_in_the_brands_colour_and_the_nameless_have_no_picture(tmp_path: Path) -> None:
    red = tmp_path / "red.png"
    Image.new("RGB", (90, 90), "#FF0000").save(red)
    card = tree(3, ((1, 0), (0, 2)), [red] * 3, nameless=(1,))
    image = np.asarray(Image.open(io.BytesIO(draw(replace(card, accent="#0000FF"), WIDE, FLOOR))))
    is_red = (np.abs(image.astype(int) - (255, 0, 0)).max(axis=2) < 40).any(axis=0)
    is_blue = (np.abs(image.astype(int) - (0, 0, 255)).max(axis=2) < 40)[150:480].any(axis=0)
    assert not is_red[:420].any(), "the nameless source shows nothing"
    assert is_red[420:780].any()
    assert is_blue[400:800].sum() > 200
