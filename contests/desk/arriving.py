"""Coming in: by a platform that knows the person, or into the web room by links and logins, kept as digests only."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contests.desk.founding import WEB
from contests.model.member import Account, Member, Role
from contests.ports import Login, PersonalLink, Store, Work
from contests.refusals import Refusal
from contests.rules.limits import TextLimits, check_length, is_blank

LINK_LASTS = timedelta(days=7)
"""How long a personal link may wait for its one use."""
LOGIN_LASTS = timedelta(days=30)
"""How long a login by a personal link is good."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: a member, and the account by which they came in."""

    member: Member
    account: Account


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody as their platform shows them."""

    platform: str
    handle: str
    """The platform's own id of this person, which never changes."""
    name: str
    """What they are called there now; it becomes their name here when they first come in."""
    language: str | None = None
    """The language that they use there, where it is one that is spoken here."""
    joined_at: datetime | None = None
    """Since when they are in the place where they were met, where the platform says it."""


async def come_in(store: Store, community: str, who: Stranger, at: datetime) -> Person:
    """Return the person of a community who a platform's person is, made now where they are new.

    Somebody who is known keeps their name and language. Raises: Refusal `no_such` for the community.
    """
    async with store.reading() as work:
        if known := await _known_in(work, community, who.platform, who.handle):
            return known
    async with store.work() as work:
        return await welcomed(work, (await work.people.community(community)).id, who, frozenset(), at)


async def known_as(store: Store, platform: str, handle: str) -> list[Person]:
    """Return who a platform's person is, in each community that knows them; first made first."""
    async with store.reading() as work:
        accounts = await work.people.accounts_of(platform, handle)
        members = await work.people.members([one.member for one in accounts])
    return [Person(members[one.member], one) for one in accounts]


async def welcomed(work: Work, community: str, who: Stranger, roles: frozenset[Role], at: datetime) -> Person:
    """Return a platform's person with these further roles, made where nobody knows them yet."""
    known = await _known_in(work, community, who.platform, who.handle)
    if known is None:
        member = Member(work.new_id(), community, _fitting(who), min(who.joined_at or at, at), roles)
        account = Account(work.new_id(), community, member.id, who.platform, who.handle, who.language)
        await work.people.save_member(member)
        await work.people.save_account(account)
        return Person(member, account)
    if roles <= known.member.roles:
        return known
    member = replace(known.member, roles=known.member.roles | roles)
    await work.people.save_member(member)
    return replace(known, member=member)


async def _known_in(work: Work, community: str, platform: str, handle: str) -> Person | None:
    account = await work.people.account_of(community, platform, handle)
    return Person(await work.people.member(account.member), account) if account else None


def _fitting(who: Stranger) -> str:
    """Return a name that is not blank and not too long, whatever the platform says."""
    name = who.handle if is_blank(who.name) else who.name.strip()
    return name[: TextLimits().name].strip()


async def join_person(store: Store, name: str, role: Role, at: datetime, *, digest: str, until: datetime) -> Person:
    """Make a new person of the first community, of whatever name, with a login.

    Raises:
        Refusal: `needs_argument` without a name, `too_long`, `no_such` before there is a community.
    """
    async with store.work() as work:
        communities = await work.people.communities()
        if not communities:
            raise Refusal("no_such", what="community")
        member = await _new_member(work, communities[0].id, name, role, at)
        return await _logged_in(work, member, digest, until)


async def make_link(
    store: Store, community: str, name: str, role: Role, at: datetime, *, digest: str
) -> tuple[Member, datetime]:
    """Keep a personal link for the one member of this name and role, or for a new one; return until when it is good.

    A link gives nobody a further role: a member who lacks it is told apart from a new person of the same name.

    Raises:
        Refusal: `needs_argument` without a name, or where several have it (`why=several`); `too_long`.
    """
    async with store.work() as work:
        named = await work.people.named(community, name.strip())
        fitting = [one for one in named if role is Role.MEMBER or one.is_a(role)]
        if len(fitting) > 1:
            raise Refusal("needs_argument", name="NAME", why="several", found=", ".join(one.id for one in fitting))
        member = fitting[0] if fitting else await _new_member(work, community, name, role, at)
        until = at + LINK_LASTS
        await work.people.save_link(PersonalLink(digest, "login", community, member.id, until))
    return member, until


