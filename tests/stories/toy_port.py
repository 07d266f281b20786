"""A third platform in a few lines: plain text to a list, to show that the port is one for three."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp

from bots.app import Running, composed, served
from bots.hearing import Date, Heard, Hearing, NotSentError, Pressed, Said, Submitted, UnsureError, Upload
from bots.post import Post
from bots.words import Dates
from contests.desk.settling import join_by_code, settle_venue
from contests.model.community import Venue
from contests.model.member import Account, Member, Role
from contests.ports import Actor, Showing, Store
from tests.stories.person import File, Json
from tests.stories.web_door import WebDoor, settings_in, web_doors

PLACE = "toy-group"


@dataclass(slots=True)
class ToySpeaker:
    """Says things by putting them on a list; `broken` is what the platform answers instead."""

    platform: str = "toy"
    dates: Dates = "words"
    mentions: bool = False
    counts_live: bool = False
    keeps_notices: bool = False
    keys: dict[str, str] = field(default_factory=dict)
    """Where it is what was said under each key."""
    notices: dict[tuple[str, str], str] = field(default_factory=dict)
    """Where the notice of each place and name stands."""
    pings: list[tuple[str, str]] = field(default_factory=list)
    """What told people, and where, of a notice that took the place of another."""
    doubts: set[str] = field(default_factory=set)
    """The keys under which nobody knows whether something is there."""
    loses: dict[str, bool] = field(default_factory=dict)
    """By place whether the next message there arrives, the answer to which is lost."""
    store: Store | None = None
    """Where it notes what it shows, if it does."""
    said: dict[str, Json] = field(default_factory=dict)
    broken: NotSentError | None = None
    """What it answers to everything."""
    barred: dict[str, NotSentError] = field(default_factory=dict)
    """What it answers at a place, or to a mark."""
    edits: list[tuple[str, str]] = field(default_factory=list)
    """What was put in the place of which message."""
    edited: asyncio.Event = field(default_factory=asyncio.Event)
    marks: dict[tuple[str, str, str], bool] = field(default_factory=dict)
    """Who wears which mark where."""
    calendars: dict[tuple[str, str], tuple[Date, ...]] = field(default_factory=dict)
    """The dates of each place and contest."""

    async def say(self, place: str, post: Post, key: str) -> str:
        """Put a public message on the list, once for each key."""
        self._try(place)
        if key in self.doubts:
            raise UnsureError("cut off")
        arrives = self.loses.pop(place, None)
        if arrives is not False:
            key = self._put(place, post, key)
        if arrives is not None:
            self.doubts.add(key)
            raise UnsureError("cut off")
        if self.store is not None:
            async with self.store.work() as work:
                for subject in post.shows:
                    await work.showings.add(Showing(subject, self.platform, key, None))
        return key

    def _put(self, place: str, post: Post, key: str) -> str:
        """Put a message on the list, a notice in the place of the one before; return where it is."""
        if key in self.keys:
            return self.keys[key]
        at = self.notices.get((place, post.notice)) if post.notice and post.ping and self.keeps_notices else None
        if at is not None:
            self.edits.append((at, post.text))
            self.pings.append((place, post.ping))
        elif post.notice:
            self.notices[place, post.notice] = key
        self.keys[key] = at or key
        self.said[at or key] = as_json(post, at or key, place)
        return at or key

    def _try(self, place: str) -> None:
        if self.broken is not None:
            raise self.broken
        if place in self.barred:
            raise self.barred[place]

    async def is_not_there(self, key: str) -> None:
        """Say it the next time."""
        self.doubts.discard(key)

    async def whisper(self, account: Account, post: Post, key: str) -> str:
        """Put a private message on the list."""
        return await self.say(account.id, post, key)

    async def alert(self, place: str, post: Post, key: str) -> str:
        """Put a message for the desk on the list; a place that is a desk is meant as it is."""
        return await self.say(place if place.endswith("desk") else f"{place}/desk", post, key)

    async def replace(self, where: str, post: Post) -> None:
        """Change a message on the list."""
        self._try(self.said[where]["place"])
        self.edits.append((where, post.text))
        self.edited.set()
        self.said[where] = as_json(post, where, self.said[where]["place"])

    async def mark(self, place: str, office: str, account: Account, *, worn: bool) -> None:
        """Note who wears a mark."""
        self._try(office)
        self.marks[place, office, account.handle] = worn

    async def hindrance(self, place: str, office: str) -> str | None:
        """Return what would be answered to a mark."""
        if self.broken is not None:
            raise self.broken
        barred = self.barred.get(office) or self.barred.get(place)
        return barred.why if barred else None

    async def agree(self, place: str, contest: str, dates: Sequence[Date]) -> None:
        """Note the dates of a contest."""
        self._try(place)
        self.calendars[place, contest] = tuple(dates)


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
            account = await work.people.account(self.account.id)
            member = await work.people.member(account.member)
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

    async def settle(self, **shown: object) -> None:
        """Say what is shown where in the toy venue, by the use case; the speaker notes what it shows from now on."""
        self.speaker.store = self.running.store
        manager = await self.keep()
        async with self.running.store.reading() as work:
            member = await work.people.member(manager.id)
            [account] = await work.people.accounts(member.id)
        what = {"gallery": None, "desk": None, "office": None, "has_calendar": False, **shown}
        actor = Actor(member, account, self.running.clock.now())
        self.venue = await settle_venue(self.running.store, actor, self.venue.id, **what)  # type: ignore[arg-type]  # as typed there

    def at(self, place: str) -> list[Json]:
        """Return what stands at a place."""
        return [one for one in self.speaker.said.values() if one["place"] == place]

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
