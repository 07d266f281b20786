"""People at the loopback Discord: what their client lets them send, what they see, and what the bot learns of them."""

from datetime import timedelta
from typing import Any

import discord
import pytest
from discord import app_commands

from tests.platforms.conftest import Stage
from tests.platforms.discord_server import File


async def with_options(stage: Stage) -> None:
    @stage.bot.tree.command(name="make", description="Make")
    @app_commands.choices(kind=[app_commands.Choice(name="Remix battle", value="remix")])
    async def make(  # noqa: PLR0913, PLR0917 - an option of each kind
        asked: discord.Interaction,
        title: app_commands.Range[str, 2, 10],
        kind: str = "remix",
        count: app_commands.Range[int, 1, 5] = 1,
        who: discord.Member | None = None,
        where: discord.TextChannel | None = None,
        piece: discord.Attachment | None = None,
    ) -> None:
        size = piece.size if piece else 0
        await asked.response.send_message(f"{title} {kind} {count} {who and who.display_name} {where} {size}")

    await stage.bot.tree.sync()


async def test_typed_options_arrive_as_they_were_given(stage: Stage) -> None:
    await with_options(stage)
    stage.guild.let_in(stage.piet, nick="Piet the painter")
    reply = await stage.cleo.run(
        stage.main, "make", title="Dawn", kind="Remix battle", count=3, who=stage.piet, where=stage.main,
        piece=File("a.png", b"1234"),
    )  # fmt: skip
    assert reply.text == "Dawn remix 3 Piet the painter contest 4"


@pytest.mark.parametrize(
    ("command", "options", "why"),
    [
        ("mace", {}, "is not offered 'mace'"),
        ("make", {}, "required options are missing: \\['title'\\]"),
        ("make", {"title": "Dawn", "colour": "red"}, "no option 'colour'"),
        ("make", {"title": 7}, "title takes"),
        ("make", {"title": "D"}, "2 to 10 characters"),
        ("make", {"title": "Dawn", "kind": "Race"}, "kind offers no 'Race'"),
        ("make", {"title": "Dawn", "count": 6}, "count takes 1 to 5"),
        ("make", {"title": "Dawn", "count": True}, "count takes"),
        ("make", {"title": "Dawn", "piece": File("big", b"x" * (10 * 2**20 + 1))}, "larger than"),
        ("make it", {}, "no command /make it"),
    ],
)
async def test_what_a_client_does_not_let_be_sent(
    stage: Stage, command: str, options: dict[str, Any], why: str
) -> None:
    await with_options(stage)
    with pytest.raises(AssertionError, match=why):
        await stage.cleo.run(stage.main, command, **options)
    assert stage.server.interactions == {}


async def test_what_the_bot_learns_of_somebody(stage: Stage) -> None:
    now = stage.server.clock.now()
    old = stage.server.person("Olde", locale="de", since=now - timedelta(days=900))
    stage.guild.let_in(old, [stage.guild.role("Jury")], since=now - timedelta(days=30))
    heard: list[Any] = []

    async def note(asked: discord.Interaction) -> None:
        assert isinstance(asked.user, discord.Member)
        assert asked.user.joined_at is not None
        heard.extend([str(asked.locale), str(asked.guild_locale), asked.user.display_name])
        heard.extend([(now - asked.user.created_at).days, (now - asked.user.joined_at).days])
        heard.extend(
            [[role.name for role in asked.user.roles], asked.app_permissions.manage_roles, asked.filesize_limit]
        )
        await asked.response.send_message("noted", ephemeral=True)

    stage.bot.does = note
    await stage.server.settled()
    await old.run(stage.main, "do")
    assert heard == ["de", "de", "Olde", 900, 30, ["@everyone", "Jury"], True, 10 * 2**20]


async def test_in_direct_messages_there_is_no_guild(stage: Stage) -> None:
    async def where(asked: discord.Interaction) -> None:
        await asked.response.send_message(f"{asked.guild} {asked.context.dm_channel} {asked.user.name}")

    stage.bot.does = where
    reply = await stage.cleo.run(stage.cleo.dm, "do")
    assert reply.text == "None True cleo"
    assert stage.cleo.dms() == reply.messages
    assert reply.message.is_private


