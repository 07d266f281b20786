"""The gateway: sessions of shards, events that are kept for a resume, and connections that can be cut."""

import asyncio
import contextlib
import secrets
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson
from aiohttp import WSMsgType, web

from tests.platforms.discord_parts.wire import Json

if TYPE_CHECKING:
    from tests.platforms.discord_parts.world import World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
GUILDS, GUILD_MEMBERS, GUILD_MESSAGES, DIRECT_MESSAGES, EVENTS = 1 << 0, 1 << 1, 1 << 9, 1 << 12, 1 << 16
PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)


@dataclass(eq=False)
class Session:
    """A shard's session; it outlives its connections until it is invalidated."""

    id: str
    shard: tuple[int, int]
    intents: int
    socket: web.WebSocketResponse | None = None
    sent: list[Json] = field(default_factory=list)

    async def send(self, event: str, data: Json) -> None:
        packet = {"op": DISPATCH, "t": event, "s": len(self.sent) + 1, "d": data}
        self.sent.append(packet)
        await self.pass_on(packet)

    async def pass_on(self, packet: Json) -> None:
        """Send, if anybody listens; what is lost stays for a resume."""
        if self.socket is not None and not self.socket.closed:
            with contextlib.suppress(ConnectionError):
                await self.socket.send_str(orjson.dumps(packet).decode())


class Gateway:
    """All sessions, and what a test may do to them."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.seen: Counter[str] = Counter()
        """How often a client connected, identified, resumed, sent a heartbeat."""
        self.heartbeat_interval = 41.25
        """Seconds."""
        self.shards = 1
        """How many shards `GET /gateway/bot` recommends."""
        self.silent_heartbeats = False
        """Whether heartbeats are left without an answer."""
        self.late_by = 0.0
        """Seconds by which each event is held back, as on a slow line."""
        self._changed = asyncio.Event()
        self._sockets: dict[web.WebSocketResponse, web.Request] = {}

    @property
    def intents(self) -> int:
        """The intents of the last session."""
        return list(self.sessions.values())[-1].intents if self.sessions else 0

    async def until(self, what: str, times: int = 1, seconds: float = 30.0) -> None:
        """Wait until a client did something as often: `connected`, `identified`, `resumed`, `heartbeat`."""

        async def wait() -> None:
            while self.seen[what] < times:
                self._changed.clear()
                await self._changed.wait()

        try:
            await asyncio.wait_for(wait(), seconds)
        except TimeoutError:
            raise AssertionError(f"{what}: {self.seen[what]} of {times} within {seconds} s") from None

    async def heard(self) -> None:
        """Wait until each client has read all that it was sent: it answers a call for a heartbeat in its turn."""
        for session in list(self.sessions.values()):
            if session.socket is not None and not session.socket.closed:
                before = self.seen["heartbeat"]
                await session.pass_on({"op": HEARTBEAT, "d": None, "s": None, "t": None})
                await self.until("heartbeat", before + 1)

    def _note(self, what: str) -> None:
        self.seen[what] += 1
        self._changed.set()

    async def tell(self, event: str, data: Json, *, guild_id: int | None = None, intent: int = 0) -> None:
        """Dispatch an event to the session that it is for."""
        if self.late_by:
            await asyncio.sleep(self.late_by)
        for session in list(self.sessions.values()):
            number, count = session.shard
            mine = (guild_id >> 22) % count == number if guild_id else number == 0
            if mine and (not intent or session.intents & intent):
                await session.send(event, data)

    async def drop(self, *, code: int | None = None) -> None:
        """Cut every connection: without a word, or closing with a code."""
        for socket, request in list(self._sockets.items()):
            if code is not None:
                await socket.close(code=code)
            elif request.transport is not None:
                request.transport.abort()

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every session that it is over, or that it must resume."""
        for session in list(self.sessions.values()):
            await session.pass_on({"op": INVALID, "d": resumable, "s": None, "t": None})
            if not resumable:
                self.sessions.pop(session.id, None)

    async def ask_to_reconnect(self) -> None:
        """Send op 7 to every session."""
        for session in list(self.sessions.values()):
            await session.pass_on({"op": RECONNECT, "d": None, "s": None, "t": None})

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one connection until it ends."""
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        self._sockets[socket] = request
        self._note("connected")
        interval = int(self.heartbeat_interval * 1000)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": interval}, "s": None, "t": None})
        session: Session | None = None
        try:
            async for message in socket:
                if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                    break
                packet = orjson.loads(message.data)
                if packet["op"] == HEARTBEAT:
                    self._note("heartbeat")
                    if not self.silent_heartbeats:
                        await socket.send_json({"op": ACK, "d": None, "s": None, "t": None})
                elif packet["op"] == IDENTIFY:
                    session = await self._identify(socket, packet["d"])
                elif packet["op"] == RESUME:
                    session = await self._resume(socket, packet["d"])
        finally:
            self._sockets.pop(socket, None)
            if session is not None and session.socket is socket:
                session.socket = None
        return socket

    async def _identify(self, socket: web.WebSocketResponse, said: Json) -> Session | None:
        if said["token"] != self._world.token:
            await socket.close(code=4004, message=b"Authentication failed.")
            return None
        if said["intents"] & PRIVILEGED & ~self._world.privileged_intents:
            await socket.close(code=4014, message=b"Disallowed intent(s).")
            return None
        number, count = said.get("shard") or (0, 1)
        session = Session(secrets.token_hex(16), (number, count), said["intents"], socket)
        for old in [one for one in self.sessions.values() if one.shard == session.shard and one.socket is None]:
            del self.sessions[old.id]
        self.sessions[session.id] = session
        guilds = [one for one in self._world.guilds.values() if one.has_bot and (one.id >> 22) % count == number]
        await session.send(
            "READY",
            {
                "v": 10,
                "user": self._world.bot.payload() | {"verified": True, "mfa_enabled": True, "email": None},
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "session_type": "normal",
                "resume_gateway_url": self.url,
                "shard": [number, count],
                "application": {"id": str(self._world.bot.id), "flags": 0},
                "private_channels": [],
                "relationships": [],
                "presences": [],
            },
        )
        for guild in guilds:
            await session.send("GUILD_CREATE", guild.arriving(self._world.bot, is_new=False))
        self._note("identified")
        return session

    async def _resume(self, socket: web.WebSocketResponse, said: Json) -> Session | None:
        if said["token"] != self._world.token:
            await socket.close(code=4004, message=b"Authentication failed.")
            return None
        session = self.sessions.get(said["session_id"])
        if session is None:
            await socket.send_json({"op": INVALID, "d": False, "s": None, "t": None})
            return None
        session.socket = socket
        for packet in session.sent[said["seq"] or 0 :]:
            await session.pass_on(packet)
        await session.send("RESUMED", {"_trace": []})
        self._note("resumed")
        return session

    async def close(self) -> None:
        for socket in list(self._sockets):
            await socket.close()
