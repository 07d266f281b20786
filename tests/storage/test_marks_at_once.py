"""However ballots of any kind overlap, they make what a serial replay makes: by a plain model of each kind."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select

from contests.model.ballot import Choice, Grades, Mark, Method, Mode, Place, Preference, entries_of, pair_of, read_mark
from contests.model.contest import Criterion, Rules
from contests.ports import Ballot
from storage.schema import choices, receipts
from storage.store import SqlStore
from tests.storage.making import HOUR, KIT, NOON, contest, entry, stage
from tests.storage.test_ballot_writer import cast_all, soon, told
from tests.storage.test_round_trips import a_few

pytestmark = pytest.mark.usefixtures("out_of_turn")
VOTING = "battle-v"
AUTHORS = {"a": "ann", "b": "ben", "c": "cy", "d": "dan"}
VOTERS = ("vi", "wo", "ann")
STARS = 2
RULES = Rules(criteria=(Criterion("Idea"),), stars=STARS)
METHODS = (Method.LIMITED, Method.SCORE, Method.IRV, Method.PAIRWISE)
Marks = dict[str, Mark]


def ballot(by: str, said: Mapping[str, object]) -> Ballot:
    """Make a press."""
    return Ballot(KIT.id, VOTING, by, NOON + 2 * HOUR, **said)  # type: ignore[arg-type]  # as it is said


names = st.sampled_from(sorted(AUTHORS))
pairs = st.sampled_from([pair_of(*sides) for sides in permutations(AUTHORS, 2)])
passes = st.tuples(names, st.just(Choice.PASS))
SAID: Mapping[Method, st.SearchStrategy[Mapping[str, object]]] = {
    Method.LIMITED: st.fixed_dictionaries({"choice": st.tuples(names, st.sampled_from(Choice))}),
    Method.SCORE: st.fixed_dictionaries(
        {"choice": passes | st.tuples(names, st.builds(lambda grade: Grades((grade,)), st.integers(0, 6)))}
    ),
    Method.IRV: st.fixed_dictionaries({"place": names})
    | st.fixed_dictionaries({"ranking": st.lists(names, max_size=4).map(tuple)}),
    Method.PAIRWISE: st.fixed_dictionaries(
        {"choice": st.tuples(pairs, st.sampled_from([*Preference, Choice.PASS, Choice.APPROVE]))}
    ),
}


def after(one: Ballot, before: Marks) -> Marks | str:
    """Return what a press makes of a member's marks, or the key by which it is refused."""
    named = one.ranking or ([one.place] if one.place else entries_of(one.choice[0]) if one.choice else ())
    if (
        isinstance(one.choice and one.choice[1], Grades)
        and one.choice
        and one.choice[1] in {Grades((0,)), Grades((6,))}
    ):
        return "no_such"
    if any(AUTHORS[name] == one.member for name in named if name):
        return "own_entry"
    if one.choice is not None:
        return _answered(one.choice, before)
    order = sorted(before, key=lambda name: str(before[name]))
    if one.ranking is not None:
        order = list(dict.fromkeys(one.ranking))
    elif one.place in order:
        order.remove(one.place)
    elif one.place:
        order.append(one.place)
    return {name: Place(number) for number, name in enumerate(order, 1)}


def _answered(choice: tuple[str, Mark], before: Marks) -> Marks | str:
    subject, mark = choice
    is_pair = len(entries_of(subject)) > 1
    if is_pair and mark is Choice.APPROVE:
        return "no_such"
    made = before | {subject: mark}
    if not is_pair and sum(one is Choice.APPROVE for one in made.values()) > STARS:
        return "too_large"
    return made


def replay(ballots: list[Ballot]) -> tuple[dict[str, Marks], list[int | str]]:
    """Say what ballots make when they are decided one by one: the marks, and each one's version or refusal."""
    marks: defaultdict[str, Marks] = defaultdict(dict)
    version: defaultdict[str, int] = defaultdict(int)
    answers: list[int | str] = []
    for one in ballots:
        made = after(one, marks[one.member])
        if isinstance(made, str):
            answers.append(made)
            continue
        is_first_of_none = one.ranking == () and version[one.member] == 0
        version[one.member] += made != marks[one.member] or is_first_of_none
        marks[one.member] = made
        answers.append(version[one.member])
    return {by: made for by, made in marks.items() if made}, answers


histories = st.sampled_from(METHODS).flatmap(
    lambda method: st.tuples(
        st.just(method),
        st.lists(st.tuples(st.builds(ballot, st.sampled_from(VOTERS), SAID[method]), st.integers(0, 12)), max_size=40),
    )
)


@a_few
@given(histories)
async def test_however_ballots_overlap_they_make_what_a_serial_replay_makes(
    store: SqlStore, history: tuple[Method, list[tuple[Ballot, int]]]
) -> None:
    method, ballots = history
    await begin_again(store, method)
    casting = []
    for one, turns in ballots:
        casting.append(asyncio.create_task(store.ballots.cast(one)))
        for _ in range(turns):
            await asyncio.sleep(0)
    answers = await soon(asyncio.gather(*casting, return_exceptions=True))
    marks, expected = replay([one for one, _ in ballots])
    assert [told(answer) for answer in answers] == expected
    assert await stored(store) == marks


async def test_presses_of_one_order_in_one_commit_are_one_after_the_other(store: SqlStore) -> None:
    await begin_again(store, Method.IRV)
    await cast_all(store, [ballot("vi", {"place": name}) for name in "abcb"])
    assert store.ballots.batches == 1
    assert await stored(store) == {"vi": {"a": Place(1), "c": Place(2)}}


async def stored(store: SqlStore) -> dict[str, Marks]:
    """Return every mark that is stored, by member."""
    found: defaultdict[str, Marks] = defaultdict(dict)
    async with store._database.reading() as connection:
        for row in await connection.execute(select(choices)):
            found[row.member][row.entry] = read_mark(row.choice)
    return dict(found)


async def begin_again(store: SqlStore, method: Method) -> None:
    """Empty the round, and let it be decided by a method."""
    mode = Mode.LIST if method is Method.IRV else Mode.QUEUE
    async with store.work() as work:
        if not await work.people.communities():
            await stage(work, *(entry(name, by) for name, by in AUTHORS.items()), voters=VOTERS)
    async with store._database.writing() as connection:
        for table in (choices, receipts):
            await connection.execute(delete(table))
    async with store.work() as work:
        running = await work.contests.get("battle")
        voting = replace(contest().rounds[1], method=method, mode=mode)
        await work.contests.save(replace(running.with_round(voting), rules=RULES))
