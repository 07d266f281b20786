"""The few statements that every repository is made of, the same on both engines."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Executable, Row, Table, and_, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Values = Mapping[str, Any]
"""A row by column, in the types of our model."""


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
