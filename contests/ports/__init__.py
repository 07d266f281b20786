"""What the use cases ask of the world; each docstring is the contract that every implementation keeps."""

from contests.ports.contest_rows import Ballots, Contests, Entries
from contests.ports.gallery import Gallery, Glance
from contests.ports.linking import Linking
from contests.ports.people_rows import People
from contests.ports.post_office import Journal, MediaRows, Outbox, Showings
from contests.ports.room import Clock, Inbox, Keep, RoomLog
from contests.ports.store import BallotWriter, Store, Work
from contests.ports.suggestions import Named, Suggestions
from contests.ports.values import (
    Act,
    Actor,
    Ballot,
    Line,
    Login,
    Owed,
    Paper,
    PersonalLink,
    Showing,
    StaleError,
    StorageError,
    Turnout,
    Update,
)

__all__ = [
    "Act",
    "Actor",
    "Ballot",
    "BallotWriter",
    "Ballots",
    "Clock",
    "Contests",
    "Entries",
    "Gallery",
    "Glance",
    "Inbox",
    "Journal",
    "Keep",
    "Line",
    "Linking",
    "Login",
    "MediaRows",
    "Named",
    "Outbox",
    "Owed",
    "Paper",
    "People",
    "PersonalLink",
    "RoomLog",
    "Showing",
    "Showings",
    "StaleError",
    "StorageError",
    "Store",
    "Suggestions",
    "Turnout",
    "Update",
    "Work",
]
