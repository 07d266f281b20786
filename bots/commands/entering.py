"""`/enter`, `/review` and `/entry`: a private preview, Send, and what an author can do afterwards."""

from dataclasses import replace

from bots.commands.contest import which
from bots.commands.dispatch import in_place
from bots.commands.registry import Argument, button, command, form
from bots.commands.talk import Args, Talk
from bots.post import Form, Post
from bots.presenter import entries as present
from bots.words import N_
from contests.desk import entering
from contests.desk.managing import withdrawal_asked
from contests.desk.views import entry_view
from contests.model.contest import Contest, Template
from contests.model.entry import Entry, HowGot, ReviewFacts
from contests.refusals import Refusal

BEST = 5
"""Ratings go from 1 to 5."""
COMMON = (
    Argument("text", N_("Words"), "long"),
    Argument("gallery", N_("May it be shown in the gallery?"), "flag"),
    Argument("remix", N_("May others remix it?"), "flag"),
    Argument("name", N_("Under which name; empty: your own")),
    Argument("alt", N_("What a picture shows, for people who cannot see it"), "long", repeated=True),
    Argument("file", N_("Pictures, video or audio"), "file", repeated=True),
)
GOT = (
    (HowGot.BOUGHT.value, N_("bought it")),
    (HowGot.GIFT.value, N_("a gift")),
    (HowGot.SAMPLE.value, N_("a free sample")),
    (HowGot.EMPLOYEE.value, N_("as an employee")),
    (HowGot.PRIZE.value, N_("a prize")),
)
ENTER = (
    Argument("title", N_("Title"), needed=True),
    Argument("from", N_("What it was made from: ids of kit pieces and entries"), repeated=True),
    Argument("thanks", N_("One sentence of thanks to the people whose work you used")),
    *COMMON,
)
REVIEW = (
    Argument("product", N_("Product"), needed=True),
    Argument(
        "rating", N_("Rating, 1 to 5"), "choice", needed=True, choices=tuple((str(n), str(n)) for n in range(1, 6))
    ),
    Argument("got", N_("How you got it"), "choice", needed=True, choices=GOT),
    Argument("praised", N_("What is good about it"), repeated=True),
    Argument("criticised", N_("What is not"), repeated=True),
    Argument("title", N_("Title; empty: the product")),
    *COMMON,
)


@command("enter", N_("Submit a remix"), which("submission"), *ENTER, asks_itself=True)
async def enter(talk: Talk, args: Args) -> list[Post]:
    """Show a private preview of a remix."""
    return await _drafted(talk, args.text("contest"), args, Template.REMIX)


@command("review", N_("Submit a review"), which("submission"), *REVIEW, asks_itself=True)
async def review(talk: Talk, args: Args) -> list[Post]:
    """Show a private preview of a review."""
    return await _drafted(talk, args.text("contest"), args, Template.REVIEW)


async def _drafted(talk: Talk, contest_id: str, args: Args, wanted: Template) -> list[Post]:
    contest = await entering.open_to(talk.store, talk.actor, contest_id)
    if contest.brief.template is not wanted:
        raise Refusal("wrong_type", why="template", contest=contest.brief.title, found=contest.brief.template.value)
    if not talk.files and len(args.named) == 1:
        return [_empty_form(talk, contest)]
    return [await _saved(talk, contest, args)]


def _empty_form(talk: Talk, contest: Contest) -> Post:
    form_ = present.entry_form(contest, None, talk.t, form_id=f"entry:{contest.id}")
    return Post(talk.t._("Your entry for {title}", title=contest.brief.title), form=form_)


async def _saved(
    talk: Talk, contest: Contest, args: Args, *, draft: Entry | None = None, replaces: Entry | None = None
) -> Post:
    """Store a preview from what was typed; files of before stay where no new ones came."""
    typed = await _typed(talk, contest, args, draft or replaces)
    saved = await entering.save_draft(
        talk.store,
        talk.actor,
        contest.id,
        typed,
        draft=draft.id if draft else None,
        replaces=replaces.id if replaces else None,
    )
    if missing := _missing(args, contest):
        return _asks_for(talk, contest, saved, args, missing)
    view = await entry_view(talk.store, talk.actor, saved.id)
    return present.preview(view, contest, talk.t, talk.zone)


def _missing(args: Args, contest: Contest) -> list[str]:
    needed = REVIEW if contest.brief.template is Template.REVIEW else ENTER
    return [one.name for one in needed if one.needed and not args.text(one.name)]


def _asks_for(talk: Talk, contest: Contest, saved: Entry, args: Args, missing: list[str]) -> Post:
    """Ask for what is missing by the form of the draft, which keeps the files."""
    form_ = present.entry_form(contest, saved, talk.t, form_id=f"change:{saved.id}", typed=_as_typed(args))
    text = talk.t._("Still needed: {names}.", names=talk.t.listed(missing))
    return Post(text, form=form_, refusal=Refusal("needs_argument", name=", ".join(missing)))


