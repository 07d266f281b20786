"""The transport does what the library's own does: the same cases over both, against a real server."""

import asyncio
import io
import logging
import socket
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bots.alarm import Alarm
from bots.on_telegram.failing import may_be_there
from bots.on_telegram.quick import Ready
from bots.on_telegram.transport import AiohttpRequest

TOKEN = "123456:AAsecretsecretsecretsecretsecretsec"  # noqa: S105 - of nobody
Make = Callable[..., BaseRequest]
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
pytestmark = pytest.mark.filterwarnings(
    "ignore::telegram.warnings.PTBDeprecationWarning"
)  # the library's own of a type to come


@pytest.fixture(params=[HTTPXRequest, AiohttpRequest], ids=["httpx", "aiohttp"])
def make(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Make:
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "no_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    made: Make = request.param
    return made


@dataclass
class Stub:
    """A server that answers as it is told, and notes what came."""

    url: str = ""
    answer: Answer | None = None
    came: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    most_at_once: int = 0
    at_once: int = 0
    called: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def stub() -> AsyncIterator[Stub]:
    one = Stub()

    async def take(request: web.Request) -> web.StreamResponse:
        one.at_once += 1
        one.most_at_once = max(one.most_at_once, one.at_once)
        try:
            one.called.set()
            one.headers = dict(request.headers)
            one.came.append((request.method, request.raw_path, await fields_of(request)))
            if one.answer is not None:
                return await one.answer(request)
            return web.json_response({"ok": True, "result": True})
        finally:
            one.at_once -= 1

    app = web.Application(client_max_size=64 * 1024**2)
    app.router.add_route("*", "/{anything:.*}", take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    one.url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot{TOKEN}"
    try:
        yield one
    finally:
        await runner.cleanup()


async def fields_of(request: web.Request) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in (await request.post()).items():
        found[name] = (
            (value.filename, value.content_type, value.file.read()) if isinstance(value, web.FileField) else value
        )
    return found


def said(status: int, body: Any) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        if isinstance(body, bytes):
            return web.Response(status=status, body=body)
        return web.json_response(body, status=status)

    return answer


def data(**parameters: object) -> RequestData:
    return RequestData([RequestParameter.from_input(name, value) for name, value in parameters.items()])


async def test_fields_are_a_form_and_the_answer_its_result(make: Make) -> None:
    async with stub() as server, make() as request:
        server.answer = said(200, {"ok": True, "result": {"a": "ü"}})
        got = await request.post(
            f"{server.url}/sendMessage", data(chat_id=-100, text='ü & "=\n', entities=[{"type": "bold"}], on=True)
        )
    assert got == {"a": "ü"}
    [(method, path, fields)] = server.came
    assert (method, path) == ("POST", f"/bot{TOKEN}/sendMessage")
    assert fields == {"chat_id": "-100", "text": 'ü & "=\n', "entities": '[{"type": "bold"}]', "on": "true"}
    assert server.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert server.headers["User-Agent"].startswith("python-telegram-bot")


@pytest.mark.parametrize("nothing", [None, RequestData()])
async def test_a_call_without_fields_has_no_body(make: Make, nothing: RequestData | None) -> None:
    async with stub() as server, make() as request:
        assert await request.post(f"{server.url}/getMe", nothing) is True
    assert server.came[0][2] == {}


@pytest.mark.parametrize("kind", ["bytes", "handle"])
async def test_files_are_uploaded_with_name_and_type(make: Make, kind: str) -> None:
    content = bytes(range(256)) * 1000
    media = InputFile(
        content if kind == "bytes" else io.BytesIO(content),
        filename='a "cup" ü.png',
        attach=True,
        read_file_handle=False,
    )
    async with stub() as server, make() as request:
        await request.post(f"{server.url}/sendPhoto", data(chat_id=5, photo=media, caption="a cup"))
    fields = server.came[0][2]
    attached = fields.pop(str(media.attach_name))
    assert fields == {"chat_id": "5", "photo": media.attach_uri, "caption": "a cup"}
    assert attached[0].replace("%22", '"') == 'a "cup" ü.png'
    assert attached[1:] == ("image/png", content)
    assert int(server.headers["Content-Length"]) > len(content)


async def test_a_file_is_fetched_as_it_is(make: Make) -> None:
    async with stub() as server, make() as request:
        server.answer = said(200, b"\0\xff not JSON")
        assert await request.retrieve(f"{server.url}/photos/file_1.jpg") == b"\0\xff not JSON"
    assert server.came[0][:2] == ("GET", f"/bot{TOKEN}/photos/file_1.jpg")


@pytest.mark.parametrize(
    ("status", "body", "error", "text"),
    [
        (400, {"ok": False, "description": "Bad Request: chat not found"}, BadRequest, "Chat not found"),
        (401, {"ok": False, "description": "Unauthorized"}, InvalidToken, "Unauthorized"),
        (403, {"ok": False, "description": "Forbidden: bot was blocked by the user"}, Forbidden, "blocked"),
        (404, {"ok": False, "description": "Not Found"}, InvalidToken, "Not Found"),
        (409, {"ok": False, "description": "Conflict: terminated by other"}, Conflict, "terminated"),
        (429, {"ok": False, "parameters": {"retry_after": 7}}, RetryAfter, "7"),
        (400, {"ok": False, "parameters": {"migrate_to_chat_id": -1007}}, ChatMigrated, "-1007"),
        (500, {"ok": False, "description": "Internal"}, NetworkError, "Internal"),
        (502, b"<html>Bad Gateway</html>", NetworkError, "Bad Gateway"),
        (200, b"no JSON", TelegramError, "Invalid server response"),
        (302, b"", NetworkError, "Found"),
    ],
)
async def test_what_is_refused_is_the_same_error(
    make: Make, status: int, body: Any, error: type[TelegramError], text: str
) -> None:
    async with stub() as server, make() as request:
        server.answer = said(status, body)
        with pytest.raises(TelegramError) as refused:
            await request.post(f"{server.url}/getMe")
    assert type(refused.value) is error
    assert text in str(refused.value)


async def test_a_call_that_is_ready_is_timed_out_as_others_are_and_the_next_one_comes_through() -> None:
    async with stub() as server, AiohttpRequest(1, read_timeout=0.1) as request:
        server.answer = never
        with pytest.raises(TimedOut) as late:
            await request.post(f"{server.url}/answerCallbackQuery", Ready({"callback_query_id": "7"}))
        assert may_be_there(late.value)
        server.answer = None
        request._answer = Alarm(20)  # whether it comes through is no question of time
        assert await request.post(f"{server.url}/answerCallbackQuery", Ready({"callback_query_id": "7"})) is True
    async with stub() as server, AiohttpRequest(1, read_timeout=None) as patient:
        server.answer = said(403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked"})
        with pytest.raises(Forbidden, match="blocked"):
            await patient.post(f"{server.url}/answerCallbackQuery", Ready({"callback_query_id": "7"}))


async def never(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(30)
    raise AssertionError


async def test_an_answer_that_is_late_is_timed_out(make: Make) -> None:
    async with stub() as server, make(read_timeout=0.1) as request:
        server.answer = never
        with pytest.raises(TimedOut) as late:
            await request.post(f"{server.url}/getMe")
        assert may_be_there(late.value)
        with pytest.raises(TimedOut):
            await request.post(f"{server.url}/getMe", read_timeout=0.1)
        assert request.read_timeout == 0.1


async def test_a_call_may_wait_longer_than_the_others(make: Make) -> None:
    async def slow(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.3)
        return web.json_response({"ok": True, "result": {"late": True}})

    async with stub() as server, make(read_timeout=0.05) as request:
        server.answer = slow
        for longer in (10, None):
            assert await request.post(f"{server.url}/getUpdates", read_timeout=longer) == {"late": True}


async def test_an_upload_that_nobody_takes_is_timed_out(make: Make) -> None:
    stay = asyncio.Event()

    async def deaf(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]  # a socket's transport has it
        await stay.wait()
        writer.close()

    listening = await asyncio.start_server(deaf, "127.0.0.1", 0, limit=1024)
    port = listening.sockets[0].getsockname()[1]
    async with make(media_write_timeout=0.2, read_timeout=20) as request:
        with pytest.raises(TimedOut):
            await request.post(
                f"http://127.0.0.1:{port}/bot1/sendVideo", data(video=InputFile(b"x" * 40_000_000, attach=True))
            )
    stay.set()
    listening.close()


async def test_a_server_that_lets_nobody_in_is_timed_out(make: Make) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        holding = []
        for _ in range(4):  # until its queue is full, and further calls wait to be let in
            one = socket.socket()
            one.settimeout(0)
            one.connect_ex(full.getsockname())
            holding.append(one)
        await asyncio.sleep(0.05)
        async with make(connect_timeout=0.2, read_timeout=20) as request:
            with pytest.raises(TimedOut) as late:
                await request.post(f"http://127.0.0.1:{full.getsockname()[1]}/bot1/getMe")
            assert not may_be_there(late.value)
        for one in holding:
            one.close()


async def test_a_pool_that_is_full_is_timed_out_and_says_that_nothing_was_sent(make: Make) -> None:
    async with stub() as server, make(connection_pool_size=1, pool_timeout=0.1) as request:
        server.answer = never
        first = asyncio.create_task(request.post(f"{server.url}/getMe"))
        await server.called.wait()
        with pytest.raises(TimedOut, match=r"not.* sent") as full:
            await request.post(f"{server.url}/getMe")
        assert not may_be_there(full.value)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        server.answer = None
        assert await request.post(f"{server.url}/getMe") is True
    assert sum(method == "POST" for method, *_ in server.came) == 2


async def test_no_more_are_under_way_than_the_pool_holds(make: Make) -> None:
    async def slow(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.01)
        return web.json_response({"ok": True, "result": True})

    async with stub() as server, make(connection_pool_size=3, pool_timeout=20) as request:
        server.answer = slow
        assert all(await asyncio.gather(*(request.post(f"{server.url}/getMe") for _ in range(20))))
    assert server.most_at_once <= 3


async def test_nobody_there_and_a_cut_line_are_network_errors(make: Make) -> None:
    async def cut(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async def cut_in_the_middle(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "100"})
        await answer.prepare(request)
        await answer.write(b'{"ok": true, ')
        assert request.transport is not None
        request.transport.close()
        return answer

    async with stub() as server, make() as request:
        for fault in (cut, cut_in_the_middle):
            server.answer = fault
            with pytest.raises(NetworkError) as lost:
                await request.post(f"{server.url}/sendMessage", data(text="once"))
            assert type(lost.value) is NetworkError
            assert may_be_there(lost.value)
        gone = server.url
    assert len(server.came) == 2  # what may have been done is not sent again
    async with make() as request:
        with pytest.raises(NetworkError) as lost:
            await request.post(f"{gone}/getMe")
        assert type(lost.value) is NetworkError
        assert not may_be_there(lost.value)


async def test_an_answer_that_is_none_leaves_it_open_whether_it_was_done(make: Make) -> None:
    async def garbled(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"no HTTP\r\n\r\n")
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(garbled, "127.0.0.1", 0)
    async with make() as request:
        with pytest.raises(NetworkError) as lost:
            await request.post(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/bot{TOKEN}/sendMessage")
    assert may_be_there(lost.value)
    assert "secretsecret" not in f"{lost.value!r} {lost.value.__cause__!r}" or make is HTTPXRequest
    listening.close()


@pytest.mark.parametrize("by", ["argument", "environment"])
async def test_it_goes_by_a_proxy(make: Make, by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readline()).decode())
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 28\r\n\r\n{"ok":true,"result":"by it"}')
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(proxy, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    if by == "environment":
        monkeypatch.setenv("http_proxy", address)
    else:
        monkeypatch.setattr(urllib.request, "getproxies", dict)
    async with make(**({"proxy": address} if by == "argument" else {})) as request:
        code, body = await request.do_request("http://api.example.invalid/bot1/getMe", "POST")
    assert (code, body[:11]) == (200, b'{"ok":true,')
    assert asked[0].startswith("POST http://api.example.invalid/bot1/getMe")
    listening.close()


async def test_what_the_environment_leaves_out_goes_by_no_proxy(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    async with stub() as server, make() as request:
        assert await request.post(f"{server.url}/getMe") is True


async def test_before_it_is_opened_and_after_it_is_closed_nothing_is_sent(make: Make) -> None:
    async with stub() as server:
        request = make()
        await request.initialize()
        await request.shutdown()
        await request.shutdown()
        with pytest.raises(NetworkError, match="not initialized"):
            await request.post(f"{server.url}/getMe")
        await request.initialize()
        assert await request.post(f"{server.url}/getMe") is True
        await request.shutdown()


async def test_the_librarys_bot_works_over_it(make: Make) -> None:
    me = {"id": 123456, "is_bot": True, "first_name": "Our bot", "username": "OurBot"}
    async with stub() as server:
        server.answer = said(200, {"ok": True, "result": me})
        base = server.url.removesuffix(TOKEN)
        async with Bot(TOKEN, base_url=base, request=make(), get_updates_request=make()) as bot:
            assert bot.username == "OurBot"


def tokens_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    formatted = [logging.Formatter().format(one) for one in caplog.records]
    return [one for one in formatted if "secretsecret" in one]


async def test_no_error_and_no_log_of_ours_holds_the_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    async with AiohttpRequest(connect_timeout=0.2) as request:
        for url in (
            "http://127.0.0.1:1",
            "http://127.0.0.1:99999",
            "nothing://there",
            "http://",
            "http://nowhere.invalid",
        ):
            try:
                await request.post(f"{url}/bot{TOKEN}/getMe")
            except TelegramError as error:
                logging.getLogger("a test").exception("as the supervisor does")
                told.append(f"{error!r} {error.__cause__!r}")
    assert len(told) == 5
    assert "secretsecret" not in "".join(told)
    assert tokens_in(caplog) == []


def test_it_is_made_with_the_stock_settings() -> None:
    assert AiohttpRequest().read_timeout == 5.0
