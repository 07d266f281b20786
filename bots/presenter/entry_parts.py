"""The parts of an entry in words; each member's text stands in them as it was typed."""

from collections.abc import Iterable, Sequence

from bots.post import Attachment
from bots.presenter.labels import HOW_GOT, RULES, label
from bots.presenter.parts import attachment, lines, paragraphs
from bots.words import Words
from contests.desk.views import EntryView, Source
from contests.model.entry import Decision, Entry, EntryState, ReviewFacts
from contests.model.member import Badge


def byline(author: str | None, t: Words, badges: Sequence[Badge] = ()) -> str:
    """Name the author, with badges, or say when they will be named."""
    if not author:
        return t._("The author is named after the close.")
    worn = t.listed(badge_words(badge, t) for badge in badges)
    if worn:
        return t._("By {author} ({badges})", author=author, badges=worn)
    return t._("By {author}", author=author)


def badge_words(badge: Badge, t: Words) -> str:
    """Word a badge: an office held, or one held before with its year."""
    if badge.kind == "alumni":
        return t._("alumni {year}", year=badge.year)
    return t._("ambassador")


def titled(title: str, author: str | None, t: Words) -> str:
    """Name an entry in a sentence, with its author where they are named."""
    return t._("“{title}” by {author}", title=title, author=author) if author else t._("“{title}”", title=title)


def body(view: EntryView, t: Words) -> str:
    """Return what an entry says: the facts of a review, the text, where it came from and what came of it."""
    words = view.entry.words
    return paragraphs(review_facts(words.review, t) if words.review else "", words.text, lineage(view, t))


def review_facts(review: ReviewFacts, t: Words) -> str:
    """Word what only a review has; how the product was got is always said."""
    return lines(
        t._("{product}: {rating} of 5", product=review.product, rating=review.rating),
        t._("How they got it: {got}", got=label(t, HOW_GOT, review.got)),
        t._("Good: {aspects}", aspects=t.listed(review.praised)) if review.praised else "",
        t._("Not so good: {aspects}", aspects=t.listed(review.criticised)) if review.criticised else "",
    )


def lineage(view: EntryView, t: Words) -> str:
    """Say what an entry was made from, with the author's thanks, and what was made from it."""
    thanks = view.entry.words.thanks
    return lines(_from(view, t), t._("Thanks: {thanks}", thanks=thanks) if thanks else "", _made_of(view, t))


def kinship(view: EntryView, t: Words) -> str:
    """Say what an entry was made from, and what was made from it."""
    return lines(_from(view, t), _made_of(view, t))


def _from(view: EntryView, t: Words) -> str:
    return t._("Made from {sources}.", sources=_named(view.sources, t)) if view.sources else ""


def _made_of(view: EntryView, t: Words) -> str:
    return t._("Made from this: {entries}.", entries=_named(view.children, t)) if view.children else ""


def _named(sources: Iterable[Source], t: Words) -> str:
    return t.listed(_source(one, t) for one in sources)


def _source(one: Source, t: Words) -> str:
    if one.is_withdrawn:
        return t._("a withdrawn entry")
    return t._("an entry that is not shown now") if one.is_hidden else titled(one.title, one.author, t)


def credit(view: EntryView, t: Words) -> str:
    """Name an entry with its author and with what it was made from."""
    named, sources = titled(view.entry.words.title, view.author, t), made_from(view, t)
    return f"{named}, {sources}" if sources else named


def made_from(view: EntryView, t: Words) -> str:
    """Credit the sources of an entry; those that were withdrawn have become nameless."""
    credited = [one for one in view.sources if not one.is_withdrawn and not one.is_hidden]
    return t._("made from {sources}", sources=_named(credited, t)) if credited else ""


def why(entry: Entry, t: Words) -> str:
    """Give the rule and the reason of the verdict under which an entry stands."""
    verdicts = {EntryState.CHANGES, EntryState.REJECTED, EntryState.DISQUALIFIED}
    return reason(entry.decisions[-1], t) if entry.decisions and entry.state in verdicts else ""


def reason(decision: Decision, t: Words) -> str:
    """Give a verdict's rule and reason."""
    return rule_and_reason(decision.rule, decision.reason, t)


def rule_and_reason(rule: str, given: str, t: Words) -> str:
    """Give a rule and a reason, as far as there are any."""
    return lines(
        t._("Rule: {rule}.", rule=label(t, RULES, rule)) if rule else "",
        t._("Reason: {reason}", reason=given) if given else "",
    )


def media_of(entry: Entry) -> tuple[Attachment, ...]:
    """Return an entry's files as they are shown."""
    return tuple(attachment(one, entry.words.title) for one in entry.media)
