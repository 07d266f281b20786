"""`/setup show` as Discord shows it, with channels and roles to choose from, and the buttons that confirm it."""

from collections.abc import Awaitable, Callable, Sequence

import discord
from discord import app_commands

from bots.commands.registry import COMMANDS
from bots.on_discord.answering import Answer, Reply
from bots.on_discord.held import HELD, held
from bots.on_discord.listening import Ear
from bots.on_discord.setting_up import VERBS, Scene, on_press, set_up
from bots.on_discord.translating import explained
from bots.on_discord.wishes import KINDS, Spot, Wishes
from bots.post import Post
from bots.presenter.refusals import refused
from bots.words import N_, words
from contests.refusals import Refusal

Slash = app_commands.Command[app_commands.Group, ..., None]
Picked = app_commands.AppCommandChannel | app_commands.AppCommandThread
Decide = Callable[[Scene], Awaitable[list[Post]]]

CHANNEL = N_("Where the contest is announced and voted on; without it: here")
GALLERY = N_("Where each entry is shown: a text channel or a forum")
DESK = N_("Where managers and moderators are told, seen by them alone")
ROLE = N_("The role that ambassadors wear")
CALENDAR = N_("Whether rounds become events of this server")
JOIN = N_("The code of a community to join")
OUTSIDE = N_("Type /setup in a server.")


class _Channel(app_commands.Transformer):
    """Takes a channel as it was picked, seen by us or not."""

    def __init__(self, kinds: Sequence[discord.ChannelType]) -> None:
        self._kinds = list(kinds)

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return self._kinds

    async def transform(self, _: discord.Interaction, value: Picked, /) -> Spot:
        return Spot(value.id, value.name)


Venue = app_commands.Transform[Spot, _Channel(KINDS["venue"])]
Gallery = app_commands.Transform[Spot, _Channel(KINDS["gallery"])]
Desk = app_commands.Transform[Spot, _Channel(KINDS["desk"])]


def setup_command(ear: Ear) -> Slash:
    """Return the command that takes the place of the neutral `/setup show`."""

    @app_commands.describe(
        channel=explained(CHANNEL),
        gallery=explained(GALLERY),
        desk=explained(DESK),
        role=explained(ROLE),
        calendar=explained(CALENDAR),
        join=explained(JOIN),
    )
    async def show(  # noqa: PLR0913 - each is an option of the command
        interaction: discord.Interaction,
        *,
        channel: Venue | None = None,
        gallery: Gallery | None = None,
        desk: Desk | None = None,
        role: discord.Role | None = None,
        calendar: bool | None = None,
        join: str = "",
    ) -> None:
        where = channel or Spot(interaction.channel_id or 0, getattr(interaction.channel, "name", None) or "?")
        worn = Spot(role.id, role.name) if role else None
        wishes = Wishes(interaction.guild_id or 0, where, gallery, desk, worn, calendar, join.strip())
        await _answer(ear, interaction, lambda scene: set_up(scene, wishes))

    return app_commands.Command(name="show", description=explained(COMMANDS["setup show"].help), callback=show)


async def confirmed(ear: Ear, interaction: discord.Interaction, button: str) -> bool:
    """Answer a press of a button that confirms a plan; return whether it is one."""
    verb, _, key = button.partition(":")
    if verb in VERBS:
        await _answer(ear, interaction, lambda scene: on_press(scene, verb, key))
    return verb in VERBS


async def _answer(ear: Ear, interaction: discord.Interaction, decide: Decide) -> None:
    """Answer somebody who need not be anybody in a community yet; whatever goes wrong, they hear of it."""
    if HELD not in interaction.extras:
        return
    ear.flight.board()
    one = held(interaction)
    reply = Reply(ear.house, ear.keeper, interaction, one.began)
    scene = Scene.of(ear.house, interaction, one.at)
    t = scene.t if scene else words(ear.house.language)

    async def decided() -> Answer:
        try:
            async with ear.flight.turn_of(interaction.user.id):
                posts = await decide(scene) if scene else [Post(t._(OUTSIDE))]
        except Refusal as refusal:
            posts = [refused(refusal, t, zone=ear.house.timezone, now=one.at)]
        return Answer(posts, t)

    try:
        await reply.give(await reply.watched(decided()))
    except Exception as cause:  # noqa: BLE001 - the last seam before a person: they get a reference, the log the cause
        await reply.sorry(cause, t)
    finally:
        one.decided()