async def test_a_command_for_guilds_is_not_offered_in_direct_messages(stage: Stage) -> None:
    @stage.bot.tree.command(name="setup", description="Only in a server")
    @app_commands.guild_only()
    async def setup(asked: discord.Interaction) -> None:
        await asked.response.send_message("in a server")

    await stage.bot.tree.sync()
    assert (await stage.cleo.run(stage.main, "setup")).text == "in a server"
    with pytest.raises(AssertionError, match="is not offered 'setup'"):
        await stage.cleo.run(stage.cleo.dm, "setup")


class Mending(discord.ui.Modal, title="Mend"):
    said: discord.ui.Label[Any] = discord.ui.Label(text="Words", component=discord.ui.TextInput(custom_id="words"))

    async def on_submit(self, asked: discord.Interaction) -> None:
        assert isinstance(self.said.component, discord.ui.TextInput)
        await asked.response.edit_message(content=self.said.component.value)


async def test_a_form_that_a_message_opened_may_change_that_message(stage: Stage) -> None:
    async def answer(asked: discord.Interaction) -> None:
        if asked.type is discord.InteractionType.component:
            await asked.response.send_modal(Mending())
        elif asked.type is discord.InteractionType.application_command:
            view = discord.ui.View()
            view.add_item(discord.ui.Button(label="Mend", custom_id="mend"))
            await asked.response.send_message("broken", view=view)

    stage.bot.does = answer
    message = (await stage.cleo.run(stage.main, "do")).message
    opened = (await stage.cleo.press(message, "Mend")).modal
    assert opened is not None
    mended = await stage.cleo.submit(opened, {"Words": "whole"})
    assert mended.messages == [message]
    assert message.text == "whole"


async def test_only_what_is_seen_there_and_enabled_can_be_pressed(stage: Stage) -> None:
    async def answer(asked: discord.Interaction) -> None:
        if asked.type is discord.InteractionType.component:
            await asked.response.defer()
            await asked.edit_original_response(content="pressed", view=None)
            return
        view = discord.ui.View()
        view.add_item(discord.ui.Button(label="Yes", custom_id="yes"))
        view.add_item(discord.ui.Button(label="No", custom_id="no", disabled=True))
        view.add_item(discord.ui.Button(label="Look", url="https://example.org"))
        await asked.response.send_message("sure?", view=view, ephemeral=True)

    stage.bot.does = answer
    message = (await stage.cleo.run(stage.main, "do")).message
    for who, name, why in (
        (stage.piet, "Yes", "does not see"),
        (stage.cleo, "No", "cannot be pressed"),
        (stage.cleo, "Look", "is a link"),
        (stage.cleo, "Maybe", "has no button 'Maybe'"),
    ):
        with pytest.raises(AssertionError, match=why):
            await who.press(message, name)
    pressed = await stage.cleo.press(message, "Yes")
    assert pressed.deferred
    assert pressed.messages == [message]
    assert (message.text, message.buttons) == ("pressed", [])
    with pytest.raises(AssertionError, match="has no button"):
        await stage.cleo.press(message, "yes")
    forged = await stage.cleo.forge_press(message, "yes")
    assert forged.text == "pressed"


class Everything(discord.ui.Modal, title="Everything"):
    said: discord.ui.Label[Any] = discord.ui.Label(
        text="Words", component=discord.ui.TextInput(custom_id="words", min_length=2, max_length=8, default="hello")
    )
    note: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay("By sending you agree")
    one: discord.ui.Label[Any] = discord.ui.Label(
        text="One",
        component=discord.ui.RadioGroup(
            custom_id="one",
            options=[
                discord.RadioGroupOption(label="Red", value="r"),
                discord.RadioGroupOption(label="Blue", value="b"),
            ],
        ),
    )
    some: discord.ui.Label[Any] = discord.ui.Label(
        text="Some",
        component=discord.ui.CheckboxGroup(
            custom_id="some",
            options=[discord.CheckboxGroupOption(label=name, value=name.lower()) for name in ("A", "B", "C")],
            min_values=0,
            max_values=2,
            required=False,
        ),
    )
    sure: discord.ui.Label[Any] = discord.ui.Label(text="Sure", component=discord.ui.Checkbox(custom_id="sure"))

    async def on_submit(self, asked: discord.Interaction) -> None:
        values = [
            getattr(x.component, "values", None) or getattr(x.component, "value", None)
            for x in (self.said, self.one, self.some, self.sure)
        ]
        await asked.response.send_message(repr(values))


