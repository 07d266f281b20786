"""Grades, places and pairs as they are stored, served and read: on both engines the same."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from contests.counting.profile import Profile
from contests.model.ballot import NO_AWARD, Choice, Grades, Mark, Method, Mode, Place, Preference, Receipt, Voters
from contests.model.contest import Contest, Criterion, Final, Jury, Round, RoundKind, Rules, State
from contests.model.member import Role
from contests.ports import Ballot, Paper
from contests.refusals import Refusal
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, KIT, NOON, SECOND, entry, member, stage

PASS, YES = Choice.PASS, Choice.APPROVE
VOTING = "battle-v"
ENTRIES = (entry("a", "ann"), entry("b", "ben"), entry("c", "cy"))
VOTERS = ("vi", "wo", "ju", "mo")
TWO = (Criterion("Idea", 2), Criterion("Craft", 1))


async def set_up(store: SqlStore, method: Method, *, rules: Rules | None = None, no_award: bool = False) -> Contest:
    """Store a contest that is decided by a method, with a juror and a manager among its voters."""
    mode = Mode.LIST if method in {Method.SCHULZE, Method.IRV} else Mode.QUEUE
    async with store.work() as work:
        running = await stage(work, *ENTRIES, voters=VOTERS)
        await work.people.save_member(member("ju", Role.JUROR))
        await work.people.save_member(member("mo", Role.MANAGER, Role.JUROR))
        voting = replace(running.rounds[1], method=method, mode=mode, no_award=no_award)
        changed = replace(running.with_round(voting), rules=rules or Rules(method=method))
        await work.contests.save(changed)
        return await work.contests.get(changed.id)


def ballot(by: str = "vi", second: int = 0, **said: object) -> Ballot:
    """Make a press."""
    return Ballot(KIT.id, VOTING, by, NOON + 2 * HOUR + second * SECOND, **said)  # type: ignore[arg-type]  # as it is said


async def mark(store: SqlStore, subject: str, said: Mark, by: str = "vi") -> Paper:
    """Say something of an entry or a pair."""
    return await store.ballots.serve(ballot(by, choice=(subject, said)))


async def served(store: SqlStore, by: str = "vi", second: int = 0) -> str | None:
    """Look at the paper."""
    return (await store.ballots.serve(ballot(by, second))).served


async def answer_all(store: SqlStore, said: dict[str, Mark], by: str = "vi") -> None:
    """Answer whatever is served with what is said of it."""
    while (subject := await served(store, by)) is not None:
        await mark(store, subject, said[subject], by)


async def profile(store: SqlStore, *, is_jury: bool = False) -> tuple[tuple[str, ...], list[list[int]], list[int]]:
    """Return what is counted; rows in order, for ballots are in none."""
    async with store.reading() as work:
        found: Profile = await work.ballots.profile(VOTING, is_jury=is_jury)
    rows = sorted(zip(found.marks.tolist(), found.weights.tolist(), strict=True))
    return found.candidates, [row for row, _ in rows], [weight for _, weight in rows]


async def receipts(store: SqlStore, by: str = "vi") -> list[Receipt]:
    """Return a member's receipts, newest first."""
    async with store.reading() as work:
        return await work.ballots.receipts(by)


async def refusal(store: SqlStore, one: Ballot) -> Refusal:
    """Return why a ballot is refused."""
    with pytest.raises(Refusal) as told:
        await store.ballots.serve(one)
    return told.value


async def test_an_entry_is_graded_by_one_criterion_after_the_other(store: SqlStore) -> None:
    await set_up(store, Method.SCORE, rules=Rules(method=Method.SCORE, criteria=TWO))
    first = await served(store)
    assert first is not None
    begun = await mark(store, first, Grades((4, 0)))
    assert (begun.served, begun.receipt, dict(begun.choices)) == (first, None, {first: Grades((4, 0))})
    async with store.reading() as work:
        assert (await work.ballots.turnout("battle")).ballots == 0
        assert dict(await work.ballots.exposures(VOTING, NOON + 2 * HOUR)) == {first: 1}, "it is being shown"
        assert not await work.ballots.exposures(VOTING, NOON + 3 * HOUR)
    assert (await profile(store))[1] == []
    whole = await mark(store, first, Grades((0, 5)))
    assert whole.served not in {first, None}
    assert whole.receipt is not None
    assert await profile(store) == (("a", "b", "c"), [[13 if one == first else -1 for one in "abc"]], [1])
    again = await mark(store, first, Grades((4, 5)))
    assert again.receipt == whole.receipt
    changed = await mark(store, first, Grades((1, 0)))
    assert changed.receipt is not None
    assert (changed.receipt.version, dict(changed.choices)) == (2, {first: Grades((1, 5))})
    assert [one.replaced for one in await receipts(store)] == [False, True]


