"""The project's own file of ballots: JSON in lines, of which the first says what it is and each other one is a ballot.

    {"prosument": "ballots", "kind": "ranks", "unranked": "below", "candidates": {"e1": "Sun", "none": "No award"}}
    {"marks": {"e1": 1, "none": 2}}
    {"marks": {"none": 1}, "alike": 3}

Marks are what `kind` says: ranks from 1, approvals 1 (0 is a look without one), points, or grades up to `best`.
`alike` is how many ballots are the same. Ballots stand without voters and in no order.
"""

import json
from collections.abc import Mapping

import numpy as np

from bots.tally.election import HIGHEST, MOST_BALLOTS, Ballots, Election, Kind, Meaning
from bots.tally.faults import UncountableError
from bots.tally.files import Source
from bots.words import N_
from contests.counting.profile import UNSAID
from contests.model.ballot import Unranked

SIGN = '{"prosument": "ballots"'


def exported(election: Election) -> str:
    """Write an election; equal ballots are one line, and the lines are sorted so that their order says nothing."""
    profile, meaning = election.profile, election.meaning
    head = {
        "prosument": "ballots",
        "kind": meaning.kind.value,
        "unranked": meaning.unranked.value,
        "best": meaning.best,
        "most": meaning.most,
        "candidates": {one: election.titles.get(one, "") for one in profile.candidates},
    }
    lines = []
    for row, weight in zip(profile.marks, profile.weights, strict=True):
        said = {profile.candidates[at]: int(row[at]) for at in np.flatnonzero(row != UNSAID)}
        lines.append(_written({"marks": said} | ({"alike": int(weight)} if weight != 1 else {})))
    return "\n".join([_written(head), *sorted(lines)]) + "\n"


def read_export(source: Source) -> Election:
    """Read the project's own file. Raises: UncountableError."""
    head = _object(source.lines[0], 1)
    candidates = head.get("candidates")
    if not isinstance(candidates, dict):
        raise _head_fault("candidates")
    meaning = _meaning(head)
    ballots = Ballots(tuple(candidates), 1)
    column = {one: at for at, one in enumerate(candidates)}
    for number, line in enumerate(source.lines[1:], 2):
        if line.strip():
            said = _object(line, number)
            weight = _number(said.get("alike", 1), 1, number, MOST_BALLOTS)
            ballots.add(_marks(said.get("marks"), column, meaning, number), number, weight)
    titles = {one: str(title) for one, title in candidates.items() if title}
    return Election(ballots.profile(), meaning, titles)


def _written(said: Mapping[str, object]) -> str:
    return json.dumps(said, ensure_ascii=False)


class _TwiceError(Exception):
    """A name that an object has twice; JSON by itself would take the last one."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    said = dict(pairs)
    if len(said) < len(names):
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return said


def _object(line: str, number: int) -> dict[str, object]:
    try:
        said = json.loads(line, object_pairs_hook=_once)
    except _TwiceError as twice:
        raise UncountableError(
            N_("The name “{text}” stands there twice."), N_("Name it once."), line=number, text=str(twice)
        ) from twice
    except (ValueError, RecursionError) as torn:  # too many digits, or too many brackets
        raise _torn(number) from torn
    if not isinstance(said, dict):
        raise _torn(number)
    return said


def _torn(number: int) -> UncountableError:
    return UncountableError(N_("This is no line of JSON in {{}}."), N_("Take the file as it was given."), line=number)


def _head_fault(part: str) -> UncountableError:
    return UncountableError(
        N_("The first line does not say “{part}” as it should."),
        N_("Take the file as it was given."),
        line=1,
        part=part,
    )


def _meaning(head: Mapping[str, object]) -> Meaning:
    try:
        kind, unranked = Kind(str(head.get("kind"))), Unranked(str(head.get("unranked", Unranked.BELOW)))
    except ValueError as unknown:
        raise _head_fault("kind") from unknown
    return Meaning(kind, unranked, _number(head.get("best", 5), 1, 1), _number(head.get("most", 1), 1, 1))


def _marks(said: object, column: Mapping[str, int], meaning: Meaning, number: int) -> dict[int, int]:
    if not isinstance(said, dict):
        raise _torn(number)
    unknown = next((one for one in said if one not in column), None)
    if unknown is not None:
        raise UncountableError(
            N_("There is no candidate “{text}”."),
            N_("Ballots name candidates as the first line does."),
            line=number,
            text=unknown,
        )
    least = 1 if meaning.kind is Kind.RANKS else 0
    most = {Kind.APPROVALS: 1, Kind.GRADES: meaning.best}.get(meaning.kind, HIGHEST)
    return {column[one]: _number(mark, least, number, most) for one, mark in said.items()}


def _number(said: object, least: int, line: int, most: int = HIGHEST) -> int:
    if isinstance(said, bool) or not isinstance(said, int) or not least <= said <= most:
        raise UncountableError(
            N_("A number from {least} to {most} is missing, or another one is in its place."),
            N_("Take the file as it was given."),
            line=line,
            least=least,
            most=most,
        )
    return said
