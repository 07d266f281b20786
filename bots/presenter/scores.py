"""Scores in words, each by the method that made it, and how standings are read."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import exp

from bots.presenter.labels import Labels
from bots.presenter.methods import by_few
from bots.presenter.parts import lines
from bots.words import N_, Words
from contests.desk.views import ResultLine, ResultView
from contests.model.ballot import BEST_GRADE, Marking, Method, Mode, Scoring
from contests.model.contest import Contest, Round, RoundKind, TieRule
from contests.model.standing import Columns, Standing

WHOLE = 100
DIGITS = 2
TABLE_DIGITS = 4
SKIPPED: Labels = {
    "one_each": N_("for the next in line, since there is one for each member"),
    "repeat": N_("for the next in line, since this member won one here lately"),
}
"""Why a reward went on, by `Standing.skipped`."""
TELLING = frozenset({Method.APPROVAL, Method.SINGLE, Method.LIMITED, Method.SCORE})
"""Methods by which an equal score is a tie."""


def score(line: ResultLine, view: ResultView, t: Words) -> str:
    """Word a score: by the method of the round in which it was made, or the points of jury and public."""
    standing = line.standing
    said = _columns(standing, standing.columns, t) if standing.columns else _score(standing, view, t)
    return _with_runoff(said, standing, t)


def total(line: ResultLine, view: ResultView, t: Words) -> str:
    """Word a score where jury and public stand beside it in columns of their own."""
    if line.standing.columns is None:
        return score(line, view, t)
    points = t._("{points} points", points=_number(line.standing.score, t))
    return _with_runoff(points, line.standing, t)


def _with_runoff(said: str, standing: Standing, t: Words) -> str:
    if standing.runoff is None:
        return said
    return t._("{votes}, in the run-off {runoff}", votes=said, runoff=t.number(standing.runoff))


def round_of(standing: Standing, contest: Contest) -> Round | None:
    """Return the round whose count a line shows: the final for those who were in it, else the voting round."""
    final = contest.round_of(RoundKind.FINAL)
    if final is not None and final.opened_at is not None and standing.is_finalist:
        return final
    return contest.round_of(RoundKind.VOTING)


def has_final(contest: Contest) -> bool:
    """Tell whether a final was held."""
    final = contest.round_of(RoundKind.FINAL)
    return final is not None and final.opened_at is not None


def is_by_votes(view: ResultView) -> bool:
    """Tell whether all scores are votes, and votes among looks."""
    rounds = [one for one in view.contest.rounds if one.kind in {RoundKind.VOTING, RoundKind.FINAL}]
    has_columns = any(line.standing.columns for line in view.lines)
    return not has_columns and all(one.marking is Marking.APPROVE for one in rounds)


def points_of(value: Fraction, rank: int, t: Words) -> str:
    """Word the points of one column, and the place that gave them."""
    return t._("{points} (place {place})", points=_number(value, t), place=t.number(rank))


def plain_number(value: Fraction | None) -> str:
    """Return a score as a table holds it; empty for none."""
    return "" if value is None else f"{round(float(value), TABLE_DIGITS):g}"


def _columns(standing: Standing, columns: Columns, t: Words) -> str:
    return t._(
        "{points} points (public {public} for place {place}, jury {jury} for place {jury_place})",
        points=_number(standing.score, t),
        public=_number(columns.public_points, t),
        place=t.number(columns.public_rank),
        jury=_number(columns.jury_points, t),
        jury_place=t.number(columns.jury_rank),
    )


def _score(standing: Standing, view: ResultView, t: Words) -> str:
    counted = round_of(standing, view.contest)
    if counted is None or counted.marking is Marking.APPROVE:
        return _votes(standing, counted, t)
    value, people = standing.score, t.n_("from {n} person", "from {n} people", standing.exposures)
    grade = _number(value / _weights_of(view.contest), t)
    match counted.method:
        case Method.SCORE:
            said = t._("{grade} of 5, {people}", grade=grade, people=people)
        case Method.STAR:
            said = t._("{points} points, {people}", points=_number(value, t), people=people)
        case Method.MAJORITY:
            said = t._("middle grade {grade}, {people}", grade=grade, people=people)
        case Method.SCHULZE:
            others = _others(standing, counted, view)
            said = t._("beats {n} of {others}", n=_number(value, t), others=t.number(others))
        case Method.IRV:
            said = t.n_("{n} ballot in its last round", "{n} ballots in its last round", int(value))
        case _:
            percent = t.number(round(WHOLE * _chance(standing)))
            said = t._("wins {percent}% against the average", percent=percent)
    return said


def _weights_of(contest: Contest) -> int:
    return sum(one.weight for one in contest.rules.criteria) or 1


def _others(standing: Standing, counted: Round, view: ResultView) -> int:
    """Return how many candidates stood beside one in a round."""
    others = (len(counted.among) or view.turnout.entries) - 1 + counted.no_award
    return max(others, int(standing.score))


def _chance(standing: Standing) -> float:
    """Return how often an entry of this strength is preferred to an average one."""
    return 1 / (1 + exp(-float(standing.score)))


def _votes(standing: Standing, counted: Round | None, t: Words) -> str:
    if counted is not None and counted.mode is Mode.QUEUE:
        return t._("{votes} of {looks}", votes=t.number(standing.approvals), looks=t.number(standing.exposures))
    return t.n_("{n} vote", "{n} votes", standing.approvals)


def _number(value: Fraction, t: Words) -> str:
    return t.number(round(float(value), DIGITS))


def bar(standing: Standing, top: Fraction, view: ResultView) -> int:
    """Return how long the bar of a score is, per cent: by the best there can be, else by `top`, the best there is."""
    return max(0, min(WHOLE, round(WHOLE * _share(standing, top, view))))


def _share(standing: Standing, top: Fraction, view: ResultView) -> float:
    counted = round_of(standing, view.contest)
    by_top = float(standing.score / top) if top else 0.0
    if counted is None or standing.columns:
        return by_top
    if counted.marking is Marking.APPROVE:
        return _share_of_votes(standing, counted, by_top, view)
    by_method = {
        Method.PAIRWISE: _chance(standing),
        Method.SCHULZE: float(standing.score) / (_others(standing, counted, view) or 1),
        **dict.fromkeys(
            (Method.SCORE, Method.MAJORITY), float(standing.score / (BEST_GRADE * _weights_of(view.contest)))
        ),
    }
    return by_method.get(counted.method, by_top)


def _share_of_votes(standing: Standing, counted: Round, by_top: float, view: ResultView) -> float:
    if counted.mode is Mode.LIST:
        return by_top if standing.is_finalist else standing.approvals / (view.turnout.ballots or 1)
    if counted.method is Method.EPH:
        return standing.approvals / (standing.exposures or 1)
    return float(standing.score)


def how_to_read(view: ResultView, t: Words) -> str:
    """Say what the scores mean, how jury and public were added, and what broke a tie."""
    placed = [line.standing for line in view.lines if not line.standing.struck]
    rounds = {one.id: one for standing in placed if (one := round_of(standing, view.contest)) is not None}
    has_columns = any(one.columns for one in placed)
    said = [_by_method(one, view.contest, t) for one in rounds.values() if not (has_columns and _decides(one, view))]
    each_once = dict.fromkeys(said)
    return lines(_weights(view.contest, t) if has_columns else "", *each_once, *_broken(placed, view.contest, t))


def _decides(one: Round, view: ResultView) -> bool:
    return one.kind is (RoundKind.FINAL if has_final(view.contest) else RoundKind.VOTING)


def _by_method(one: Round, contest: Contest, t: Words) -> str:
    """Say how a round's scores are read; a list's votes need no words."""
    if one.marking is Marking.APPROVE:
        return "" if one.mode is Mode.LIST else _looks(one.method, contest.rules.scoring, t)
    few = by_few(contest.rules.scoring, t)
    return {
        Method.SCORE: " ".join(
            part for part in (t._("“4.2 of 5, from 31 people” means: the average of their grades is 4.2."), few) if part
        ),
        Method.STAR: t._("Points are grades added up. Of the two with the most, more members grade the first higher."),
        Method.MAJORITY: t._(
            "At least half of the grades are as good as the middle one, or better; where that is equal, the grades"
            " next to it decide."
        ),
        Method.SCHULZE: t._("“beats 7 of 9” means: more ballots put it before these 7, or before what beats them."),
        Method.IRV: t._(
            "The entry with the fewest ballots went out, again and again, and its ballots then counted for their next"
            " one. “12 ballots in its last round” are those that it had in the end."
        ),
        Method.PAIRWISE: t._("“wins 70% against the average” means: that often it is preferred to an average entry."),
    }.get(one.method, "")


def _looks(method: Method, scoring: Scoring, t: Words) -> str:
    if method is Method.EPH:
        return t._("The order is that of going out, counted so that a group that votes alike cannot take all places.")
    means = t._("“3 of 4” means: 4 members looked at it, 3 of them voted for it.")
    return " ".join(part for part in (means, t._("The largest share comes first."), by_few(scoring, t)) if part)


def _weights(contest: Contest, t: Words) -> str:
    jury = contest.rules.jury
    weight = jury.weight if jury else 0
    return t._(
        "Each place with the public and with the jury gives points: the public's weigh {public} of 100, the jury's"
        " {jury}. Who shares a place shares its points.",
        public=t.number(WHOLE - weight),
        jury=t.number(weight),
    )


def _broken(placed: list[Standing], contest: Contest, t: Words) -> Iterator[str]:
    """Say what broke a tie, and of a draw how to repeat it."""
    if contest.draw:
        yield t._(
            "Lots were drawn to break a tie. The public value: “{value}”. The receipts' digest: {seed}.",
            value=contest.draw,
            seed=contest.draw_seed,
        )
        yield t._(
            "To repeat it: the seed is the SHA-256 of digest and value, one after the other, in hex;"
            " of the tied entries, the one with the lowest SHA-256 of seed and id comes first."
        )
    elif contest.rules.tie in {TieRule.JURY, TieRule.HEAD_TO_HEAD} and _was_tied(placed, contest):
        by_jury = contest.rules.tie is TieRule.JURY
        yield (
            t._("A tie was broken by the jury: the entry that it ranks higher comes first.")
            if by_jury
            else t._("A tie was broken head to head: the entry that more ballots prefer to the other comes first.")
        )


def _was_tied(placed: list[Standing], contest: Contest) -> bool:
    """Tell whether equal scores have different places, where the score says it all."""
    return any(
        one.score == other.score and one.rank != other.rank and one.is_finalist is other.is_finalist
        for one, other in pairwise(placed)
        if one.columns or ((counted := round_of(one, contest)) is not None and counted.method in TELLING)
    )
