"""Telegram for the courier: its mouth, and the marks that ambassadors wear."""

from bots.on_telegram.marks import Badges
from bots.on_telegram.mouth import Means, Mouth
from bots.words import Dates
from contests.model.member import Account


class TelegramSpeaker(Mouth):
    """Says and marks (`bots.hearing`: Speaker, Marks, Doubts).

    Whoever runs the library's bot puts it into `connection` while it is there.
    """

    dates: Dates = "words"
    mentions = True
    counts_live = True
    keeps_notices = True

    def __init__(self, means: Means) -> None:
        """Speak with these means as soon as there is a connection."""
        super().__init__(means)
        self._badges = Badges(self.connection, means.keep)

    async def mark(self, place: str, office: str, account: Account, *, worn: bool) -> None:
        """Give or take the tag or the title of ambassadors; what is so already stays. Raises: NotSentError."""
        at = self._place(place)
        language = await self._places.language(at) or self._means.language

        async def change() -> None:
            if worn:
                await self._badges.give(at.chat, office, account.handle, language)
            else:
                await self._badges.take(at.chat, account.handle)

        await self._sender.surely(change, at.chat)

    async def hindrance(self, place: str, office: str) -> str | None:
        """Return why ambassadors could not be marked at a place, or None. Raises: NotSentError."""
        at = self._place(place)
        return await self._sender.surely(lambda: self._badges.hindrance(at.chat, office), at.chat)
