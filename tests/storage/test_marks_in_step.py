"""Whatever two accounts mark, link and unlink while entries come and go: tallies and ballots stay in step."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import Connection, func, select

from contests.desk.linking import accounts_of, link_accounts, make_link_code, type_link_code, unlink_account
from contests.desk.voting import choose, choose_list, grade, place, prefer, rank
from contests.model.ballot import Choice, Mark, Method, Mode, Place, entries_of, pair_of, read_mark
from contests.model.contest import Criterion, Rules
from contests.model.entry import EntryState
from contests.ports import Actor
from contests.refusals import Refusal
from storage import schema
from storage.store import SqlStore
from tests.storage.engines import Sqlite
from tests.storage.linked_people import BOTH, ENTRIES, STEP, Town, founded
from tests.storage.making import HOUR, NOON

pytestmark = pytest.mark.usefixtures("out_of_turn")
STARS = 2
RULES = Rules(criteria=(Criterion("Idea"), Criterion("Craft")), stars=STARS)
KINDS = (
    (Mode.QUEUE, Method.APPROVAL),
    (Mode.QUEUE, Method.SINGLE),
    (Mode.QUEUE, Method.LIMITED),
    (Mode.QUEUE, Method.SCORE),
    (Mode.QUEUE, Method.PAIRWISE),
    (Mode.LIST, Method.SINGLE),
    (Mode.LIST, Method.IRV),
)
TIMES = 140
SAMPLE = 14
"""On the slower engine."""
CHOICES, TALLIES, RECEIPTS = schema.choices, schema.tallies, schema.receipts


def one_mark(town: Town, actor: Actor, random: Random) -> Awaitable[object]:
    """Make a mark of the round's kind."""
    store, running, names = town.store, town.voting, [f"{town.name}-{one}" for one in ENTRIES]
    one, other = random.sample(names, 2)
    match running.method:
        case Method.SCORE:
            grades = random.randint(1, 2), random.randint(1, 5)
            is_pass = random.random() < 0.2
            return choose(store, actor, one, Choice.PASS) if is_pass else grade(store, actor, one, *grades)
        case Method.PAIRWISE:
            return prefer(store, actor, pair_of(one, other), random.choice([one, other, None]))
        case Method.IRV if random.random() < 0.5:
            return place(store, actor, running.id, one)
        case Method.IRV:
            return rank(store, actor, running.id, tuple(random.sample(names, random.randint(0, 3))))
        case _ if running.mode is Mode.LIST:
            return choose_list(store, actor, running.id, (one,) if random.random() < 0.8 else ())
        case _:
            return choose(store, actor, one, random.choice([*Choice]))


async def one_act(town: Town, actor: Actor, random: Random, other: Actor) -> None:
    """Mark something, or link, or unlink, or take an entry out of the vote or back into it."""
    with suppress(Refusal):
        match random.choices(("mark", "link", "unlink", "entry"), (12, 2, 1, 1))[0]:
            case "mark":
                await one_mark(town, actor, random)
            case "link":
                await link(town, actor, other)
            case "unlink":
                await unlink_account(town.store, actor, (await accounts_of(town.store, actor))[-1].id)
            case _:
                await take_out_or_back(town, random.choice([*ENTRIES]))


async def link(town: Town, actor: Actor, other: Actor) -> None:
    """Make two accounts one member's, by a code."""
    code = f"{town.name}{actor.at}"
    await make_link_code(town.store, other, code)
    asked = await type_link_code(town.store, actor, code)
    await link_accounts(town.store, actor, asked.code)


async def take_out_or_back(town: Town, title: str) -> None:
    """Withdraw an entry, or admit it again."""
    async with town.store.work() as work:
        found = await work.entries.get(f"{town.name}-{title}")
        is_in = found.state is EntryState.ADMITTED
        # not by the rules, which let nobody come back: here it may be both before and after any mark
        await work.entries.save(replace(found, state=EntryState.WITHDRAWN if is_in else EntryState.ADMITTED))


