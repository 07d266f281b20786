"""The transport: calls come in, are counted, held against the description, made to fail, and answered."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from tests.platforms import tally
from tests.platforms.telegram_parts import chatting, editing, self_methods, sending  # the table fills itself
from tests.platforms.telegram_parts.faults import Faults, Planned
from tests.platforms.telegram_parts.files import LOCAL_MOST, File
from tests.platforms.telegram_parts.held_against import reason_against
from tests.platforms.telegram_parts.limits import Limits
from tests.platforms.telegram_parts.routes import METHODS, Call, Handler
from tests.platforms.telegram_parts.webhook import Hook, Pusher
from tests.platforms.telegram_parts.wire import CutError, RefusedError, answer, malformed, too_many
from tests.platforms.telegram_parts.world import World

__all__ = ["TelegramServer", "chatting", "editing", "self_methods", "sending"]

COUNTED = ("send", "edit", "copy", "forward")
"""How the names of methods begin that the limits count."""
UNCOUNTED = frozenset({"sendChatAction"})
PROBLEM_HTML = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


@dataclass(frozen=True)
class Called:
    """A call that came: which, with what, and what it was answered."""

    method: str
    params: dict[str, Any]
    chat: int | None
    files: tuple[str, ...]
    at: datetime
    refused: str | None = None
    """The sentence of the refusal, where it was refused."""


class TelegramServer(World):
    """A loopback Telegram; see `tests/platforms/telegram_server.py`."""

    def __init__(self, now: Callable[[], datetime] | None = None, *, held: bool = True) -> None:
        super().__init__(now)
        self.limits = Limits(self.clock)
        self.limits_lifted = False
        """Whether the bot may send and edit as much as it likes."""
        self.faults = Faults()
        self.calls: list[Called] = []
        """All that came but long polls."""
        self.methods_used: set[str] = set()
        self.methods_held: set[str] = set()
        self.violations: list[str] = []
        """What a client must not send and sent all the same; none is left at the closing."""
        self.refused: list[RefusedError] = []
        self.mistakes = [0, 0]
        """How many mistakes a test made on purpose, and how many of them were refused as expected."""
        self.url = ""
        self._is_mistake = False
        self._holds = held
        self._runner: web.AppRunner | None = None
        self._pusher: Pusher | None = None

    @property
    def api_url(self) -> str:
        """Return the base without `/bot` or `/file/bot`."""
        return self.url

    @property
    def is_open(self) -> bool:
        return self._runner is not None

    async def open(self) -> None:
        app = web.Application(client_max_size=LOCAL_MOST + 2**20)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        """Stop. Raises: AssertionError where a client sent what it must not send."""
        await self.hooks(None)
        self.updates.end_poll()
        assert self._runner is not None
        await self._runner.cleanup()
        tally.add(
            "Telegram",
            used=self.methods_used,
            held=self.methods_held,
            faults=self.faults.injected,
            mistakes=(self.mistakes[0], self.mistakes[1]),
        )
        assert not self.violations, "\n".join(["sent what Telegram does not take:", *self.violations])

    @property
    def hook(self) -> Hook | None:
        return self._pusher.hook if self._pusher else None

    @property
    def hook_error(self) -> str | None:
        return self._pusher.last_error if self._pusher else None

    async def hooks(self, hook: Hook | None) -> None:
        """Push updates to a webhook from now on, or to none."""
        if self._pusher is not None:
            await self._pusher.end()
        self._pusher = None
        self.updates.is_pushed = hook is not None
        if hook is not None:
            self.updates.end_poll()
            self._pusher = Pusher(hook, self.updates)
            self._pusher.begin()

    @contextlib.contextmanager
    def mistake(self, part: str) -> Iterator[None]:
        """Let a test send on purpose what is refused, in words with this part. Raises: AssertionError."""
        before, self._is_mistake = len(self.refused), True
        self.mistakes[0] += 1
        try:
            yield
        finally:
            self._is_mistake = False
        said = [one.description for one in self.refused[before:]]
        assert any(part in one for one in said), f"expected a refusal with {part!r}, got {said}"
        self.mistakes[1] += 1

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        asked = request.match_info["method"]
        try:
            name, handler = self._handler(request.match_info["token"], asked)
            call = Call(self, name, *await _read(request))
            return await self._answered(call, handler)
        except CutError:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        except RefusedError as refusal:
            self._note_refusal(asked, refusal)
            return answer(refusal.code, refusal.body())

    def _handler(self, token: str, asked: str) -> tuple[str, Handler]:
        if token != self.token:
            raise RefusedError(401, "Unauthorized")
        found = METHODS.get(asked.lower())
        if found is None:
            raise RefusedError(404, "Not Found", is_malformed=True)
        self.methods_used.add(found[0])
        return found

    async def _answered(self, call: Call, handler: Handler) -> web.Response:
        fault = self.faults.due(call.method, call.chat_id)
        if fault is not None and not fault.is_after and (failed := await _fail(fault)) is not None:
            return failed
        refusal = result = None
        try:
            result = await self._worked(call, handler)
        except RefusedError as refused:
            refusal = refused
        if fault is not None and (failed := await _fail(fault, after=True)) is not None:
            return failed
        if refusal is not None:
            raise refusal
        return answer(200, {"ok": True, "result": result})

    async def _worked(self, call: Call, handler: Handler) -> Any:
        refused = None
        try:
            against = self._against(call)
            self._count(call)
            result = await handler(call)
        except RefusedError as refusal:
            refused = refusal.description
            raise
        except Exception as broken:  # whatever a body that nobody thought of makes break here
            self.violations.append(f"{call.method}: this server broke: {broken!r}")
            raise
        else:
            if against is not None:  # what this server took and the description does not
                self.violations.append(f"{call.method}: {against}")
            return result
        finally:
            if call.method != "getUpdates":
                told = Called(call.method, call.params, call.chat_id, tuple(call.files), self.clock.now(), refused)
                self.calls.append(told)

    def _against(self, call: Call) -> str | None:
        if not self._holds:
            return None
        with contextlib.suppress(LookupError):
            reason = reason_against(call.method, call.params, call.files, is_form=True)
            self.methods_held.add(call.method)
            return reason
        return None

    def _count(self, call: Call) -> None:
        """Count what is sent or edited. Raises: RefusedError."""
        chat = call.chat_id
        if self.limits_lifted or chat is None or call.method in UNCOUNTED or not call.method.startswith(COUNTED):
            return
        messages = len(call.json("media") or [0]) if call.method == "sendMediaGroup" else 1
        wait = self.limits.count(chat, messages, is_group=chat < 0 and self._is_group(chat))
        if wait is not None:
            raise too_many(wait)

    def _is_group(self, chat_id: int) -> bool:
        found = self.groups.get(chat_id)
        return found is None or found.kind != "channel"

    def _note_refusal(self, asked: str, refusal: RefusedError) -> None:
        self.refused.append(refusal)
        if refusal.is_malformed and not self._is_mistake:
            self.violations.append(f"{asked}: {refusal.description}")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return answer(401, RefusedError(401, "Unauthorized").body())
        fault = self.faults.due("file", None)
        try:
            if fault is not None and (failed := await _fail(fault)) is not None:
                return failed
        except CutError:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        found = self.files.fetched(request.match_info["path"])
        if found is None:
            return answer(404, RefusedError(404, "Not Found").body())
        return web.Response(body=found.data, content_type="application/octet-stream")


async def _fail(fault: Planned, *, after: bool = False) -> web.Response | None:
    """Return a failing answer, or None where it only comes late. Raises: CutError, RefusedError."""
    if fault.kind == "delay":
        if after:
            await asyncio.sleep(fault.seconds)
        return None
    if fault.kind.startswith("cut"):
        raise CutError
    if fault.kind == "429":
        raise too_many(max(1, round(fault.seconds)))
    status = int(fault.kind[:3])
    if "html" in fault.kind:
        return web.Response(status=status, text=PROBLEM_HTML, content_type="text/html")
    words = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}
    return answer(status, RefusedError(status, words.get(status, "Internal Server Error")).body())


async def _read(request: web.Request) -> tuple[dict[str, Any], dict[str, File]]:
    """Return a call's parameters and its files by field. Raises: RefusedError, CutError."""
    params: dict[str, Any] = dict(request.query)
    try:
        if request.content_type == "application/json":
            params |= orjson.loads(await request.read() or b"{}")
        elif request.content_type == "application/x-www-form-urlencoded":
            params |= {key: str(value) for key, value in (await request.post()).items()}
        elif request.content_type.startswith("multipart/"):
            return await _multipart(request, params)
    except orjson.JSONDecodeError:
        raise malformed("can't parse request body") from None
    except ConnectionError:  # it hung up before it had said all, or died
        raise CutError from None
    return params, {}


async def _multipart(request: web.Request, params: dict[str, Any]) -> tuple[dict[str, Any], dict[str, File]]:
    files: dict[str, File] = {}
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        assert isinstance(part, BodyPartReader)
        name = part.name or ""
        if part.filename is None:
            params[name] = await part.text()
        else:
            said = part.headers.get("Content-Type")
            kind = None if said in {None, "application/octet-stream"} else said
            files[name] = File(part.filename, bytes(await part.read()), content_type=kind)
    return params, files
