"""One contest on Discord, on Telegram and in the web room at once: one person counted once, one announcement in each."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.files import makers
from tests.platforms import telegram_server as telegram
from tests.stories.person import Person, press, refusal, texts
from tests.stories.telegram_door import TelegramPerson
from tests.stories.telling import DAY, HOUR, admitted, entered, scheduled, state_of, votes
from tests.stories.three_rooms import ThreeRooms, three_rooms
from tests.stories.web_door import WebPerson

LINE = (
    '/contest new template=remix title="Bag battle" submissions="2 days" voting="2 days" mode=queue'
    ' reward="1:a bag" reward="2:a cup" ambassadors=1'
)


@pytest.fixture
async def rooms(tmp_path: Path) -> AsyncIterator[ThreeRooms]:
    async with three_rooms(tmp_path) as opened:
        yield opened


async def linked(person: Person, other: Person) -> None:
    """Link somebody's account with another of theirs, by a code."""
    told = texts(await person.say("/link"))
    [code] = re.findall(r"/\u2060?link (\S+)", told)[:1]
    shown = await other.say(f"/link {code}")
    assert refusal(shown) is None, shown
    done = await press(other, shown, "link_up")
    assert refusal(done) is None, done


async def test_one_contest_in_three_rooms(rooms: ThreeRooms) -> None:
    mona, mo = await rooms.web_person("Mona", "manager"), await rooms.web_person("Mo", "moderator")
    ann, annie = await rooms.telegram.person("Ann"), await rooms.web_person("Annie")
    ben, benny = await rooms.discord.person("Ben"), await rooms.telegram.person("Benny")
    cleo, dan = await rooms.web_person("Cleo"), await rooms.discord.person("Dan")
    await linked(ann, annie)
    await linked(ben, benny)
    contest = await scheduled(mona, LINE)
    await rooms.turn(0)
    entries = await _everybody_enters(ann, annie, ben, cleo)
    await admitted(mo, list(entries.values()))
    await rooms.turn(2 * DAY)
    assert await state_of(rooms.discord, contest) == "voting"

    await _votes_are_one(rooms, contest, entries, (ann, annie), (ben, benny))
    for who, approved in ((cleo, "Ann"), (dan, "Cleo")):
        assert (await votes(who, [entries[approved]], contest))["receipt"]
    opened = rooms.telegram.group
    [notice] = [one for one in opened.messages if "Voting on “Bag battle” is open" in one.said]
    await rooms.turn(2 * DAY)
    await rooms.turn(0)
    assert await state_of(rooms.discord, contest) == "announced"
    ranks = {line["entry"]: (line["rank"], line["approvals"]) for line in await rooms.discord.standings(contest)}
    assert ranks == {entries["Ann"]: (1, 2), entries["Cleo"]: (1, 2), entries["Ben"]: (3, 1)}, "a tie, one ballot each"
    _told_once_everywhere(rooms, notice, ann)
    await _becomes_ambassador(rooms, ann, annie)


async def _everybody_enters(ann: Person, annie: Person, ben: Person, cleo: Person) -> dict[str, str]:
    picture = (makers.jpeg(80, 60, "orange"), "A sun")
    sun = await entered(ann, '/enter title=Sun text="At dawn"', picture)
    assert refusal(await annie.say("/enter title=Another")) == "limit_entries", "the limit holds over both accounts"
    return {
        "Ann": sun,
        "Ben": await entered(ben, "/enter title=Moon"),
        "Cleo": await entered(cleo, "/enter title=Star"),
    }


async def _votes_are_one(
    rooms: ThreeRooms,
    contest: str,
    entries: dict[str, str],
    authors: tuple[TelegramPerson, WebPerson],
    voters: tuple[Person, Person],
) -> None:
    """Vote by two accounts each: the later choice stands, and one's own entry is not voted for from the other."""
    ann, annie = authors
    assert (await votes(ann, [entries["Ben"]], contest))["receipt"]
    own = await annie.say(f"/vote {contest}")
    assert refusal(await annie.press(own[-1], f"approve:{entries['Ann']}")) == "own_entry"
    ben, benny = voters
    assert (await votes(ben, [entries["Cleo"]], contest))["receipt"]
    looked = await benny.say(f"/vote {contest}")
    assert refusal(looked) is None, "it goes on where the other account left off"
    assert refusal(await benny.press(looked[-1], f"approve:{entries['Ann']}")) is None
    status = await rooms.discord.contest(contest)
    assert status["turnout"] == 2, "four accounts, two people"


def _told_once_everywhere(rooms: ThreeRooms, notice: telegram.Message, ann: TelegramPerson) -> None:
    """See one result in each venue, in its language; whoever won is told of it on their platform, and nobody else."""
    server = [one for one in rooms.discord.main.messages.values() if any("Sun" in (m.alt or "") for m in one.media)]
    assert len(server) == 1
    assert "Platz" in server[0].text or "gewonnen" in server[0].text, server[0].text
    assert "Sun" in notice.said, "the message that opened the vote is the result now"
    assert notice.is_edited
    group = rooms.telegram.group
    news = [one for one in group.messages if one.is_of_bot and one.id > notice.id]
    assert [one.pinged for one in news] == [frozenset({ann.who.id})], [one.said for one in news]
    assert news[0].reply_to is notice
    others = [one for one in group.messages if one not in {*news, notice} and one.pinged]
    assert not others, "an edit tells nobody, and nothing else names anybody"


async def _becomes_ambassador(rooms: ThreeRooms, ann: TelegramPerson, annie: WebPerson) -> None:
    """Accept on one platform, and wear the badge there; it is taken back when the term ends."""
    accepted = await press(ann, await ann.reads("me"), "accept")
    assert refusal(accepted) is None, accepted
    await rooms.turn(HOUR)
    await rooms.turn(0)
    assert rooms.telegram.group.of(ann.who).tag, "they wear a tag in the group"
    assert "mbassador" in texts(await annie.say("/me")), "the badge shows on the other account"
    await rooms.turn(190 * DAY)
    await rooms.turn(0)
    assert not rooms.telegram.group.of(ann.who).tag
