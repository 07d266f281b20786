"""Cards as they looked when somebody looked at them, kept small: `python -m tests.bots.golden_cards` draws them anew."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw

from bots.pictures import TALL, WIDE, Card, Certificate, EntryCard, FamilyTree, Node, Size
from tests.bots.cards import CARD, COLOURS, WORDS, drawn, winners

GOLDEN = Path(__file__).with_name("golden")
WIDTH = 400
ENTRY = EntryCard(
    contest="Remix our winter bag",
    brand="Nordwolle",
    logo=None,
    accent="#1F6F5C",
    label="Remix",
    title="Warm hands",
    author="Mara Lindqvist",
    credit="made from “Sun” by Cleo",
)
CERTIFICATE = Certificate(
    brand="Nordwolle",
    logo=None,
    accent="#1F6F5C",
    label="Certificate",
    name="Mara Lindqvist",
    of_brand="Ambassador of Nordwolle",
    term="27 November 2026 to 27 May 2027",
    reason="For “Warm hands” in “Remix our winter bag”",
    thanks="Nordwolle says thank you!",
)
TREE = FamilyTree(
    contest="Remix our winter bag",
    brand="Nordwolle",
    logo=None,
    accent="#1F6F5C",
    title="Family tree of “Warm hands”",
    nodes=(),
    more="+{n} more",
)
FAMILY = ((1, 0), (2, 0), (3, 1), (3, 2), (0, 4), (0, 5), (4, 6), (5, 7), (4, 7), (2, 5), (5, 8))
NAMELESS = Node("a withdrawn entry", "", is_nameless=True)


def pictures(folder: Path) -> list[Path]:
    """Draw plain pictures of several shapes, each with a disc in its middle, and a logo that one can see through."""
    for number, colour in enumerate(COLOURS):
        width, height = ((300, 200), (200, 300), (240, 240))[number % 3]
        image = Image.new("RGB", (width, height), colour)
        ImageDraw.Draw(image).ellipse((width // 2 - 60, height // 2 - 60, width // 2 + 60, height // 2 + 60), "white")
        image.save(folder / f"{number}.png")
    logo = Image.new("RGBA", (300, 120))
    ImageDraw.Draw(logo).rounded_rectangle((0, 0, 299, 119), 30, "#C8102E")
    logo.save(folder / "logo.png")
    return [folder / f"{number}.png" for number in range(len(COLOURS))]


def tree(
    count: int, edges: tuple[tuple[int, int], ...], files: list[Path], nameless: tuple[int, ...] = ()
) -> FamilyTree:
    """Return a family tree; a third of the nodes have no picture."""
    nodes = [
        NAMELESS if one in nameless else Node(f"Entry {one}", "Cleo", None if one % 3 == 2 else files[one % len(files)])
        for one in range(count)
    ]
    return replace(TREE, nodes=tuple(nodes), edges=edges)


def golden_cards(folder: Path) -> dict[str, tuple[Card, Size]]:
    """Return the cards by the names of their files."""
    files = pictures(folder)
    logo = folder / "logo.png"
    star = tuple((0, one) for one in range(1, 34))
    words = replace(ENTRY, accent="#FFD400", author="Named after the close", words=WORDS, note="Bag: 4 of 5 · a gift")
    return {
        "entry": (replace(ENTRY, picture=files[1], logo=logo), WIDE),
        "entry-in-words": (words, WIDE),
        "entry-on-a-phone": (replace(ENTRY, picture=files[0], accent="#FFFFFF"), TALL),
        "certificate": (replace(CERTIFICATE, logo=logo, picture=files[0]), WIDE),
        "certificate-on-a-phone": (replace(CERTIFICATE, accent="#FFD400"), TALL),
        "tree": (tree(9, FAMILY, files, nameless=(2, 7)), WIDE),
        "tree-alone": (tree(1, (), files), WIDE),
        "tree-of-many": (tree(34, star, files), WIDE),
        "tree-on-a-phone": (tree(9, FAMILY, files, nameless=(2, 7)), TALL),
        "result-on-a-phone": (replace(CARD, logo=logo, places=winners(files[:2])), TALL),
    }


def small(card: Card, size: Size) -> Image.Image:
    """Draw a card as small as it is kept."""
    return drawn(card, size).resize((WIDTH, WIDTH * size[1] // size[0]), Image.Resampling.BOX)


def main() -> None:
    """Draw all anew."""
    GOLDEN.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, (card, size) in golden_cards(Path(folder)).items():
            small(card, size).quantize(256, Image.Quantize.MAXCOVERAGE).save(GOLDEN / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
