"""`python -m tests.looks`: pictures of every page and state, contact sheets, and what axe finds; red where it is grave."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.browser import CHROMIUM, chromium
from tests.looks.sheets import lay
from tests.looks.states import State, missing, parts, states
from tests.looks.taking import Looker, Scheme, Seen, View, name_of
from tests.looks.zooming import PHONES, WIDE, ZOOMS

BOTH: tuple[Scheme, ...] = ("light", "dark")
PICTURES = (
    View("desk", "en", BOTH),
    View("phone", "en", BOTH, by_axe=False),
    View("desk", "de", BOTH, by_axe=False),
    View("phone", "de", BOTH),
)
ZOOMED = (
    View("desk", "de", (), by_axe=False, zooms=(*ZOOMS, WIDE, *PHONES)),
    View("phone", "de", (), by_axe=False, zooms=PHONES),
)
"""At every zoom, in the language of the longest words."""
CHECKS = (View("desk", "en", ("light",)), View("phone", "de", ("dark",)), *ZOOMED)


def main() -> int:
    """Do as the command line says; return the exit code."""
    asked = argparse.ArgumentParser(prog="python -m tests.looks", description=__doc__)
    asked.add_argument("--out", type=Path, help="the folder for the pictures; a temporary one, if not given")
    asked.add_argument("--only", choices=["axe"], help="no pictures, only the checks")
    asked.add_argument("--states", nargs="+", metavar="WORD", help="only states whose names hold one of these words")
    given = asked.parse_args()
    if CHROMIUM is None:
        print("skipped: Chromium is not installed here")
        return 0
    out = None if given.only else given.out or Path(tempfile.mkdtemp(prefix="looks-"))
    chosen = [one for one in states() if not given.states or any(word in one.name for word in given.states)]
    with tempfile.TemporaryDirectory(prefix="looks-") as scratch:
        seen = asyncio.run(_look(chosen, CHECKS if given.only else PICTURES, Path(scratch), out))
    if out:
        _lay_sheets(seen, out)
        print(f"pictures and contact sheets: {out}")
    return told(seen, is_part=bool(given.states))


async def _look(chosen: Sequence[State], views: Sequence[View], scratch: Path, out: Path | None) -> list[Seen]:
    began = time.monotonic()
    async with chromium() as browser:
        seen = await Looker(browser, scratch, out).look(chosen, views)
    print(f"seen in {time.monotonic() - began:.0f} s")
    return seen


def _lay_sheets(seen: Sequence[Seen], out: Path) -> None:
    for view in dict.fromkeys(one.view for one in seen):
        for scheme in view.schemes:
            pictures = [one.pictures[scheme] for one in seen if one.view == view and scheme in one.pictures]
            lay(pictures, view.size, out / f"{name_of(view, scheme)}.jpg")


def told(seen: Sequence[Seen], *, is_part: bool) -> int:
    """Print what was found in each state, and what no state showed; return the exit code."""
    for state in dict.fromkeys(one.state for one in seen):
        mine = [one for one in seen if one.state == state]
        wrong, minor = sum(len(one.wrong) for one in mine), sum(len(one.minor) for one in mine)
        print(f"{state.name}: {len(mine)} views, {wrong} wrong, {minor} minor")
        for rule in sorted({words for one in mine for words in one.minor}):
            print(f"  {rule}")
        for one in mine:
            for words in one.wrong:
                print(f"  RED {one.view.size} {one.view.language}: {words}")
    shown = {part for one in seen for part in one.shown}
    never = [] if is_part else [*missing(one.state for one in seen), *sorted(parts() - shown)]
    for name in never:
        print(f"RED: nothing shows {name}")
    red = sum(bool(one.wrong) for one in seen) + len(never)
    print(f"looks: {len({one.state for one in seen})} states, {len(seen)} runs, red {red}")
    return int(red > 0)


if __name__ == "__main__":
    sys.exit(main())
