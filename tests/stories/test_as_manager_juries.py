"""Jurors vote beside the public in the round that decides; both are turned into points, and both are published."""

from fractions import Fraction

from bots.app import Running
from contests.model.ballot import Method
from contests.model.contest import Final, Jury, TieRule
from tests.stories.chains import chained, liked, stored
from tests.stories.deciding import ranked
from tests.stories.person import Person, refusal
from tests.stories.telling import DAY, HOUR, votes
from tests.stories.web_door import WebDoor


async def test_the_jurys_points_stand_beside_the_publics_and_weigh_what_the_manager_says(
    web: WebDoor, running: Running, mona: Person
) -> None:
    contest, by = await chained(web, running, mona, 3, jury=Jury(weight=50))
    first, second, third = by
    await liked(web, contest, {first: 3, second: 2, third: 1})
    juror = await web.person("Jo", "juror")
    assert (await votes(juror, [third], contest))["receipt"]
    await web.turn(2 * DAY)
    one = await stored(running, contest)
    columns = {line.entry: line.columns for line in one.standings}
    ranks = {entry: (line.public_rank, line.jury_rank) for entry, line in columns.items() if line}
    points = {entry: (int(line.public_points), int(line.jury_points)) for entry, line in columns.items() if line}
    assert ranks == {first: (1, 2), second: (2, 2), third: (3, 1)}
    assert points == {first: (12, 9), second: (10, 9), third: (8, 12)}
    assert {line.entry: line.score for line in one.standings} == {
        first: Fraction(21, 2),
        second: Fraction(19, 2),
        third: Fraction(10),
    }
    assert [line.entry for line in one.standings] == [first, third, second]
    assert {line.entry: line.approvals for line in one.standings}[third] == 2, (
        "the juror's vote is one of the votes for it"
    )


async def test_where_no_juror_votes_the_public_decides(web: WebDoor, running: Running, mona: Person) -> None:
    contest, by = await chained(web, running, mona, 2, jury=Jury(weight=90))
    first, second = by
    await liked(web, contest, {first: 1, second: 2})
    await web.turn(2 * DAY)
    one = await stored(running, contest)
    assert [(line.entry, line.columns) for line in one.standings] == [(second, None), (first, None)]


async def test_jurors_vote_in_the_final_alone(web: WebDoor, running: Running, mona: Person, ann: Person) -> None:
    final = Final(first=2, method=Method.SCHULZE)
    contest, by = await chained(web, running, mona, 3, final=final, jury=Jury(weight=60))
    first, second, third = by
    juror = await web.person("Jo", "juror")
    assert refusal(await juror.say(f"/vote {contest}")) == "role"
    await liked(web, contest, {first: 3, second: 2, third: 1})
    await web.turn(2 * DAY)
    await web.turn(12 * HOUR)
    await ranked(ann, contest, (first, second))
    await ranked(juror, contest, (second, first))
    await web.turn(DAY)
    one = await stored(running, contest)
    assert [line.entry for line in one.standings] == [second, first, third]
    assert [line.columns is not None for line in one.standings] == [True, True, False]


async def test_a_tie_goes_to_whom_the_jury_ranks_higher(web: WebDoor, running: Running, mona: Person) -> None:
    contest, by = await chained(web, running, mona, 2, jury=Jury(weight=50), tie=TieRule.JURY)
    first, second = by
    await liked(web, contest, {first: 2, second: 1})
    juror = await web.person("Jo", "juror")
    await votes(juror, [second], contest)
    await web.turn(2 * DAY)
    one = await stored(running, contest)
    assert {line.score for line in one.standings} == {Fraction(11)}, "12 and 10 points each"
    assert [(line.entry, line.rank, line.reward) for line in one.standings] == [
        (second, 1, "a bag"),
        (first, 2, "a cup"),
    ]
