"""Linking accounts: two of them become one member, with one ballot (RULES.md 28, 30)."""

from dataclasses import dataclass, replace
from datetime import datetime

from contests.desk.access import as_now
from contests.desk.owing import owe
from contests.desk.people import digest_of, takes_part_in
from contests.lifecycle.following import ambassadors, marked
from contests.model.ballot import Receipt
from contests.model.contest import Contest, Round
from contests.model.member import Account, LinkCode, Member, Role
from contests.ports import Act, Actor, Store, Work
from contests.refusals import Refusal
from contests.rules.linking import (
    CODE_LASTS,
    WINDOW,
    Cast,
    check_codes,
    check_roles,
    check_tries,
    check_unlinking,
    merged,
    open_polls,
    usable,
    votes_on,
)


@dataclass(frozen=True, slots=True)
class Joining:
    """What linking two accounts would do, or did."""

    code: str
    """The id of the code by which it is confirmed."""
    other: Account
    """The one that asked for the code."""
    member: Member
    """Who both are then: the one whose account was here first."""
    goes: Member
    """Who becomes one with them."""
    other_name: str
    """What the other account is called now."""
    entries: int
    """Entries of both in contests, together."""
    both_voted: tuple[str, ...]
    """The contests with an open vote in which both have a ballot."""
    own_votes: int
    """Choices that go, since they are on entries that are now their own."""
    receipts: tuple[tuple[Receipt, str], ...] = ()
    """The new receipts, each with the title of its contest."""


@dataclass(frozen=True, slots=True)
class _Poll:
    """An open vote with what both have cast in it, and what comes of that."""

    contest: Contest
    round: Round
    stays: Cast
    goes: Cast
    own: frozenset[str]

    @property
    def both_voted(self) -> bool:
        return self.stays.at is not None and self.goes.at is not None

    @property
    def own_votes(self) -> int:
        return votes_on({**self.goes.choices, **self.stays.choices}, self.own)


async def make_link_code(store: Store, actor: Actor, code: str) -> datetime:
    """Keep a single-use code by which another account is linked to the actor's; return until when it is good.

    Raises:
        Refusal: `not_open` with `why=link_codes` and `at`, where this account asked for too many.
    """
    async with store.work() as work:
        check_codes(await work.linking.made(actor.account.id, actor.at - WINDOW))
        until = actor.at + CODE_LASTS
        kept = LinkCode(work.new_id(), digest_of(code), actor.member.community, actor.account.id, actor.at, until)
        await work.linking.save_code(kept)
    return until


async def type_link_code(store: Store, actor: Actor, code: str) -> Joining:
    """Return what linking by this code would do; from now on nobody else may use it.

    Raises:
        Refusal: `no_such`, `already_decided`, `too_late` for the code; `not_open` with `why=link_tries` and `at` where
            too many wrong ones were typed; `role` with `why=link_takes_part`; `already_decided` with `why=linked`.
    """
    async with store.work() as work:
        since = actor.at - WINDOW
        wrong_here = await work.linking.wrong_in(actor.member.community, since)
        check_tries(await work.linking.wrong(actor.account.id, since), wrong_here)
        found = await work.linking.code(digest_of(code))
        try:
            usable(found, actor.account, actor.at)
        except Refusal as refusal:
            if refusal.facts.get("what") == "link_code":
                await work.linking.note_wrong(actor.account.id, actor.at)
            wrong = refusal
        else:
            asked = replace(usable(found, actor.account, actor.at), asked_by=actor.account.id)
            await work.linking.save_code(asked)
            return (await _joining(work, await as_now(work, actor), asked))[0]
    raise wrong  # after the try was counted


async def link_accounts(store: Store, actor: Actor, code_id: str) -> Joining:
    """Make the actor's account and the one that asked for a code one member, who has one ballot in each open vote.

    Raises: Refusal as `type_link_code`; `no_such` with `what=link_code` for a code that the actor did not type.
    """
    async with store.work() as work:
        found = await work.linking.code_of(code_id)
        if found is None or found.asked_by != actor.account.id:
            raise Refusal("no_such", what="link_code")
        code = usable(found, actor.account, actor.at)
        await work.linking.save_code(replace(code, used_at=actor.at))
        joining, polls = await _joining(work, await as_now(work, actor), code)
        for one in (joining.member, joining.goes):
            await work.linking.tell_apart(one.id)
        receipts = [await _united(work, one, joining, actor.at) for one in polls]
        await _join(work, joining, actor.at)
        made = [(one, poll.contest.title) for one, poll in zip(receipts, polls, strict=True) if one]
        member = await work.people.member(joining.member.id)
    return replace(joining, member=member, receipts=tuple(made))


async def accounts_of(store: Store, actor: Actor) -> list[Account]:
    """Return the accounts of the actor's member, first linked first."""
    async with store.reading() as work:
        return await work.people.accounts((await as_now(work, actor)).member.id)


