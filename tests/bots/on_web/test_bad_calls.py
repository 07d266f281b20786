"""Calls that are wrong in themselves: each has its status and its key, and none shows what is inside."""

import logging
from pathlib import Path

import aiohttp
import pytest

from bots.on_web import WebLimits
from bots.on_web.pace import BURST, PER_SECOND, Pace
from bots.post import Post
from contests.ports import StorageError
from tests.bots.on_web.house import House, open_house

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"\xff\xfe", b'{"room": "\\ud800"}', b"null"])
@pytest.mark.parametrize("path", ["/api/say", "/api/press", "/api/submit", "/api/people"])
async def test_a_body_that_is_no_json_object_is_malformed(house: House, path: str, body: bytes) -> None:
    status, answer = await (await house.person()).call("POST", path, data=body, headers=JSON)
    assert (status, answer["error"]["key"]) == (400, "malformed")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
@pytest.mark.parametrize("path", ["/api/say", "/api/press", "/api/submit", "/api/people", "/api/login"])
async def test_a_body_of_another_type_is_not_taken(house: House, path: str, kind: str) -> None:
    status, answer = await (await house.person()).call("POST", path, data=b"room=main", headers={"Content-Type": kind})
    assert (status, answer["error"]["key"]) == (415, "wrong_type")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/api/say", {"text": "x"}, "room"),
        ("/api/say", {"room": "main"}, "text"),
        ("/api/say", {"room": "main", "text": " "}, "text"),
        ("/api/say", {"room": "main", "text": ["x"]}, "text"),
        ("/api/say", {"room": "main", "text": "x", "once": "k" * 201}, "once"),
        ("/api/press", {"button": "b"}, "message"),
        ("/api/press", {"message": "m"}, "button"),
        ("/api/press", {"message": "m", "button": "b", "values": "v"}, "values"),
        ("/api/press", {"message": "m", "button": "b", "values": [1]}, "values"),
        ("/api/press", {"message": "m", "button": "b", "values": ["v"] * 101}, "values"),
        ("/api/submit", {"fields": {}}, "form"),
        ("/api/submit", {"form": "f", "fields": []}, "fields"),
        ("/api/submit", {"form": "f", "fields": {"a": {}}}, "a"),
    ],
)
async def test_a_field_that_is_missing_or_wrong_is_named(house: House, path: str, body: object, field: str) -> None:
    status, answer = await (await house.person()).call("POST", path, json=body)
    assert (status, answer["error"]["key"]) == (422, "fields")
    assert list(answer["error"]["fields"]) == [field]
    assert house.talk.heard == []


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/say"), ("DELETE", "/api/rooms"), ("GET", "/api/nothing")])
async def test_a_call_that_there_is_not_is_not_there(house: House, method: str, path: str) -> None:
    status, answer = await (await house.person()).call(method, path)
    assert (status, answer["error"]["key"]) == (404, "no_such")


async def test_an_error_is_worded_in_the_language_of_whoever_called(tmp_path: Path) -> None:
    async with open_house(tmp_path, language="de") as house:
        _, answer = await house.nobody.call("GET", "/api/rooms")
        assert set(answer["error"]) == {"key", "text", "reference"}


