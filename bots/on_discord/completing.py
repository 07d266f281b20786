"""What is offered while somebody types an option: from one indexed query, and never an error."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bots.commands.registry import FITS, Command
from bots.conversation import language_of
from bots.on_discord.listening import Ear
from bots.presenter.parts import shortened, span_words
from bots.speaking import NotHereError, Speaking, cleaned
from bots.when import read_when_or_span
from bots.words import words
from contests.model.contest import Contest, State, Template
from contests.model.member import Role
from contests.refusals import Refusal

log = logging.getLogger(__name__)

MOST = 25
LONGEST = 100
MOST_CONTESTS = 100
"""The newest contests that are looked through."""
Choices = list[app_commands.Choice[str]]
Offer = Callable[[Speaking, str, discord.Interaction], Awaitable[Choices]]


class Completing:
    """Completes options."""

    def __init__(self, ear: Ear) -> None:
        """Offer what this ear's people may see."""
        self._ear = ear

    def offers(self, command: Command) -> dict[str, Callable[[discord.Interaction, str], Awaitable[Choices]]]:
        """Return what completes each kind of a command's arguments."""
        fits = next((one.fits for one in command.arguments if one.kind == "contest"), "any")

        async def contests(speaking: Speaking, current: str, _: discord.Interaction) -> Choices:
            found = [one for one in await self._contests(speaking) if FITS[fits](one)]
            return _choices(((one.title, one.id) for one in found), current)

        offers: dict[str, Offer] = {
            "contest": contests,
            "entry": self._entries,
            "source": self._sources,
            "product": self._products,
            "when": self._when,
        }
        return {kind: self._safely(offer) for kind, offer in offers.items()}

    def _safely(self, offer: Offer) -> Callable[[discord.Interaction, str], Awaitable[Choices]]:
        """Return a completion that offers nothing where it cannot."""

        async def complete(interaction: discord.Interaction, current: str) -> Choices:
            try:
                at = self._ear.house.clock.now()
                speaking = await self._ear.people.speaking(interaction, at)
                return (await offer(speaking, cleaned(current).strip(), interaction))[:MOST]
            except (NotHereError, Refusal):
                return []
            except Exception:  # while somebody types an error helps nobody; the log has it
                log.exception("nothing can be offered for an option")
                return []

        return complete

    async def _contests(self, speaking: Speaking) -> list[Contest]:
        manages = speaking.hearing.member.is_a(Role.MANAGER)
        async with self._ear.house.store.reading() as work:
            found = await work.suggestions.contests(speaking.community.id, MOST_CONTESTS)
        return [one for one in found if manages or one.state is not State.DRAFT]

    async def _entries(self, speaking: Speaking, current: str, _: discord.Interaction) -> Choices:
        member = speaking.hearing.member
        sees_all = member.is_a(Role.MODERATOR, Role.MANAGER)
        async with self._ear.house.store.reading() as work:
            found = await work.suggestions.entries(
                speaking.community.id, current, member.id, sees_all=sees_all, limit=MOST
            )
        return [_choice(one.title, one.id) for one in found]

    async def _sources(self, speaking: Speaking, current: str, interaction: discord.Interaction) -> Choices:
        """Complete the last of several sources: pieces of the kit, then entries."""
        before, parted, last = current.rpartition("|")
        begun = f"{before.strip()} | " if parted else ""
        async with self._ear.house.store.reading() as work:
            kit = await work.people.kit(speaking.community.id)
        named = _choices(((one.title, one.id) for one in kit), last.strip())
        named += await self._entries(speaking, last.strip(), interaction)
        whole = [(shortened(f"{begun}{one.name}", LONGEST), f"{begun}{one.value}") for one in named]
        return [app_commands.Choice(name=name, value=value) for name, value in whole if len(value) <= LONGEST]

    async def _products(self, speaking: Speaking, current: str, interaction: discord.Interaction) -> Choices:
        """Complete a product of the contest that is named, else of those that take reviews."""
        typed = getattr(interaction.namespace, "contest", None)
        reviews = [one for one in await self._contests(speaking) if one.brief.template is Template.REVIEW]
        named = [one for one in reviews if typed in {one.id, one.title}]
        open_ones = named or [one for one in reviews if FITS["takes_reviews"](one)]
        products = dict.fromkeys(product for one in open_ones for product in one.brief.products)
        return _choices(((one, one) for one in products), current)

    async def _when(self, speaking: Speaking, current: str, _: discord.Interaction) -> Choices:
        """Echo what is read of a typed time, in full; where it is unclear, offer what may be meant."""
        if not current or len(current) > LONGEST:
            return []
        t = words(language_of(speaking.hearing, speaking.community))
        zone, now = ZoneInfo(speaking.community.zone), speaking.hearing.at
        try:
            read = read_when_or_span(current, language=t.language, zone=zone, now=now)
        except Refusal as unclear:
            offered = str(unclear.facts.get("candidates") or "").split()
            return [_choice(t.moment_from(datetime.fromisoformat(one), zone, now), one) for one in offered]
        told = t.moment_from(read, zone, now) if isinstance(read, datetime) else span_words(read, t)
        return [_choice(told, current)]


def _choices(named: Iterable[tuple[str, str]], current: str) -> Choices:

    typed = current.casefold()
    return [_choice(name, value) for name, value in named if typed in name.casefold() or typed == value.casefold()]


def _choice(name: str, value: str) -> app_commands.Choice[str]:
    return app_commands.Choice(name=shortened(name, LONGEST) or "…", value=value[:LONGEST])
