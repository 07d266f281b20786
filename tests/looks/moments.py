"""What is pictured beside each other: every kind of ballot, and what leads from a vote to its result, in three places."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass

from playwright.async_api import Page

from bots.demo.scenes import drawn
from contests.model.ballot import Method, Mode
from contests.model.contest import Final, TieRule
from tests.looks.acts import go_to
from tests.looks.ballots import ALTS, SHOWN, TEXTS, VOTES
from tests.looks.dresses import Drawn, of_discord, of_telegram
from tests.platforms import discord_server, telegram_server
from tests.stories.chains import LINE as ONE_EACH
from tests.stories.chains import confirmed, drafted
from tests.stories.deciding import LINE, ranked, ruled
from tests.stories.discord_door import DiscordPerson
from tests.stories.person import Json, Person, press
from tests.stories.telegram_door import TelegramPerson
from tests.stories.telling import DAY, HOUR, entered, scheduled, votes
from tests.stories.three_rooms import ThreeRooms
from tests.stories.web_door import WebPerson

KINDS: Mapping[str, dict[str, object]] = {
    **VOTES,
    "One": {"method": Method.SINGLE, "mode": Mode.LIST},
}
ANSWERS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "Grades": (("grade:", 3),),
    "Criteria": (("grade:", 4),),
    "Order": (("place:", 2), ("place:", 0)),
    "Pairs": (("prefer:", 1),),
    "Stars": (("approve:", 0),),
}
"""What is pressed on each ballot before it is looked at: the first letters of the button, and which of these."""
CHAINED = f"{ONE_EACH} entries={len(SHOWN)}"
CHAIN: Mapping[str, object] = {
    "final": Final(first=3, method=Method.SCHULZE, no_award=True),
    "tie": TieRule.LOTTERY,
    "lottery": "The numbers of the national lottery of Saturday",
}
DECIDED = "Decided"
"""What leads from a vote to its result, taken together."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something as it is just now in all three places, and who looks at which room of the web."""

    name: str
    discord: tuple[Drawn, ...]
    telegram: tuple[Drawn, ...]
    looker: WebPerson
    room: str = "main"
    path: str = "/room"

    async def comes(self, page: Page) -> None:
        """Go to where it is to be seen."""
        if self.path == "/room":
            await go_to(page, self.room)
            await page.locator(".message").last.wait_for()


@dataclass(frozen=True, slots=True)
class People:
    """Who votes where, and who decides."""

    dan: DiscordPerson
    tom: TelegramPerson
    vera: WebPerson
    mona: WebPerson


async def moments(rooms: ThreeRooms, language: str, only: Collection[str] = ()) -> AsyncIterator[Moment]:
    """Have votes of every kind, or only of some, and yield each moment while it lasts."""
    mona, bob = await rooms.web_person("Mona", "manager"), await rooms.web_person("Bob")
    await mona.say("/me language language=en")  # times are typed in it
    contests = await _opened(rooms, mona, bob, [one for one in KINDS if not only or one in only])
    voters = await _coming(rooms, mona, language, "Dan", "Tom", "Vera")
    jurors = await _coming(rooms, mona, language, "Dora", "Theo", "Viola", role="juror")
    for title, contest in contests.items():
        people = jurors if "jury" in KINDS[title] else voters
        yield await _ballot(rooms, people, title, contest)
    if not only or DECIDED in only:
        async for moment in _decided(rooms, voters, bob, language):
            yield moment


async def _coming(rooms: ThreeRooms, mona: WebPerson, language: str, *names: str, role: str = "member") -> People:
    """Let somebody into each place, who reads this language."""
    dan, tom, vera = names
    people = People(
        await rooms.discord.person(dan, role),
        await rooms.telegram.person(tom, role),
        await rooms.web_person(vera, role),
        mona,
    )
    for one in (people.dan, people.tom, people.vera):
        await one.say(f"/me language language={language}")
    return people


async def _opened(rooms: ThreeRooms, mona: Person, bob: Person, titles: Sequence[str]) -> dict[str, str]:
    """Open a vote of each kind over the same entries; return the contests by title."""
    contests = {}
    for title in titles:
        contests[title] = contest = await scheduled(mona, f"{LINE}{title}")
        await ruled(rooms.running, contest, **KINDS[title])
        await _all_entered(bob, contest)
    await rooms.turn(DAY)
    return contests


