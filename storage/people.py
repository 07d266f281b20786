"""Communities with their venues and kit; members with their roles, accounts and ways in."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.model.ballot import Voters
from contests.model.community import Brand, Community, KitPiece, Venue
from contests.model.member import Account, Member, Role
from contests.ports import Login, PersonalLink
from contests.refusals import Refusal
from storage import schema
from storage.acquaintance import known_at
from storage.ballot_statements import electorates
from storage.linking import tell_accounts_apart
from storage.statements import Values, column, first, keep_in_step, next_number, rows, store

COMMUNITIES, VENUES, MEMBERS, ROLES, ACCOUNTS = (
    schema.communities, schema.venues, schema.members, schema.roles, schema.accounts,
)  # fmt: skip
LINKS, LOGINS, KIT = schema.links, schema.logins, schema.kit


class SqlPeople:
    """The people, in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection

    async def community(self, community: str) -> Community:
        return _community(await self._known("community", COMMUNITIES, community))

    async def communities(self) -> list[Community]:
        wanted = select(COMMUNITIES).order_by(COMMUNITIES.c.number)
        return [_community(row) for row in await rows(self._connection, wanted)]

    async def save_community(self, community: Community) -> None:
        row = {
            "id": community.id,
            **asdict(community.brand),
            "language": community.language,
            "zone": community.zone,
            "number": await next_number(self._connection, COMMUNITIES.c.number),
        }
        await store(self._connection, COMMUNITIES, row, keep={"number": COMMUNITIES.c.number})

    async def venue(self, venue: str) -> Venue:
        return Venue(**(await self._known("venue", VENUES, venue))._asdict())

    async def venue_at(self, platform: str, place: str) -> Venue | None:
        at = select(VENUES).where(VENUES.c.platform == platform, VENUES.c.place == place)
        row = await first(self._connection, at)
        return None if row is None else Venue(**row._asdict())

    async def venues(self, community: str) -> list[Venue]:
        oldest_first = (VENUES.c.joined_at, VENUES.c.id)
        wanted = select(VENUES).where(VENUES.c.community == community).order_by(*oldest_first)
        return [Venue(**row._asdict()) for row in await rows(self._connection, wanted)]

    async def venues_on(self, platform: str, prefix: str) -> list[Venue]:
        begins = func.substr(VENUES.c.place, 1, len(prefix)) == prefix  # LIKE knows no letter case on SQLite
        wanted = select(VENUES).where(VENUES.c.platform == platform, begins).order_by(VENUES.c.joined_at, VENUES.c.id)
        return [Venue(**row._asdict()) for row in await rows(self._connection, wanted)]

    async def save_venue(self, venue: Venue) -> None:
        await store(self._connection, VENUES, asdict(venue))

    async def member(self, member: str) -> Member:
        stands_for_it = select(func.coalesce(MEMBERS.c.merged_into, MEMBERS.c.id)).where(MEMBERS.c.id == member)
        found = await self._members(MEMBERS.c.id == stands_for_it.scalar_subquery())
        if not found:
            raise Refusal("no_such", what="member", id=member)
        return found[0]

    async def members(self, ids: Collection[str]) -> dict[str, Member]:
        return {member.id: member for member in await self._members(MEMBERS.c.id.in_(ids))}

    async def named(self, community: str, name: str) -> list[Member]:
        of_that_name = (MEMBERS.c.community == community, MEMBERS.c.folded == name.casefold())
        return await self._members(*of_that_name, MEMBERS.c.merged_into.is_(None))

    async def with_role(self, community: str, *roles: Role) -> list[Member]:
        holders = select(ROLES.c.member).where(ROLES.c.role.in_(roles))
        return await self._members(MEMBERS.c.community == community, MEMBERS.c.id.in_(holders))

    async def roll(self, community: str, until: datetime, voters: Voters = Voters.EVERYBODY) -> int:
        runs = select(ROLES.c.member).where(ROLES.c.role.in_((Role.MANAGER, Role.MODERATOR, Role.JUROR)))
        joined = (MEMBERS.c.community == community, MEMBERS.c.joined_at <= until, MEMBERS.c.merged_into.is_(None))
        counted = select(func.count()).select_from(MEMBERS).where(*joined, MEMBERS.c.id.not_in(runs))
        if voters is not Voters.EVERYBODY:
            of_them = select(MEMBERS.c.id).where(MEMBERS.c.community == community)
            counted = counted.where(MEMBERS.c.id.in_(electorates(of_them)[voters]))
        return await self._connection.scalar(counted) or 0

    async def save_member(self, member: Member) -> None:
        row = {
            "id": member.id,
            "community": member.community,
            "name": member.name,
            "folded": member.name.casefold(),
            "joined_at": member.joined_at,
        }
        before = await self._members(MEMBERS.c.id == member.id)
        await store(self._connection, MEMBERS, row)
        await keep_in_step(self._connection, ROLES, _roles(before[0]) if before else [], _roles(member))

    async def account(self, account: str) -> Account:
        return _account(await self._known("account", ACCOUNTS, account))

    async def account_of(self, community: str, platform: str, handle: str) -> Account | None:
        at = (ACCOUNTS.c.community == community, ACCOUNTS.c.platform == platform, ACCOUNTS.c.handle == handle)
        row = await first(self._connection, select(ACCOUNTS).where(*at))
        return None if row is None else _account(row)

    async def accounts(self, member: str) -> list[Account]:
        wanted = select(ACCOUNTS).where(ACCOUNTS.c.member == member).order_by(ACCOUNTS.c.number)
        return [_account(row) for row in await rows(self._connection, wanted)]

    async def accounts_of(self, platform: str, handle: str) -> list[Account]:
        same = (ACCOUNTS.c.platform == platform, ACCOUNTS.c.handle == handle)
        wanted = select(ACCOUNTS).where(*same).order_by(ACCOUNTS.c.number)
        return [_account(row) for row in await rows(self._connection, wanted)]

    async def known_at(self, platform: str, handles: Collection[str]) -> list[tuple[Account, Member]]:
        return await self._connection.run_sync(known_at, platform, handles)

    async def save_account(self, account: Account) -> None:
        if await first(self._connection, select(ACCOUNTS.c.id).where(ACCOUNTS.c.member == account.member).limit(1)):
            await self._may_have_several(account)
        linked = ACCOUNTS.c.member == account.member
        row = asdict(account) | {"number": await next_number(self._connection, ACCOUNTS.c.number)}
        stays = {"number": case((linked, ACCOUNTS.c.number), else_=row["number"])}
        await store(self._connection, ACCOUNTS, row, keep=stays)

    async def _may_have_several(self, account: Account) -> None:
        """Tell the accounts apart of a member who gets this one, and of whose it was."""
        was = await column(self._connection, select(ACCOUNTS.c.member).where(ACCOUNTS.c.id == account.id))
        if was != [account.member]:
            for member in (*was, account.member):
                await tell_accounts_apart(self._connection, member)

    async def save_link(self, link: PersonalLink) -> None:
        await store(self._connection, LINKS, asdict(link))

    async def link(self, digest: str) -> PersonalLink | None:
        row = await first(self._connection, select(LINKS).where(LINKS.c.digest == digest))
        return None if row is None else PersonalLink(**row._asdict())

    async def save_login(self, login: Login) -> None:
        await store(self._connection, LOGINS, asdict(login))

    async def login(self, digest: str) -> Login | None:
        row = await first(self._connection, select(LOGINS).where(LOGINS.c.digest == digest))
        return None if row is None else Login(**row._asdict())

    async def has_come_in(self, account: str) -> bool:
        return await first(self._connection, select(LOGINS.c.digest).where(LOGINS.c.account == account)) is not None

    async def kit(self, community: str) -> list[KitPiece]:
        wanted = select(KIT).where(KIT.c.community == community).order_by(KIT.c.title, KIT.c.id)
        return [KitPiece(**row._asdict()) for row in await rows(self._connection, wanted)]

    async def save_piece(self, piece: KitPiece) -> None:
        await store(self._connection, KIT, asdict(piece))

    async def _known(self, what: str, table: Table, id_: str) -> Row[Any]:
        row = await first(self._connection, select(table).where(table.c.id == id_))
        if row is None:
            raise Refusal("no_such", what=what, id=id_)
        return row

    async def _members(self, *conditions: ColumnElement[bool]) -> list[Member]:
        wanted = select(MEMBERS).where(*conditions)
        of_these = select(ROLES).where(ROLES.c.member.in_(wanted.with_only_columns(MEMBERS.c.id)))
        roles: dict[str, set[Role]] = defaultdict(set)
        for row in await rows(self._connection, of_these):
            roles[row.member].add(Role(row.role))
        found = await rows(self._connection, wanted.order_by(MEMBERS.c.joined_at, MEMBERS.c.id))
        return [_member(row, roles[row.id]) for row in found]


def _community(row: Row[Any]) -> Community:
    return Community(row.id, Brand(row.name, row.colour, row.logo), row.language, row.zone)


def _member(row: Row[Any], roles: set[Role]) -> Member:
    return Member(row.id, row.community, row.name, row.joined_at, frozenset(roles))


def _account(row: Row[Any]) -> Account:
    return Account(row.id, row.community, row.member, row.platform, row.handle, row.language, row.linked_from)


def _roles(member: Member) -> list[Values]:
    return [{"member": member.id, "role": role} for role in member.roles]
