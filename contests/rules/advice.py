"""What managers are advised before a vote: two stages where there are many entries, more voters where looks are few.

Both rest on simulated votes on 500 entries, in which 500 voters looked at 10 each: one vote on all found the best entry
in 38 of 100 runs, a vote that chose 10 for a final in 82, with as many looks in all.
"""

from contests.model.ballot import MARKINGS, Marking, Method, Mode
from contests.model.contest import Round, RoundKind, Rules
from contests.rules.combining import MOST_LISTED

TWO_STAGES_FROM = 30
"""Entries from which on a final is proposed."""
FEWEST_LOOKS = 6
"""Looks an entry, below which a vote says little."""
LOOKS_EACH = 10
"""Entries that a voter is expected to look at."""


def is_final_advised(rules: Rules, entries: int) -> bool:
    """Tell whether two stages would find the best more often than the one that is planned."""
    return rules.final is None and entries >= TWO_STAGES_FROM


def is_too_long(rules: Rules, entries: int) -> bool:
    """Tell whether so many entries are on no ballot as the contest asks for, and a final would have it so."""
    return rules.final is None and outgrows(rules.method, rules.mode, entries)


def outgrows(method: Method, mode: Mode | None, entries: int) -> bool:
    """Tell whether entries are too many to be ranked, or to be shown at once."""
    marking = MARKINGS.get(method)
    is_list = marking is Marking.RANK or (marking is Marking.APPROVE and mode is Mode.LIST)
    return is_list and entries > MOST_LISTED


def has_outgrown(rules: Rules, one: Round) -> bool:
    """Tell whether too many entries came in for an open round to be held as the rules ask for."""
    if one.kind is RoundKind.FINAL and rules.final is not None:
        return MARKINGS.get(rules.final.method) is Marking.RANK and one.marking is not Marking.RANK
    if MARKINGS.get(rules.method) is Marking.RANK:
        return one.kind is RoundKind.VOTING and one.marking is not Marking.RANK
    is_list = rules.mode is Mode.LIST and MARKINGS.get(rules.method) is Marking.APPROVE
    return one.kind is RoundKind.VOTING and is_list and one.mode is not Mode.LIST


def too_few_looks(rules: Rules, entries: int, voters: int) -> int | None:
    """Return how many looks each entry may expect, where that is too few; None where it is not, or is not known."""
    is_ranked = MARKINGS.get(rules.method) is Marking.RANK and entries <= MOST_LISTED
    if not entries or not voters or rules.mode is Mode.LIST or is_ranked:
        return None
    looks = voters * min(LOOKS_EACH, entries) // entries
    return looks if looks < FEWEST_LOOKS else None
