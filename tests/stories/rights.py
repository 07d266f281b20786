"""Who may do what, rule by rule: whatever can be asked for and has no line here is a hole."""

from collections.abc import Mapping
from dataclasses import dataclass

MANAGER, MODERATOR, JUROR, MEMBER, STRANGER = "manager", "moderator", "juror", "member", "stranger"
AUTHOR = "author"
"""The member whose entry, offer or draft it is."""
PEOPLE = (MANAGER, MODERATOR, JUROR, MEMBER, AUTHOR, STRANGER)
EVERYBODY = frozenset(PEOPLE)
TAKES_PART = frozenset({MEMBER, AUTHOR, STRANGER})
"""Those who run contests neither enter nor vote in them (RULES.md 28)."""
RUNS = frozenset({MANAGER})
MODERATES = frozenset({MANAGER, MODERATOR})
OWN = frozenset({AUTHOR})


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may, and about what it is tried: a name among the things that the test has prepared."""

    may: frozenset[str]
    about: str = ""


ARGUMENTS: Mapping[str, Mapping[str, str]] = {
    "brand people add": {"person": "Nobody", "role": "juror"},
    "brand people remove": {"person": "Nobody", "role": "juror"},
    "contest draw": {"value": "4 8 15 16 23 42", "again": "4 8 15 16 23 42"},
    "contest extend": {"by": "1 day", "reason": "Rain"},
    "contest new": {"template": "remix", "title": "Another", "submissions": "1 day", "voting": "1 day"},
    "enter": {"title": "Dew"},
    "me language": {"language": "en"},
    "me name": {"name": "Somebody"},
    "moderate changes": {"rule": "off_topic", "reason": "No bag"},
    "moderate disqualify": {"rule": "off_topic", "reason": "No bag"},
    "moderate reject": {"rule": "off_topic", "reason": "No bag"},
    "moderate retitle": {"title": "Moon"},
    "report": {"reason": "It is mine"},
    "review": {"product": "Cup", "rating": "5", "got": "bought"},
    "setup link": {"name": "Nobody"},
    "setup revoke": {"link": "nothing"},
}
"""What each command is tried with, beside what it is about."""
COMMANDS: Mapping[str, Rule] = {
    "brand kit": Rule(RUNS),
    "brand people add": Rule(RUNS),
    "brand people remove": Rule(RUNS),
    "brand set": Rule(RUNS),
    "brand show": Rule(RUNS),
    "brief": Rule(EVERYBODY, "open contest"),
    "contest cancel": Rule(RUNS, "open contest"),
    "contest draw": Rule(RUNS, "open contest"),
    "contest edit": Rule(RUNS, "open contest"),
    "contest extend": Rule(RUNS, "draft contest"),
    "contest final": Rule(RUNS, "open contest"),
    "contest new": Rule(RUNS),
    "contest pause": Rule(RUNS, "draft contest"),
    "contest results": Rule(RUNS, "open contest"),
    "contest resume": Rule(RUNS, "open contest"),
    "contest schedule": Rule(RUNS, "draft contest"),
    "contest show": Rule(RUNS, "open contest"),
    "contest status": Rule(RUNS, "open contest"),
    "contests": Rule(EVERYBODY),
    "enter": Rule(TAKES_PART, "open contest"),
    "entry": Rule(EVERYBODY, "entry"),
    "help": Rule(EVERYBODY),
    "link": Rule(EVERYBODY),
    "manage": Rule(MODERATES),
    "me language": Rule(EVERYBODY),
    "me name": Rule(EVERYBODY),
    "me show": Rule(EVERYBODY),
    "moderate": Rule(MODERATES),
    "moderate admit": Rule(MODERATES, "entry"),
    "moderate changes": Rule(MODERATES, "entry"),
    "moderate disqualify": Rule(MODERATES, "waiting entry"),
    "moderate reject": Rule(MODERATES, "entry"),
    "moderate retitle": Rule(MODERATES, "entry"),
    "moderate undo": Rule(MODERATES, "waiting entry"),
    "privacy": Rule(EVERYBODY),
    "report": Rule(EVERYBODY, "entry"),
    "review": Rule(TAKES_PART, "open contest"),
    "setup code": Rule(RUNS),
    "setup link": Rule(RUNS),
    "setup revoke": Rule(RUNS),
    "unlink": Rule(EVERYBODY),
    "vote": Rule(TAKES_PART, "vote"),
}
"""By whole name; `setup show` is Discord's own, and asks Discord who may manage the server."""

