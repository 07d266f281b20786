"""When an interaction was first held, kept with the library's own object."""

import discord

from bots.flight import Held

HELD = "held"


def held(interaction: discord.Interaction) -> Held:
    """Return when an interaction was first held."""
    found = interaction.extras[HELD]
    if not isinstance(found, Held):
        raise TypeError("not held")
    return found
