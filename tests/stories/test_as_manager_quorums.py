"""How much voting it takes beside ballots, and who votes in a final alone: as it is typed, told and played."""

from tests.stories.person import Json, Person, press, refusal, texts
from tests.stories.telling import DAY, heard, state_of, until, votes
from tests.stories.test_as_manager_electorate import why
from tests.stories.test_as_manager_offices import offers, ranked
from tests.stories.test_as_manager_voting import opened
from tests.stories.web_door import WebDoor

LINE = (
    '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" review=off '
    'reward="1:a bag" ambassadors=0'
)


async def rewards(web: WebDoor, contest: str) -> list[str | None]:
    return [line["reward"] for line in await web.standings(contest)]


async def test_a_share_of_the_roll_that_is_missed_extends_once_and_decides_once_it_is_met(
    web: WebDoor, mona: Person, ann: Person, bob: Person, cleo: Person
) -> None:
    contest, (first, _) = await opened(web, mona, f'{LINE} mode=list quorum="40% of members"')
    assert "At least 40% of all who may vote" in texts(await ann.say(f"/brief {contest}"))
    await votes(ann, [first], contest)
    await web.turn(DAY)
    assert await state_of(web, contest) == "voting", "one of five is 20%"
    assert "It takes the votes of 40%" in texts(await heard(web, bob))
    await votes(cleo, [first], contest)
    await until(web, contest, "announced")
    assert await rewards(web, contest) == ["a bag", None]


async def test_looks_that_are_missed_twice_leave_nobody_to_win(web: WebDoor, mona: Person, ann: Person) -> None:
    contest, _ = await opened(web, mona, f'{LINE} mode=queue quorum="2 looks an entry"')
    shown = await ann.say(f"/vote {contest}")
    for choice in ("approve", "pass"):
        shown = await press(ann, shown, choice)
    await web.turn(DAY)
    assert await state_of(web, contest) == "voting", "each entry was looked at once"
    assert "It takes 2 looks at each entry, and some had fewer." in texts(await heard(web, ann))
    await until(web, contest, "announced")
    assert await rewards(web, contest) == [None, None]
    assert "Nobody wins" in texts(await heard(web, ann)).partition("The result of")[2]


async def test_a_final_may_be_the_ambassadors_alone_and_managers_are_warned_while_there_are_none(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    final = f'{LINE} mode=list final="1 day" finalists=2 final_voters=ambassadors'
    none_yet = await _previewed(mona, final.replace("Bag battle", "Early"))
    assert "Nobody here is or was an ambassador yet" in texts(none_yet)
    assert refusal(await mona.say("/contest cancel Early")) is None
    _, by = await ranked(web, mona)
    winner, *_ = by.values()
    [offer] = await offers(web, winner)
    assert refusal(await press(winner, [offer], "accept")) is None
    contest, found = await opened(web, mona, final.replace("Bag battle", "Late"), entries=3)
    assert "ambassador yet" not in texts(await heard(web, mona, "desk"))
    first, second, _ = found
    await votes(ann, [first, second], contest)
    await until(web, contest, "final")
    assert why(await ann.say(f"/vote {contest}")) == "voters_ambassadors"
    await votes(winner, [first], contest)
    await until(web, contest, "announced")
    assert await rewards(web, contest) == ["a bag", None, None]


async def _previewed(manager: Person, line: str) -> list[Json]:
    assert refusal(await manager.say(line)) is None
    return await manager.say("/contest schedule Early")
