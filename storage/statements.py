"""The few statements that every repository is made of, the same on both engines."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Values = Mapping[str, Any]
"""A row by column, in the types of our model."""
IDS = {
    "sqlite": "SELECT value FROM json_each(:ids)",
    "postgresql": "SELECT jsonb_array_elements_text(CAST(:ids AS jsonb))",
}
"""A JSON list as rows: the statement is one text, compiled and planned once, however many they are."""
TOGETHER = {
    "sqlite": "SELECT json_group_array(json_array({columns})) FROM ({rows} LIMIT -1)",
    "postgresql": "SELECT CAST(json_agg(json_build_array({columns})) AS text) FROM ({rows}) AS found",
}
"""All rows of a statement as one JSON list of lists: with each row, the driver would hand the interpreter over and wait
for it, while a crowd is being answered."""


def insert(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that can say what to do on a conflict, in the engine's own dialect."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


async def store(
    connection: AsyncConnection, table: Table, *rows: Values, keep: Mapping[str, ColumnElement[Any]] | None = None
) -> None:
    """Insert rows that all name the same columns; a row of a key that exists is replaced.

    `keep` says for some columns what a replaced row holds instead of the new value.
    """
    if not rows:
        return
    statement = insert(connection, table)
    changing = {name: statement.excluded[name] for name in rows[0] if not table.c[name].primary_key} | dict(keep or {})
    key = list(table.primary_key)
    if changing:
        statement = statement.on_conflict_do_update(index_elements=key, set_=changing)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=key)
    await connection.execute(statement, rows)


async def keep_in_step(
    connection: AsyncConnection, table: Table, before: Iterable[Values], after: Iterable[Values]
) -> None:
    """Make a part of a table, held as `before`, hold `after`: delete what is gone, write what is new or changed."""
    key = [column.name for column in table.primary_key]
    held = {tuple(row[name] for name in key): row for row in before}
    wanted = {tuple(row[name] for name in key): row for row in after}
    await remove(connection, table, [row for at, row in held.items() if at not in wanted])
    await store(connection, table, *(row for at, row in wanted.items() if held.get(at) != row))


async def remove(connection: AsyncConnection, table: Table, rows: Sequence[Values]) -> None:
    """Delete rows by their keys."""
    if rows:
        key = list(table.primary_key)
        same = and_(*(column == bindparam(f"key_{column.name}") for column in key))
        keys = [{f"key_{column.name}": row[column.name] for column in key} for row in rows]
        await connection.execute(delete(table).where(same), keys)


async def next_number(connection: AsyncConnection, column: Column[int]) -> int:
    """Return the number after the highest; no other writer can take it before this transaction ends."""
    highest = await connection.scalar(select(func.max(column)))
    return (highest or 0) + 1


async def first(connection: AsyncConnection, statement: Executable) -> Row[Any] | None:
    """Return the first row, or None."""
    return (await connection.execute(statement)).first()


async def rows(connection: AsyncConnection, statement: Executable) -> Sequence[Row[Any]]:
    """Return all rows."""
    return (await connection.execute(statement)).all()


async def column(connection: AsyncConnection, statement: Executable) -> list[Any]:
    """Return the first column of all rows."""
    return list((await connection.execute(statement)).scalars())


def together(dialect: Dialect, statement: Select[Any]) -> str:
    """Return a statement, as the driver takes it, that answers with all rows as one."""
    columns = ", ".join(f'"{column.name}"' for column in statement.selected_columns)
    return TOGETHER[dialect.name].format(columns=columns, rows=statement.compile(dialect=dialect))


def rows_together(connection: Connection, statement: str, *asked: str) -> list[list[Any]]:
    """Return the rows of such a statement, in the types of the database."""
    found: list[list[Any]] = orjson.loads(connection.exec_driver_sql(statement, asked).scalar() or "[]")
    return found