BUTTONS: Mapping[str, Rule] = {
    "accept": Rule(OWN, "offer"),
    "add_final": Rule(RUNS, "spare contest"),
    "admit": Rule(MODERATES, "entry"),
    "again": Rule(MODERATES),
    "agree": Rule(EVERYBODY, "terms"),
    "alter": Rule(RUNS, "draft contest"),
    "approve": Rule(TAKES_PART - OWN, "entry"),
    "back": Rule(TAKES_PART, "entry"),
    "ballot": Rule(TAKES_PART, "round"),
    "brief": Rule(EVERYBODY, "open contest"),
    "call_off": Rule(RUNS, "spare contest"),
    "cancel": Rule(OWN, "spare draft"),
    "changes": Rule(MODERATES, "entry"),
    "confirm": Rule(RUNS, "draft contest"),
    "decline": Rule(OWN, "offer"),
    "disqualify": Rule(MODERATES, "waiting entry"),
    "done": Rule(EVERYBODY, "entry"),
    "draw": Rule(RUNS, "open contest"),
    "edit": Rule(OWN, "draft"),
    "enter": Rule(TAKES_PART, "open contest"),
    "entries": Rule(EVERYBODY, "open contest"),
    "extend": Rule(RUNS, "draft contest"),
    "final": Rule(RUNS, "open contest"),
    "forget": Rule(EVERYBODY, "open contest"),
    "grade": Rule(TAKES_PART - OWN, "graded entry"),
    "hide": Rule(OWN, "entry"),
    "language": Rule(EVERYBODY),
    "leave": Rule(OWN, "offer"),
    "link_up": Rule(EVERYBODY),
    "look": Rule(EVERYBODY, "entry"),
    "new": Rule(RUNS),
    "pass": Rule(TAKES_PART - OWN, "entry"),
    "pause": Rule(RUNS, "draft contest"),
    "pick": Rule(EVERYBODY),
    "place": Rule(TAKES_PART - OWN, "ranked entry"),
    "prefer": Rule(TAKES_PART - OWN, "compared pair"),
    "queue": Rule(MODERATES),
    "rank": Rule(TAKES_PART, "ranked round"),
    "reject": Rule(MODERATES, "entry"),
    "remind": Rule(EVERYBODY, "open contest"),
    "replace": Rule(OWN, "waiting entry"),
    "results": Rule(RUNS, "open contest"),
    "report": Rule(EVERYBODY, "entry"),
    "resume": Rule(RUNS, "open contest"),
    "revoke": Rule(RUNS),
    "schedule": Rule(RUNS, "draft contest"),
    "send": Rule(OWN, "draft"),
    "start": Rule(OWN, "entry"),
    "status": Rule(RUNS, "open contest"),
    "stop": Rule(OWN, "entry"),
    "take_out": Rule(RUNS, "entry"),
    "there": Rule(MODERATES),
    "undo": Rule(MODERATES, "waiting entry"),
    "unhide": Rule(OWN, "entry"),
    "unlink": Rule(EVERYBODY),
    "unplace": Rule(TAKES_PART, "ranked entry"),
    "unrank": Rule(TAKES_PART, "ranked round"),
    "vote": Rule(TAKES_PART, "vote"),
    "withdraw": Rule(OWN, "waiting entry"),
}
"""By verb, buttons and selects."""

NOT_THERE = frozenset(
    {
        "back",
        "brand people add",
        "brand people remove",
        "done",
        "link_up",
        "moderate undo",
        "setup revoke",
        "undo",
        "unlink",
    }
)
"""Tried about something that is not there, so that those who may are told just that."""

FORMS: Mapping[str, Rule] = {
    "change": Rule(OWN, "draft"),
    "entry": Rule(TAKES_PART, "open contest"),
    "verdict": Rule(MODERATES, "verdict"),
}
"""By verb; a command's own form, `run:COMMAND`, has the command's rule."""

MENUS: Mapping[str, Rule] = {
    "Enter this in a contest": Rule(TAKES_PART),
    "Report to the contest team": Rule(EVERYBODY),
}
