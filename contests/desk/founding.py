"""The first start: one community with the web room `main` (RULES.md 26)."""

from datetime import datetime

from contests.model.community import Brand, Community, Venue
from contests.model.member import Role
from contests.ports import Store, Work

WEB = "web"


def web_place(community: str) -> str:
    """Return the web platform's words for a community's main room."""
    return f"{community}/main"


async def first_community(store: Store, brand: str, language: str, zone: str, at: datetime) -> Community:
    """Return the first community, made now if there is none."""
    async with store.work() as work:
        found = await work.people.communities()
        if found:
            return found[0]
        return await found_community(work, Brand(brand), language, zone, at)


async def found_community(work: Work, brand: Brand, language: str, zone: str, at: datetime) -> Community:
    """Make a community with web rooms of its own."""
    community = Community(work.new_id(), brand, language, zone)
    await work.people.save_community(community)
    room = Venue(work.new_id(), community.id, WEB, web_place(community.id), brand.name, language, at)
    await work.people.save_venue(room)
    return community


async def needs_a_manager(store: Store, community: str) -> bool:
    """Tell whether nobody who could run a contest has ever come in."""
    async with store.reading() as work:
        managers = await work.people.with_role(community, Role.MANAGER)
        return not [one for one in managers if await work.people.accounts(one.id)]
