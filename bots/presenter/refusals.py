"""Words a refusal: one sentence for each case, with its facts."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from math import ceil
from string import Formatter
from zoneinfo import ZoneInfo

from bots.post import Post
from bots.presenter.labels import FIELDS, ROLES, TEMPLATES, label
from bots.presenter.parts import Zone, bullets, lines
from bots.presenter.sentences import PLAIN, SENTENCES, TELLING
from bots.words import Words
from contests.refusals import Fact, Refusal

PARTED = "“, ”"
"""Stands between titles that are one fact."""
TIMES = frozenset({"at", "after"})
UNITS: Mapping[str, Callable[[Words, int], str]] = {
    "bytes": Words.size,
    "pixels": lambda t, n: t.number(ceil(n / 100_000) / 10),
    "seconds": lambda t, n: t.span(timedelta(seconds=n)),
}
"""How numbers over a limit are written, by what was measured; pixels as megapixels."""


def refused(refusal: Refusal, t: Words, *, zone: Zone, now: datetime, names: Mapping[str, str] | None = None) -> Post:
    """Say no, and what to do instead; `names` are those of the members that the facts name by id."""
    facts = _worded(refusal, t, zone, now)
    who = (names or {}).get(str(refusal.facts.get("by")))
    decided_by = refusal.key == "already_decided" and who
    text = lines(
        t._(_sentence(refusal, facts, now), **facts),
        t._("{who} decided it.", who=who) if decided_by else "",
        _approved(facts.get("titles"), t),
        bullets(_candidates(refusal, t, zone)),
    )
    return Post(text, refusal=refusal)


def _approved(titles: str | None, t: Words) -> str:
    """Name what can be taken back where no more may be approved."""
    if not titles:
        return ""
    named = (t._("“{title}”", title=one) for one in titles.split(PARTED))
    return t._("Approved so far: {titles}.", titles=t.listed(named))


def cases(refusal: Refusal) -> Iterator[str]:
    """Yield the names of a refusal's case, the narrowest first."""
    for telling in TELLING:
        if value := refusal.facts.get(telling):
            yield f"{refusal.key}:{value}"
    yield refusal.key


def _sentence(refusal: Refusal, facts: Mapping[str, str], now: datetime) -> str:
    """Return the narrowest sentence whose facts are all known, and true: no opening lies in the past."""
    waits = refusal.key == "not_open" and _is_over(refusal.facts.get("at"), now)
    for case in cases(refusal):
        sentence = SENTENCES.get(case)
        if sentence and placeholders(sentence) <= facts.keys() - ({"at"} if waits else set()):
            return sentence
    return PLAIN[refusal.key]


def placeholders(sentence: str) -> set[str]:
    """Return the names of the facts that a sentence needs."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _is_over(at: Fact, now: datetime) -> bool:
    return isinstance(at, str) and datetime.fromisoformat(at) <= now


def _worded(refusal: Refusal, t: Words, zone: Zone, now: datetime) -> dict[str, str]:
    known = {name: value for name, value in refusal.facts.items() if value is not None and value != ""}
    unit = UNITS.get(str(known.get("by")), Words.number)
    return {
        name: unit(t, value) if isinstance(value, int) else _fact(refusal.key, name, value, t, zone, now)
        for name, value in known.items()
    }


def _fact(key: str, name: str, value: str, t: Words, zone: Zone, now: datetime) -> str:
    if name in TIMES:
        return t.moment_from(_moment(value, zone), zone, now)
    if name in {"name", "field"}:
        return t.listed([label(t, FIELDS, one) for one in value.split(", ")])
    if key == "wrong_type" and name in {"found", "cure"}:
        return t._(TEMPLATES[value]) if value in TEMPLATES else value.upper()
    return label(t, ROLES, value) if name == "role" else value


def _moment(iso: str, zone: Zone) -> datetime:
    at = datetime.fromisoformat(iso)
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(str(zone)))


def _candidates(refusal: Refusal, t: Words, zone: Zone) -> list[str]:
    """Word the times that may have been meant, each with how it can be typed."""
    offered = str(refusal.facts.get("candidates") or "").split()
    return [f"{t.moment(_moment(iso, zone), zone)}: {iso}" for iso in offered]
