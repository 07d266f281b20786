"""Ranked and pairwise ballots, counted by our methods and by plain numpy without anything around it."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from contests.counting.irv import count_irv
from contests.counting.pairwise import count_pairwise, strengths, wins_of
from contests.counting.profile import UNSAID, Counted, Options, Profile
from contests.counting.schulze import count_schulze
from tests.benchmarks.figures import Report

TIMES_PLAIN = 3.0
"""A whole method over its plain core (issue 6, Done when 3)."""
NOISE = 1.2
"""How much more voters differ in taste than entries in quality."""
Ints = NDArray[np.int64]
Ranks = NDArray[np.int8]
PRIOR, STEPS = 1.0, 25


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is counted, and how often."""

    ballots: int = 100_000
    entries: int = 50
    laps: int = 7


@dataclass(frozen=True, slots=True)
class Contender:
    """A method, and the plain core that it is measured against."""

    name: str
    plain_name: str
    count: Callable[[], object]
    plain: Callable[[], object]

    def lap(self) -> tuple[float, float]:
        """Return the seconds that both take, one right after the other."""
        return _seconds(self.plain), _seconds(self.count)


def measure(report: Report, plan: Plan) -> None:
    """Count the same ballots by both, in turn."""
    laps: dict[str, list[tuple[float, float]]] = {}
    report.say(f"\n{plan.ballots} ballots over {plan.entries} entries")
    for one in contenders(plan):
        one.lap()  # what is compiled or allocated once
        laps[one.name] = taken = [one.lap() for _ in range(plan.laps)]
        ratios = sorted(ours / plain for plain, ours in taken)
        plain, ours = (statistics.median(times) * 1e3 for times in zip(*taken, strict=True))
        report.say(f"{one.name} {ours:.1f} ms, {one.plain_name} {plain:.1f} ms")
        report.expect(
            f"{one.name} at most {TIMES_PLAIN:.0f} x {one.plain_name}",
            f"median {statistics.median(ratios):.2f}, worst {ratios[-1]:.2f}",
            holds=statistics.median(ratios) <= TIMES_PLAIN,
        )
    report.keep("counting", laps)


def contenders(plan: Plan) -> list[Contender]:
    """Return what is measured, with its ballots; they are made beforehand, and read by nobody's clock."""
    ranks = _rankings(plan)
    columns, orders = np.ascontiguousarray(ranks.T), np.argsort(ranks, axis=1)
    ranked, compared = _profile(ranks + 1), _compared(plan)
    wins, _ = wins_of(compared)
    return [
        Contender("Schulze", "a pairwise matrix", partial(_counted, count_schulze, ranked), partial(matrix, columns)),
        Contender("instant run-off", "a pile count", partial(_counted, count_irv, ranked), partial(piles, orders)),
        Contender(
            "pairwise answers", "Newton on what argmax reads", partial(_counted, count_pairwise, compared),
            lambda: newton(read(compared.marks)),
        ),
        Contender("Bradley-Terry alone", "Newton", partial(strengths, wins), partial(newton, wins)),
    ]  # fmt: skip


def matrix(columns: Ranks) -> Ints:
    """Return how many ballots rank the one above the other, without a thought of ties or of what is unranked."""
    return np.array([(one < columns).sum(axis=1) for one in columns])


def piles(orders: Ints) -> list[int]:
    """Return who goes out when: each ballot lies on the pile of the first of its order who is still in."""
    ballots, size = orders.shape
    still_in, at, rows = np.ones(size, dtype=bool), np.zeros(ballots, dtype=np.int64), np.arange(ballots)
    out: list[int] = []
    top = orders[:, 0].copy()
    while len(out) < size:
        counts = np.bincount(top, minlength=size)
        lowest = int(np.where(still_in, counts, ballots + 1).argmin())
        still_in[lowest] = False
        out.append(lowest)
        moving = rows[top == lowest]
        while moving.size and len(out) < size:
            at[moving] += 1
            top[moving] = orders[moving, at[moving]]
            moving = moving[~still_in[top[moving]]]
    return out


def read(marks: NDArray[np.int32]) -> Ints:
    """Return the matrix of wins of answers in which one is preferred."""
    size = marks.shape[1]
    winners, losers = (marks == 1).argmax(axis=1), (marks == 0).argmax(axis=1)
    return np.bincount(winners * size + losers, minlength=size * size).reshape(size, size)


def newton(wins: Ints) -> NDArray[np.float64]:
    """Return the most likely strengths, with the prior that ours has."""
    size = len(wins)
    met, won, strength = wins + wins.T, wins.sum(axis=1), np.zeros(size)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(strength[None, :] - strength[:, None]))
        slope = won - (met * chance).sum(axis=1) - PRIOR * strength
        bend = met * chance * (1 - chance)
        step = np.linalg.solve(np.diag(bend.sum(axis=1) + PRIOR) - bend, slope)
        strength = strength + step
        if np.abs(step).max() < 1e-10:
            break
    return strength


def _counted(method: Callable[[Profile, Options], Counted], profile: Profile) -> Counted:
    return method(profile, Options())


def _seconds(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def _profile(marks: Ranks) -> Profile:
    candidates = tuple(f"entry{one:07d}" for one in range(marks.shape[1]))
    return Profile(candidates, marks.astype(np.int32), np.ones(len(marks), dtype=np.int64))


def _rankings(plan: Plan) -> Ranks:
    """Return full ballots: by entry its place, from 0; as small as numpy has numbers, which is what it likes best."""
    drawn = np.random.default_rng(6)
    liked = drawn.normal(size=plan.entries) + NOISE * drawn.normal(size=(plan.ballots, plan.entries))
    return np.argsort(np.argsort(-liked, axis=1), axis=1).astype(np.int8)


def _compared(plan: Plan) -> Profile:
    """Return answers about pairs, a row each."""
    drawn = np.random.default_rng(7)
    merit = drawn.normal(size=plan.entries)
    first = drawn.integers(plan.entries, size=plan.ballots)
    second = (first + drawn.integers(1, plan.entries, size=plan.ballots)) % plan.entries
    is_first = merit[first] - merit[second] + NOISE * drawn.logistic(size=plan.ballots) > 0
    marks = np.full((plan.ballots, plan.entries), UNSAID, dtype=np.int8)
    rows = np.arange(plan.ballots)
    marks[rows, first], marks[rows, second] = is_first, ~is_first
    return _profile(marks)
