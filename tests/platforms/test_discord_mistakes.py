"""Mistakes of a client that the loopback Discord refuses, each with Discord's own error code.

They are sent as they are written, past all that the library checks: this server takes no more than Discord does.
"""

import asyncio
from typing import Any

import aiohttp
import discord
import pytest

from tests.platforms.conftest import Stage
from tests.platforms.discord_server import Can, File

V2 = 1 << 15
Body = dict[str, Any]


def button(name: str = "b", label: str = "Go", **more: Any) -> Body:
    return {"type": 2, "style": 1, "label": label, "custom_id": name, **more}


def row(*kids: Body) -> Body:
    return {"type": 1, "components": list(kids)}


def text(content: str = "x") -> Body:
    return {"type": 10, "content": content}


def select(count: int, **more: Any) -> Body:
    options = [{"label": f"{n}", "value": f"{n}"} for n in range(count)]
    return {"type": 3, "custom_id": "s", "options": options, **more}


def gallery(url: str) -> Body:
    return {"type": 12, "items": [{"media": {"url": url}}]}


MESSAGES: dict[str, tuple[Body, int, str]] = {
    "a button outside of a row": ({"flags": V2, "components": [button()]}, 50035, "components"),
    "a container in a container": (
        {"flags": V2, "components": [{"type": 17, "components": [{"type": 17, "components": [text()]}]}]},
        50035,
        "components",
    ),
    "a section without anything beside it": (
        {"flags": V2, "components": [{"type": 9, "components": [text()]}]},
        50035,
        "components",
    ),
    "a text input in a message": (
        {"components": [row({"type": 4, "custom_id": "t", "style": 1})]},
        50035,
        "components",
    ),
    "a custom id twice": ({"components": [row(button("a"), button("a"))]}, 50035, "components"),
    "a custom id of 101": ({"components": [row(button("a" * 101))]}, 50035, "components"),
    "a button's label of 81": ({"components": [row(button(label="l" * 81))]}, 50035, "components"),
    "six buttons in a row": ({"components": [row(*(button(f"{n}") for n in range(6)))]}, 50035, "components"),
    "more to be chosen than there is": ({"components": [row(select(1, max_values=2))]}, 50035, "components"),
    "nothing to be chosen where something is required": (
        {"components": [row(select(1, min_values=0, required=True))]},
        50035,
        "components",
    ),
    "26 options": ({"components": [row(select(26))]}, 50035, "components"),
    "an option's label of 101": (
        {"components": [row(select(0) | {"options": [{"label": "l" * 101, "value": "v"}]})]},
        50035,
        "components",
    ),
    "text displays without the flag": ({"components": [text()]}, 50035, "components"),
    "content beside components of version 2": ({"flags": V2, "content": "x", "components": [text()]}, 50035, "content"),
    "an embed beside components of version 2": (
        {"flags": V2, "embeds": [{"title": "x"}], "components": [text()]},
        50035,
        "embeds",
    ),
    "41 components": ({"flags": V2, "components": [text() for _ in range(41)]}, 50035, "components"),
    "41 components, nested": (
        {"flags": V2, "components": [{"type": 17, "components": [text() for _ in range(40)]}]},
        50035,
        "components",
    ),
    "4001 characters over two text displays": (
        {"flags": V2, "components": [text("x" * 2001), text("x" * 2000)]},
        50035,
        "components",
    ),
    "a picture that was not uploaded": (
        {"flags": V2, "components": [gallery("attachment://a.png")]},
        50035,
        "components",
    ),
    "content of 2001": ({"content": "x" * 2001}, 50035, "content"),
    "nothing at all": ({"content": ""}, 50006, ""),
    "a nonce of 26": ({"content": "x", "nonce": "n" * 26, "enforce_nonce": True}, 50035, "nonce"),
    "mentions allowed twice over": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        50035,
        "allowed_mentions",
    ),
    "an answer to a message that is not there": (
        {"content": "x", "message_reference": {"message_id": "1"}},
        50035,
        "message_reference",
    ),
}


