"""`/moderate`: the review queue, and verdicts with a rule and a reason."""

from bots.commands.dispatch import find_contest, in_place
from bots.commands.registry import Argument, button, command, form
from bots.commands.talk import Args, Talk
from bots.post import Form, Post
from bots.presenter import entries as present
from bots.presenter.labels import RULES
from bots.words import N_
from contests.desk.history import history_of
from contests.desk.moderating import moderate, review_queue, take_out
from contests.desk.moderating import retitle as mend_title
from contests.desk.views import entry_view
from contests.model.member import Role
from contests.refusals import Refusal
from contests.rules.moderation import Rule, Verdict

MODERATORS = (Role.MODERATOR, Role.MANAGER)
AT_ONCE = 10
"""Entries of the queue that are shown at a time."""
RULE = Argument(
    "rule", N_("By which rule"), "choice", needed=True, choices=tuple((one.value, RULES[one]) for one in Rule)
)
REASON = Argument("reason", N_("Reason, for the author to read"), "long", needed=True)
ENTRY = Argument("entry", N_("The entry's id"), needed=True, stands_alone=True)


@command(
    "moderate",
    N_("Entries that wait for review"),
    Argument("contest", N_("Contest; empty: all"), "text", stands_alone=True),
    roles=MODERATORS,
)
async def queue(talk: Talk, args: Args) -> list[Post]:
    """Show what waits for a verdict, oldest first, with the buttons to decide."""
    contest_id = await _chosen(talk, args.text("contest"))
    waiting = await review_queue(talk.store, talk.actor, contest_id)
    if not waiting:
        return [Post(talk.t._("Nothing waits for review."))]
    posts = []
    for one in waiting[:AT_ONCE]:
        view = await entry_view(talk.store, talk.actor, one.entry.id)
        async with talk.store.reading() as work:
            history = await history_of(work, one.entry)
        posts.append(present.review_card(view, one.since, talk.t, talk.zone, talk.now, history))
    if len(waiting) > AT_ONCE:
        more = len(waiting) - AT_ONCE
        posts.append(Post(talk.t.n_("{n} more waits.", "{n} more wait.", more)))
    return posts


async def _chosen(talk: Talk, typed: str) -> str | None:
    return find_contest(typed, await talk.contests()).id if typed else None


def _verdict_command(verdict: Verdict, about: str, *arguments: Argument) -> None:
    @command(f"moderate {verdict}", about, ENTRY, *arguments, roles=MODERATORS)
    async def decide(talk: Talk, args: Args) -> list[Post]:
        return [await _decided(talk, args.text("entry"), verdict, args)]


_verdict_command(Verdict.ADMIT, N_("Approve an entry"))
_verdict_command(Verdict.CHANGES, N_("Ask its author for changes"), RULE, REASON)
_verdict_command(Verdict.REJECT, N_("Reject an entry, by a listed rule and with a reason"), RULE, REASON)
_verdict_command(
    Verdict.DISQUALIFY, N_("Take an entry out of the vote; it stays visible with the reason"), RULE, REASON
)
_verdict_command(Verdict.UNDO, N_("Undo the last verdict on an entry"), Argument("reason", N_("Reason"), "long"))


async def _decided(talk: Talk, entry_id: str, verdict: Verdict, args: Args) -> Post:
    await moderate(talk.store, talk.actor, entry_id, verdict, rule=args.text("rule"), reason=args.text("reason"))
    view = await entry_view(talk.store, talk.actor, entry_id)
    return present.decided_card(view, talk.hearing.member.name, talk.t, talk.zone)


@button("admit")
async def on_admit(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Approve an entry."""
    return [in_place(await _decided(talk, subject, Verdict.ADMIT, Args()))]


@button("undo")
async def on_undo(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Undo the last verdict; one that changes a decided result asks for a reason."""
    view = await entry_view(talk.store, talk.actor, subject)
    if view.contest.is_frozen:
        return [await _asks_why(talk, subject, Verdict.UNDO)]
    return [in_place(await _decided(talk, subject, Verdict.UNDO, Args()))]


@button("changes")
async def on_changes(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Ask for the rule and the reason."""
    return [await _asks_why(talk, subject, Verdict.CHANGES)]


@button("reject")
async def on_reject(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Ask for the rule and the reason."""
    return [await _asks_why(talk, subject, Verdict.REJECT)]


@button("disqualify")
async def on_disqualify(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Ask for the rule and the reason."""
    return [await _asks_why(talk, subject, Verdict.DISQUALIFY)]


@button("take_out")
async def on_take_out(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Take an entry out of decided standings, as its author asked."""
    await take_out(talk.store, talk.actor, subject)
    return [Post(talk.t._("It is taken out. Its place in the standings stays, without a name."))]


async def _asks_why(talk: Talk, entry_id: str, verdict: Verdict) -> Post:
    if not talk.hearing.member.is_a(*MODERATORS):
        raise Refusal("role", why="needs", role=Role.MODERATOR.value)
    view = await entry_view(talk.store, talk.actor, entry_id)
    return Post(view.entry.words.title, form=present.verdict_form(view.entry, verdict, talk.t))


async def _verdict_form(talk: Talk, subject: str, args: Args) -> Form:
    verdict, entry_id = _verdict(subject)
    view = await entry_view(talk.store, talk.actor, entry_id)
    return present.verdict_form(view.entry, verdict, talk.t, rule=args.text("rule"), reason=args.text("reason"))


def _verdict(subject: str) -> tuple[Verdict, str]:
    """Return the verdict and the entry that a form is about. Raises: Refusal `no_such`."""
    verdict, _, entry_id = subject.partition(":")
    if verdict not in set(Verdict):
        raise Refusal("no_such", what="form", id=subject)
    return Verdict(verdict), entry_id


@form("verdict", _verdict_form)
async def on_verdict(talk: Talk, subject: str, args: Args) -> list[Post]:
    """Decide as the form says; its id is `verdict:VERDICT:ENTRY`."""
    verdict, entry_id = _verdict(subject)
    return [await _decided(talk, entry_id, verdict, args)]


@command(
    "moderate retitle",
    N_("Mend an entry's title or alt texts, with a record"),
    ENTRY,
    Argument("title", N_("Title"), needed=True),
    Argument("alt", N_("What a picture shows, for people who cannot see it"), "long", repeated=True),
    roles=MODERATORS,
)
async def retitle(talk: Talk, args: Args) -> list[Post]:
    """Mend what may still be mended after submissions closed."""
    title, alts, limits = args.text("title"), args.all("alt"), talk.tools.limits
    mended = await mend_title(talk.store, talk.actor, args.text("entry"), title, alts, limits)
    return [present.entry(await entry_view(talk.store, talk.actor, mended.id), talk.t)]
