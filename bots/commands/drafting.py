"""From what a manager typed to the parts of a contest."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bots.commands.talk import Args, Talk
from bots.when import read_span, read_when, read_when_or_span
from bots.words import LANGUAGES
from contests.model.ballot import Method, Mode, Voters
from contests.model.community import Venue
from contests.model.contest import Brief, Contest, Plan, Rules, Template, TieRule
from contests.model.reward import Reward
from contests.model.span import Span
from contests.model.terms import Licence
from contests.refusals import Refusal
from contests.rules.editing import Edit
from contests.rules.limits import check_length

ENTRIES_EACH = {Template.REMIX: 1, Template.REVIEW: 5}
"""Entries that a member may send to one contest, unless it says otherwise (RULES.md 7)."""
MOST_PLACES = 100
AT_ONCE = frozenset({"now", "jetzt", "sofort"})
"""An opening that is the confirmation."""
Read = TypeVar("Read")


async def edit_from(talk: Talk, args: Args, before: Contest | None) -> Edit:
    """Read a contest's parts; what was not typed stays as it was, or has its default.

    Raises:
        Refusal: `needs_argument`, `too_long`, `when_unclear`, `no_such` for a venue.
    """
    brief = _brief(talk, args, before)
    rules = _rules(talk, args, before, brief.template)
    plan = _plan(talk, args, before.plan if before else Plan())
    venues = await _venues(talk, args.listed("venues")) if "venues" in args else (before.venues if before else ())
    return Edit(brief, rules, plan, venues)


def _brief(talk: Talk, args: Args, before: Contest | None) -> Brief:
    template = args.choice("template", tuple(Template), before.brief.template if before else Template.REMIX)
    old = before.brief if before else Brief("", template, languages=(talk.t.language,), zone=talk.community.zone)
    brief = replace(
        old,
        template=template,
        title=args.text("title") or old.title,
        text=args.text("text", old.text),
        sponsor=args.text("sponsor", old.sponsor or talk.community.brand.name),
        products=args.listed("product") if "product" in args else old.products,
        rewards=_rewards(args.all("reward")) if "reward" in args else old.rewards,
        licence=args.choice("licence", tuple(Licence), old.licence),
        languages=_languages(args) or old.languages,
    )
    check_length("title", brief.title, talk.tools.limits.title)
    check_length("text", brief.text, talk.tools.limits.text)
    check_length("sponsor", brief.sponsor, talk.tools.limits.alt)
    return brief


def _languages(args: Args) -> tuple[str, ...]:
    typed = args.listed("languages")
    for one in typed:
        if one not in LANGUAGES:
            raise Refusal("needs_argument", name="languages", why="choice", text=one, nearest=", ".join(LANGUAGES))
    return typed


def _rewards(typed: Sequence[str]) -> tuple[Reward, ...]:
    """Read `1:2 tickets`, or `1-3:a sticker`, one a value or a line."""
    found = []
    for line in [line for value in typed for line in value.splitlines() if line.strip()]:
        places, colon, text = line.partition(":")
        first, _, last = places.strip().partition("-")
        last = last or first
        if not (colon and text.strip() and first.isdecimal() and last.isdecimal() and 0 < int(first) <= int(last)):
            raise Refusal("needs_argument", name="reward", why="reward", text=line[:100])
        if int(last) > MOST_PLACES:
            raise Refusal("needs_argument", name="reward", why="number", text=last, least=1, limit=MOST_PLACES)
        check_length("reward", text, MOST_PLACES)
        found += [Reward(place, text.strip()) for place in range(int(first), int(last) + 1)]
    return tuple(found)


def _rules(talk: Talk, args: Args, before: Contest | None, template: Template) -> Rules:
    each = ENTRIES_EACH[template]
    old = before.rules if before else Rules(entries_each=each)
    if before and old.entries_each == ENTRIES_EACH[before.brief.template]:
        old = replace(old, entries_each=each)
    return Rules(
        entries_each=args.number("entries", old.entries_each, least=1, most=100),
        review=args.flag("review", default=old.review),
        method=args.choice("method", tuple(Method), old.method),
        mode=Mode(args.choice("mode", tuple(Mode), Mode.QUEUE)) if args.text("mode") else old.mode,
        ambassadors=args.number("ambassadors", old.ambassadors, most=1000),
        answer=_span(talk, args, "answer", old.answer),
        term=_span(talk, args, "term", old.term),
        tie=args.choice("tie", tuple(TieRule), old.tie),
        runoff=_span(talk, args, "runoff", old.runoff),
        quorum=args.number("quorum", old.quorum),
        extension=_span(talk, args, "extension", old.extension),
        voters=args.choice("voters", tuple(Voters), old.voters),
    )


def _span(talk: Talk, args: Args, name: str, default: Span) -> Span:
    typed = args.text(name)
    return _named(name, lambda: read_span(typed, language=talk.t.language)) if typed else default


def _plan(talk: Talk, args: Args, old: Plan) -> Plan:
    def until(name: str, before: datetime | Span | None) -> datetime | Span | None:
        typed = args.text(name)
        if not typed:
            return before
        read = _named(name, lambda: read_when_or_span(typed, language=talk.t.language, zone=talk.zone, now=talk.now))
        return before if _same_minute(read, before) else read

    return Plan(_opening(talk, args, old), until("submissions", old.submissions), until("voting", old.voting))


def _opening(talk: Talk, args: Args, old: Plan) -> datetime | None:
    typed = args.text("opens")
    if not typed:
        return old.opens
    if typed.casefold() in AT_ONCE:
        return None
    read = _named("opens", lambda: read_when(typed, language=talk.t.language, zone=talk.zone, now=talk.now))
    return old.opens if _same_minute(read, old.opens) else read


def _same_minute(read: datetime | Span, before: datetime | Span | None) -> bool:
    """Tell whether a time was typed as it is shown: shown times end at the minute."""
    if not isinstance(read, datetime) or not isinstance(before, datetime):
        return False
    return read == before.replace(second=0, microsecond=0)


def _named(name: str, read: Callable[[], Read]) -> Read:
    """Read a time; what is unclear says which argument it was typed for."""
    try:
        return read()
    except Refusal as unclear:
        raise Refusal(unclear.key, **{**unclear.facts, "name": name}) from None


async def _venues(talk: Talk, typed: Sequence[str]) -> tuple[str, ...]:
    async with talk.store.reading() as work:
        venues = await work.people.venues(talk.community.id)
    found = []
    for one in typed:
        same = [venue.id for venue in venues if one.casefold() in _names_of(venue)]
        if not same:
            raise Refusal("no_such", what="venue", id=one, nearest=", ".join(venue.title for venue in venues))
        found += same
    return tuple(found)


def _names_of(venue: Venue) -> set[str]:
    """Return what a venue goes by: its id, its title, and its place, which for the web room is `main`."""
    return {venue.id, venue.title.casefold(), venue.place.removeprefix(f"{venue.community}/").casefold()}