async def test_a_pass_and_grades_take_each_others_place(store: SqlStore) -> None:
    await set_up(store, Method.SCORE, rules=Rules(method=Method.SCORE, criteria=TWO))
    first = await served(store) or ""
    await mark(store, first, PASS)
    assert (await profile(store))[1] == []
    begun = await store.ballots.serve(ballot(choice=(first, Grades((0, 2)))), back_to=first)
    assert (begun.served, begun.receipt and begun.receipt.version) == (first, 2), "it is no answer any more"
    async with store.reading() as work:
        assert (await work.ballots.exposures(VOTING, NOON + 2 * HOUR))[first] == 1


async def test_an_order_is_made_press_by_press_or_as_a_whole(store: SqlStore) -> None:
    await set_up(store, Method.SCHULZE)
    for name in "cab":
        paper = await store.ballots.serve(ballot(place=name))
    assert dict(paper.choices) == {"c": Place(1), "a": Place(2), "b": Place(3)}
    assert paper.receipt is not None
    assert paper.receipt.version == 3
    await store.ballots.serve(ballot(place="c"))
    assert await profile(store) == (("a", "b", "c"), [[1, 2, -1]], [1])
    first = await store.ballots.serve(ballot("wo", ranking=("b", "c")))
    assert await store.ballots.serve(ballot("wo", ranking=("b", "c"))) == first
    assert (await profile(store))[1] == [[-1, 1, 2], [1, 2, -1]]
    await store.ballots.serve(ballot("wo", ranking=()))
    assert (await profile(store))[1] == [[1, 2, -1]]
    assert (await refusal(store, ballot("ann", place="a"))).key == "own_entry"
    assert (await refusal(store, ballot(ranking=("a", "x")))).key == "no_such"


async def test_pairs_are_served_until_all_are_answered(store: SqlStore) -> None:
    await set_up(store, Method.PAIRWISE)
    said: dict[str, Mark] = {"a~b": Preference.FIRST, "a~c": Preference.SECOND, "b~c": PASS}
    await answer_all(store, said)
    assert await profile(store) == (("a", "b", "c"), [[-1, 0, 0], [0, -1, 1], [1, 0, -1]], [1, 1, 1])
    async with store.reading() as work:
        assert await work.ballots.of_member(VOTING, "vi") == said
        assert dict(await work.ballots.exposures(VOTING, NOON)) == {"a": 2, "b": 2, "c": 2} | dict.fromkeys(said, 1)
    await answer_all(store, said, "wo")
    await mark(store, "a~b", Preference.SECOND, "wo")
    assert (await profile(store))[1:] == ([[-1, 0, 0], [0, -1, 1], [0, 1, -1], [1, 0, -1]], [2, 2, 1, 1])
    assert await served(store, "ann") == "b~c", "not what is one's own"
    assert (await refusal(store, ballot("ann", choice=("a~b", PASS)))).key == "own_entry"


async def test_a_withdrawn_entry_takes_its_marks_with_it(store: SqlStore) -> None:
    await set_up(store, Method.PAIRWISE)
    await answer_all(store, dict.fromkeys(("a~b", "a~c", "b~c"), PASS))
    async with store.work() as work:
        await work.entries.save(replace(ENTRIES[0], state=type(ENTRIES[0].state).WITHDRAWN))
    assert await profile(store) == (("b", "c"), [[0, 0]], [1])


async def test_only_the_finalists_and_no_award_are_in_a_final(store: SqlStore) -> None:
    running = await set_up(store, Method.APPROVAL)
    closed = replace(running.rounds[1], closed_at=NOON + HOUR)
    final = Round("battle-f", RoundKind.FINAL, NOON + HOUR, NOON + DAY, NOON + HOUR, among=("a", "b"), no_award=True)
    async with store.work() as work:
        changed = replace(running.with_round(closed).with_round(final), state=State.FINAL)
        await work.contests.save(replace(changed, rules=replace(running.rules, final=Final())))
    look = replace(ballot(), round="battle-f")
    seen = set[str]()
    while (subject := (await store.ballots.serve(look)).served) is not None:
        seen.add(subject)
        await store.ballots.serve(replace(look, choice=(subject, YES if subject == NO_AWARD else PASS)))
    assert seen == {"a", "b", NO_AWARD}
    async with store.reading() as work:
        found = await work.ballots.profile("battle-f", is_jury=False)
    assert (found.candidates, found.marks.tolist()) == (("a", "b", NO_AWARD), [[0, 0, 1]])
    told = await refusal(store, ballot(choice=("c", YES)))
    assert told.key == "too_late"


