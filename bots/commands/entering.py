"""`/enter` and `/review`: a private preview, Send, and what an author can do afterwards."""

from dataclasses import replace
from itertools import repeat

from bots.commands.contest import which
from bots.commands.dispatch import in_place, is_mendable
from bots.commands.registry import Argument, button, command, form
from bots.commands.talk import Args, Talk
from bots.post import Form, Post
from bots.presenter import entries as present
from bots.presenter.labels import FIELDS, label
from bots.presenter.parts import paragraphs
from bots.presenter.refusals import refused
from bots.words import N_
from contests.desk import entering
from contests.desk.views import entry_view
from contests.model.contest import Contest, Template
from contests.model.entry import Entry, EntryState, HowGot, ReviewFacts
from contests.model.media import Media
from contests.refusals import Refusal
from contests.rules.limits import is_blank

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
    Argument("title", N_("Title; if left empty, the product")),
    *COMMON,
)


@command("enter", N_("Submit a remix"), which("takes_remixes"), *ENTER, asks_itself=True)
async def enter(talk: Talk, args: Args) -> list[Post]:
    """Show a private preview of a remix."""
    return await _drafted(talk, args.text("contest"), args, Template.REMIX)


@command("review", N_("Submit a review"), which("takes_reviews"), *REVIEW, asks_itself=True)
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
    """Store a preview from what was typed; files of before stay where no new ones came.

    Files that came with words that must be mended wait for them in the draft.
    """
    before = {"draft": draft.id if draft else None, "replaces": replaces.id if replaces else None}
    media = described(await talk.media(), args)
    try:
        typed = _typed(talk, contest, args, media or described(_media_of(draft or replaces), args))
        saved = await entering.save_draft(talk.store, talk.actor, contest.id, typed, **before)
    except Refusal as refusal:
        if not media or not is_mendable(refusal):
            raise
        plain = tuple(replace(one, alt="") for one in media)
        saved = await entering.keep_files(talk.store, talk.actor, contest.id, plain, **before)
        return _asks_again(talk, contest, saved, args, refusal)
    if missing := _missing(args, contest):
        return _asks_for(talk, contest, saved, args, missing)
    view = await entry_view(talk.store, talk.actor, saved.id)
    return present.preview(view, contest, talk.t, talk.zone)


def _media_of(before: Entry | None) -> tuple[Media, ...]:
    return before.media if before else ()


def _missing(args: Args, contest: Contest) -> list[str]:
    needed = REVIEW if contest.brief.template is Template.REVIEW else ENTER
    return [one.name for one in needed if one.needed and is_blank(args.text(one.name))]


def _asks_for(talk: Talk, contest: Contest, saved: Entry, args: Args, missing: list[str]) -> Post:
    """Ask for what is missing by the form of the draft, which keeps the files."""
    text = talk.t._("Still needed: {names}.", names=talk.t.listed([label(talk.t, FIELDS, one) for one in missing]))
    form_ = _mending(talk, contest, saved, args)
    return Post(text, form=form_, refusal=Refusal("needs_argument", name=", ".join(missing)))


def _asks_again(talk: Talk, contest: Contest, saved: Entry, args: Args, refusal: Refusal) -> Post:
    """Say what does not fit, with all that was typed and the files."""
    post = refused(refusal, talk.t, zone=talk.zone, now=talk.now)
    return replace(post, form=_mending(talk, contest, saved, args))


def _mending(talk: Talk, contest: Contest, saved: Entry, args: Args) -> Form:
    """Return the form of a draft, filled with what was typed and with what was written for its files."""
    alts = "\n".join(one.alt for one in talk.files)
    typed = {"alt": alts} | _as_typed(args)
    return present.entry_form(contest, saved, talk.t, form_id=f"change:{saved.id}", typed=typed)


def _typed(talk: Talk, contest: Contest, args: Args, media: tuple[Media, ...]) -> entering.Typed:
    review = None
    if contest.brief.template is Template.REVIEW and not _missing(args, contest):
        review = _review(contest, args)
    return entering.Typed(
        title=args.text("title") or (review.product if review else ""),
        text=args.text("text"),
        sources=args.listed("from"),
        thanks=args.text("thanks"),
        review=review,
        shown_as=args.text("name"),
        in_gallery=args.flag("gallery", default=True),
        may_be_remixed=args.flag("remix", default=True),
        media=media,
        limits=talk.tools.limits,
    )


