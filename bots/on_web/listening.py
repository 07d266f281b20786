"""The rooms and their messages: a page at once, or as soon as there is one."""

import asyncio
from contextlib import suppress

from aiohttp import web

from bots.on_web.call import room_of
from bots.on_web.errors import CallError
from bots.on_web.front import front_of, json, person_of, shown, words_for
from bots.on_web.room import DESK, KINDS, MAIN, ME, rooms_of, sees
from bots.words import Words
from contests.ports import Line

PAGE = 200
LONGEST_WAIT_S = 25.0


async def rooms(request: web.Request) -> web.Response:
    """List a person's rooms: `GET /api/rooms`."""
    person, t = person_of(request), words_for(request)
    async with front_of(request).room.store.reading() as work:
        community = await work.people.community(person.member.community)
    titles = room_titles(community.brand.name, t)
    items = [{"id": room, "title": titles[room], "kind": KINDS[room]} for room in rooms_of(person.member)]
    return json({"items": items})


def room_titles(brand: str, t: Words) -> dict[str, str]:
    """Return what the rooms are called."""
    return {MAIN: brand, DESK: t._("The desk"), ME: t._("Only you")}


async def messages(request: web.Request) -> web.Response:
    """Return what was written or edited in a room since: `GET /api/messages`."""
    front, person = front_of(request), person_of(request)
    room = room_of(request.query.get("room", ""), person.member)
    since, wait = _since(request.query.get("since", "")), _wait(request.query.get("wait", "0"))
    account = person.account.id

    async def page() -> list[Line]:
        return await front.room.log.page(person.member.community, room, account, since, PAGE)

    with front.room.log.listening(lambda line: line.room == room and sees(person.member, account, line)) as heard:
        lines = await page()
        if not lines and wait:
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await heard.wait()
            lines = await page()
    following = max([since, *(line.change for line in lines)])
    return json({"messages": await shown(front, lines), "next": str(following)})


def _since(given: str) -> int:
    if given and not (given.isascii() and given.isdecimal() and len(given) < 19):  # noqa: PLR2004 - digits of 2**63
        raise CallError(400, "malformed")
    return int(given or 0)


def _wait(given: str) -> float:
    try:
        wait = float(given or 0)
    except ValueError:
        raise CallError(400, "malformed") from None
    if not wait >= 0:  # also what is no number at all
        raise CallError(400, "malformed")
    return min(wait, LONGEST_WAIT_S)
