"""What an author agrees to at Send: a version of the brief and its terms."""

from dataclasses import dataclass
from enum import StrEnum


class Licence(StrEnum):
    """What the brand may do with an entry, mildest first; the author keeps all other rights."""

    PROMOTION = "promotion"
    """Show it to promote this contest, 24 months, with credit."""
    BRAND_USE = "brand-use"
    """Use it in the brand's own channels, 24 months, with credit; not exclusive."""
    CC_BY = "cc-by"
    """Creative Commons Attribution 4.0, for everybody."""
    TRANSFER_OFFER = "transfer-offer"
    """As promotion; for winners a separate offer of use against pay, which they may decline."""


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of a contest's terms; `digest` is the SHA-256 of what was shown."""

    version: int
    licence: Licence
    digest: str
