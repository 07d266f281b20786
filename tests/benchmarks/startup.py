"""From start to serving, beside a process that only imports the same third-party modules."""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.figures import Report

TIMES_IMPORTS = 1.5
"""From start to serving, over the time of importing what it uses (issue 2, Set-up)."""
PATIENCE_S = 60.0
ROOT = Path(__file__).parents[2]
OUR_OWN = {"bots", "contests", "storage", "__main__"}
RUN = "from bots.cli import main; main()"  # as the script `prosument` does
IMPORTED = re.compile(r"^import time: +\d+ \| +\d+ \| +(\S+)$", re.MULTILINE)
IMPORT_ALL = """
import contextlib, importlib, sys
for name in sys.argv[1:]:
    with contextlib.suppress(ImportError):  # some are optional, and the program tries in vain, too
        importlib.import_module(name)
"""


def startup(report: Report, times: int) -> None:
    """Measure start-ups of the real program, each beside the imports alone."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        first, modules = _untilserving(data), third_party(data)
        report.say(f"\nstart-up; the first, which makes its data folder and database, serves after {first:.2f} s")
        pairs = [_pair(report, data, modules) for _ in range(times)]
    report.keep("startup", {"first": first, "modules": modules, "pairs": pairs})
    ratios = sorted(serving / importing for serving, importing in pairs)
    ratio = statistics.median(ratios)
    figure = f"median {ratio:.2f}, worst {ratios[-1]:.2f}"
    report.expect(f"start to serving at most {TIMES_IMPORTS} x its imports", figure, holds=ratio <= TIMES_IMPORTS)


def _pair(report: Report, data: Path, modules: list[str]) -> tuple[float, float]:
    serving, importing = _untilserving(data), until_imported(modules)
    report.say(
        f"serves after {serving:.2f} s; {len(modules)} third-party modules are imported after {importing:.2f} s:"
        f" x{serving / importing:.2f}"
    )
    return serving, importing


def _untilserving(data: Path) -> float:
    start = time.perf_counter()
    with serving(data):
        return time.perf_counter() - start


def until_imported(modules: list[str]) -> float:
    """Return how long a process takes to import these."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", IMPORT_ALL, *modules], check=True, env=_environment())  # noqa: S603 - Python
    return time.perf_counter() - start


def third_party(data: Path, settings: Mapping[str, str] | None = None, up: Collection[str] = ()) -> list[str]:
    """Return the modules of others that the program has imported when it serves, and has these platforms up; in order."""
    log = data / "imports.log"
    with serving(data, "-X", "importtime", settings=settings, errors=log) as program:
        program.wait_until_up(up)
        names = IMPORTED.findall(log.read_text())
    ours = OUR_OWN | sys.stdlib_module_names
    return [name for name in names if name.partition(".")[0] not in ours]


@dataclass(frozen=True, slots=True)
class Program:
    """The real program, which serves."""

    pid: int
    port: int

    def wait_until_up(self, platforms: Collection[str]) -> None:
        """Wait until it hears and speaks on these platforms. Raises: RuntimeError."""
        latest = time.perf_counter() + PATIENCE_S
        while any(_health(self.port)["adapters"].get(one) != "up" for one in platforms):
            if time.perf_counter() > latest:
                raise RuntimeError(f"{platforms} are not up: {_health(self.port)}")
            time.sleep(0.05)


@contextmanager
def serving(
    data: Path, *options: str, settings: Mapping[str, str] | None = None, errors: Path = Path(os.devnull)
) -> Iterator[Program]:
    """Run the program for as long as the block, which begins when it serves."""
    port = _free_port()
    own = {"PROSUMENT_DATA": str(data), "PROSUMENT_WEB_PORT": str(port), **(settings or {})}
    with errors.open("wb") as said:
        program = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, *options, "-c", RUN, "run"],
            env=_environment() | own, cwd=data, stdout=subprocess.DEVNULL, stderr=said,
        )  # fmt: skip
        try:
            _wait_for(program, port)
            yield Program(program.pid, port)
        finally:
            program.terminate()
            program.wait(PATIENCE_S)


def _wait_for(program: "subprocess.Popen[bytes]", port: int) -> None:
    latest = time.perf_counter() + PATIENCE_S
    while not _serves(port):
        if program.poll() is not None or time.perf_counter() > latest:
            raise RuntimeError("the program does not serve; start it by hand to see why")
        time.sleep(0.002)  # asking without a pause would take the processor from it


def _health(port: int) -> dict[str, dict[str, str]]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            found = json.load(answer)
    except urllib.error.HTTPError as degraded:
        found = json.load(degraded)
    return found  # type: ignore[no-any-return]  # as its own tests have it


def _serves(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
            return True
    except urllib.error.HTTPError:
        return True  # it answers; a platform is still being connected to
    except (urllib.error.URLError, OSError):
        return False


def _environment() -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PROSUMENT_")}
    return ours | {"PYTHONPATH": str(ROOT)}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