@pytest.mark.parametrize("mistake", MESSAGES)
async def test_a_message_that_discord_would_not_take(stage: Stage, mistake: str) -> None:
    body, code, place = MESSAGES[mistake]
    with stage.server.mistake(code), pytest.raises(discord.HTTPException) as refused:
        await stage.bot.send("POST", f"/channels/{stage.main.id}/messages", body)
    assert refused.value.code == code
    assert place in stage.server.refused[-1].body.get("errors", {"": ""})
    assert stage.main.messages == {}


def label(field: Body, said: str = "Label", **more: Any) -> Body:
    return {"type": 18, "label": said, "component": field, **more}


def typed(name: str = "t", **more: Any) -> Body:
    return {"type": 4, "custom_id": name, "style": 1, **more}


def modal(*tops: Body, title: str = "Form", name: str = "m") -> Body:
    return {"type": 9, "data": {"custom_id": name, "title": title, "components": list(tops)}}


ANSWERS: dict[str, Body] = {
    "six items in a modal": modal(*(label(typed(f"{n}")) for n in range(6))),
    "a modal's title of 46": modal(label(typed()), title="t" * 46),
    "a modal's label of 46": modal(label(typed(), "l" * 46)),
    "a modal's description of 101": modal(label(typed(), description="d" * 101)),
    "a modal's button": modal(label(button())),
    "a modal's custom id twice": modal(label(typed("a")), label(typed("a"))),
    "a prefilled text longer than it may be": modal(label(typed(max_length=3, value="long"))),
    "no file where one is required": modal(label({"type": 19, "custom_id": "f", "min_values": 0, "required": True})),
    "no choice where one is required unasked": modal(label(select(1, min_values=0))),
    "eleven files": modal(label({"type": 19, "custom_id": "f", "max_values": 11})),
    "choices for a command": {"type": 8, "data": {"choices": []}},
    "an update where there is no message": {"type": 7, "data": {"content": "x"}},
}


@pytest.mark.parametrize("mistake", ANSWERS)
async def test_an_answer_that_discord_would_not_take(stage: Stage, mistake: str) -> None:
    async def answer(asked: discord.Interaction) -> None:
        with stage.server.mistake(50035):
            await stage.bot.send("POST", f"/interactions/{asked.id}/{asked.token}/callback", ANSWERS[mistake])

    stage.bot.does = answer
    asked = stage.cleo.run(stage.main, "do")
    reply = await turned(stage, asked)
    assert reply.failed
    assert reply.modal is None
    assert [getattr(one, "code", None) for one in stage.bot.errors] == [50035]


async def turned(stage: Stage, asked: Any) -> Any:
    """Await what somebody does, and turn the clock past its three seconds once the bot is done."""
    task = asyncio.create_task(asked)
    await stage.bot.done.wait()
    stage.server.clock.turn(3.1)
    return await task


async def test_a_second_answer_and_a_modal_after_a_deferral(stage: Stage) -> None:
    async def answer(asked: discord.Interaction) -> None:
        path = f"/interactions/{asked.id}/{asked.token}/callback"
        await stage.bot.send("POST", path, {"type": 5})
        for again in ({"type": 4, "data": {"content": "x"}}, modal(label(typed()))):
            with stage.server.mistake(40060), pytest.raises(discord.HTTPException):
                await stage.bot.send("POST", path, again)
        await asked.edit_original_response(content="the only one")

    stage.bot.does = answer
    assert (await stage.cleo.run(stage.main, "do")).text == "the only one"


async def test_26_choices_of_a_completion(stage: Stage) -> None:
    @stage.bot.tree.command(name="look", description="Look")
    async def look(asked: discord.Interaction, which: str) -> None:
        await asked.response.send_message(which)

    @look.autocomplete("which")
    async def complete(asked: discord.Interaction, typed: str) -> list[discord.app_commands.Choice[str]]:
        body = {"type": 8, "data": {"choices": [{"name": f"{n}", "value": f"{n}"} for n in range(26)]}}
        with stage.server.mistake(50035), pytest.raises(discord.HTTPException):
            await stage.bot.send("POST", f"/interactions/{asked.id}/{asked.token}/callback", body)
        return []

    await stage.bot.tree.sync()
    assert await stage.cleo.complete(stage.main, "look", "which", "x") == []


