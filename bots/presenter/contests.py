"""Words contests: the list, the brief, the draft, the preview before scheduling, the status."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bots.post import Attachment, Button, Post
from bots.presenter import fine_print
from bots.presenter.advising import hints
from bots.presenter.dates import dates, messages, now_in
from bots.presenter.labels import FIELDS, TEMPLATES, label
from bots.presenter.parts import Zone, attachment, bullets, lines, paragraphs, shortened
from bots.presenter.steering import steering
from bots.words import Words
from contests.desk.managing import Preview
from contests.desk.views import ContestView
from contests.model.community import KitPiece
from contests.model.contest import RUNNING, Contest, State, Template
from contests.model.media import Media

LISTED = 8
"""Contests of a list that get buttons: three each, and no platform shows more than 25."""
LONGEST_LABEL = 80
"""Characters of a button, on the tightest of the platforms."""


def contest_list(views: Sequence[ContestView], t: Words, zone: Zone, now: datetime) -> Post:
    """List contests, each with what it is at and until when."""
    if not views:
        return Post(t._("There is no contest yet. Look in again soon."))
    listed = [lines(view.contest.title, now_in(view.contest, t, zone, now), turnout(view, t)) for view in views]
    buttons = [button for view in views[:LISTED] for button in _list_buttons(view.contest, t, alone=len(views) == 1)]
    return Post(paragraphs(*listed), buttons=tuple(buttons))


def _list_buttons(contest: Contest, t: Words, *, alone: bool) -> list[Button]:
    acting = take_part(contest, t)
    if not alone:
        acting = [replace(one, label=shortened(f"{one.label}: {contest.title}", LONGEST_LABEL)) for one in acting]
    return [Button(f"brief:{contest.id}", shortened(contest.title, LONGEST_LABEL)), *acting]


def take_part(contest: Contest, t: Words, *, reminded: bool = False) -> list[Button]:
    """Return the buttons for what a member can do in a contest now."""
    listens = contest.paused_at is None
    buttons = []
    if contest.state is State.SUBMISSION and listens:
        buttons.append(Button(f"enter:{contest.id}", _enter(contest, t), "primary"))
    if contest.takes_votes and listens:
        buttons.append(Button(f"vote:{contest.id}", t._("Vote"), "primary"))
    if contest.state in RUNNING:
        verb, called = ("forget", t._("No reminders")) if reminded else ("remind", t._("Remind me"))
        buttons.append(Button(f"{verb}:{contest.id}", called))
    return buttons


def _enter(contest: Contest, t: Words) -> str:
    return t._("Write a review") if contest.brief.template is Template.REVIEW else t._("Enter")


def turnout(view: ContestView, t: Words) -> str:
    """Say how many entered and voted; all that anybody sees before the decision (RULES.md 22)."""
    state = view.contest.state
    if state in {State.DRAFT, State.SCHEDULED}:
        return ""
    entries = t.n_("{n} entry", "{n} entries", view.turnout.entries)
    if state in {State.SUBMISSION, State.REVIEW}:
        return entries
    voters = t.n_("{n} member has voted", "{n} members have voted", view.turnout.ballots)
    return f"{entries}, {voters}"


def brief(
    view: ContestView,
    t: Words,
    zone: Zone,
    now: datetime,
    *,
    reminded: bool = False,
    files: Mapping[str, Media] | None = None,
) -> Post:
    """Show a brief as members see it; `files` are the stored files of the kit, by media id."""
    contest = view.contest
    text = paragraphs(
        contest.title,
        now_in(contest, t, zone, now),
        brief_text(view, t, zone, now),
        turnout(view, t),
    )
    buttons = (*take_part(contest, t, reminded=reminded), *_look(view, t))
    return Post(text, buttons=buttons, media=kit_media(view.kit, files or {}))


def _look(view: ContestView, t: Words) -> tuple[Button, ...]:
    """Return the button to the entries that have come in."""
    return (Button(f"entries:{view.contest.id}", t._("Look at the entries")),) if view.turnout.entries else ()


def brief_text(view: ContestView, t: Words, zone: Zone, now: datetime) -> str:
    """Return everything that members read before they take part, but the title."""
    contest, brief_ = view.contest, view.contest.brief
    return paragraphs(
        t._("By {sponsor}", sponsor=brief_.sponsor or view.community.brand.name),
        brief_.text,
        t._("Products: {products}", products=t.listed(brief_.products)) if brief_.products else "",
        lines(*dates(contest, t, zone, now)),
        fine_print.who_may(contest, t),
        lines(fine_print.rewards(contest, t), fine_print.ambassadors(contest, view.community.brand.name, t)),
        fine_print.licence(contest, t),
        fine_print.how_decided(contest, t),
        fine_print.languages(contest, t),
        _kit(view.kit, t) if brief_.template is Template.REMIX else "",
    )


def _kit(kit: Sequence[KitPiece], t: Words) -> str:
    if not kit:
        return ""
    pieces = [
        t._("{title} (id {id}, licence: {licence})", title=one.title, id=one.id, licence=one.licence) for one in kit
    ]
    return lines(t._("What you may remix:"), bullets(pieces))


def kit_media(kit: Sequence[KitPiece], files: Mapping[str, Media]) -> tuple[Attachment, ...]:
    """Return the kit's stored files, each with the alt text of its piece."""
    return tuple(attachment(replace(files[one.media], alt=one.alt), one.title) for one in kit if one.media in files)


