"""What Discord is to the benchmark: frames of presses, and a loopback HTTP server that takes every answer at once."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

import orjson
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.benchmarks.presses import Press

GUILD, CHANNEL, BOT, ROLE = "1100000000000000001", "1100000000000000002", "1100000000000000003", "1100000000000000004"
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
CALLBACK = re.compile(rb"/interactions/(\d+)/")
BOT_USER = {"id": BOT, "username": "bot", "discriminator": "0", "avatar": None, "bot": True}
TALK = {
    b"/users/@me": BOT_USER,
    b"/oauth2/applications/@me": {
        "id": BOT,
        "name": "bot",
        "flags": 0,
        "bot": BOT_USER,
        "description": "",
        "icon": None,
    }
    | {
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0",
        "team": None,
        "owner": BOT_USER,
    },
    b"/gateway/bot": {"url": "ws://127.0.0.1:9", "shards": 1, "session_start_limit": {"total": 9, "remaining": 9}},
}
LONG = "A few sentences about what this entry is, so that its message is about as long as they usually are. " * 3
TOKEN = "aW50ZXJhY3Rpb246" * 12
"""As long as a real one."""


class Stub:
    """Takes answers; tells each press when its answer is there."""

    def __init__(self) -> None:
        """Nobody waits yet."""
        self.api = ""
        self._waiting: dict[bytes, asyncio.Future[None]] = {}
        self.kinds: dict[object, int] = {}
        """How often each kind of answer came."""

    def wait_for(self, interaction: str) -> "asyncio.Future[None]":
        """Return what is done when an interaction was answered."""
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[interaction.encode()] = waiting
        return waiting

    def answered(self, path: bytes, body: bytes) -> bytes:
        """Return a response, and note whom it answers."""
        if found := CALLBACK.search(path):
            kind = body[:10]
            self.kinds[kind] = self.kinds.get(kind, 0) + 1
            if waiting := self._waiting.pop(found[1], None):
                waiting.set_result(None)
            if b"with_response" not in path:
                return b"HTTP/1.1 204 No Content\r\n\r\n"
            told: object = {"interaction": {"id": found[1].decode(), "type": 3}}
        elif b"/webhooks/" in path:
            told = _message() | {"content": "", "components": []}
        else:
            told = TALK.get(path.partition(b"/api")[2], [])
        said = orjson.dumps(told)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        return b"%b%d\r\n\r\n%b" % (head, len(said), said)


class _Connection(asyncio.Protocol):
    """One kept-alive connection: as little as understands a request with a length."""

    def __init__(self, stub: Stub) -> None:
        self._stub, self._held = stub, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self._held += data
        while (end := self._held.find(b"\r\n\r\n")) >= 0:
            length = LENGTH.search(self._held, 0, end)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._held) < whole:
                return
            path, body = self._held.split(b" ", 2)[1], self._held[end + 4 : whole]
            self._held = self._held[whole:]
            self._transport.write(self._stub.answered(path, body))  # type: ignore[attr-defined]  # a transport of a stream


@asynccontextmanager
async def stub() -> AsyncIterator[Stub]:
    """Listen, and have the library call here."""
    before, made = Route.BASE, Stub()
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(made), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    made.api = Route.BASE = f"http://127.0.0.1:{port}/api"
    try:
        yield made
    finally:
        Route.BASE = before
        server.close()


class Frames:
    """Frames of presses, on a message as the pressed bot makes it."""

    _ids = count(1_200_000_000_000_000_000)

    def __init__(self, prefix: str, *, is_v2: bool) -> None:
        """Press buttons whose ids begin so; `is_v2` on messages of components, else on a text with buttons."""
        others = [f"{prefix}{verb}:entry0000003" for verb in ("pass", "back")]
        buttons = [_button(one) for one in ("@@BUTTON@@", *others)]
        rows = [{"type": 1, "id": 3, "components": buttons}]
        text = {"type": 10, "id": 2, "content": LONG}
        shown = {"flags": 64 | 32768, "content": "", "components": [{"type": 17, "id": 1, "components": [text, *rows]}]}
        message = _message() | (shown if is_v2 else {"flags": 64, "content": LONG, "components": rows})
        self._prefix = prefix
        self._parts = orjson.dumps(_press(message)).decode().split("@@")

    def of(self, press: Press, handle: str) -> tuple[str, str]:
        """Return the frame of a press, and its interaction's id."""
        number = str(next(self._ids))
        facts = {"ID": number, "HANDLE": handle, "BUTTON": f"{self._prefix}{press.choice}:{press.entry}"}
        return "".join(facts.get(part, part) for part in self._parts), number


def _button(custom_id: str) -> dict[str, object]:
    return {"type": 2, "id": 4, "style": 2, "label": "Approve", "custom_id": custom_id}


def _message() -> dict[str, object]:
    return {
        "id": "1100000000000000009", "channel_id": CHANNEL, "author": BOT_USER, "attachments": [], "embeds": [],
        "mentions": [], "mention_roles": [], "mention_everyone": False, "pinned": False, "tts": False, "type": 20,
        "timestamp": "2026-11-27T18:00:00+00:00", "edited_timestamp": None, "application_id": BOT,
    }  # fmt: skip


def _press(message: dict[str, object]) -> dict[str, object]:
    user = {
        "id": "@@HANDLE@@", "username": "somebody", "global_name": "Somebody", "discriminator": "0", "avatar": None,
        "public_flags": 0, "clan": None, "avatar_decoration_data": None,
    }  # fmt: skip
    member = {
        "user": user, "roles": [ROLE], "joined_at": "2025-01-01T00:00:00+00:00", "premium_since": None, "deaf": False,
        "mute": False, "nick": None, "avatar": None, "permissions": "2248473465835073", "pending": False, "flags": 0,
        "communication_disabled_until": None,
    }  # fmt: skip
    channel = {
        "id": CHANNEL, "guild_id": GUILD, "type": 0, "name": "contest", "position": 1, "permissions": "2248473465835073",
        "parent_id": None, "topic": None, "nsfw": False, "last_message_id": None, "rate_limit_per_user": 0, "flags": 0,
    }  # fmt: skip
    data = {
        "id": "@@ID@@", "application_id": BOT, "type": 3, "token": TOKEN, "version": 1, "guild_id": GUILD,
        "channel_id": CHANNEL, "channel": channel, "member": member, "message": message, "locale": "en-GB",
        "guild_locale": "en-GB", "app_permissions": "2248473465835073", "entitlements": [], "context": 0,
        "authorizing_integration_owners": {"0": GUILD}, "attachment_size_limit": 10485760,
        "guild": {"id": GUILD, "locale": "en-GB", "features": []},
        "data": {"id": 4, "component_type": 2, "custom_id": "@@BUTTON@@"},
    }  # fmt: skip
    return {"t": "INTERACTION_CREATE", "s": 7, "op": 0, "d": data}


def gateway_of(client: object) -> DiscordWebSocket:
    """Return the library's own end of a gateway, to be given frames; nothing is connected."""
    gateway = DiscordWebSocket(None, loop=asyncio.get_running_loop())  # type: ignore[arg-type]  # it sends nothing
    state = client._connection  # type: ignore[attr-defined]  # as the library's own `from_client`
    gateway._connection = state
    gateway._discord_parsers = state.parsers
    gateway._dispatch = client.dispatch  # type: ignore[attr-defined]  # as above
    gateway.shard_id = 0
    return gateway
