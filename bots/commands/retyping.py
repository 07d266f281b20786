"""A contest as its manager would type it, for the form that changes it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bots.commands.ruling import retyped_rules
from bots.commands.talk import Args
from bots.presenter.parts import span_words
from bots.words import Words
from contests.model.contest import Brief, Contest, State
from contests.model.span import Span

TEXTS = frozenset({"title", "text", "sponsor", "product", "reward", "licence", "languages"})
DATES = frozenset({"opens", "submissions", "voting", "final"})
CHANGEABLE = {State.SCHEDULED: TEXTS | DATES, State.SUBMISSION: TEXTS, State.REVIEW: TEXTS}
"""What the form holds once a contest is no draft (RULES.md, States)."""


def is_changeable(name: str, contest: Contest) -> bool:
    """Tell whether an argument of `/contest edit` may still change something."""
    if name == "final" and contest.state is not State.DRAFT and contest.rules.final is None:
        return False
    return contest.state is State.DRAFT or name in CHANGEABLE.get(contest.state, ())


def retyped(contest: Contest, t: Words, zone: ZoneInfo) -> Args:
    """Return everything that a manager has set, in words that are read as what they stand for."""
    plan = contest.plan
    dates = {"opens": plan.opens, "submissions": plan.submissions, "voting": plan.voting, "final": plan.final}
    typed = {
        **{name: _when(value, t, zone) for name, value in dates.items()},
        **_brief(contest.brief),
        **retyped_rules(contest.rules, t),
        "venues": ", ".join(contest.venues),
    }
    return Args({"contest": (contest.id,), **{name: (value,) for name, value in typed.items()}})


def _when(value: datetime | Span | None, t: Words, zone: ZoneInfo) -> str:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(" ", "minutes")
    return span_words(value, t) if value else ""


def _brief(brief: Brief) -> dict[str, str]:
    return {
        "template": brief.template.value,
        "title": brief.title,
        "text": brief.text,
        "sponsor": brief.sponsor,
        "product": ", ".join(brief.products),
        "reward": "\n".join(f"{one.place}:{one.text}" for one in brief.rewards),
        "licence": brief.licence.value,
        "languages": ", ".join(brief.languages),
    }
