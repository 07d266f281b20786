"""A contest: its brief, its rules, its plan in time, and its rounds."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from contests.model.ambassador import Offer
from contests.model.ballot import Method, Mode, Voters
from contests.model.reward import Reward
from contests.model.span import Span
from contests.model.standing import Standings
from contests.model.terms import Licence, Terms


class State(StrEnum):
    """The states of RULES.md; frozen means `DECIDED` or later."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SUBMISSION = "submission"
    REVIEW = "review"
    VOTING = "voting"
    RUNOFF = "run-off"
    DECIDED = "decided"
    ANNOUNCED = "announced"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


RUNNING = frozenset({State.SCHEDULED, State.SUBMISSION, State.REVIEW, State.VOTING, State.RUNOFF})
FROZEN = frozenset({State.DECIDED, State.ANNOUNCED, State.ARCHIVED})


class Template(StrEnum):
    """Presets that a manager starts from."""

    REMIX = "remix"
    REVIEW = "review"


class TieRule(StrEnum):
    """What happens to a tie at a boundary that matters (RULES.md 20)."""

    SHARED = "shared"
    RUNOFF = "run-off"


class RoundKind(StrEnum):
    """What members do in a round."""

    SUBMISSION = "submission"
    VOTING = "voting"
    RUNOFF = "run-off"


@dataclass(frozen=True, slots=True)
class Brief:
    """What members read before they take part."""

    title: str
    template: Template
    text: str = ""
    sponsor: str = ""
    products: tuple[str, ...] = ()
    """What is reviewed; none lets the reviewer name it."""
    rewards: tuple[Reward, ...] = ()
    licence: Licence = Licence.PROMOTION
    languages: tuple[str, ...] = ("en",)
    zone: str = "UTC"
    """IANA name of the zone in which the dates were given and are shown in public."""

    def reward_of(self, place: int) -> str | None:
        """Return what a place wins, or None."""
        return " + ".join(reward.text for reward in self.rewards if reward.place == place) or None


@dataclass(frozen=True, slots=True)
class Rules:
    """How a contest is played and decided; the defaults are RULES.md's."""

    entries_each: int = 1
    review: bool = True
    method: Method = Method.APPROVAL
    mode: Mode | None = None
    """None chooses the list for up to 6 entries, when voting opens (RULES.md 17)."""
    ambassadors: int = 1
    answer: Span = Span(days=7)
    term: Span = Span(months=6)
    tie: TieRule = TieRule.SHARED
    runoff: Span = Span(delta=timedelta(hours=24))
    quorum: int = 0
    extension: Span = Span(delta=timedelta(hours=24))
    voters: Voters = Voters.EVERYBODY


@dataclass(frozen=True, slots=True)
class Plan:
    """When a contest is to run, as its manager typed it; spans run from their round's opening."""

    opens: datetime | None = None
    """None opens it when the manager confirms."""
    submissions: datetime | Span | None = None
    voting: datetime | Span | None = None

    def moved(self, by: timedelta) -> "Plan":
        """Return it with every date later; what runs from an opening moves with that."""
        opens = self.opens + by if self.opens else None
        return Plan(opens, _later(self.submissions, by), _later(self.voting, by))


def _later(when: datetime | Span | None, by: timedelta) -> datetime | Span | None:
    return when + by if isinstance(when, datetime) else when


@dataclass(frozen=True, slots=True)
class Round:
    """One stage with an opening and a closing time."""

    id: str
    kind: RoundKind
    opens: datetime
    closes: datetime
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    late: bool = False
    """It closed at its deadline, but the program was down then and closed it later."""
    method: Method = Method.APPROVAL
    mode: Mode = Mode.QUEUE
    among: tuple[str, ...] = ()
    """For a run-off: the tied entries."""

    @property
    def is_open(self) -> bool:
        """Tell whether it was opened and not yet closed, whatever the time."""
        return self.opened_at is not None and self.closed_at is None

    def moved(self, by: timedelta) -> "Round":
        """Return it with every deadline that is still to come moved later."""
        if self.closed_at is not None:
            return self
        opens = self.opens if self.opened_at else self.opens + by
        return replace(self, opens=opens, closes=self.closes + by)


@dataclass(frozen=True, slots=True)
class Contest:
    """A contest from its draft to its archive; `version` guards against two writers."""

    id: str
    community: str
    brief: Brief
    rules: Rules
    plan: Plan
    state: State
    created_at: datetime
    version: int = 0
    venues: tuple[str, ...] = ()
    """Names the venues; none means all venues of the community (RULES.md 27)."""
    terms: Terms | None = None
    rounds: tuple[Round, ...] = ()
    paused_at: datetime | None = None
    waiting_since: datetime | None = None
    """Since when unreviewed entries hold the opening of voting back, once that was told."""
    asked_at: datetime | None = None
    """When the desk last asked the managers to decide or to extend."""
    reminded: frozenset[str] = field(default=frozenset())
    """Which reminders were sent, as `kind:seconds before:the close`; a moved close is reminded of anew."""
    extended_for_quorum: bool = False
    standings: Standings = ()
    offers: tuple[Offer, ...] = ()
    decided_at: datetime | None = None
    announced_at: datetime | None = None
    linked_voters: int = 0
    """How many of those who voted had linked accounts; counted when it was decided."""
    ended_because: str = ""
    """`no_entries`, `quorum` or the manager's public reason for a cancellation."""

    @property
    def title(self) -> str:
        """Return what the brief calls it."""
        return self.brief.title

    @property
    def is_frozen(self) -> bool:
        """Tell whether the standings stand: decided, announced or archived."""
        return self.state in FROZEN

    def round_of(self, kind: RoundKind) -> Round | None:
        """Return the round of a kind, if the contest has come to plan it."""
        return next((one for one in self.rounds if one.kind is kind), None)

    @property
    def open_round(self) -> Round | None:
        """Return the round that is open now, if any."""
        return next((one for one in self.rounds if one.is_open), None)

    def with_round(self, changed: Round) -> "Contest":
        """Return the contest with this round put in place of the one of the same id, or added."""
        others = [one for one in self.rounds if one.id != changed.id]
        order = list(RoundKind)
        rounds = sorted([*others, changed], key=lambda one: order.index(one.kind))
        return replace(self, rounds=tuple(rounds))

    def moved(self, by: timedelta) -> "Contest":
        """Return it with every later deadline moved later by the same time (RULES.md 4, 5)."""
        plan = self.plan.moved(by) if self.state is State.SCHEDULED else self.plan
        return replace(self, plan=plan, rounds=tuple(one.moved(by) for one in self.rounds))
