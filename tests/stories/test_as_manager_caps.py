"""Whom a prize passes over, and how many of the community must vote: what a contest knows of other contests and people."""

from bots.app import Running
from contests.model.span import Span
from tests.stories.chains import chained, confirmed, drafted, liked, stored
from tests.stories.person import Person
from tests.stories.telling import DAY, entered, state_of, until, votes
from tests.stories.web_door import WebDoor

ONE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" review=off reward="1:a bag"'


async def won_by(
    web: WebDoor, running: Running, mona: Person, ann: Person, bob: Person, cleo: Person, **rules: object
) -> dict[str, tuple[str | None, str]]:
    """Run a contest that Ann wins before Bob; return who got what, and why not."""
    contest = await drafted(running, mona, ONE, **rules)
    await confirmed(mona, contest)
    first, second = await entered(ann, f"/enter {contest} title=Sun"), await entered(bob, f"/enter {contest} title=Sea")
    await until(web, contest, "voting")
    await votes(cleo, [first, second], contest)
    await votes(bob, [first], contest)
    await until(web, contest, "announced")
    names = {first: "Ann", second: "Bob"}
    return {names[line.entry]: (line.reward, line.skipped) for line in (await stored(running, contest)).standings}


async def test_whoever_won_lately_is_passed_over_and_named(
    web: WebDoor, running: Running, mona: Person, ann: Person, bob: Person, cleo: Person
) -> None:
    people = (ann, bob, cleo)
    lately = Span(days=30)
    assert await won_by(web, running, mona, *people, repeat=lately) == {"Ann": ("a bag", ""), "Bob": (None, "")}
    assert await won_by(web, running, mona, *people, repeat=lately) == {"Ann": (None, "repeat"), "Bob": ("a bag", "")}
    assert await won_by(web, running, mona, *people) == {"Ann": ("a bag", ""), "Bob": (None, "")}, (
        "only where it is a rule"
    )
    await web.turn(31 * DAY)
    assert await won_by(web, running, mona, *people, repeat=lately) == {"Ann": ("a bag", ""), "Bob": (None, "")}


async def test_a_share_of_the_roll_counts_who_was_there_when_voting_opened_and_not_who_runs_it(
    web: WebDoor, running: Running, mona: Person, mo: Person
) -> None:
    contest, by = await chained(web, running, mona, 2, quorum_share=60)
    for number in range(3):
        await web.person(f"Late {number}")
    await liked(web, contest, dict.fromkeys(by, 3))
    await web.turn(2 * DAY)
    assert await state_of(web, contest) == "announced", (
        f"the roll is the two authors, without {mona.name} and {mo.name}"
    )
    assert not (await stored(running, contest)).extended_for_quorum