async def _typed(talk: Talk, contest: Contest, args: Args, before: Entry | None) -> entering.Typed:
    is_review = contest.brief.template is Template.REVIEW
    media = await talk.media() or (before.media if before else ())
    return entering.Typed(
        title=args.text("title") or (args.text("product") if is_review else ""),
        text=args.text("text"),
        sources=args.listed("from"),
        thanks=args.text("thanks"),
        review=_review(contest, args) if is_review and not _missing(args, contest) else None,
        shown_as=args.text("name"),
        in_gallery=args.flag("gallery", default=True),
        may_be_remixed=args.flag("remix", default=True),
        media=tuple(
            replace(one, alt=alt) if alt else one for one, alt in zip(media, _alts(args, len(media)), strict=True)
        ),
        limits=talk.tools.limits,
    )


def _alts(args: Args, files: int) -> list[str]:
    typed = [line.strip() for value in args.named.get("alt", ()) for line in value.split("\n")][:files]
    return typed + [""] * (files - len(typed))


def _review(contest: Contest, args: Args) -> ReviewFacts:
    product = args.text("product")
    known = contest.brief.products
    if known and product.casefold() not in {one.casefold() for one in known}:
        raise Refusal("needs_argument", name="product", why="choice", text=product, nearest=", ".join(known))
    return ReviewFacts(
        product=product,
        rating=args.number("rating", 0, least=1, most=BEST),
        praised=args.listed("praised"),
        criticised=args.listed("criticised"),
        got=args.choice("got", tuple(HowGot), HowGot.BOUGHT),
    )


@button("enter")
async def on_enter(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Open the form for a new entry."""
    return [_empty_form(talk, await entering.open_to(talk.store, talk.actor, subject))]


async def _entry_form(talk: Talk, subject: str, args: Args) -> Form:
    contest = await entering.open_to(talk.store, talk.actor, subject)
    return present.entry_form(contest, None, talk.t, form_id=f"entry:{subject}", typed=_as_typed(args))


def _as_typed(args: Args) -> dict[str, str]:
    return {name: "\n".join(values) for name, values in args.named.items()}


@form("entry", _entry_form)
async def on_entry_form(talk: Talk, subject: str, args: Args) -> list[Post]:
    """Show the preview of what a form says."""
    contest = await entering.open_to(talk.store, talk.actor, subject)
    return [await _saved(talk, contest, args)]


@button("send")
async def on_send(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Send a preview; the press is what dates the entry."""
    entry, contest = await entering.send_draft(talk.store, talk.actor, subject)
    view = await entry_view(talk.store, talk.actor, entry.id)
    return [in_place(present.sent(view, contest, talk.t, talk.zone))]


@button("cancel")
async def on_cancel(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Drop a preview."""
    draft = await entering.discard_draft(talk.store, talk.actor, subject)
    text = talk.t._("Not sent. “{title}” is gone from here; /enter starts anew.", title=draft.words.title)
    return [in_place(Post(text))]


@button("edit")
async def on_edit(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Open the form of a preview or an entry, filled with what it says now."""
    form_ = await _edit_form(talk, subject, Args())
    return [Post(talk.t._("Change what you like, then look at it again."), form=form_)]


@button("replace")
async def on_replace(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Open the form that replaces an entry."""
    return await on_edit(talk, subject, ())


async def _edit_form(talk: Talk, subject: str, args: Args) -> Form:
    entry, contest = await _own(talk, subject)
    return present.entry_form(contest, entry, talk.t, form_id=f"change:{entry.id}", typed=_as_typed(args))


async def _own(talk: Talk, entry_id: str) -> tuple[Entry, Contest]:
    view = await entry_view(talk.store, talk.actor, entry_id)
    if not view.is_own:
        raise Refusal("not_yours", why="entry", entry=view.entry.words.title)
    return view.entry, view.contest


@form("change", _edit_form)
async def on_change(talk: Talk, subject: str, args: Args) -> list[Post]:
    """Show the preview of a changed draft, or of what will replace an entry."""
    entry, contest = await _own(talk, subject)
    if entry.sent_at is None:
        return [await _saved(talk, contest, args, draft=entry)]
    return [await _saved(talk, contest, args, replaces=entry)]


@button("withdraw")
async def on_withdraw(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Take an entry back; once decided, ask the managers to."""
    try:
        await entering.withdraw_entry(talk.store, talk.actor, subject)
    except Refusal as refusal:
        if refusal.key != "already_decided":
            raise
        entry, contest = await _own(talk, subject)
        await withdrawal_asked(talk.store, talk.actor, contest, entry.id)
        raise
    return [in_place(present.withdrawn(talk.t))]


@button("look")
async def on_look(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Show an entry."""
    return [present.entry(await entry_view(talk.store, talk.actor, subject), talk.t)]


@command(
    "entry",
    N_("Look at an entry and what it was made from; your own you can change or withdraw"),
    Argument("entry", N_("The entry's id"), needed=True, stands_alone=True),
)
async def entry(talk: Talk, args: Args) -> list[Post]:
    """Show an entry with its lineage, and to its author its status and buttons."""
    return [present.entry(await entry_view(talk.store, talk.actor, args.text("entry")), talk.t)]
