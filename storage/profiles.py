"""A round's ballots as numbers, to be counted; read whole, for the methods that need more than sums."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.counting.profile import UNSAID, Profile
from contests.counting.score import combined
from contests.model.ballot import NO_AWARD, Choice, Grades, Mark, Marking, Place, Preference, entries_of, read_mark
from contests.model.contest import Round, Rules
from contests.model.member import Role
from contests.refusals import Refusal
from contests.rules.voting import has_jury
from storage.contests import read_round
from storage.documents import ContestDocument, loaded
from storage.entries import taking_part
from storage.schema import choices, contests, roles, rounds
from storage.statements import first, rows

JURORS = select(roles.c.member).where(roles.c.role == Role.JUROR)


async def profile_of_round(connection: AsyncConnection, round_id: str, *, is_jury: bool) -> Profile:
    """Return a round's ballots; see the port. Raises: Refusal `no_such`."""
    asked = select(rounds, contests.c.document).join(contests).where(rounds.c.id == round_id)
    row = await first(connection, asked)
    if row is None:
        raise Refusal("no_such", what="round", id=round_id)
    one, rules = read_round(row), loaded(ContestDocument, row.document).rules
    admitted = [entry.id for entry in await rows(connection, taking_part(row.contest))]
    candidates = [entry for entry in admitted if not one.among or entry in one.among]
    if one.no_award and candidates:
        candidates.append(NO_AWARD)
    marks = await rows(connection, _marks(one, rules, is_jury=is_jury))
    if one.marking is Marking.COMPARE:
        return _of_pairs(candidates, marks)
    if one.marking is Marking.GRADE:
        weights = [criterion.weight for criterion in rules.criteria] or [1]
        return _of_ballots(candidates, marks, lambda mark: _grade(mark, weights))
    return _of_ballots(candidates, marks, _value)


def _marks(one: Round, rules: Rules, *, is_jury: bool) -> Select[Any]:
    """Select a round's marks: of members, and where pairs are compared how many said the same."""
    if one.marking is Marking.COMPARE:
        marks = select(choices.c.entry, choices.c.choice, func.count().label("times"))
        marks = marks.group_by(choices.c.entry, choices.c.choice)
    else:
        marks = select(choices.c.member, choices.c.entry, choices.c.choice)
    of_jurors = choices.c.member.in_(JURORS)
    if is_jury:
        marks = marks.where(of_jurors)
    elif has_jury(rules, one):
        marks = marks.where(~of_jurors)
    return marks.where(choices.c.round == one.id)


def _of_ballots(candidates: Sequence[str], found: Sequence[Row[Any]], value_of: Callable[[Mark], int]) -> Profile:
    """Return a profile of a row a member."""
    column = {candidate: at for at, candidate in enumerate(candidates)}
    row: dict[str, int] = {}
    value: dict[str, int] = {}
    cells: list[tuple[int, int, int]] = []
    for line in found:
        member, subject, text = line.member, line.entry, line.choice
        if text not in value:
            value[text] = value_of(read_mark(text))
        if subject in column and value[text] != UNSAID:
            cells.append((row.setdefault(member, len(row)), column[subject], value[text]))
    marks = np.full((len(row), len(column)), UNSAID, dtype=np.int32)
    if cells:
        at, on, said = np.array(cells, dtype=np.int32).T
        marks[at, on] = said
    return Profile(tuple(candidates), marks, np.ones(len(row), dtype=np.int64))


def _value(mark: Mark) -> int:
    """Return what an approval, a pass or a place is in a profile."""
    return mark.number if isinstance(mark, Place) else int(mark is Choice.APPROVE)


def _grade(mark: Mark, weights: Sequence[int]) -> int:
    """Return all grades as one; a pass says nothing."""
    return combined(mark.values, weights) if isinstance(mark, Grades) else UNSAID


def _of_pairs(candidates: Sequence[str], found: Sequence[Row[Any]]) -> Profile:
    """Return a profile of a row an answer: the preferred has 1 and the other 0, and both have 0 where neither is."""
    column = {candidate: at for at, candidate in enumerate(candidates)}
    answers = [
        ([column[side] for side in entries_of(line.entry)], read_mark(line.choice), line.times)
        for line in found
        if column.keys() >= set(entries_of(line.entry))
    ]
    marks = np.full((len(answers), len(column)), UNSAID, dtype=np.int32)
    for at, (sides, mark, _) in enumerate(answers):
        marks[at, sides] = mark is Preference.FIRST, mark is Preference.SECOND
    weights = np.array([times for _, _, times in answers], dtype=np.int64)
    return Profile(tuple(candidates), marks, weights)
