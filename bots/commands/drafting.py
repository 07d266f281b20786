"""From what a manager typed to the parts of a contest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bots.commands.measuring import is_none
from bots.commands.ruling import named, rules_from
from bots.commands.talk import Args, Talk
from bots.when import read_when, read_when_or_span
from bots.words import LANGUAGES
from contests.model.community import Venue
from contests.model.contest import Brief, Contest, Plan, Template
from contests.model.reward import Reward
from contests.model.span import Span
from contests.model.terms import Licence
from contests.refusals import Refusal
from contests.rules.editing import Edit
from contests.rules.limits import check_length

MOST_PLACES = 100
AT_ONCE = frozenset({"now", "jetzt", "sofort"})
"""An opening that is the confirmation."""


async def edit_from(talk: Talk, args: Args, before: Contest | None) -> Edit:
    """Read a contest's parts; what was not typed stays as it was, or has its default.

    Raises:
        Refusal: `needs_argument`, `too_long`, `when_unclear`, `no_such` for a venue.
    """
    brief = _brief(talk, args, before)
    rules = rules_from(talk.t, args, before, brief.template)
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


def _plan(talk: Talk, args: Args, old: Plan) -> Plan:
    def until(name: str, before: datetime | Span | None) -> datetime | Span | None:
        typed = args.text(name)
        if not typed:
            return before
        read = named(name, lambda: read_when_or_span(typed, language=talk.t.language, zone=talk.zone, now=talk.now))
        return before if _same_minute(read, before) else read

    final = None if "final" in args and is_none(args.text("final")) else until("final", old.final)
    return Plan(_opening(talk, args, old), until("submissions", old.submissions), until("voting", old.voting), final)


def _opening(talk: Talk, args: Args, old: Plan) -> datetime | None:
    typed = args.text("opens")
    if not typed:
        return old.opens
    if typed.casefold() in AT_ONCE:
        return None
    read = named("opens", lambda: read_when(typed, language=talk.t.language, zone=talk.zone, now=talk.now))
    return old.opens if _same_minute(read, old.opens) else read


def _same_minute(read: datetime | Span, before: datetime | Span | None) -> bool:
    """Tell whether a time was typed as it is shown: shown times end at the minute."""
    if not isinstance(read, datetime) or not isinstance(before, datetime):
        return False
    return read == before.replace(second=0, microsecond=0)


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
