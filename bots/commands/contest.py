"""`/contest …`: the manager's hand on a contest."""

from dataclasses import replace

from bots.commands import moving
from bots.commands.dispatch import asks_for, in_place, plain_form
from bots.commands.drafting import edit_from
from bots.commands.marks import hindered_marks
from bots.commands.registry import COMMANDS, Argument, button, command
from bots.commands.retyping import is_changeable, retyped
from bots.commands.ruling import is_asked
from bots.commands.settings import CONFIRM, MADE_OF, SUBMISSIONS, TEMPLATE, TITLE, VOTING
from bots.commands.talk import Args, Talk
from bots.post import Form, Post
from bots.presenter import contests as present
from bots.presenter import results as present_results
from bots.presenter import tables
from bots.when import read_span
from bots.words import N_
from contests.desk import managing
from contests.desk.moderating import review_queue
from contests.desk.views import contest_view, result_view
from contests.model.contest import RUNNING, Contest, State
from contests.model.member import Role
from contests.rules.editing import Edit

MANAGER = (Role.MANAGER,)


def which(fits: str) -> Argument:
    """Return the argument that names the contest."""
    return Argument("contest", N_("Contest"), "contest", needed=True, stands_alone=True, fits=fits)


@command(
    "contest new",
    N_("Make a contest"),
    TEMPLATE,
    TITLE,
    SUBMISSIONS,
    VOTING,
    *MADE_OF,
    roles=MANAGER,
    is_asked=is_asked,
)
async def new(talk: Talk, args: Args) -> list[Post]:
    """Make a draft and show what is still missing."""
    contest = await managing.new_contest(talk.store, talk.actor, await edit_from(talk, args, None))
    return [_draft(talk, contest)]


def _draft(talk: Talk, contest: Contest) -> Post:
    return present.draft(contest, managing.missing_in(contest), talk.t, talk.zone, talk.now)


async def _edit_form(talk: Talk, args: Args) -> Form:
    """Return the form of what may still be changed: as it is set, but for what was typed."""
    contest = (await contest_view(talk.store, talk.actor, args.text("contest"))).contest
    typed = Args({**retyped(contest, talk.t, talk.zone).named, **args.named})
    form = await plain_form(talk, COMMANDS["contest edit"], typed)
    fields = tuple(one for one in form.fields if one.name == "contest" or is_changeable(one.name, contest))
    fields = tuple(one for one in fields if one.name in args.named or is_asked(one.name, typed))
    return replace(form, fields=tuple(one for one in fields if one.name != CONFIRM.name))


@command(
    "contest edit",
    N_("Change a contest"),
    which("not_over"),
    replace(TEMPLATE, needed=False),
    replace(TITLE, needed=False),
    replace(SUBMISSIONS, needed=False),
    replace(VOTING, needed=False),
    *MADE_OF,
    CONFIRM,
    roles=MANAGER,
    own_form=_edit_form,
)
async def edit(talk: Talk, args: Args) -> list[Post]:
    """Change what may still be changed; what is named alone comes as a form, filled with what is set.

    Texts stand at once; dates that are public already stand once they are confirmed.
    """
    contest_id = args.text("contest")
    contest = (await contest_view(talk.store, talk.actor, contest_id)).contest
    if len(args.named) == 1:
        form = await _edit_form(talk, args)
        return [replace(_draft(talk, contest), form=form if len(form.fields) > 1 else None)]
    wanted, asked = await edit_from(talk, args, contest), []
    if moving.moves(contest, wanted) and not args.flag("confirm", default=False):
        asked = [await moving.asked_back(talk, contest, wanted)]
        wanted = replace(wanted, plan=contest.plan)
        if wanted.brief == contest.brief:
            return asked
    return [_draft(talk, await managing.edit_contest(talk.store, talk.actor, contest_id, wanted)), *asked]


@command(
    "contest schedule",
    N_("See what members will see, and start the contest"),
    which("draft"),
    CONFIRM,
    roles=MANAGER,
)
async def schedule(talk: Talk, args: Args) -> list[Post]:
    """Show the brief and every message with its time; `confirm=yes` also schedules it."""
    contest_id = args.text("contest")
    shown = await managing.preview(talk.store, talk.actor, contest_id)
    if shown.missing:
        return [present.draft(shown.contest, shown.missing, talk.t, talk.zone, talk.now)]
    view = await contest_view(talk.store, talk.actor, contest_id)
    previewed = present.schedule_preview(shown, view, talk.t, talk.zone, talk.now)
    if args.flag("confirm", default=False):
        return [replace(previewed, buttons=()), *await _confirmed(talk, contest_id)]
    return [previewed]


