"""What a session runs, and its summary: tests per database engine, browser stories, kills, and skips by name.

`pytest` runs every test but those marked `long`, `pytest -m long` just those; whoever names tests gets them all.
Two things turn a session red that pytest would let pass: a skip that is not expected, and a storage contract
that did not run alike on both engines.
"""

import importlib
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.halves import is_in_a_corner

HOUSE = settings(
    deadline=None,  # two shared cores: how long an example takes says nothing of it
    suppress_health_check=[HealthCheck.too_slow],  # as the deadline
)
settings.register_profile("house", HOUSE, derandomize=True)  # green stays green: everybody runs the same examples
settings.register_profile("search", HOUSE, max_examples=2000, print_blob=True)
settings.load_profile("house")

MEMORY = Path("/dev/shm")  # noqa: S108 - what is made there has names that nobody can guess
ROOM = 2**31
"""Bytes that must be free in memory for the tests' files to lie there."""
ENGINES = ("sqlite", "postgresql")
IN_CHROMIUM = frozenset(
    {
        "tests/looks/test_zooming.py::test_a_sample_of_states_can_be_used_and_read_at_every_zoom",
        "tests/looks/test_zooming.py::test_what_is_out_of_reach_or_cut_is_named",
        "tests/looks/test_looks.py::test_all_that_is_said_to_a_manager_is_seen_without_a_grave_finding",
        "tests/bots/on_web/test_gallery_page.py::test_a_visitor_filters_reads_and_shares_by_keyboard_in_their_own_zone",
        "tests/bots/on_web/test_gallery_page.py::test_on_a_phone_nothing_is_cut_off_and_no_script_is_needed",
        "tests/bots/on_web/test_page.py::test_an_answer_that_breaks_off_is_asked_for_again",
        "tests/bots/on_web/test_page.py::test_a_call_that_comes_too_soon_after_a_long_loss_is_soon_made_again",
        "tests/bots/on_web/test_page.py::test_a_ballot_is_answered_by_keyboard_without_losing_ones_place",
        "tests/bots/on_web/test_page.py::test_a_member_talks_enters_and_votes",
        "tests/bots/on_web/test_page.py::test_a_personal_link_leads_into_the_room_by_one_press",
        "tests/bots/on_web/test_page.py::test_an_edit_comes_in_its_place_and_news_elsewhere_is_marked",
        "tests/bots/on_web/test_page.py::test_nothing_is_missed_or_doubled_while_the_connection_is_lost",
        "tests/bots/on_web/test_page.py::test_on_a_phone_nothing_is_cut_off_and_everything_can_be_touched",
        "tests/bots/on_web/test_page.py::test_what_is_written_quickly_is_all_sent_in_order",
        "tests/stories/test_in_a_browser.py::test_a_remix_battle_from_brief_to_ambassador",
        "tests/bots/on_web/test_room_page.py::test_a_command_is_completed_with_its_arguments_by_keyboard",
        "tests/bots/on_web/test_room_page.py::test_still_pictures_are_loaded_small_side_by_side_and_looked_at_whole",
        "tests/bots/on_web/test_room_page.py::test_what_is_unread_is_counted_and_marked_over_a_reload_and_linked",
        "tests/bots/on_web/test_room_page.py::test_what_was_typed_or_could_not_be_sent_stays_over_a_reload_and_is_sent_once",
        "tests/bots/on_web/test_room_page.py::test_two_people_are_two_tabs_of_one_browser",
        "tests/stories/test_ballots_in_a_browser.py::test_an_order_that_the_poll_brings_first_is_gone_to",
        "tests/stories/test_ballots_in_a_browser.py::test_votes_of_every_kind_are_cast_by_keyboard",
        "tests/stories/test_by_hand.py::test_a_contest_by_clicking_alone_with_a_video_and_a_lost_connection",
        "tests/stories/test_by_hand.py::test_from_the_door_to_a_sent_entry_and_a_vote_by_keyboard_alone",
        "tests/stories/test_in_the_room.py::test_pictures_are_dropped_and_pasted_and_voted_on_by_keyboard",
        "tests/stories/test_in_the_room.py::test_the_clock_is_turned_beside_the_chat_whoever_the_tab_is",
        "tests/stories/test_try_it.py::test_a_visitor_tries_the_demo_and_votes",
    }
)
AS_ROOT = frozenset(
    {
        "tests/faults/test_full_disk.py::test_a_close_that_the_disk_has_no_room_for_is_finished_with_room_again",
        "tests/faults/test_full_disk.py::test_on_a_full_disk_people_are_told_and_no_acknowledged_ballot_is_lost",
        "tests/faults/test_read_only.py::test_a_database_that_becomes_read_only_is_told_of_and_lived_through",
        "tests/faults/test_read_only.py::test_a_start_on_a_read_only_database_says_so_changes_nothing_and_works_later",
        "tests/storage/test_ballot_faults.py::test_on_a_full_disk_no_ballot_is_stored_and_with_room_they_are",
        "tests/storage/test_ballot_faults.py::test_on_a_read_only_disk_no_ballot_is_stored_until_it_can_be_written",
        "tests/storage/test_faults.py::test_a_read_only_database_is_read_and_not_written_until_it_is_opened_again",
        "tests/storage/test_faults.py::test_a_read_only_database_that_nobody_has_open_is_not_opened",
        "tests/storage/test_faults.py::test_on_a_full_disk_nothing_is_half_written_and_with_room_it_works_again",
        "tests/storage/test_faults.py::test_what_was_stored_before_a_full_disk_is_whole_after_a_restart",
    }
)
BESIDE = frozenset(
    f"tests/bots/tally/test_official.py::test_{name}"
    for name in (
        "burlington_2009_by_instant_run_off",
        "burlington_2009_by_its_first_places_and_by_its_duels",
        "czestochowa_2024_by_its_points_and_by_its_votes",
        "debian_2007_by_schulze",
        "gdynia_2020_by_approval",
        "kubernetes_2017_by_schulze",
        "kubernetes_2021_by_schulze",
        "people_are_shown_the_rounds_or_the_duels",
    )
)
EXPECTED_SKIPS = IN_CHROMIUM | AS_ROOT | BESIDE
"""Tests, without their parameters, that a machine without Chromium, without root for a small disk, or without the real
ballots beside the project, may leave out."""

