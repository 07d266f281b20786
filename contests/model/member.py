"""The people of a community: members, the accounts that speak for them, and their roles."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a member may do beyond taking part; a plain member has none of the others."""

    MEMBER = "member"
    JUROR = "juror"
    MODERATOR = "moderator"
    MANAGER = "manager"


RUNNING = frozenset({Role.MANAGER, Role.MODERATOR, Role.JUROR})


@dataclass(frozen=True, slots=True)
class Account:
    """One identity on one platform, in one community; several accounts may be one member."""

    id: str
    community: str
    member: str
    platform: str
    """`web`, `discord`, `telegram`, …; the name of the adapter that knows `handle`."""
    handle: str
    """The platform's own id of this person, opaque to us."""
    language: str | None
    """The person's choice, or None for the venue's language."""
    linked_from: str | None = None
    """The member that it was before it was linked; None for the account that was there first."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person in one community, however many accounts speak for them."""

    id: str
    community: str
    name: str
    joined_at: datetime
    roles: frozenset[Role] = frozenset()

    def is_a(self, *roles: Role) -> bool:
        """Tell whether the member holds any of these roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def runs_contests(self) -> bool:
        """Managers, moderators and jurors neither enter nor vote (RULES.md 28)."""
        return not self.roles.isdisjoint(RUNNING)


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A single-use code by which two accounts become one member."""

    id: str
    digest: str
    """SHA-256 of the code; the code itself is not kept."""
    community: str
    account: str
    """Who asked for it."""
    made_at: datetime
    expires_at: datetime
    asked_by: str | None = None
    """The account on which it was typed first; no other may use it."""
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Badge:
    """What is shown beside a member's name: an office held, or one held before."""

    member: str
    kind: str
    """`ambassador` while the term runs, `alumni` after it."""
    year: int
