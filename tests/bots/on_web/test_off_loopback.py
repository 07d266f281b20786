"""Who is kept out, over every route there is: a new one without protection is red here."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.web import RouteDef, StaticDef

from bots.on_web.app import ROUTES
from bots.post import Post
from contests.desk.arriving import look_at_link, make_link
from contests.desk.people import digest_of
from contests.model.ambassador import Offer, OfferState
from contests.model.contest import State
from contests.model.entry import EntryState
from contests.model.member import Role
from tests.bots.on_web.house import NOON, House, Visitor, open_house
from tests.bots.on_web.test_files import URL, keep
from tests.bots.on_web.test_gallery import PUBLIC, THERE, Street
from tests.bots.on_web.test_reading import add, enter

SECRET = "an unused link"  # noqa: S105 - of a test
THERE_IS = {"contest": "draft", "entry": "hidden", "office": "o1", "media": URL.rpartition("/")[2], "secret": SECRET}
FOR_ALL = {"/", "/room", "/healthz", "/words.json", "/brand.css", "/gallery", "/gallery/brand", "/static/dress.css"}
"""What anybody may look at, beside the page of a link that is theirs."""
ELSEWHERE: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "same-site", "Origin": "https://beside.example.org"},
    {"Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    {},
)
"""What browsers say of a form on another site; the third is an old one, the last a very old one."""
FORM = "application/x-www-form-urlencoded"
TYPES = ("text/plain", FORM, "multipart/form-data; boundary=b", "application/json", "text/plain")


def every_route() -> Iterator[tuple[str, str]]:
    """Return the method and the path of each, leading to what is hidden."""
    for one in ROUTES:
        if isinstance(one, StaticDef):
            yield "GET", f"{one.prefix}/dress.css"
        elif isinstance(one, RouteDef):
            yield one.method, re.sub(r"\{(\w+)(:[^/.]*)?\}", lambda part: THERE_IS.get(part[1], "1"), one.path)


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    async with open_house(tmp_path, practice=False, public_url=PUBLIC) as house:
        yield Street(house)


async def person(house: House, name: str, role: Role = Role.MEMBER) -> Visitor:
    return await (house.person(name, role) if house.room.practice else Street(house).person(name, role))


async def hide(house: House, by: Visitor) -> None:
    """Put where the routes lead a draft, an entry that waits with its file, an open offer, and a link."""
    drafted = await add(house, "draft", State.DRAFT)
    await add(house, "battle")
    await enter(house, by, "hidden", EntryState.WAITING, media=(keep(house),))
    offer = Offer("o1", "draft", "hidden", by.id, OfferState.OPEN, NOON, NOON)
    async with house.store.work() as work:
        await work.contests.save(replace(drafted, offers=(offer,)))
    await make_link(house.store, house.community.id, "Ann", Role.MEMBER, house.clock.now(), digest=digest_of(SECRET))


async def test_off_loopback_nobody_without_a_link_acts_or_sees_what_is_hidden(street: Street) -> None:
    house, ada = street.house, await street.person("Ada")
    await hide(house, ada)
    for method, path in every_route():
        if path == f"/enter/{SECRET}":
            continue
        body = {"json": {"token": "guessed", "name": "Eve", "role": "manager"}} if method == "POST" else {}
        async with house.nobody.ask(method, path, headers=THERE | {"X-Prosument": ada.id}, **body) as answer:
            refused = {401, 403} if path.startswith("/api/") or path.endswith(".json") else {404}
            assert answer.status in ({200} if path in FOR_ALL else refused), (method, path)
            assert "Set-Cookie" not in answer.headers, path
    assert house.talk.heard == []


@pytest.mark.parametrize("practice", [True, False])
async def test_whoever_names_another_acts_as_themselves_or_as_nobody(tmp_path: Path, practice: bool) -> None:  # noqa: FBT001 - a parameter
    async with open_house(tmp_path, practice=practice) as house:
        one, two = await person(house, "Ada"), await person(house, "Ben")
        mine, theirs, page = f"prosument={one.token}", f"prosument={two.token}", {"X-Prosument": "1"}
        called = {"X-Prosument": two.id}
        tries = [
            ("", page | {"Cookie": mine}, one.id),
            (f"?as={two.id}", page | {"Cookie": mine}, one.id),
            (f"?as={two.id}", called | {"Cookie": mine}, None if practice else one.id),
            ("", called | {"Cookie": f"prosument.{two.id}={one.token}"}, one.id if practice else None),
            ("", called | {"Cookie": f"prosument.{one.id}={one.token}"}, None),
            ("", page | {"Cookie": f"prosument_demo={two.token}"}, None),
            ("", page | {"Cookie": theirs, "Authorization": f"Bearer {one.token}"}, one.id),
            ("", called | {"Cookie": theirs, "Authorization": f"Bearer {one.token}"}, one.id),
            ("", page | {"Cookie": theirs, "Authorization": "Bearer guessed"}, None),
            ("", page | {"Cookie": theirs, "Authorization": "Bearer"}, None),
        ]
        for query, headers, expected in tries:
            said = {"room": "main", "text": "Hello"}
            status, body = await house.nobody.call("POST", f"/api/say{query}", headers=headers, json=said)
            author = body["messages"][0]["author"]["id"] if status == 200 else None
            assert author == expected, (query, headers)
            assert status in {200, 401}


async def test_who_leaves_by_a_token_ends_that_login_alone(house: House) -> None:
    ada, ben = await house.person("Ada"), await house.person("Ben")
    async with ada.ask("POST", "/api/logout", headers={"Cookie": f"prosument={ben.token}"}, json={}) as left:
        assert left.status == 200
    assert [(await one.call("GET", "/api/rooms"))[0] for one in (ada, ben)] == [401, 200]


@pytest.mark.parametrize("practice", [True, False])
async def test_another_name_that_leads_here_opens_nothing(tmp_path: Path, practice: bool) -> None:  # noqa: FBT001 - a parameter
    async with open_house(tmp_path, practice=practice, public_url="" if practice else PUBLIC) as house:
        mona = await person(house, "Mona", Role.MANAGER)
        await hide(house, mona)
        rebound = ("evil.example", "127.0.0.1.evil.example", "evil.example:8080", "contests.example.org.evil.example")
        for method, path in every_route():
            if path == "/healthz" and not practice:  # for whoever watches over the server, by any name
                continue
            for host in rebound:
                headers = {"Host": host, "X-Prosument": "1", "Cookie": f"prosument={mona.token}"}
                async with mona.ask(method, path, headers=headers) as answer:
                    assert answer.status == 403, (method, path, host)
        await look_at_link(house.store, digest_of(SECRET), house.clock.now())
        assert house.talk.heard == []


async def test_in_practice_no_route_answers_what_was_sent_on(house: House) -> None:
    mona = await house.person("Mona", "manager")
    await hide(house, mona)
    forwards = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via", "X-Real-IP")
    for place, (method, path) in enumerate(every_route()):
        async with mona.ask(method, path, headers={forwards[place % len(forwards)]: "127.0.0.1"}) as answer:
            assert answer.status == 403, (method, path)


@pytest.mark.parametrize("practice", [True, False])
async def test_a_form_of_another_site_does_nothing(tmp_path: Path, practice: bool) -> None:  # noqa: FBT001 - a parameter
    async with open_house(tmp_path, practice=practice, public_url="" if practice else PUBLIC) as house:
        mona = await person(house, "Mona", Role.MANAGER)
        await hide(house, mona)
        posts = [path for method, path in every_route() if method != "GET"]
        assert {"/api/say", "/api/clock", "/api/demo", "/api/demo/afresh", f"/enter/{SECRET}"} <= set(posts)
        here = {} if practice else THERE
        body = f'{{"room": "main", "text": "Hello", "token": "{mona.token}", "name": "Eve", "role": "manager"}}'
        for path in posts:
            for place, elsewhere in enumerate(ELSEWHERE):
                if not elsewhere and path.startswith(("/enter/", "/hooks/")):  # guarded by a secret alone
                    continue
                headers = here | elsewhere | {"Cookie": f"prosument={mona.token}", "Content-Type": TYPES[place]}
                async with house.nobody.ask("POST", path, headers=headers, data=body) as answer:
                    assert answer.status == 403, (path, elsewhere)
                    assert "Set-Cookie" not in answer.headers
        await look_at_link(house.store, digest_of(SECRET), house.clock.now())
        async with house.store.reading() as work:
            assert not await work.people.named(house.community.id, "Eve")
        assert house.talk.heard == []


async def test_a_page_address_of_somebody_elses_gives_nothing_away(house: House) -> None:
    ada, ben = await house.person("Ada Lovelace"), await house.person("Ben")
    await hide(house, ada)
    await enter(house, ada, "shy", in_gallery=False)
    house.talk.answers = lambda *_: [Post("The winners", files=(("winners.csv", b"rank,entry\r\n"),))]
    [answer] = await ada.say("/contest results")
    hidden = [
        answer["media"][0]["url"],
        URL,
        f"{URL}?size=small",
        "/gallery/entries/hidden",
        "/gallery/contests/draft",
        "/cards/entries/hidden.jpg",
        "/cards/entries/hidden/tree.jpg",
        "/cards/offices/o1.jpg",
    ]
    for by, also in ((ben, []), (house.nobody, ["/gallery/entries/shy", "/cards/entries/shy.jpg"])):
        for path in hidden + also:
            async with by.ask("GET", f"{path}{'&' if '?' in path else '?'}as={ada.id}") as shown:
                assert shown.status == 404, path
    async with house.nobody.ask("GET", f"/room?as={ada.id}#m-{answer['id']}") as come_in:
        text = await come_in.text()
        assert 'id="come-in"' in text
        assert not [part for part in ("Lovelace", "winners", 'id="timeline"') if part in text]
