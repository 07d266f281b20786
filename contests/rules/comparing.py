"""Which two entries a member compares next: those that were compared least."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from contests.model.ballot import BETWEEN, entries_of, pair_of
from contests.rules.voting import Candidate, shuffle_key


def looked_at(subject: str) -> tuple[str, ...]:
    """Return what an answer, or a showing, is a look at: an entry; or two entries, and the pair itself."""
    return (*entries_of(subject), subject) if BETWEEN in subject else (subject,)


def serve_pair(
    voter: str,
    entries: Sequence[Candidate],
    answered: Collection[str],
    held: str | None,
    looks: Mapping[str, int],
) -> str | None:
    """Return the pair to answer next: the one being shown, else of the unanswered one of the least compared.

    The first entry is the least compared of those with a pair left, the second the least compared of those that it can
    be held against; then the pair itself counts, then a hash of (voter, pair). It takes a step for each entry, not for
    each pair. None when all pairs are answered.

    Args:
        voter: the member's id.
        entries: what the voter may answer.
        answered: the pairs that they answered; others may be among them.
        held: what is being shown to them, if its showing still holds.
        looks: answers and held showings so far, by entry and by pair.

    """
    ids = {entry.id for entry in entries}
    done = [sides for sides in map(entries_of, answered) if ids.issuperset(sides)]
    compared = Counter(side for sides in done for side in sides)
    unfinished = [one for one in ids if compared[one] < len(ids) - 1]
    if not unfinished:
        return None
    if held is not None and held not in answered and ids.issuperset(entries_of(held)):
        return held
    first = min(_least(unfinished, lambda one: looks.get(one, 0)), key=lambda one: shuffle_key(voter, one))
    met = {side for sides in done if first in sides for side in sides} | {first}
    others = _least(ids - met, lambda one: (looks.get(one, 0), looks.get(pair_of(first, one), 0)))
    return min((pair_of(first, one) for one in others), key=lambda pair: shuffle_key(voter, pair))


def _least(entries: Collection[str], times: Callable[[str], int | tuple[int, int]]) -> list[str]:
    """Return the entries with the fewest looks."""
    counted = [(times(one), one) for one in entries]
    fewest = min(number for number, _ in counted)
    return [one for number, one in counted if number == fewest]
