"""The result card: what is where, whatever the files."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from bots.pictures import TALL, WIDE, Place, ResultCard, Size
from bots.pictures.drawing import draw
from tests.bots.cards import CARD, COLOURS, FLOOR, WORDS, drawn, winners

PAPER = (255, 255, 255)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Pictures of one colour each, as COLOURS has them."""
    folder = tmp_path_factory.mktemp("pictures")
    for number, colour in enumerate(COLOURS):
        Image.new("RGB", (300, 200), colour).save(folder / f"{number}.png")
    return [folder / f"{number}.png" for number in range(len(COLOURS))]


def is_like(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 6 for a, b in zip(one, other, strict=True))


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    pixel = image.getpixel((int(x), int(y)))
    assert isinstance(pixel, tuple)
    return pixel


def fingerprint(image: Image.Image) -> list[str]:
    """How light a picture is in 24 by 13 fields, 00 to ff."""
    small = np.asarray(image.convert("L").resize((24, 13), Image.Resampling.BOX))
    return [bytes(row).hex() for row in small]


def distance(one: list[str], other: list[str]) -> int:
    """How far two fingerprints are apart in the worst field; a missing line of text is more than 16."""
    pairs = zip(bytes.fromhex("".join(one)), bytes.fromhex("".join(other)), strict=True)
    return max(abs(a - b) for a, b in pairs)


def golden_cards(files: list[Path]) -> dict[str, tuple[ResultCard, Size]]:
    second = Place(2, "Place 2", "Fog, knitted", "Jonas", picture=files[1])
    third = Place(3, "Place 3", "Red thread", "Mo", words=WORDS)
    credit = "made from Sun by Mara Lindqvist"
    alone = replace(CARD, places=(replace(winners(files[:1])[0], credit=credit), second, third))
    quoted = replace(CARD, accent="#FFD400", places=(Place(1, "Winner", "Warm hands", "Mo", words=WORDS), second))
    return {
        "a winner": (alone, WIDE),
        "a winner on a phone": (alone, TALL),
        "words": (quoted, WIDE),
        "shared": (replace(CARD, places=(*winners(files[:2]), third)), WIDE),
        "nobody": (CARD, WIDE),
    }


