"""Words for managers what is wrong with a platform, and what would mend it."""

from collections.abc import Mapping

from bots.supervisor import Condition
from bots.words import Words

NAMES = {"discord": "Discord", "telegram": "Telegram"}


def what_is_down(conditions: Mapping[str, Condition], t: Words) -> tuple[str, ...]:
    """Return a sentence for each platform that is down."""
    return tuple(
        t._("{platform} is down: {cause} → {cure}", platform=NAMES.get(name, name), cause=one.cause, cure=one.cure)
        for name, one in sorted(conditions.items())
        if one.state == "down"
    )
