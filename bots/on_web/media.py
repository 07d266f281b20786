"""Stored files, for whoever may see them: of a fixed type, and nothing in them runs."""

from pathlib import Path

from aiohttp import hdrs, web

from bots.on_web.errors import no_such
from bots.on_web.files import stored_at, thumbnail_of
from bots.on_web.front import PERSON, front_of, person_of
from bots.on_web.messages import EXTENSIONS, file_of
from bots.on_web.room import sees
from contests.desk.looking import media_for
from contests.model.media import Media

CACHED_S = 60
"""How long a browser may keep a file: what is withdrawn is gone within a minute (RULES.md 12)."""
HEADERS = {
    "Cache-Control": f"private, max-age={CACHED_S}",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


async def media(request: web.Request) -> web.StreamResponse:
    """Serve a stored file, whole or in ranges; `?size=small` its thumbnail: `GET /media/HASH.ext`.

    The public gets what the gallery shows it, and nothing else.
    """
    room, reader = front_of(request).room, person_of(request).member if PERSON in request else None
    found = await media_for(room.store, reader, request.match_info["media"].partition(".")[0])
    path, mime = stored(room.media_folder, found)
    small = thumbnail_of(path)
    if request.query.get("size") == "small" and small.exists():
        path, mime = small, "image/webp"
    if not path.is_file():
        raise no_such()
    return web.FileResponse(path, headers={**HEADERS, hdrs.CONTENT_TYPE: mime})


async def made_file(request: web.Request) -> web.Response:
    """Serve a table that was made for a message, to whoever sees the message: `GET /files/MESSAGE/N`."""
    if PERSON not in request:
        raise no_such()
    person = person_of(request)
    line = await front_of(request).room.log.get(request.match_info["message"])
    if line is None or not sees(person.member, person.account.id, line):
        raise no_such()
    found = file_of(line, int(request.match_info["number"]))
    if found is None:
        raise no_such()
    name, mime, body = found
    disposition = {"Content-Disposition": f'attachment; filename="{_plain(name)}"'}
    return web.Response(body=body, headers={**HEADERS, **disposition, hdrs.CONTENT_TYPE: mime})


def stored(folder: Path, found: Media) -> tuple[Path, str]:
    """Return where a file lies, and its type; made of our own words only, never of the caller's."""
    if found.mime not in EXTENSIONS:
        raise no_such()
    return stored_at(folder, found), found.mime


def _plain(name: str) -> str:
    return "".join(one if one.isascii() and (one.isalnum() or one in "-_.") else "_" for one in name)
