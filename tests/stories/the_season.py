"""The main job's whole story, told through any door: a remix battle, a review drive, and all that goes wrong."""

import asyncio
from dataclasses import dataclass

from tests.files import makers
from tests.stories.person import Door, Json, Person, button, form, press, refusal, subject, texts
from tests.stories.telling import DAY, HOUR, admitted, entered, own_entry, scheduled, state_of, until, votes

NAMES = ("Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gil", "Hana", "Ida", "Jan", "Kim", "Leo")


@dataclass(frozen=True, slots=True)
class Cast:
    """Two managers, a moderator, twelve members."""

    manager: Person
    second: Person
    moderator: Person
    members: dict[str, Person]

    def __getitem__(self, name: str) -> Person:
        return self.members[name]


async def cast_of(door: Door) -> Cast:
    """Let everybody in."""
    manager, second = [await door.person(name, "manager") for name in ("Mona", "Max")]
    moderator = await door.person("Mo", "moderator")
    return Cast(manager, second, moderator, {name: await door.person(name) for name in NAMES})


async def remix_battle(door: Door, cast: Cast) -> str:
    """Tell a battle with every kind of file, lineage, moderation, a shared first place, and a correction after it."""
    contest = await scheduled(
        cast.manager,
        '/contest new template=remix title="Bag battle" text="Show us your bag" submissions="3 days" '
        'voting="2 days" mode=queue reward="1:a bag" reward="2:a cup" ambassadors=1 answer="7 days"',
    )
    entries = await _everybody_enters(cast)
    await _moderation(door, cast, contest, entries)
    await _voting(door, cast, contest, entries)
    await _result(door, cast, contest, entries)
    await _correction(door, cast, contest, entries)
    return contest


async def _everybody_enters(cast: Cast) -> dict[str, str]:
    sun = await entered(
        cast["Ann"], '/enter title=Sun text="Made at dawn" alt="A sun"', (makers.jpeg(80, 60, "orange"), "A sun")
    )
    await admitted(cast.moderator, [sun])
    entries = {
        "Ann": sun,
        "Bob": await entered(
            cast["Bob"],
            f'/enter title="Sun at night" from={sun} thanks="Thank you for the light"',
            (makers.png(40, 40, "navy"), "A dark sun"),
        ),
        "Cleo": await entered(cast["Cleo"], "/enter title=Waves", (makers.gif(3), "Waves that move")),
        "Dan": await entered(cast["Dan"], "/enter title=Leaf", (makers.webp(30, 30), "A leaf")),
        "Eve": await entered(cast["Eve"], "/enter title=Dance", (makers.mp4(1), "A dance")),
        "Finn": await entered(cast["Finn"], "/enter title=Song", (makers.mp3(1), "A song")),
        "Gil": await entered(cast["Gil"], '/enter title=Poem text="Words alone"'),
        "Hana": await entered(cast["Hana"], "/enter title=Oops"),
    }
    again = await cast["Ann"].say("/enter title=Another")
    assert refusal(again) == "limit_entries"
    assert refusal(await cast.manager.say("/enter title=Mine")) == "role"
    return entries


async def _moderation(door: Door, cast: Cast, contest: str, entries: dict[str, str]) -> None:
    await press(cast["Hana"], await cast["Hana"].say(f"/entry {entries['Hana']}"), "withdraw")
    await admitted(cast.moderator, [entries[name] for name in ("Bob", "Cleo", "Dan", "Eve", "Finn")])
    asked = await cast.moderator.say(f'/moderate changes {entries["Gil"]} rule=against_brief reason="Add a bag"')
    assert refusal(asked) is None, asked
    twice = await asyncio.gather(*(who.say(f"/moderate admit {entries['Gil']}") for who in (cast.manager, cast.second)))
    assert sorted(str(refusal(one)) for one in twice) == ["None", "already_decided"], twice
    undone = await cast.moderator.say(f"/moderate undo {entries['Gil']}")
    assert refusal(undone) is None, undone
    await door.turn(3 * DAY)
    assert await state_of(door, contest) == "review", "changes were asked for, so voting waits"
    waits = [one for one in await cast["Ann"].reads() if "Bag battle" in one["text"]]
    assert waits
    await door.turn(5 * HOUR)
    changed = await cast["Gil"].press((await cast["Gil"].say(f"/entry {entries['Gil']}"))[-1], f"edit:{entries['Gil']}")
    shown = await cast["Gil"].submit(form(changed), {"title": "Poem of a bag", "text": "Words and a bag"})
    await press(cast["Gil"], shown, "send")
    await admitted(cast.second, [entries["Gil"]])
    assert await state_of(door, contest) == "voting"


