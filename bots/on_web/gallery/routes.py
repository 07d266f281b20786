"""Where the gallery's pages are."""

from aiohttp import web

from bots.on_web.gallery.brand import brand_page, brand_style
from bots.on_web.gallery.contest import contest_page
from bots.on_web.gallery.entry import entry_page
from bots.on_web.gallery.overview import gallery_page

ROUTES = (
    web.get("/gallery", gallery_page),
    web.get("/gallery/brand", brand_page),
    web.get("/gallery/contests/{contest}", contest_page),
    web.get("/gallery/entries/{entry}", entry_page),
    web.get("/brand.css", brand_style),
)
