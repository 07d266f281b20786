"""The tallies are what a GROUP BY over the choices would give, whatever writes those; and who is left out of a count."""

from dataclasses import replace

from sqlalchemy import Connection, delete, func, select, update

from contests.model.ballot import NO_AWARD, Choice, Count, Tally
from contests.model.entry import EntryState
from contests.model.member import Role
from storage import schema
from storage.database import Database
from storage.store import SqlStore
from tests.storage.making import NOON, entry, member, settle, stage, vote

YES, PASS = Choice.APPROVE, Choice.PASS
VOTING = "battle-v"
CHOICES, TALLIES = schema.choices, schema.tallies
ABC = (entry("a", "ann"), entry("b", "ben"), entry("c", "cy"))


def tallied(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return the tallies as they are kept."""
    found = connection.execute(select(TALLIES).where(TALLIES.c.exposures > 0))
    return {row.entry: (row.approvals, row.exposures) for row in found}


def counted(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return the same from the choices themselves."""
    answers = select(CHOICES.c.entry, func.count().label("looks")).where(CHOICES.c.choice.not_like("% 0%"))
    grouped = answers.group_by(CHOICES.c.entry)
    looks = {row.entry: row.looks for row in connection.execute(grouped)}
    approving = grouped.where(CHOICES.c.choice == YES)
    approvals = {row.entry: row.looks for row in connection.execute(approving)}
    return {one: (approvals.get(one, 0), times) for one, times in looks.items()}


async def test_tallies_are_in_step_with_choices_that_come_change_and_go(store: SqlStore, database: Database) -> None:
    async with store.work() as work:
        await stage(work, *ABC, voters=("vi", "wo"))
    await vote(database, "vi", {"a": YES, "b": PASS})
    await vote(database, "wo", {"a": YES, "b": YES, "c": PASS})
    changes = (
        update(CHOICES).where(CHOICES.c.member == "vi", CHOICES.c.entry == "b").values(choice=YES),
        update(CHOICES).where(CHOICES.c.member == "wo", CHOICES.c.entry == "a").values(choice=PASS),
        update(CHOICES).where(CHOICES.c.entry == "b").values(choice="grades 4 0", at=NOON),
        update(CHOICES).where(CHOICES.c.entry == "b").values(choice="grades 4 1", at=NOON),
        delete(CHOICES).where(CHOICES.c.member == "wo", CHOICES.c.entry == "c"),
        delete(CHOICES).where(CHOICES.c.member == "vi"),
        delete(CHOICES),
    )
    for change in changes:
        async with database.writing() as connection:
            assert await connection.run_sync(tallied) == await connection.run_sync(counted) != {}
            await connection.execute(change)
    async with database.reading() as connection:
        assert await connection.run_sync(tallied) == await connection.run_sync(counted) == {}


async def test_what_jurors_cast_is_left_out_where_it_is_asked_for(store: SqlStore, database: Database) -> None:
    async with store.work() as work:
        await stage(work, *ABC, voters=("vi",))
        await settle(work, "jo")
        await work.people.save_member(member("jo", Role.JUROR))
    await vote(database, "vi", {"a": YES, "b": PASS})
    await vote(database, "jo", {"a": YES, "c": YES})
    async with store.reading() as work:
        everybody = await work.ballots.count(VOTING)
        public = await work.ballots.count(VOTING, without_jury=True)
    assert everybody == Count({"a": Tally(2, 2), "b": Tally(0, 1), "c": Tally(1, 1)}, ballots=2, approving=2)
    assert public == Count({"a": Tally(1, 1), "b": Tally(0, 1)}, ballots=1, approving=1)


async def test_a_ballot_that_holds_anything_counts_for_a_quorum(store: SqlStore, database: Database) -> None:
    async with store.work() as work:
        await stage(work, *ABC, voters=("vi", "wo", "xu", "yo"))
    await vote(database, "vi", {NO_AWARD: YES})
    await vote(database, "wo", {"a": PASS})
    async with database.writing() as connection:
        marks = {"xu": ("a", "grades 4 0"), "yo": ("a~b", "second")}
        rows = [
            {"round": VOTING, "member": one, "entry": subject, "choice": mark, "at": NOON}
            for one, (subject, mark) in marks.items()
        ]
        await connection.execute(schema.choices.insert(), rows)
        receipts = [{"round": VOTING, "member": one, "version": 1, "code": one, "at": NOON} for one in marks]
        await connection.execute(schema.receipts.insert(), receipts)
    async with store.reading() as work:
        counted_ = await work.ballots.count(VOTING)
    assert counted_.by_entry == {NO_AWARD: Tally(1, 1), "a": Tally(0, 1)}
    assert (counted_.ballots, counted_.approving) == (4, 2), "no award and a pair; neither a pass nor half a grade"


async def test_a_ballot_of_pairs_holds_something_while_both_of_one_take_part(
    store: SqlStore, database: Database
) -> None:
    async with store.work() as work:
        await stage(work, *ABC, voters=("vi", "wo", "xu", "yo"))
        await work.entries.save(replace(ABC[1], state=EntryState.WITHDRAWN))
    answers = [("vi", "a~b"), ("wo", "b~c"), ("wo", "a~b"), ("xu", "b~c"), ("xu", "a~c"), ("yo", f"c~{NO_AWARD}")]
    async with database.writing() as connection:
        rows = [{"round": VOTING, "member": one, "entry": pair, "choice": "first", "at": NOON} for one, pair in answers]
        await connection.execute(schema.choices.insert(), rows)
        voters = dict.fromkeys(one for one, _ in answers)
        receipts = [{"round": VOTING, "member": one, "version": 1, "code": one, "at": NOON} for one in voters]
        await connection.execute(schema.receipts.insert(), receipts)
    async with store.reading() as work:
        counted_ = await work.ballots.count(VOTING)
    assert (counted_.ballots, counted_.approving) == (4, 2), "only xu and yo say something that is counted"
