"""Commands that a bot registers at the loopback Discord, and those that Discord would not take."""

from datetime import timedelta
from typing import Any

import discord
import pytest

from tests.platforms.conftest import Stage

Body = dict[str, Any]

COMMANDS: dict[str, Body] = {
    "a name with a capital": {"name": "Vote", "description": "x"},
    "a description of 101": {"name": "vote", "description": "x" * 101},
    "26 choices": {
        "name": "vote",
        "description": "x",
        "options": [
            {
                "type": 3,
                "name": "o",
                "description": "x",
                "choices": [{"name": f"{n}", "value": f"{n}"} for n in range(26)],
            }
        ],
    },
    "a required option after another": {
        "name": "vote",
        "description": "x",
        "options": [
            {"type": 3, "name": "a", "description": "x"},
            {"type": 3, "name": "b", "description": "x", "required": True},
        ],
    },
}


@pytest.mark.parametrize("mistake", COMMANDS)
async def test_a_command_that_discord_would_not_take(stage: Stage, mistake: str) -> None:
    with stage.server.mistake(50035), pytest.raises(discord.HTTPException):
        await stage.bot.send("PUT", f"/applications/{stage.server.app_id}/commands", [COMMANDS[mistake]])


async def test_more_than_200_commands_a_day_are_not_made(stage: Stage) -> None:
    path = f"/applications/{stage.server.app_id}/commands"

    async def make(batch: str) -> None:
        names = [f"{batch}-{number}" for number in range(99)]
        await stage.bot.send("PUT", path, [{"name": name, "description": "x"} for name in names])

    await make("a")
    await make("b")
    await make("b")
    with pytest.raises(discord.HTTPException) as refused:
        await make("c")
    assert refused.value.code == 30034
    stage.server.clock.turn(timedelta(days=1))
    await make("c")


async def test_an_unchanged_command_keeps_its_id_and_version(stage: Stage) -> None:
    path = f"/applications/{stage.server.app_id}/commands"
    body = [{"name": "a", "description": "x"}, {"name": "b", "description": "x"}]
    before = await stage.bot.send("PUT", path, body)
    after = await stage.bot.send("PUT", path, [body[0], body[1] | {"description": "y"}])
    assert [one["id"] for one in after] == [one["id"] for one in before]
    assert [one["version"] == other["version"] for one, other in zip(after, before, strict=True)] == [True, False]
