"""A member's ballot as it is shown: what is to be answered, what was, and the entries themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import comb

from contests.desk.views import EntryView, plain_view, public_view, view_entry
from contests.model.ballot import NO_AWARD, Choice, Grades, Mark, Marking, Method, Receipt, entries_of
from contests.model.contest import Contest, Round
from contests.model.entry import Entry, EntryState
from contests.model.member import Member, Role
from contests.ports import Actor, Ballot, Paper, StaleError, Store, Work
from contests.rules.marks import order_of
from contests.rules.voting import Candidate, is_answer, is_queue, shuffle_key

TRIES = 3
"""How often a paper is served anew when what it shows left the vote meanwhile."""
Again = tuple[str, int]
"""What a queue serves once more, and the criterion by which it is graded then, from 1."""


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """A member's ballot as it stands: what is to be answered, and what was."""

    contest: Contest
    round: Round
    entries: tuple[Candidate, ...]
    """Those that the member may vote on, `NO_AWARD` among them where the round has it; else in order of display."""
    choices: Mapping[str, Mark]
    """By entry or pair, in order of answering; those of entries that left the vote since are still there."""
    receipt: Receipt | None = None
    """Of what was chosen just now, else the current one."""
    shown: tuple[EntryView, ...] = ()
    """In a queue what is to be answered now: an entry, or two in order of display; on a list all. Never `NO_AWARD`."""
    served: str | None = None
    """In a queue the entry, `NO_AWARD` or the pair to answer now; None when all are answered."""
    pair: tuple[str, str] | None = None
    """What is compared now, in order of display."""
    asked: int = 0
    """The criterion for which a grade is asked now, from 1; 0 where none is."""
    is_juror: bool = False
    """Whether the member votes as a juror, and is counted apart."""
    answered: tuple[str, ...] = field(init=False)
    """The entries or pairs of the vote that were answered, in order of answering."""

    def __post_init__(self) -> None:
        votable, said = {entry.id for entry in self.entries}, self.choices.items()
        answered = [one for one, mark in said if is_answer(mark)]
        if self.marking is Marking.COMPARE:
            answered = [one for one in answered if votable.issuperset(entries_of(one))]
        else:
            answered = [one for one in answered if one in votable]
        object.__setattr__(self, "answered", tuple(answered))  # once, for several are made of it

    @property
    def marking(self) -> Marking:
        """Return what the voter does on it."""
        return self.round.marking

    @property
    def left(self) -> int:
        """Return how many entries, or pairs, of a queue are unanswered."""
        many = len(self.entries)
        return (comb(many, 2) if self.marking is Marking.COMPARE else many) - len(self.answered)

    @property
    def ranking(self) -> tuple[str, ...]:
        """Return what was ranked, best first."""
        votable = {entry.id for entry in self.entries}
        return tuple(one for one in order_of(self.choices) if one in votable)

    @property
    def grades(self) -> tuple[int, ...]:
        """Return the grades of what is served, by criterion; 0 where none is given yet."""
        said = self.choices.get(self.served or "")
        return said.values if isinstance(said, Grades) else (0,) * criteria_of(self.contest)

    @property
    def is_single(self) -> bool:
        """Tell whether only one may be approved."""
        return self.round.method is Method.SINGLE

    @property
    def stars_left(self) -> int | None:
        """Return how many more may be approved, where that is limited."""
        if self.round.method is not Method.LIMITED:
            return None
        votable = {entry.id for entry in self.entries}
        given = sum(mark is Choice.APPROVE and one in votable for one, mark in self.choices.items())
        return max(0, self.contest.rules.stars - given)

    def called(self, subject: str) -> str:
        """Return what a button calls a subject: itself, and the round for `NO_AWARD`, which is in many rounds."""
        return self.round.id if subject == NO_AWARD else subject


def criteria_of(contest: Contest) -> int:
    """Return how many grades an entry gets; without criteria one for the whole."""
    return len(contest.rules.criteria) or 1


