"""The neutral message: what every platform can say, each in its own dress."""

from dataclasses import dataclass
from typing import Literal

from contests.refusals import Refusal

Style = Literal["primary", "secondary", "success", "danger"]
FieldKind = Literal["text", "long", "choice", "choices", "number", "time", "file", "check"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button; its id says all that any process needs to answer it: `verb:SUBJECT`, at most 64 bytes."""

    id: str
    label: str
    style: Style = "secondary"
    disabled: bool = False
    begins_row: bool = False
    """It is not set beside the button before it, where a platform sets buttons in rows."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select or of a form's field."""

    value: str
    label: str
    chosen: bool = False
    """It is what was chosen so far."""


@dataclass(frozen=True, slots=True)
class Select:
    """A choice among at most 25 options; `least` and `most` bound how many."""

    id: str
    label: str
    options: tuple[Option, ...]
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, filled with what was typed before, if anything."""

    name: str
    label: str
    kind: FieldKind = "text"
    required: bool = False
    value: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form; its id says all that any process needs to take its submit: `verb:SUBJECT`."""

    id: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file that is shown with a message."""

    media: str
    kind: str
    """`picture`, `video` or `audio`."""
    mime: str
    alt: str
    of: str = ""
    """The entry whose file it is, where a message shows several entries."""
    beside: str = ""
    """The line that begins the paragraph beside which it is shown, where a platform can."""


@dataclass(frozen=True, slots=True)
class Post:
    """One message, worded in its reader's language; `text` is plain, and shown literally."""

    text: str
    private: bool = True
    """Only the person addressed sees it."""
    buttons: tuple[Button, ...] = ()
    selects: tuple[Select, ...] = ()
    form: Form | None = None
    pictures: tuple[Attachment, ...] = ()
    """Drawn by Prosument: cards."""
    media: tuple[Attachment, ...] = ()
    """The entries' own."""
    refusal: Refusal | None = None
    receipt: str | None = None
    in_place: bool = False
    """It takes the place of the message whose button was pressed."""
    shows: tuple[str, ...] = ()
    """What it shows, so that it can be changed or taken away with that."""
    files: tuple[tuple[str, bytes], ...] = ()
    """Tables made for this answer: name and bytes."""
    strong: tuple[str, ...] = ()
    """Lines of the text, in their order, that are set in bold instead of its headline."""
    title: str = ""
    """What it is called where a place gives each message a name of its own, such as a forum."""
    tags: tuple[str, ...] = ()
    """What it is sorted under where a place can sort, such as a forum."""
    mentions: tuple[str, ...] = ()
    """The platform's handles of those who are told that they are named in it; nobody else is."""
    notice: str = ""
    """What it is the standing notice of, such as a contest's vote: on a platform that keeps notices it begins one, or
    with a `ping` takes the place of the one before of the same name; elsewhere it is a message like any other."""
    ping: str = ""
    """What tells people of it where it took the place of another message, which alone tells nobody."""
