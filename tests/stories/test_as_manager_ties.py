"""Ties at a boundary that matters: shared, or by a run-off (RULES.md 20)."""

from tests.stories.person import Person, press, refusal, texts
from tests.stories.telling import DAY, HOUR, heard, state_of, until, votes
from tests.stories.test_as_manager_voting import opened, voters
from tests.stories.web_door import WebDoor

LINE = (
    '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" review=off mode=list '
    'reward="1:a bag" reward="2:a cup"'
)
RUNOFF = f'{LINE} tie=run-off runoff="6 hours"'


async def tied(web: WebDoor, manager: Person, line: str) -> tuple[str, dict[str, Person]]:
    """Open a vote on three entries, and let the first two tie at the top."""
    contest, by = await opened(web, manager, line, entries=3)
    for voter in await voters(web, 2):
        await votes(voter, list(by)[:2], contest)
    return contest, by


async def lines_of(web: WebDoor, contest: str) -> dict[str, tuple[int, str | None, str | None]]:
    return {line["entry"]: (line["rank"], line["reward"], line["office"]) for line in await web.standings(contest)}


async def test_a_shared_first_place_gives_both_the_reward_and_uses_the_second_place_up(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    assert "all tied win" in texts(await mona.say(LINE)), "the draft says that counts may be exceeded"
    await mona.say("/contest cancel")
    contest, (first, second, third) = await tied(web, mona, LINE)
    await votes(ann, [first, second, third], contest)
    await until(web, contest, "announced")
    assert await lines_of(web, contest) == {
        first: (1, "a bag", "offered"),
        second: (1, "a bag", "offered"),
        third: (3, None, None),
    }
    assert "Shared first place" in texts(await heard(web, ann))


async def test_a_run_off_is_told_and_decides_among_the_tied_only(web: WebDoor, mona: Person, ann: Person) -> None:
    contest, (first, second, third) = await tied(web, mona, RUNOFF)
    await until(web, contest, "run-off")
    told = texts(await heard(web, ann))
    assert "run-off" in told
    assert "2 entries are in it" in told
    paper = await ann.say(f"/vote {contest}")
    assert {one["value"] for one in paper[-1]["selects"][0]["options"]} == {first, second}
    assert refusal(await press(ann, paper, "ballot", third)) == "no_such"
    await votes(ann, [second], contest)
    await web.turn(6 * HOUR)
    lines = await lines_of(web, contest)
    assert lines == {second: (1, "a bag", "offered"), first: (2, "a cup", None), third: (3, None, None)}
    assert "in the run-off" in texts(await heard(web, ann))


async def test_whoever_joined_after_the_first_vote_has_none_in_the_run_off(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest, (first, _, _) = await tied(web, mona, RUNOFF)
    await until(web, contest, "run-off")
    await web.turn(HOUR)
    late = await web.person("Late")
    assert refusal(await late.say(f"/vote {contest}")) == "role"
    assert (await votes(ann, [first], contest))["receipt"], "who was here and did not vote may vote now"


async def test_a_second_tie_is_shared(web: WebDoor, mona: Person) -> None:
    contest, (first, second, _) = await tied(web, mona, RUNOFF)
    one, other = await voters(web, 2)
    await until(web, contest, "run-off")
    await votes(one, [first], contest)
    await votes(other, [second], contest)
    await web.turn(6 * HOUR)
    lines = await lines_of(web, contest)
    assert [lines[entry] for entry in (first, second)] == [(1, "a bag", "offered")] * 2


async def test_a_run_off_in_which_nobody_votes_is_shared(web: WebDoor, mona: Person) -> None:
    contest, (first, second, _) = await tied(web, mona, f"{RUNOFF} quorum=2")
    await until(web, contest, "run-off")
    await web.turn(6 * HOUR)
    assert await state_of(web, contest) == "announced", "a run-off has no quorum"
    lines = await lines_of(web, contest)
    assert [lines[entry][:2] for entry in (first, second)] == [(1, "a bag")] * 2


async def test_a_withdrawal_during_the_run_off_leaves_it_to_the_other_at_its_close(web: WebDoor, mona: Person) -> None:
    contest, by = await tied(web, mona, RUNOFF)
    first, second, third = by
    author = by[first]
    await until(web, contest, "run-off")
    assert refusal(await press(author, await author.say(f"/entry {first}"), "withdraw")) is None
    assert await state_of(web, contest) == "run-off", "it ends at its close, also when one is left"
    await web.turn(6 * HOUR)
    lines = await lines_of(web, contest)
    assert lines[second] == (1, "a bag", "offered")
    assert lines[third][0] == 2
    assert first not in lines


async def test_where_all_withdraw_during_the_run_off_nobody_is_told_that_no_entry_got_a_vote(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest, by = await tied(web, mona, RUNOFF)
    await until(web, contest, "run-off")
    for entry, author in by.items():
        assert refusal(await press(author, await author.say(f"/entry {entry}"), "withdraw")) is None
    assert "others may be taken back" in texts(await ann.say(f"/vote {contest}")), "ann has none of her own"
    await until(web, contest, "announced")
    assert "Nobody wins this time: no entry is left." in texts(await heard(web, ann))


async def test_a_tie_that_decides_nothing_needs_no_run_off(web: WebDoor, mona: Person) -> None:
    contest, by = await opened(web, mona, RUNOFF.replace(' reward="2:a cup"', ""), entries=3)
    ids = list(by)
    one, other = await voters(web, 2)
    await votes(one, ids, contest)
    await votes(other, [ids[0]], contest)
    await web.turn(DAY)
    assert await state_of(web, contest) == "announced"
    lines = await lines_of(web, contest)
    assert [lines[entry][0] for entry in ids] == [1, 2, 2]


async def test_a_tie_about_the_office_alone_goes_to_the_run_off_too(web: WebDoor, mona: Person) -> None:
    line = RUNOFF.replace(' reward="1:a bag" reward="2:a cup"', "")
    contest, _ = await tied(web, mona, line)
    await until(web, contest, "run-off")


async def test_in_a_run_off_nobody_votes_for_their_own(web: WebDoor, mona: Person) -> None:
    contest, by = await tied(web, mona, RUNOFF)
    first, second, _ = by
    author = by[first]
    await until(web, contest, "run-off")
    paper = await author.say(f"/vote {contest}")
    assert [one["value"] for one in paper[-1]["selects"][0]["options"]] == [second]
    assert refusal(await press(author, paper, "ballot", first)) == "own_entry"


async def test_a_press_of_the_first_vote_is_too_late_in_the_run_off_and_after_it_says_when_that_closed(
    web: WebDoor, mona: Person, ann: Person, bob: Person
) -> None:
    line = RUNOFF.replace("mode=list", "mode=queue")
    contest, (first, second, _) = await opened(web, mona, line, entries=3)
    await votes(bob, [first, second], contest)
    served = await ann.say(f"/vote {contest}")
    closed = (await web.contest(contest))["voting_closes"]
    await until(web, contest, "run-off")
    late = await press(ann, served, "approve")
    assert late[0]["refusal"] == {"key": "too_late", "facts": {"at": closed, "round": "voting"}}
    due = await web.turn(6 * HOUR)
    over = (await ann.say(f"/vote {contest}"))[0]["refusal"]
    assert over == {"key": "too_late", "facts": {"at": due[-1]["at"], "round": "run-off"}}
