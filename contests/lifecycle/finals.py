"""A final among the best of the voting round: who goes on, the managers' preview, and its opening."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from contests.counting.ranks import closed_up
from contests.lifecycle.opening import method_of, mode_of, opened
from contests.lifecycle.step import Facts, Step
from contests.lifecycle.tallying import NOTHING, options, renumbered, taking_part
from contests.model.announcement import Announcement, Audience, News
from contests.model.ballot import Marking, Method, Mode
from contests.model.contest import Contest, Final, Round, RoundKind, State
from contests.model.standing import Standing, Standings
from contests.refusals import Fact
from contests.rules.combining import BY_LOOKS

NO_TIME = timedelta(0)
PERCENT = 100


def without_final(contest: Contest) -> Contest:
    """Return a contest whose planned final does not take place."""
    return replace(contest, rounds=tuple(one for one in contest.rounds if one.kind is not RoundKind.FINAL))


def is_needed(final: Final, entries: int) -> bool:
    """Tell whether a voting round has anybody to leave out; else the final's own vote is held at once."""
    return entries > (1 if final.bar else final.first)


def held_at_once(contest: Contest, final: Final) -> Contest:
    """Return a contest that votes as it would have in its final: there are no more entries than would go on."""
    rules = replace(contest.rules, method=final.method, mode=contest.rules.mode or Mode.LIST, final=None)
    plain = without_final(replace(contest, rules=rules))
    return plain.with_round(
        replace(voting_of(plain), voters=final.voters, no_award=final.no_award),
    )


def is_held_at_once(contest: Contest) -> bool:
    """Tell whether a final was planned, and its vote was held at once."""
    return contest.rules.final is None and contest.plan.final is not None


def _rules_of(contest: Contest) -> Final:
    """Return the rules of a contest's final."""
    return contest.rules.final or Final()


def voting_of(contest: Contest) -> Round:
    """Return the voting round, which every contest has from its schedule on."""
    return next(one for one in contest.rounds if one.kind is RoundKind.VOTING)


def choose_finalists(contest: Contest, voting: Round, facts: Facts, now: datetime) -> Step:
    """Keep what the voting round came to, and show the managers who goes on; without a final if nobody does."""
    qualified = tuple(
        replace(line, qualified=line.score, is_finalist=_is_above_bar(line, contest, voting, facts))
        for line in contest.standings
    )
    qualifying = replace(contest, standings=qualified)
    among = finalists(qualifying, facts)
    if not among:
        return Step(nobody_goes_on(contest, facts))
    earliest = _rules_of(contest).preview.after(now, ZoneInfo(contest.brief.zone))
    late = max(earliest - _final_of(contest).opens, NO_TIME)  # whoever sees it late has the whole time all the same
    return _previewed(qualifying.moved(late), among, facts.electorate)


def nobody_goes_on(contest: Contest, facts: Facts) -> Contest:
    """Return a contest that is decided without a final, since nobody is left for one: nobody wins."""
    left = still_in(contest, facts).standings
    because = "bar" if _rules_of(contest).bar else ""
    if {line.entry for line in contest.standings if line.is_finalist and line.may_win} - {line.entry for line in left}:
        because = "none_left"
    plain = (replace(line, qualified=None, is_finalist=True) for line in left)
    return replace(without_final(contest), standings=tuple(plain), ended_because=because)


def still_in(contest: Contest, facts: Facts) -> Contest:
    """Return the contest with the lines of what still takes part, closed up."""
    ids = {entry.id for entry in taking_part(facts.entries)}
    return replace(contest, standings=renumbered(tuple(line for line in contest.standings if line.entry in ids)))


def _previewed(contest: Contest, among: tuple[str, ...], electorate: int | None) -> Step:
    """Name who goes on, in an order that tells nothing, and ask the managers to look."""
    final = replace(_final_of(contest), among=among)
    facts: dict[str, Fact] = {"among": " ".join(among), "entries": len(among), "opens": final.opens.isoformat()}
    if electorate is not None:
        facts["voters"] = electorate
    shown = Announcement(News.FINALISTS, contest.id, Audience.DESK, facts=facts)
    return Step(contest.with_round(final), (shown,))


def preview_again(contest: Contest, facts: Facts) -> Step:
    """Let the next go on for whoever withdrew or was disqualified during the preview, and show it."""
    among = finalists(contest, facts)
    is_other = among and among != _final_of(contest).among
    return _previewed(contest, among, facts.electorate) if is_other else Step(contest)


def finalists(contest: Contest, facts: Facts) -> tuple[str, ...]:
    """Return who goes on, by id: the first N and all who tie for the last place, or all who reach the bar."""
    ids = {entry.id for entry in taking_part(facts.entries)}
    left = closed_up(tuple(line for line in contest.standings if line.entry in ids and line.may_win))
    final = _rules_of(contest)
    going_on = [line.is_finalist if final.bar else line.rank <= final.first for line in left]
    return tuple(sorted(line.entry for line, goes in zip(left, going_on, strict=True) if goes))


def _is_above_bar(line: Standing, contest: Contest, voting: Round, facts: Facts) -> bool:
    return _share(line, contest, voting, facts) * PERCENT >= _rules_of(contest).bar


def _share(line: Standing, contest: Contest, voting: Round, facts: Facts) -> Fraction:
    """Return what an entry got, as a share of all that it could get."""
    looks = max(line.exposures, 1)
    if voting.marking is Marking.GRADE:
        best = options(contest.rules).best
        return line.score / (best * looks if voting.method is Method.STAR else best)  # STAR's is a sum of grades
    if voting.mode is Mode.LIST:
        return Fraction(line.approvals, max(facts.counts.get(voting.id, NOTHING).ballots, 1))
    return line.score if voting.method in BY_LOOKS else Fraction(line.approvals, looks)


def open_final(contest: Contest, facts: Facts, at: datetime) -> Step:
    """Open the final among those who go on, and tell the venues who they are."""
    among = finalists(contest, facts)
    rules = _rules_of(contest)
    started = replace(opened(contest, RoundKind.FINAL, at), state=State.FINAL)
    method = method_of(rules.method, len(among))
    final = replace(
        _final_of(started),
        among=among,
        method=method,
        mode=mode_of(method, Mode.LIST, len(among)),
        voters=rules.voters or contest.rules.voters,
        no_award=rules.no_award,
    )
    facts_: dict[str, Fact] = {"among": " ".join(among), "entries": len(among), "closes": final.closes.isoformat()}
    return Step(started.with_round(final), (Announcement(News.FINAL_OPENED, contest.id, facts=facts_),))


def below_the_final(finalists_: Standings, contest: Contest) -> Standings:
    """Return the finalists first, in the final's order, then all others in the order of the voting round."""
    before = {line.entry: line for line in contest.standings}
    first = [replace(line, qualified=before[line.entry].qualified, is_finalist=True) for line in finalists_]
    ids, is_beaten = {line.entry for line in first}, any(line.is_beaten for line in first)
    others = renumbered(tuple(line for line in contest.standings if line.entry not in ids))
    below = [
        replace(line, rank=line.rank + len(first), is_finalist=False, is_beaten=is_beaten or line.is_beaten)
        for line in others
    ]
    return tuple(replace(line, frozen_rank=line.rank) for line in (*first, *below))


def _final_of(contest: Contest) -> Round:
    final = contest.round_of(RoundKind.FINAL)
    assert final is not None, "a final was planned"  # noqa: S101 - tells mypy and the reader
    return final
