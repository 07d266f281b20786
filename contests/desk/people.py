"""The people of a community: roles, names, languages, and the codes by which its places join."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from contests.desk.access import must_manage, own_entry
from contests.desk.owing import refresh, show_in_galleries
from contests.model.community import Brand, Community, KitPiece
from contests.model.contest import RUNNING
from contests.model.entry import Entry, EntryState
from contests.model.media import Media
from contests.model.member import Account, Member, Role
from contests.ports import Act, Actor, PersonalLink, Store, Work
from contests.refusals import Refusal
from contests.rules.limits import TextLimits, check_length, is_blank

CODE_LASTS = timedelta(hours=24)
"""How long a code for joining a community is good (RULES.md 26)."""


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def found_member(work: Work, actor: Actor, name: str) -> Member:
    """Return the member of this name or id in the actor's community.

    Raises:
        Refusal: `no_such`; `needs_argument` where several have the name (`why=several`).

    """
    found = await work.people.named(actor.member.community, name.lstrip("@"))
    if not found:
        by_id = [await work.people.member(one) for one in await work.people.members([name])]
        found = [one for one in by_id if one.community == actor.member.community]
    if not found:
        raise Refusal("no_such", what="member", id=name)
    if len(found) > 1:
        raise Refusal("needs_argument", name="NAME", why="several", found=", ".join(one.id for one in found))
    return found[0]


async def appoint(store: Store, actor: Actor, name: str, role: Role) -> Member:
    """Give somebody a role; refused while they take part in a running contest (RULES.md 28).

    Raises:
        Refusal: `role`, `no_such`, `needs_argument`; `already_decided` with `contest` where they take part.

    """
    must_manage(actor)
    async with store.work() as work:
        member = await found_member(work, actor, name)
        if role is not Role.MEMBER:
            await _must_not_take_part(work, member)
        appointed = replace(member, roles=member.roles | {role})
        await work.people.save_member(appointed)
        await _note(work, actor, f"appoint {role}", member)
    return appointed


async def _must_not_take_part(work: Work, member: Member) -> None:
    if part_of := await takes_part_in(work, member):
        raise Refusal("role", why="takes_part", contest=", ".join(part_of), by=member.name)


async def takes_part_in(work: Work, member: Member) -> list[str]:
    """Return the titles of the running contests in which a member has entered or voted (RULES.md 28)."""
    running = {one.id: one for one in await work.contests.find(member.community) if one.state in RUNNING}
    voted = await work.ballots.has_voted(member.id, running)
    entered = [
        entry.contest
        for entry in await work.entries.of_member(member.id)
        if entry.contest in running and entry.counts_against_limit
    ]
    return [one.title for one in running.values() if one.id in {*entered, *voted}]


async def dismiss(store: Store, actor: Actor, name: str, role: Role) -> Member:
    """Take a role away; the last manager keeps theirs (RULES.md 28).

    Raises:
        Refusal: `role` (also `why=last_manager`), `no_such`.

    """
    must_manage(actor)
    async with store.work() as work:
        member = await found_member(work, actor, name)
        if role not in member.roles:
            raise Refusal("no_such", what="role", id=role.value, by=member.name)
        managers = await work.people.with_role(member.community, Role.MANAGER)
        if role is Role.MANAGER and len(managers) == 1:
            raise Refusal("role", why="last_manager")
        dismissed = replace(member, roles=member.roles - {role})
        await work.people.save_member(dismissed)
        await _note(work, actor, f"dismiss {role}", member)
    return dismissed


async def rename(store: Store, actor: Actor, name: str) -> Member:
    """Change the actor's display name. Raises: Refusal `needs_argument`, `too_long`."""
    if is_blank(name):
        raise Refusal("needs_argument", name="name")
    check_length("name", name, TextLimits().name)
    async with store.work() as work:
        renamed = replace(await work.people.member(actor.member.id), name=name.strip())
        await work.people.save_member(renamed)
    return renamed


async def speak(store: Store, actor: Actor, language: str) -> Account:
    """Set the language in which an account is spoken to; the caller checks that it is spoken."""
    async with store.work() as work:
        account = replace(await work.people.account(actor.account.id), language=language)
        await work.people.save_account(account)
    return account


async def set_brand(store: Store, actor: Actor, brand: Brand, zone: str, logo: Media | None = None) -> Community:
    """Change the brand's name, colour, logo and zone.

    Raises:
        Refusal: `role`, `too_long`; `when_unclear` for a zone that is none.

    """
    must_manage(actor)
    check_length("name", brand.name, TextLimits().name)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise Refusal("when_unclear", why="zone", text=zone) from unknown
    async with store.work() as work:
        community = await work.people.community(actor.member.community)
        if logo is not None:
            await work.media.save(logo, actor.at)
            brand = replace(brand, logo=logo.id)
        changed = replace(community, brand=brand, zone=zone)
        await work.people.save_community(changed)
    return changed


async def add_to_kit(
    store: Store, actor: Actor, pieces: list[tuple[Media, str]], licence: str, limits: TextLimits
) -> list[KitPiece]:
    """Add pieces of (file, title) to the kit. Raises: Refusal `role`, `needs_argument` without a file, `too_long`."""
    must_manage(actor)
    if not pieces:
        raise Refusal("needs_argument", name="file")
    check_length("licence", licence, limits.alt)
    added = []
    async with store.work() as work:
        for media, title in pieces:
            check_length("title", title, limits.title)
            check_length("alt", media.alt, limits.alt)
            piece = KitPiece(work.new_id(), actor.member.community, title, media.id, media.alt, licence)
            await work.media.save(media, actor.at)
            await work.people.save_piece(piece)
            added.append(piece)
    return added


async def make_join_code(store: Store, actor: Actor, code: str) -> datetime:
    """Keep a single-use code by which a venue joins the actor's community; return until when it is good.

    Raises:
        Refusal: `role`.

    """
    must_manage(actor)
    until = actor.at + CODE_LASTS
    async with store.work() as work:
        await work.people.save_link(PersonalLink(digest_of(code), "join", actor.member.community, None, until))
    return until


async def _note(work: Work, actor: Actor, what: str, member: Member) -> None:
    await work.journal.write(Act(member.community, actor.member.id, what, member.id, actor.at))


async def stop_messages(store: Store, actor: Actor, entry_id: str, *, stopped: bool = True) -> None:
    """Stop, or take up again, the private messages about one's own entry (RULES.md 10).

    Raises:
        Refusal: `no_such`, `not_yours`.
    """
    async with store.work() as work:
        entry, _ = await own_entry(work, actor, entry_id)
        await work.entries.save(replace(entry, wants_messages=not stopped))


async def show_in_gallery(store: Store, actor: Actor, entry_id: str, *, shown: bool) -> Entry:
    """Say anew, at any time, whether one's own entry may be in the gallery (RULES.md 10).

    Raises:
        Refusal: `no_such`, `not_yours`, `withdrawn`.
    """
    async with store.work() as work:
        entry, contest = await own_entry(work, actor, entry_id)
        if entry.state is EntryState.WITHDRAWN:
            raise Refusal("withdrawn", entry=entry.words.title)
        changed = replace(entry, in_gallery=shown)
        await work.entries.save(changed)
        await refresh(work, contest, entry.id, actor.at)
        await show_in_galleries(work, contest, changed, actor.at)
    return changed
