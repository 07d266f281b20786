"""Coming in: practice people, personal links, cookies."""

import secrets
from datetime import timedelta

from aiohttp import hdrs, web

from bots.on_web.bodies import json_body
from bots.on_web.cookies import with_cookie, without_cookie
from bots.on_web.errors import CallError, wrong
from bots.on_web.front import front_of, json, words_for
from bots.on_web.guards import digest_brought
from bots.on_web.pages import page
from bots.on_web.trying import hand_a_ballot
from bots.words import N_, Words
from contests.desk.arriving import LOGIN_LASTS, enter_by_link, join_person, leave_room, look_at_link, who_is
from contests.desk.people import digest_of
from contests.model.member import Role
from contests.refusals import Refusal

PRACTICE_LASTS = timedelta(days=3660)
"""A login in practice mode outlives whatever the practice clock is turned to."""
NOT_ALLOWED_IN = {
    "no_such": N_("This link is not one of ours, or it was taken back. Ask a manager for a new one."),
    "already_decided": N_("This link was used already; each lets one person in once. Ask a manager for a new one."),
    "too_late": N_("This link is too old; each is good for 7 days. Ask a manager for a new one."),
}


async def join(request: web.Request) -> web.Response:
    """Make a new person, in practice mode only: `POST /api/people`."""
    front = front_of(request)
    if not front.room.practice:
        raise CallError(403, "practice")
    body = await json_body(request)
    name, role = body.text("name"), body.text("role")
    if role not in set(Role):
        raise wrong("role")
    token, at = _new_token(), front.room.clock.now()
    try:
        person = await join_person(
            front.room.store, name, Role(role), at, digest=digest_of(token), until=at + PRACTICE_LASTS
        )
    except Refusal as refusal:
        raise wrong("name", "too_long" if refusal.key == "too_long" else "needed") from refusal
    return json({"id": person.member.id, "token": token})


async def login(request: web.Request) -> web.Response:
    """Turn a token into a cookie: `POST /api/login`."""
    room = front_of(request).room
    token = (await json_body(request)).short("token")
    person = await who_is(room.store, digest_of(token), room.clock.now())
    if person is None:
        raise CallError(401, "no_token")
    return with_cookie(json({"id": person.member.id}), request, token, person.member.id)


async def logout(request: web.Request) -> web.Response:
    """End the login by which somebody calls: `POST /api/logout`."""
    room = front_of(request).room
    if digest := digest_brought(request):
        await leave_room(room.store, digest, room.clock.now())
    return without_cookie(json({}), request, digest)


async def door(request: web.Request) -> web.Response:
    """Show a personal link's page, and use nothing up: `GET /enter/SECRET`; the demo lets a visitor straight in."""
    room, t = front_of(request).room, words_for(request)
    if room.is_demo:
        return await enter(request)
    link = digest_of(request.match_info["secret"])
    try:
        member = await look_at_link(room.store, link, room.clock.now())
    except Refusal as refusal:
        return _not_let_in(request, refusal, t)
    return page(request, "enter.html", name=member.name)


async def enter(request: web.Request) -> web.Response:
    """Use a personal link up: `POST /enter/SECRET`."""
    front, t, token = front_of(request), words_for(request), _new_token()
    beside = {"same-site"} if front.room.is_demo else set()  # the house beside it is another port of this machine
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin", *beside}:
        raise CallError(403, "same_site")
    at = front.room.clock.now()
    until = at + (PRACTICE_LASTS if front.room.practice else LOGIN_LASTS)
    link = digest_of(request.match_info["secret"])
    try:
        person = await enter_by_link(front.room.store, link, at, digest=digest_of(token), until=until)
    except Refusal as refusal:
        return _not_let_in(request, refusal, t)
    if front.room.is_demo and not person.member.runs_contests:
        await hand_a_ballot(front, person, at)
    if "application/json" in request.headers.get(hdrs.ACCEPT, ""):
        return json({"id": person.member.id, "token": token})
    to_the_room = web.Response(status=303, headers={hdrs.LOCATION: "/room"})
    return with_cookie(to_the_room, request, token, person.member.id, until - at)


def _not_let_in(request: web.Request, refusal: Refusal, t: Words) -> web.Response:
    text = t._(NOT_ALLOWED_IN.get(refusal.key, NOT_ALLOWED_IN["no_such"]))
    return page(request, "error.html", status=404, text=text, reference="")


def _new_token() -> str:
    return secrets.token_urlsafe(32)
