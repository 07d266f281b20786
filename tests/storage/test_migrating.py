"""A database of an earlier revision, with ballots in it, comes over whole."""

from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Connection, Integer, MetaData, Numeric, insert
from sqlalchemy.exc import IntegrityError

from contests.model.ballot import Choice, Receipt, Tally
from contests.model.contest import RoundKind, State
from contests.model.entry import EntryState
from storage.database import migrating_engine, open_database
from storage.migrations import migrate, upgrade
from storage.schema import EPOCH, MICROSECOND
from storage.store import open_store
from tests.storage.conftest import SECRET
from tests.storage.engines import Engine
from tests.storage.making import HOUR, KIT, NOON
from tests.storage.test_opening import differences

VOTED_AT = NOON + HOUR
SAID = {"a": Choice.APPROVE, "b": Choice.PASS}
UNTIL = (VOTED_AT + HOUR - EPOCH) // MICROSECOND


def plain(column: Column[Any]) -> object:
    """Return a value for a column that wants one."""
    return 0 if isinstance(column.type, Integer | Numeric | Boolean) else ""


def fill(connection: Connection) -> None:
    """Store a contest in voting with two entries, a ballot on both, and what is being shown; by the columns of then."""
    upgrade(connection, "0005")
    then = MetaData()
    then.reflect(connection)

    def put(table: str, **values: object) -> None:
        columns = then.tables[table].columns
        wanted = {one.name: plain(one) for one in columns if not one.nullable and one.server_default is None}
        row = wanted | values
        is_flag = {one.name for one in columns if isinstance(one.type, Boolean)}
        connection.execute(
            insert(then.tables[table]), {name: bool(value) if name in is_flag else value for name, value in row.items()}
        )

    at = (VOTED_AT - EPOCH) // MICROSECOND
    put("communities", id=KIT.id)
    for number, name in enumerate(("ann", "vi")):
        put("members", id=name, community=KIT.id)
        put("accounts", id=f"{name}-web", community=KIT.id, member=name, handle=name, number=number)
    put("contests", id="battle", community=KIT.id, state=State.VOTING)
    put("rounds", id="battle-v", contest="battle", kind=RoundKind.VOTING, opens=0, closes=UNTIL, opened_at=0)
    for name, choice in SAID.items():
        put("entries", id=name, contest="battle", member="ann", account="ann-web", state=EntryState.ADMITTED)
        put("choices", round="battle-v", member="vi", entry=name, choice=choice, at=at)
    put("receipts", round="battle-v", member="vi", version=1, code="code", at=at)
    put("held", round="battle-v", member="ann", entry="a", until=UNTIL)


async def test_ballots_of_before_marks_of_every_kind_come_over_whole(engine: Engine) -> None:
    url = await engine.new()
    old = migrating_engine(url)
    async with old.begin() as connection:
        await connection.run_sync(fill)
    await old.dispose()
    store = await open_store(url, secret=SECRET)
    async with store.reading() as work:
        assert await work.ballots.of_member("battle-v", "vi") == SAID
        assert (await work.ballots.count("battle-v")).by_entry == {"a": Tally(1, 1), "b": Tally(0, 1)}
        assert await work.ballots.receipts("vi") == [Receipt("code", "battle", "battle-v", 1, VOTED_AT)]
        assert await work.ballots.held("battle-v", "ann", VOTED_AT) == "a"
    await store.close()
    database = open_database(url)
    await migrate(database)
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []
    with pytest.raises(IntegrityError):
        await _put_a_ballot_of_nobody(url)
    await database.close()


async def _put_a_ballot_of_nobody(url: str) -> None:
    """Store a choice of a member who is not there, as no database takes it."""
    database = open_database(url)
    try:
        async with database.writing() as connection:
            await connection.exec_driver_sql(
                "INSERT INTO choices (round, member, entry, choice, at) VALUES ('battle-v', 'nobody', 'a~b', 'first', 1)"
            )
    finally:
        await database.close()