def draft(contest: Contest, missing: Sequence[str], t: Words, zone: Zone, now: datetime) -> Post:
    """Show a manager what they have set, and what is still missing."""
    text = paragraphs(
        f"{contest.title}: {_draft_state(contest, t)}",
        contest.brief.text,
        lines(*dates(contest, t, zone, now)),
        _rules(contest, t),
        _what_next(contest, missing, t),
    )
    shown = {"alter", "schedule"} if not missing else {"alter"}
    buttons = (one for one in steering(contest, t) if one.id.partition(":")[0] in shown)
    return Post(text, buttons=tuple(buttons))


def _draft_state(contest: Contest, t: Words) -> str:
    kind = label(t, TEMPLATES, contest.brief.template)
    return t._("{kind}, a draft that only managers see", kind=kind) if contest.state is State.DRAFT else kind


def _rules(contest: Contest, t: Words) -> str:
    return paragraphs(
        fine_print.who_may(contest, t),
        lines(fine_print.rewards(contest, t), fine_print.ambassadors(contest, t._("the brand"), t)),
        fine_print.licence(contest, t),
        fine_print.how_decided(contest, t),
        fine_print.languages(contest, t),
    )


def _what_next(contest: Contest, missing: Sequence[str], t: Words) -> str:
    if contest.state is not State.DRAFT:
        return lines(t._("Members see it like this."), _new_terms(contest, t))
    if not missing:
        return t._("Change anything with /contest edit. /contest schedule shows what members will see, then starts it.")
    names = t.listed(f"{label(t, FIELDS, one)} ({one}=)" for one in missing)
    return t._("Still missing: {names}. Add it with /contest edit.", names=names)


def _new_terms(contest: Contest, t: Words) -> str:
    version = contest.terms.version if contest.terms else 1
    if version == 1:
        return ""
    return t._(
        "These are the terms of version {version}. Whoever has an entry is asked to agree;"
        " until they do, the version before holds for it.",
        version=version,
    )


def schedule_preview(preview: Preview, view: ContestView, t: Words, zone: Zone, now: datetime) -> Post:
    """Show what members will see, then every message with its time, and ask for the confirmation."""
    contest = preview.contest
    text = paragraphs(
        t._("This is what members will see:"),
        contest.title,
        brief_text(replace(view, contest=contest), t, zone, now),
        lines(t._("This is what will be said, and when:"), bullets(messages(contest, t, zone))),
        hints(preview, t),
        t._("Nothing is public yet. Confirm to schedule it; from then on, dates only move later."),
    )
    confirm = Button(f"confirm:{contest.id}", t._("Confirm"), "primary")
    return Post(text, buttons=(confirm,))


def moved(contest: Contest, confirm: str, t: Words, zone: Zone, now: datetime) -> Post:
    """Read a scheduled contest's new dates back, with the button that makes them stand."""
    text = paragraphs(
        t._("These would be the new dates of “{title}”:", title=contest.title),
        lines(*dates(contest, t, zone, now)),
        t._("They stand only once you confirm. From then on, dates only move later."),
    )
    return Post(text, buttons=(Button(confirm, t._("Confirm"), "primary"),))


def status(view: ContestView, waiting: int, t: Words, zone: Zone, now: datetime) -> Post:
    """Show a manager the dates and the turnout; never standings (RULES.md 22)."""
    contest = view.contest
    text = paragraphs(
        lines(contest.title, now_in(contest, t, zone, now), turnout(view, t), _voters_now(view, t)),
        t.n_("{n} entry waits for review: /moderate.", "{n} entries wait for review: /moderate.", waiting)
        if waiting
        else "",
        lines(*dates(contest, t, zone, now)),
        "" if contest.is_frozen else t._("Standings are hidden from everybody until the result."),
    )
    return Post(text, buttons=steering(contest, t, waiting=waiting))


def _voters_now(view: ContestView, t: Words) -> str:
    if not view.contest.takes_votes:
        return ""
    return t.n_("{n} ballot in this round.", "{n} ballots in this round.", view.turnout.voters_now)
