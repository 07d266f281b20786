"""The web room's messages, in the order of their changes."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, or_, select, update
from sqlalchemy import insert as insert_new
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.ports import Line
from contests.refusals import Refusal
from storage import schema
from storage.database import Database
from storage.statements import first, insert, next_number, rows

TABLE, ANSWERS = schema.room_lines, schema.answers
OWN_ROOM = "me"
"""The room that is one a person: nobody sees another's."""


class SqlRoomLog:
    """The room's log; each call is a transaction of its own, so changes are numbered in order of commit."""

    def __init__(self, database: Database) -> None:
        """Keep the log in this database."""
        self._database = database

    async def add(self, line: Line, *, key: str | None = None) -> Line:
        async with self._database.writing() as connection:
            stored = await first(connection, select(TABLE).where(TABLE.c.key == key)) if key else None
            if stored:
                return _line(stored)
            new = replace(line, change=await next_number(connection, TABLE.c.change))
            await connection.execute(insert_new(TABLE).values(asdict(new) | {"key": key}))
        return new

    async def edit(self, message: str, payload: str, at: datetime) -> Line:
        async with self._database.writing() as connection:
            line = await _get(connection, message)
            if line is None:
                raise Refusal("no_such", what="message", id=message)
            change = await next_number(connection, TABLE.c.change)
            edited = replace(line, payload=payload, edited_at=at, revision=line.revision + 1, change=change)
            await connection.execute(update(TABLE).where(TABLE.c.id == message).values(asdict(edited)))
        return edited

    async def get(self, message: str) -> Line | None:
        async with self._database.reading() as connection:
            return await _get(connection, message)

    async def page(self, community: str, room: str, account: str, since: int, limit: int) -> list[Line]:
        own = TABLE.c.private_to == account
        seen = own if room == OWN_ROOM else or_(TABLE.c.private_to.is_(None), own)
        here = (TABLE.c.community == community, TABLE.c.room == room, TABLE.c.change > since)
        wanted = select(TABLE).where(*here, seen).order_by(TABLE.c.change).limit(limit)
        async with self._database.reading() as connection:
            return [_line(row) for row in await rows(connection, wanted)]

    async def remember(self, account: str, key: str, answer: str, at: datetime) -> None:
        """Keep the answer to a press or a `once` key; of two under one key the first stands."""
        row = {"account": account, "key": key, "answer": answer, "at": at}
        async with self._database.writing() as connection:
            await connection.execute(insert(connection, ANSWERS).values(row).on_conflict_do_nothing())

    async def remembered(self, account: str, key: str) -> str | None:
        kept = select(ANSWERS.c.answer).where(ANSWERS.c.account == account, ANSWERS.c.key == key)
        async with self._database.reading() as connection:
            row = await first(connection, kept)
        return None if row is None else row.answer

    async def forget(self, before: datetime) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(ANSWERS).where(ANSWERS.c.at < before))


async def _get(connection: AsyncConnection, message: str) -> Line | None:
    row = await first(connection, select(TABLE).where(TABLE.c.id == message))
    return None if row is None else _line(row)


def _line(row: Row[Any]) -> Line:
    values = row._asdict()
    del values["key"]
    return Line(**values)
