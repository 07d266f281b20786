"""What the page offers while a command is typed: `GET /commands.json`."""

from collections.abc import Mapping
from functools import cache

import orjson
from aiohttp import web

from bots.commands import COMMANDS
from bots.commands.dispatch import BARE
from bots.commands.registry import YES_NO, Argument, Command
from bots.on_web.errors import CallError
from bots.on_web.front import PERSON, person_of, words_for
from bots.words import Words, words
from contests.model.member import Role


async def commands(request: web.Request) -> web.Response:
    """Return the commands that the caller may use, with their arguments, in the caller's language."""
    if PERSON not in request:
        raise CallError(401, "no_token")
    body = _commands(person_of(request).member.roles, words_for(request).language)
    return web.Response(body=body, content_type="application/json")


@cache
def _commands(roles: frozenset[Role], language: str) -> bytes:
    t = words(language)
    allowed = [one for one in COMMANDS.values() if not one.roles or not roles.isdisjoint(one.roles)]
    offered = {one.name.removesuffix(f" {BARE}"): _command(one, t) for one in allowed}
    return orjson.dumps({"commands": [offered[name] for name in sorted(offered)]})


def _command(one: Command, t: Words) -> Mapping[str, object]:
    return {
        "name": one.name.removesuffix(f" {BARE}"),
        "help": t._(one.help),
        "arguments": [_argument(argument, t) for argument in one.arguments if argument.kind != "file"],
    }


def _argument(one: Argument, t: Words) -> Mapping[str, object]:
    choices = YES_NO if one.kind == "flag" else one.choices
    return {
        "name": one.name,
        "help": t._(one.help),
        "needed": one.needed,
        "repeated": one.repeated,
        "alone": one.stands_alone,
        "fits": one.fits if one.kind == "contest" else None,
        "choices": [{"value": value, "label": t._(called)} for value, called in choices],
    }
