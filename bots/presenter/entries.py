"""Words entries: as everybody sees them, as their author does, and before they are sent."""

from collections.abc import Sequence
from datetime import datetime

from bots.post import Button, Option, Post, Select, Style
from bots.presenter import fine_print
from bots.presenter.entry_parts import body, byline, media_of, reason, titled, why
from bots.presenter.forms import entry_form, verdict_form
from bots.presenter.labels import DECISIONS, ENTRY_STATES, VERDICTS, label
from bots.presenter.parts import Zone, bullets, lines, paragraphs, shortened
from bots.words import Words
from contests.desk.history import History
from contests.desk.views import EntryView
from contests.model.ballot import Marking, Mode
from contests.model.contest import VOTING_STATES, Contest, RoundKind, State
from contests.model.entry import Decision, Entry, EntryState
from contests.model.member import Badge
from contests.rules.moderation import FROM, Verdict

__all__ = [
    "LISTED",
    "decided_card",
    "entry",
    "entry_form",
    "entry_list",
    "hidden",
    "preview",
    "review_card",
    "sent",
    "verdict_form",
    "withdrawn",
]

LISTED = 25
"""Entries of a list: as many as any platform offers to choose from."""
LONGEST_OPTION = 100
"""Characters of an option, on the tightest of the platforms."""
REPLACEABLE = {EntryState.WAITING, EntryState.ADMITTED}


def entry(view: EntryView, t: Words, *, badges: Sequence[Badge] = (), votes: bool = False) -> Post:
    """Show an entry with its lineage; its author also sees its state, and what they can do.

    `votes` says that the reader is one of those who vote.
    """
    shown = view.entry
    if shown.state is EntryState.WITHDRAWN:
        return withdrawn(t)
    text = paragraphs(
        lines(shown.words.title, byline(view.author, t, badges)),
        body(view, t),
        _standing(view, t),
        t._("Entry {id}", id=shown.id),
    )
    own = (*own_buttons(shown, view.contest, t), *_gallery_button(shown, t))
    buttons = own if view.is_own else _vote_button(shown, view.contest, t) if votes else ()
    return Post(text, buttons=buttons, media=media_of(shown), shows=(shown.id,))


def _vote_button(shown: Entry, contest: Contest, t: Words) -> tuple[Button, ...]:
    """Return what leads from an entry to the ballot while it is voted on one by one, if the rules let it."""
    one = contest.open_round
    if one is None or contest.paused_at or shown.state is not EntryState.ADMITTED or contest.state not in VOTING_STATES:
        return ()
    if one.mode is not Mode.QUEUE or one.marking is Marking.COMPARE or (one.among and shown.id not in one.among):
        return ()
    return (Button(f"back:{shown.id}", t._("Vote on it")),)


def _standing(view: EntryView, t: Words) -> str:
    """Say how an entry stands: to everybody that it is disqualified and why, to its author all else, too."""
    shown = view.entry
    if not view.is_own and shown.state is not EntryState.DISQUALIFIED:
        return ""
    state = label(t, ENTRY_STATES, shown.state)
    gallery = _gallery(shown, t) if view.is_own and shown.counts_against_limit else ""
    return lines(t._("This entry is {state}.", state=state), why(shown, t), gallery)


def _gallery(shown: Entry, t: Words) -> str:
    return t._("It may be shown in the gallery.") if shown.in_gallery else t._("It is not shown in the gallery.")


def _gallery_button(shown: Entry, t: Words) -> tuple[Button, ...]:
    """Let an author of an entry that takes part change their mind about the gallery (RULES.md 10)."""
    if not shown.counts_against_limit:
        return ()
    if shown.in_gallery:
        return (Button(f"hide:{shown.id}", t._("Keep it out of the gallery")),)
    return (Button(f"unhide:{shown.id}", t._("Let it into the gallery")),)


