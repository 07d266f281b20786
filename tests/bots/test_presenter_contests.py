"""Contests in words: what members and managers read, and what nobody may read before the result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.presenter import contests as present
from bots.presenter.people import privacy
from bots.words import LANGUAGES, words
from contests.desk.managing import Preview
from contests.model.contest import Rules, State, Template, TieRule
from contests.model.media import Media
from contests.model.span import Span
from contests.ports import Turnout
from tests.bots.presenter_examples import (
    COMMUNITY,
    NOW,
    SECRET,
    ZONE,
    contest,
    contest_view,
    ids,
    said,
)

if TYPE_CHECKING:
    from bots.post import Post
    from contests.model.contest import Contest

EN = words("en")


def brief(shown: Contest, language: str = "en", *, reminded: bool = False) -> Post:
    return present.brief(contest_view(shown), words(language), ZONE, NOW, reminded=reminded)


def posts_on(shown: Contest, language: str) -> list[Post]:
    """Return every post that tells of a contest before its decision."""
    t, view = words(language), contest_view(shown)
    return [
        present.contest_list([view, view], t, ZONE, NOW),
        present.brief(view, t, ZONE, NOW),
        present.status(view, 3, t, ZONE, NOW),
        present.draft(shown, ["voting"], t, ZONE, NOW),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", Template)
@pytest.mark.parametrize("state", State)
def test_a_contest_is_worded_whole_in_every_state(state: State, template: Template, language: str) -> None:
    for post in posts_on(contest(state, template), language):
        assert not {"{", "}"} & set(said(post))
        assert "None" not in said(post)
        assert post.private


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [State.VOTING, State.RUNOFF])
def test_nobody_reads_standings_while_people_vote(state: State, language: str) -> None:
    shown = contest(state)
    assert shown.standings, "there is something to hide"
    for post in posts_on(shown, language):
        assert str(SECRET) not in said(post)
        assert str(SECRET + 4) not in said(post)
        assert "e1" not in said(post)


@given(title=st.text(min_size=1, max_size=100), text=st.text(max_size=300))
def test_what_a_manager_typed_stands_literally(title: str, text: str) -> None:
    shown = contest(title=title)
    shown = replace(shown, brief=replace(shown.brief, text=text))
    post = brief(shown)
    assert title in post.text
    assert text in post.text


def test_the_brief_says_all_that_decides() -> None:
    text = brief(contest()).text
    for part in (
        "By Lumen GmbH",
        "Entries close: Tuesday 24 November 2026, 18:00, Europe/Warsaw, in 2 days",
        "Place 1: 2 tickets",
        "ambassador of Lumen for 6 months",
        "24 months",
        "all tied win; more prizes may be given",
        "At least 5 members",
        "extended once by 24 hours",
        "English and German",
        "Logo",
    ):
        assert part in text


def test_a_run_off_is_announced_in_the_brief_with_its_length() -> None:
    shown = replace(contest(), rules=Rules(tie=TieRule.RUNOFF, runoff=Span(days=2), ambassadors=3))
    text = brief(shown).text
    assert "a run-off of 2 days follows" in text
    assert "The first 3 are asked" in text
    assert "extended once" not in text


def test_a_review_drive_says_that_stars_do_not_decide_and_what_is_reviewed() -> None:
    post = brief(contest(template=Template.REVIEW))
    assert "never the number of stars" in post.text
    assert "Products: Desk lamp and Torch" in post.text
    assert post.buttons[0].label == "Write a review"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.SCHEDULED, ["remind:c1"]),
        (State.SUBMISSION, ["enter:c1", "remind:c1"]),
        (State.REVIEW, ["remind:c1"]),
        (State.VOTING, ["vote:c1", "remind:c1"]),
        (State.RUNOFF, ["vote:c1", "remind:c1"]),
        (State.ANNOUNCED, []),
        (State.CANCELLED, []),
    ],
)
def test_the_brief_has_a_button_for_what_can_be_done_now(state: State, expected: list[str]) -> None:
    assert ids(brief(contest(state))) == [*expected, "entries:c1"]


def test_whoever_is_reminded_can_stop_it() -> None:
    assert "forget:c1" in ids(brief(contest(), reminded=True))


def test_nothing_can_be_entered_while_it_is_paused() -> None:
    post = brief(replace(contest(), paused_at=NOW))
    assert ids(post) == ["remind:c1", "entries:c1"]
    assert "Paused since" in post.text


def test_a_cancelled_contest_says_why() -> None:
    assert "It rained." in brief(contest(State.CANCELLED)).text


def test_the_kit_is_shown_with_its_alt_texts_where_its_files_are_known() -> None:
    files = {"m" * 64: Media("m" * 64, "picture", "image/png")}
    post = present.brief(contest_view(), EN, ZONE, NOW, files=files)
    assert [(one.media, one.alt) for one in post.media] == [("m" * 64, "A lamp")]


def test_a_list_has_at_most_the_buttons_that_fit() -> None:
    views = [contest_view(replace(contest(title="x" * 100), id=f"c{number}")) for number in range(40)]
    post = present.contest_list(views, EN, ZONE, NOW)
    assert len(post.buttons) <= 25
    assert all(len(one.label) <= 80 for one in post.buttons)


def test_an_empty_list_says_so() -> None:
    assert present.contest_list([], EN, ZONE, NOW).text == "There is no contest yet. Look in again soon."


def test_a_draft_names_what_is_missing_as_it_can_be_typed() -> None:
    post = present.draft(contest(State.DRAFT), ("submissions", "voting"), EN, ZONE, NOW)
    assert "Entries close (submissions=) and Voting closes (voting=)" in post.text
    assert "/contest schedule" in present.draft(contest(State.DRAFT), (), EN, ZONE, NOW).text


def test_the_preview_shows_the_brief_and_every_message_in_order_and_asks_to_confirm() -> None:
    scheduled = contest(State.SCHEDULED)
    post = present.schedule_preview(Preview(scheduled), contest_view(contest(State.DRAFT)), EN, ZONE, NOW)
    assert present.brief_text(contest_view(scheduled), EN, ZONE, NOW) in post.text
    listed = post.text.partition("what will be said")[2].splitlines()
    told = [line.rpartition("Europe/Warsaw: ")[2] for line in listed if line.startswith("•")]
    assert [line.split(",")[0] for line in told] == [
        "it opens",
        "reminder that entries close",
        "entries are closed",
        "voting opens",
        "reminder that voting closes",
        "reminder that voting closes",
        "if too few have voted: that there are 24 hours more",
        "the result",
        "the offer to be ambassador",
    ]
    assert ids(post) == ["confirm:c1"]


def test_turnout_counts_voters_only_once_there_is_a_vote() -> None:
    view = replace(contest_view(), turnout=Turnout(0, 1, 0))
    assert present.turnout(view, EN) == "1 entry"
    assert present.turnout(replace(view, contest=contest(State.VOTING)), EN) == "1 entry, 0 members have voted"
    assert present.turnout(replace(view, contest=contest(State.DRAFT)), EN) == ""


def test_the_sponsor_is_the_brand_unless_another_one_is_named() -> None:
    shown = replace(contest(), brief=replace(contest().brief, sponsor=""))
    assert f"By {COMMUNITY.brand.name}\n" in brief(shown).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_privacy_text_is_worded(language: str) -> None:
    assert len(privacy(words(language)).text.splitlines()) > 10