async def test_a_forged_token_and_one_for_a_follow_up_too_early(stage: Stage) -> None:
    async def answer(asked: discord.Interaction) -> None:
        with stage.server.mistake(10062), pytest.raises(discord.NotFound):
            await stage.bot.send("POST", f"/interactions/{asked.id}/forged/callback", {"type": 5})
        with stage.server.mistake(10015), pytest.raises(discord.NotFound):
            await stage.bot.send("POST", f"/webhooks/{asked.application_id}/{asked.token}", {"content": "early"})
        await asked.response.send_message("fine")

    stage.bot.does = answer
    assert (await stage.cleo.run(stage.main, "do")).text == "fine"


async def test_roles_above_ones_own_and_roles_that_nobody_may_give(stage: Stage) -> None:
    above = stage.guild.role("Boss", position=200)
    managed = stage.guild.role("Booster", managed=True)
    path = f"/guilds/{stage.guild.id}/members/{stage.cleo.id}/roles"
    for role, code in ((above.id, 50013), (managed.id, 50028), (stage.guild.id, 50028), (1, 10011)):
        with stage.server.mistake(code), pytest.raises(discord.HTTPException):
            await stage.bot.send("PUT", f"{path}/{role}")
    assert stage.guild.roles_of(stage.cleo) == []


async def test_edits_of_what_is_not_there_not_ones_own_or_not_to_be_turned_back(stage: Stage) -> None:
    path = f"/channels/{stage.main.id}/messages"
    others = await stage.cleo.type(stage.main, "mine")
    ours = await stage.bot.send("POST", path, {"flags": V2, "components": [text()]})
    for message, body, code in (
        (1, {"content": "x"}, 10008),
        (others.id, {"content": "x"}, 50005),
        (ours["id"], {"content": "x", "components": [], "flags": 0}, 50035),
        (ours["id"], {"content": "x"}, 50035),
    ):
        with stage.server.mistake(code), pytest.raises(discord.HTTPException):
            await stage.bot.send("PATCH", f"{path}/{message}", body)
    assert stage.main.messages[int(ours["id"])].text == "x"


async def test_a_missing_permission_and_closed_direct_messages(stage: Stage) -> None:
    stage.guild.overwrite(stage.main, stage.guild.everyone, deny=Can.SEND_MESSAGES)
    with stage.server.mistake(50013), pytest.raises(discord.Forbidden):
        await stage.bot.send("POST", f"/channels/{stage.main.id}/messages", {"content": "x"})
    stage.cleo.dms_open = False
    with stage.server.mistake(50007), pytest.raises(discord.Forbidden):
        await stage.bot.send("POST", f"/channels/{stage.cleo.dm.id}/messages", {"content": "x"})


async def test_a_link_used_after_it_expired(stage: Stage) -> None:
    link = (await stage.cleo.type(stage.main, "", [File("a.png", b"x")])).attachments[0].url
    stage.server.clock.turn(25 * 3600)
    with stage.server.mistake(0, 404):
        async with aiohttp.ClientSession() as session, session.get(link) as answered:
            assert answered.status == 404


async def test_too_many_and_too_large_files(stage: Stage) -> None:
    url = f"{stage.server.api_url}/channels/{stage.main.id}/messages"
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {stage.server.token}"}) as session:
        for count, size, status, code in ((11, 1, 400, 30015), (1, 10 * 2**20 + 1, 413, 40005)):
            form = aiohttp.FormData(quote_fields=False)
            form.add_field("payload_json", "{}", content_type="application/json")
            for number in range(count):
                form.add_field(f"files[{number}]", b"x" * size, filename=f"{number}.bin")
            with stage.server.mistake(code, status):
                await session.post(url, data=form)


async def test_what_the_description_refuses_and_this_server_took_fails_the_closing(stage: Stage) -> None:
    stage.server.violations.clear()
    await stage.bot.send("POST", f"/channels/{stage.main.id}/messages", {"content": "x", "tts": "no boolean"})
    held = bool(stage.server.endpoints_held)
    assert bool(stage.server.violations) == held
    stage.server.violations.clear()