GOLDEN = {
    "a winner": [
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab7ffffffffffffffffff",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab7ebebf0f0e7eeedffff",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab7e1e2f3ffffffffffff",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab7bda6c1c9d8ffffffff",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab7e4eff9feffffffffff",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab7f3f1f2f2f1f3f0faff",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab7fcfdffffffffffffff",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab76d95d8e1eeffffffff",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab7a4beeafdffffffffff",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab783a6e1e3f5ffffffff",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab7edeeeefdfefefefeff",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab7dcdddeeef6f6f8ffff",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4ab7fbfdfdfdffffffffff",
    ],
    "a winner on a phone": [
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a",
        "4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a",
        "cbc1c3c5c5c2c5c0c8cdcdcdcdcdcdcdcdcdcdcdcdcdcdcd",
        "fed0d9e7f7e7ffffffffffffffffffffffffffffffffffff",
        "fcd5e2eeeae9faf9f9feffffffffffffffffffffffffffff",
        "f6a0b4e8e9ebecf9fdffffffbdb3e5e7ebedfbffffffffff",
        "f4b4bfe4e4fcffffffffffffd7cff5fdffffffffffffffff",
        "f3f0f3f2f3f2f8f9f9f8fdffffffffffffffffffffffffff",
    ],
    "words": [
        "c9c9c9c9c9c9c9c9c9c9c9c9c9c9e9ffffffffffffffffff",
        "c9c9c9c9c9c9c9c9c9c9c9c9c9c9e9eaebf0f0e7eeedffff",
        "c9c9c9c9c9c9c9c9c9c9c9c9c9c9e9e2d7e1ffffffffffff",
        "c99686c9c9c9c9c9c9c9c9c9c9c9e9b3a9bfd0acb1aed4ff",
        "c9b5bcc1bac3c2c1bfc2bcc4c9c9e9e2fdffffffffffffff",
        "c9afb1a49dbba1b3aba6a3bcc9c9e9ffffffffffffffffff",
        "c9ada6a7b3a1a5afa6aba5a6bec9e9ffffffffffffffffff",
        "c9c2bbbfc3c0c0bbaebfbfbfc6c9e9ffffffffffffffffff",
        "c9a6a29c9ea7a9a6a5bbc9c9c9c9e9d0dcf1fdffffffffff",
        "c9b2acabaeaeb1b9b4aaadaabfc9e96d97dfe3eeffffffff",
        "c9bdbbb7bbbbb8bcc0b5aebbc2c9e9f1eeeefdfefefefeff",
        "c9c9c9c9c9c9c9c9c9c9c9c9c9c9e9eadddeeef6f6f8ffff",
        "c9c9c9c9c9c9c9c9c9c9c9c9c9c9e9fdfdfdfdffffffffff",
    ],
    "shared": [
        "4a4a4a4a4a4a4a56474747474747b5ffffffffffffffffff",
        "4a4a4a4a4a4a4a56474747474747b5ebebeff0e7eeedffff",
        "4a4a4a4a4a4a4a56474747474747b5e3e0e0e4e0e9ffffff",
        "4a4a4a4a4a4a4a56474747474747b5cfcee1ffffffffffff",
        "4a4a4a4a4a4a4a56474747474747b5e0e8f4ffffffffffff",
        "4a4a4a4a4a4a4a56474747474747b5d6dcf3ffffffffffff",
        "4a4a4a4a4a4a4a56474747474747b5ffffffffffffffffff",
        "4a4a4a4a4a4a4a56474747474747b5ffffffffffffffffff",
        "4a4a4a4a4a4a4a56474747474747b5d3dff1fdffffffffff",
        "4a4a4a4a4a4a4a56474747474747b583a6e1e3f5ffffffff",
        "4a4a4a4a4a4a4a56474747474747b5edeeeefdfefefefeff",
        "4a4a4a4a4a4a4a56474747474747b5dcdddeeef6f6f8ffff",
        "4a4a4a4a4a4a4a56474747474747b5fbfdfdfdffffffffff",
    ],
    "nobody": [
        "5555555555555555555555555555bbffffffffffffffffff",
        "5555555555555555555555555555bbbdb8b8d5bad4ffffff",
        "5555555555555555555555555555bbc7bdb9dab5b7ffffff",
        "5555555555555555555555555555bbfbfbf9fcf8ebffffff",
        "557a7b7a737e6371747055555555bbffffffffffffffffff",
        "55707e777d7e677d7e7055555555bbffffffffffffffffff",
        "558f989b9481979e7b9498555555bbffffffffffffffffff",
        "55686b6d756c6a61677669725555bbffffffffffffffffff",
        "55777f817e8675717e827f805b55bbffffffffffffffffff",
        "5555555555555555555555555555bbffffffffffffffffff",
        "5555555555555555555555555555bbefefeefdfefefefeff",
        "5555555555555555555555555555bbdcdddeeef6f6f8ffff",
        "5555555555555555555555555555bbfbfdfdfdffffffffff",
    ],
}


@pytest.mark.parametrize("name", GOLDEN)
def test_cards_look_as_they_did_when_somebody_looked_at_them(name: str, pictures: list[Path]) -> None:
    found = fingerprint(drawn(*golden_cards(pictures)[name]))
    assert distance(found, GOLDEN[name]) <= 8, "\n".join(found)


def test_the_same_card_makes_the_same_bytes(pictures: list[Path]) -> None:
    card = replace(CARD, places=winners(pictures[:2]))
    assert draw(card, WIDE, FLOOR) == draw(card, WIDE, FLOOR)


