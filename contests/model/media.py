"""A file of an entry or of the kit, as it is stored."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Media:
    """A stored file: named by the SHA-256 of its bytes, cleaned of metadata, of a fixed type."""

    id: str
    kind: str
    """`picture`, `video` or `audio`."""
    mime: str
    alt: str = ""
