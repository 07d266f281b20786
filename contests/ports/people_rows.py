"""Communities, venues, members, accounts, and their ways in."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from contests.model.ballot import Voters
from contests.model.community import Community, KitPiece, Venue
from contests.model.member import Account, Member, Role
from contests.ports.values import Login, PersonalLink


class People(Protocol):
    """Communities, venues, members, accounts, roles."""

    async def community(self, community: str) -> Community:
        """Return the community. Raises: Refusal `no_such`."""

    async def communities(self) -> list[Community]:
        """Return all communities, first made first."""

    async def save_community(self, community: Community) -> None:
        """Store a new or changed community."""

    async def venue(self, venue: str) -> Venue:
        """Return the venue. Raises: Refusal `no_such`."""

    async def venue_at(self, platform: str, place: str) -> Venue | None:
        """Return the venue at a platform's place, if it was set up."""

    async def venues(self, community: str) -> list[Venue]:
        """Return a community's venues, oldest first."""

    async def venues_on(self, platform: str, prefix: str) -> list[Venue]:
        """Return a platform's venues of all communities whose place begins with `prefix`, oldest first."""

    async def save_venue(self, venue: Venue) -> None:
        """Store a new or changed venue."""

    async def member(self, member: str) -> Member:
        """Return the member with their roles. Raises: Refusal `no_such`."""

    async def members(self, ids: Collection[str]) -> dict[str, Member]:
        """Return those of these members that exist, by id."""

    async def named(self, community: str, name: str) -> list[Member]:
        """Return the members of a name, letter case aside."""

    async def with_role(self, community: str, *roles: Role) -> list[Member]:
        """Return the members who hold one of these roles."""

    async def roll(self, community: str, until: datetime, voters: Voters = Voters.EVERYBODY) -> int:
        """Return how many members had joined a community by a time and may vote, of those who are let now.

        Those who run its contests do not count.
        """

    async def save_member(self, member: Member) -> None:
        """Store a new or changed member and their roles."""

    async def account(self, account: str) -> Account:
        """Return the account. Raises: Refusal `no_such`."""

    async def account_of(self, community: str, platform: str, handle: str) -> Account | None:
        """Return the account of a platform's person in a community, if known."""

    async def accounts(self, member: str) -> list[Account]:
        """Return a member's accounts, first linked first."""

    async def accounts_of(self, platform: str, handle: str) -> list[Account]:
        """Return the accounts of a platform's person in all communities, first made first."""

    async def known_at(self, platform: str, handles: Collection[str]) -> list[tuple[Account, Member]]:
        """Return who these people of a platform are, in all communities; in no order."""

    async def save_account(self, account: Account) -> None:
        """Store a new or changed account."""

    async def save_link(self, link: PersonalLink) -> None:
        """Store a new or changed personal link."""

    async def link(self, digest: str) -> PersonalLink | None:
        """Return the personal link of this digest."""

    async def save_login(self, login: Login) -> None:
        """Store a login."""

    async def login(self, digest: str) -> Login | None:
        """Return the login of this digest."""

    async def has_come_in(self, account: str) -> bool:
        """Tell whether an account ever had a login."""

    async def kit(self, community: str) -> list[KitPiece]:
        """Return the brand's kit."""

    async def save_piece(self, piece: KitPiece) -> None:
        """Store a piece of the kit."""
