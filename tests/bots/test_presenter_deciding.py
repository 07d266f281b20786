"""How a contest is decided, in words: each way to decide says what members do, what wins, and what else counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bots.presenter import contests as present
from bots.presenter.calendar import dates_of
from bots.presenter.choosing import ways_to_decide
from bots.presenter.dates import messages
from bots.presenter.labels import GOOD_FOR, METHODS
from bots.presenter.methods import counted
from bots.presenter.news import announce
from bots.presenter.turnout import closed, how_to_vote
from bots.words import LANGUAGES, words
from contests.model.announcement import Announcement, News
from contests.model.ballot import MARKINGS, Method, Mode, Scoring, Unranked, Voters
from contests.model.contest import (
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
    TieRule,
)
from contests.model.span import Span
from contests.rules.combining import FINAL_METHODS
from tests.bots.presenter_examples import DAY, NOW, ZONE, contest, contest_view, occasion, rounds, said

EN = words("en")
LOTTERY = "the numbers of the lottery of 5 December"
FULL = Rules(
    method=Method.LIMITED,
    stars=4,
    quorum=5,
    quorum_share=20,
    quorum_looks=3,
    final=Final(Method.SCORE, 10, voters=Voters.AMBASSADORS, no_award=True),
    criteria=(Criterion("taste", 2), Criterion("look")),
    jury=Jury(40, Points.LINEAR),
    tie=TieRule.LOTTERY,
    lottery=LOTTERY,
    one_each=True,
    repeat=Span(months=12),
)


def ruled(rules: Rules, state: State = State.SUBMISSION) -> Contest:
    return replace(contest(state), rules=rules)


def with_final(state: State = State.SUBMISSION, rules: Rules = FULL) -> Contest:
    """Return a contest with a final, planned or open."""
    shown = ruled(rules, state if state is not State.FINAL else State.RUNOFF)
    shown = replace(shown, state=state, rounds=shown.rounds[:2])
    opened = NOW - DAY if state is State.FINAL else None
    final = Round("c1f", RoundKind.FINAL, NOW + 10 * DAY, NOW + 12 * DAY, opened, method=Method.SCORE, among=("e1",))
    return shown.with_round(final)


def brief(shown: Contest, language: str = "en") -> str:
    return present.brief(contest_view(shown), words(language), ZONE, NOW).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("method", MARKINGS)
def test_every_method_is_worded_whole(method: Method, language: str) -> None:
    final = Final(FINAL_METHODS[0]) if method is Method.EPH else None
    for scoring in Scoring:
        for unranked in Unranked:
            text = brief(ruled(Rules(method=method, final=final, scoring=scoring, unranked=unranked)), language)
            assert not {"{", "}"} & set(text)
            assert "None" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMISSION, State.REVIEW, State.VOTING, State.FINAL])
def test_a_contest_with_everything_is_worded_whole_in_every_state(state: State, language: str) -> None:
    shown = ruled(FULL, state) if state is State.DRAFT else with_final(state)
    t, view = words(language), contest_view(shown)
    for post in (
        present.brief(view, t, ZONE, NOW),
        present.status(view, 1, t, ZONE, NOW),
        present.draft(shown, (), t, ZONE, NOW),
        present.contest_list([view], t, ZONE, NOW),
    ):
        assert not {"{", "}"} & set(said(post))
        assert "None" not in said(post)


def test_the_brief_says_everything_that_decides() -> None:
    text = brief(with_final())
    for part in (
        "approve at most 4 entries",
        "The best 10 go on to a final, with all who tie for the last place",
        "12 hours before everybody",
        "The final:\n• The best 10",
        "• Members grade entries from 1 to 5; the best average wins.",
        "What is graded: taste (weight 2) and look (weight 1).",
        "In the final, those vote who are or were ambassadors.",
        "“No award this time” can be voted for",
        "the jury's points weigh 40 of 100, the public's 60",
        "The last place gives 1 point",
        f"that nobody knows yet: {LOTTERY}.",
        (
            "At least 5 members have to vote for something. At least 20% of all who may vote have to do so."
            " At least 3 members have to look at each entry. If not, voting is extended once by 24 hours"
        ),
        "One reward for each member",
        "Whoever won a reward here within 12 months gets no other",
        "jurors only vote",
        "The final opens:",
        "The final closes:",
    ):
        assert part in text, part


def test_a_plain_contest_says_none_of_it() -> None:
    text = brief(contest())
    for part in ("final", "jurors only", "weigh", "by lot", "No award", "%"):
        assert part not in text, part
    assert "A score that few people made is drawn towards the average." in text


@pytest.mark.parametrize(
    ("rules", "part"),
    [
        (Rules(scoring=Scoring.SHARE), "Then the largest share of votes among those who looked wins.\n"),
        (Rules(scoring=Scoring.ITCH), "counts less where fewer looked"),
        (Rules(scoring=Scoring.WILSON), "as low as it may be by chance"),
        (Rules(mode=Mode.LIST), "All entries are shown at once; the most votes win."),
        (Rules(method=Method.SCHULZE), "stands below all that they put in order"),
        (Rules(method=Method.SCHULZE, unranked=Unranked.APART), "is not compared by their ballot"),
        (Rules(method=Method.SCORE, criteria=(Criterion("a"), Criterion("b"))), "What is graded: a and b."),
        (Rules(final=Final(bar=60)), "All entries that get at least 60% go on to a final."),
        (Rules(tie=TieRule.JURY, jury=Jury()), "the entry that the jury ranks higher comes first"),
        (Rules(tie=TieRule.HEAD_TO_HEAD), "the entry that more ballots prefer to the other comes first"),
        (Rules(jury=Jury()), "Jurors vote, too, and are counted apart: the jury's points weigh 50 of 100"),
    ],
)
def test_a_rule_has_a_sentence_of_its_own(rules: Rules, part: str) -> None:
    assert part in brief(replace(ruled(rules), rounds=()))


def test_what_belongs_to_the_final_alone_is_said_after_it_and_what_belongs_to_both_once() -> None:
    text = brief(with_final())
    assert text.index("What is graded: taste") > text.index("The final:")
    both = brief(with_final(rules=replace(FULL, method=Method.SCORE)))
    assert both.count("What is graded: taste") == 1
    assert both.index("What is graded: taste") < both.index("go on to a final")


def test_a_final_that_nobody_had_to_be_left_out_for_is_no_longer_told() -> None:
    shown = ruled(FULL, State.VOTING)
    held = replace(shown.rounds[1], method=Method.SCORE)
    text = brief(shown.with_round(held))
    assert "go on to a final" not in text
    assert "Members grade entries from 1 to 5" in text


def test_while_the_managers_look_at_who_goes_on_nobody_can_vote_and_everybody_reads_when_the_final_opens() -> None:
    shown = with_final(State.VOTING)
    waiting = shown.with_round(replace(shown.rounds[1], closed_at=NOW))
    post = present.brief(contest_view(waiting), EN, ZONE, NOW)
    assert "The votes are in. The final opens:" in post.text
    assert not [one for one in post.buttons if one.id.startswith("vote:")]
    assert [one for one in present.brief(contest_view(shown), EN, ZONE, NOW).buttons if one.id.startswith("vote:")]


def test_while_a_draw_is_awaited_everybody_reads_that_it_is() -> None:
    shown = ruled(FULL, State.VOTING)
    waiting = shown.with_round(replace(shown.rounds[1], closed_at=NOW))
    assert "A tie is drawn by lot as soon as the public value for it is known." in brief(waiting)


def test_the_preview_lists_the_messages_of_a_final_in_their_order() -> None:
    listed = messages(with_final(State.SCHEDULED), EN, ZONE)
    told = [line.rpartition("Europe/Warsaw: ")[2] for line in listed]
    first = told.index("who goes on to the final, to you and the other managers alone")
    assert [one.split(",")[0].split(":")[0] for one in told[first - 1 :]] == [
        "if too few have voted",
        "who goes on to the final",
        "the final opens",
        "reminder that the final closes",
        "reminder that the final closes",
        "if a tie decides on a prize or an ambassador",
        "the result",
        "the offer to be ambassador",
    ]


def test_a_draft_says_how_long_its_final_is_planned_to_run() -> None:
    shown = replace(ruled(FULL, State.DRAFT), plan=Plan(None, Span(days=3), Span(days=2), Span(days=1)))
    assert "The final then runs for 1 day" in present.draft(shown, (), EN, ZONE, NOW).text
    dated = replace(shown, plan=replace(shown.plan, final=NOW + timedelta(days=20)))
    assert "The final closes: Saturday 12 December 2026" in present.draft(dated, (), EN, ZONE, NOW).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_final_stands_in_calendars_and_its_close_is_told(language: str) -> None:
    t = words(language)
    assert [one.key for one in dates_of(with_final(), t)] == ["c1s", "c1v", "c1f"]
    assert closed("Paint", RoundKind.FINAL, 3, t).text != closed("Paint", RoundKind.VOTING, 3, t).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_is_told_that_voting_is_open_reads_what_they_will_meet(language: str) -> None:
    voting, t = rounds(State.VOTING)[1], words(language)
    met = {how_to_vote(replace(voting, method=one, mode=mode), t) for one in MARKINGS for mode in Mode}
    assert len(met) == 5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("method", MARKINGS)
def test_whoever_hears_of_a_vote_reads_in_a_sentence_what_is_made_of_it(method: Method, language: str) -> None:
    t = words(language)
    shown = ruled(Rules(method=method), State.VOTING)
    running = replace(shown.rounds[1], method=method)
    told = announce(
        Announcement(News.VOTING_OPENED, "c1"),
        t,
        replace(occasion(), contest=contest_view(shown.with_round(running))),
    ).text
    assert f"{how_to_vote(running, t)}\n{counted(running, t)}" in told
    assert t._("The final:") not in told


def test_whoever_hears_of_a_vote_reads_that_a_final_follows() -> None:
    for final, part in (
        (Final(first=4), "The best 4 go on to a final."),
        (Final(bar=60), "at least 60% go on to a fin"),
    ):
        shown = with_final(State.VOTING, Rules(final=final))
        told = announce(Announcement(News.VOTING_OPENED, "c1"), EN, replace(occasion(), contest=contest_view(shown)))
        assert part in told.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_compares_every_way_to_vote(language: str) -> None:
    t = words(language)
    text = ways_to_decide(t).text
    for method in METHODS:
        assert f"• {method}: {t._(METHODS[method])}. {t._(GOOD_FOR[method])}" in text
