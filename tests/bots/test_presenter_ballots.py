"""Ballots in words: one entry at a time, or all at once; only the voter sees them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.presenter import ballots as present
from bots.words import LANGUAGES, words
from contests.desk.voting import BallotPaper
from contests.model.ballot import Choice, Method, Mode, Receipt
from contests.model.contest import RoundKind, State
from contests.rules.voting import Candidate
from tests.bots.presenter_examples import NOW, ZONE, contest, entry, entry_view, ids, said

EN = words("en")
ENTRIES = tuple(entry(f"Entry {number}", id_=f"e{number}") for number in range(1, 5))
VIEWS = [entry_view(one, State.VOTING) for one in ENTRIES]
RECEIPT = Receipt("K3QF-7W2M", "c1", "c1v", 2, NOW)


def paper(choices: dict[str, Choice] | None = None, *, mode: Mode = Mode.QUEUE, single: bool = False) -> BallotPaper:
    """Return a ballot that serves the first entry without a choice."""
    shown = contest(State.VOTING)
    method = Method.SINGLE if single else Method.APPROVAL
    voting = replace(shown.rounds[1], mode=mode, method=method)
    candidates = tuple(Candidate(one.id, one.member, one.state) for one in ENTRIES)
    return BallotPaper(shown, voting, candidates, choices or {}, RECEIPT if choices else None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("single", [True, False])
@pytest.mark.parametrize("kind", [RoundKind.VOTING, RoundKind.RUNOFF])
def test_a_ballot_is_worded_whole(kind: RoundKind, language: str, *, single: bool) -> None:
    t, given_ = words(language), paper({"e1": Choice.APPROVE}, single=single)
    given_ = replace(given_, round=replace(given_.round, kind=kind))
    for post in (
        present.queue_paper(given_, VIEWS[1], t, ZONE),
        present.queue_paper(given_, None, t, ZONE, receipt=RECEIPT),
        present.list_paper(given_, VIEWS, t, ZONE),
        present.done(given_, t, ZONE),
    ):
        assert not {"{", "}"} & set(said(post))
        assert "None" not in said(post)
        assert post.private
        assert post.receipt == RECEIPT.code


def test_the_queue_shows_one_entry_with_two_buttons_of_equal_weight() -> None:
    post = present.queue_paper(paper(), VIEWS[0], EN, ZONE)
    approve, pass_ = post.buttons
    assert (approve.id, pass_.id) == ("approve:e1", "pass:e1")
    assert approve.style == pass_.style
    assert "The author is named after the close." in post.text
    assert "Still to look at: 4" in post.text
    assert "Pass goes on without a vote" in post.text
    assert post.media
    assert post.shows == ("ballot:e1",)


def test_one_can_go_back_to_the_entry_answered_before() -> None:
    answered = {"e1": Choice.APPROVE, "e2": Choice.PASS}
    assert ids(present.queue_paper(paper(answered), VIEWS[2], EN, ZONE))[-1] == "back:e2"
    again = present.queue_paper(paper(answered), VIEWS[1], EN, ZONE)
    assert ids(again)[-1] == "back:e1"
    assert "Your answer so far: Pass" in again.text


def test_no_way_back_leads_to_an_entry_that_left_the_vote() -> None:
    post = present.queue_paper(paper({"gone": Choice.APPROVE}), VIEWS[0], EN, ZONE)
    assert ids(post) == ["approve:e1", "pass:e1"]


def test_at_the_end_there_is_the_receipt_and_a_button_to_close() -> None:
    all_said = dict.fromkeys(["e1", "e2", "e3", "e4"], Choice.PASS)
    post = present.queue_paper(paper(all_said), None, EN, ZONE)
    assert "all 4 entries" in post.text
    assert "K3QF-7W2M" in post.text
    assert ids(post) == ["back:e4", "done"]
    assert post.receipt == "K3QF-7W2M"


def test_whoever_made_the_only_entries_is_told_why_there_is_nothing_to_vote_on() -> None:
    post = present.queue_paper(replace(paper(), entries=()), None, EN, ZONE)
    assert "nobody votes for their own entry" in post.text
    assert not post.buttons


def test_the_receipt_of_the_answer_just_given_is_the_one_that_is_shown() -> None:
    newer = replace(RECEIPT, code="NEW1-CODE", version=3)
    post = present.queue_paper(paper({"e1": Choice.PASS}), VIEWS[1], EN, ZONE, receipt=newer)
    assert post.receipt == "NEW1-CODE"


def test_the_list_shows_all_entries_and_says_what_is_chosen_now() -> None:
    post = present.list_paper(paper({"e2": Choice.APPROVE}, mode=Mode.LIST), VIEWS, EN, ZONE)
    (select,) = post.selects
    assert select.id == "ballot:c1v"
    assert [one.value for one in select.options] == ["e1", "e2", "e3", "e4"]
    assert (select.least, select.most) == (0, 4)
    assert "Your vote now: “Entry 2”." in post.text
    assert len(post.media) == 4


def test_in_single_choice_only_one_can_be_selected() -> None:
    post = present.list_paper(paper(mode=Mode.LIST, single=True), VIEWS, EN, ZONE)
    assert post.selects[0].most == 1
    assert "You have not chosen anything yet." in post.text


@given(title=st.text(min_size=1, max_size=100), text=st.text(max_size=5000))
def test_long_texts_are_shortened_on_a_list_and_titles_never(title: str, text: str) -> None:
    shown = replace(ENTRIES[0], words=replace(ENTRIES[0].words, title=title, text=text))
    post = present.list_paper(paper(mode=Mode.LIST), [entry_view(shown, State.VOTING)], EN, ZONE)
    assert title in post.text
    assert len(post.text) < 1000