LOOPBACK = "loopback platforms"
"""Under which name a test's report carries what they did."""

LONG = "long"

_narrowed = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    files_in_memory()
    config.addinivalue_line("markers", "browser: a story told in Chromium")
    config.addinivalue_line("markers", "kill: ends a real process by SIGKILL")
    config.addinivalue_line("markers", "long: says again on another door, or more thoroughly, what a short test says")
    halves = config.option.markexpr in {"", LONG} and not config.option.keyword
    config.stash[_narrowed] = not halves or config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    if not config.stash[_narrowed]:
        config.option.markexpr = config.option.markexpr or f"not {LONG}"


def pytest_itemcollected(item: pytest.Item) -> None:
    if is_in_a_corner(item.nodeid):
        item.add_marker(LONG)


def files_in_memory() -> None:
    """Let temporary files lie in memory where there is room: nearly every test commits, and a disk takes its time."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.fixture(scope="session", autouse=True)
def all_servers_at_once() -> Iterator[None]:
    """Let no connection to a loopback Discord wait for servers: it tells of all of them in one breath."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bots.on_discord.client.GUILDS_WITHIN_S", 0.1)
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.exitstatus == pytest.ExitCode.OK and any(reds(session.config)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let each report carry what the loopback platforms did meanwhile, to the summary and over worker processes."""
    report = yield
    if tally := sys.modules.get("tests.platforms.tally"):
        report.user_properties.extend((LOOPBACK, told) for told in tally.take())
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    say = terminalreporter.write_line
    engines = per_engine(reports(config, "passed"))
    terminalreporter.section("Prosument")
    say("storage contract: " + ", ".join(f"{engine} {engines[engine]}" for engine in ENGINES))
    for marker, meaning in (("browser", "browser stories"), ("kill", "tests that kill")):
        say(f"{meaning}: {sum(marker in report.keywords for report in reports(config, 'passed'))}")
    if told := carried(config, LOOPBACK):
        for line in importlib.import_module("tests.platforms.tally").lines(told):
            say(line)
    for name, reason in skips(config):
        say(f"skipped: {name}: {reason}")
    for red in reds(config):
        say(f"RED: {red}", red=True)


def reds(config: pytest.Config) -> Iterator[str]:
    """Name what is wrong though no test failed."""
    for name, _reason in skips(config):
        if name not in EXPECTED_SKIPS:
            yield f"{name} was skipped and is not on the list of expected skips"
    told = {report.nodeid.partition("[")[0] for report in reports(config, "passed") if "browser" in report.keywords}
    for name in sorted(told - IN_CHROMIUM):
        yield f"{name} is told in Chromium and would be skipped without it, but is not on the list of expected skips"
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


def carried(config: pytest.Config, key: str) -> list[Any]:
    """What all reports carry under a name, those of setups and teardowns too."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    every = [report for kind in reporter.stats.values() for report in kind] if reporter else []
    properties = [each for report in every for each in getattr(report, "user_properties", ())]
    return [value for name, value in properties if name == key]


def reports(config: pytest.Config, outcome: str) -> list[pytest.TestReport]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return list(reporter.stats.get(outcome, ())) if reporter else []
