"""Discord for the courier: its mouth, the marks that ambassadors wear, and the calendar."""

from collections.abc import Sequence

from bots.hearing import Date
from bots.on_discord.calendar import Calendar
from bots.on_discord.marks import Roles
from bots.on_discord.mouth import Means, Mouth
from bots.words import Dates
from contests.model.member import Account


class DiscordSpeaker(Mouth):
    """Says, marks, and keeps calendars (`bots.hearing`: Speaker, Marks, Calendars).

    Whoever runs the library's client puts it into `connection` while it is there.
    """

    dates: Dates = "stamps"
    mentions = True
    counts_live = True
    keeps_notices = False

    def __init__(self, means: Means) -> None:
        """Speak with these means as soon as there is a connection."""
        super().__init__(means)
        self._roles = Roles(self.connection, self._sender)
        self._calendar = Calendar(self.connection, self._sender, self._places, means.address)

    async def mark(self, place: str, office: str, account: Account, *, worn: bool) -> None:
        """Give or take the role of ambassadors; what is so already stays. Raises: NotSentError."""
        await self._sender.surely(lambda: self._roles.mark(self._place(place), office, account.handle, worn=worn))

    async def hindrance(self, place: str, office: str) -> str | None:
        """Return why the role of ambassadors could not be given at a place, or None. Raises: NotSentError."""
        finding = await self._sender.surely(lambda: self._roles.hindrance(self._place(place), office))
        return f"{finding.said} {finding.cure}" if finding else None

    async def agree(self, place: str, contest: str, dates: Sequence[Date]) -> None:
        """Make the server's events of a contest just these dates. Raises: NotSentError, StorageError."""
        await self._sender.surely(lambda: self._calendar.agree(self._place(place), contest, dates))
