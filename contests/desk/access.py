"""Who may see and do what: the checks that every use case begins with."""

from dataclasses import replace

from contests.model.contest import Contest, State
from contests.model.entry import Entry, EntryState
from contests.model.member import Member, Role
from contests.ports import Actor, Work
from contests.refusals import Refusal


def must_be(member: Member, *roles: Role) -> None:
    """Refuse whoever holds none of the roles.

    Raises:
        Refusal: `role` with the first of the roles that would do.

    """
    if not member.is_a(*roles):
        raise Refusal("role", why="needs", role=roles[0].value)


def must_manage(actor: Actor) -> None:
    """Refuse whoever is no manager. Raises: Refusal `role`."""
    must_be(actor.member, Role.MANAGER)


def must_moderate(actor: Actor) -> None:
    """Refuse whoever is neither moderator nor manager. Raises: Refusal `role`."""
    must_be(actor.member, Role.MODERATOR, Role.MANAGER)


async def as_now(work: Work, actor: Actor) -> Actor:
    """Return the actor as who they are in this transaction: their account may have been linked since it was heard."""
    account = await work.people.account(actor.account.id)
    return replace(actor, member=await work.people.member(account.member), account=account)


async def contest_for(work: Work, actor: Actor, contest_id: str) -> Contest:
    """Return a contest of the actor's community; drafts are there for managers only.

    Raises:
        Refusal: `no_such`, also for another community's contest: nothing crosses between them.

    """
    return seen_contest(actor, await work.contests.get(contest_id))


def seen_contest(actor: Actor, contest: Contest) -> Contest:
    """Return a contest that the actor may see. Raises: as `contest_for`."""
    hidden = contest.state is State.DRAFT and not actor.member.is_a(Role.MANAGER)
    if contest.community != actor.member.community or hidden:
        raise Refusal("no_such", what="contest", id=contest.id)
    return contest


async def entry_for(work: Work, actor: Actor, entry_id: str) -> tuple[Entry, Contest]:
    """Return an entry that the actor may see, and its contest.

    Raises:
        Refusal: `no_such` where it is unknown, elsewhere, or hidden from the actor; `withdrawn`.

    """
    entry = await work.entries.get(entry_id)
    contest = await work.contests.get(entry.contest)
    return seen_entry(actor, entry, contest), contest


def seen_entry(actor: Actor, entry: Entry, contest: Contest) -> Entry:
    """Return an entry of this contest that the actor may see. Raises: as `entry_for`."""
    if contest.community != actor.member.community or not may_see(entry, actor.member):
        raise Refusal("no_such", what="entry", id=entry.id)
    if entry.state is EntryState.WITHDRAWN and entry.member != actor.member.id:
        raise Refusal("withdrawn")
    return entry


def may_see(entry: Entry, member: Member) -> bool:
    """Tell whether a member may see an entry, or at least its place."""
    own = entry.member == member.id
    if entry.state is EntryState.DRAFT:
        return own
    moderates = member.is_a(Role.MODERATOR, Role.MANAGER)
    return own or moderates or entry.is_public or entry.state is EntryState.WITHDRAWN


async def own_entry(work: Work, actor: Actor, entry_id: str) -> tuple[Entry, Contest]:
    """Return an entry or draft of the actor's own, and its contest.

    Raises:
        Refusal: as `entry_for`; `not_yours` for an entry that the actor may only see.

    """
    actor = await as_now(work, actor)
    entry, contest = await entry_for(work, actor, entry_id)
    if entry.member != actor.member.id:
        raise Refusal("not_yours", why="entry", entry=entry.words.title)
    return entry, contest


def named_to(contest: Contest, entry: Entry, member: Member | None) -> bool:
    """Tell whether an entry's author is named to a reader: all are, once the contest is decided."""
    if contest.is_frozen:
        return True
    return member is not None and (entry.member == member.id or member.is_a(Role.MODERATOR, Role.MANAGER))
