"""One process with Discord, Telegram, the web room and the alarm clock: how soon it is up, and what it takes at rest."""

import asyncio
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.figures import Report
from tests.benchmarks.startup import TIMES_IMPORTS, serving, third_party, until_imported
from tests.platforms.discord_server import loopback_discord
from tests.platforms.telegram_server import loopback_telegram

MOST_MIB, MOST_SHARE = 200, 0.01
"""Resident memory, and a core's share, of a process that has nothing to do (issue 5, Done when 6)."""
SETTLED_S = 10.0
"""How long after it is up it is left alone before it is looked at."""
PLATFORMS = ("discord", "telegram")


def with_platforms(report: Report, times: int, rest_s: float) -> None:
    """Measure start-ups with both platforms, each beside the imports alone, and a process at rest."""
    with tempfile.TemporaryDirectory() as folder, _loopback() as settings:
        data = Path(folder)
        modules = third_party(data, settings, PLATFORMS)
        pairs = [_pair(report, data, settings, modules) for _ in range(times)]
        mib, share = _at_rest(data, settings, rest_s)
    report.keep("with platforms", {"modules": modules, "pairs": pairs, "MiB": mib, "share": share})
    ratios = sorted(up / importing for up, importing in pairs)
    ratio = statistics.median(ratios)
    figure = f"median {ratio:.2f}, worst {ratios[-1]:.2f}"
    text = f"start to serving with both platforms at most {TIMES_IMPORTS} x its imports"
    report.expect(text, figure, holds=ratio <= TIMES_IMPORTS)
    report.expect(f"at rest under {MOST_MIB} MiB", f"{mib:.0f} MiB", holds=mib < MOST_MIB)
    report.expect(f"at rest under {MOST_SHARE:.0%} of a core", f"{share:.2%}", holds=share < MOST_SHARE)


def _pair(report: Report, data: Path, settings: dict[str, str], modules: list[str]) -> tuple[float, float]:
    start = time.perf_counter()
    with serving(data, settings=settings) as program:
        until_serving = time.perf_counter() - start
        program.wait_until_up(PLATFORMS)
        until_up = time.perf_counter() - start
    importing = until_imported(modules)
    report.say(
        f"serves after {until_serving:.2f} s, both platforms are up after {until_up:.2f} s; {len(modules)} third-party"
        f" modules are imported after {importing:.2f} s: x{until_serving / importing:.2f}"
    )
    return until_serving, importing


def _at_rest(data: Path, settings: dict[str, str], rest_s: float) -> tuple[float, float]:
    """Return resident MiB, and the share of a core over so many seconds."""
    with serving(data, settings=settings) as program:
        program.wait_until_up(PLATFORMS)
        time.sleep(SETTLED_S)
        before = _processor_s(program.pid)
        time.sleep(rest_s)
        return _resident_mib(program.pid), (_processor_s(program.pid) - before) / rest_s


def _processor_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_mib(pid: int) -> float:
    [line] = [one for one in Path(f"/proc/{pid}/status").read_text().splitlines() if one.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


@contextmanager
def _loopback() -> Iterator[dict[str, str]]:
    """Run both loopback platforms in a thread of their own; yield the settings of a process that connects to them."""
    ready, settings = threading.Event(), dict[str, str]()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def run() -> None:
        async with loopback_discord(held=False) as discord, loopback_telegram(held=False) as telegram:
            discord.guild("Bag fans").channel("contest")
            settings.update(
                PROSUMENT_DISCORD_TOKEN=discord.token, PROSUMENT_DISCORD_API_URL=discord.api_url,
                PROSUMENT_TELEGRAM_TOKEN=telegram.token, PROSUMENT_TELEGRAM_API_URL=telegram.api_url,
            )  # fmt: skip
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    ready.wait()
    try:
        yield settings
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
