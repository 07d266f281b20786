"""`/help`: what there is to type, made from the commands themselves."""

from bots.commands.dispatch import unknown
from bots.commands.registry import COMMANDS, Argument, Command, command
from bots.commands.talk import Args, Talk
from bots.post import Post
from bots.presenter.choosing import ways_to_decide
from bots.words import N_
from contests.refusals import Refusal

DECIDING = "deciding"
"""What `/help` explains beside the commands."""


@command(
    "help",
    N_("What there is to type; /help COMMAND explains one"),
    Argument("command", N_("A command"), stands_alone=True),
    Argument("subcommand", N_("Its second word"), stands_alone=True),
)
async def help_(talk: Talk, args: Args) -> list[Post]:
    """List the commands that this person may use, or explain one."""
    typed = f"{args.text('command')} {args.text('subcommand')}".strip().removeprefix("/").casefold()
    if not typed:
        return [Post(_overview(talk))]
    if typed == DECIDING:
        return [ways_to_decide(talk.t)]
    found = [one for name, one in COMMANDS.items() if name == typed or name.startswith(f"{typed} ")]
    if not found:
        raise unknown(typed, talk.hearing.member)
    allowed = [one for one in found if one.is_for(talk.hearing.member)]
    if not allowed:
        raise Refusal("role", why="needs", role=found[0].roles[0].value)
    return [Post("\n\n".join(_explained(talk, one) for one in allowed))]


def _overview(talk: Talk) -> str:
    allowed = [one for one in COMMANDS.values() if one.is_for(talk.hearing.member)]
    lines = [f"/{one.name.removesuffix(' show')}: {talk.t._(one.help)}" for one in allowed]
    decides = [talk.t._("/help deciding: the ways to decide, and what each is good for.")] if _runs(talk) else []
    return "\n".join([*sorted(set(lines)), "", talk.t._("/help COMMAND explains one."), *decides])


def _runs(talk: Talk) -> bool:
    return COMMANDS["contest new"].is_for(talk.hearing.member)


def _explained(talk: Talk, one: Command) -> str:
    lines = [f"/{one.name.removesuffix(' show')}: {talk.t._(one.help)}"]
    return "\n".join([*lines, *(_argument(talk, argument) for argument in one.arguments)])


def _argument(talk: Talk, one: Argument) -> str:
    choices = "|".join(value for value, _ in one.choices) or ("yes|no" if one.kind == "flag" else "…")
    notes = [talk.t._("needed")] if one.needed else []
    notes += [talk.t._("may be repeated")] if one.repeated else []
    told = f" ({', '.join(notes)})" if notes else ""
    return f"  {one.name}={choices}: {talk.t._(one.help)}{told}"