def described(media: tuple[Media, ...], args: Args) -> tuple[Media, ...]:
    """Return files with the alt texts that were typed: one each, or in one text a line each."""
    typed = args.named.get("alt", ())
    if len(typed) == 1 and len(media) > 1:
        typed = tuple(typed[0].split("\n"))
    elif len(typed) > len(media):  # a form's own empty field came along
        typed = tuple(alt for alt in typed if alt.strip())
    alts = (*typed, *repeat("", len(media)))
    return tuple(replace(one, alt=alt.strip()) if alt.strip() else one for one, alt in zip(media, alts, strict=False))


def _product(contest: Contest, args: Args) -> str:
    """Return the product as the brief writes it; any, where the brief names none."""
    typed, known = args.text("product"), contest.brief.products
    found = [one for one in known if one.casefold() == typed.casefold()]
    if known and not found:
        raise Refusal("needs_argument", name="product", why="choice", text=typed, nearest=", ".join(known))
    return found[0] if found else typed


def _review(contest: Contest, args: Args) -> ReviewFacts:
    return ReviewFacts(
        product=_product(contest, args),
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
    return {name: "\n".join(values).strip("\n") for name, values in args.named.items()}


@form("entry", _entry_form)
async def on_entry_form(talk: Talk, subject: str, args: Args) -> list[Post]:
    """Show the preview of what a form says."""
    contest = await entering.open_to(talk.store, talk.actor, subject)
    return [await _saved(talk, contest, args)]


@button("send")
async def on_send(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Send a preview; the press is what dates the entry. Where the terms have changed, show them first."""
    try:
        entry, contest = await entering.send_draft(talk.store, talk.actor, subject)
    except Refusal as refusal:
        if refusal.facts.get("why") != "terms":
            raise
        return [in_place(await _shown_again(talk, subject, refusal))]
    view = await entry_view(talk.store, talk.actor, entry.id)
    return [in_place(present.sent(view, contest, talk.t, talk.zone))]


async def _shown_again(talk: Talk, draft_id: str, refusal: Refusal) -> Post:
    """Show a preview with the terms of now, and say that they are new."""
    draft = await entering.shown_again(talk.store, talk.actor, draft_id)
    view = await entry_view(talk.store, talk.actor, draft.id)
    told = refused(refusal, talk.t, zone=talk.zone, now=talk.now)
    shown = present.preview(view, view.contest, talk.t, talk.zone)
    return replace(shown, text=paragraphs(told.text, shown.text), refusal=refusal)


@button("cancel")
async def on_cancel(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Drop a preview."""
    draft = await entering.discard_draft(talk.store, talk.actor, subject)
    text = talk.t._("Not sent. “{title}” is gone from here; /enter starts anew.", title=draft.words.title)
    return [in_place(Post(text))]


@button("edit")
async def on_edit(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Open the form of a preview or an entry, filled with what it says now."""
    entry, contest = await entering.entry_to_change(talk.store, talk.actor, subject)
    form_ = present.entry_form(contest, entry, talk.t, form_id=f"change:{entry.id}")
    return [Post(talk.t._("Change what you like, then look at it again."), form=form_)]


@button("replace")
async def on_replace(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Open the form that replaces an entry."""
    return await on_edit(talk, subject, ())


async def _edit_form(talk: Talk, subject: str, args: Args) -> Form:
    entry, contest = await entering.entry_to_change(talk.store, talk.actor, subject)
    return present.entry_form(contest, entry, talk.t, form_id=f"change:{entry.id}", typed=_as_typed(args))


@form("change", _edit_form)
async def on_change(talk: Talk, subject: str, args: Args) -> list[Post]:
    """Show the preview of a changed draft, or of what will replace an entry."""
    entry, contest = await entering.entry_to_change(talk.store, talk.actor, subject)
    if entry.state is EntryState.DRAFT:
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
        await entering.ask_to_be_taken_out(talk.store, talk.actor, subject)
    return [in_place(present.withdrawn(talk.t))]