@button("confirm")
async def confirm(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Schedule what was previewed, or move a scheduled contest's dates to those that were read back."""
    contest_id, _colon, dates = subject.partition(":")
    if not dates:
        now_on, *others = await _confirmed(talk, contest_id)
        return [in_place(now_on), *others]
    contest = (await contest_view(talk.store, talk.actor, contest_id)).contest
    wanted = Edit(contest.brief, contest.rules, moving.unpacked(dates, contest.plan), contest.venues)
    await managing.edit_contest(talk.store, talk.actor, contest_id, wanted)
    return [in_place(await _status(talk, contest_id))]


async def _confirmed(talk: Talk, contest_id: str) -> list[Post]:
    await managing.schedule_contest(talk.store, talk.actor, contest_id)
    return [await _status(talk, contest_id), *await hindered_marks(talk, contest_id)]


async def _status(talk: Talk, contest_id: str) -> Post:
    view = await contest_view(talk.store, talk.actor, contest_id)
    waiting = await review_queue(talk.store, talk.actor, contest_id)
    return present.status(view, len(waiting), talk.t, talk.zone, talk.now)


@command("contest status", N_("How a contest stands: dates and turnout"), which("any"), roles=MANAGER)
async def status(talk: Talk, args: Args) -> list[Post]:
    """Show dates and turnout; never standings."""
    return [await _status(talk, args.text("contest"))]


@command("contest show", N_("How a contest stands: dates and turnout"), which("any"), roles=MANAGER)
async def show(talk: Talk, args: Args) -> list[Post]:
    """Show what `status` shows."""
    return [await _status(talk, args.text("contest"))]


@command("contest pause", N_("Stop entering and voting for a while"), which("running"), roles=MANAGER)
async def pause(talk: Talk, args: Args) -> list[Post]:
    """Pause."""
    await managing.pause_contest(talk.store, talk.actor, args.text("contest"))
    return [await _status(talk, args.text("contest"))]


@command("contest resume", N_("Go on; every later date moves by the pause"), which("paused"), roles=MANAGER)
async def resume(talk: Talk, args: Args) -> list[Post]:
    """Resume."""
    await managing.resume_contest(talk.store, talk.actor, args.text("contest"))
    return [await _status(talk, args.text("contest"))]


@command(
    "contest extend",
    N_("Give more time, for a reason that everybody reads"),
    which("running"),
    Argument("by", N_("How much longer, such as 2 days"), needed=True),
    Argument("reason", N_("Reason, for everybody to read"), "long", needed=True),
    roles=MANAGER,
)
async def extend(talk: Talk, args: Args) -> list[Post]:
    """Move the running deadline and all later ones."""
    span = read_span(args.text("by"), language=talk.t.language)
    await managing.extend_contest(talk.store, talk.actor, args.text("contest"), span, args.text("reason"))
    return [await _status(talk, args.text("contest"))]


@command(
    "contest cancel",
    N_("End a contest without a decision, for a reason that everybody reads"),
    which("not_over"),
    Argument("reason", N_("Reason, for everybody to read; a draft needs none"), "long"),
    roles=MANAGER,
)
async def cancel(talk: Talk, args: Args) -> list[Post]:
    """Cancel; a draft is deleted, and nobody is told."""
    contest_id, command_ = args.text("contest"), COMMANDS["contest cancel"]
    before = (await contest_view(talk.store, talk.actor, contest_id)).contest
    if before.state in RUNNING and not args.text("reason"):
        return [await asks_for(talk, command_, args, [one for one in command_.arguments if one.name == "reason"])]
    contest = await managing.cancel_contest(talk.store, talk.actor, contest_id, args.text("reason"))
    if before.state is State.DRAFT:
        return [Post(talk.t._("The draft “{title}” is deleted.", title=contest.title))]
    return [Post(talk.t._("“{title}” is cancelled, and everybody is told why.", title=contest.title))]


@command("contest results", N_("The standings of a decided contest"), which("frozen"), roles=MANAGER)
async def results(talk: Talk, args: Args) -> list[Post]:
    """Show the standings, with the winners as a table to keep."""
    view = await result_view(talk.store, talk.actor, args.text("contest"))
    post = present_results.standings(view, talk.t)
    return [Post(post.text, shows=post.shows, files=(tables.winners_csv(view, talk.t),))]
