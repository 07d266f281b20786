"""Who may call at all: the address called, the way there, the token, and the pace."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from bots.on_web.cookies import OWN_PAGE, token_in
from bots.on_web.errors import CallError, Handler
from bots.on_web.front import FRONT, PERSON, front_of, person_of
from bots.on_web.hosts import host_name
from bots.settings.values import is_loopback
from contests.desk.arriving import Person, who_is
from contests.desk.people import digest_of

FORWARDED = ("forwarded", "via", "x-real-ip")
OPEN = frozenset({"/api/people", "/api/login", "/api/demo", "/api/demo/afresh"})
"""Calls that need no token."""
HEALTH = "/healthz"
SAFE = frozenset({hdrs.METH_GET, hdrs.METH_HEAD})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers of safety on every answer that has none of its own."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    cached = "no-cache" if request.path.startswith("/static/") else "no-store"
    response.headers.setdefault("Cache-Control", cached)


@web.middleware
async def the_way_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what came by another name or from another site's form, and in practice mode what came from elsewhere."""
    room = front_of(request).room
    name = host_name(request.headers.get(hdrs.HOST, ""))
    if room.practice:
        if not is_loopback(name) or _is_forwarded(request.headers):
            raise CallError(403, "practice")
    elif room.public_url and request.path != HEALTH and name != host_name(urlsplit(room.public_url).netloc):
        raise CallError(403, "host")
    if request.method not in SAFE and _is_of_another_site(request.headers, name):
        raise CallError(403, "same_site")
    return await handler(request)


@web.middleware
async def the_person(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Find out who calls, and let nobody without a token near what needs one."""
    person = await _person(request)
    if person is not None:
        request[PERSON] = person
    elif request.path.startswith("/api/") and request.path not in OPEN:
        raise CallError(401, "no_token", headers={"WWW-Authenticate": "Bearer"})
    return await handler(request)


def at_a_pace(handler: Handler) -> Handler:
    """Refuse whoever asks for more at once than people do."""

    async def paced(request: web.Request) -> web.StreamResponse:
        if seconds := request.app[FRONT].pace.wait_for(person_of(request).account.id):
            raise CallError(429, "too_fast", headers={"Retry-After": str(seconds)})
        return await handler(request)

    return paced


def digest_brought(request: web.Request) -> str | None:
    """Return the digest of the token by which somebody calls."""
    token, _ = _token(request)
    return digest_of(token) if token else None


def _is_forwarded(headers: Mapping[str, str]) -> bool:
    return any(name.lower() in FORWARDED or name.lower().startswith("x-forwarded-") for name in headers)


def _is_of_another_site(headers: Mapping[str, str], name: str) -> bool:
    """Tell whether a browser says so; our own forms are of the origin `null`, for pages tell no referrer."""
    origin = host_name(headers.get(hdrs.ORIGIN, "").partition("://")[2])
    return headers.get("Sec-Fetch-Site") == "cross-site" or origin not in {"", name}


def _token(request: web.Request) -> tuple[str, bool]:
    """Return a caller's token, and whether a cookie brings it; whoever sends one beside a cookie calls by that."""
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    by_cookie = scheme.lower() != "bearer"
    return (token_in(request) if by_cookie else token.strip()), by_cookie


async def _person(request: web.Request) -> Person | None:
    token, by_cookie = _token(request)
    if not token:
        return None
    if (
        by_cookie
        and request.method not in SAFE
        and request.path.startswith("/api/")
        and OWN_PAGE not in request.headers
    ):
        raise CallError(403, "same_site")
    room = front_of(request).room
    return await who_is(room.store, digest_of(token), room.clock.now())