async def look_at_link(store: Store, link: str, at: datetime) -> Member:
    """Return whom a personal link would let in, and use nothing up. Raises: Refusal as `enter_by_link`."""
    async with store.reading() as work:
        return await _invited(work, await _usable_link(work, link, at))


async def enter_by_link(store: Store, link: str, at: datetime, *, digest: str, until: datetime) -> Person:
    """Use a personal link up, and keep a login for its person.

    Raises:
        Refusal: `no_such` for a link that is unknown or revoked, `already_decided` for one that was used,
            `too_late` for one that is too old.
    """
    async with store.work() as work:
        found = await _usable_link(work, link, at)
        await work.people.save_link(replace(found, used_at=at))
        return await _logged_in(work, await _invited(work, found), digest, until)


async def revoke_link(store: Store, community: str, link: str, at: datetime) -> None:
    """Take a community's personal link back before it is used. Raises: Refusal as `enter_by_link`."""
    async with store.work() as work:
        found = await _usable_link(work, link, at)
        if found.community != community:
            raise Refusal("no_such", what="link")
        await work.people.save_link(replace(found, revoked_at=at))


async def leave_room(store: Store, digest: str, at: datetime) -> None:
    """End a login; an unknown one is none."""
    async with store.work() as work:
        if login := await work.people.login(digest):
            await work.people.save_login(replace(login, expires_at=at))


async def who_is(store: Store, digest: str, at: datetime) -> Person | None:
    """Return whom a login speaks for; None where it is unknown or over."""
    async with store.reading() as work:
        login = await work.people.login(digest)
        if login is None or at >= login.expires_at:
            return None
        account = await work.people.account(login.account)
        return Person(await work.people.member(account.member), account)


async def room_of_their_own(store: Store, member_id: str) -> Account:
    """Return the account by which a member has a web room of their own, made now where there is none.

    It speaks the language of an account that they have already. Raises: Refusal `no_such`.
    """
    async with store.work() as work:
        return await _web_account(work, await work.people.member(member_id))


async def _new_member(work: Work, community: str, name: str, role: Role, at: datetime) -> Member:
    if is_blank(name):
        raise Refusal("needs_argument", name="name")
    check_length("name", name.strip(), TextLimits().name)
    roles = frozenset[Role]() if role is Role.MEMBER else frozenset({role})
    member = Member(work.new_id(), community, name.strip(), at, roles)
    await work.people.save_member(member)
    return member


async def _logged_in(work: Work, member: Member, digest: str, until: datetime) -> Person:
    account = await _web_account(work, member)
    await work.people.save_login(Login(digest, account.id, until))
    return Person(member, account)


async def _web_account(work: Work, member: Member) -> Account:
    known = await work.people.accounts(member.id)
    for account in known:
        if account.platform == WEB:
            return account
    language = next((one.language for one in known if one.language), None)
    account = Account(work.new_id(), member.community, member.id, WEB, member.id, language)
    await work.people.save_account(account)
    return account


async def _usable_link(work: Work, digest: str, at: datetime) -> PersonalLink:
    link = await work.people.link(digest)
    if link is None or link.purpose != "login" or link.revoked_at:
        raise Refusal("no_such", what="link")
    if link.used_at:
        raise Refusal("already_decided", why="link", at=link.used_at.isoformat())
    if at >= link.expires_at:
        raise Refusal("too_late", why="link", at=link.expires_at.isoformat())
    return link


async def _invited(work: Work, link: PersonalLink) -> Member:
    if link.member is None:
        raise Refusal("no_such", what="link")
    return await work.people.member(link.member)