def problems(connection: Connection, town: Town) -> list[str]:
    """Return what does not fit together in a round."""
    marks: defaultdict[str, dict[str, Mark]] = defaultdict(dict)
    mine = select(CHOICES.c.member, CHOICES.c.entry, CHOICES.c.choice).where(CHOICES.c.round == town.voting.id)
    counted = defaultdict[str, tuple[int, int]](lambda: (0, 0))
    for row in connection.execute(mine):
        marks[row.member][row.entry] = read_mark(row.choice)
        approvals, exposures = counted[row.entry]
        counted[row.entry] = approvals + (row.choice == "approve"), exposures + (" 0" not in row.choice)
    stored = select(TALLIES.c.entry, TALLIES.c.approvals, TALLIES.c.exposures).where(TALLIES.c.round == town.voting.id)
    kept = {row.entry: (row.approvals, row.exposures) for row in connection.execute(stored)}
    wrong = [
        f"{one}: {kept.get(one)}, not {counted[one]}" for one in {*kept, *counted} if kept.get(one) != counted[one]
    ]
    owners = {row.id: row.member for row in connection.execute(select(schema.entries.c.id, schema.entries.c.member))}
    merged = set(connection.scalars(select(schema.members.c.id).where(schema.members.c.merged_into.is_not(None))))
    for member, made in marks.items():
        wrong += [f"{member} marks their own {one}" for one in made if member in map(owners.get, entries_of(one))]
        wrong += [f"{member} is another now"] * (member in merged)
        wrong += _of_one(town, member, made)
    receipts = select(RECEIPTS.c.member, func.count(), func.max(RECEIPTS.c.version)).group_by(RECEIPTS.c.member)
    found = connection.execute(receipts.where(RECEIPTS.c.round == town.voting.id)).all()
    return wrong + [f"{member} has a receipt too few" for member, number, last in found if number != last]


def _of_one(town: Town, member: str, made: dict[str, Mark]) -> list[str]:
    places = sorted(mark.number for mark in made.values() if isinstance(mark, Place))
    approvals = sum(mark is Choice.APPROVE for mark in made.values())
    most = {Method.SINGLE: 1, Method.LIMITED: STARS}.get(town.voting.method, len(made))
    wrong = [f"{member} has the places {places}"] * (places != [*range(1, len(places) + 1)])
    return wrong + [f"{member} approves {approvals}"] * (approvals > most)


async def live(store: SqlStore, number: int) -> int:
    """Let two accounts do what the number says; return how many marks there are at the end."""
    mode, method = KINDS[number % len(KINDS)]
    random, at = Random(number), NOON + HOUR
    town = await founded(store, f"step{number}", mode, method, RULES)
    for _ in range(random.randint(4, 12)):
        acts = []
        people = {one: await town.person(one) for one in BOTH}
        for _ in range(random.choice((1, 1, 3))):
            at += STEP
            ann, toy = (Actor(people[one].member, people[one].account, at) for one in BOTH)
            me, other = random.choice([(ann, toy), (toy, ann)])
            acts.append(one_act(town, me, Random(random.random()), other))
        await asyncio.gather(*acts)
        async with store._database.reading() as connection:
            wrong = await connection.run_sync(problems, town)
        assert not wrong, f"{town.name}, {method.value} by {mode.value}: {wrong}"
    async with store._database.reading() as connection:
        marks = select(func.count()).select_from(CHOICES).where(CHOICES.c.round == town.voting.id)
        return await connection.scalar(marks) or 0


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=[f"{method.value}-{mode.value}" for mode, method in KINDS])
async def test_marks_of_each_kind_stay_in_step_through_links_and_withdrawals(
    store: SqlStore, engine: object, kind: int
) -> None:
    numbers = range(kind, TIMES if isinstance(engine, Sqlite) else SAMPLE, len(KINDS))
    assert sum([await live(store, number) for number in numbers]) > len(numbers) / 2


async def test_grades_that_were_begun_on_what_becomes_ones_own_are_gone(store: SqlStore) -> None:
    town = await founded(store, "begun", Mode.QUEUE, Method.SCORE, RULES)
    people = [await town.person(one) for one in BOTH]
    ann, toy = (Actor(one.member, one.account, NOON + HOUR) for one in people)
    await grade(store, ann, "begun-by-toy", 1, 4)
    await link(town, ann, toy)
    async with store._database.reading() as connection:
        assert await connection.run_sync(problems, town) == []
