"""How a contest is decided: from what a manager typed to its rules, and back to what they would type."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from bots.commands.measuring import is_none, read_criteria, read_quorum, retyped_criteria, retyped_quorum
from bots.commands.talk import Args
from bots.presenter.labels import METHODS
from bots.presenter.parts import span_words
from bots.when import read_span
from bots.words import Words
from contests.model.ballot import MARKINGS, Method, Mode, Scoring, Unranked, Voters
from contests.model.contest import Contest, Final, Jury, Points, Rules, Template, TieRule
from contests.model.span import Span
from contests.refusals import Refusal
from contests.rules.combining import SERVED, check_rules, fits
from contests.rules.limits import check_length

ENTRIES_EACH = {Template.REMIX: 1, Template.REVIEW: 5}
"""Entries that a member may send to one contest, unless it says otherwise (RULES.md 7)."""
TYPED_METHODS = tuple(Method(one) for one in METHODS)
MOST_FINALISTS = 100
MOST_STARS = 25
LONGEST_LOTTERY = 300
NEEDING: Mapping[str, str] = {
    "stars": "needs_limited",
    "criteria": "needs_grades",
    "scoring": "needs_looks",
    "unranked": "needs_schulze",
    **dict.fromkeys(("finalists", "bar", "final_method", "final_voters", "preview", "no_award"), "needs_final"),
    "points": "needs_jury",
    "lottery": "needs_lottery",
}
"""What is refused where it has nothing to act on, and what it needs."""
Read = TypeVar("Read")


def rules_from(t: Words, args: Args, before: Contest | None, template: Template) -> Rules:
    """Read the rules; what was not typed stays as it was, or has its default.

    Raises:
        Refusal: `needs_argument`, `too_long`, `when_unclear`; also for rules that contradict each other.

    """
    each = ENTRIES_EACH[template]
    old = before.rules if before else Rules(entries_each=each)
    if before and old.entries_each == ENTRIES_EACH[before.brief.template]:
        old = replace(old, entries_each=each)
    rules = _ends(t, args, _voting(args, old))
    rules = replace(rules, final=_final(t, args, old), jury=_jury(args, old.jury))
    _must_fit(args, retyped_rules(old, t), rules)
    check_rules(rules)
    return rules


def _voting(args: Args, old: Rules) -> Rules:
    method = _method(args, "method", old.method)
    return replace(
        old,
        entries_each=args.number("entries", old.entries_each, least=1, most=100),
        review=args.flag("review", default=old.review),
        method=method,
        mode=_mode(args, method, old.mode),
        voters=args.choice("voters", tuple(Voters), old.voters),
        stars=args.number("stars", old.stars, least=1, most=MOST_STARS),
        criteria=read_criteria(args) if "criteria" in args else old.criteria,
        scoring=args.choice("scoring", tuple(Scoring), old.scoring),
        unranked=args.choice("unranked", tuple(Unranked), old.unranked),
    )


def _method(args: Args, name: str, default: Method) -> Method:
    """Read a way to vote; whoever types none that there is learns where they are explained."""
    try:
        return args.choice(name, TYPED_METHODS, default)
    except Refusal as unknown:
        raise Refusal(unknown.key, **{**unknown.facts, "why": "method"}) from None


def _mode(args: Args, method: Method, old: Mode | None) -> Mode | None:
    """Read how entries are shown; what another method leaves no choice of is forgotten."""
    if args.text("mode"):
        return Mode(args.choice("mode", tuple(Mode), Mode.QUEUE))
    served = SERVED.get(MARKINGS[method])
    return None if "mode" in args or served not in {None, old} else old


def _final(t: Words, args: Args, old: Rules) -> Final | None:
    """Read the final, which is there where it has a date."""
    if is_none(args.text("final")) and ("final" in args or old.final is None):
        return None
    final = old.final or Final()
    if args.text("finalists") and args.text("bar"):
        raise Refusal("needs_argument", name="finalists", why="finalists_or_bar")
    is_numbered = "bar" in args or args.text("finalists")
    return Final(
        method=_method(args, "final_method", final.method),
        first=args.number("finalists", final.first, least=2, most=MOST_FINALISTS),
        bar=_percent(args, "bar", 0 if is_numbered else final.bar),
        voters=_final_voters(args, final.voters),
        preview=_span(t, args, "preview", final.preview),
        no_award=args.flag("no_award", default=final.no_award),
    )


def _final_voters(args: Args, old: Voters | None) -> Voters | None:
    if args.text("final_voters"):
        return Voters(args.choice("final_voters", tuple(Voters), Voters.EVERYBODY))
    return None if "final_voters" in args else old


def _jury(args: Args, old: Jury | None) -> Jury | None:
    """Read the jury, which is there where it has a weight."""
    if is_none(args.text("jury")) and ("jury" in args or old is None):
        return None
    jury = old or Jury()
    return Jury(_percent(args, "jury", jury.weight, most=99), args.choice("points", tuple(Points), jury.points))


def _ends(t: Words, args: Args, old: Rules) -> Rules:
    """Read ties, quorum, and who may win."""
    ballots, share, looks = read_quorum(args) if "quorum" in args else (old.quorum, old.quorum_share, old.quorum_looks)
    check_length("lottery", args.text("lottery"), LONGEST_LOTTERY)
    return replace(
        old,
        ambassadors=args.number("ambassadors", old.ambassadors, most=1000),
        answer=_span(t, args, "answer", old.answer),
        term=_span(t, args, "term", old.term),
        tie=args.choice("tie", tuple(TieRule), old.tie),
        runoff=_span(t, args, "runoff", old.runoff),
        lottery=" ".join(args.text("lottery", old.lottery).split()),
        quorum=ballots,
        quorum_share=share,
        quorum_looks=looks,
        extension=_span(t, args, "extension", old.extension),
        one_each=args.flag("one_each", default=old.one_each),
        repeat=_repeat(t, args, old.repeat),
    )


def _percent(args: Args, name: str, default: int, *, most: int = 100) -> int:
    typed = args.text(name).removesuffix("%").strip()
    return Args({name: (typed,)}).number(name, default, least=1, most=most)


def _repeat(t: Words, args: Args, old: Span | None) -> Span | None:
    if is_none(args.text("repeat")):
        return None if "repeat" in args else old
    return _span(t, args, "repeat", Span())


def _span(t: Words, args: Args, name: str, default: Span) -> Span:
    typed = args.text(name)
    return named(name, lambda: read_span(typed, language=t.language)) if typed else default


def _must_fit(args: Args, old: Mapping[str, str], rules: Rules) -> None:
    """Refuse what was typed and has nothing to act on; what stood there before, or by default, may. Raises: Refusal."""
    plain = Rules()
    harmless = {"stars": str(plain.stars), "scoring": plain.scoring.value, "unranked": plain.unranked.value}
    for name in NEEDING:
        typed = args.text(name)
        if typed not in {"", old[name], harmless.get(name)} and not fits(name, rules):
            raise Refusal("needs_argument", name=name, why=NEEDING[name])


def retyped_rules(rules: Rules, t: Words) -> dict[str, str]:
    """Return the rules in words that are read as what they stand for."""
    return {
        "review": "on" if rules.review else "off",
        "method": rules.method.value,
        "mode": rules.mode.value if rules.mode else "",
        "entries": str(rules.entries_each),
        "voters": rules.voters.value,
        "stars": str(rules.stars),
        "criteria": retyped_criteria(rules.criteria),
        "scoring": rules.scoring.value,
        "unranked": rules.unranked.value,
        "ambassadors": str(rules.ambassadors),
        "answer": span_words(rules.answer, t),
        "term": span_words(rules.term, t),
        "tie": rules.tie.value,
        "runoff": span_words(rules.runoff, t),
        "lottery": rules.lottery,
        "quorum": retyped_quorum(rules, t),
        "extension": span_words(rules.extension, t),
        "one_each": _flag(on=rules.one_each),
        "repeat": span_words(rules.repeat, t) if rules.repeat else "",
        "jury": str(rules.jury.weight) if rules.jury else "",
        "points": rules.jury.points.value if rules.jury else "",
        **_retyped_final(rules.final, t),
    }


def is_asked(name: str, args: Args) -> bool:
    """Tell whether a form asks for an argument: whether it has something to act on in what else was typed."""
    final, jury, tie = args.text("final"), args.text("jury"), args.text("tie")
    as_typed = Rules(
        method=_method_of(args.text("method")),
        final=None if is_none(final) else Final(_method_of(args.text("final_method"))),
        jury=None if is_none(jury) else Jury(),
        tie=TieRule(tie) if tie in tuple(TieRule) else TieRule.SHARED,
        quorum=0 if is_none(args.text("quorum")) else 1,
    )
    return fits(name, as_typed)


def _method_of(typed: str) -> Method:
    return Method(typed) if typed in TYPED_METHODS else Method.APPROVAL


def _retyped_final(final: Final | None, t: Words) -> dict[str, str]:
    if final is None:
        return dict.fromkeys(("finalists", "bar", "final_method", "final_voters", "preview", "no_award"), "")
    return {
        "finalists": "" if final.bar else str(final.first),
        "bar": f"{final.bar}%" if final.bar else "",
        "final_method": final.method.value,
        "final_voters": final.voters.value if final.voters else "",
        "preview": span_words(final.preview, t),
        "no_award": _flag(on=final.no_award),
    }


def _flag(*, on: bool) -> str:
    return "yes" if on else "no"


def named(name: str, read: Callable[[], Read]) -> Read:
    """Read a time; what is unclear says which argument it was typed for."""
    try:
        return read()
    except Refusal as unclear:
        raise Refusal(unclear.key, **{**unclear.facts, "name": name}) from None
