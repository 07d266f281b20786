"""What stands on a card: plain values, as the presenter worded them and as JSON holds them."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

Json = dict[str, Any]
Size = tuple[int, int]
"""Width and height in pixels."""

WIDE: Size = (1200, 630)
"""As links and chats show it."""
TALL: Size = (1080, 1350)
"""For phones."""


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
class ResultCard:
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

    def in_words(self) -> Self:
        """Return the same card without any file."""
        return replace(self, logo=None, places=tuple(replace(place, picture=None) for place in self.places))

    def to_json(self) -> Json:
        """As JSON holds it."""
        return asdict(self) | {
            "logo": _name(self.logo),
            "places": [asdict(place) | {"picture": _name(place.picture)} for place in self.places],
        }

    @classmethod
    def from_json(cls, said: Json) -> Self:
        """Read what `to_json` made."""
        places = tuple(Place(**place | {"picture": _path(place["picture"])}) for place in said["places"])
        return cls(**said | {"logo": _path(said["logo"]), "places": places})


def _name(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _path(name: str | None) -> Path | None:
    return None if name is None else Path(name)