async def test_jurors_vote_where_there_is_a_jury_and_are_counted_apart(store: SqlStore) -> None:
    rules = Rules(method=Method.SCHULZE, jury=Jury(), voters=Voters.LINKED)
    running = await set_up(store, Method.SCHULZE, rules=rules)
    await store.ballots.serve(ballot("ju", ranking=("c", "a")))
    assert (await refusal(store, ballot("mo", place="a"))).facts["why"] == "runs_contests"
    assert (await refusal(store, ballot("vi", place="a"))).facts["why"] == "voters_linked"
    assert await profile(store) == (("a", "b", "c"), [], [])
    assert await profile(store, is_jury=True) == (("a", "b", "c"), [[2, -1, 1]], [1])
    async with store.work() as work:
        now = await work.contests.get(running.id)
        await work.contests.save(replace(now, rules=replace(rules, final=Final(), voters=Voters.EVERYBODY)))
    assert (await refusal(store, ballot("ju", place="a"))).facts["why"] == "juror", "this one only qualifies"


async def test_a_round_may_let_others_vote_than_its_contest(store: SqlStore) -> None:
    running = await set_up(store, Method.SCHULZE)
    async with store.work() as work:
        await work.contests.save(running.with_round(replace(running.rounds[1], voters=Voters.AMBASSADORS)))
    assert (await refusal(store, ballot(place="a"))).facts["why"] == "voters_ambassadors"


async def test_more_stars_than_there_are_need_one_to_be_taken_back(store: SqlStore) -> None:
    await set_up(store, Method.LIMITED, rules=Rules(method=Method.LIMITED, stars=1))
    first = await served(store) or ""
    second = (await mark(store, first, YES)).served or ""
    told = await refusal(store, ballot(choice=(second, YES)))
    assert (told.key, dict(told.facts)) == ("too_large", {"why": "limited", "limit": 1})
    async with store.work() as work:
        gone = next(one for one in ENTRIES if one.id == first)
        await work.entries.save(replace(gone, state=type(gone.state).DISQUALIFIED))
    await mark(store, second, YES)
    async with store.reading() as work:
        assert await work.ballots.of_member(VOTING, "vi") == {first: PASS, second: YES}


@pytest.mark.parametrize("late", [0, 301, 3600])
async def test_a_slow_reader_is_never_refused(store: SqlStore, late: int) -> None:
    await set_up(store, Method.APPROVAL)
    shown = await served(store)
    assert shown is not None
    other = next(one for one in "abc" if one != shown)
    told = await refusal(store, ballot(second=late, choice=(other, YES)))
    assert (told.key, dict(told.facts)) == ("not_open", {"why": "queue_first", "left": 5})
    with pytest.raises(Refusal, match="not_open"):
        await store.ballots.serve(ballot(second=late), back_to=other)
    paper = await store.ballots.serve(ballot(second=late, choice=(shown, YES)))
    assert paper.choices == {shown: YES}


async def test_the_seed_of_a_draw_is_made_of_all_receipts(store: SqlStore) -> None:
    await set_up(store, Method.SCHULZE)
    for second, by in enumerate(("vi", "wo", "vi")):
        await store.ballots.serve(ballot(by, second, place="ab"[second % 2]))
    await store.ballots.serve(ballot("vi", 9, place="c"))
    codes = sorted(one.code for one in [*await receipts(store), *await receipts(store, "wo")])
    assert len(codes) == 4
    async with store.reading() as work:
        assert await work.ballots.seed(VOTING) == sha256("".join(f"{code}\n" for code in codes).encode()).hexdigest()


async def test_showings_of_pairs_end_as_those_of_entries_do(store: SqlStore) -> None:
    await set_up(store, Method.PAIRWISE)
    shown = await served(store)
    assert await served(store, second=299) == shown
    async with store.reading() as work:
        looks = await work.ballots.exposures(VOTING, NOON + 2 * HOUR + timedelta(seconds=1))
        assert looks[str(shown)] == 1
        assert not await work.ballots.exposures(VOTING, NOON + 3 * HOUR)
    assert await served(store, "wo") != shown, "the other two were compared less"
