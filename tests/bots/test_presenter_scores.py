"""Scores in words, by the method that made them; jury beside public, finalists and the others, who was passed over."""

import csv
import io
from dataclasses import replace
from fractions import Fraction

import pytest

from bots.presenter import results as present
from bots.presenter import scores, tables
from bots.presenter.member_news import rank
from bots.words import LANGUAGES, words
from contests.desk.views import ResultLine, ResultView
from contests.model.announcement import Announcement, Audience, News
from contests.model.ballot import MARKINGS, Method, Mode, Scoring
from contests.model.contest import Criterion, Final, Jury, Round, RoundKind, Rules, State, TieRule
from contests.model.standing import Columns, Standing
from tests.bots.presenter_examples import DAY, NOW, ZONE, occasion, result_view, said

EN = words("en")


def view_by(method: Method, *lines: Fraction, rules: Rules | None = None, mode: Mode = Mode.QUEUE) -> ResultView:
    """Return a decided contest whose voting round was held by a method, with these scores."""
    plain = result_view(*range(1, len(lines) + 1))
    voting = replace(plain.contest.rounds[1], method=method, mode=mode)
    decided = replace(plain.contest.with_round(voting), rules=rules or Rules(method=method))
    worded = [
        replace(line, standing=replace(line.standing, score=score))
        for line, score in zip(plain.lines, lines, strict=True)
    ]
    return replace(plain, contest=decided, lines=tuple(worded))


def with_standings(view: ResultView, **changed: object) -> ResultView:
    """Return a view with something changed in its first line."""
    first = view.lines[0]
    standing: Standing = replace(first.standing, **changed)  # type: ignore[arg-type]  # each test names a field
    return replace(view, lines=(replace(first, standing=standing), *view.lines[1:]))


def with_jury() -> ResultView:
    view = view_by(Method.APPROVAL, Fraction(19, 2), Fraction(8), rules=Rules(jury=Jury(50)))
    columns = (Columns(1, Fraction(12), 4, Fraction(7)), Columns(2, Fraction(10), 5, Fraction(6)))
    worded = [
        replace(line, standing=replace(line.standing, columns=one))
        for line, one in zip(view.lines, columns, strict=True)
    ]
    return replace(view, lines=tuple(worded))


def with_final() -> ResultView:
    """Return a decided contest of four entries, of which two were in a final that was ranked."""
    view = view_by(Method.APPROVAL, Fraction(1), Fraction(0), Fraction(3, 4), Fraction(1, 2))
    final = Round("c1f", RoundKind.FINAL, NOW, NOW + DAY, NOW, NOW + DAY, method=Method.SCHULZE, among=("e1", "e2"))
    decided = replace(view.contest.with_round(final), rules=Rules(final=Final(Method.SCHULZE, 2)))
    worded = [
        replace(line, standing=replace(line.standing, is_finalist=n < 2, qualified=Fraction(7 - n, 9)))
        for n, line in enumerate(view.lines)
    ]
    return replace(view, contest=decided, lines=tuple(worded))


@pytest.mark.parametrize(
    ("method", "score", "words_"),
    [
        (Method.SCORE, Fraction(253, 60), "4.22 of 5, from 12 people"),
        (Method.STAR, Fraction(44), "44 points, from 12 people"),
        (Method.MAJORITY, Fraction(4), "middle grade 4, from 12 people"),
        (Method.SCHULZE, Fraction(2), "beats 2 of 2"),
        (Method.IRV, Fraction(312), "312 ballots in its last round"),
        (Method.IRV, Fraction(1), "1 ballot in its last round"),
        (Method.PAIRWISE, Fraction(0), "wins 50% against the average"),
        (Method.PAIRWISE, Fraction(847, 1000), "wins 70% against the average"),
        (Method.LIMITED, Fraction(2, 3), "8 of 12"),
        (Method.EPH, Fraction(3), "8 of 12"),
    ],
)
def test_a_score_is_worded_by_its_method(method: Method, score: Fraction, words_: str) -> None:
    view = view_by(method, score, Fraction(0), Fraction(0))
    assert scores.score(view.lines[0], view, EN) == words_


def test_grades_of_weighted_criteria_are_of_five_all_the_same() -> None:
    rules = Rules(method=Method.SCORE, criteria=(Criterion("taste", 2), Criterion("look")))
    view = view_by(Method.SCORE, Fraction(12), Fraction(3), rules=rules)
    assert scores.score(view.lines[0], view, EN) == "4 of 5, from 12 people"
    assert scores.bar(view.lines[0].standing, Fraction(12), view) == 80


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("method", MARKINGS)
def test_every_method_has_standings_that_are_worded_whole(method: Method, language: str) -> None:
    t = words(language)
    for mode in Mode:
        view = view_by(method, Fraction(2, 3), Fraction(1, 3), mode=mode)
        for post in (present.standings(view, t), present.result(view, t, ZONE)):
            assert not {"{", "}"} & set(said(post))
            assert "None" not in said(post)
        assert 0 <= scores.bar(view.lines[0].standing, Fraction(2, 3), view) <= 100


