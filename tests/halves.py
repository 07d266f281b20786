"""What the short half of the tests keeps of a test that is told many times, and what it leaves to the long half.

The short half is what one waits for at each step, in some five minutes on two cores; the long one goes into corners.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

import pytest
from hypothesis import settings

CORNERS = (
    "tests/stories/test_as_",
    "tests/stories/test_on_a_platform_",
    "tests/stories/test_telegram_",
    "tests/stories/test_discord_",
    "tests/bots/on_discord/hearing/",
    "tests/bots/on_telegram/ear/",
    "tests/bots/on_telegram/speak/",
    "tests/bots/on_web/test_gallery_page.py",
    "tests/bots/on_web/test_room_page.py",
    "tests/bots/tally/test_mistakes.py",
    "tests/faults/test_full_disk.py",
    "tests/storage/test_linking_at_once.py",
    "tests/storage/test_marks_in_step.py",
    "tests/stories/test_ballots_in_a_browser.py",
    "tests/stories/test_in_the_room.py",
    "tests/test_summary.py",
)
"""How the names of the tests begin that say in detail what a story of the short half says in passing."""
IN_PASSING = (
    "tests/stories/test_as_manager_drafting.py",
    "tests/stories/test_as_member_queue.py",
    "tests/stories/test_as_member_withdrawing.py",
    "tests/stories/test_on_a_platform_notices.py",
    "tests/bots/on_discord/hearing/test_answering.py",
    "tests/bots/on_telegram/ear/test_dialogue.py",
    "tests/bots/on_telegram/speak/test_notices.py",
)
"""Those of them that the short half keeps."""


def is_in_a_corner(test: str) -> bool:
    """Tell by a test's id whether it is left to the long half with all of its file."""
    return test.startswith(CORNERS) and not test.startswith(IN_PASSING)


def long_but(kept: Collection[str], values: Iterable[Any], named: Callable[[Any], str] = str) -> list[Any]:
    """Return a test's or a fixture's parameters, all long but those of some names."""
    every = {named(value): value for value in values}
    assert set(kept) <= every.keys(), f"only these are there: {', '.join(every)}"
    return [value if name in kept else pytest.param(value, marks=pytest.mark.long) for name, value in every.items()]


def of_a_hundred(number: int) -> int:
    """Return how many examples a slow, or a most important, property gets where an ordinary one gets a hundred."""
    return settings().max_examples * number // 100
