"""A vote that qualifies for a final: shown to the managers first, then to everybody, decided by the final."""

from bots.app import Running
from contests.model.ballot import Method
from contests.model.contest import Final, State, TieRule
from tests.stories.chains import chained, confirmed, drafted, liked, stored
from tests.stories.deciding import ranked
from tests.stories.person import Person, press, refusal, texts
from tests.stories.telling import DAY, HOUR, entered, heard, state_of, until, votes
from tests.stories.web_door import WebDoor, WebPerson

BEST_TWO = Final(first=2)


async def previewed(
    web: WebDoor, running: Running, mona: Person, **rules: object
) -> tuple[str, list[str], list[Person]]:
    """Run a contest of four entries until its managers see who goes on: the first two."""
    contest, by = await chained(web, running, mona, 4, final=rules.pop("final", BEST_TWO), **rules)
    ids = list(by)
    await liked(web, contest, dict(zip(ids, (4, 3, 2, 1), strict=True)))
    await web.turn(2 * DAY)
    return contest, ids, list(by.values())


async def test_a_contest_whose_final_has_no_date_says_what_is_missing(
    web: WebDoor, running: Running, mona: Person
) -> None:
    contest = await drafted(running, mona, final=BEST_TWO)
    shown = await confirmed(mona, contest)
    assert "The final closes" in texts(shown)
    assert await state_of(web, contest) == "submission"


async def test_only_the_managers_see_who_goes_on_without_ranks_or_scores_and_everybody_once_it_opens(
    web: WebDoor, running: Running, mona: WebPerson, mo: Person, ann: WebPerson
) -> None:
    contest, (first, second, third, _), _ = await previewed(web, running, mona)
    assert await state_of(web, contest) == "voting"
    desk = await heard(web, mona, "desk")
    assert "entries go on to the final, in no order:" in texts(desk)
    assert "Entry0" in texts(desk[-1:])
    assert "Entry1" in texts(desk[-1:])
    assert "Entry2" not in texts(desk[-1:])
    assert "Entry0" not in texts(await heard(web, ann)).split("is open", 1)[-1], "nobody else is told yet"
    assert (await ann.call("GET", f"/api/contests/{contest}/standings"))[0] == 404
    early = await ann.say(f"/vote {contest}")
    assert (refusal(early), "The final has not opened yet" in texts(early)) == ("not_open", True)
    opened = await press(mona, desk, "final")
    assert refusal(opened) is None
    assert await state_of(web, contest) == "final"
    told = texts(await heard(web, ann))
    assert "The final of “Bag battle” is open." in told
    assert "2 entries are in it, in no order:" in told
    assert refusal(await mona.say(f"/contest final {contest}")) == "already_decided"
    paper = await ann.say(f"/vote {contest}")
    assert {one["value"] for one in paper[-1]["selects"][0]["options"]} == {first, second}
    assert refusal(await press(ann, paper, "ballot", third)) == "no_such"


async def test_the_final_opens_by_itself_and_its_votes_decide_with_the_others_below(
    web: WebDoor, running: Running, mona: Person, ann: Person, bob: Person
) -> None:
    contest, (first, second, third, fourth), _ = await previewed(web, running, mona)
    await web.turn(12 * HOUR)
    assert await state_of(web, contest) == "final"
    await votes(ann, [second], contest)
    await votes(bob, [second, first], contest)
    await web.turn(DAY)
    lines = {line["entry"]: (line["rank"], line["reward"]) for line in await web.standings(contest)}
    assert lines == {second: (1, "a bag"), first: (2, "a cup"), third: (3, None), fourth: (4, None)}
    one = await stored(running, contest)
    assert [line.is_finalist for line in one.standings] == [True, True, False, False]
    assert all(line.qualified is not None for line in one.standings)


async def test_a_withdrawal_during_the_preview_lets_the_next_go_on(
    web: WebDoor, running: Running, mona: Person
) -> None:
    contest, (first, _, third, _), authors = await previewed(web, running, mona)
    author = authors[0]
    assert refusal(await press(author, await author.say(f"/entry {first}"), "withdraw")) is None
    shown = (await heard(web, mona, "desk"))[-1]["text"]
    assert "Entry2" in shown
    assert "Entry0" not in shown
    await web.turn(12 * HOUR)
    final = (await stored(running, contest)).rounds[-1]
    assert third in final.among
    assert first not in final.among


