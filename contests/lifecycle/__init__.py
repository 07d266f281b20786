"""The state machine: `advance(contest, facts, now)` plays every missed step; twice is once."""

from contests.lifecycle.advance import advance, settle
from contests.lifecycle.deadlines import Deadline, deadlines
from contests.lifecycle.step import Facts, Played, Step

__all__ = ["Deadline", "Facts", "Played", "Step", "advance", "deadlines", "settle"]
