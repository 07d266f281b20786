"""Codes by which accounts are linked, and the rows of two members that become those of one."""

import base64
import secrets
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.model.ballot import Receipt, read_mark, written
from contests.model.member import LinkCode
from contests.rules.linking import Cast, Said
from storage import schema
from storage.ballot_box import receipt_code
from storage.schema import EPOCH, MICROSECOND
from storage.statements import column, first, rows, store
from storage.statements import insert as insert_new

CODES, TRIES, ACCOUNTS, MEMBERS = schema.link_codes, schema.link_tries, schema.accounts, schema.members
CHOICES, RECEIPTS, HELD, ROUNDS, VOTED = (
    schema.choices, schema.receipts, schema.held, schema.rounds, schema.voted_by,
)  # fmt: skip
THEIRS = (schema.entries, schema.standings, schema.offers, schema.outbox)
"""The tables with a member's rows that go over with them as they are."""


class SqlLinking:
    """Linking, in one transaction."""

    def __init__(self, connection: AsyncConnection, secret: bytes) -> None:
        """Work in this transaction; `secret` makes receipts."""
        self._connection = connection
        self._secret = secret
        self.stirred = False
        """Whether ballots became one, so that there are fewer voters."""

    async def save_code(self, code: LinkCode) -> None:
        await store(self._connection, CODES, asdict(code))

    async def code(self, digest: str) -> LinkCode | None:
        return await self._code(CODES.c.digest == digest)

    async def code_of(self, code: str) -> LinkCode | None:
        return await self._code(CODES.c.id == code)

    async def made(self, account: str, since: datetime) -> list[datetime]:
        mine = select(CODES.c.made_at).where(CODES.c.account == account, CODES.c.made_at > since)
        return await column(self._connection, mine.order_by(CODES.c.made_at))

    async def note_wrong(self, account: str, at: datetime) -> None:
        values = select(ACCOUNTS.c.community).where(ACCOUNTS.c.id == account).scalar_subquery()
        row = {"id": _new_id(), "community": values, "account": account, "at": at}
        await self._connection.execute(insert(TRIES).values(row))

    async def wrong(self, account: str, since: datetime) -> list[datetime]:
        return await self._tries(TRIES.c.account == account, since)

    async def wrong_in(self, community: str, since: datetime) -> list[datetime]:
        return await self._tries(TRIES.c.community == community, since)

    async def forget(self, before: datetime) -> None:
        await self._connection.execute(delete(CODES).where(CODES.c.made_at < before))
        await self._connection.execute(delete(TRIES).where(TRIES.c.at < before))

    async def known_since(self, members: Collection[str]) -> dict[str, int]:
        theirs = select(ACCOUNTS.c.member, func.min(ACCOUNTS.c.number).label("first"))
        theirs = theirs.where(ACCOUNTS.c.member.in_(members)).group_by(ACCOUNTS.c.member)
        return {row.member: row.first for row in await rows(self._connection, theirs)}

    async def cast(self, round_id: str, member: str) -> Cast:
        mine = and_(CHOICES.c.round == round_id, CHOICES.c.member == member)
        chosen = select(CHOICES.c.entry, CHOICES.c.choice, CHOICES.c.at).where(mine)
        receipts = await self._receipts(round_id, member)
        return Cast(
            {row.entry: (read_mark(row.choice), row.at) for row in await rows(self._connection, chosen)},
            receipts[-1].at if receipts else None,
        )

    async def unite(
        self,
        round_id: str,
        stays: str,
        goes: str,
        choices: Mapping[str, Said],
        *,
        renewed_at: datetime | None,
    ) -> Receipt | None:
        self.stirred = True
        both = (stays, goes)
        await self._connection.execute(delete(CHOICES).where(CHOICES.c.round == round_id, CHOICES.c.member.in_(both)))
        key = {"round": round_id, "member": stays}
        made = [key | {"entry": subject, "choice": written(mark), "at": at} for subject, (mark, at) in choices.items()]
        await store(self._connection, CHOICES, *made)
        known = len(await self._receipts(round_id, stays))
        moved = [
            key | {"version": version, "code": one.code, "at": one.at}
            for version, one in enumerate(await self._receipts(round_id, goes), known + 1)
        ]
        old = delete(RECEIPTS).where(RECEIPTS.c.round == round_id, RECEIPTS.c.member == goes)
        await self._connection.execute(old)
        await store(self._connection, RECEIPTS, *moved)
        return None if renewed_at is None else await self._renew(round_id, stays, known + len(moved) + 1, renewed_at)

    async def hand_over(self, stays: str, goes: str) -> None:
        for table in THEIRS:
            await self._connection.execute(update(table).where(table.c.member == goes).values(member=stays))
        await self._hand_reminders_over(stays, goes)
        await self._hand_showings_over(stays, goes)
        theirs = update(MEMBERS).where((MEMBERS.c.id == goes) | (MEMBERS.c.merged_into == goes))
        await self._connection.execute(theirs.values(merged_into=stays))

    async def tell_apart(self, member: str) -> None:
        await tell_accounts_apart(self._connection, member)

    async def voted(self, member: str, rounds: Collection[str]) -> dict[str, list[str]]:
        theirs = select(VOTED.c.round, VOTED.c.account).join(ACCOUNTS).where(ACCOUNTS.c.member == member)
        found: dict[str, list[str]] = defaultdict(list)
        for row in await rows(self._connection, theirs.where(VOTED.c.round.in_(rounds))):
            found[row.round].append(row.account)
        return found

    async def _hand_reminders_over(self, stays: str, goes: str) -> None:
        table = schema.reminders
        wanted = await column(self._connection, select(table.c.contest).where(table.c.member == goes))
        await store(self._connection, table, *({"contest": one, "member": stays} for one in wanted))
        await self._connection.execute(delete(table).where(table.c.member == goes))

    async def _hand_showings_over(self, stays: str, goes: str) -> None:
        """Of what was shown to both in a round, what was shown later is what was shown to the one that they are."""
        shown = await rows(
            self._connection, select(HELD).where(HELD.c.member.in_((stays, goes))).order_by(HELD.c.until)
        )
        last = {row.round: row._asdict() | {"member": stays} for row in shown}
        await self._connection.execute(delete(HELD).where(HELD.c.member.in_((stays, goes))))
        await store(self._connection, HELD, *last.values())

    async def _renew(self, round_id: str, member: str, version: int, at: datetime) -> Receipt:
        contest = await self._connection.scalar(select(ROUNDS.c.contest).where(ROUNDS.c.id == round_id)) or ""
        code = receipt_code(self._secret, contest, (round_id, member), version, (at - EPOCH) // MICROSECOND)
        row = {"round": round_id, "member": member, "version": version, "code": code, "at": at}
        await store(self._connection, RECEIPTS, row)
        return Receipt(code, contest, round_id, version, at)

    async def _receipts(self, round_id: str, member: str) -> list[Row[Any]]:
        mine = select(RECEIPTS).where(RECEIPTS.c.round == round_id, RECEIPTS.c.member == member)
        return list(await rows(self._connection, mine.order_by(RECEIPTS.c.version)))

    async def _code(self, condition: ColumnElement[bool]) -> LinkCode | None:
        row = await first(self._connection, select(CODES).where(condition))
        return None if row is None else LinkCode(**row._asdict())

    async def _tries(self, condition: ColumnElement[bool], since: datetime) -> list[datetime]:
        wanted = select(TRIES.c.at).where(condition, TRIES.c.at > since)
        return await column(self._connection, wanted.order_by(TRIES.c.at))


async def tell_accounts_apart(connection: AsyncConnection, member: str) -> None:
    """Note of a member with one account that it cast what they have cast in open rounds; then there may be more."""
    alone = (
        select(ACCOUNTS.c.member)
        .where(ACCOUNTS.c.member == member)
        .group_by(ACCOUNTS.c.member)
        .having(func.count() == 1)
    )
    only = exists().where(MEMBERS.c.id == member, ~MEMBERS.c.has_several, MEMBERS.c.id.in_(alone))
    cast = select(RECEIPTS.c.round, ACCOUNTS.c.id).join(ROUNDS).join(ACCOUNTS, ACCOUNTS.c.member == RECEIPTS.c.member)
    theirs = cast.where(RECEIPTS.c.member == member, RECEIPTS.c.version == 1, ROUNDS.c.closed_at.is_(None), only)
    noted = insert_new(connection, VOTED).from_select(["round", "account"], theirs).on_conflict_do_nothing()
    await connection.execute(noted)
    await connection.execute(update(MEMBERS).where(MEMBERS.c.id == member).values(has_several=True))


def _new_id() -> str:
    return base64.b32encode(secrets.token_bytes(8)).decode().lower()[:12]
