"""Reporting an entry, or a message, to those who moderate: once a member, with a reason, and with a record."""

from contests.desk.access import entry_for
from contests.desk.owing import owe
from contests.model.announcement import Announcement, Audience, News
from contests.model.contest import State
from contests.model.entry import EntryState
from contests.ports import Act, Actor, Store, Work
from contests.refusals import Fact, Refusal
from contests.rules.limits import TextLimits, check_length, is_blank

REPORT = "report"
"""What the journal calls it."""


async def report_entry(store: Store, actor: Actor, entry_id: str, reason: str, limits: TextLimits) -> str:
    """Tell every desk of the community that a member reports an entry; return its title.

    Raises:
        Refusal: `no_such`, `withdrawn`; `needs_argument` without a reason, `too_long`;
            `already_decided` with `why=reported` for a second report by the same member.
    """
    _check_reason(reason, limits)
    async with store.work() as work:
        entry, contest = await entry_for(work, actor, entry_id)
        if entry.state is EntryState.DRAFT:
            raise Refusal("no_such", what="entry", id=entry_id)
        await _note_once(work, actor, entry.id, reason)
        told = Announcement(
            News.REPORTED, contest.id, Audience.DESK, actor.member.id, entry.id, {"reason": reason.strip()}
        )
        await owe(work, contest, [told], actor.at)
    return entry.words.title


async def report_message(store: Store, actor: Actor, link: str, reason: str, limits: TextLimits) -> None:
    """Tell every desk of the community that a member reports a message, by its link.

    Raises:
        Refusal: `needs_argument` without a reason or for what is no link, `too_long`; `no_such` before there was a
            contest; `already_decided` with `why=reported` for a second report by the same member.
    """
    _check_reason(reason, limits)
    check_length("link", link, limits.alt)
    if not link.startswith(("https://", "http://")) or any(letter.isspace() for letter in link):
        raise Refusal("needs_argument", name="link", why="link")
    async with store.work() as work:
        contests = [one for one in await work.contests.find(actor.member.community) if one.state is not State.DRAFT]
        if not contests:
            raise Refusal("no_such", what="contest")
        await _note_once(work, actor, link, reason)
        facts: dict[str, Fact] = {"reason": reason.strip(), "link": link}
        told = Announcement(News.REPORTED, contests[0].id, Audience.DESK, actor.member.id, facts=facts)
        await owe(work, contests[0], [told], actor.at)


def _check_reason(reason: str, limits: TextLimits) -> None:
    if is_blank(reason):
        raise Refusal("needs_argument", name="reason")
    check_length("reason", reason, limits.alt)


async def _note_once(work: Work, actor: Actor, subject: str, reason: str) -> None:
    by = actor.member
    if any(act.what == REPORT and act.by == by.id for act in await work.journal.of(subject)):
        raise Refusal("already_decided", why="reported")
    await work.journal.write(Act(by.community, by.id, REPORT, subject, actor.at, reason=reason.strip()))
