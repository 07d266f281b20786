"""A brand's people, the places where they talk, and the material that they may remix."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Brand:
    """How a brand shows itself: name, colour (`#rrggbb`), logo (a media id)."""

    name: str
    colour: str = "#1F6F5C"
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class Community:
    """The people of one brand across all its chats; owns venues, members and contests."""

    id: str
    brand: Brand
    language: str
    zone: str
    """IANA name of the zone in which managers type times."""


@dataclass(frozen=True, slots=True)
class Venue:
    """One place to talk in: a Discord channel, a Telegram chat or topic, a web room."""

    id: str
    community: str
    platform: str
    place: str
    """The platform's own words for the place, opaque to us."""
    title: str
    language: str
    joined_at: datetime
    gallery: str | None = None
    """The platform's own words for where entries are shown here, or None: nowhere."""
    desk: str | None = None
    """The platform's own words for where its moderators and managers are told, or None: not here."""
    office: str | None = None
    """The platform's own words for the mark that ambassadors wear here, such as a role, or None: none."""
    has_calendar: bool = False
    """Whether rounds are put into the platform's own calendar here."""


@dataclass(frozen=True, slots=True)
class KitPiece:
    """A piece of the brand's material that may be remixed, with its licence."""

    id: str
    community: str
    title: str
    media: str
    alt: str
    licence: str
