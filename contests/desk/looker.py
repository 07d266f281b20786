"""Who sees what outside of the rooms: one rule for the gallery, for cards, and for families of entries.

A reader who is not logged in is the public: it sees what each author agreed to show, and no drafts. Whoever is logged
in sees of their own community what the room lets them see, and of others what the public sees.
"""

from dataclasses import dataclass
from datetime import datetime

from contests.desk.access import named_to
from contests.desk.looking import is_shown
from contests.model.contest import Contest
from contests.model.entry import Entry
from contests.model.member import Member


@dataclass(frozen=True, slots=True)
class Looker:
    """Who looks, and when; no member is the public."""

    member: Member | None
    at: datetime
    is_the_room: bool = False
    """Stands for all members of a contest's community, as those do who hear an announcement."""

    def of(self, contest: Contest) -> Member | None:
        """Return the member, where the contest is of their community."""
        if self.is_the_room:
            return Member("", contest.community, "", self.at)
        mine = self.member is not None and self.member.community == contest.community
        return self.member if mine else None

    def sees(self, entry: Entry, contest: Contest) -> bool:
        """Tell whether an entry of a contest is shown to them."""
        return is_shown(entry, self.of(contest))

    def author(self, entry: Entry, contest: Contest) -> str | None:
        """Return an author's name, as far as it is told to them yet."""
        return entry.shown_as if named_to(contest, entry, self.of(contest)) else None
