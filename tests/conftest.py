"""The session's summary: tests per database engine, browser stories, kills, and skips by name.

Two things turn a session red that pytest would let pass: a skip that is not expected, and a storage contract
that did not run alike on both engines.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

ENGINES = ("sqlite", "postgresql")
EXPECTED_SKIPS: frozenset[str] = frozenset()  # tests, without their parameters, that need Chromium or ../shared

_narrowed = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: a story told in Chromium")
    config.addinivalue_line("markers", "kill: ends a real process by SIGKILL")
    config.stash[_narrowed] = config.args_source is not pytest.Config.ArgsSource.TESTPATHS


def pytest_deselected(items: list[pytest.Item]) -> None:
    items[0].config.stash[_narrowed] = True


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.exitstatus == pytest.ExitCode.OK and any(reds(session.config)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    say = terminalreporter.write_line
    engines = per_engine(reports(config, "passed"))
    terminalreporter.section("Prosument")
    say("storage contract: " + ", ".join(f"{engine} {engines[engine]}" for engine in ENGINES))
    for marker, meaning in (("browser", "browser stories"), ("kill", "tests that kill")):
        say(f"{meaning}: {sum(marker in report.keywords for report in reports(config, 'passed'))}")
    for name, reason in skips(config):
        say(f"skipped: {name}: {reason}")
    for red in reds(config):
        say(f"RED: {red}", red=True)


def reds(config: pytest.Config) -> Iterator[str]:
    """Name what is wrong though no test failed."""
    for name, _reason in skips(config):
        if name not in EXPECTED_SKIPS:
            yield f"{name} was skipped and is not on the list of expected skips"
    engines = per_engine(reports(config, "passed"))
    if not config.stash[_narrowed] and len({engines[engine] for engine in ENGINES}) > 1:
        yield "the storage contract did not run alike on both engines"


def per_engine(passed: Iterable[pytest.TestReport]) -> Counter[str]:
    """Count the storage contract's tests by the engine in their parameters."""
    found = (re.search(r"^tests/storage/.*[\[-](sqlite|postgresql)[\]-]", report.nodeid) for report in passed)
    return Counter(hit[1] for hit in found if hit)


def skips(config: pytest.Config) -> list[tuple[str, str]]:
    """Each skipped test or file, without parameters, and why."""
    named = {}
    for report in reports(config, "skipped"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        named[report.nodeid.partition("[")[0]] = reason.removeprefix("Skipped: ")
    return sorted(named.items())


def reports(config: pytest.Config, outcome: str) -> list[pytest.TestReport]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return list(reporter.stats.get(outcome, ())) if reporter else []
