"""A contest: its brief, its rules, its plan in time, and its rounds."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from contests.model.ambassador import Offer
from contests.model.ballot import MARKINGS, Marking, Method, Mode, Scoring, Unranked, Voters
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
    FINAL = "final"
    RUNOFF = "run-off"
    DECIDED = "decided"
    ANNOUNCED = "announced"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


RUNNING = frozenset({State.SCHEDULED, State.SUBMISSION, State.REVIEW, State.VOTING, State.FINAL, State.RUNOFF})
VOTING_STATES = frozenset({State.VOTING, State.FINAL, State.RUNOFF})
FROZEN = frozenset({State.DECIDED, State.ANNOUNCED, State.ARCHIVED})


class Template(StrEnum):
    """Presets that a manager starts from."""

    REMIX = "remix"
    REVIEW = "review"


class TieRule(StrEnum):
    """What happens to a tie at a boundary that matters (RULES.md 20)."""

    SHARED = "shared"
    RUNOFF = "run-off"
    JURY = "jury"
    """Whom the jury ranks higher."""
    HEAD_TO_HEAD = "head-to-head"
    """Whom more of the same ballots prefer, among the tied alone."""
    LOTTERY = "lottery"
    """A draw that anybody can repeat: of the round's receipts and a public value that was named in advance."""


class RoundKind(StrEnum):
    """What members do in a round."""

    SUBMISSION = "submission"
    VOTING = "voting"
    FINAL = "final"
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
class Criterion:
    """What is graded, and how much it weighs beside the others."""

    name: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Final:
    """The round among the best of the voting round, which then only qualifies."""

    method: Method = Method.APPROVAL
    first: int = 10
    """How many go on; all who tie for the last place do."""
    bar: int = 0
    """Instead of a number: whoever has this score in percent goes on; 0 for no bar."""
    voters: Voters | None = None
    """None: whoever may vote in the voting round."""
    preview: Span = Span(delta=timedelta(hours=12))
    """How long the managers see who goes on before everybody does; they may cut it short."""
    no_award: bool = False
    """Whether members may say that nobody shall win."""


class Points(StrEnum):
    """How a rank becomes points, where a jury stands beside the public."""

    TOP = "12"
    """12, 10, 8, 7, 6, 5, 4, 3, 2, 1, as in the Eurovision Song Contest; then none."""
    LINEAR = "linear"
    """As many as there are entries for the first, one fewer for each next rank."""


@dataclass(frozen=True, slots=True)
class Jury:
    """Jurors who vote in the deciding round beside the public, and are counted apart."""

    weight: int = 50
    """Of 100; the public has the rest."""
    points: Points = Points.TOP


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
    """Ballots that hold something; more of them than one kind of quorum may be set."""
    quorum_share: int = 0
    """Percent of the roll: of the members who were in the community when voting opened and may vote."""
    quorum_looks: int = 0
    """Looks that each entry has had."""
    extension: Span = Span(delta=timedelta(hours=24))
    voters: Voters = Voters.EVERYBODY
    stars: int = 3
    """How many entries a ballot may approve in limited voting."""
    criteria: tuple[Criterion, ...] = ()
    """What is graded; none is one grade for the whole."""
    scoring: Scoring = Scoring.SHRUNK
    unranked: Unranked = Unranked.BELOW
    final: Final | None = None
    jury: Jury | None = None
    lottery: str = ""
    """The public value that a draw rests on, named in advance, such as the numbers of a state lottery on a date."""
    one_each: bool = False
    """One reward a member: the next one down the order gets what would be a member's second."""
    repeat: Span | None = None
    """Whoever won in the community within this time gets no reward again; None for no such limit."""


@dataclass(frozen=True, slots=True)
class Plan:
    """When a contest is to run, as its manager typed it; spans run from their round's opening."""

    opens: datetime | None = None
    """None opens it when the manager confirms."""
    submissions: datetime | Span | None = None
    voting: datetime | Span | None = None
    final: datetime | Span | None = None
    """None where there is no final."""

    def moved(self, by: timedelta) -> "Plan":
        """Return it with every date later; what runs from an opening moves with that."""
        opens = self.opens + by if self.opens else None
        return Plan(opens, _later(self.submissions, by), _later(self.voting, by), _later(self.final, by))


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
    """For a run-off the tied entries, for a final the finalists; none for all."""
    voters: Voters | None = None
    """Whom it lets vote; None for whom the contest does."""
    no_award: bool = False
    """Whether `NO_AWARD` stands on the ballot beside the entries."""

    @property
    def marking(self) -> Marking:
        """Return what a voter does on its ballot."""
        return MARKINGS[self.method]

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
    """`no_entries`, `quorum`, `bar`, `no_award` or the manager's public reason for a cancellation."""
    draw: str = ""
    """The public value that a lottery was drawn with, as the managers typed it, once it was known."""
    draw_seed: str = ""
    """What the lottery rests on beside that value: the digest of the round's receipts."""

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

    @property
    def takes_votes(self) -> bool:
        """Tell whether a vote is open, paused or not: not while a final is previewed or a draw is awaited."""
        return self.state in VOTING_STATES and self.open_round is not None

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
