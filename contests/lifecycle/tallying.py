"""What a voting round comes to: the public's count, the jury beside it, and the choice to give no award."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from contests.counting.approval import by_approvals, by_looks
from contests.counting.methods import COUNTING
from contests.counting.points import beside
from contests.counting.profile import UNSAID, Options, Profile
from contests.counting.ranks import closed_up
from contests.lifecycle.step import Facts
from contests.model.ballot import NO_AWARD, Count, Marking, Method, Mode, Tally
from contests.model.contest import Contest, Round, RoundKind, Rules
from contests.model.entry import Entry, EntryState
from contests.model.standing import Standings

NOTHING = Count({}, 0, 0)
BEST_GRADE = 5


def taking_part(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entries that are in the vote."""
    return tuple(entry for entry in entries if entry.state is EntryState.ADMITTED)


def deciding_round(contest: Contest) -> Round | None:
    """Return the round that decides: the final if there is one, else the voting round."""
    return contest.round_of(RoundKind.FINAL) or contest.round_of(RoundKind.VOTING)


def is_by_ballots(one: Round) -> bool:
    """Tell whether a round is counted by its ballots, and not by its approvals and looks alone."""
    return one.marking is not Marking.APPROVE or one.method is Method.EPH


def has_jury(contest: Contest, one: Round) -> bool:
    """Tell whether jurors stand beside the public in a round: in the one that decides."""
    return contest.rules.jury is not None and one == deciding_round(contest)


def count_round(contest: Contest, one: Round, facts: Facts) -> Standings:
    """Count a round by its method, among those still in it; lines that no award is preferred to are marked."""
    among = frozenset(one.among)
    members = {entry.id: entry.member for entry in taking_part(facts.entries) if not among or entry.id in among}
    candidates = (*members, NO_AWARD) if one.no_award else tuple(members)
    counted = _counted(contest, one, facts, candidates)
    return tuple(replace(line, member=members[line.entry]) for line in _judged(counted))


def _counted(contest: Contest, one: Round, facts: Facts, candidates: Sequence[str]) -> Standings:
    """Return the public's count, with the jury's beside it if a juror has voted."""
    public = _by_the_public(contest, one, facts, candidates)
    jury, ballots = contest.rules.jury, facts.jury.get(one.id)
    if jury is None or ballots is None or not ballots.ballots or not has_jury(contest, one):
        return public
    by_jurors = _by_ballots(contest.rules, one, ballots, candidates)
    return beside(public, by_jurors, jury.weight, jury.points)


def _by_the_public(contest: Contest, one: Round, facts: Facts, candidates: Sequence[str]) -> Standings:
    if is_by_ballots(one):
        empty = Profile((), np.zeros((0, 0), dtype=np.int32), np.zeros(0, dtype=np.int64))
        return _by_ballots(contest.rules, one, facts.ballots.get(one.id, empty), candidates)
    count = facts.counts.get(one.id, NOTHING)
    tallies = {entry: count.by_entry.get(entry, Tally()) for entry in candidates}
    return by_approvals(tallies) if one.mode is Mode.LIST else by_looks(tallies, contest.rules.scoring)


def _by_ballots(rules: Rules, one: Round, ballots: Profile, candidates: Sequence[str]) -> Standings:
    return COUNTING[one.method](fitted(ballots, candidates), options(rules)).standings


def options(rules: Rules) -> Options:
    """Return what a contest's rules tell a method."""
    weights = sum(one.weight for one in rules.criteria) or 1
    return Options(
        seats=rules.final.first if rules.final else 1,
        most=rules.stars,
        best=BEST_GRADE * weights,
        scoring=rules.scoring,
        unranked=rules.unranked,
    )


def fitted(ballots: Profile, candidates: Sequence[str]) -> Profile:
    """Return the ballots as they speak of these candidates; of one that they do not know they say nothing."""
    if ballots.candidates == tuple(candidates):
        return ballots
    column: Mapping[str, int] = {candidate: at for at, candidate in enumerate(ballots.candidates)}
    marks = np.full((len(ballots.weights), len(candidates)), UNSAID, dtype=np.int32)
    for at, candidate in enumerate(candidates):
        if candidate in column:
            marks[:, at] = ballots.marks[:, column[candidate]]
    return Profile(tuple(candidates), marks, ballots.weights)


def _judged(counted: Standings) -> Standings:
    """Take no award out of the standings, and mark the lines that are not ranked above it."""
    none = next((line for line in counted if line.entry == NO_AWARD), None)
    if none is None:
        return counted
    wanted = none.approvals > 0
    entries = (line for line in counted if line is not none)
    return renumbered(tuple(replace(line, is_beaten=wanted and line.rank >= none.rank) for line in entries))


def renumbered(standings: Standings) -> Standings:
    """Close the ranks up, and freeze them so."""
    return tuple(replace(line, frozen_rank=line.rank) for line in closed_up(standings))