async def _all_entered(author: Person, contest: str) -> None:
    for (name, scene), text in zip(SHOWN.items(), TEXTS, strict=True):
        files = [(drawn(scene, 900), ALTS[scene])] if scene else []
        await entered(author, f"/enter {contest} title='{name}' text='{text}'", *files)


async def _ballot(rooms: ThreeRooms, people: People, title: str, contest: str, name: str = "") -> Moment:
    dan, tom, vera = people.dan, people.tom, people.vera
    shown = rooms.discord.shown[(await _answered(dan, f"/vote contest={contest}", title))["id"]]
    await _answered(tom, f"/vote contest={contest}", title)
    await _answered(vera, f"/vote {contest}", title)
    now = rooms.running.clock.now()
    in_private = tuple(of_telegram(one, is_private=True) for one in _together(tom.who.sees()))
    return Moment(name or title, (of_discord(shown, {}, now, is_private=True),), in_private, vera)


async def _answered(person: Person, line: str, title: str) -> Json:
    """Ask for a ballot, and answer it a little; return it as it stands then."""
    shown = await person.say(line)
    for verb, number in ANSWERS.get(title, ()):
        buttons = [one["id"] for one in shown[-1]["buttons"] if one["id"].startswith(verb)]
        shown = await person.press(shown[-1], buttons[number])
    return shown[-1]


def _together(seen: Sequence[telegram_server.Message]) -> list[list[telegram_server.Message]]:
    """Return what the bot sent last, with nothing of anybody's in between; an album is one."""
    since = max((n for n, one in enumerate(seen) if not one.is_of_bot), default=-1)
    found: list[list[telegram_server.Message]] = []
    for one in seen[since + 1 :]:
        if found and one.album and found[-1][-1].album == one.album:
            found[-1].append(one)
        else:
            found.append([one])
    return found


async def _decided(rooms: ThreeRooms, people: People, bob: Person, language: str) -> AsyncIterator[Moment]:
    """Yield what leads from a vote by a final and a draw to a result."""
    contest = await drafted(rooms.running, people.mona, CHAINED, **CHAIN)
    await confirmed(people.mona, contest)
    await people.mona.say(f"/me language language={language}")
    await rooms.turn(0)
    await _all_entered(bob, contest)
    await rooms.turn(DAY)
    entries = [one["id"] for one in (await people.mona.call("GET", f"/api/contests/{contest}/entries"))[1]["items"]]
    for number in range(4):
        await votes(await rooms.web_person(f"Voter {number}"), entries[: 4 - number], contest)
    await rooms.turn(2 * DAY)
    yield _said(rooms, people.mona, "Finalists", "desk")
    await press(people.mona, (await people.mona.reads("desk"))[-1:], "final")
    await rooms.turn(0)
    yield _said(rooms, people.vera, "Final opened", "main")
    yield await _ballot(rooms, people, "Order", contest, "Final")
    for one, named in ((people.dan, f"contest={contest}"), (people.tom, f"contest={contest}"), (people.vera, contest)):
        await press(one, await one.say(f"/vote {named}"), "unrank")
    for number, order in enumerate((entries[:2], entries[1::-1])):
        await ranked(await rooms.web_person(f"Finalist {number}"), contest, tuple(order))
    await rooms.turn(2 * DAY)
    yield _said(rooms, people.mona, "Draw", "desk")
    await people.mona.say(f'/contest draw {contest} value="4 8 15 16 23 42" again="4 8 15 16 23 42"')
    await rooms.turn(HOUR)
    yield _said(rooms, people.vera, "Result", "main")
    result = _said(rooms, people.vera, "Standings", "main")
    yield Moment("Standings", result.discord, result.telegram, people.mona, path=f"/gallery/contests/{contest}")


def _said(rooms: ThreeRooms, looker: WebPerson, name: str, room: str) -> Moment:
    """Return what was said last in public, or to the managers."""
    discord, telegram = rooms.discord, rooms.telegram
    channel, group = (discord.desk, telegram.desk) if room == "desk" else (discord.main, telegram.group)
    now = rooms.running.clock.now()
    on_discord = _last(list(channel.messages.values()))
    in_group = [one for one in group.messages if one.is_of_bot][-2:]
    return Moment(
        name,
        tuple(of_discord(one, {}, now) for one in on_discord),
        tuple(of_telegram([one]) for one in in_group),
        looker,
        room,
    )


def _last(messages: Sequence[discord_server.Message]) -> Sequence[discord_server.Message]:
    return [one for one in messages if not one.is_private and one.now.components][-2:]