async def test_a_ranked_final_that_ties_goes_to_a_run_off(
    web: WebDoor, running: Running, mona: Person, ann: Person, bob: Person
) -> None:
    final = Final(first=2, method=Method.SCHULZE)
    contest, (first, second, third, fourth), _ = await previewed(web, running, mona, final=final, tie=TieRule.RUNOFF)
    await web.turn(12 * HOUR)
    await ranked(ann, contest, (first, second))
    await ranked(bob, contest, (second, first))
    await web.turn(DAY)
    assert await state_of(web, contest) == "run-off"
    await votes(ann, [second], contest)
    await web.turn(DAY)
    order = [line["entry"] for line in await web.standings(contest)]
    assert order == [second, first, third, fourth]


async def test_no_award_can_win_a_final(
    web: WebDoor, running: Running, mona: Person, ann: Person, bob: Person, cleo: Person
) -> None:
    final = Final(first=2, method=Method.IRV, no_award=True)
    contest, (first, second, _, _), _ = await previewed(web, running, mona, final=final)
    await web.turn(12 * HOUR)
    await ranked(ann, contest, ("none", first))
    await ranked(bob, contest, ("none", second))
    await ranked(cleo, contest, (first, "none"))
    await web.turn(DAY)
    one = await stored(running, contest)
    assert one.ended_because == "no_award"
    assert {line.reward for line in one.standings} == {None}
    assert "none" not in {line.entry for line in one.standings}


async def test_pause_and_more_time_hold_for_the_final(
    web: WebDoor, running: Running, mona: Person, ann: Person
) -> None:
    contest, (first, _, _, _), _ = await previewed(web, running, mona)
    await web.turn(12 * HOUR)
    closes = (await stored(running, contest)).rounds[-1].closes
    assert refusal(await mona.say(f"/contest pause {contest}")) is None
    assert refusal(await ann.say(f"/vote {contest}")) == "paused"
    await web.turn(6 * HOUR)
    await mona.say(f"/contest resume {contest}")
    assert refusal(await mona.say(f'/contest extend {contest} by="1 day" reason="rain"')) is None
    moved = (await stored(running, contest)).rounds[-1].closes - closes
    assert DAY + 6 * HOUR <= moved.total_seconds() < DAY + 6 * HOUR + 60
    await votes(ann, [first], contest)
    await until(web, contest, "announced")


async def test_with_no_more_entries_than_would_go_on_the_final_is_held_at_once(
    web: WebDoor, running: Running, mona: Person, ann: Person
) -> None:
    contest, by = await chained(web, running, mona, 2, final=Final(first=2, method=Method.SCHULZE))
    told = texts(await heard(web, ann))
    assert "There are no more entries than would go on to the final, so this vote decides." in told
    await ranked(ann, contest, tuple(by))
    await web.turn(2 * DAY)
    assert await state_of(web, contest) == "announced"


async def test_managers_are_advised_to_add_a_final_where_many_entries_wait_for_review_and_can_by_a_press(
    web: WebDoor, running: Running, mona: WebPerson, ann: Person, bob: Person
) -> None:
    line = '/contest new template=remix title="Bag battle" submissions="1 day" voting="2 days" entries=30'
    contest = await drafted(running, mona, line)
    await confirmed(mona, contest)
    assert "a final is worth it" in texts(await mona.say(f"{line.replace('Bag', 'Cup')}") + await _preview(mona))
    for number in range(30):
        await entered(ann if number % 2 else bob, f"/enter {contest} title=Entry{number}")
    await web.turn(DAY)
    assert (await stored(running, contest)).state is State.REVIEW
    advice = await heard(web, mona, "desk")
    assert "30 entries have come in" in texts(advice)
    assert refusal(await press(ann, await _as(ann, advice), "add_final")) == "role"
    added = await press(mona, advice, "add_final")
    assert "gets a final" in texts(added)
    one = await stored(running, contest)
    assert one.rules.final == Final()
    assert one.terms is not None
    assert one.terms.version == 2
    assert "gets a final" in texts(await heard(web, ann))
    assert "terms" in texts(await heard(web, ann, "me"))


async def _preview(manager: Person) -> list[dict[str, object]]:
    return await manager.say("/contest schedule")


async def _as(person: Person, messages: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return messages of the desk as somebody would forge a press on them."""
    shown = await person.say("/brief")
    return [{**shown[-1], "buttons": messages[-1]["buttons"]}]
