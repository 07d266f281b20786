"""The transport: requests come in, are counted, held against the description, made to fail, and answered."""

import asyncio
import contextlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from tests.platforms import tally
from tests.platforms.discord_parts import (  # the tables fill themselves
    rest_channels,
    rest_guilds,
    rest_interactions,
    rest_messages,
    rest_self,
)
from tests.platforms.discord_parts.faults import Faults, Planned
from tests.platforms.discord_parts.files import File
from tests.platforms.discord_parts.held_against import reasons_against, reasons_against_answer
from tests.platforms.discord_parts.limits import Limits, told_to_wait
from tests.platforms.discord_parts.routes import Answer, Call, Endpoint, endpoint_at
from tests.platforms.discord_parts.wire import Json, RefusedError, answer
from tests.platforms.discord_parts.world import World

__all__ = ["DiscordServer", "rest_channels", "rest_guilds", "rest_interactions", "rest_messages", "rest_self"]

ROOT = "/api/v10"
LARGEST_REQUEST = 25 * 1024 * 1024


@dataclass(frozen=True)
class Refused:
    """A request that was refused: which, and with what."""

    method: str
    path: str
    status: int
    code: int
    body: Json


class CutError(Exception):
    """The connection breaks here."""


class DiscordServer(World):
    """A loopback Discord; see `tests/platforms/discord_server.py`."""

    def __init__(self, now: Callable[[], datetime] | None = None, *, held: bool = True) -> None:
        super().__init__(now)
        self.limits = Limits()
        self.faults = Faults()
        self.endpoints_used: set[str] = set()
        self.endpoints_held: set[str] = set()
        self.violations: list[str] = []
        """What a client must not send and sent all the same; none is left at the closing."""
        self.refused: list[Refused] = []
        self.requests: list[str] = []
        """Method and path of each request, in order."""
        self.came_at: list[float] = []
        """When each of them came, in seconds of the machine's monotonic clock."""
        self.mistakes = [0, 0]
        """How many mistakes a test made on purpose, and how many of them were refused as expected."""
        self._is_mistake = False
        self._holds = held
        self._runner: web.AppRunner | None = None
        self.url = ""

    @property
    def api_url(self) -> str:
        return self.url + ROOT

    @property
    def gateway_url(self) -> str:
        return self.gateway.url

    async def open(self) -> None:
        app = web.Application(client_max_size=LARGEST_REQUEST + 2**20)
        app.router.add_get("/gw/", self.gateway.serve)
        app.router.add_get("/gw", self.gateway.serve)
        for kind in ("attachments", "ephemeral-attachments"):
            app.router.add_get(f"/{kind}/{{channel}}/{{id}}/{{name}}", self._file)
        app.router.add_route("*", ROOT + "/{rest:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = self.cdn.base = f"http://127.0.0.1:{port}"
        self.gateway.url = f"ws://127.0.0.1:{port}/gw/"

    async def close(self) -> None:
        """Stop. Raises: AssertionError where a client sent what it must not send."""
        await self.gateway.close()
        assert self._runner is not None
        await self._runner.cleanup()
        tally.add(
            "Discord",
            used=self.endpoints_used,
            held=self.endpoints_held,
            faults=self.faults.injected,
            mistakes=(self.mistakes[0], self.mistakes[1]),
        )
        assert not self.violations, "\n".join(["sent what Discord does not take:", *self.violations])

    def fail(self, method: str, path: str, kind: str, times: int = 1, *, seconds: float = 0.2) -> None:
        """Plan faults; see `Faults.plan`."""
        self.faults.plan(method, path, kind, times, seconds)

    @property
    def invalid_requests(self) -> int:
        """How many requests count towards Discord's ban of 10,000 in ten minutes: 401, 403, 429."""
        return self.limits.hits + sum(one.status in {401, 403} for one in self.refused)

    @property
    def faults_injected(self) -> Any:
        """How many faults struck, by kind."""
        return self.faults.injected

    async def drop_gateway(self) -> None:
        """Cut the gateway's connections; sessions stay and can be resumed."""
        self.faults.injected["gateway dropped"] += 1
        await self.gateway.drop()

    async def invalidate_sessions(self, *, resumable: bool = False) -> None:
        self.faults.injected["gateway invalidated"] += 1
        await self.gateway.invalidate(resumable=resumable)

    async def ask_to_reconnect(self) -> None:
        self.faults.injected["gateway asked to reconnect"] += 1
        await self.gateway.ask_to_reconnect()

    async def stall(self, seconds: float) -> None:
        """Hold the whole loop, the bot's too where it runs in the same."""
        self.faults.injected["loop stalled"] += 1
        time.sleep(seconds)  # noqa: ASYNC251 - a slow loop is what is asked for

    @contextlib.contextmanager
    def mistake(self, code: int, status: int | None = None) -> Iterator[None]:
        """Expect that what is sent inside is refused with Discord's error code (0: none, only a status)."""
        before = len(self.refused)
        self.mistakes[0] += 1
        self._is_mistake = True
        try:
            yield
        finally:
            self._is_mistake = False
            seen = [(one.code, one.status) for one in self.refused[before:]]
            as_meant = any(one == code and status in {None, other} for one, other in seen)
            self.mistakes[1] += as_meant
        assert as_meant, f"refused with {seen}, not {code}"

    async def _file(self, request: web.Request) -> web.Response:
        found = self.cdn.fetch(request.match_info["id"], dict(request.query))
        if found is None:
            self.refused.append(Refused("GET", request.path, 404, 0, {}))
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=found.data, headers={"Content-Type": found.content_type or "application/octet-stream"})

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(ROOT)
        self.requests.append(f"{request.method} {path}")
        self.came_at.append(time.monotonic())
        fault = self.faults.due(request.method, path)
        try:
            if fault is not None and not fault.is_after and (failed := await _fail(fault)) is not None:
                return failed
            answered = await self._answered(request, path)
            if fault is not None and fault.is_after and (failed := await _fail(fault)) is not None:
                return failed
        except CutError:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return answered

    async def _answered(self, request: web.Request, path: str) -> web.Response:
        headers: dict[str, str] = {}
        try:
            endpoint, ids = self._endpoint(request.method, path)
            if (waits := self._limited(request, endpoint, ids, headers)) is not None:
                return waits
            call = Call(self, ids, dict(request.query))
            call.body, call.files = await _read(request)
            against = self._against(request.method, path, endpoint, call.body)
            given = await endpoint.handler(call)
            self._took(f"{request.method} {path}", against)
        except RefusedError as refusal:
            return self._refuse(request.method, path, refusal, headers)
        except ConnectionError:  # it hung up before it had said all, or died
            raise CutError from None
        except Exception as broken:  # whatever a body that nobody thought of makes break here
            self.violations.append(f"{request.method} {path}: this server broke: {broken!r}")
            raise
        status, said = (
            (given.status, given.body) if isinstance(given, Answer) else (204 if given is None else 200, given)
        )
        if self._holds and (wrong := reasons_against_answer(endpoint.name, request.method, path, status, said)):
            self.violations.append(f"{request.method} {path}: this server answered {status} with {wrong}")
        return answer(status, said, headers)

    def _endpoint(self, method: str, path: str) -> tuple[Endpoint, dict[str, str]]:
        found = endpoint_at(method, path)
        if found is None:
            self.violations.append(f"{method} {path}: this server knows no such endpoint")
            raise RefusedError(404, 0, "404: Not Found")
        self.endpoints_used.add(found[0].name)
        return found

    def _limited(
        self, request: web.Request, endpoint: Endpoint, ids: dict[str, str], headers: dict[str, str]
    ) -> web.Response | None:
        """Check the token and the limits; fill in the headers. Raises: RefusedError."""
        if not endpoint.is_of_interactions:
            if request.headers.get("Authorization") != f"Bot {self.token}":
                raise RefusedError(401, 0, "401: Unauthorized")
            if (seconds := self.limits.too_many()) is not None:
                return answer(429, *told_to_wait(seconds, is_global=True))
        told, late = self.limits.count(endpoint, endpoint.major(ids))
        headers |= told
        if late is None:
            return None
        body, more = told_to_wait(late, is_global=False)
        return answer(429, body, told | more)

    def _against(self, method: str, path: str, endpoint: Endpoint, body: Any) -> list[str]:
        reasons = reasons_against(endpoint.name, method, path, body) if self._holds else None
        if reasons is not None:
            self.endpoints_held.add(endpoint.name)
        return reasons or []

    def _took(self, what: str, against: list[str]) -> None:
        """Whatever this server took and the description does not is a fault of the client, or of this server."""
        if against:
            self.violations.append(f"{what}: {against}")

    def _refuse(self, method: str, path: str, refusal: RefusedError, headers: dict[str, str]) -> web.Response:
        body = refusal.body()
        self.refused.append(Refused(method, path, refusal.status, refusal.code, body))
        if refusal.code == 50035 and not self._is_mistake:
            self.violations.append(f"{method} {path}: {refusal.problems}")
        return answer(refusal.status, body, headers)


