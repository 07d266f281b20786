"""A web room on a real socket and a real store, with a conversation that says what the test wants."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bots.arrivals import Arrivals
from bots.hearing import Heard, Hearing
from bots.on_web import LiveLog, WebRoom, WebSpeaker, make_web_app
from bots.post import Post
from contests.desk.founding import first_community
from contests.model.community import Community
from storage.store import SqlStore, open_store
from tests.storage.engines import migrated_in

Json = dict[str, Any]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock that the test turns."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def turn(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Recorder:
    """A conversation that writes down what it hears, and answers what it was told to."""

    heard: list[tuple[Hearing, Heard]] = field(default_factory=list)
    files: list[list[tuple[bytes, str]]] = field(default_factory=list)
    """Of each hearing, the bytes and alt texts of its files, read while they were there."""
    answers: Callable[[Hearing, Heard], list[Post]] = lambda _hearing, _heard: [Post("Heard.")]
    before: Callable[[], Awaitable[None]] | None = None
    """What is waited for before an answer."""

    async def answer(self, hearing: Hearing, heard: Heard) -> list[Post]:
        self.heard.append((hearing, heard))
        self.files.append([(one.path.read_bytes(), one.alt) for one in getattr(heard, "files", ())])
        if self.before:
            await self.before()
        return self.answers(hearing, heard)


@dataclass
class Visitor:
    """Somebody, or nobody yet, who calls the interface."""

    session: aiohttp.ClientSession
    address: str
    token: str = ""
    id: str = ""

    async def call(self, method: str, path: str, **more: Any) -> tuple[int, Json]:
        """Call, and return status and JSON."""
        async with self.ask(method, path, **more) as answer:
            return answer.status, await answer.json()

    def ask(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> Any:
        """Call, for whoever wants to see the whole answer."""
        mine = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        url = self.address + path
        return self.session.request(method, url, headers={**mine, **(headers or {})}, allow_redirects=False, **more)

    async def get(self, path: str) -> Json:
        status, body = await self.call("GET", path)
        assert status == 200, body
        return body

    async def post(self, path: str, **body: object) -> Json:
        status, answer = await self.call("POST", path, json=body)
        assert status == 200, answer
        return answer

    async def say(self, text: str, room: str = "main", **more: object) -> list[Json]:
        messages: list[Json] = (await self.post("/api/say", room=room, text=text, **more))["messages"]
        return messages

    async def press(self, message: Json, button: str, *values: str) -> list[Json]:
        answer = await self.post("/api/press", message=message["id"], button=button, values=list(values))
        messages: list[Json] = answer["messages"]
        return messages

    async def submit(self, form: str, **fields: object) -> list[Json]:
        messages: list[Json] = (await self.post("/api/submit", form=form, fields=fields))["messages"]
        return messages

    async def reads(self, room: str = "main", since: str = "") -> list[Json]:
        messages: list[Json] = (await self.get(f"/api/messages?room={room}&since={since}"))["messages"]
        return messages


@dataclass
class House:
    """The room, and everything around it that a test may look at."""

    room: WebRoom
    store: SqlStore
    clock: HandClock
    talk: Recorder
    community: Community
    speaker: WebSpeaker
    nobody: Visitor

    async def person(self, name: str = "Ada", role: str = "member") -> Visitor:
        """Let somebody in by practice mode."""
        made = await self.nobody.post("/api/people", name=name, role=role)
        return replace(self.nobody, token=made["token"], id=made["id"])

    async def put(self, post: Post, *, key: str = "k") -> Json:
        """Say something in public, and return it as Ada sees it."""
        where = await self.speaker.say(f"{self.community.id}/main", post, key)
        reader = await self.person("Reader")
        return next(one for one in await reader.reads() if one["id"] == where)


@asynccontextmanager
async def open_house(folder: Path, **more: Any) -> AsyncIterator[House]:
    """Serve a web room in practice mode from an empty store in a folder; `more` changes what it is given."""
    store = await open_store(migrated_in(folder / "house.db"), secret=b"a secret of the tests")
    clock, talk = HandClock(), Recorder()
    community = await first_community(store, "Kit & Co", "en", "Europe/Warsaw", NOON)
    room = WebRoom(
        store=store,
        log=LiveLog(store.room),
        conversation=talk,
        arrivals=Arrivals(clock),
        clock=clock,
        media_folder=folder / "media",
        incoming_folder=folder / "incoming",
        cards_folder=folder / "cards",
        health=_well,
        practice=True,
    )
    room = replace(room, **more)
    runner = web.AppRunner(make_web_app(room), access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            speaker = WebSpeaker(store, room.log, clock)
            yield House(room, store, clock, talk, community, speaker, Visitor(session, address))
    finally:
        await runner.cleanup()
        await store.close()


async def _well() -> Mapping[str, object]:
    return {"status": "ok", "adapters": {"web": "up"}}
