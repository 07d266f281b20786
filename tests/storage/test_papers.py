"""The ballot that a member is shown, press by press, by what voters do in the round."""

from dataclasses import replace

import pytest

from contests.desk import voting
from contests.desk.voting import BallotPaper
from contests.model.ballot import NO_AWARD, Choice, Grades, Marking, Method, Mode, Preference, entries_of
from contests.model.contest import Contest, Criterion, Jury, Round, RoundKind, Rules, State
from contests.model.entry import Words
from contests.model.member import Role
from contests.ports import Actor
from contests.refusals import Refusal
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, NOON, account, entry, member, stage

NOW = NOON + 2 * HOUR
VOTING = "battle-v"
ENTRIES = tuple(replace(entry(name, f"by-{name}"), words=Words(f"Entry {name}")) for name in "abcd")
TWO = Rules(criteria=(Criterion("Idea", 2), Criterion("Craft")))


def vi(*roles: Role) -> Actor:
    """Return a voter."""
    return Actor(member("vi", *roles), account("vi"), NOW)


async def set_up(store: SqlStore, method: Method, rules: Rules | None = None, **changes: object) -> Contest:
    """Store a contest in voting by a method."""
    mode = Mode.LIST if method in {Method.SCHULZE, Method.IRV} else Mode.QUEUE
    async with store.work() as work:
        running = await stage(work, *ENTRIES, voters=["vi"])
        one = replace(running.rounds[1], method=method, mode=mode, **changes)  # type: ignore[arg-type]  # any field of a round
        await work.contests.save(replace(running.with_round(one), rules=rules or Rules(method=method)))
        return await work.contests.get(running.id)


async def look(store: SqlStore) -> BallotPaper:
    """Return the ballot as it stands."""
    return await voting.ballot_paper(store, vi(), "battle")


def titles(paper: BallotPaper) -> list[str]:
    """Return the titles that are shown."""
    return [view.entry.words.title for view in paper.shown]


async def test_one_criterion_is_asked_for_after_the_other_and_back_asks_anew(store: SqlStore) -> None:
    await set_up(store, Method.SCORE, TWO)
    paper = await look(store)
    first = paper.served or ""
    assert (paper.marking, paper.asked, paper.grades, paper.left) == (Marking.GRADE, 1, (0, 0), 4)
    paper = await voting.grade(store, vi(), first, 1, 4)
    assert (paper.served, paper.asked, paper.grades, paper.left, paper.answered) == (first, 2, (4, 0), 4, ())
    paper = await voting.grade(store, vi(), first, 2, 5)
    assert paper.served != first
    assert (paper.asked, paper.left, paper.answered) == (1, 3, (first,))
    paper = await voting.go_back(store, vi(), first)
    assert (paper.served, paper.asked, paper.grades) == (first, 1, (4, 5))
    paper = await voting.grade(store, vi(), first, 1, 1)
    assert (paper.served, paper.asked, paper.choices[first]) == (first, 2, Grades((1, 5)))
    for criterion, grade in ((0, 1), (3, 1), (1, 0), (1, 6)):
        with pytest.raises(Refusal, match="no_such"):
            await voting.grade(store, vi(), first, criterion, grade)


async def test_an_order_grows_press_by_press(store: SqlStore) -> None:
    await set_up(store, Method.IRV)
    paper = await look(store)
    assert (paper.marking, paper.ranking, len(paper.shown), paper.served) == (Marking.RANK, (), 4, None)
    for name in "bda":
        paper = await voting.place(store, vi(), VOTING, name)
    assert paper.ranking == ("b", "d", "a")
    assert (await voting.place(store, vi(), VOTING, "d")).ranking == ("b", "a")
    assert (await voting.rank(store, vi(), VOTING, ("c", "a", "b"))).ranking == ("c", "a", "b")
    assert (await voting.unrank(store, vi(), VOTING)).ranking == ()
    assert (await look(store)).receipt is not None


async def test_two_entries_are_shown_beside_each_other_on_sides_that_stay(store: SqlStore) -> None:
    await set_up(store, Method.PAIRWISE)
    paper = await look(store)
    assert paper.pair is not None
    assert sorted(paper.pair) == list(entries_of(paper.served or ""))
    assert titles(paper) == [f"Entry {one}" for one in paper.pair]
    assert (await look(store)).pair == paper.pair
    first, left = paper.served or "", paper.left
    after = await voting.prefer(store, vi(), first, paper.pair[1])
    assert (after.left, after.answered) == (left - 1, (first,))
    assert after.choices[first] is (Preference.FIRST if first.startswith(paper.pair[1]) else Preference.SECOND)
    back = await voting.go_back(store, vi(), first)
    assert (back.served, back.pair) == (first, paper.pair)
    assert (await voting.prefer(store, vi(), first, None)).choices[first] is Choice.PASS
    for pair, side in ((first, "x"), ("a", "a"), ("b~a", "a"), ("a~a", "a"), ("a~b~c", "a")):
        with pytest.raises(Refusal, match="no_such"):
            await voting.prefer(store, vi(), pair, side)
    while paper.served is not None:
        paper = await voting.prefer(store, vi(), paper.served, None)
    assert (paper.left, paper.shown, paper.pair) == (0, (), None)