async def _fail(fault: Planned) -> web.Response | None:
    """Return a failing answer, or None where it only comes late. Raises: CutError."""
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
        return None
    if fault.kind.startswith("cut"):
        raise CutError
    if fault.status != 429:
        return answer(fault.status, {"message": f"{fault.status}: {fault.kind}", "code": 0})
    body, headers = told_to_wait(fault.seconds, is_global=fault.kind.endswith("global"))
    if fault.kind.endswith("without Via"):
        del headers["Via"]
    return answer(429, body, headers)


async def _read(request: web.Request) -> tuple[Any, dict[str, File]]:
    """Return a request's JSON and its files by number. Raises: RefusedError."""
    if (request.content_length or 0) > LARGEST_REQUEST:
        raise RefusedError(413, 40005, "Request entity too large")
    if not request.content_type.startswith("multipart/"):
        raw = await request.read()
        try:
            return (orjson.loads(raw) if raw else None), {}
        except orjson.JSONDecodeError:
            raise RefusedError(400, 50109, "The request body contains invalid JSON.") from None
    body, files = None, {}
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read())
        if part.name == "payload_json":
            body = orjson.loads(data)
        elif number := re.fullmatch(r"files\[(\d+)\]", part.name or ""):
            files[number[1]] = File(part.filename or "unknown", data, _content_type(part))
    return body, files


def _content_type(part: BodyPartReader) -> str | None:
    said = part.headers.get("Content-Type", "")
    return said if said and said != "application/octet-stream" else None
