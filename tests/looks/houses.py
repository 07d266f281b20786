"""The houses in which states are seen, in one language, and the ways into them."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import aiohttp
from playwright.async_api import BrowserContext

from bots.app import make_link_in
from bots.demo.apart import settings_of_demo
from bots.demo.house import DemoHouse
from bots.demo.script import MANAGER
from bots.on_web.room import DESK, ME
from bots.post import Post
from contests.model.ambassador import Offer, OfferState
from contests.model.ballot import Method
from contests.model.contest import Final, Jury, Round, RoundKind, Rules, State
from contests.model.entry import EntryState, Words
from contests.model.media import Media
from contests.model.member import Role
from contests.model.standing import Columns, Standing
from tests.bots.on_web.house import NOON, House, Visitor, open_house
from tests.bots.on_web.test_reading import add, decide, enter
from tests.looks.ballots import Ballots, ballots
from tests.looks.messages import AUDIO, PICTURE, TALL, VIDEO, Said, said, stored
from tests.looks.states import Where, Who
from tests.stories.person import Json
from tests.stories.web_door import settings_in, web_house

OWN_PAGE = {"X-Prosument": "1"}


@dataclass(frozen=True, slots=True)
class Own:
    """A house that is just begun."""

    address: str
    places: Mapping[str, str]

    async def come_in(self, _context: BrowserContext, who: Who) -> None:
        """Nobody comes into it."""
        assert who == "nobody"


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo."""

    house: DemoHouse
    places: Mapping[str, str]

    @property
    def address(self) -> str:
        """Where it is."""
        return self.house.address

    async def come_in(self, context: BrowserContext, who: Who) -> None:
        """Come in as a visitor or as its manager."""
        if who != "nobody":
            is_member = who == "member"
            path = await self.house.visit() if is_member else await self.house.invite(MANAGER, Role.MANAGER)
            await context.request.get(self.address + path)


@dataclass(frozen=True, slots=True)
class Messages:
    """A house in which every kind of message was said to one manager."""

    house: House
    token: str
    places: Mapping[str, str]

    @property
    def address(self) -> str:
        """Where it is."""
        return self.house.nobody.address

    async def come_in(self, context: BrowserContext, who: Who) -> None:
        """Come in as the one to whom it was all said, if anybody."""
        if who == "nobody":
            return
        url = f"{self.address}/api/login"
        await context.request.post(url, data={"token": self.token}, headers=OWN_PAGE)


AHouse = Own | Demo | Messages | Ballots


@asynccontextmanager
async def opened(folder: Path, where: Where, language: str) -> AsyncIterator[AHouse]:
    """Open a house in a folder."""
    opens = {"own": _own, "demo": _demo, "messages": _messages, "ballots": ballots}[where]
    async with opens(folder / f"{where}-{language}", language) as house:
        yield house


@asynccontextmanager
async def _own(folder: Path, language: str) -> AsyncIterator[AHouse]:
    async with web_house(folder, language=language) as (door, running):
        link = await make_link_in(running, "Ada Lovelace", Role.MEMBER, "")
        yield Own(door.address, {"link": link.rpartition("/")[2]})


@asynccontextmanager
async def _demo(folder: Path, language: str) -> AsyncIterator[AHouse]:
    house = DemoHouse(settings_of_demo(settings_in(folder, language=language), folder / "demo", 0))
    try:
        await house.open()
        yield Demo(house, await _places(house))
    finally:
        await house.close()


async def _places(house: DemoHouse) -> dict[str, str]:
    """Return the ids of a contest of each state, of a winner, and of an entry of words."""
    async with aiohttp.ClientSession(house.address, headers={"Accept": "application/json"}) as session:
        async with session.post(await house.invite(MANAGER, Role.MANAGER)) as answer:
            session.headers["Authorization"] = f"Bearer {(await answer.json())['token']}"

        async def items(path: str) -> list[Json]:
            async with session.get(f"/api/contests{path}") as answer:
                found: list[Json] = (await answer.json())["items"]
                return found

        ids = {str(one["state"]): str(one["id"]) for one in await items("")}
        winner = (await items(f"/{ids['announced']}/standings"))[0]["entry"]
        plain = next(one["id"] for one in await items(f"/{ids['announced']}/entries") if not one["media"])
        review = (await items(f"/{ids['submission']}/entries"))[0]["id"]
        struck = next(
            one["id"] for one in await items(f"/{ids['announced']}/entries") if one["state"] == "disqualified"
        )
        return {**ids, "winner": winner, "plain": plain, "struck": struck, "review": review}


