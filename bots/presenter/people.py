"""Words what a member is shown of themselves, and what is kept about everybody."""

from collections.abc import Sequence

from bots.post import Button, Field, Form, Option, Post, Select
from bots.presenter.entry_parts import badge_words
from bots.presenter.labels import ENTRY_STATES, FIELDS, label
from bots.presenter.linking import accounts_line
from bots.presenter.parts import Zone, bullets, language_name, lines, paragraphs, shortened
from bots.words import LANGUAGES, N_, Words, words
from contests.desk.views import EntryView, MeView
from contests.model.ambassador import Offer, OfferState
from contests.model.ballot import Receipt
from contests.model.contest import Contest

LISTED = 10
"""Entries and receipts that are listed, newest first."""
MORE_RECEIPTS = 25
"""Those that each further message lists."""
WITH_BUTTON = 5
"""Entries that get a button."""
LONGEST_LABEL = 80
"""Characters of a button, on the tightest of the platforms."""


def me(view: MeView, t: Words, zone: Zone) -> Post:
    """Show a member their entries, receipts and offers, and let them change name and language."""
    text = paragraphs(
        lines(_who(view, t), accounts_line(view.accounts, t)),
        _section(t._("Your entries:"), [_entry(one, t) for one in view.entries], t._("You have no entries yet."), t),
        *(_offer(offer, contest, t, zone) for offer, contest in view.offers),
        _receipts(view.receipts[:LISTED], t, zone),
    )
    buttons = tuple(button for offer, contest in view.offers for button in _answers(offer, contest, t))
    looks = tuple(_look(one) for one in view.entries[:WITH_BUTTON])
    return Post(text, buttons=(*buttons, *looks), selects=(_languages(t),), form=_name_form(view, t))


def older_receipts(view: MeView, t: Words, zone: Zone) -> list[Post]:
    """List the receipts that `me` has no room for, so that a member finds every one of theirs."""
    older = view.receipts[LISTED:]
    parts = [older[start : start + MORE_RECEIPTS] for start in range(0, len(older), MORE_RECEIPTS)]
    return [Post(_receipts(part, t, zone)) for part in parts]


def _receipts(given: Sequence[tuple[Receipt, str]], t: Words, zone: Zone) -> str:
    listed = bullets(_receipt(one, title, t, zone) for one, title in given)
    return lines(t._("Your ballots:"), listed) if listed else ""


def _who(view: MeView, t: Words) -> str:
    badges = t.listed(badge_words(badge, t) for badge in view.badges)
    if badges:
        return t._("You are {name} ({badges}).", name=view.member.name, badges=badges)
    return t._("You are {name}.", name=view.member.name)


def _section(title: str, items: list[str], without: str, t: Words) -> str:
    if not items:
        return without
    more = len(items) - LISTED
    return lines(title, bullets(items[:LISTED]), t.n_("and {n} more", "and {n} more", more) if more > 0 else "")


def _entry(view: EntryView, t: Words) -> str:
    shown = view.entry
    return t._(
        "“{title}” in “{contest}”: {state} (id {id})",
        title=shown.words.title,
        contest=view.contest.title,
        state=label(t, ENTRY_STATES, shown.state),
        id=shown.id,
    )


def _look(view: EntryView) -> Button:
    return Button(f"look:{view.entry.id}", shortened(view.entry.words.title, LONGEST_LABEL))


def _receipt(receipt: Receipt, title: str, t: Words, zone: Zone) -> str:
    facts = {"code": receipt.code, "contest": title, "at": t.moment(receipt.at, zone)}
    if receipt.replaced:
        return t._("{code}: “{contest}”, {at}, replaced by a later one", **facts)
    return t._("{code}: “{contest}”, {at}", **facts)


def _offer(offer: Offer, contest: Contest, t: Words, zone: Zone) -> str:
    """Say how an office stands; one that was never held and is over is not brought up again."""
    if offer.state is OfferState.OPEN:
        until = t.moment(offer.answer_by, zone)
        return t._("“{contest}” asks you to be ambassador. Answer by: {until}", contest=contest.title, until=until)
    if offer.term_ends is None:
        return ""
    until = t.day(offer.term_ends, zone)
    if offer.state is OfferState.ACCEPTED:
        return t._("You are ambassador through “{contest}” until {until}.", contest=contest.title, until=until)
    if offer.state is OfferState.ENDED:
        return t._("You were ambassador through “{contest}” until {until}.", contest=contest.title, until=until)
    return ""


def _answers(offer: Offer, contest: Contest, t: Words) -> tuple[Button, ...]:
    def button(verb: str, called: str) -> Button:
        return Button(f"{verb}:{offer.id}", shortened(f"{called}: {contest.title}", LONGEST_LABEL))

    if offer.state is OfferState.OPEN:
        return button("accept", t._("Accept")), button("decline", t._("Decline"))
    if offer.state is OfferState.ACCEPTED:
        return (button("leave", t._("Leave the office")),)
    return ()


def _languages(t: Words) -> Select:
    """Offer the languages, each by its own name."""
    options = tuple(Option(code, language_name(code, words(code))) for code in LANGUAGES)
    return Select("language:me", t._("Language"), options)


def _name_form(view: MeView, t: Words) -> Form:
    name = Field("name", label(t, FIELDS, "name"), required=True, value=view.member.name)
    return Form("run:me name", t._("Change your name"), (name,))


KEPT = (
    N_("Kept about you: your name here, your account's id on this platform, your language."),
    N_("Kept of accounts that you linked: that they are one person, until /unlink. A code for it is soon forgotten."),
    N_("Kept of an entry: its words and files, the name you chose for it, the terms you agreed to, and when."),
    N_("Files lose what they say about place, time and device before they are stored."),
    N_("Kept of a vote: your choices, so that you can change them. Nobody is shown them, managers neither."),
    N_("Everybody sees entries, standings after the result, and how many voted."),
    N_("Moderators and managers see who sent an entry; others only after the close, by the name you chose."),
    N_("Acts of moderators are recorded with name, rule, reason and time."),
    N_("Nothing is kept about people who only read along. Nobody is tracked, and nothing is sold."),
    N_("Withdraw an entry in /me until the result: it leaves every place where it was shown."),
    N_("Private messages about an entry stop with the button below each of them."),
)


def privacy(t: Words) -> Post:
    """Say what is kept about whom, who sees it, and how to take it back."""
    text = paragraphs(
        t._("What is kept, and what is not"),
        bullets(t._(one) for one in KEPT),
        t._("Questions? Ask a manager of this community; they are responsible for it."),
    )
    return Post(text)
