"""Who may come in, from where, and by what."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from contests.desk.arriving import LINK_LASTS, LOGIN_LASTS, make_link, revoke_link
from contests.desk.people import digest_of
from contests.model.member import Role
from contests.ports import StorageError
from contests.refusals import Refusal
from tests.bots.on_web.house import NOON, House, Visitor, open_house

SECRET = "an unguessable word"  # noqa: S105 - of a test


async def link_for(house: House, name: str = "Ada", role: Role = Role.MEMBER) -> str:
    await make_link(house.store, house.community.id, name, role, NOON, digest=digest_of(SECRET))
    return f"/enter/{SECRET}"


async def enter(house: House, path: str) -> Visitor:
    status, body = await house.nobody.call("POST", path, headers={"Accept": "application/json"})
    assert status == 200, body
    return replace(house.nobody, token=body["token"], id=body["id"])


async def test_in_practice_anybody_makes_any_person_of_the_same_name_or_not(house: House) -> None:
    one, two = await house.person("Ada", "manager"), await house.person("Ada")
    assert one.id != two.id
    assert len((await one.get("/api/rooms"))["items"]) == 3


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"role": "member"}, "name"),
        ({"name": " ", "role": "member"}, "name"),
        ({"name": "x" * 61, "role": "member"}, "name"),
        ({"name": "Ada", "role": "king"}, "role"),
        ({"name": 3, "role": "member"}, "name"),
    ],
)
async def test_a_person_needs_a_name_and_a_role_that_there_is(house: House, body: object, field: str) -> None:
    status, answer = await house.nobody.call("POST", "/api/people", json=body)
    assert (status, list(answer["error"]["fields"])) == (422, [field])


async def test_off_practice_nobody_makes_people(tmp_path: Path) -> None:
    async with open_house(tmp_path, practice=False) as house:
        status, body = await house.nobody.call("POST", "/api/people", json={"name": "Ada", "role": "manager"})
        assert (status, body["error"]["key"]) == (403, "practice")


@pytest.mark.parametrize("token", ["", "wrong"])
@pytest.mark.parametrize("path", ["/api/rooms", "/api/messages?room=main", "/api/contests", "/api/nothing"])
async def test_nothing_is_read_without_a_token(house: House, token: str, path: str) -> None:
    status, body = await replace(house.nobody, token=token).call("GET", path)
    assert (status, body["error"]["key"]) == (401, "no_token")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "10.0.0.1:8080", "[", ""])
async def test_practice_refuses_a_host_that_is_not_loopback(house: House, host: str) -> None:
    status, body = await house.nobody.call("GET", "/healthz", headers={"Host": host})
    assert (status, body["error"]["key"]) == (403, "practice")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]:8080", "127.9.9.9"])
async def test_practice_knows_loopback_by_every_name(house: House, host: str) -> None:
    status, _ = await house.nobody.call("GET", "/healthz", headers={"Host": host})
    assert status == 200


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "x-forwarded-anything", "Via", "X-Real-IP"])
async def test_practice_refuses_what_a_proxy_sent_on(house: House, header: str) -> None:
    status, body = await house.nobody.call("GET", "/healthz", headers={header: "1.2.3.4"})
    assert (status, body["error"]["key"]) == (403, "practice")


async def test_off_practice_the_host_must_be_the_public_one(tmp_path: Path) -> None:
    async with open_house(tmp_path, practice=False, public_url="https://Contests.example.org") as house:
        for host, expected in (("contests.example.org", 401), ("contests.example.org:443", 401), ("evil.example", 403)):
            headers = {"Host": host, "X-Forwarded-For": "1.2.3.4"}
            status, _ = await house.nobody.call("GET", "/api/rooms", headers=headers)
            assert status == expected
        assert (await house.nobody.call("GET", "/healthz"))[0] == 200


async def test_a_personal_link_lets_one_person_in_once(tmp_path: Path) -> None:
    async with open_house(tmp_path, practice=False) as house:
        path = await link_for(house, "Ada", Role.MANAGER)
        for _ in range(2):
            async with house.nobody.ask("GET", path) as shown:
                assert shown.status == 200
                assert "Ada" in await shown.text()
        ada = await enter(house, path)
        assert len((await ada.get("/api/rooms"))["items"]) == 3
        for method in ("GET", "POST"):
            async with house.nobody.ask(method, path) as used:
                assert used.status == 404
                assert "used already" in await used.text()


async def test_a_link_is_good_for_seven_days_and_its_login_for_thirty(tmp_path: Path) -> None:
    async with open_house(tmp_path, practice=False) as house:
        path = await link_for(house)
        house.clock.at = NOON + LINK_LASTS - timedelta(seconds=1)
        ada = await enter(house, path)
        house.clock.at += LOGIN_LASTS - timedelta(seconds=1)
        await ada.get("/api/rooms")
        house.clock.turn(seconds=1)
        assert (await ada.call("GET", "/api/rooms"))[0] == 401


async def test_a_link_that_is_too_old_says_so(house: House) -> None:
    path = await link_for(house)
    house.clock.at = NOON + LINK_LASTS
    async with house.nobody.ask("POST", path) as old:
        assert "too old" in await old.text()


async def test_a_link_can_be_taken_back_by_its_own_community_alone(house: House) -> None:
    path = await link_for(house)
    with pytest.raises(Refusal):
        await revoke_link(house.store, "another", digest_of(SECRET), NOON)
    await revoke_link(house.store, house.community.id, digest_of(SECRET), NOON)
    async with house.nobody.ask("POST", path) as back:
        assert "taken back" in await back.text()


async def test_a_link_for_a_name_that_is_known_lets_that_member_in(house: House) -> None:
    ada = await house.person("Ada", "juror")
    assert (await enter(house, await link_for(house, "ada"))).id == ada.id


async def test_a_link_gives_nobody_a_role_that_they_lack(house: House) -> None:
    ada = await house.person("Ada")
    entered = await enter(house, await link_for(house, "Ada", Role.MANAGER))
    assert entered.id != ada.id


async def test_a_link_for_a_name_that_several_have_is_asked_about(house: House) -> None:
    await house.person("Ada")
    await house.person("Ada")
    with pytest.raises(Refusal) as refused:
        await link_for(house, "Ada")
    assert refused.value.facts["why"] == "several"


async def test_a_link_leads_to_the_room_with_a_cookie_that_no_script_reads(tmp_path: Path) -> None:
    async with open_house(tmp_path, practice=False, public_url="https://contests.example.org") as house:
        path = await link_for(house)
        async with house.nobody.ask("POST", path, headers={"Host": "contests.example.org"}) as entered:
            assert (entered.status, entered.headers["Location"]) == (303, "/room")
            cookie = entered.cookies["prosument"]
        assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Strict", True)


async def test_a_link_pressed_on_another_site_does_nothing(house: House) -> None:
    path = await link_for(house)
    status, _ = await house.nobody.call("POST", path, headers={"Sec-Fetch-Site": "cross-site"})
    assert status == 403
    await enter(house, path)


async def by_cookie(house: House) -> dict[str, str]:
    ada = await house.person()
    async with house.nobody.ask("POST", "/api/login", json={"token": ada.token}) as answer:
        assert answer.status == 200
        assert answer.cookies["prosument"]["secure"] == ""
        return {"Cookie": f"prosument={answer.cookies['prosument'].value}"}


async def test_a_cookie_reads_but_acts_only_with_the_header_of_our_own_page(house: House) -> None:
    cookie = await by_cookie(house)
    said = {"room": "main", "text": "Hello"}
    assert (await house.nobody.call("GET", "/api/rooms", headers=cookie))[0] == 200
    status, body = await house.nobody.call("POST", "/api/say", headers=cookie, json=said)
    assert (status, body["error"]["key"]) == (403, "same_site")
    status, _ = await house.nobody.call("POST", "/api/say", headers=cookie | {"X-Prosument": "1"}, json=said)
    assert status == 200


async def test_leaving_ends_the_login(house: House) -> None:
    cookie = await by_cookie(house)
    status, _ = await house.nobody.call("POST", "/api/logout", headers=cookie | {"X-Prosument": "1"}, json={})
    assert status == 200
    assert (await house.nobody.call("GET", "/api/rooms", headers=cookie))[0] == 401


async def test_no_cookie_is_given_for_a_wrong_token(house: House) -> None:
    status, _ = await house.nobody.call("POST", "/api/login", json={"token": "wrong"})
    assert status == 401


async def test_no_secret_is_stored(house: House, tmp_path: Path) -> None:
    ada = await house.person()
    await link_for(house)
    files = sorted(tmp_path.glob("house.db*"))  # noqa: ASYNC240 - a test has nobody else to wait for
    stored = b"".join(path.read_bytes() for path in files)
    assert ada.token.encode() not in stored
    assert SECRET.encode() not in stored


async def test_storage_that_fails_is_told_with_when_to_try_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = await house.person()

    def full(*_: object) -> object:
        raise StorageError("disk full")

    monkeypatch.setattr(type(house.store), "work", full)
    async with ada.ask("POST", "/api/people", json={"name": "Bob", "role": "member"}) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
        error = (await answer.json())["error"]
    assert error["key"] == "storage"
    assert "disk full" not in error["text"]