def own_buttons(shown: Entry, contest: Contest, t: Words) -> tuple[Button, ...]:
    """Return what an author can do with an entry now (RULES.md 11, 12)."""
    edit = (
        Button(f"edit:{shown.id}", t._("Change the words")),
        Button(f"replace:{shown.id}", t._("Replace it")),
    )
    back = Button(f"withdraw:{shown.id}", t._("Withdraw"), "danger")
    if contest.is_frozen:
        return (Button(back.id, t._("Ask to be taken out"), "danger"),)
    return (*edit, back) if _may_be_replaced(shown, contest) else (back,)


def _may_be_replaced(shown: Entry, contest: Contest) -> bool:
    if contest.paused_at is not None or shown.state not in {*REPLACEABLE, EntryState.CHANGES}:
        return False
    if contest.state is State.REVIEW:
        return shown.state is EntryState.CHANGES
    return contest.state is State.SUBMISSION


def entry_list(views: Sequence[EntryView], t: Words) -> Post:
    """List entries with their ids, as `from=` takes them, and let the reader choose one to look at."""
    if not views:
        return Post(t._("There is no entry to look at yet."))
    listed = bullets(_listed(view, t) for view in views)
    options = tuple(Option(view.entry.id, shortened(view.entry.words.title, LONGEST_OPTION)) for view in views)
    return Post(
        lines(t._("The newest entries in “{contest}”:", contest=views[0].contest.title), listed),
        selects=(Select("look:entry", t._("Look at one"), options),),
        shows=tuple(f"list:{view.entry.id}" for view in views),
    )


def _listed(view: EntryView, t: Words) -> str:
    return t._("{entry} (id {id})", entry=titled(view.entry.words.title, view.author, t), id=view.entry.id)


def withdrawn(t: Words) -> Post:
    """Say that an entry was withdrawn, in its place."""
    return Post(t._("This entry was withdrawn."))


def hidden(t: Words) -> Post:
    """Say that an entry is not shown now, in its place: it is reviewed anew, or was not taken in."""
    return Post(t._("This entry is not shown now."))


def preview(view: EntryView, contest: Contest, t: Words, zone: Zone) -> Post:
    """Show an author, before Send, what others will see and what they agree to (RULES.md 10)."""
    shown = view.entry
    text = paragraphs(
        t._("A preview that only you see. Others will see this:"),
        lines(shown.words.title, t._("By {author}, named after the close", author=shown.shown_as)),
        body(view, t),
        _without_alt(shown, t),
        lines(*_what_it_means(shown, contest, t)),
        _agreement(shown, contest, t, zone),
    )
    buttons = (
        Button(f"send:{shown.id}", t._("Send"), "primary"),
        Button(f"edit:{shown.id}", t._("Change")),
        Button(f"cancel:{shown.id}", t._("Do not send")),
    )
    return Post(text, buttons=buttons, media=media_of(shown), shows=(shown.id,))


def _without_alt(shown: Entry, t: Words) -> str:
    if all(one.alt for one in shown.media):
        return ""
    return t._("Not every file has a description yet. With one, people who cannot see or hear it take part, too.")


def _what_it_means(shown: Entry, contest: Contest, t: Words) -> tuple[str, ...]:
    remixes = t._("Others may remix it, and name you.") if shown.may_be_remixed else t._("Others may not remix it.")
    return fine_print.rewards(contest, t), fine_print.licence(contest, t), _gallery(shown, t), remixes


def _agreement(shown: Entry, contest: Contest, t: Words, zone: Zone) -> str:
    """Say what Send does: agrees to the terms shown, and takes the place of an entry that it replaces."""
    version = contest.terms.version if contest.terms else 0
    running = contest.round_of(RoundKind.SUBMISSION)
    return lines(
        t._("It takes the place of the entry that you sent before.") if shown.replaces else "",
        t._("With Send you agree to these terms (version {version}).", version=version),
        t._("You get private messages about this entry, and can stop them at any time."),
        t._("Entries close: {at}", at=t.moment(running.closes, zone)) if running else "",
    )


