"""Context menus of a message: enter it in a contest, and report it."""

from collections.abc import Mapping
from dataclasses import replace

import discord
from discord import app_commands

from bots.commands.registry import COMMANDS, FITS
from bots.hearing import Pressed, Said
from bots.on_discord.answering import Answer
from bots.on_discord.listening import Ear, subjects_of
from bots.on_discord.pages import Kept, filled
from bots.on_discord.translating import explained
from bots.on_discord.uploads import Attached
from bots.post import Post
from bots.presenter.parts import shortened
from bots.speaking import Speaking, cleaned
from bots.words import N_, Words

ENTER = N_("Enter this in a contest")
REPORT = N_("Report to the contest team")
MOST_CONTESTS = 25


def menus(ear: Ear) -> list[app_commands.ContextMenu]:
    """Return the menus that there is something to do for."""

    async def enter(interaction: discord.Interaction, message: discord.Message) -> None:
        await enter_message(ear, interaction, message)

    async def report(interaction: discord.Interaction, message: discord.Message) -> None:
        await report_message(ear, interaction, message)

    wanted = {ENTER: enter} | ({REPORT: report} if "report" in COMMANDS else {})
    made = [app_commands.ContextMenu(name=explained(name), callback=callback) for name, callback in wanted.items()]
    for menu in made:
        menu.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
        menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
    return made


async def enter_message(ear: Ear, interaction: discord.Interaction, message: discord.Message) -> None:
    """Open the form of an entry with a message's text in it, and its files behind it."""
    carried = tuple(Attached(one.url, one.size, one.description or "") for one in message.attachments)
    given = {"text": (cleaned(message.content),), "alt": ("\n".join(one.alt for one in carried).strip("\n"),)}

    async def decide(speaking: Speaking, t: Words) -> Answer:
        if message.author.id != interaction.user.id:
            text = t._("Only who wrote a message can enter it. /enter makes an entry of your own.")
            return Answer([Post(text)], t, speaking)
        return await _asked(ear, speaking, t, given, carried)

    await ear.answer(interaction, decide)


async def _asked(
    ear: Ear, speaking: Speaking, t: Words, given: Mapping[str, tuple[str, ...]], carried: tuple[Attached, ...]
) -> Answer:
    """Return the form of an entry, or what asks for the contest where several take entries."""
    async with ear.house.store.reading() as work:
        found = await work.suggestions.contests(speaking.community.id, MOST_CONTESTS * 4)
    open_ones = [one for one in found if FITS["takes_remixes"](one) or FITS["takes_reviews"](one)][:MOST_CONTESTS]
    if not open_ones:
        return await ear.heard(speaking, t, Said("/enter"))
    choices = []
    for one in open_ones:
        answer = await ear.heard(speaking, t, Pressed(f"enter:{one.id}"))
        form = answer.posts[0].form
        if form is None:
            if len(open_ones) == 1:
                return answer
            continue
        form = filled(form, given)
        if len(open_ones) == 1:
            return replace(answer, posts=[replace(answer.posts[0], form=form)], carried=carried)
        choices.append((shortened(one.title, 80), Kept(form, carried)))
    return Answer([Post(t._("Which contest do you mean?"))], t, speaking, choices=choices)


async def report_message(ear: Ear, interaction: discord.Interaction, message: discord.Message) -> None:
    """Report the entry that a message shows, or else the message by its link; the reason is asked for."""
    ours = message.author.id == interaction.application_id
    ids = [part for one in subjects_of(message) for part in one.split(":") if part] if ours else []

    async def decide(speaking: Speaking, t: Words) -> Answer:
        async with ear.house.store.reading() as work:
            entries = await work.entries.known(ids)
        given = {"entry": (entries[0].id,)} if entries else {"link": (message.jump_url,)}
        return await ear.heard(speaking, t, Said("/report", given=given))

    await ear.answer(interaction, decide)
