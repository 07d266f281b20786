"""What the rooms of a chat platform are given by the composition."""

from dataclasses import dataclass
from pathlib import Path

from bots.arrivals import Arrivals
from bots.hearing import Conversation
from bots.intake import Intake
from bots.noting import Notes
from bots.post import Attachment
from contests.model.media import Media
from contests.ports import Clock, Inbox, Keep, RoomLog, Store
from contests.rules.limits import TextLimits
from contests.rules.media import MediaLimits


@dataclass(frozen=True, slots=True)
class House:
    """Everything that a chat platform's rooms work with."""

    store: Store
    log: RoomLog
    """Where what was typed into a form of several pages waits for the rest."""
    keep: Keep
    inbox: Inbox
    """Where what a platform hands over waits until it is done."""
    clock: Clock
    arrivals: Arrivals
    talker: Conversation
    notes: Notes
    """Where things were shown to people in private."""
    intake: Intake
    incoming: Path
    """The folder where files lie while they are looked into."""
    media_limits: MediaLimits
    text_limits: TextLimits
    language: str
    """The operator's; people are spoken to in their own."""
    address: str
    """Where the web room is found by people."""
    timezone: str

    def path_of(self, one: Attachment) -> Path:
        """Return where a stored file lies."""
        return self.intake.path_of(Media(one.media, one.kind, one.mime, one.alt))