def sent(view: EntryView, contest: Contest, t: Words, zone: Zone) -> Post:
    """Tell an author that their entry has come in, and what follows."""
    shown, running = view.entry, contest.round_of(RoundKind.SUBMISSION)
    waits = t._("A moderator looks at it next, and you will be told.")
    text = paragraphs(
        t._("Sent: “{title}” is in “{contest}”.", title=shown.words.title, contest=contest.title),
        waits if shown.state is EntryState.WAITING else t._("It takes part from now on."),
        t._("You can change it until {at}, and withdraw it until the result.", at=t.moment(running.closes, zone))
        if running
        else "",
        t._("Entry {id}", id=shown.id),
    )
    return Post(text, buttons=own_buttons(shown, contest, t), media=media_of(shown), shows=(shown.id,))


def review_card(
    view: EntryView, since: datetime, t: Words, zone: Zone, now: datetime, history: History | None = None
) -> Post:
    """Show a moderator an entry that waits, how its author took part before, what was decided, and the verdicts."""
    waits = t._("Waiting since: {at}", at=t.moment_from(since, zone, now))
    told = history_words(history, t, zone) if history else ""
    return _card(view, t, zone, t._("“{contest}”", contest=view.contest.title), waits, told)


def history_words(history: History, t: Words, zone: Zone) -> str:
    """Say how an author took part before."""
    joined = t._("The author is here since: {at}.", at=t.moment(history.joined_at, zone))
    if not history.entries:
        return lines(joined, t._("It is their first entry."))
    ended = t.listed(
        one
        for one in (
            t.n_("{n} took part", "{n} took part", history.admitted) if history.admitted else "",
            t.n_("{n} was not taken in", "{n} were not taken in", history.refused) if history.refused else "",
            t.n_("{n} was withdrawn", "{n} were withdrawn", history.withdrawn) if history.withdrawn else "",
        )
        if one
    )
    return lines(joined, t._("Their entries before: {ended}.", ended=ended))


def decided_card(view: EntryView, moderator: str, t: Words, zone: Zone) -> Post:
    """Show a moderator what became of an entry, by whom, and what can still be decided."""
    shown, title = view.entry, view.entry.words.title
    if not shown.decisions or shown.state is EntryState.WAITING:
        state = label(t, ENTRY_STATES, shown.state)
        return _card(view, t, zone, t._("“{title}”: {state}.", title=title, state=state))
    verdict = label(t, DECISIONS, shown.decisions[-1].verdict)
    who = t._("“{title}”: {verdict} by {moderator}.", title=title, verdict=verdict, moderator=moderator)
    return _card(view, t, zone, who, t._("Its author is told."))


def _card(view: EntryView, t: Words, zone: Zone, *head: str) -> Post:
    shown = view.entry
    before = [_record(one, t, zone) for one in shown.decisions]
    text = paragraphs(
        lines(*head),
        lines(shown.words.title, byline(view.author, t)),
        body(view, t),
        lines(t._("Decided before:"), bullets(before)) if before else "",
        t._("Entry {id}", id=shown.id),
    )
    return Post(text, buttons=verdict_buttons(shown, t), media=media_of(shown), shows=(f"review:{shown.id}",))


def _record(decision: Decision, t: Words, zone: Zone) -> str:
    told = reason(decision, t).replace("\n", " ")
    act = f"{label(t, DECISIONS, decision.verdict)}, {t.moment(decision.at, zone)}"
    return f"{act}. {told}" if told else act


def verdict_buttons(shown: Entry, t: Words) -> tuple[Button, ...]:
    """Return a button for every verdict; those that do not fit the entry's state cannot be pressed."""
    undone = not shown.decisions or shown.decisions[-1].verdict == "undone"
    fits = {verdict: shown.state in FROM[verdict] for verdict in FROM} | {Verdict.UNDO: not undone}
    return tuple(
        Button(f"{verdict}:{shown.id}", label(t, VERDICTS, verdict), _style(verdict), disabled=not fits[verdict])
        for verdict in Verdict
    )


def _style(verdict: Verdict) -> Style:
    styles: dict[Verdict, Style] = {Verdict.ADMIT: "success", Verdict.REJECT: "danger", Verdict.DISQUALIFY: "danger"}
    return styles.get(verdict, "secondary")
