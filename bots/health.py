"""How it is going: what `/healthz` says."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from bots.hearing import Speaker
from bots.supervisor import Condition
from bots.ticker import Ticker
from contests.ports import Clock, Keep, StorageError, Store

UNSENT_IS_LATE = timedelta(minutes=10)
"""A message that is owed for longer is a sign that a platform is down."""

LOOKED_AT = "health_looked_at"


class Composed(Protocol):
    """What health looks at."""

    @property
    def store(self) -> Store:
        """The store."""

    @property
    def keep(self) -> Keep:
        """Where small values are kept."""

    @property
    def clock(self) -> Clock:
        """The clock."""

    @property
    def ticker(self) -> Ticker:
        """The alarm clock."""

    @property
    def conditions(self) -> Mapping[str, Condition]:
        """How the platforms are that must be connected to."""

    @property
    def speakers(self) -> Mapping[str, Speaker]:
        """The platforms that are up."""


class Health:
    """Looks at the store, the alarm clock, the platforms and the outbox."""

    def __init__(self, running: Composed) -> None:
        """Look at this Prosument."""
        self._running = running

    async def __call__(self) -> Mapping[str, object]:
        """Return the report; `status` is `ok` or `degraded`."""
        running = self._running
        database, oldest = await self._database()
        scheduler = "up" if running.ticker.is_running else "down"
        unsent = running.clock.now() - oldest if oldest else timedelta(0)
        adapters = {name: self._adapter(name) for name in ("web", "discord", "telegram")}
        is_well = database == "up" and scheduler == "up" and "down" not in adapters.values() and unsent < UNSENT_IS_LATE
        due = running.ticker.next_deadline
        return {
            "status": "ok" if is_well else "degraded",
            "adapters": adapters,
            "database": database,
            "scheduler": scheduler,
            "oldest_unsent_s": max(0, int(unsent.total_seconds())),
            "next_deadline": due.isoformat() if due else None,
        }

    def _adapter(self, name: str) -> str:
        """Say how a platform is; one that is not connected yet is down."""
        condition = self._running.conditions.get(name)
        if condition is not None:
            return "up" if condition.state == "up" else "down"
        return "up" if name in self._running.speakers else "off"

    async def _database(self) -> tuple[str, datetime | None]:
        """Write a word and read the outbox, for a full or read-only disk shows only in writing."""
        running = self._running
        try:
            await running.keep.put(LOOKED_AT, running.clock.now().isoformat())
            async with running.store.reading() as work:
                return "up", await work.outbox.oldest_open()
        except StorageError:
            return "down", None
