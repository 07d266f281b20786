"""The lifecycle as a state machine: managers, members and late alarms in any order, and what must hold after each."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from contests.lifecycle import Facts, Step, advance, deadlines, settle
from contests.lifecycle.advance import start_final
from contests.lifecycle.correcting import reinstate, strike
from contests.lifecycle.deadlines import final_to_open
from contests.lifecycle.deciding import draw
from contests.lifecycle.offices import accept, decline, leave
from contests.lifecycle.steering import cancel, extend, pause, resume, schedule
from contests.model.ambassador import Offer, OfferState
from contests.model.announcement import News
from contests.model.ballot import NO_AWARD, Count, Mode, Tally
from contests.model.contest import Contest, Final, RoundKind, State, TieRule
from contests.model.entry import Entry, EntryState
from contests.model.span import Span
from contests.refusals import Refusal
from tests.contests.making import DAY, HOUR, NOON, contest, entry
from tests.halves import of_a_hundred

ORDER = list(State)
LEGAL = {
    State.DRAFT: {State.SCHEDULED},
    State.SCHEDULED: {State.SUBMISSION},
    State.SUBMISSION: {State.REVIEW},
    State.REVIEW: {State.VOTING},
    State.VOTING: {State.FINAL, State.RUNOFF, State.DECIDED},
    State.FINAL: {State.RUNOFF, State.DECIDED},
    State.RUNOFF: {State.DECIDED},
    State.DECIDED: {State.ANNOUNCED},
    State.ANNOUNCED: {State.ARCHIVED},
}
ONCE = {
    News.OPENING,
    News.SUBMISSIONS_CLOSED,
    News.VOTING_OPENED,
    News.FINAL_OPENED,
    News.RUNOFF_OPENED,
    News.RESULT,
    News.CANCELLED,
}
FINALS = [None, Final(first=1), Final(first=2, no_award=True), Final(bar=50, preview=Span(delta=HOUR))]


class Lifecycle(RuleBasedStateMachine):
    """One contest, whatever happens to it."""

    @initialize(
        tie=st.sampled_from(TieRule),
        quorum=st.integers(0, 4),
        review=st.booleans(),
        final=st.sampled_from(FINALS),
        mode=st.sampled_from([None, Mode.QUEUE]),
    )
    def begin(self, tie: TieRule, quorum: int, final: Final | None, mode: Mode | None, *, review: bool) -> None:
        """Schedule a contest."""
        self.now = NOON - HOUR
        draft = contest(tie=tie, quorum=quorum, review=review, final=final, mode=mode, lottery="The 6 of Saturday")
        self.one = schedule(replace(draft, plan=replace(draft.plan, final=Span(days=1))), self.now)
        self.entries: dict[str, Entry] = {}
        self.votes: dict[str, dict[str, Tally]] = {}
        self.said: list[News] = []
        self.closes: dict[str, datetime] = {}

    def facts(self) -> Facts:
        """Return what the rules may know."""
        alive = {NO_AWARD, *(name for name, one in self.entries.items() if one.state is EntryState.ADMITTED)}
        counts = {
            poll: Count({name: tally for name, tally in given.items() if name in alive}, 3, 3)
            for poll, given in self.votes.items()
        }
        return Facts(tuple(self.entries.values()), counts, seeds=dict.fromkeys(("cv", "cf"), "5eed"))

    def take(self, step: Step) -> None:
        """Take a step over, if its transitions are legal."""
        before, after = self.one.state, step.contest.state
        self.one = step.contest
        self.said += [said.kind for said in step.said]
        while before is not after:
            if after is State.CANCELLED:
                assert before not in {State.DECIDED, State.ANNOUNCED, State.ARCHIVED}
                return
            nexts = LEGAL[before]
            before = after if after in nexts else next(iter(sorted(nexts, key=ORDER.index)))
            assert ORDER.index(before) <= ORDER.index(after)

    @rule(by=st.timedeltas(timedelta(0), 4 * DAY))
    def time_passes(self, by: timedelta) -> None:
        """The alarm rings after some time, late or not; ringing twice is ringing once."""
        self.now += by
        self.take(advance(self.one, self.facts(), self.now))
        again = advance(self.one, self.facts(), self.now)
        assert again.contest == self.one
        assert again.said == ()

    @precondition(lambda self: self.one.state is State.SUBMISSION and self.one.paused_at is None)
    @rule(state=st.sampled_from([EntryState.WAITING, EntryState.ADMITTED, EntryState.CHANGES]))
    def somebody_enters(self, state: EntryState) -> None:
        """An entry arrives."""
        name = f"e{len(self.entries)}"
        self.entries[name] = entry(name, state)

    @precondition(lambda self: bool(self.entries) and not self.one.is_frozen)
    @rule(data=st.data(), state=st.sampled_from([EntryState.ADMITTED, EntryState.REJECTED, EntryState.WITHDRAWN]))
    def an_entry_is_decided_or_withdrawn(self, data: st.DataObject, state: EntryState) -> None:
        """A verdict or a withdrawal, which may open the voting."""
        name = data.draw(st.sampled_from(sorted(self.entries)))
        self.entries[name] = replace(self.entries[name], state=state)
        self.take(settle(self.one, self.facts(), self.now))

    @precondition(lambda self: self.one.takes_votes and bool(self.entries))
    @rule(data=st.data())
    def somebody_votes(self, data: st.DataObject) -> None:
        """Some approvals are counted."""
        poll = self.one.open_round
        assert poll is not None
        candidates = poll.among or tuple(sorted(self.entries))
        name = data.draw(st.sampled_from((*candidates, NO_AWARD) if poll.no_award else candidates))
        approvals = data.draw(st.integers(0, 3))
        self.votes.setdefault(poll.id, {})[name] = Tally(approvals, 3)

    @rule(act=st.sampled_from(["pause", "resume", "extend", "cancel"]), by=st.integers(0, 3))
    def a_manager_acts(self, act: str, by: int) -> None:
        """Pause, resume, extend or cancel, allowed or refused."""
        if act == "cancel" and by != 0:
            return
        acts = {
            "pause": lambda: pause(self.one, self.now),
            "resume": lambda: resume(self.one, self.now),
            "extend": lambda: extend(self.one, Span(delta=by * HOUR), "reason", self.now),
            "cancel": lambda: cancel(self.one, "reason"),
        }
        try:
            self.take(acts[act]())
        except Refusal as refused:
            assert refused.key in {"cancelled", "already_decided", "not_open", "paused", "when_unclear"}  # noqa: PT017 - the rule is the test

    @precondition(lambda self: final_to_open(self.one) is not None and self.one.paused_at is None)
    @rule()
    def the_final_is_opened_early(self) -> None:
        """A manager has seen enough of the preview."""
        self.take(start_final(self.one, self.facts(), self.now))

    @rule(value=st.sampled_from(["", "4 8 15 16 23 42"]))
    def a_manager_types_the_public_value(self, value: str) -> None:
        """The draw, awaited or not."""
        try:
            self.take(draw(self.one, self.facts(), value, self.now))
        except Refusal as refused:
            assert refused.key in {"not_open", "paused", "needs_argument"}  # noqa: PT017 - the rule is the test

    @precondition(lambda self: bool(self.one.offers))
    @rule(data=st.data(), act=st.sampled_from([accept, decline, leave]))
    def somebody_answers(self, data: st.DataObject, act: object) -> None:
        """An offer is answered, or an office left."""
        offer: Offer = data.draw(st.sampled_from(self.one.offers))
        try:
            self.take(act(self.one, offer, self.now))  # type: ignore[operator]  # one of three functions
        except Refusal as refused:
            assert refused.key in {"already_decided", "too_late"}  # noqa: PT017 - the rule is the test

    @precondition(lambda self: self.one.is_frozen and bool(self.one.standings))
    @rule(data=st.data())
    def a_line_is_struck_or_put_back(self, data: st.DataObject) -> None:
        """A disqualification after the decision, or its undoing."""
        line = data.draw(st.sampled_from(self.one.standings))
        self.take((reinstate if line.struck else strike)(self.one, line.entry, "reason", self.now))

    @precondition(lambda self: self.one.state is State.DECIDED)
    @rule()
    def every_venue_was_told(self) -> None:
        """The courier has delivered the last result."""
        self.take(Step(replace(self.one, state=State.ANNOUNCED, announced_at=self.now)))

    @invariant()
    def nothing_is_said_twice_that_is_said_once(self) -> None:
        """Openings, closes, results: one of each."""
        for kind in ONCE:
            assert self.said.count(kind) <= 1, kind

    @invariant()
    def no_deadline_moves_earlier(self) -> None:
        """Whatever is done, a round's close only moves later."""
        closes = {one.id: one.closes for one in self.one.rounds}
        for poll, old in self.closes.items():
            assert closes.get(poll, old) >= old
        self.closes = closes

    @invariant()
    def nobody_holds_two_offers(self) -> None:
        """One office a member, and never more alive than the rule and its ties allow."""
        members = [offer.member for offer in self.one.offers]
        assert len(members) == len(set(members))

    @invariant()
    def standings_exist_only_when_votes_were_counted(self) -> None:
        """No standings before the decision, but those that a final, a draw or a run-off goes on from."""
        voting = self.one.round_of(RoundKind.VOTING)
        if self.one.standings:
            assert voting is not None
            assert voting.closed_at is not None

    @invariant()
    def a_final_is_among_the_best_alone(self) -> None:
        """No more than go on, but those who tie; never among nobody, which would mean among all."""
        final = self.one.round_of(RoundKind.FINAL)
        if final is not None and final.opened_at is not None:
            assert final.among
            assert set(final.among) <= set(self.entries)

    @invariant()
    def nobody_wins_who_is_beaten_by_no_award_or_was_not_in_the_final(self) -> None:
        """Ranks go on below the final, each at the places that are left, and the beaten win nothing."""
        for line in self.one.standings:
            assert not (line.is_beaten and line.reward)
        ranks = [line.rank for line in self.one.standings if not line.struck]
        assert ranks == sorted(ranks)
        places = [line.is_finalist for line in self.one.standings if not line.struck]
        if self.one.is_frozen and self.one.round_of(RoundKind.FINAL):
            assert places == sorted(places, reverse=True)

    @invariant()
    def everything_ends(self) -> None:
        """A contest that runs always has a next deadline, unless it is paused or waits for the courier or an answer."""
        waits = self.one.paused_at or self.one.state in {State.DECIDED, State.ARCHIVED, State.CANCELLED}
        assert waits or deadlines(self.one) or has_open_office(self.one)


def has_open_office(one: Contest) -> bool:
    """Tell whether an answer or a term is still awaited."""
    return any(offer.state in {OfferState.OPEN, OfferState.ACCEPTED} for offer in one.offers)


TestLifecycle = Lifecycle.TestCase
TestLifecycle.settings = settings(max_examples=of_a_hundred(100), stateful_step_count=40, deadline=None)