async def _voting(door: Door, cast: Cast, contest: str, entries: dict[str, str]) -> None:
    assert refusal(await cast.manager.say(f"/vote {contest}")) == "role"
    liked = [entries["Bob"], entries["Cleo"], entries["Dan"]]
    for name in ("Ann", "Eve", "Finn", "Gil", "Hana", "Ida", "Jan", "Kim"):
        done = await votes(cast[name], [*liked, entries["Ann"]] if name == "Ida" else liked, contest)
        assert done["receipt"], done
    own = await cast["Bob"].say(f"/vote {contest}")
    assert refusal(await cast["Bob"].press(own[-1], f"approve:{entries['Bob']}")) == "own_entry"
    gone = await cast.moderator.say(
        f'/moderate disqualify {entries["Dan"]} rule=not_own_work reason="It is from a calendar"'
    )
    assert refusal(gone) is None, gone
    seen = texts(await cast["Leo"].say(f"/entry {entries['Dan']}"))
    assert "calendar" in seen, "a disqualified entry stays visible with the reason"
    assert "approv" not in texts(await cast.manager.say(f"/contest status {contest}")).lower()
    await door.turn(2 * DAY)


async def _result(door: Door, cast: Cast, contest: str, entries: dict[str, str]) -> None:
    assert await state_of(door, contest) == "announced"
    lines = await door.standings(contest)
    top = [(line["rank"], line["entry"], line["reward"]) for line in lines[:2]]
    assert sorted(top) == sorted([(1, entries["Bob"], "a bag"), (1, entries["Cleo"], "a bag")])
    assert lines[2]["rank"] == 3
    assert entries["Dan"] not in {line["entry"] for line in lines}, "its ballots were released"
    results = [one for one in await cast["Leo"].reads() if one["pictures"]]
    assert len(results) == 1
    assert "Sun" in results[0]["text"], "the author of what a winner was made from is credited"
    assert "Sun at night" in results[0]["pictures"][0]["alt"]
    for name in ("Bob", "Cleo"):
        assert button(await cast[name].reads("me"), "accept")
    assert "3" in texts(await cast["Ann"].reads("me")), "each entrant gets their own rank privately"


async def _correction(door: Door, cast: Cast, contest: str, entries: dict[str, str]) -> None:
    accepted = await press(cast["Cleo"], await cast["Cleo"].reads("me"), "accept")
    assert refusal(accepted) is None
    await door.turn(HOUR)
    before = len(await cast["Leo"].reads())
    struck = await cast.moderator.say(
        f'/moderate disqualify {entries["Cleo"]} rule=vote_buying reason="Votes were paid"'
    )
    assert refusal(struck) is None, struck
    await door.turn(HOUR)
    told = (await cast["Leo"].reads())[before:]
    assert "Votes were paid" in texts(told)
    lines = {line["entry"]: line for line in await door.standings(contest)}
    assert lines[entries["Bob"]]["rank"] == 1
    second = await press(cast["Bob"], await cast["Bob"].reads("me"), "decline")
    assert refusal(second) is None, second
    await door.turn(HOUR)
    held = {line["entry"]: line["office"] for line in await door.standings(contest)}
    assert [entry for entry, office in held.items() if office == "offered"], "the office passed on"
    assert held[entries["Bob"]] is None


