"""Notes where something was shown, so that it can be changed or taken away with it."""

from bots.post import Post
from contests.ports import Showing, Store

PLATFORM = "discord"


async def note(store: Store, post: Post, where: str, private_to: str | None = None) -> None:
    """Note a message that shows something; `private_to` is the account that alone sees it. Raises: StorageError."""
    if not post.shows:
        return
    async with store.work() as work:
        for subject in dict.fromkeys(post.shows):
            await work.showings.add(Showing(subject, PLATFORM, where, private_to))