async def test_a_form_is_filled_in_as_it_allows(stage: Stage) -> None:
    stage.bot.does = lambda asked: asked.response.send_modal(Everything()) if asked.command else none()
    opened = (await stage.cleo.run(stage.main, "do")).modal
    assert opened is not None
    assert [field.label for field in opened.fields] == ["Words", "One", "Some", "Sure"]
    assert opened.texts == ["By sending you agree"]
    assert opened.field("Words").value == "hello"
    for answers, why in (
        ({}, "1 to 1 are to be picked"),
        ({"One": "Green"}, "'Green' is not on offer"),
        ({"One": "Red", "Words": "much too long"}, "takes 8 characters"),
        ({"One": "Red", "Words": ""}, "must be filled in"),
        ({"One": "Red", "Words": "x"}, "at least 2"),
        ({"One": "Red", "Some": ["A", "B", "C"]}, "0 to 2 are to be picked"),
        ({"One": "Red", "Colour": "x"}, "has no field 'Colour'"),
    ):
        with pytest.raises(AssertionError, match=why):
            await stage.cleo.submit(opened, answers)
    sent = await stage.cleo.submit(opened, {"one": "Blue", "Some": ["A", "c"], "Sure": True})
    assert sent.text == "['hello', 'b', ['a', 'c'], True]"
    with pytest.raises(AssertionError, match="somebody else's screen"):
        await stage.piet.submit(opened, {"One": "Red"})


async def none() -> None:
    """Answer nothing: the modal itself does."""


async def test_people_roles_and_channels_are_chosen_in_selects(stage: Stage) -> None:
    async def answer(asked: discord.Interaction) -> None:
        if asked.type is discord.InteractionType.component:
            assert asked.data is not None
            await asked.response.send_message(str(asked.data["values"]))  # type: ignore[typeddict-item] # a select's data
            return
        view = discord.ui.View()
        view.add_item(discord.ui.UserSelect(custom_id="who", max_values=2))
        view.add_item(discord.ui.ChannelSelect(custom_id="where"))
        await asked.response.send_message("choose", view=view)

    stage.bot.does = answer
    message = (await stage.cleo.run(stage.main, "do")).message
    assert (
        await stage.cleo.choose(message, "who", stage.piet, stage.cleo)
    ).text == f"['{stage.piet.id}', '{stage.cleo.id}']"
    assert (await stage.piet.choose(message, "where", stage.main)).text == f"['{stage.main.id}']"


async def test_what_comes_after_the_first_answer_joins_the_reply(stage: Stage) -> None:
    async def twice(asked: discord.Interaction) -> None:
        await asked.response.send_message("first")
        await asked.followup.send("second", ephemeral=True)
        await asked.delete_original_response()

    stage.bot.does = twice
    reply = await stage.cleo.run(stage.main, "do")
    await stage.bot.done.wait()
    assert [one.text for one in reply.messages] == ["second"]
    assert [one.text for one in stage.cleo.sees(stage.main)] == ["second"]
    assert stage.piet.sees(stage.main) == []


async def test_a_name_of_a_file_is_made_safe(stage: Stage) -> None:
    message = await stage.cleo.type(stage.main, "", [File("my löve/ly picture.png", b"x")])
    assert message.files[0].name == "my_lvely_picture.png"


async def test_who_is_not_in_the_guild_can_do_nothing_there(stage: Stage) -> None:
    stranger = stage.server.person("Stranger")
    with pytest.raises(AssertionError, match="is not offered"):
        await stranger.run(stage.main, "do")
    assert stranger.sees(stage.main) == []
