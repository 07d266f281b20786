"""The gallery: the public window of a brand, in plain pages that need no script."""

from bots.on_web.gallery.brand import brand_page, brand_style
from bots.on_web.gallery.contest import contest_page
from bots.on_web.gallery.entry import entry_page
from bots.on_web.gallery.tiles import ContestTile, contest_tiles, gallery_page

__all__ = [
    "ContestTile",
    "brand_page",
    "brand_style",
    "contest_page",
    "contest_tiles",
    "entry_page",
    "gallery_page",
]
