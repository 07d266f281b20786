"""A result as a picture: a row a candidate, bars by round or a table of duels."""

from pathlib import Path

import pytest
from PIL import Image

from bots.pictures.colour import ACCENT, MUTED, PAPER
from tests.bots.tally.commanding import counted, refused, tally
from tests.bots.tally.test_formats import TENNESSEE

pytestmark = pytest.mark.usefixtures("empty_folder", "own_log")


@pytest.fixture
def capital(tmp_path: Path) -> Path:
    path = tmp_path / "tennessee.soc"
    path.write_text(TENNESSEE, encoding="utf-8")
    return path


def colours(picture: Image.Image) -> dict[tuple[int, ...], int]:
    found = picture.convert("RGB").getcolors(picture.width * picture.height)
    assert found is not None
    return {colour: many for many, colour in found if isinstance(colour, tuple)}


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.WEBP", "WEBP")])
def test_rounds_are_bars_of_which_the_last_to_go_are_grey(capital: Path, name: str, kind: str) -> None:
    ended = tally("irv", capital, "--plot", name)
    assert (ended.exit_code, "Knoxville" in ended.stdout) == (0, True)
    with Image.open(name) as picture:
        assert (picture.format, picture.width > picture.height) == (kind, True)
        found = colours(picture)
    bars = counted("irv", capital)["rounds"]
    staying = sum(many for one in bars for who, many in one["counts"].items() if who not in one["out"])
    leaving = sum(many for one in bars for who, many in one["counts"].items() if who in one["out"])
    assert found[ACCENT] / found[MUTED] == pytest.approx(staying / leaving, rel=0.2)


def test_duels_are_a_table_in_which_each_is_won_once(capital: Path) -> None:
    assert tally("schulze", capital, "--plot", "a.png").exit_code == 0
    with Image.open("a.png") as picture:
        cells = colours(picture)[ACCENT]
        assert picture.getpixel((2, 2)) == PAPER
    assert 6 * 1500 < cells < 6 * 72 * 44  # six duels of four candidates, without the digits on them


def test_one_round_is_drawn_too_and_the_same_twice_is_the_same_picture(capital: Path) -> None:
    for name in ("a.png", "b.png"):
        assert tally("single", capital, "--plot", name).exit_code == 0
    assert Path("a.png").read_bytes() == Path("b.png").read_bytes()


def test_a_picture_is_refused_before_anything_is_written(capital: Path, tmp_path: Path) -> None:
    assert refused("irv", capital, "--plot", "a.gif") == "a.gif is no name of a picture."
    assert refused("irv", capital, "--plot", ".") == ". is no name of a picture."
    assert refused("irv", capital, "--plot", "no/a.png") == "no/a.png cannot be written: No such file or directory."
    many = tmp_path / "many.csv"
    many.write_text(",".join(f"c{at}" for at in range(61)) + "\n" + ",".join(["1"] * 61), encoding="utf-8")
    assert refused("schulze", many, "--plot", "a.png") == "A picture of 61 candidates or rounds could not be read."
    assert sorted(Path().glob("a.*")) == []
