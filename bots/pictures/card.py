"""What stands on a card: plain values, as the presenter worded them and as JSON holds them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Size = tuple[int, int]
"""Width and height in pixels."""

WIDE: Size = (1200, 630)
"""As links and chats show it."""
TALL: Size = (1080, 1350)
"""For phones."""
FILES = frozenset({"logo", "picture"})
"""What is called so is where a file lies, or None."""


@dataclass(frozen=True, slots=True)
class Card:
    """Whatever can be drawn."""

    def to_json(self) -> Json:
        """As JSON holds it."""
        return {"kind": type(self).__name__, **asdict(self, dict_factory=_plain)}

    @staticmethod
    def from_json(said: Mapping[str, Any], *, with_files: bool = True) -> "Card":
        """Read what `to_json` made."""
        facts = {name: value for name, value in said.items() if name != "kind"}
        return KINDS[said["kind"]](**_read(facts, with_files=with_files))

    def in_words(self) -> "Card":
        """Return the same card without any file."""
        return Card.from_json(self.to_json(), with_files=False)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry on the card. Where `picture` is missing or broken, `words` stand in its stead, or the title."""

    rank: int
    """1 for the winners; places that share a rank share it here, too."""
    label: str
    """ "Winner", "Shared first place", "2nd": what the rank is called."""
    title: str
    author: str
    credit: str = ""
    """What it was made from, in one sentence."""
    picture: Path | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class ResultCard(Card):
    """A contest's result. Without places, or without one of rank 1, nobody won: `note` says why."""

    contest: str
    brand: str
    logo: Path | None
    accent: str
    """The brand's colour, as "#RRGGBB"."""
    places: tuple[Place, ...]
    """In order of rank."""
    turnout: str
    date: str
    note: str = ""
    """Shown large where nobody won."""

    @property
    def winners(self) -> tuple[Place, ...]:
        """All who came first."""
        return tuple(place for place in self.places if place.rank == 1)

    @property
    def runners_up(self) -> tuple[Place, ...]:
        """All others."""
        return tuple(place for place in self.places if place.rank != 1)


@dataclass(frozen=True, slots=True)
class EntryCard(Card):
    """One entry. Where `picture` is missing or broken, `words` stand in its stead, or the title."""

    contest: str
    brand: str
    logo: Path | None
    accent: str
    label: str
    """What kind of entry it is."""
    title: str
    author: str
    """Its name, or that it comes after the close."""
    credit: str = ""
    """What it was made from, in one sentence."""
    note: str = ""
    """What has to be said with it, such as how a reviewed product was got."""
    picture: Path | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Certificate(Card):
    """An ambassador's office."""

    brand: str
    logo: Path | None
    accent: str
    label: str
    """What the office is called."""
    name: str
    of_brand: str
    term: str
    reason: str
    """What for."""
    thanks: str
    picture: Path | None = None
    """Of the entry for which it was given."""
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """One entry, or a piece of the brand's kit, in a family tree."""

    title: str
    author: str
    picture: Path | None = None
    is_nameless: bool = False
    """It keeps its place; `title` says why it has no name."""


@dataclass(frozen=True, slots=True)
class FamilyTree(Card):
    """What an entry was made from, and what was made from it."""

    contest: str
    brand: str
    logo: Path | None
    accent: str
    title: str
    nodes: tuple[Node, ...]
    """The entry itself is the first."""
    edges: tuple[tuple[int, int], ...] = ()
    """From a source to what was made from it, as places in `nodes`."""
    beyond: int = 0
    """Kin that are not among the nodes."""
    more: str = "+{n}"
    """Says how many are not shown."""


KINDS: Mapping[str, type[Card]] = {one.__name__: one for one in (ResultCard, EntryCard, Certificate, FamilyTree)}
PARTS: Mapping[str, type[Place | Node]] = {"places": Place, "nodes": Node}


def _plain(facts: Iterable[tuple[str, Any]]) -> Json:
    return {name: str(value) if isinstance(value, Path) else value for name, value in facts}


def _read(facts: Mapping[str, Any], *, with_files: bool) -> Json:
    read = dict(facts)
    for name, value in facts.items():
        if name in FILES:
            read[name] = Path(value) if value is not None and with_files else None
        elif name in PARTS:
            read[name] = tuple(PARTS[name](**_read(one, with_files=with_files)) for one in value)
        elif name == "edges":
            read[name] = tuple((source, made) for source, made in value)
    return read