def test_shares_say_that_few_looks_are_drawn_to_the_average() -> None:
    read = scores.how_to_read(view_by(Method.APPROVAL, Fraction(2, 3)), EN)
    assert "4 members looked at it, 3 of them voted for it. The largest share comes first." in read
    assert "A score that few people made is drawn towards the average." in read
    plain = view_by(Method.APPROVAL, Fraction(2, 3), rules=Rules(scoring=Scoring.SHARE))
    assert "average" not in scores.how_to_read(plain, EN)


def test_jury_and_public_stand_beside_each_other_with_points_and_weights() -> None:
    view = with_jury()
    text = present.standings(view, EN).text
    assert "9.5 points (public 12 for place 1, jury 7 for place 4)" in text
    assert "the public's weigh 50 of 100, the jury's 50" in text
    assert "3 of 4" not in text, "what is not shown is not explained"
    assert scores.total(view.lines[0], view, EN) == "9.5 points"
    assert "the jury's 50" in present.result(view, EN, ZONE).text


def at_first(line: ResultLine) -> ResultLine:
    return replace(line, standing=replace(line.standing, rank=1))


def test_the_card_names_the_places_of_both_columns_beside_that_of_their_sum() -> None:
    card = present.result_card(with_jury(), EN, lambda _: None)
    assert [one.label for one in card.places] == [
        "Winner · public place 1, jury place 4",
        "Place 2 · public place 2, jury place 5",
    ]
    tied = replace(with_jury(), lines=tuple(at_first(line) for line in with_jury().lines))
    shared = present.result_card(tied, EN, lambda _: None).places
    assert [one.label for one in shared] == ["Shared first place", "Shared first place"]
    assert [one.credit.partition(" · ")[0] for one in shared] == [
        "public place 1, jury place 4",
        "public place 2, jury place 5",
    ]
    assert "by Author 1, made from “Moon” by Cleo: public place 1, jury place 4" in present.result_alt(with_jury(), EN)


def test_finalists_stand_first_and_all_others_apart_each_scored_by_the_round_it_was_in() -> None:
    text = present.standings(with_final(), EN).text
    finalists, others = text.split("Not in the final:")
    assert "In the final:\n1. “Entry 1” by Author 1 · beats 1 of 1" in finalists
    assert "3. “Entry 3” by Author 3 · 6 of 12" in others
    assert "beats 7 of 9" in others
    assert "3 of 4" in others


def test_two_rounds_by_the_same_method_are_explained_once() -> None:
    view = with_final()
    alike = [replace(one, method=Method.PAIRWISE) for one in view.contest.rounds]
    view = replace(view, contest=replace(view.contest, rounds=tuple(alike)))
    assert scores.how_to_read(view, EN).count("means: that often it is preferred") == 1


def test_who_is_passed_over_is_named_with_the_reason() -> None:
    for skipped, sign in (("one_each", "one for each member"), ("repeat", "won one here lately")):
        view = with_standings(result_view(1, 2, 3), skipped=skipped, reward=None)
        assert sign in present.standings(view, EN).text
        assert f"Winner: “Entry 1” by Author 1, made from “Moon” by Cleo.\nReward: {scores.SKIPPED[skipped]}." in (
            present.result(view, EN, ZONE).text
        )


def test_of_a_shared_first_place_each_reads_what_they_get_where_one_is_passed_over() -> None:
    view = with_standings(result_view(1, 1, 3), skipped="repeat", reward=None)
    other = replace(view.lines[1], standing=replace(view.lines[1].standing, reward="a bag"))
    view = replace(view, lines=(view.lines[0], other, *view.lines[2:]))
    text = present.result(view, EN, ZONE).text
    assert f"• Place 1: “Entry 1” by Author 1, made from “Moon” by Cleo. Reward: {scores.SKIPPED['repeat']}." in text
    assert "• Place 1: “Entry 2” by Author 2, made from “Moon” by Cleo. Reward: a bag." in text


def test_what_no_award_is_preferred_to_wins_nothing_and_says_so() -> None:
    view = with_standings(result_view(1, 2), is_beaten=True, reward=None)
    assert "not ahead of “No award this time”" in present.standings(view, EN).text
    assert [line.standing.entry for line in present.podium(view)] == ["e2"]
    outside = with_standings(view, is_finalist=False)
    assert "not ahead of" not in present.standings(outside, EN).text, "members could not prefer it: it was not there"


