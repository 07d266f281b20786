"""Plausible views for the presenter's tests: a remix battle and a review drive of a brand called Lumen."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from bots.presenter.news import Occasion
from contests.desk.views import ContestView, EntryView, ResultLine, ResultView, Source
from contests.model.ambassador import Offer, OfferState
from contests.model.ballot import Mode
from contests.model.community import Brand, Community, KitPiece
from contests.model.contest import (
    VOTING_STATES,
    Brief,
    Contest,
    Plan,
    Round,
    RoundKind,
    Rules,
    State,
    Template,
)
from contests.model.entry import Decision, Entry, EntryKind, EntryState, HowGot, ReviewFacts, Words
from contests.model.media import Media
from contests.model.reward import Reward
from contests.model.span import Span
from contests.model.standing import Standing
from contests.model.terms import Licence, Terms
from contests.ports import Turnout

if TYPE_CHECKING:
    from bots.post import Post

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
ZONE = "Europe/Warsaw"
DAY = timedelta(days=1)
COMMUNITY = Community("k1", Brand("Lumen"), "en", ZONE)
KIT = (KitPiece("p1", "k1", "Logo", "m" * 64, "A lamp", "remix"),)
SUN = Media("a" * 64, "picture", "image/png", "A sun over a lamp")
REWARDS = (Reward(1, "2 tickets"), Reward(2, "a poster"), Reward(3, "a sticker"))
SECRET = 913
"""Approvals and exposures that no text may hold before the decision."""


def brief(template: Template = Template.REMIX, title: str = "Paint the lamp") -> Brief:
    products = ("Desk lamp", "Torch") if template is Template.REVIEW else ()
    return Brief(
        title,
        template,
        "Take our lamp and make it yours.",
        "Lumen GmbH",
        products,
        REWARDS,
        Licence.PROMOTION,
        ("en", "de"),
        ZONE,
    )


def rounds(state: State, mode: Mode = Mode.QUEUE) -> tuple[Round, ...]:
    """Return the rounds of a contest as they are in a state, around now."""
    order = [State.SCHEDULED, State.SUBMISSION, State.REVIEW, State.VOTING, State.FINAL, State.RUNOFF]
    at = order.index(state) if state in order else len(order)
    opens = NOW + DAY if at == 0 else NOW - 9 * DAY
    closes = NOW + 2 * DAY if at <= 1 else NOW - 5 * DAY
    ends = closes + 7 * DAY if at <= 3 else NOW - DAY
    entering = Round("c1s", RoundKind.SUBMISSION, opens, closes, opens if at else None, closes if at > 1 else None)
    voting = Round("c1v", RoundKind.VOTING, closes, ends, mode=mode)
    if at >= order.index(State.VOTING):
        voting = replace(voting, opened_at=closes, closed_at=ends if at > order.index(State.VOTING) else None)
    runoff = Round("c1r", RoundKind.RUNOFF, ends, NOW + DAY, ends, mode=Mode.LIST, among=("e1", "e2"))
    final = Round("c1f", RoundKind.FINAL, ends, NOW + DAY, ends, mode=Mode.LIST, among=("e1", "e2"))
    last = {State.RUNOFF: (runoff,), State.FINAL: (final,)}
    return (entering, voting, *last.get(state, ()))


def contest(
    state: State = State.SUBMISSION, template: Template = Template.REMIX, title: str = "Paint the lamp"
) -> Contest:
    """Return a contest in a state; before its decision it holds standings that nobody may see."""
    decided = state in {State.DECIDED, State.ANNOUNCED, State.ARCHIVED}
    plan = Plan(None, Span(days=3), NOW + 9 * DAY)
    secret = (Standing("e1", "m1", 1, Fraction(SECRET, SECRET + 4), SECRET, SECRET + 4),)
    return Contest(
        "c1",
        "k1",
        brief(template, title),
        Rules(quorum=5),
        plan,
        state,
        NOW - 10 * DAY,
        terms=Terms(2, Licence.PROMOTION, "d" * 64),
        rounds=() if state is State.DRAFT else rounds(state),
        standings=secret if state in VOTING_STATES else (),
        decided_at=NOW - DAY if decided else None,
        ended_because="It rained." if state is State.CANCELLED else "",
    )


def contest_view(shown: Contest | None = None) -> ContestView:
    return ContestView(shown or contest(), COMMUNITY, Turnout(12, 7, 9), KIT)


def entry(title: str = "Sun", state: EntryState = EntryState.ADMITTED, id_: str = "e1") -> Entry:
    decisions = {
        EntryState.CHANGES: (Decision("changes", "m9", NOW - DAY, "source_not_named", "Whose photo is it?"),),
        EntryState.REJECTED: (Decision("rejected", "m9", NOW - DAY, "off_topic", "There is no lamp."),),
        EntryState.DISQUALIFIED: (Decision("disqualified", "m9", NOW - DAY, "vote_buying", "Votes for cake."),),
    }
    return Entry(
        id_,
        "c1",
        "m1",
        "a1",
        EntryKind.REMIX,
        state,
        Words(title, "It shines.", ("e7", "p1"), "Thank you, Cleo!"),
        (SUN,),
        "Mia",
        terms_version=2,
        sent_at=NOW - 2 * DAY,
        decisions=decisions.get(state, ()),
    )


def review(title: str = "Bright") -> Entry:
    facts = ReviewFacts("Desk lamp", 2, ("light",), ("noise", "price"), HowGot.SAMPLE)
    return replace(entry(title), kind=EntryKind.REVIEW, words=Words(title, "It hums.", review=facts))


def entry_view(
    shown: Entry | None = None, state: State = State.SUBMISSION, author: str | None = None, *, is_own: bool = False
) -> EntryView:
    sources = (Source("e7", "Moon", "Cleo"), Source("p1", "Logo", None), Source("e8", "", None, is_withdrawn=True))
    children = (Source("e9", "Sunset", "Ben"),)
    return EntryView(shown or entry(), contest(state), author, sources, children, is_own)


def result_view(*ranks: int, approvals: tuple[int, ...] = (), because: str = "", mode: Mode = Mode.QUEUE) -> ResultView:
    """Return a decided contest with an entry for each rank; 0 is a struck line."""
    decided = replace(contest(State.DECIDED), ended_because=because, rounds=rounds(State.DECIDED, mode))
    votes = approvals or tuple(max(9 - rank, 0) for rank in ranks)
    lines = []
    for number, (rank, given) in enumerate(zip(ranks, votes, strict=True), 1):
        shown = replace(entry(f"Entry {number}", id_=f"e{number}"), member=f"m{number}", shown_as=f"Author {number}")
        won = given > 0 and rank > 0 and not because
        reward = decided.brief.reward_of(rank) if won else None
        standing = Standing(shown.id, shown.member, rank, Fraction(given, 12), given, 12, rank, None, reward, rank == 0)
        view = EntryView(shown, decided, shown.shown_as, (Source("e7", "Moon", "Cleo"),))
        lines.append(ResultLine(standing, view, "offered" if won and rank == 1 else None))
    decided = replace(decided, standings=tuple(line.standing for line in lines))
    return ResultView(decided, COMMUNITY, Turnout(12, len(lines)), tuple(lines))


def offer(state: OfferState = OfferState.OPEN) -> Offer:
    ends = NOW + 180 * DAY if state in {OfferState.ACCEPTED, OfferState.ENDED} else None
    return Offer("c1o1", "c1", "e1", "m1", state, NOW, NOW + 7 * DAY, term_ends=ends)


def occasion(state: State = State.SUBMISSION, title: str = "Paint the lamp") -> Occasion:
    decided = result_view(1, 2, 3, 4)
    shown = replace(contest(state, title=title), offers=(offer(),))
    view = EntryView(entry(title), shown, "Mia", is_own=True)
    return Occasion(
        contest_view(shown),
        ZONE,
        NOW,
        view,
        decided,
        entrants=("Moon", title),
        names={"m1": "Mia", "v1": "#lamps"},
        venue="v1",
    )


def emoji(text: str) -> list[str]:
    return [sign for sign in text if unicodedata.category(sign) == "So"]


def said(post: Post) -> str:
    """Return everything that a post says: text, labels, options, fields, alt texts."""
    labels = [one.label for one in post.buttons]
    labels += [option.label for one in post.selects for option in one.options]
    if post.form:
        labels += [post.form.title, *(one.label for one in post.form.fields)]
    return "\n".join([post.text, *labels, *(one.alt for one in (*post.pictures, *post.media))])


def ids(post: Post) -> list[str]:
    return [one.id for one in post.buttons]