async def test_no_award_is_called_by_its_round_and_has_no_view(store: SqlStore) -> None:
    await set_up(store, Method.SCORE, no_award=True)
    paper = await look(store)
    while paper.served != NO_AWARD:
        paper = await voting.choose(store, vi(), paper.called(paper.served or ""), Choice.PASS)
    assert (paper.shown, paper.called(NO_AWARD)) == ((), VOTING)
    assert paper.contest.id == "battle"
    paper = await voting.grade(store, vi(), paper.called(NO_AWARD), 1, 3)
    assert paper.choices[NO_AWARD] == Grades((3,))
    assert (await voting.go_back(store, vi(), VOTING)).served == NO_AWARD
    for unknown in ("battle-s", "nothing", NO_AWARD, ""):
        with pytest.raises(Refusal, match="no_such"):
            await voting.choose(store, vi(), unknown, Choice.PASS)


async def test_no_award_can_be_compared_and_ranked(store: SqlStore) -> None:
    await set_up(store, Method.PAIRWISE, no_award=True, among=("a",))
    paper = await look(store)
    assert (paper.served, titles(paper), paper.left) == ("a~none", ["Entry a"], 1)
    assert (await voting.prefer(store, vi(), "a~none", NO_AWARD)).choices["a~none"] is Preference.SECOND
    await _in(store, Method.SCHULZE, Mode.LIST)
    assert (await voting.place(store, vi(), VOTING, NO_AWARD)).ranking == (NO_AWARD,)


async def _in(store: SqlStore, method: Method, mode: Mode) -> None:
    async with store.work() as work:
        running = await work.contests.get("battle")
        await work.contests.save(running.with_round(replace(running.rounds[1], method=method, mode=mode)))


async def test_where_no_star_is_left_it_is_said_what_can_be_taken_back(store: SqlStore) -> None:
    await set_up(store, Method.LIMITED, Rules(method=Method.LIMITED, stars=1))
    paper = await look(store)
    liked = paper.served or ""
    assert paper.stars_left == 1
    paper = await voting.choose(store, vi(), liked, Choice.APPROVE)
    assert paper.stars_left == 0
    with pytest.raises(Refusal, match="too_large") as told:
        await voting.choose(store, vi(), paper.served or "", Choice.APPROVE)
    assert dict(told.value.facts) == {"why": "limited", "limit": 1, "titles": f"Entry {liked}"}


async def test_presses_are_for_the_final_once_it_is_open(store: SqlStore) -> None:
    running = await set_up(store, Method.APPROVAL)
    old = await look(store)
    final = Round("battle-f", RoundKind.FINAL, NOW, NOON + DAY, NOW, method=Method.SCORE, among=(old.served or "", "x"))
    closed = replace(running.rounds[1], closed_at=NOW)
    async with store.work() as work:
        await work.contests.save(replace(running.with_round(closed).with_round(final), state=State.FINAL))
    assert (await look(store)).round.id == "battle-f"
    with pytest.raises(Refusal, match="not_open") as told:
        await voting.choose(store, vi(), old.served or "", Choice.APPROVE)
    assert told.value.facts["why"] == "grade"
    out = next(one.id for one in ENTRIES if one.id != old.served)
    with pytest.raises(Refusal, match="too_late"):
        await voting.choose(store, vi(), out, Choice.APPROVE)
    assert (await voting.grade(store, vi(), old.served or "", 1, 5)).round.id == "battle-f"


async def test_a_juror_is_told_that_they_vote_as_one(store: SqlStore) -> None:
    await set_up(store, Method.SCORE, Rules(method=Method.SCORE, jury=Jury()))
    assert not (await look(store)).is_juror
    juror = vi(Role.JUROR)
    async with store.work() as work:
        await work.people.save_member(juror.member)
    paper = await voting.ballot_paper(store, juror, "battle")
    assert paper.is_juror
    assert (await voting.grade(store, juror, paper.served or "", 1, 5)).receipt is not None