async def test_what_goes_wrong_inside_is_logged_under_the_reference_that_is_told(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> list[Post]:
        raise RuntimeError("the inside")

    house.talk.answers = broken
    ada = await house.person()
    with caplog.at_level(logging.ERROR):
        status, answer = await ada.call("POST", "/api/say", json={"room": "main", "text": "/x"})
    error = answer["error"]
    assert (status, error["key"]) == (500, "went_wrong")
    assert "inside" not in str(answer)
    assert error["reference"] in error["text"]
    assert error["reference"] in caplog.text
    assert "the inside" in caplog.text


async def test_a_secret_in_an_address_is_never_logged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        async with house.nobody.ask("POST", "/enter/the-secret", headers={"Sec-Fetch-Site": "cross-site"}) as answer:
            assert answer.status == 403
    assert "the-secret" not in caplog.text


async def test_storage_that_fails_in_an_answer_is_503_and_is_not_remembered(house: House) -> None:
    def full(*_: object) -> list[Post]:
        raise StorageError("full")

    house.talk.answers = full
    ada = await house.person()
    body = {"room": "main", "text": "/x", "once": "k"}
    async with ada.ask("POST", "/api/say", json=body) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    house.talk.answers = lambda *_: [Post("Done")]
    assert [one["text"] for one in await ada.say("/x", once="k")] == ["Done"]


async def test_more_than_all_limits_together_is_too_large_and_leaves_nothing(tmp_path: Path) -> None:
    async with open_house(tmp_path, limits=WebLimits(upload_bytes=1000)) as house:
        ada = await house.person()
        for size, expected in ((1000, 200), (1001, 413)):
            data = aiohttp.FormData({"room": "main", "text": "/enter"})
            data.add_field("file", b"x" * (size - 10), filename="a")
            data.add_field("file", b"x" * 10, filename="b")
            status, _ = await ada.call("POST", "/api/say", data=data)
            assert status == expected
        assert list(house.room.incoming_folder.iterdir()) == []


async def test_texts_beyond_all_limits_are_too_large(house: House) -> None:
    ada = await house.person()
    status, _ = await ada.call("POST", "/api/say", json={"room": "main", "text": "/x " + "y" * 2**20})
    assert status == 413
    data = aiohttp.FormData({"form": "f", "text": "y" * (2**20 + 1)})
    data.add_field("file", b"x", filename="a")
    assert (await ada.call("POST", "/api/submit", data=data))[0] == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no boundary at all",
        b"--b\r\n",
        b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalf',
        b'--b\r\nContent-Disposition: form-data; name="room"\r\nContent-Type: text/x; charset=no\r\n\r\nx\r\n--b--\r\n',
        b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--\r\n--b--\r\n",
    ],
)
async def test_broken_multipart_is_refused_and_leaves_nothing(house: House, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    status, _ = await (await house.person()).call("POST", "/api/say", data=body, headers=headers)
    assert status in {400, 422}
    assert house.talk.heard == []
    assert list(house.room.incoming_folder.iterdir()) == []


async def test_a_folder_that_cannot_be_written_is_storage_that_fails(house: House) -> None:
    house.room.incoming_folder.rmdir()
    data = aiohttp.FormData({"room": "main", "text": "/enter"})
    data.add_field("file", b"x", filename="a")
    status, answer = await (await house.person()).call("POST", "/api/say", data=data)
    assert (status, answer["error"]["key"]) == (503, "storage")


async def test_any_text_is_shown_literally_and_zero_does_not_reach_the_store(house: House) -> None:
    ada = await house.person()
    text = "a\0b <script> **bold** \u202e \u200f ![x](y) \U0001f468\u200d\U0001f469 &amp;"
    [line] = await ada.say(text)
    assert line["text"] == text.replace("\0", "\ufffd")
    assert await ada.reads() == [line]


def test_a_crowd_passes_and_a_flood_waits() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert [pace.wait_for("ada") for _ in range(BURST)] == [0] * BURST
    assert pace.wait_for("ada") == 1
    assert pace.wait_for("bob") == 0
    now[0] += 1
    assert [pace.wait_for("ada") for _ in range(PER_SECOND)] == [0] * PER_SECOND
    assert pace.wait_for("ada") == 1


async def test_whoever_floods_the_room_is_told_when_to_go_on(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pace, "wait_for", lambda *_: 3)
    ada = await house.person()
    async with ada.ask("POST", "/api/press", json={}) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "3")


@pytest.mark.parametrize("path", ["/", "/room", "/static/room.js", "/api/rooms", "/healthz", "/nowhere", "/media/x"])
async def test_every_answer_carries_the_headers_of_safety(house: House, path: str) -> None:
    async with house.nobody.ask("GET", path, headers={"Accept": "text/html"}) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