def test_everybody_reads_how_shares_are_counted_not_only_those_who_look_at_the_standings() -> None:
    text = present.result(view_by(Method.APPROVAL, Fraction(2, 3)), EN, ZONE).text
    assert "“3 of 4” means" in text
    assert "A score that few people made is drawn towards the average." in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("because", "rules", "sign"),
    [
        ("no_award", Rules(), "No award this time"),
        ("bar", Rules(final=Final(bar=60)), "60%"),
        ("none_left", Rules(final=Final(bar=60)), "no entry is left"),
        ("quorum", Rules(quorum_share=20), "20% of all who may vote"),
        ("quorum", Rules(quorum=5, quorum_looks=3), "3 members have to look"),
        ("quorum", Rules(quorum=5), "5 members who vote"),
    ],
)
def test_why_nobody_wins_is_told(because: str, rules: Rules, sign: str, language: str) -> None:
    view = result_view(1, 2, because=because)
    told = present.result(replace(view, contest=replace(view.contest, rules=rules)), words(language), ZONE).text
    assert language != "en" or sign in told
    assert "{" not in told


def test_a_draw_is_told_so_that_anybody_can_repeat_it() -> None:
    view = result_view(1, 2)
    drawn = replace(view.contest, rules=Rules(tie=TieRule.LOTTERY), draw="7 13 21", draw_seed="ab" * 32)
    for post in (
        present.standings(replace(view, contest=drawn), EN),
        present.result(replace(view, contest=drawn), EN, ZONE),
    ):
        assert f"“7 13 21”. The receipts' digest: {'ab' * 32}." in post.text
        assert "SHA-256" in post.text
    assert "SHA-256" not in present.standings(view, EN).text


@pytest.mark.parametrize(("tie", "sign"), [(TieRule.JURY, "by the jury"), (TieRule.HEAD_TO_HEAD, "head to head")])
def test_what_broke_a_tie_is_told_where_one_was_broken(tie: TieRule, sign: str) -> None:
    tied = view_by(Method.SINGLE, Fraction(3), Fraction(3), rules=Rules(tie=tie), mode=Mode.LIST)
    assert sign in present.standings(tied, EN).text
    untied = view_by(Method.SINGLE, Fraction(3), Fraction(2), rules=Rules(tie=tie), mode=Mode.LIST)
    assert sign not in present.standings(untied, EN).text


def test_a_run_off_stands_beside_whatever_the_score_was() -> None:
    view = with_standings(view_by(Method.SCORE, Fraction(4), Fraction(4)), runoff=7)
    assert scores.score(view.lines[0], view, EN) == "4 of 5, from 12 people, in the run-off 7"


def table(view: ResultView) -> list[list[str]]:
    _, content = tables.winners_csv(view, EN)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_table_has_further_columns_only_where_they_say_something() -> None:
    assert table(result_view(1, 2))[0][-1] == "Office"
    head, first, *_ = table(with_jury())
    assert head[9:] == ["Score", "Public: place", "Public: points", "Jury: place", "Jury: points"]
    assert first[9:] == ["9.5", "1", "12", "4", "7"]
    head, first, *_ = table(with_final())
    assert head[9:] == ["Score", "In the final", "Score before the final"]
    assert first[9:] == ["1", "yes", "0.7778"]
    head, first, *_ = table(with_standings(result_view(1), skipped="repeat", reward=None))
    assert (head[9:], first[7]) == (["Passed over"], "")
    assert "lately" in first[9]


def test_an_author_reads_the_score_by_its_method() -> None:
    view = view_by(Method.SCORE, Fraction(4), Fraction(3))
    told = Announcement(News.RANK, "c1", Audience.MEMBER, "m1", "e1", {"rank": 1})
    heard = replace(occasion(State.DECIDED), result=view)
    assert "Score: 4 of 5, from 12 people." in rank(told, EN, heard).text
    for skipped, sign in (("one_each", "and you have yours."), ("repeat", "since you won one here lately.")):
        passed_over = replace(heard, result=with_standings(view, skipped=skipped, reward=None))
        assert sign in rank(told, EN, passed_over).text
    missed = replace(heard, result=replace(view, contest=replace(view.contest, ended_because="quorum")))
    missed = replace(missed, contest=replace(missed.contest, contest=missed.decided.contest))
    assert "Nobody wins this time" in rank(told, EN, missed).text
    assert "Votes: 8 of 12 who looked at it." in rank(told, EN, replace(heard, result=result_view(1, 2))).text
