"""What the loopback platforms did in a session: told test by test to the summary, over worker processes too."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

_waiting: list[dict[str, Any]] = []


def add(
    platform: str, *, used: Iterable[str], held: Iterable[str], faults: Counter[str], mistakes: tuple[int, int]
) -> None:
    """Note what one server did, at its closing: endpoints, faults by kind, mistakes made and refused."""
    _waiting.append(
        {
            "platform": platform,
            "used": sorted(used),
            "held": sorted(held),
            "faults": dict(faults),
            "mistakes": list(mistakes),
        }
    )


def take() -> list[dict[str, Any]]:
    """Return what was noted since the last time."""
    taken, _waiting[:] = list(_waiting), []
    return taken


def lines(told: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the summary's lines, of each platform that was used."""
    told = list(told)
    for platform in sorted({one["platform"] for one in told}):
        mine = [one for one in told if one["platform"] == platform]
        used = {name for one in mine for name in one["used"]}
        held = {name for one in mine for name in one["held"]}
        faults: Counter[str] = Counter()
        for one in mine:
            faults.update(one["faults"])
        made, refused = (sum(one["mistakes"][place] for one in mine) for place in (0, 1))
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(faults.items())) or "none"
        what = "methods" if platform == "Telegram" else "endpoints"
        yield f"{platform}: {len(used)} {what} used, {len(held)} of {len(used)} held against the description"
        yield f"{platform}: faults injected: {kinds}"
        yield f"{platform}: mistakes of a client refused: {refused} of {made}"