@pytest.mark.parametrize("size", [WIDE, TALL])
def test_a_winner_fills_three_fifths_and_no_more(size: Size, pictures: list[Path]) -> None:
    image = drawn(replace(CARD, places=winners(pictures[:1])), size)
    assert image.size == size
    edge = (size[0] * 3 // 5, size[1]) if size == WIDE else (size[0], round(size[1] * 0.56))
    for x, y in ((4, 4), (edge[0] - 6, 4), (4, edge[1] - 6), (edge[0] - 6, edge[1] - 6)):
        assert is_like(at(image, x, y), rgb(COLOURS[0]))
    beyond = (edge[0] + 6, 4) if size == WIDE else (4, edge[1] + 6)
    assert at(image, *beyond) == PAPER


def test_a_picture_is_cropped_around_its_middle_and_never_stretched(tmp_path: Path) -> None:
    wide = Image.new("RGB", (3000, 600), "#202020")
    ImageDraw.Draw(wide).ellipse((1300, 100, 1700, 500), "white")
    wide.save(tmp_path / "wide.png")
    card = replace(CARD, places=winners([tmp_path / "wide.png"]))
    disc = np.asarray(drawn(card).convert("L").crop((0, 0, 720, 630))) > 128
    rows, columns = np.flatnonzero(disc.any(axis=1)), np.flatnonzero(disc.any(axis=0))
    assert abs(np.ptp(rows) - 630 * 400 / 600) <= 4
    assert abs(np.ptp(columns) - np.ptp(rows)) <= 2
    assert abs(columns.mean() - 360) <= 2


@pytest.mark.parametrize("many", [2, 3])
def test_shared_first_places_are_equal_halves_or_thirds(many: int, pictures: list[Path]) -> None:
    image = drawn(replace(CARD, places=winners(pictures[:many])))
    for number in range(many):
        left, right = 720 * number / many + 8, 720 * (number + 1) / many - 8
        for x, y in ((left, 8), (right, 8), (left, 622), (right, 622)):
            assert is_like(at(image, x, y), rgb(COLOURS[number]))


@pytest.mark.parametrize("many", range(4, 10))
@pytest.mark.parametrize("size", [WIDE, TALL])
def test_more_winners_are_a_grid_without_a_hole(many: int, size: Size, pictures: list[Path]) -> None:
    image = drawn(replace(CARD, places=winners(pictures[:many])), size)
    area = image.crop((0, 0, 720, 630) if size == WIDE else (0, 0, 1080, 756))
    fields = np.asarray(area).reshape(-1, 3)
    counts = [(np.abs(fields - np.array(rgb(colour))).max(axis=1) <= 6).mean() for colour in COLOURS[:many]]
    assert all(count > 0.6 / many for count in counts), counts
    assert sum(counts) > 0.95


def test_of_more_than_nine_winners_the_last_tile_says_how_many(pictures: list[Path]) -> None:
    image = drawn(replace(CARD, accent="#000000", places=winners(pictures * 2)))
    assert is_like(at(image, 720 - 8, 8), rgb(COLOURS[2]))
    assert is_like(at(image, 720 - 8, 630 - 8), (0, 0, 0))


def test_a_file_that_is_missing_or_broken_is_drawn_as_words(tmp_path: Path, pictures: list[Path]) -> None:
    (tmp_path / "broken.png").write_bytes(pictures[0].read_bytes()[:60])
    (tmp_path / "text.png").write_text("no picture")
    place = Place(1, "Winner", "Warm hands", "Mo", words=WORDS)
    plain = draw(replace(CARD, places=(place,)), WIDE, FLOOR)
    for file in (tmp_path / "broken.png", tmp_path / "text.png", tmp_path / "missing.png", tmp_path):
        card = replace(CARD, logo=file, places=(replace(place, picture=file),))
        assert draw(card, WIDE, FLOOR) == plain


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_drawn(mode: str, tmp_path: Path) -> None:
    grey = np.full((40, 40), 0xFFFF, np.uint16)
    image = Image.fromarray(grey) if mode == "I;16" else Image.new("RGB", (40, 40), "white").convert(mode)
    image.save(tmp_path / "white.png")
    image = drawn(replace(CARD, places=winners([tmp_path / "white.png"])))
    assert is_like(at(image, 360, 315), PAPER)


def test_what_is_transparent_shows_the_surface(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(tmp_path / "nothing.png")
    assert is_like(at(drawn(replace(CARD, places=winners([tmp_path / "nothing.png"]))), 360, 315), (0xF7, 0xF5, 0xF1))


@pytest.mark.parametrize("size", [WIDE, TALL])
def test_even_noise_makes_a_small_file(size: Size, tmp_path: Path) -> None:
    noise = np.random.default_rng(7).integers(0, 256, (1350, 1080, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    assert len(draw(replace(CARD, places=winners([tmp_path / "noise.png"])), size, FLOOR)) < 400_000


def test_a_card_is_the_same_as_json(pictures: list[Path]) -> None:
    card = replace(CARD, logo=pictures[0], places=(*winners(pictures[:1]), Place(2, "Place 2", "a", "b", words="c")))
    assert ResultCard.from_json(json.loads(json.dumps(card.to_json()))) == card
