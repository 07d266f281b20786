"""What commands are called on Telegram, where a name is one word: `contest new` is /contest_new, `me show` is /me."""

import re
from collections.abc import Mapping
from functools import cache

from bots.commands.registry import COMMANDS
from bots.on_telegram.literal import JOINER

BARE = "show"
"""What a command with subcommands does when none is typed; on Telegram it goes by the first word alone."""
LONGEST = 32
TYPED = re.compile(r"\s*/([A-Za-z0-9_]+)(?:@([A-Za-z0-9_]+))?(?=\s|$)")
"""A command at the beginning of a message, and the bot that it names."""


def name_on_telegram(command: str) -> str:
    """Return the name of one of our commands."""
    alone = command.removesuffix(f" {BARE}")
    return "_".join((command if alone in COMMANDS and alone != command else alone).split())


@cache
def names() -> Mapping[str, str]:
    """Return our commands by their names on Telegram."""
    return {name_on_telegram(command): command for command in COMMANDS}


def as_typed(text: str, me: str) -> str | None:
    """Return a message as our own line: `/contest_new@OurBot title=Cup` as `/contest new title=Cup`.

    None where the message is no command, or one for another bot. What is no command of ours is left as it is, for
    the conversation names the nearest one. A command that was copied from one of our texts is the same as typed.
    """
    text = text.replace(JOINER, "")
    found = TYPED.match(text)
    if found is None or (found[2] or me).casefold() != me.casefold():
        return None
    name = found[1].casefold()
    apart = name.replace("_", " ")
    return f"/{apart if apart in COMMANDS else name}{text[found.end() :]}"
