"""Contests and entries as they may be, for round trips; ids that refer to rows are those of `making`."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from contests.model.ambassador import Offer, OfferState
from contests.model.ballot import Method, Mode, Scoring, Unranked, Voters
from contests.model.contest import (
    Brief,
    Contest,
    Criterion,
    Final,
    Jury,
    Plan,
    Points,
    Round,
    RoundKind,
    Rules,
    State,
    Template,
    TieRule,
)
from contests.model.entry import Decision, Entry, EntryKind, EntryState, HowGot, ReviewFacts, Words
from contests.model.media import Media
from contests.model.reward import Reward
from contests.model.span import Span
from contests.model.standing import Columns, Standing
from contests.model.terms import Licence, Terms
from tests.storage.making import KIT

MEMBERS = ("ann", "ben", "cy")
ENTRIES = ("a", "b", "c")
FILES = (Media("f1", "picture", "image/png"), Media("f2", "audio", "audio/ogg"))

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
"""Any Unicode that is text: a NUL or half a surrogate pair is taken out where text comes in."""
many_texts = st.lists(texts, max_size=3).map(tuple)
times = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - naive bounds
numbers = st.integers(0, 2**31 - 1)
seconds = st.integers(0, 10**6).map(lambda number: timedelta(seconds=number))
spans = st.builds(Span, months=st.integers(0, 99), days=st.integers(0, 999), delta=seconds)
members = st.sampled_from(MEMBERS)

briefs = st.builds(
    Brief,
    title=texts,
    template=st.sampled_from(Template),
    text=texts,
    sponsor=texts,
    products=many_texts,
    rewards=st.lists(st.builds(Reward, numbers, texts), max_size=3).map(tuple),
    licence=st.sampled_from(Licence),
    languages=many_texts,
    zone=texts,
)
finals = st.builds(
    Final,
    method=st.sampled_from(Method),
    first=numbers,
    bar=numbers,
    voters=st.none() | st.sampled_from(Voters),
    preview=spans,
    no_award=st.booleans(),
)
rules = st.builds(
    Rules,
    entries_each=numbers,
    review=st.booleans(),
    method=st.sampled_from(Method),
    mode=st.none() | st.sampled_from(Mode),
    ambassadors=numbers,
    answer=spans,
    term=spans,
    tie=st.sampled_from(TieRule),
    runoff=spans,
    quorum=numbers,
    quorum_share=numbers,
    quorum_looks=numbers,
    extension=spans,
    voters=st.sampled_from(Voters),
    stars=numbers,
    criteria=st.lists(st.builds(Criterion, texts, numbers), max_size=2).map(tuple),
    scoring=st.sampled_from(Scoring),
    unranked=st.sampled_from(Unranked),
    final=st.none() | finals,
    jury=st.none() | st.builds(Jury, numbers, st.sampled_from(Points)),
    lottery=texts,
    one_each=st.booleans(),
    repeat=st.none() | spans,
)
closes = st.none() | times | spans
plans = st.builds(Plan, st.none() | times, closes, closes, closes)
fractions = st.builds(Fraction, numbers, st.integers(1, 2**31 - 1))


def rounds(contest: str) -> st.SearchStrategy[tuple[Round, ...]]:
    """Make a round of each kind."""
    each = [
        st.builds(
            Round,
            id=st.just(f"{contest}-{kind}"),
            kind=st.just(kind),
            opens=times,
            closes=times,
            opened_at=st.none() | times,
            closed_at=st.none() | times,
            late=st.booleans(),
            method=st.sampled_from(Method),
            mode=st.sampled_from(Mode),
            among=many_texts,
            voters=st.none() | st.sampled_from(Voters),
            no_award=st.booleans(),
        )
        for kind in RoundKind
    ]
    return st.tuples(*each)


def standings() -> st.SearchStrategy[tuple[Standing, ...]]:
    """Make lines of some of the entries."""
    line = st.builds(
        Standing,
        entry=st.sampled_from(ENTRIES),
        member=members,
        rank=numbers,
        score=fractions,
        approvals=numbers,
        exposures=numbers,
        frozen_rank=numbers,
        runoff=st.none() | numbers,
        reward=st.none() | texts,
        struck=st.booleans(),
        columns=st.none() | st.builds(Columns, numbers, fractions, numbers, fractions),
        qualified=st.none() | fractions,
        is_finalist=st.booleans(),
        is_beaten=st.booleans(),
        skipped=texts,
    )
    return st.lists(line, max_size=3, unique_by=lambda one: one.entry).map(tuple)


def offers(contest: str) -> st.SearchStrategy[tuple[Offer, ...]]:
    """Make a few offers."""
    one = st.builds(
        Offer,
        id=st.integers(0, 9).map(lambda number: f"{contest}-{number}"),
        contest=st.just(contest),
        entry=st.sampled_from(ENTRIES),
        member=members,
        state=st.sampled_from(OfferState),
        made_at=times,
        answer_by=times,
        answered_at=st.none() | times,
        term_ends=st.none() | times,
    )
    return st.lists(one, max_size=3, unique_by=lambda one: one.id).map(tuple)


def contests(name: str) -> st.SearchStrategy[Contest]:
    """Make a contest of this id in any state."""
    return st.builds(
        Contest,
        id=st.just(name),
        community=st.just(KIT.id),
        brief=briefs,
        rules=rules,
        plan=plans,
        state=st.sampled_from(State),
        created_at=times,
        venues=many_texts,
        terms=st.none() | st.builds(Terms, numbers, st.sampled_from(Licence), texts),
        rounds=rounds(name),
        paused_at=st.none() | times,
        waiting_since=st.none() | times,
        asked_at=st.none() | times,
        reminded=st.frozensets(texts, max_size=3),
        extended_for_quorum=st.booleans(),
        standings=standings(),
        offers=offers(name),
        decided_at=st.none() | times,
        announced_at=st.none() | times,
        ended_because=texts,
        draw=texts,
        draw_seed=texts,
    )


reviews = st.builds(ReviewFacts, texts, numbers, many_texts, many_texts, st.sampled_from(HowGot))
decisions = st.builds(Decision, texts, members, times, texts, texts, st.sampled_from(EntryState))
files = st.builds(lambda file, alt: Media(file.id, file.kind, file.mime, alt), st.sampled_from(FILES), texts)


def entries(name: str) -> st.SearchStrategy[Entry]:
    """Make an entry of this id in any state."""
    by = st.shared(members, key="author")
    return st.builds(
        Entry,
        id=st.just(name),
        contest=st.just("battle"),
        member=by,
        account=by.map(lambda member: f"{member}-web"),
        kind=st.sampled_from(EntryKind),
        state=st.sampled_from(EntryState),
        words=st.builds(Words, texts, texts, many_texts, texts, st.none() | reviews),
        media=st.lists(files, max_size=3).map(tuple),
        shown_as=texts,
        in_gallery=st.booleans(),
        may_be_remixed=st.booleans(),
        wants_messages=st.booleans(),
        terms_version=numbers,
        sent_at=st.none() | times,
        replaces=st.none() | texts,
        decisions=st.lists(decisions, max_size=3).map(tuple),
    )
