"""What runs in the processes: the real program as its command starts it, or watched, so that it can die at a point.

They are forked from a process that has only imported this module, which spares each start its second of importing.
"""

import asyncio
import faulthandler
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import bots.on_web  # noqa: F401 - imported late by the program, as Discord below; here once for all
from bots import cli
from bots.app import serve
from bots.logs import set_up_logs
from bots.on_discord import client
from bots.settings import read_settings
from tests.faults.broken import WAYS
from tests.faults.instrument import Point, Steps, killer, lister, standing

GUILDS_WITHIN_S = 0.2
"""A loopback Discord tells of all its servers at once."""
OUT, LOG = "out.txt", "log.txt"
ALL_TOLD = "These were all tasks."


@dataclass(frozen=True, slots=True)
class Orders:
    """How a process is watched."""

    since: str
    """The function from whose first step on steps count."""
    kill: Point | None = None
    late_s: float | None = None
    """Die not when that step begins, but so long after it ended."""
    listed: Path | None = None
    """Where to write down every point."""
    broken: str | None = None


def live(folder: Path, settings: Mapping[str, str], orders: Orders | None) -> None:
    """Run the program on a data folder, without a trace of our own environment."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(settings)
    for name, stream in ((OUT, sys.stdout), (LOG, sys.stderr)):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), stream.fileno())
    _tell_where_it_stands()
    client.GUILDS_WITHIN_S = GUILDS_WITHIN_S
    if orders is None:
        cli.app(["run", "--practice-clock"])
    else:
        asyncio.run(_watched(orders))


def _tell_where_it_stands() -> None:
    """Have SIGUSR1 write down where every thread stands, and every task: a hang beside other work comes but once."""

    def tasks(*_: object) -> None:
        for task in asyncio.all_tasks():
            print(task.get_name(), *standing(task.get_coro()), sep="\n  ", file=sys.stderr)
        print(ALL_TOLD, file=sys.stderr, flush=True)

    signal.signal(signal.SIGUSR1, tasks)
    faulthandler.register(signal.SIGUSR1, file=sys.stderr, all_threads=True, chain=True)


async def _watched(orders: Orders) -> None:
    settings = read_settings()
    set_up_logs(settings)
    if orders.broken is not None:
        WAYS[orders.broken]()
    watchers = killer(orders.kill, orders.late_s) if orders.kill else lister(orders.listed or Path(os.devnull))
    Steps(orders.since, *watchers).watch(asyncio.get_running_loop())
    await asyncio.create_task(serve(settings, practice_clock=True))
