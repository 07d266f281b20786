"""Which rules go together: a contest whose rules contradict each other is refused before it is made."""

from collections.abc import Iterator

from contests.model.ballot import MARKINGS, Marking, Method, Mode, Voters
from contests.model.contest import Rules, TieRule
from contests.refusals import Refusal

MOST_LISTED = 25
"""Entries that fit on a ballot that shows all at once, to approve or to rank (RULES.md 17)."""
SERVED = {Marking.GRADE: Mode.QUEUE, Marking.COMPARE: Mode.QUEUE, Marking.RANK: Mode.LIST}
"""How a ballot is served where what a voter does on it leaves no choice."""
BY_LOOKS = frozenset({Method.APPROVAL, Method.SINGLE, Method.LIMITED, Method.SCORE})
"""Methods whose score depends on how many looked at an entry, where not everybody looks at everything."""
FINAL_METHODS = tuple(one for one in Method if one in MARKINGS and one is not Method.EPH)


def voters_in_final(rules: Rules) -> Voters:
    """Return who may vote in a final: the same as in the vote before it, where it names nobody."""
    return (rules.final.voters if rules.final else None) or rules.voters


def methods_of(rules: Rules) -> frozenset[Method]:
    """Return the methods by which a contest is decided: of the voting round and of the final."""
    return frozenset({rules.method, rules.final.method} if rules.final else {rules.method})


def fits(name: str, rules: Rules) -> bool:
    """Tell whether a part of the rules, named as it is typed, has something to act on."""
    methods = methods_of(rules)
    markings = {MARKINGS[one] for one in methods if one in MARKINGS}
    return {
        "stars": Method.LIMITED in methods,
        "criteria": Marking.GRADE in markings,
        "scoring": bool(methods & BY_LOOKS),
        "unranked": Method.SCHULZE in methods,
        "finalists": rules.final is not None,
        "bar": rules.final is not None,
        "final_method": rules.final is not None,
        "final_voters": rules.final is not None,
        "preview": rules.final is not None,
        "no_award": rules.final is not None,
        "points": rules.jury is not None,
        "lottery": rules.tie is TieRule.LOTTERY,
        "runoff": rules.tie is TieRule.RUNOFF,
        "extension": bool(rules.quorum or rules.quorum_share or rules.quorum_looks),
    }.get(name, True)


def check_rules(rules: Rules) -> None:
    """Refuse rules that contradict each other.

    Raises:
        Refusal: `needs_argument` with the `name` of what is to be changed, and `why`.

    """
    for name, contradiction in _contradictions(rules):
        raise Refusal("needs_argument", name=name, why=contradiction, limit=MOST_LISTED)


def _contradictions(rules: Rules) -> Iterator[tuple[str, str]]:
    if rules.method is Method.EPH and rules.final is None:
        yield "final", "eph"
    served = SERVED.get(MARKINGS.get(rules.method, Marking.APPROVE))
    if served and rules.mode and rules.mode is not served:
        yield "mode", f"served_{served.value}"
    if rules.final and rules.final.method not in FINAL_METHODS:
        yield "final_method", "final_method"
    final = rules.final
    is_ranked = final and not final.bar and MARKINGS.get(final.method) is Marking.RANK
    if final and is_ranked and final.first > MOST_LISTED:
        yield "finalists", "ranked"
    if rules.tie is TieRule.JURY and rules.jury is None:
        yield "jury", "tie_jury"
    if rules.tie is TieRule.LOTTERY and not rules.lottery:
        yield "lottery", "tie_lottery"
