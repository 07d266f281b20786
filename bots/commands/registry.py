"""What can be asked for: commands, buttons and forms, each declared beside the function that answers it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bots.post import Form, Post
from bots.words import N_
from contests.lifecycle.deadlines import awaits_draw, final_to_open
from contests.model.contest import RUNNING, Contest, RoundKind, State, Template
from contests.model.member import Member, Role

if TYPE_CHECKING:
    from bots.commands.talk import Args, Talk

Kind = Literal["text", "long", "choice", "number", "when", "flag", "contest", "file"]
Answer = Awaitable[list[Post]]
Handler = Callable[["Talk", "Args"], Answer]
OnPress = Callable[["Talk", str, tuple[str, ...]], Answer]
OnSubmit = Callable[["Talk", str, "Args"], Answer]
BuildForm = Callable[["Talk", str, "Args"], Awaitable[Form]]
BuildOwnForm = Callable[["Talk", "Args"], Awaitable[Form]]
IsAsked = Callable[[str, "Args"], bool]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a command: as typed, as a field of its form, and as `/help` explains it."""

    name: str
    help: str
    kind: Kind = "text"
    needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    """Value and label of each choice."""
    repeated: bool = False
    stands_alone: bool = False
    """It may be typed without its name."""
    fits: str = "any"
    """For a contest: which ones can be meant, by the name of a test in `FITS`."""
    rare: bool = False
    """Where a platform has no room for every argument, it is typed with the others of its kind in one."""


FITS: Mapping[str, Callable[[Contest], bool]] = {
    "any": lambda _: True,
    "public": lambda one: one.state is not State.DRAFT,
    "draft": lambda one: one.state is State.DRAFT,
    "running": lambda one: one.state in RUNNING,
    "not_over": lambda one: one.state in RUNNING or one.state is State.DRAFT,
    "paused": lambda one: one.paused_at is not None,
    "takes_remixes": lambda one: one.state is State.SUBMISSION and one.brief.template is Template.REMIX,
    "takes_reviews": lambda one: one.state is State.SUBMISSION and one.brief.template is Template.REVIEW,
    "voting": lambda one: one.takes_votes,
    "previewed": lambda one: final_to_open(one) is not None,
    "awaits_draw": awaits_draw,
    "frozen": lambda one: one.is_frozen,
    "review_open": lambda one: (
        bool(one.round_of(RoundKind.SUBMISSION)) and one.state in {State.SUBMISSION, State.REVIEW}
    ),
}


@dataclass(frozen=True, slots=True)
class Command:
    """A command, by its whole name: `contest new`."""

    name: str
    help: str
    handler: Handler
    arguments: tuple[Argument, ...] = ()
    roles: tuple[Role, ...] = field(default=())
    """Whoever holds one of these may; none means everybody."""
    asks_itself: bool = False
    """Its handler asks for what is missing, keeping what was given, files too."""
    own_form: BuildOwnForm | None = None
    """Builds its form, filled with what is set now; a field that comes back empty empties that."""
    is_asked: IsAsked | None = None
    """Tells which arguments its form asks for, given what was typed; None asks for all."""

    def is_for(self, member: Member) -> bool:
        """Tell whether a member may use it."""
        return not self.roles or member.is_a(*self.roles)

    def argument(self, name: str) -> Argument | None:
        """Return the argument of a name."""
        return next((one for one in self.arguments if one.name == name), None)


COMMANDS: dict[str, Command] = {}
BUTTONS: dict[str, OnPress] = {}
FORMS: dict[str, tuple[OnSubmit, BuildForm]] = {}

YES_NO = (("yes", N_("yes")), ("no", N_("no")))


def command(
    name: str,
    about: str,
    *arguments: Argument,
    roles: tuple[Role, ...] = (),
    asks_itself: bool = False,
    own_form: BuildOwnForm | None = None,
    is_asked: IsAsked | None = None,
) -> Callable[[Handler], Handler]:
    """Declare the function that answers a command."""

    def declare(handler: Handler) -> Handler:
        COMMANDS[name] = Command(name, about, handler, arguments, roles, asks_itself, own_form, is_asked)
        return handler

    return declare


def button(*verbs: str) -> Callable[[OnPress], OnPress]:
    """Declare the function that answers buttons `verb:SUBJECT`; it is given the subject and the values."""

    def declare(handler: OnPress) -> OnPress:
        BUTTONS.update(dict.fromkeys(verbs, handler))
        return handler

    return declare


def form(verb: str, build: BuildForm) -> Callable[[OnSubmit], OnSubmit]:
    """Declare the function that takes the submits of forms `verb:SUBJECT`, and the one that builds them, filled."""

    def declare(handler: OnSubmit) -> OnSubmit:
        FORMS[verb] = handler, build
        return handler

    return declare
