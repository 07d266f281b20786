"""A whole contest for somebody who chose German: not a sentence is left in English."""

import re
from pathlib import Path

import pytest

from tests.stories.person import Json, Person, press, texts
from tests.stories.telling import DAY, entered, heard, scheduled, until, votes
from tests.stories.web_door import WebDoor, web_house

ENGLISH = re.compile(
    r"\b(the|is|are|of|and|you|your|with|to|it|has|for|now|by|there|opens|closes|entry|vote)\b", re.IGNORECASE
)
TYPED = ("Bag battle", "Prosument", "Ein Beutel", "Europe/Warsaw", "UTC", "CC BY 4.0", "Mona", "Anna", "Max", "Bernd")


def english_in(messages: list[Json]) -> list[str]:
    """Return the lines that hold an English word which no member typed; commands are the same in all languages."""
    found = []
    for message in messages:
        labels = [one["label"] for one in [*message["buttons"], *message["selects"]]]
        fields = message["form"]["fields"] if message["form"] else []
        labels += [text for field in fields for text in (field["label"], *(one["label"] for one in field["options"]))]
        alts = [one["alt"] for one in message["pictures"]]
        for line in [*message["text"].splitlines(), *labels, *alts]:
            plain = re.sub(r"/[a-z]+( [a-z]+)*( [a-z]+=\S*)*|[a-z]+=\S*|\([a-z]+=\)", "", line)
            for name in TYPED:
                plain = plain.replace(name, "")
            if ENGLISH.search(plain.replace("Made", "")):
                found.append(line)
    return found


async def german(web: WebDoor, name: str, role: str = "member") -> Person:
    person = await web.person(name, role)
    said = await person.say("/me language de")
    assert "Deutsch" in texts(said)
    return person


async def test_a_manager_a_moderator_and_members_who_speak_german_are_answered_in_german(web: WebDoor) -> None:
    mona, max_ = await german(web, "Mona", "manager"), await german(web, "Max", "moderator")
    anna, bernd = await german(web, "Anna"), await german(web, "Bernd")
    line = (
        '/contest new template=remix title="Bag battle" text="Ein Beutel" submissions="3 Tage" voting="2 Tage" '
        'reward="1:Ein Beutel" tie=run-off quorum=1'
    )
    seen = [*await mona.say(line), *await mona.say("/contest edit"), *await mona.say("/contest schedule")]
    await mona.say("/contest cancel")
    contest = await scheduled(mona, line)
    entry = await entered(anna, '/enter title="Ein Beutel"')
    for typed in ("/contests", "/brief", "/me", "/help", "/privacy", f"/entry {entry}"):
        seen += await anna.say(typed)
    for typed in (
        "/manage",
        "/moderate",
        f"/moderate reject {entry}",
        "/contest",
        f"/moderate admit {entry}",
        "/moderate",
        "/help",
    ):
        seen += await max_.say(typed)
    for typed in (
        "/brand",
        "/brand people add Max",
        "/brand kit",
        "/setup code",
        "/setup",
        "/contest results",
        "/contest pause",
    ):
        seen += await mona.say(typed)
    for typed in (
        "/contest status",
        "/contest resume",
        '/contest extend by="1 Tag" reason="Ein Beutel"',
        "/contest extend",
    ):
        seen += await mona.say(typed)
    for typed in (
        "/contest new submissions=irgendwann template=remix title=x voting=x",
        "/konkurs",
        "/brand set colour=rot",
    ):
        seen += await mona.say(typed)
    await press(bernd, await bernd.say("/brief"), "remind")
    await until(web, contest, "voting")
    seen.append(await votes(bernd, [entry], contest))
    seen += await bernd.say(f"/vote {contest}")
    await until(web, contest, "announced")
    seen += await mona.say(f"/contest results {contest}")
    offered = await heard(web, anna, "me")
    seen += await press(anna, offered, "accept")
    await web.turn(DAY)
    for person in (anna, bernd):
        seen += await heard(web, person, "me")
    assert english_in(seen) == []


@pytest.mark.long
async def test_the_rooms_of_a_community_that_speaks_german_are_told_in_german(tmp_path: Path) -> None:
    async with web_house(tmp_path, language="de") as (web, _):
        mona, max_ = await web.person("Mona", "manager"), await web.person("Max", "moderator")
        anna, bernd = await web.person("Anna"), await web.person("Bernd")
        contest = await scheduled(
            mona,
            '/contest new template=remix title="Bag battle" text="Ein Beutel" submissions="3 Tage" voting="2 Tage" '
            'reward="1:Ein Beutel" quorum=2 tie=run-off mode=list',
        )
        entry, other = await entered(anna, '/enter title="Ein Beutel"'), await entered(bernd, '/enter title="Max"')
        await max_.say(f"/moderate admit {other}")
        await mona.say("/contest pause")
        await mona.say("/contest resume")
        await mona.say('/contest extend by="1 Tag" reason="Ein Beutel"')
        await web.turn(8 * DAY)
        await max_.say(f"/moderate admit {entry}")
        await votes(await web.person("Eva"), [entry, other], contest)
        await web.turn(2 * DAY)
        await votes(await web.person("Finn"), [entry, other], contest)
        await until(web, contest, "run-off")
        await until(web, contest, "announced")
        await press(anna, await heard(web, anna, "me"), "accept")
        await max_.say(f'/moderate disqualify {entry} rule=vote_buying reason="Ein Beutel"')
        stopped = await scheduled(
            mona, '/contest new template=review title="Bag battle" submissions="3 Tage" voting="2 Tage"'
        )
        await mona.say(f'/contest cancel {stopped} reason="Ein Beutel"')
        seen = [*await heard(web, anna), *await heard(web, max_, "desk"), *await heard(web, anna, "me")]
        assert len(seen) > 15
        assert english_in(seen) == []
