"""What an announcement is about, loaded when it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bots.post import Attachment
from bots.presenter.parts import Zone
from bots.words import Words
from contests.desk.history import History
from contests.desk.views import ContestView, EntryView, ResultView
from contests.model.announcement import Announcement
from contests.model.contest import Contest
from contests.model.media import Media


@dataclass(frozen=True, slots=True)
class Occasion:
    """The subjects of an announcement, as its reader may see them, and the reader's clock."""

    contest: ContestView
    zone: Zone
    now: datetime
    entry: EntryView | None = None
    """The entry that the announcement names."""
    result: ResultView | None = None
    """Needed for a result, a correction and the winners; for a rank it adds reward and score."""
    entrants: tuple[str, ...] = ()
    """The titles of the entries that the announcement lists, in order of the alphabet."""
    card: Attachment | None = None
    """The picture that goes along: a result card, or a certificate."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What members and venues are called, by id."""
    files: Mapping[str, Media] = field(default_factory=dict)
    """The stored files of the kit, by media id."""
    venue: str = ""
    """The venue that hears of it."""
    counted: int | None = None
    """How many have voted, where that is kept up to date."""
    history: History | None = None
    """How the author of an entry to be reviewed took part before."""
    winners: tuple[str, ...] = ()
    """The handles of winners who are told that they are named."""

    def at(self, venue: str) -> "Occasion":
        """Return it as a venue hears of it."""
        return replace(self, venue=venue)

    def counting(self, voters: int) -> "Occasion":
        """Return it with how many have voted by now."""
        return replace(self, counted=voters)

    def mentioning(self, winners: tuple[str, ...]) -> "Occasion":
        """Return it with the handles of winners."""
        return replace(self, winners=winners)

    @property
    def about(self) -> Contest:
        """Return the contest itself."""
        return self.contest.contest

    @property
    def brand(self) -> str:
        """Return the brand's name."""
        return self.contest.community.brand.name

    @property
    def decided(self) -> ResultView:
        """Return the result. Raises: ValueError where it was not loaded."""
        if self.result is None:
            raise ValueError("this announcement is worded from the result")
        return self.result

    @property
    def entry_title(self) -> str:
        """Return the title of the entry; empty where it has become nameless."""
        return self.entry.entry.words.title if self.entry else ""

    def name_of(self, announcement: Announcement) -> str:
        """Return what the announcement's member is called in public: as their entry is signed."""
        signed = self.entry.entry.shown_as if self.entry else ""
        return signed or self.names.get(announcement.member or "", "")

    def when(self, announcement: Announcement, fact: str, t: Words) -> str:
        """Word a time among the announcement's facts; empty where there is none."""
        iso = announcement.facts.get(fact)
        return t.moment_from(datetime.fromisoformat(str(iso)), self.zone, self.now) if iso else ""
