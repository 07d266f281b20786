"""Send every hostile or odd file to the media room and print a row for each: `python -m tests.files`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from bots.media import WorkLimits
from tests.files.cases import heavy, light
from tests.files.sending import Row, Sender


async def main() -> int:
    """Print the table, its faults and their number. Gives 1 where there is a fault."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        sender = Sender(Path(folder))
        for case in light() + heavy():
            rows.append(await sender.send(case))
            print(rows[-1], flush=True)
        await sender.room.close()
        left = sender.left_over()
    base = min(row.peak for row in rows if row.work)
    wrong = [fault for row in rows for fault in row.faults(base)]
    wrong += [f"left on the disk: {path}" for path in left]
    for line in (*wrong, summary(rows, base, len(wrong))):
        print(line)
    return 1 if wrong else 0


def summary(rows: list[Row], base: float, wrong: int) -> str:
    """Count rows, verdicts and positions, and name the extremes."""
    stored = sum(bool(row.kept) for row in rows)
    return (
        f"{len(rows)} files: {stored} stored, {len(rows) - stored} refused; "
        f"positions: {sum(row.had_position for row in rows)} before, {sum(row.has_position for row in rows)} after; "
        f"slowest {max(row.work.clock for row in rows if row.work):.2f} s, "
        f"largest {max(row.peak for row in rows):.0f} MiB of {base + WorkLimits().memory / 2**20:.0f}; "
        f"{sum(row.was_starved for row in rows)} ended for want of the processor; {wrong} faults"
    )


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