@asynccontextmanager
async def _messages(folder: Path, language: str) -> AsyncIterator[AHouse]:
    await asyncio.to_thread(folder.mkdir)
    async with open_house(folder, language=language) as house:
        await _keep_files(house)
        person = await house.person("Mona Weiss", "manager")
        await _make_ambassador(house, person)
        await _judge(house)
        for number, one in enumerate(said(language)):
            house.clock.turn(minutes=20)
            if one.post.private or one.room == ME:
                house.talk.answers = lambda _hearing, _heard, post=one.post: [post]  # type: ignore[misc]  # bound now
                await person.say("/news", room=one.room)
            else:
                await _say(house, one, str(number))
        yield Messages(house, person.token, {})


async def _keep_files(house: House) -> None:
    """Keep the files that messages show, as those of an entry."""
    for name, content in stored().items():
        path = house.room.media_folder / name[:2] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    await add(house, "battle", State.SUBMISSION)
    shown = (PICTURE, TALL, VIDEO, AUDIO)
    media = tuple(Media(one.media, one.kind, one.mime, one.alt) for one in shown)
    ada = await house.person("Ada")
    await enter(house, ada, "e1", media=media)
    await enter(house, ada, "e3", media=(media[2],))
    await enter(house, ada, "e4", EntryState.WITHDRAWN, words=Words("Gone", "", ("e1",)))
    await enter(house, ada, "e5", words=Words("Made of it", "As we said then.", ("e1",)))


async def _make_ambassador(house: House, person: Visitor) -> None:
    """Let somebody hold an office, and say something."""
    decided = await add(house, "before", State.DECIDED)
    await enter(house, person, "e2", contest="before")
    ends = NOON + timedelta(days=180)
    office = Offer("o1", "before", "e2", person.id, OfferState.ACCEPTED, NOON, NOON, NOON, ends)
    former = replace(office, id="o2", state=OfferState.ENDED, term_ends=NOON)
    await decide(house, decided, offers=(office, former))
    await person.say("Thank you all. I will wear it with pride.")


async def _judge(house: House) -> None:
    """Decide a contest by a final with a jury beside the public, of which one winner is passed over."""
    judged, eve = await add(house, "judged", State.DECIDED), await house.person("Eve")
    titles = ("Sun over the lamp", "A market by night", "Rain, and how it sounds", "Fog", "Moon")
    for number, title in enumerate(titles):
        await enter(house, eve, f"j{number}", contest="judged", words=Words(title))
    ranks = ((1, "12", 2, "10"), (3, "8", 1, "12"), (2, "10", 3, "8"))
    lines = [
        Standing(
            f"j{n}", eve.id, n + 1, (points + by_jury) / 2, 9, 12, n + 1, columns=columns, qualified=Fraction(1, 2)
        )
        for n, (place, points, jury_place, by_jury) in enumerate(
            (place, Fraction(points), jury_place, Fraction(by_jury)) for place, points, jury_place, by_jury in ranks
        )
        for columns in [Columns(place, points, jury_place, by_jury)]
    ]
    lines[0] = replace(lines[0], skipped="repeat")
    lines[1] = replace(lines[1], reward="2 tickets")
    below = [
        Standing(
            f"j{n}", eve.id, n + 1, Fraction(6 - n, 9), 6 - n, 9, n + 1, qualified=Fraction(6 - n, 9), is_finalist=False
        )
        for n in (3, 4)
    ]
    final = Round("judgedf", RoundKind.FINAL, NOON, NOON, NOON, NOON, method=Method.SCORE, among=("j0", "j1", "j2"))
    rules = Rules(jury=Jury(50), final=Final(Method.SCORE, 3))
    await decide(house, judged, *lines, *below, rounds=(*judged.rounds, final), rules=rules)


async def _say(house: House, one: Said, key: str) -> None:
    """Say something in public or on the desk; what takes another's place, in its place."""
    place = f"{house.community.id}/main"
    say = house.speaker.alert if one.room == DESK else house.speaker.say
    first = Post("As it was.", private=False) if one.post.in_place else one.post
    where = await say(place, first, key)
    if one.post.in_place:
        await house.speaker.replace(where, one.post)
