"""What one press changes on a ballot, by what voters do in the round: a mark of another kind is refused."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from contests.model.ballot import BEST_GRADE, Choice, Grades, Mark, Marking, Method, Mode, Place, Preference
from contests.model.contest import Round
from contests.refusals import Refusal
from contests.rules.voting import Candidate, check_candidate, check_turn

Changes = dict[str, Mark | None]
"""By entry or pair the new mark, None to release it."""


class SoFar(NamedTuple):
    """A member's ballot before a press; a tuple, for a crowd's are made one by one."""

    voter: str
    """The member's id."""
    marks: Mapping[str, Mark]
    """What they said: on a list or in single or limited choice of all, for what was not served to them of all."""
    served: str | None = None
    """What a queue served to them last."""


def admit_choice(one: Round, candidate: Candidate | None, choice: Choice, so_far: SoFar) -> Changes:
    """Return what one press of Approve or Pass changes.

    In single choice an approval releases the one given before, which becomes a pass. Where entries are graded, a pass
    says that one cannot tell.

    Raises:
        Refusal: what `check_candidate` and `check_turn` raise; `not_open` where the round is no such queue.

    """
    if choice is Choice.APPROVE or one.marking is not Marking.GRADE:
        _check_kind(one, Marking.APPROVE, Mode.QUEUE)
    found = check_candidate(one, candidate, so_far.voter)
    check_turn(found.id, so_far.marks, so_far.served)
    changes: Changes = {found.id: choice}
    if one.method is Method.SINGLE and choice is Choice.APPROVE:
        changes |= {entry: Choice.PASS for entry in approved(so_far.marks) if entry != found.id}
    return _really(changes, so_far.marks)


def within_stars(changes: Changes, before: Mapping[str, Mark], stars: int, gone: Collection[str]) -> Changes:
    """Return what changes on a ballot that may approve only so many; stars on what is `gone` from the vote are free.

    Raises: Refusal `too_large` with `why=limited` and `limit`.
    """
    kept = [entry for entry in approved(before) if entry not in changes]
    given = [entry for entry, mark in changes.items() if mark is Choice.APPROVE]
    free = [entry for entry in kept if entry in gone]
    over = len(kept) + len(given) - stars
    if given and over > len(free):
        raise Refusal("too_large", why="limited", limit=stars)
    return changes | dict.fromkeys(free[:over] if given and over > 0 else (), Choice.PASS)


def admit_list(one: Round, chosen: Sequence[Candidate | None], so_far: SoFar) -> Changes:
    """Return what one press of the list changes; it replaces the whole ballot.

    Raises:
        Refusal: what `check_candidate` raises; `too_large` for two in single choice; `not_open` for no list.

    """
    _check_kind(one, Marking.APPROVE, Mode.LIST)
    entries = dict.fromkeys(check_candidate(one, candidate, so_far.voter).id for candidate in chosen)
    if one.method is Method.SINGLE and len(entries) > 1:
        raise Refusal("too_large", why="single", limit=1)
    changes: Changes = {entry: None for entry in so_far.marks if entry not in entries}
    return _really(changes | dict.fromkeys(entries, Choice.APPROVE), so_far.marks)


def admit_grades(one: Round, candidate: Candidate | None, given: Grades, so_far: SoFar, *, criteria: int) -> Changes:
    """Return what grades change: a 0 leaves what was given before; an entry without all of them is not yet answered.

    Raises:
        Refusal: what `check_candidate` and `check_turn` raise; `no_such` for a grade that is not there; `not_open`.

    """
    _check_kind(one, Marking.GRADE)
    if (
        len(given.values) != criteria
        or not any(given.values)
        or not all(0 <= each <= BEST_GRADE for each in given.values)
    ):
        raise Refusal("no_such", what="grade")
    found = check_candidate(one, candidate, so_far.voter)
    check_turn(found.id, so_far.marks, so_far.served)
    old = so_far.marks.get(found.id)
    known = old.values if isinstance(old, Grades) else (0,) * criteria
    mark = Grades(tuple(new or was for new, was in zip(given.values, known, strict=True)))
    return _really({found.id: mark}, so_far.marks)


def admit_preference(one: Round, pair: str, sides: Sequence[Candidate | None], mark: Mark, so_far: SoFar) -> Changes:
    """Return what it changes that one of a pair is preferred, or neither.

    Raises:
        Refusal: what `check_candidate` and `check_turn` raise; `no_such` for what is no pair; `not_open`.

    """
    _check_kind(one, Marking.COMPARE)
    ids = [check_candidate(one, side, so_far.voter).id for side in sides]
    if len(ids) != 2 or ids[0] >= ids[1] or not (isinstance(mark, Preference) or mark is Choice.PASS):  # noqa: PLR2004 - a pair
        raise Refusal("no_such", what="pair", id=pair)
    check_turn(pair, so_far.marks, so_far.served)
    return _really({pair: mark}, so_far.marks)


def admit_place(one: Round, candidate: Candidate | None, so_far: SoFar) -> Changes:
    """Return what one press changes on a ranked ballot: the next free place is taken, or a place is given back.

    Raises: Refusal by `check_candidate`; `not_open`.
    """
    _check_kind(one, Marking.RANK)
    found = check_candidate(one, candidate, so_far.voter).id
    order = [entry for entry in order_of(so_far.marks) if entry != found]
    return _in_places(order if found in so_far.marks else [*order, found], so_far.marks)


def admit_ranking(one: Round, chosen: Sequence[Candidate | None], so_far: SoFar) -> Changes:
    """Return what a whole order changes; it replaces the ballot. Raises: Refusal by `check_candidate`; `not_open`."""
    _check_kind(one, Marking.RANK)
    return _in_places([check_candidate(one, candidate, so_far.voter).id for candidate in chosen], so_far.marks)


def order_of(marks: Mapping[str, Mark]) -> tuple[str, ...]:
    """Return what has a place, best first."""
    placed = [(mark.number, subject) for subject, mark in marks.items() if isinstance(mark, Place)]
    return tuple(subject for _, subject in sorted(placed))


def in_places(order: Sequence[str]) -> dict[str, Mark]:
    """Return the marks of an order; what is in it twice stands where it is first."""
    return {entry: Place(number) for number, entry in enumerate(dict.fromkeys(order), 1)}


def approved(marks: Mapping[str, Mark]) -> list[str]:
    """Return what is approved."""
    return [entry for entry, mark in marks.items() if mark is Choice.APPROVE]


def _in_places(order: Sequence[str], before: Mapping[str, Mark]) -> Changes:
    return _really(dict.fromkeys(before) | in_places(order), before)


def _really(changes: Changes, before: Mapping[str, Mark]) -> Changes:
    return {subject: new for subject, new in changes.items() if before.get(subject) != new}


def _check_kind(one: Round, marking: Marking, mode: Mode | None = None) -> None:
    """Refuse a mark of another kind than the round's. Raises: Refusal `not_open` with the kind that it has as `why`."""
    if one.marking is not marking or (mode is not None and one.mode is not mode):
        raise Refusal("not_open", why=one.mode.value if one.marking is Marking.APPROVE else one.marking.value)
