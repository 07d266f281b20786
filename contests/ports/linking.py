"""Accounts that become one member: their codes, and the rows of two members that become those of one."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from contests.model.ballot import Receipt
from contests.model.member import LinkCode
from contests.rules.linking import Cast, Said


class Linking(Protocol):
    """Linking accounts."""

    async def save_code(self, code: LinkCode) -> None:
        """Store a new or changed code."""

    async def code(self, digest: str) -> LinkCode | None:
        """Return the code of this digest."""

    async def code_of(self, code: str) -> LinkCode | None:
        """Return the code of this id."""

    async def made(self, account: str, since: datetime) -> list[datetime]:
        """Return when an account asked for codes after a time, first ones first."""

    async def note_wrong(self, account: str, at: datetime) -> None:
        """Note that an account typed a wrong code."""

    async def wrong(self, account: str, since: datetime) -> list[datetime]:
        """Return when an account typed wrong codes after a time, first ones first."""

    async def wrong_in(self, community: str, since: datetime) -> list[datetime]:
        """Return when wrong codes were typed in a community after a time, first ones first."""

    async def forget(self, before: datetime) -> None:
        """Forget codes and wrong tries of before a time."""

    async def known_since(self, members: Collection[str]) -> dict[str, int]:
        """Return by member a number that is the smaller, the earlier they had their first account."""

    async def cast(self, round_id: str, member: str) -> Cast:
        """Return a member's ballot in a round."""

    async def unite(
        self,
        round_id: str,
        stays: str,
        goes: str,
        choices: Mapping[str, Said],
        *,
        renewed_at: datetime | None,
    ) -> Receipt | None:
        """Put one ballot in the place of two in a round, with the receipts of both.

        With `renewed_at` it gets a new receipt, which is returned, and all the others are replaced.
        """

    async def hand_over(self, stays: str, goes: str) -> None:
        """Give all that is a member's to another who stands for them from now on, but accounts and ballots.

        Standings and offices keep their order, under the other member.
        """

    async def tell_apart(self, member: str) -> None:
        """Note from now on by which account a member votes; what they have cast so far was by their only one."""

    async def voted(self, member: str, rounds: Collection[str]) -> dict[str, list[str]]:
        """Return by round which of a member's accounts voted in it."""
