"""Slash commands: run as they are typed; where the rest is better asked for in a window, that opens."""

from collections.abc import Mapping
from dataclasses import replace

import discord

from bots.commands.registry import Command
from bots.hearing import Said
from bots.on_discord.answering import Answer
from bots.on_discord.listening import Ear
from bots.on_discord.options import taken_apart
from bots.on_discord.pages import filled
from bots.speaking import Speaking
from bots.words import Words

OPENING = frozenset({"contest", "product", "rating", "got", "gallery", "remix", "name"})
"""Arguments that say too little for an entry: given alone, the window for the rest opens."""


async def commanded(
    ear: Ear, interaction: discord.Interaction, command: Command, options: Mapping[str, object]
) -> None:
    """Answer a command with its options."""
    given, files = taken_apart(command, options)
    if not command.asks_itself or files or not OPENING.issuperset(given):
        await ear.said(interaction, f"/{command.name}", given, files)
        return

    async def decide(speaking: Speaking, t: Words) -> Answer:
        contest = {"contest": given["contest"]} if "contest" in given else {}
        answer = await ear.heard(speaking, t, Said(f"/{command.name}", given=contest))
        first = answer.posts[0]
        if first.form is not None and first.refusal is None:
            return replace(answer, posts=[replace(first, form=filled(first.form, given)), *answer.posts[1:]])
        if first.selects and len(given) > len(contest):  # which contest is asked for beside what was given
            return await ear.heard(speaking, t, Said(f"/{command.name}", given=given))
        return answer

    await ear.answer(interaction, decide, [value for values in given.values() for value in values])