def ballot_of(actor: Actor, contest: Contest, one: Round, choice: tuple[str, Mark] | None = None) -> Ballot:
    """Return a ballot of one mark, or one that chooses nothing."""
    here, who = actor.is_present_in(contest.venues), actor.member.id
    return Ballot(contest.community, one.id, who, actor.at, choice, is_present=here, account=actor.account.id)


async def cast(
    store: Store, actor: Actor, contest: Contest, one: Round, ballot: Ballot, again: Again | None = None
) -> BallotPaper:
    """Cast a ballot and return the paper; a queue serves its next entry or pair, or one of them again.

    Raises:
        Refusal: by the rules.
        StaleError: whatever was served left the vote before it could be shown, again and again.

    """
    receipt: Receipt | None = None
    for _ in range(TRIES):
        paper = await store.ballots.serve(ballot, back_to=again[0] if again else None)
        receipt = receipt or paper.receipt
        entries = _in_order(one, actor, paper)
        pair = _sides(actor, paper.served) if one.marking is Marking.COMPARE and paper.served else None
        shown = await _shown(store, actor, contest, one, _to_show(one, entries, paper.served, pair))
        if all(view.entry.state is EntryState.ADMITTED for view in shown):
            asked = _asked(one, paper, again)
            is_juror = actor.member.is_a(Role.JUROR)
            choices = dict(paper.choices)
            return BallotPaper(contest, one, entries, choices, receipt, shown, paper.served, pair, asked, is_juror)
        ballot, again = ballot_of(actor, contest, one), None  # what was cast stands
    raise StaleError(f"contest {contest.id} changes faster than its ballots are shown")


def _asked(one: Round, paper: Paper, again: Again | None) -> int:
    """Return the criterion to ask for: the first without a grade, else the one that was wanted."""
    if one.marking is not Marking.GRADE or paper.served is None:
        return 0
    said = paper.choices.get(paper.served)
    grades = said.values if isinstance(said, Grades) else ()
    return grades.index(0) + 1 if 0 in grades else again[1] if again else 1


def _sides(actor: Actor, pair: str) -> tuple[str, str]:
    """Return a pair in the order in which this member sees it."""
    first, second = entries_of(pair)
    return (second, first) if shuffle_key(actor.member.id, pair)[0] % 2 else (first, second)


def _in_order(one: Round, actor: Actor, paper: Paper) -> tuple[Candidate, ...]:
    if is_queue(one):
        return paper.entries
    return tuple(sorted(paper.entries, key=lambda entry: shuffle_key(actor.member.id, entry.id)))


def _to_show(
    one: Round, entries: tuple[Candidate, ...], served: str | None, pair: tuple[str, str] | None
) -> tuple[str, ...]:
    ids = (pair or (served,)) if is_queue(one) else [entry.id for entry in entries]
    return tuple(each for each in ids if each is not None and each != NO_AWARD)


async def _shown(
    store: Store, actor: Actor, contest: Contest, one: Round, ids: tuple[str, ...]
) -> tuple[EntryView, ...]:
    """Return what a queue serves with its family tree, or a whole list."""
    if is_queue(one):
        return tuple([await _served(store, actor, contest, each) for each in ids])
    known = await store.recall(("listed", frozenset(ids)), lambda work: _by_id(work, ids))
    return tuple(plain_view(known[entry], contest, actor.member) for entry in ids)


async def _served(store: Store, actor: Actor, contest: Contest, entry: str) -> EntryView:
    what = ("view", entry, contest.version)
    view, authors = await store.recall(what, lambda work: public_view(work, contest, entry))
    if actor.member.id in authors:
        return await store.recall((*what, actor.member.id), lambda work: _own_view(work, contest, entry, actor.member))
    return view


async def _by_id(work: Work, ids: tuple[str, ...]) -> dict[str, Entry]:
    return {one.id: one for one in await work.entries.known(ids)}


async def _own_view(work: Work, contest: Contest, entry_id: str, reader: Member) -> EntryView:
    return await view_entry(work, await work.entries.get(entry_id), contest, reader)
