"""Processes that look into files, lent to one house after the other."""

import atexit

import pytest

from bots.media.bench import Bench
from bots.media.job import Job, Json, Work

_idle: list[Bench] = []


class Lent:
    """A bench as a house has it, by the one that is free just now: none waits until a process of its own is up."""

    def do(self, job: Job) -> tuple[Json, Work]:
        """Look into an upload. Raises: OSError."""
        try:
            bench = _idle.pop()
        except IndexError:
            bench = Bench()
        try:
            return bench.do(job)
        finally:
            _idle.append(bench)

    def close(self) -> None:
        """Leave the process to the next house."""


@pytest.fixture(autouse=True)
def lent_benches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the houses here have files looked into by processes that are up; how these start and end has tests of its own."""
    monkeypatch.setattr("bots.media.room.Bench", Lent)


@atexit.register
def _end() -> None:
    while _idle:
        _idle.pop().close()
