"""Which token a browser brings: one cookie for its person; in practice mode, one more for each it has been.

A tab of practice mode says which of them it is by its address, `?as=MEMBER`, or in its header; it can name
nobody whose token this browser does not hold.
"""

from datetime import timedelta

from aiohttp import web

from bots.on_web.front import front_of
from contests.desk.arriving import LOGIN_LASTS, Person, who_is
from contests.desk.people import digest_of

OWN_PAGE = "X-Prosument"
"""A header that forms of other sites cannot set; asked of whoever comes by cookie and changes something."""
MOST_PEOPLE = 30
"""How many people a browser may be in practice mode; more cookies than that would not fit a call."""


def token_in(request: web.Request) -> str:
    """Return the token of whoever calls by a cookie, or nothing."""
    wanted = request.headers.get(OWN_PAGE, "") if OWN_PAGE in request.headers else request.query.get("as", "")
    if wanted in {"", "1"} or not front_of(request).room.practice:
        return request.cookies.get(front_of(request).room.cookie, "")
    return request.cookies.get(_cookie_of(request, wanted), "")


async def known_people(request: web.Request) -> list[Person]:
    """Return whom this browser has been in practice mode, in order of first coming in."""
    room = front_of(request).room
    if not room.practice:
        return []
    tokens = [request.cookies[name] for name in _people_in(request)]
    found = [await who_is(room.store, digest_of(token), room.clock.now()) for token in tokens]
    return [person for person in found if person is not None]


def with_cookie(
    response: web.Response, request: web.Request, token: str, member: str, lasts: timedelta = LOGIN_LASTS
) -> web.Response:
    """Let a browser keep a member's token."""
    room = front_of(request).room
    for name in (room.cookie, _cookie_of(request, member)) if room.practice else (room.cookie,):
        response.set_cookie(
            name,
            token,
            max_age=int(lasts.total_seconds()),
            httponly=True,
            samesite="Strict",
            secure=room.public_url.startswith("https:"),
            path="/",
        )
    others = [name for name in _people_in(request) if name != _cookie_of(request, member)]
    for name in others[: 1 - MOST_PEOPLE]:
        response.del_cookie(name)
    return response


def without_cookie(response: web.Response, request: web.Request, digest: str | None) -> web.Response:
    """Let a browser forget the token of this digest."""
    for name in (front_of(request).room.cookie, *_people_in(request)):
        if digest_of(request.cookies.get(name, "")) == digest:
            response.del_cookie(name)
    return response


def _cookie_of(request: web.Request, member: str) -> str:
    return f"{front_of(request).room.cookie}.{member}"


def _people_in(request: web.Request) -> list[str]:
    return [name for name in request.cookies if name.startswith(_cookie_of(request, ""))]
