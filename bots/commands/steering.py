"""Buttons that stand for a manager's and a moderator's commands on one contest."""

from collections.abc import Mapping

from bots.commands.dispatch import in_place, run
from bots.commands.registry import COMMANDS, button
from bots.commands.talk import Args, Talk
from bots.post import Post

COMMAND_OF: Mapping[str, str] = {
    "alter": "contest edit",
    "call_off": "contest cancel",
    "extend": "contest extend",
    "pause": "contest pause",
    "queue": "moderate",
    "results": "contest results",
    "resume": "contest resume",
    "schedule": "contest schedule",
    "status": "contest status",
}
"""What each button does; what it still needs is asked for by the command's form."""
CHANGING = frozenset({"pause", "resume"})
"""After these the message with the button shows how the contest stands now."""


def _stands_for(verb: str, name: str) -> None:
    @button(verb)
    async def pressed(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
        posts = await run(talk, COMMANDS[name], Args({"contest": (subject,)}))
        return [in_place(one) for one in posts] if verb in CHANGING else posts


for _verb, _name in COMMAND_OF.items():
    _stands_for(_verb, _name)


@button("new")
async def on_new(talk: Talk, _subject: str, _values: tuple[str, ...]) -> list[Post]:
    """Open the form of a new contest."""
    return await run(talk, COMMANDS["contest new"], Args())
