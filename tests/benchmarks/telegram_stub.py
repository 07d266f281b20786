"""What Telegram is to the benchmark: a loopback Bot API that hands over presses and takes every call at once."""

import asyncio
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count
from urllib.parse import parse_qs

import orjson

from tests.benchmarks.discord_stub import LENGTH, LONG
from tests.benchmarks.presses import Press

TOKEN = "1200000007:AAFbenchmarkbenchmarkbenchmarkbenchm"  # noqa: S105 - nobody's
BOT = {"id": 1_200_000_007, "is_bot": True, "first_name": "Bot", "username": "a_bench_bot"}
ME = BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
GROUP = -1_001_200_000_000
AT_ONCE = 100
"""The most updates of one answer, as Telegram has it."""
POLL_S = 1.0
"""How long an empty poll is held."""
FIRST_USER = 5_000_000_000
PRESSED = re.compile(rb"callback_query_id[\"=:\s]+(\d+)")


def handle_of(member: str) -> str:
    """Return the id on Telegram of a member."""
    return str(FIRST_USER + int(member.removeprefix("member")))


def member_of(user: int) -> str:
    """Return the member whom Telegram knows by an id."""
    return f"member{user - FIRST_USER:06d}"


class Stub:
    """Hands over presses to whoever polls with a bot's token; tells each press when its query is answered."""

    def __init__(self) -> None:
        """Nobody has pressed yet."""
        self.api = ""
        self._numbers = count(1)
        self._queues: dict[str, deque[bytes]] = {}
        self._polls: dict[str, asyncio.Future[None]] = {}
        self._waiting: dict[bytes, asyncio.Future[None]] = {}
        self.kinds: dict[str, int] = {}
        """How often each method was called."""

    def press(self, token: str, press: Press) -> "asyncio.Future[None]":
        """Have the bot of a token told of a press; return what is done when its query was answered."""
        number = next(self._numbers)
        answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[b"%d" % number] = answered
        self._queues.setdefault(token, deque()).append(orjson.dumps(_update(number, press)))
        if (poll := self._polls.pop(token, None)) and not poll.done():
            poll.set_result(None)
        return answered

    async def answer(self, path: str, body: bytes) -> bytes:
        """Return the answer to a call, in JSON."""
        token, _, method = path.removeprefix("/bot").partition("/")
        self.kinds[method] = self.kinds.get(method, 0) + 1
        match method:
            case "getUpdates":
                return b'{"ok":true,"result":[%b]}' % b",".join(await self._updates(token, body))
            case "answerCallbackQuery":
                if (found := PRESSED.search(body)) and (waiting := self._waiting.pop(found[1], None)):
                    waiting.set_result(None)
                return b'{"ok":true,"result":true}'
            case "getMe":
                return orjson.dumps({"ok": True, "result": ME})
            case _:
                return SENT if method.startswith(("send", "edit")) else OTHERS.get(method, b'{"ok":true,"result":true}')

    async def _updates(self, token: str, body: bytes) -> list[bytes]:
        """Return what waits; an answer that is lost takes its updates along, as none is lost here."""
        queue = self._queues.setdefault(token, deque())
        if not queue and b"timeout=0" not in body:
            poll = self._polls[token] = asyncio.get_running_loop().create_future()
            await asyncio.wait({poll}, timeout=POLL_S)
        return list(_first(queue, AT_ONCE))


def _first(queue: deque[bytes], most: int) -> Iterator[bytes]:
    while queue and most:
        most -= 1
        yield queue.popleft()


OTHERS = {
    "getWebhookInfo": orjson.dumps(
        {"ok": True, "result": {"url": "", "has_custom_certificate": False, "pending_update_count": 0}}
    ),
    "getMyCommands": b'{"ok":true,"result":[]}',
    "getChatMember": orjson.dumps(
        {"ok": True, "result": {"status": "member", "user": {"id": 1, "is_bot": False, "first_name": "A"}}}
    ),
}


class _Connection(asyncio.Protocol):
    """One kept-alive connection: as little as understands a request with a length."""

    def __init__(self, stub: Stub) -> None:
        self._stub, self._held, self._tasks = stub, b"", set[asyncio.Task[None]]()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer a request that is whole; nobody sends the next one before."""
        self._held += data
        end = self._held.find(b"\r\n\r\n")
        if end < 0:
            return
        length = LENGTH.search(self._held, 0, end)
        whole = end + 4 + (int(length[1]) if length else 0)
        if len(self._held) < whole:
            return
        path, body = self._held.split(b" ", 2)[1].decode(), self._held[end + 4 : whole]
        self._held = self._held[whole:]
        task = asyncio.create_task(self._answer(path, body))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, path: str, body: bytes) -> None:
        said = await self._stub.answer(path, body)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        self._transport.write(b"%b%d\r\n\r\n%b" % (head, len(said), said))  # type: ignore[attr-defined]  # a transport of a stream


@asynccontextmanager
async def stub() -> AsyncIterator[Stub]:
    """Listen on a free port of this machine."""
    made = Stub()
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(made), "127.0.0.1", 0)
    made.api = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()


def asked(body: bytes) -> dict[str, list[str]]:
    """Return a call's parameters."""
    return parse_qs(body.decode())


OPENED = int(time.time()) + 3600
"""When the ballots were opened that are pressed: since all three came up."""


def _message(chat: int) -> dict[str, object]:
    row = [{"text": one.title(), "callback_data": f"b1:{one}:{entry}"} for one, entry in BUTTONS]
    return {
        "message_id": 77, "date": OPENED, "from": BOT, "text": LONG, "reply_markup": {"inline_keyboard": [row]},
        "chat": {"id": chat, "type": "private", "first_name": "Somebody"},
    }  # fmt: skip


BUTTONS = (("approve", "entry0000003"), ("pass", "entry0000003"), ("back", "entry0000003"))
SENT = orjson.dumps({"ok": True, "result": _message(FIRST_USER)})


def _update(number: int, press: Press) -> dict[str, object]:
    user = int(handle_of(press.member))
    who = {"id": user, "is_bot": False, "first_name": "Somebody", "username": "somebody", "language_code": "en"}
    query = {
        "id": str(number), "from": who, "message": _message(user), "chat_instance": "1",
        "data": f"b1:{press.choice}:{press.entry}",
    }  # fmt: skip
    return {"update_id": number, "callback_query": query}
