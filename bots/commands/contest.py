"""`/contest …`: the manager's hand on a contest."""

from dataclasses import replace

from bots.commands import moving
from bots.commands.dispatch import asks_for, in_place, plain_form
from bots.commands.drafting import edit_from
from bots.commands.marks import hindered_marks
from bots.commands.registry import COMMANDS, YES_NO, Argument, button, command
from bots.commands.retyping import is_changeable, retyped
from bots.commands.talk import Args, Talk
from bots.post import Form, Post
from bots.presenter import contests as present
from bots.presenter import results as present_results
from bots.when import read_span
from bots.words import N_
from contests.desk import managing
from contests.desk.moderating import review_queue
from contests.desk.views import contest_view, result_view
from contests.model.ballot import Voters
from contests.model.contest import RUNNING, Contest, State, Template
from contests.model.member import Role
from contests.model.terms import Licence
from contests.rules.editing import Edit

MANAGER = (Role.MANAGER,)
TEMPLATES = ((Template.REMIX.value, N_("Remix battle")), (Template.REVIEW.value, N_("Review drive")))
LICENCES = (
    (Licence.PROMOTION.value, N_("Show it to promote this contest, 24 months, with credit")),
    (Licence.BRAND_USE.value, N_("Use it in the brand's own channels, 24 months, with credit")),
    (Licence.CC_BY.value, N_("Creative Commons Attribution 4.0, for everybody")),
    (Licence.TRANSFER_OFFER.value, N_("Promote this contest; winners get a separate offer")),
)
VOTERS = (
    (Voters.EVERYBODY.value, N_("every member")),
    (Voters.LINKED.value, N_("members with linked accounts")),
    (Voters.AMBASSADORS.value, N_("ambassadors, now or before")),
)
ON_OFF = (("on", N_("on")), ("off", N_("off")))
MADE_OF = (
    Argument("text", N_("What it is about"), "long"),
    Argument("sponsor", N_("Who gives the rewards: name and address")),
    Argument("product", N_("What is reviewed"), repeated=True),
    Argument("opens", N_("When it opens; empty: as soon as you confirm"), "when"),
    Argument("review", N_("Look at entries before they are shown?"), "choice", choices=ON_OFF),
    Argument(
        "method",
        N_("How people vote"),
        "choice",
        choices=(("approval", N_("approve as many as you like")), ("single", N_("choose one"))),
    ),
    Argument(
        "mode",
        N_("How entries are shown to voters"),
        "choice",
        choices=(("queue", N_("one by one")), ("list", N_("all at once"))),
    ),
    Argument("entries", N_("Entries for each member"), "number"),
    Argument("reward", N_("Rewards, such as 1:2 tickets"), "long", repeated=True),
    Argument("ambassadors", N_("How many winners are offered to be ambassadors"), "number"),
    Argument("answer", N_("How long they may think about it")),
    Argument("term", N_("How long an ambassador's term lasts")),
    Argument(
        "tie",
        N_("When places are tied"),
        "choice",
        choices=(("shared", N_("all tied win")), ("run-off", N_("a run-off decides"))),
    ),
    Argument("runoff", N_("How long a run-off lasts")),
    Argument("quorum", N_("How many ballots it takes at least"), "number"),
    Argument("extension", N_("How much longer voting runs if too few voted")),
    Argument("voters", N_("Who may vote"), "choice", choices=VOTERS),
    Argument("licence", N_("What may be done with entries"), "choice", choices=LICENCES),
    Argument("venues", N_("Where it runs; empty: everywhere")),
    Argument("languages", N_("Languages of entries, such as en, de")),
)
TITLE = Argument("title", N_("Title"), needed=True)
SUBMISSIONS = Argument(
    "submissions", N_("Until when entries come in, such as Friday 18:00 or 3 days"), "when", needed=True
)
CONFIRM = Argument("confirm", N_("Confirm at once"), "choice", choices=YES_NO)
VOTING = Argument("voting", N_("Until when people vote, such as Sunday 18:00 or 2 days"), "when", needed=True)


def which(fits: str) -> Argument:
    """Return the argument that names the contest."""
    return Argument("contest", N_("Contest"), "contest", needed=True, stands_alone=True, fits=fits)


@command(
    "contest new",
    N_("Make a contest"),
    Argument("template", N_("Kind"), "choice", needed=True, choices=TEMPLATES),
    TITLE,
    SUBMISSIONS,
    VOTING,
    *MADE_OF,
    roles=MANAGER,
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
    fields = tuple(one for one in fields if one.name != CONFIRM.name)
    return replace(form, fields=fields)


@command(
    "contest edit",
    N_("Change a contest"),
    which("not_over"),
    Argument("template", N_("Kind"), "choice", choices=TEMPLATES),
    Argument("title", N_("Title")),
    Argument("submissions", N_("Until when entries come in"), "when"),
    Argument("voting", N_("Until when people vote"), "when"),
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
    return [Post(post.text, shows=post.shows, files=(present_results.winners_csv(view, talk.t),))]
