"""A third platform in a few lines: plain text to a list, to show that the port is one for three."""

import itertools
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp

from bots.app import Running, composed, served
from bots.hearing import Heard, Hearing, NotSentError, Pressed, Said, Submitted, Upload
from bots.post import Post
from contests.desk.people import join_by_code
from contests.model.community import Venue
from contests.model.member import Account, Member, Role
from tests.stories.person import File, Json
from tests.stories.web_door import WebDoor, settings_in, web_doors

PLACE = "toy-group"


@dataclass(slots=True)
class ToySpeaker:
    """Says things by putting them on a list; `broken` is what the platform answers instead."""

    platform: str = "toy"
    said: dict[str, Json] = field(default_factory=dict)
    broken: NotSentError | None = None

    async def say(self, place: str, post: Post, key: str) -> str:
        """Put a public message on the list, once for each key."""
        if self.broken is not None:
            raise self.broken
        self.said.setdefault(key, as_json(post, key, place))
        return key

    async def whisper(self, account: Account, post: Post, key: str) -> str:
        """Put a private message on the list."""
        return await self.say(account.id, post, key)

    async def alert(self, place: str, post: Post, key: str) -> str:
        """Put a message for the desk on the list."""
        return await self.say(f"{place}/desk", post, key)

    async def replace(self, where: str, post: Post) -> None:
        """Change a message on the list."""
        self.said[where] = as_json(post, where, self.said[where]["place"])


def as_json(post: Post, message: str, place: str) -> Json:
    """Return a post as stories read messages."""
    plain: Json = json.loads(json.dumps(asdict(replace(post, refusal=None, files=())), default=str))
    key = {"key": post.refusal.key, "facts": dict(post.refusal.facts)} if post.refusal else None
    return {**plain, "id": message, "place": place, "refusal": key}


@dataclass(frozen=True, slots=True)
class ToyPerson:
    """Somebody on the toy platform."""

    name: str
    port: "ToyPort"
    account: Account

    async def _heard(self, heard: Heard) -> list[Json]:
        running = self.port.running
        async with running.store.reading() as work:
            member = await work.people.member(self.account.member)
            account = await work.people.account(self.account.id)
        venue = self.port.venue
        with running.arrivals.arrived() as at:
            posts = await running.talker.answer(Hearing(member, account, venue, at, {venue.id: True}), heard)
        return [as_json(post, f"answer-{next(self.port.numbers)}", PLACE) for post in posts]

    async def say(self, text: str, *files: File, room: str = "main") -> list[Json]:
        """Type a line, wherever."""
        assert room
        return await self._heard(Said(text, self.port.uploads(files)))

    async def press(self, message: Json, button: str, *values: str) -> list[Json]:
        """Press a button; any process can decode it, whatever message it was on."""
        assert message
        return await self._heard(Pressed(button, values))

    async def submit(self, form: Json, fields: Mapping[str, str], *files: File) -> list[Json]:
        """Send a form."""
        given = {name: (value,) for name, value in fields.items()}
        return await self._heard(Submitted(form["id"], given, self.port.uploads(files)))

    async def reads(self, room: str = "main") -> list[Json]:
        """Return what was said in a room."""
        place = {"main": PLACE, "desk": f"{PLACE}/desk", "me": self.account.id}[room]
        return [one for one in self.port.speaker.said.values() if one["place"] == place]


@dataclass(slots=True)
class ToyPort(WebDoor):
    """The toy platform's door; the clock and the standings are those of the house."""

    running: Running = None  # type: ignore[assignment]  # given by `toy_house`, always
    venue: Venue = None  # type: ignore[assignment]  # joins by a code, in `toy_house`
    speaker: ToySpeaker = field(default_factory=ToySpeaker)
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def uploads(self, files: tuple[File, ...]) -> tuple[Upload, ...]:
        """Write what somebody sends to files of our own naming."""
        folder = Path(mkdtemp(dir=self.running.settings.data))
        for number, (content, _) in enumerate(files):
            (folder / str(number)).write_bytes(content)
        return tuple(Upload(folder / str(number), alt) for number, (_, alt) in enumerate(files))

    async def person(self, name: str, role: str = "member") -> ToyPerson:  # type: ignore[override]  # another kind of person
        """Let somebody in: the first time that the platform shows them."""
        async with self.running.store.work() as work:
            roles = frozenset() if role == "member" else frozenset({Role(role)})
            member = Member(work.new_id(), self.venue.community, name, self.running.clock.now(), roles)
            account = Account(work.new_id(), member.community, member.id, "toy", name, None)
            await work.people.save_member(member)
            await work.people.save_account(account)
        return ToyPerson(name, self, account)


@asynccontextmanager
async def toy_house(folder: Path) -> AsyncIterator[tuple[ToyPort, Running]]:
    """Run a whole Prosument with the toy platform beside the web room."""
    async with (
        composed(settings_in(folder), practice_clock=True) as running,
        served(running) as address,
        web_doors(address) as web,
    ):
        code = (await (await web.keep()).say("/setup code"))[0]["text"].partition("join=")[2].split()[0]
        async with running.store.reading() as work:
            new = work.new_id()
        venue = Venue(new, "", "toy", PLACE, "Toy group", "en", running.clock.now())
        community = await join_by_code(running.store, code, venue, running.clock.now())
        port = ToyPort(web.session, address, web.keeper, running, replace(venue, community=community.id))
        running.speakers["toy"] = port.speaker
        yield port, running
