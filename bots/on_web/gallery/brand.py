"""The brand: its page, and its colour as a small stylesheet, with text in it only where that can be read."""

from dataclasses import dataclass, replace

from aiohttp import web

from bots.on_web.errors import no_such
from bots.on_web.front import front_of, words_for
from bots.on_web.gallery.looking import absolute, looker_of
from bots.on_web.gallery.shots import Shot, shot
from bots.on_web.pages import page
from bots.pictures.colour import Colour, is_readable, read_colour, text_on
from contests.desk.gallery import Office, brand_to_see, community_of

LIGHT: tuple[Colour, ...] = ((0xFF, 0xFF, 0xFF), (0xF7, 0xF5, 0xF1))
"""The grounds that text stands on by day: paper and surface, as in dress.css."""
DARK: tuple[Colour, ...] = ((0x15, 0x17, 0x1A), (0x1E, 0x21, 0x25))
"""And by night."""
DEFAULT = "#1F6F5C"
STYLE = """:root {{
  --brand: {brand};
  --on-brand: {on_brand};
  --brand-text: {by_day};
}}

@media (prefers-color-scheme: dark) {{
  :root {{
    --brand-text: {by_night};
  }}
}}
"""
CACHED = {"Cache-Control": "private, max-age=60"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the kit."""

    title: str
    licence: str
    shot: Shot | None


@dataclass(frozen=True, slots=True)
class Holder:
    """An ambassador, or somebody who was one."""

    office: Office
    shot: Shot | None
    since: str
    until: str
    year: int


def style_of(said: str) -> str:
    """Return a brand's colour as custom properties; as text it is ink wherever it could not be read."""
    brand = read_colour(said)
    by_day, by_night = (
        _hex(brand) if all(is_readable(brand, ground) for ground in grounds) else "var(--ink)"
        for grounds in (LIGHT, DARK)
    )
    return STYLE.format(brand=_hex(brand), on_brand=_hex(text_on(brand)), by_day=by_day, by_night=by_night)


async def brand_style(request: web.Request) -> web.Response:
    """Serve the brand's colour: `GET /brand.css`."""
    community = await community_of(front_of(request).room.store, looker_of(request))
    text = style_of(community.brand.colour if community else DEFAULT)
    return web.Response(text=text, content_type="text/css", headers=CACHED)


async def brand_page(request: web.Request) -> web.Response:
    """Show the brand: `GET /gallery/brand`."""
    front, t = front_of(request), words_for(request)
    view = await brand_to_see(front.room.store, looker_of(request))
    if view is None:
        raise no_such()
    folder, name, zone = front.room.media_folder, view.community.brand.name, view.community.zone
    kit = [
        Piece(piece.title, piece.licence, await shot(folder, media and replace(media, alt=piece.alt), piece.title))
        for piece, media in view.kit
    ]
    holders = [
        Holder(
            office,
            await shot(folder, office.picture, office.title),
            t.day(office.offer.answered_at or office.offer.made_at, zone),
            t.day(office.offer.term_ends, zone) if office.offer.term_ends else "",
            office.offer.term_ends.year if office.offer.term_ends else 0,
        )
        for office in view.offices
    ]
    logo = await shot(folder, view.logo, name)
    return page(
        request,
        "brand.html",
        brand=view.community.brand,
        logo=logo,
        kit=kit,
        ambassadors=[one for one in holders if not one.office.is_over],
        alumni=[one for one in holders if one.office.is_over],
        og={
            "title": name,
            "description": t._("The brand, its kit to remix, and its ambassadors."),
            "url": absolute(request, "/gallery/brand"),
            "image": absolute(request, logo.url.partition("?")[0]) if logo else None,
        },
    )


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
