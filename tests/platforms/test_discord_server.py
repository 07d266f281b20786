"""The loopback Discord as a bare discord.py client and its people meet it."""

from typing import Any

import discord
from discord import app_commands

from tests.platforms.bare_bot import BareBot, running
from tests.platforms.discord_server import File, loopback_discord


def with_greeting(bot: BareBot) -> None:
    @bot.tree.command(description="Say hello")
    async def greet(interaction: discord.Interaction, whom: str, times: int = 1) -> None:
        await interaction.response.send_message(f"hello {whom}{'!' * times}", ephemeral=True)


async def test_a_client_boots_and_somebody_runs_a_command() -> None:
    async with loopback_discord() as server:
        guild = server.guild("Sunrise fans", locale="de")
        main = guild.channel("contest")
        cleo, piet = guild.let_in(server.person("Cleo")), guild.let_in(server.person("Piet"))
        async with running(server, with_greeting) as bot:
            assert [one.name for one in bot.guilds] == ["Sunrise fans"]
            reply = await cleo.run(main, "greet", whom="Piet", times=2)
            assert reply.text == "hello Piet!!"
            assert reply.message.is_private
            assert cleo.sees(main) == reply.messages
            assert piet.sees(main) == []
            assert not reply.failed
            assert reply.took < 3
        assert server.gateway.intents == 1
        assert server.endpoints_used >= {"GET /users/@me", "POST /interactions/{interaction_id}/{token}/callback"}


class Naming(discord.ui.Modal, title="Your entry"):
    named: discord.ui.Label[Any] = discord.ui.Label(
        text="Title", component=discord.ui.TextInput(custom_id="title", max_length=40)
    )
    files: discord.ui.Label[Any] = discord.ui.Label(
        text="Files", component=discord.ui.FileUpload(custom_id="files", max_values=3, required=False)
    )
    size: discord.ui.Label[Any] = discord.ui.Label(
        text="Size",
        component=discord.ui.Select(
            custom_id="size",
            options=[discord.SelectOption(label="Large", value="l"), discord.SelectOption(label="Small", value="s")],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        title, upload, size = self.named.component, self.files.component, self.size.component
        assert isinstance(title, discord.ui.TextInput)
        assert isinstance(upload, discord.ui.FileUpload)
        assert isinstance(size, discord.ui.Select)
        sizes = [len(await one.read()) for one in upload.values]
        await interaction.response.send_message(f"{title.value} {sizes} {size.values}")


def with_a_form(bot: BareBot) -> None:
    async def pressed(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Naming())

    async def chosen(interaction: discord.Interaction) -> None:
        assert interaction.data is not None
        await interaction.response.edit_message(content=f"chose {interaction.data['values']}")  # type: ignore[typeddict-item] # a select's data

    @bot.tree.command(description="Enter")
    async def enter(interaction: discord.Interaction, piece: discord.Attachment | None = None) -> None:
        view = discord.ui.View()
        button: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="Open", custom_id="open")
        button.callback = pressed  # type: ignore[method-assign] # as the library's documents do it
        pick: discord.ui.Select[discord.ui.View] = discord.ui.Select(
            custom_id="pick",
            max_values=2,
            options=[discord.SelectOption(label=x, value=x.lower()) for x in ("Red", "Blue")],
        )
        pick.callback = chosen  # type: ignore[method-assign] # as above
        view.add_item(button)
        view.add_item(pick)
        size = len(await piece.read()) if piece else 0
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send(f"with {size} bytes", view=view)


async def test_forms_buttons_selects_and_files() -> None:
    async with loopback_discord() as server:
        guild = server.guild("Sunrise fans")
        main, cleo = guild.channel("contest"), guild.let_in(server.person("Cleo"))
        async with running(server, with_a_form):
            entered = await cleo.run(main, "enter", piece=File("a.png", b"12345"))
            assert entered.deferred
            assert entered.text == "with 5 bytes"
            opened = await cleo.press(entered.message, "Open")
            assert opened.modal is not None
            sent = await cleo.submit(opened.modal, {"Title": "Dawn", "files": [File("b.txt", b"123")], "Size": "Large"})
            assert sent.text == "Dawn [3] ['l']"
            assert not sent.message.is_private
            changed = await cleo.choose(entered.message, "pick", "Red", "blue")
            assert changed.text == "chose ['red', 'blue']"
            assert changed.message.edits[0].text == "with 5 bytes"


def with_completion(bot: BareBot) -> None:
    contest = app_commands.Group(name="contest", description="Contests")

    @contest.command(description="Show one")
    async def show(interaction: discord.Interaction, which: str) -> None:
        await interaction.response.send_message(which)

    @show.autocomplete("which")
    async def complete(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=x, value=x) for x in ("sunrise", "sunset", "moon") if x.startswith(typed)]

    @app_commands.context_menu(name="Enter this in a contest")
    async def enter(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"{message.content} with {len(message.attachments)}", ephemeral=True)

    @app_commands.context_menu(name="Who is this")
    async def who(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"{member.display_name} of {member.guild.name}", ephemeral=True)

    bot.tree.add_command(contest)
    bot.tree.add_command(who)
    bot.tree.add_command(enter)


async def test_completion_and_context_menus() -> None:
    async with loopback_discord() as server:
        guild = server.guild("Sunrise fans")
        main, cleo = guild.channel("contest"), guild.let_in(server.person("Cleo"))
        async with running(server, with_completion):
            offered = await cleo.complete(main, "contest show", "which", "su")
            assert [one["name"] for one in offered] == ["sunrise", "sunset"]
            typed = await cleo.type(main, "my remix", [File("a.png", b"x")])
            assert (await cleo.menu(typed, "Enter this in a contest")).text == "my remix with 1"
            assert (await cleo.menu(guild.owner, "Who is this", main)).text.endswith("of Sunrise fans")