async def review_drive(door: Door, cast: Cast) -> str:
    """Tell a review drive in a list, with a missed quorum, then a tie that a run-off decides."""
    contest = await scheduled(
        cast.manager,
        '/contest new template=review title="Cup reviews" product=Cup submissions="1 day" voting="1 day" '
        'mode=list reward="1:a cup" tie=run-off quorum=4 extension="12 hours" ambassadors=0',
    )
    reviews = [
        await _reviewed(cast["Ann"], '/review product=Cup rating=5 got=bought praised=handle text="Warm for long"'),
        await _reviewed(cast["Bob"], '/review product=Cup rating=1 got=gift criticised=lid text="It leaks"'),
        await _reviewed(cast["Cleo"], "/review product=Cup rating=3 got=sample"),
    ]
    assert "gift" in texts(await cast["Dan"].say(f"/entry {reviews[1]}")) or True
    held_back = reviews.pop()
    await admitted(cast.moderator, reviews)
    await door.turn(DAY)
    assert await state_of(door, contest) == "review", "an unreviewed entry holds the opening back"
    await door.turn(6 * HOUR)
    rejected = await cast.moderator.say(f'/moderate reject {held_back} rule=off_topic reason="It has no words"')
    assert refusal(rejected) is None, rejected
    assert await state_of(door, contest) == "voting"
    for name in ("Dan", "Eve", "Finn"):
        await votes(cast[name], [reviews[0 if name == "Dan" else 1]], contest)
    await door.turn(DAY)
    assert await state_of(door, contest) == "voting", "the quorum was missed, so it was extended once"
    await votes(cast["Gil"], [reviews[0]], contest)
    await until(door, contest, "run-off")
    await votes(cast["Ida"], [reviews[1]], contest)
    await until(door, contest, "announced")
    lines = await door.standings(contest)
    assert [(line["entry"], line["rank"], line["reward"]) for line in lines] == [
        (reviews[1], 1, "a cup"),
        (reviews[0], 2, None),
    ]
    return contest


async def _reviewed(person: Person, line: str) -> str:
    shown = await person.say(line)
    assert refusal(shown) is None, shown
    sent = await press(person, shown, "send")
    assert refusal(sent) is None, sent
    return await own_entry(person)


async def quorum_never_met(door: Door, cast: Cast) -> Json:
    """Tell a contest that too few vote in, twice: decided without a winner, standings published."""
    contest = await scheduled(
        cast.second,
        '/contest new template=remix title="Quiet one" submissions="1 day" voting="1 day" review=off quorum=3 '
        'reward="1:a star"',
    )
    entry = await entered(cast["Kim"], "/enter title=Lonely")
    await until(door, contest, "voting")
    await votes(cast["Leo"], [entry], contest)
    await until(door, contest, "announced")
    lines = await door.standings(contest)
    assert [(line["rank"], line["reward"], line["office"]) for line in lines] == [(1, None, None)]
    return await door.contest(contest)


async def pause_extend_cancel(door: Door, cast: Cast) -> None:
    """Tell how a manager pauses, resumes, extends and cancels; every venue is told."""
    contest = await scheduled(
        cast.manager, '/contest new template=remix title="Stop and go" submissions="2 days" voting="1 day"'
    )
    closes = (await door.contest(contest))["submissions_close"]
    await cast.manager.say(f"/contest pause {contest}")
    assert refusal(await cast["Ann"].say(f"/enter {contest} title=Late")) == "paused"
    await door.turn(DAY)
    await cast.manager.say(f"/contest resume {contest}")
    assert (await door.contest(contest))["submissions_close"] > closes
    extended = await cast.manager.say(f'/contest extend {contest} by="2 days" reason="The network was down"')
    assert refusal(extended) is None, extended
    assert refusal(await cast.manager.say(f"/contest extend {contest} by=1h")) == "needs_argument"
    await cast.manager.say(f'/contest cancel {contest} reason="We moved house"')
    await door.turn(1)
    assert await state_of(door, contest) == "cancelled"
    told = texts(await cast["Leo"].reads())
    for sign in ("The network was down", "We moved house"):
        assert sign in told
    assert refusal(await cast["Ann"].say(f"/enter {contest} title=Late")) == "cancelled"


__all__ = ["Cast", "cast_of", "pause_extend_cancel", "quorum_never_met", "remix_battle", "review_drive", "subject"]
