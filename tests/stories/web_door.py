"""The web room's door: the HTTP interface over a real socket, on the practice clock."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bots.app import Running, composed, served
from bots.settings import Settings
from tests.storage.engines import empty_sqlite
from tests.stories.person import File, Json


@dataclass(frozen=True, slots=True)
class WebPerson:
    """Somebody with a token."""

    name: str
    session: aiohttp.ClientSession
    address: str
    token: str
    id: str = ""

    async def call(self, method: str, path: str, **more: object) -> tuple[int, Json]:
        """Call the interface; return status and body."""
        headers = {"Authorization": f"Bearer {self.token}"}
        async with self.session.request(method, self.address + path, headers=headers, **more) as answer:  # type: ignore[arg-type]  # whatever aiohttp takes
            return answer.status, await answer.json()

    async def _post(self, path: str, body: Json, files: tuple[File, ...]) -> list[Json]:
        if files:
            status, answer = await self.call("POST", path, data=multipart(body, files))
        else:
            status, answer = await self.call("POST", path, json=body)
        assert status == 200, (path, body, answer)
        messages: list[Json] = answer["messages"]
        return messages

    async def say(self, text: str, *files: File, room: str = "main") -> list[Json]:
        """Type a line."""
        return await self._post("/api/say", {"room": room, "text": text}, files)

    async def press(self, message: Json, button: str, *values: str) -> list[Json]:
        """Press a button."""
        return await self._post("/api/press", {"message": message["id"], "button": button, "values": list(values)}, ())

    async def submit(self, form: Json, fields: Mapping[str, str], *files: File) -> list[Json]:
        """Send a form."""
        if files:
            return await self._post("/api/submit", {"form": form["id"], **fields}, files)
        return await self._post("/api/submit", {"form": form["id"], "fields": dict(fields)}, ())

    async def reads(self, room: str = "main") -> list[Json]:
        """Read a room from the beginning, each message as it stands now."""
        seen: dict[str, Json] = {}
        since = ""
        while True:
            status, page = await self.call("GET", f"/api/messages?room={room}&since={since}")
            assert status == 200, page
            for message in page["messages"]:
                seen[message["id"]] = message
            if not page["messages"] or page["next"] == since:
                return sorted(seen.values(), key=lambda one: str(one["at"]))
            since = page["next"]

    async def media(self, url: str) -> tuple[int, bytes]:
        """Fetch a file."""
        headers = {"Authorization": f"Bearer {self.token}"}
        async with self.session.get(self.address + url, headers=headers) as answer:
            return answer.status, await answer.read()


def multipart(body: Json, files: tuple[File, ...]) -> aiohttp.FormData:
    """Return a call's parts: the plain fields, then files with their alt texts in order."""
    data = aiohttp.FormData()
    for name, value in body.items():
        data.add_field(name, str(value))
    for content, alt in files:
        data.add_field("file", content, filename="whatever.bin", content_type="application/octet-stream")
        data.add_field("alt", alt)
    return data


@dataclass(slots=True)
class WebDoor:
    """The door, with a manager of its own to turn the clock."""

    session: aiohttp.ClientSession
    address: str
    keeper: WebPerson | None = None

    async def person(self, name: str, role: str = "member") -> WebPerson:
        """Let somebody in by practice mode."""
        body = {"name": name, "role": role}
        async with self.session.post(f"{self.address}/api/people", json=body) as answer:
            assert answer.status == 200, await answer.text()
            made = await answer.json()
        return WebPerson(name, self.session, self.address, made["token"], made["id"])

    async def keep(self) -> WebPerson:
        """Return the manager who turns the clock."""
        if self.keeper is None:
            self.keeper = await self.person("Keeper", "manager")
        return self.keeper

    async def turn(self, seconds: float | None = None) -> list[Json]:
        """Turn the clock."""
        body: Json = {"to": "next"} if seconds is None else {"advance_s": seconds}
        status, answer = await (await self.keep()).call("POST", "/api/clock", json=body)
        assert status == 200, answer
        due: list[Json] = answer["due"]
        return due

    async def contest(self, contest: str) -> Json:
        """Return a contest."""
        status, answer = await (await self.keep()).call("GET", f"/api/contests/{contest}")
        assert status == 200, answer
        return answer

    async def standings(self, contest: str) -> list[Json]:
        """Return the standings."""
        status, answer = await (await self.keep()).call("GET", f"/api/contests/{contest}/standings")
        assert status == 200, answer
        items: list[Json] = answer["items"]
        return items


def settings_in(folder: Path, **more: object) -> Settings:
    """Return settings for a test: any free port, everything in a folder, nothing from the environment.

    A folder without a database gets one with the schema: stories need not wait for migrations, which have tests.
    """
    database = folder / "prosument.db"
    if not database.exists():
        folder.mkdir(parents=True, exist_ok=True)
        database.write_bytes(empty_sqlite())
    return Settings(_env_file=None, data=folder, web_port=0, **more)  # type: ignore[call-arg, arg-type]  # pydantic-settings' own argument


@asynccontextmanager
async def web_doors(address: str) -> AsyncIterator[WebDoor]:
    """Open the web room's door of whatever listens at an address."""
    async with aiohttp.ClientSession() as session:
        yield WebDoor(session, address)


@asynccontextmanager
async def web_house(folder: Path, **more: object) -> AsyncIterator[tuple[WebDoor, Running]]:
    """Run a whole Prosument in this process, and open its web room's door."""
    async with (
        composed(settings_in(folder, **more), practice_clock=True) as running,
        served(running) as address,
        web_doors(address) as door,
    ):
        yield door, running
