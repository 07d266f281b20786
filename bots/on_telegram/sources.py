"""What a remix can be made from, offered as buttons: the brand's kit, then the newest entries."""

from bots.post import Option
from bots.presenter.parts import shortened
from bots.speaking import Speaking
from contests.model.member import Role
from contests.ports import Store

MOST = 12
LONGEST = 36


async def sources_for(store: Store, speaking: Speaking) -> tuple[Option, ...]:
    """Return a few of them; others are typed by their ids. Raises: StorageError."""
    member = speaking.hearing.member
    sees_all = member.is_a(Role.MODERATOR, Role.MANAGER)
    async with store.reading() as work:
        kit = await work.people.kit(speaking.community.id)
        entries = await work.suggestions.entries(speaking.community.id, "", member.id, sees_all=sees_all, limit=MOST)
    named = [*((one.id, one.title) for one in kit), *((one.id, one.title) for one in entries)]
    return tuple(Option(one, shortened(title, LONGEST)) for one, title in named[:MOST])
