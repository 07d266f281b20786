"""Whom a platform's people are: asked for with the first press of everybody who comes to vote."""

from collections import defaultdict
from collections.abc import Collection
from functools import cache

import orjson
from sqlalchemy import BigInteger, Connection, Dialect, bindparam, select, text, type_coerce

from contests.model.member import Account, Member, Role
from storage.schema import EPOCH, MICROSECOND, accounts, members, roles
from storage.statements import IDS, rows_together, together


def known_at(connection: Connection, platform: str, handles: Collection[str]) -> list[tuple[Account, Member]]:
    """Return who these people of a platform are, in all communities; in no order."""
    asked = orjson.dumps(list(handles)).decode()
    found: dict[str, tuple[Account, str, int]] = {}
    held: defaultdict[str, set[Role]] = defaultdict(set)
    for *account, name, joined_at, role in rows_together(connection, _theirs(connection.dialect), asked, platform):
        found[account[0]] = Account(*account), name, joined_at
        if role is not None:
            held[account[0]].add(Role(role))
    return [
        (one, Member(one.member, one.community, name, EPOCH + joined_at * MICROSECOND, frozenset(held[one.id])))
        for one, name, joined_at in found.values()
    ]


@cache
def _theirs(dialect: Dialect) -> str:
    """Return the statement: it is the same each time, compiled once for the driver."""
    columns = ("id", "community", "member", "platform", "handle", "language", "linked_from")
    joined_at = type_coerce(members.c.joined_at, BigInteger).label("joined_at")
    said = select(*(accounts.c[name] for name in columns), members.c.name, joined_at, roles.c.role)
    joined = said.select_from(accounts.join(members, members.c.id == accounts.c.member).outerjoin(roles))
    handles = text(IDS[dialect.name])
    theirs = joined.where(accounts.c.handle.in_(handles), accounts.c.platform == bindparam("platform"))
    return together(dialect, theirs)
