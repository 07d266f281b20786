"""How often the best entry wins, in one round and in two: our own queue and counting, with voters who are drawn.

What an entry is worth and what a voter makes of it are normal, the latter with a deviation of 1.2 around the former.
FACTS is what was found before with another program: mean stars, 60 runs.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from math import sqrt

import numpy as np

from contests.counting.methods import COUNTING
from contests.counting.profile import Options, profile_of
from contests.model.ballot import Method
from contests.model.entry import EntryState
from contests.model.standing import Standings
from contests.rules.voting import HELD, Candidate, serve
from storage.looks import Looks
from storage.schema import EPOCH, MICROSECOND
from tests.benchmarks.figures import Report
from tests.benchmarks.presses import entry_id, member_id

FACTS = (0.38, 0.82)
"""How often the best won in one stage, and in two."""
NOISE = 1.2
STAR = sqrt(1 + NOISE**2)
"""How much better what earns a star more is: one deviation of all that voters see, so that they use the whole scale."""
LIKED = STAR
"""What is that much better than the middle is approved: about one look in six."""
Draw = np.random.Generator
PACE, ARRIVALS = timedelta(seconds=20), timedelta(minutes=30)
"""How long a voter looks at an entry, and within which time they all come."""
OPENED = datetime(2026, 11, 27, 18, tzinfo=EPOCH.tzinfo)
Z = 1.96


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a contest is, and how often it is held."""

    entries: int = 500
    voters: int = 500
    looks: int = 10
    qualifying: int = 6
    """Of a voter's looks those of the first of two stages."""
    finalists: int = 10
    seeds: int = 20


@dataclass(frozen=True, slots=True)
class Way:
    """How voters mark what they see, and how that is counted."""

    name: str
    method: Method
    mark: Callable[[float], int]


WAYS = (
    Way("stars", Method.SCORE, lambda seen: min(max(round(3 + seen / STAR), 1), 5)),
    Way("approvals", Method.APPROVAL, lambda seen: int(seen > LIKED)),
)


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a contest that was held once: whether the best won, and looks that the least seen entry has had."""

    in_one: bool
    in_two: bool
    fewest: int


Seen = Sequence[Mapping[str, float]]
"""By voter what they made of each entry that they were served."""


def measure(report: Report, plan: Plan) -> None:
    """Hold the contest in one stage and in two, with the same voters and as many looks of each."""
    report.say(
        f"\n{plan.entries} entries, {plan.voters} voters, {plan.looks} looks each, {plan.seeds} seeds;"
        f" in two stages {plan.qualifying} + {plan.looks - plan.qualifying}, a final of {plan.finalists}"
    )
    runs = [contest(plan, seed) for seed in range(plan.seeds)]
    for way in WAYS:
        _say(report, way, [run[way.name] for run in runs])
    report.keep("stages", [{name: asdict(each) for name, each in run.items()} for run in runs])


def _say(report: Report, way: Way, runs: Sequence[Run]) -> None:
    one, two = sum(run.in_one for run in runs), sum(run.in_two for run in runs)
    for name, won, before in zip(("one stage", "two stages"), (one, two), FACTS, strict=True):
        low, high = wilson(won, len(runs))
        if way.method is Method.SCORE:
            text = f"{way.name}, {name}: {before:.0%}, as it was found before, is within the 95 % interval"
            report.expect(text, f"{low:.0%} to {high:.0%}", holds=low <= before <= high)
        report.say(
            f"{way.name}, {name}: the best wins {won} of {len(runs)} times, {won / len(runs):.0%}"
            f" (95 % interval {low:.0%} to {high:.0%}); {before:.0%} where it was found with mean stars before"
        )
    fewest = min(run.fewest for run in runs)
    report.expect(f"{way.name}: two stages find the best more often than one", f"{two} : {one}", holds=two > one)
    report.expect(f"{way.name}: no entry unseen", f"{fewest} looks at the least", holds=fewest > 0)


def contest(plan: Plan, seed: int) -> dict[str, Run]:
    """Hold a contest, in one stage and in two, and return by way what came of it; what is served is the same for all."""
    drawn = np.random.default_rng(seed)
    merit = {entry_id(at): float(one) for at, one in enumerate(drawn.normal(size=plan.entries))}
    field = [Candidate(one, member_id(at), EntryState.ADMITTED) for at, one in enumerate(merit)]
    whole = look(field, merit, plan.voters, plan.looks, drawn)
    first = look(field, merit, plan.voters, plan.qualifying, drawn)
    runs = {}
    for way in WAYS:
        qualified = counted(way, field, first)
        through = {line.entry for line in qualified if line.rank <= plan.finalists}
        finalists = [one for one in field if one.id in through]
        final = counted(way, finalists, look(finalists, merit, plan.voters, plan.looks - plan.qualifying, drawn))
        alone = counted(way, field, whole)
        best = max(merit, key=merit.__getitem__)
        fewest = min(line.exposures for line in (*alone, *qualified))
        runs[way.name] = Run(_winner(alone, drawn) == best, _winner(final, drawn) == best, fewest)
    return runs


def counted(way: Way, field: Sequence[Candidate], seen: Seen) -> Standings:
    """Count what voters saw as they mark it in this way."""
    ballots = [{entry: way.mark(worth) for entry, worth in each.items()} for each in seen]
    profile = profile_of([one.id for one in field], ballots)
    return COUNTING[way.method](profile, Options()).standings


def _winner(standings: Standings, drawn: Draw) -> str:
    """Return who is first; of several by lot."""
    first = [line.entry for line in standings if line.rank == 1]
    return first[int(drawn.integers(len(first)))]


def look(field: Sequence[Candidate], merit: Mapping[str, float], voters: int, looks: int, drawn: Draw) -> Seen:
    """Have everybody come, look at as many entries as the queue serves them, and leave, each at their own time.

    Whoever has looked enough leaves while the next entry is being shown, as people do.
    """
    seen: list[dict[str, float]] = [{} for _ in range(voters)]
    theirs = [[one for one in field if one.member != member_id(voter)] for voter in range(voters)]
    queue = Looks(Counter())
    coming = [(float(at), voter) for voter, at in enumerate(drawn.uniform(0, ARRIVALS.total_seconds(), voters))]
    heapify(coming)
    while coming:
        at, voter = heappop(coming)
        shown = _press(queue, OPENED + timedelta(seconds=at), member_id(voter), theirs[voter], seen[voter])
        if shown is not None:
            seen[voter][shown] = merit[shown] + NOISE * drawn.normal()
        if len(seen[voter]) < min(looks, len(theirs[voter])):
            heappush(coming, (at + PACE.total_seconds() * drawn.exponential(), voter))
    return seen


def _press(queue: Looks, at: datetime, member: str, theirs: Sequence[Candidate], seen: Collection[str]) -> str | None:
    """Answer what is being shown to a voter, show them the next, and return what they have answered."""
    now = (at - EPOCH) // MICROSECOND
    queue.until(now)
    shown = queue.held(member)
    if shown is not None:
        queue.answered(member, shown, 1)
    answered = seen if shown is None else {*seen, shown}
    following = serve(member, theirs, answered, None, queue.times)
    if following is not None:
        queue.hold(member, following, now + HELD // MICROSECOND)
    return shown


def wilson(hits: int, runs: int) -> tuple[float, float]:
    """Return the 95 % interval of a share."""
    share, around = hits / runs, Z**2 / runs
    middle, half = share + around / 2, Z * sqrt(share * (1 - share) / runs + around / (4 * runs))
    return (middle - half) / (1 + around), (middle + half) / (1 + around)
