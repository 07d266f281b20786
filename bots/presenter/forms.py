"""The forms of entries and verdicts, filled with what was typed before."""

from collections.abc import Mapping

from bots.post import Field, Form, Option
from bots.presenter.labels import FIELDS, HOW_GOT, RULES, VERDICTS, Labels, label
from bots.words import Words
from contests.model.contest import Contest, Template
from contests.model.entry import Entry
from contests.rules.moderation import Verdict

RATINGS = tuple(str(number) for number in range(1, 6))


def entry_form(
    contest: Contest, entry: Entry | None, t: Words, *, form_id: str, typed: Mapping[str, str] | None = None
) -> Form:
    """Return the form of an entry: filled with what was typed, else with what the entry says now."""
    filled = typed or (filled_from(entry) if entry else {})
    is_review = contest.brief.template is Template.REVIEW
    own = _review_fields(contest, entry, t) if is_review else _remix_fields(t)
    files = t._("New files; empty keeps those of before") if entry and entry.media else label(t, FIELDS, "file")
    fields = (
        *own,
        Field("text", label(t, FIELDS, "text"), "long"),
        Field("file", files, "file"),
        Field("alt", label(t, FIELDS, "alt"), "long"),
        Field("gallery", label(t, FIELDS, "gallery"), "choice", value="yes", options=_yes_no(t)),
        Field("remix", label(t, FIELDS, "remix"), "choice", value="yes", options=_yes_no(t)),
        Field("name", label(t, FIELDS, "name")),
    )
    return Form(form_id, contest.title, tuple(_filled(one, filled) for one in fields))


def _filled(field: Field, filled: Mapping[str, str]) -> Field:
    value = filled.get(field.name, field.value)
    return Field(field.name, field.label, field.kind, field.required, value, field.options)


def _remix_fields(t: Words) -> tuple[Field, ...]:
    return (
        Field("title", label(t, FIELDS, "title"), required=True),
        Field("from", label(t, FIELDS, "from")),
        Field("thanks", label(t, FIELDS, "thanks")),
    )


def _review_fields(contest: Contest, entry: Entry | None, t: Words) -> tuple[Field, ...]:
    products = tuple(Option(one, one) for one in contest.brief.products)
    ratings = tuple(Option(one, one) for one in RATINGS)
    return (
        Field(
            "product", label(t, FIELDS, "product"), "choice" if products else "text", required=True, options=products
        ),
        Field("rating", label(t, FIELDS, "rating"), "choice", required=True, options=ratings),
        Field("got", label(t, FIELDS, "got"), "choice", required=True, options=_ways(entry, t)),
        Field("praised", label(t, FIELDS, "praised")),
        Field("criticised", label(t, FIELDS, "criticised")),
        Field("title", t._("Title; if left empty, the product")),
    )


def _ways(entry: Entry | None, t: Words) -> tuple[Option, ...]:
    """Return the ways to get a product; the one alone that a review was sent with, for it stays for ever."""
    said = entry.words.review.got if entry and entry.words.review and (entry.sent_at or entry.replaces) else None
    return tuple(one for one in _options(HOW_GOT, t) if said is None or one.value == said)


def _options(labels: Labels, t: Words) -> tuple[Option, ...]:
    return tuple(Option(str(value), t._(called)) for value, called in labels.items())


def _yes_no(t: Words) -> tuple[Option, ...]:
    return Option("yes", t._("yes")), Option("no", t._("no"))


def filled_from(entry: Entry) -> dict[str, str]:
    """Return an entry as its author would type it into the form."""
    words, review = entry.words, entry.words.review
    typed = {
        "title": words.title,
        "text": words.text,
        "from": ", ".join(words.sources),
        "thanks": words.thanks,
        "alt": "\n".join(media.alt.replace("\n", " ") for media in entry.media),
        "gallery": _flag(on=entry.in_gallery),
        "remix": _flag(on=entry.may_be_remixed),
        "name": entry.shown_as,
    }
    if review is None:
        return typed
    aspects = {"praised": ", ".join(review.praised), "criticised": ", ".join(review.criticised)}
    return {**typed, **aspects, "product": review.product, "rating": str(review.rating), "got": review.got.value}


def _flag(*, on: bool) -> str:
    return "yes" if on else "no"


def verdict_form(entry: Entry, verdict: Verdict, t: Words, *, rule: str = "", reason: str = "") -> Form:
    """Ask a moderator for the rule and the reason of a verdict; taking one back needs only the reason."""
    title = t._("{verdict}: “{title}”", verdict=label(t, VERDICTS, verdict), title=entry.words.title)
    rules = Field("rule", label(t, FIELDS, "rule"), "choice", required=True, value=rule, options=_options(RULES, t))
    reasons = Field("reason", t._("Reason, for the author to read"), "long", required=True, value=reason)
    fields = (reasons,) if verdict is Verdict.UNDO else (rules, reasons)
    return Form(f"verdict:{verdict}:{entry.id}", title, fields)
