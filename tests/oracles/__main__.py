"""`python -m tests.oracles`: count random elections here and by pref_voting, choix and scipy, and compare."""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.oracles.elections import KINDS, Drawn, drawn
from tests.oracles.ours import AGREES, count, is_counted

HERE = Path(__file__).parent


def main() -> int:
    """Do as the command line says; return the exit code: 1 when somebody differs."""
    asked = argparse.ArgumentParser(prog="python -m tests.oracles", description=__doc__)
    asked.add_argument(
        "what", nargs="*", help=f"what to compare, of {', '.join(KINDS)}; everything if nothing is named"
    )
    asked.add_argument("--elections", type=int, default=300, metavar="N", help="how many of each (300)")
    asked.add_argument("--seed", type=int, default=1, help="what they are drawn from (1)")
    asked.add_argument("--python", type=Path, metavar="FILE", help="a python that has requirements.txt already")
    given = asked.parse_args()
    kinds = [kind for kind in given.what or KINDS if is_counted(kind)]
    chance = random.Random(given.seed)
    elections = {kind: [drawn(kind, chance) for _ in range(given.elections)] for kind in kinds}
    with tempfile.TemporaryDirectory(prefix="oracles-") as folder:
        theirs = ask(given.python or installed(Path(folder)), elections)
    return max([compare(kind, elections[kind], theirs[kind]) for kind in kinds], default=0)


def installed(folder: Path) -> Path:
    """Make an environment with what is to be asked, and return its python."""
    print("making an environment for the oracles; this takes a minute or two", flush=True)
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    requirements = str(HERE / "requirements.txt")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True)  # noqa: S603 - our own
    return python


def ask(python: Path, elections: dict[str, list[Drawn]]) -> dict[str, list[Any]]:
    """Let the other python count all elections."""
    told = subprocess.run(  # noqa: S603 - our own file, by the python that was asked for
        [python, HERE / "theirs.py"], input=json.dumps(elections), stdout=subprocess.PIPE, text=True, check=True
    )
    results: dict[str, list[Any]] = json.loads(told.stdout)
    return results


def compare(kind: str, elections: Sequence[Drawn], theirs: Sequence[Any]) -> int:
    """Print a line, and the first election on which the two differ; return 1 if there is one."""
    agrees, how = AGREES[kind]
    ours = [count(kind, election) for election in elections]
    agreed = [agrees(mine, other) for mine, other in zip(ours, theirs, strict=True)]
    same = sum(mine == other for mine, other in zip(ours, theirs, strict=True))
    print(f"{kind:<10} {sum(agreed)} of {len(agreed)} agree ({how}); {same} are the same to the last digit", flush=True)
    if all(agreed):
        return 0
    at = agreed.index(False)
    print(f"  ours {ours[at]}, theirs {theirs[at]}: {json.dumps(elections[at])}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