async def unlink_account(store: Store, actor: Actor, account_id: str) -> tuple[Account, Member]:
    """Make one of the actor's linked accounts a new member; all that was, stays with the account linked first.

    Raises:
        Refusal: `no_such` with `what=linked` for an account that is not linked to the actor's;
            `not_open` with `why=both_voted`, `contest` and `at` during a round in which both voted.
    """
    async with store.work() as work:
        me = (await as_now(work, actor)).member
        own = {one.id: one for one in await work.people.accounts(me.id)}
        if account_id not in own:
            raise Refusal("no_such", what="linked")
        account = own[account_id]
        contests = await work.contests.find(me.community)
        polls = open_polls(contests, actor.at)
        voted = await work.linking.voted(me.id, [one.id for _, one in polls])
        check_unlinking(account, voted, polls)
        was = (await work.people.members([account.linked_from or ""])).get(account.linked_from or "")
        fresh = Member(work.new_id(), me.community, was.name if was else me.name, actor.at)
        await work.people.save_member(fresh)
        alone = replace(account, member=fresh.id, linked_from=None)
        await work.people.save_account(alone)
        await work.journal.write(Act(me.community, me.id, "unlink", fresh.id, actor.at))
        await _owe_marks(work, contests, me.id, fresh.id, actor.at)
    return alone, fresh


async def _joining(work: Work, actor: Actor, code: LinkCode) -> tuple[Joining, list[_Poll]]:
    """Return what linking would do. Raises: Refusal `role`, `already_decided` with `why=linked`."""
    other = await work.people.account(code.account)
    if other.member == actor.member.id:
        raise Refusal("already_decided", why="linked")
    theirs = await work.people.member(other.member)
    stays, goes = await _older_first(work, actor.member, theirs)
    parts = {one.id: await takes_part_in(work, one) for one in (stays, goes)}
    check_roles(stays, goes, parts)
    polls = await _polls(work, stays, goes, actor.at)
    joining = Joining(
        code=code.id,
        other=other,
        member=stays,
        goes=goes,
        other_name=theirs.name,
        entries=sum([len(await work.entries.of_member(one.id)) for one in (stays, goes)]),
        both_voted=tuple(one.contest.title for one in polls if one.both_voted),
        own_votes=sum(one.own_votes for one in polls),
    )
    return joining, polls


async def _older_first(work: Work, one: Member, other: Member) -> tuple[Member, Member]:
    """Return two members in the order in which their first accounts came to be known."""
    known = await work.linking.known_since([one.id, other.id])
    return (one, other) if known[one.id] < known[other.id] else (other, one)


async def _polls(work: Work, stays: Member, goes: Member, at: datetime) -> list[_Poll]:
    entries = [*await work.entries.of_member(stays.id), *await work.entries.of_member(goes.id)]
    return [
        _Poll(
            contest,
            one,
            await work.linking.cast(one.id, stays.id),
            await work.linking.cast(one.id, goes.id),
            frozenset(entry.id for entry in entries if entry.contest == contest.id),
        )
        for contest, one in open_polls(await work.contests.find(stays.community), at)
    ]


async def _united(work: Work, poll: _Poll, joining: Joining, at: datetime) -> Receipt | None:
    """Make one ballot of two; it has a new receipt where it says something else than each did."""
    choices = merged(poll.round, poll.stays, poll.goes, poll.own, poll.contest.rules.stars)
    if poll.goes == Cast() and choices == poll.stays.choices:
        return None
    is_new = poll.both_voted or poll.own_votes > 0
    stays, goes = joining.member.id, joining.goes.id
    return await work.linking.unite(poll.round.id, stays, goes, choices, renewed_at=at if is_new else None)


async def _join(work: Work, joining: Joining, at: datetime) -> None:
    stays, goes = joining.member, joining.goes
    for account in await work.people.accounts(goes.id):
        linked_from = account.linked_from or goes.id
        await work.people.save_account(replace(account, member=stays.id, linked_from=linked_from))
    roles = stays.roles | goes.roles
    joined_at = min(stays.joined_at, goes.joined_at)
    await work.people.save_member(replace(goes, roles=frozenset[Role]()))
    await work.people.save_member(replace(stays, roles=roles, joined_at=joined_at))
    await work.linking.hand_over(stays.id, goes.id)
    await work.journal.write(Act(stays.community, stays.id, "link", goes.id, at))
    await _owe_marks(work, await work.contests.find(stays.community), stays.id, stays.id, at)


async def _owe_marks(work: Work, contests: list[Contest], holder: str, marked_anew: str, at: datetime) -> None:
    """Have the marks of a member made to agree wherever `holder` has an office."""
    for contest in contests:
        if holder in ambassadors(contest):
            await owe(work, contest, [marked(contest, marked_anew)], at)
