"""A server's scheduled events: made to agree with a contest's rounds, however often that is asked.

Each event of ours ends with a line that names its contest and round, by which it is known again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord

from bots.hearing import Date
from bots.on_discord.dress import shortened_to
from bots.on_discord.literal import length, plain
from bots.on_discord.pace import Haste
from bots.on_discord.places import Place, Places
from bots.on_discord.sending import Connection, Sender
from bots.presenter.parts import shortened

LONGEST_NAME = LONGEST_LOCATION = 100
LONGEST_TEXT = 1000
SOON = timedelta(minutes=1)
"""An event must begin in the future: one for a round that is on begins this much from now."""
REASON = "Prosument: rounds of a contest"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A round as an event."""

    line: str
    """Its last line, by which it is known."""
    name: str
    text: str
    opens: datetime
    closes: datetime
    location: str


class Calendar:
    """The scheduled events of servers."""

    def __init__(self, connection: Connection, sender: Sender, places: Places, address: str) -> None:
        """Make them by this connection; they take place at `address`, or else with the brand's name."""
        self._connection, self._sender = connection, sender
        self._places, self._address = places, address

    async def agree(self, at: Place, contest: str, dates: Sequence[Date]) -> None:
        """Make a contest's events just these. Raises: NotSentError, discord.HTTPException, TimeoutError, OSError."""
        client = self._connection.now()
        guild = client.get_guild(at.guild)
        if guild is None:
            guild = await self._sender.call(lambda: client.fetch_guild(at.guild), Haste.EDIT)
        there = await self._ours(guild, contest)
        location = await self._location(at, guild)
        now = discord.utils.utcnow()
        for date in dates:
            wanted = _wanted(contest, date, location)
            if wanted.closes > now:
                known = there.pop(wanted.line, [])
                await self._shown(guild, known[0] if known else None, wanted, now)
                there[wanted.line] = known[1:]
        for event in [one for some in there.values() for one in some]:
            await self._taken_out(event)

    async def _ours(self, guild: discord.Guild, contest: str) -> dict[str, list[discord.ScheduledEvent]]:
        """Return our own events of a contest, by their last lines, oldest first."""
        found: dict[str, list[discord.ScheduledEvent]] = {}
        events = await self._sender.call(lambda: guild.fetch_scheduled_events(with_counts=False), Haste.EDIT)
        for event in sorted(events, key=lambda one: one.id):
            line = (event.description or "").rpartition("\n")[2]
            if event.creator_id == self._connection.me and line.startswith(f"Prosument {contest}/"):
                found.setdefault(line, []).append(event)
        return found

    async def _location(self, at: Place, guild: discord.Guild) -> str:
        venues = await self._places.in_guild(at.guild)
        named = next((one.title for one in venues if one.place == str(at)), guild.name)
        return shortened_to(LONGEST_LOCATION, self._address or named)

    async def _shown(
        self, guild: discord.Guild, event: discord.ScheduledEvent | None, wanted: Wanted, now: datetime
    ) -> None:
        if event is None:
            await self._made(guild, wanted, now)
        elif changed := _changed(event, wanted, now):
            await self._sender.call(lambda: event.edit(**changed, reason=REASON), Haste.EDIT)

    async def _made(self, guild: discord.Guild, wanted: Wanted, now: datetime) -> None:
        start = max(wanted.opens, now + SOON)
        if start >= wanted.closes:
            return  # it is over before an event could begin
        await self._sender.call(
            lambda: guild.create_scheduled_event(
                name=wanted.name,
                description=wanted.text,
                start_time=start,
                end_time=wanted.closes,
                entity_type=discord.EntityType.external,
                privacy_level=discord.PrivacyLevel.guild_only,
                location=wanted.location,
                reason=REASON,
            ),
            Haste.EDIT,
        )

    async def _taken_out(self, event: discord.ScheduledEvent) -> None:
        try:
            await self._sender.call(lambda: event.delete(reason=REASON), Haste.EDIT)
        except discord.NotFound:  # somebody else was quicker
            return


def _wanted(contest: str, date: Date, location: str) -> Wanted:
    line = f"Prosument {contest}/{date.key}"
    text = shortened(plain(date.text).strip(), LONGEST_TEXT - len(line) - 2)
    while length(text) + len(line) + 2 > LONGEST_TEXT:
        text = shortened(text, len(text) - 1)
    return Wanted(
        line, shortened_to(LONGEST_NAME, date.title), f"{text}\n\n{line}".strip(), date.opens, date.closes, location
    )


def _changed(event: discord.ScheduledEvent, wanted: Wanted, now: datetime) -> dict[str, Any]:
    """Return what must be said anew of an event; the start of a round that is on cannot be."""
    changed: dict[str, Any] = {}
    if event.name != wanted.name:
        changed["name"] = wanted.name
    if event.description != wanted.text:
        changed["description"] = wanted.text
    if event.end_time is None or _differ(event.end_time, wanted.closes):
        changed["end_time"] = wanted.closes
    waits = event.status is discord.EventStatus.scheduled
    if waits and wanted.opens > now and _differ(event.start_time, wanted.opens):
        changed["start_time"] = wanted.opens
    return changed


def _differ(one: datetime, other: datetime) -> bool:
    return abs(one - other) >= timedelta(seconds=1)
