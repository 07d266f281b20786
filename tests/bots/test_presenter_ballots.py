"""Ballots in words: one entry at a time, two, or all at once; only the voter sees them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.on_discord.dress import in_rows
from bots.on_telegram.ids import button_data
from bots.presenter import ballots as present
from bots.words import LANGUAGES, words
from contests.desk.voting import BallotPaper
from contests.model.ballot import (
    NO_AWARD,
    Choice,
    Grades,
    Marking,
    Method,
    Mode,
    Place,
    Preference,
    Receipt,
    Unranked,
    pair_of,
)
from contests.model.contest import Criterion, Jury, RoundKind, Rules, State
from contests.model.entry import EntryState
from contests.rules.voting import Candidate
from tests.bots.presenter_examples import NOW, SECRET, ZONE, contest, entry, entry_view, ids, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bots.post import Post
    from contests.model.ballot import Mark

EN = words("en")
ENTRIES = tuple(entry(f"Entry {number}", id_=f"e{number}") for number in range(1, 5))
VIEWS = tuple(entry_view(one, State.VOTING) for one in ENTRIES)
RECEIPT = Receipt("K3QF-7W2M", "c1", "c1v", 2, NOW)
NOBODY = Candidate(NO_AWARD, "", EntryState.ADMITTED)
CRITERIA = (Criterion("Taste", 2), Criterion("Look"))


def paper(
    choices: Mapping[str, Mark] | None = None,
    method: Method = Method.APPROVAL,
    served: str | None = None,
    *,
    mode: Mode = Mode.QUEUE,
    rules: Rules | None = None,
    no_award: bool = False,
) -> BallotPaper:
    """Return a ballot over four entries; of a list all are shown, of a queue what is `served`."""
    shown = replace(contest(State.VOTING), rules=rules or Rules())
    voting = replace(shown.rounds[1], mode=mode, method=method, no_award=no_award)
    candidates = tuple(Candidate(one.id, one.member, one.state) for one in ENTRIES)
    pair = tuple(served.split("~")) if served and "~" in served else None
    seen = {one.id for one in ENTRIES} if served is None and mode is Mode.LIST else {*(pair or ()), served}
    return BallotPaper(
        shown,
        voting,
        (*candidates, NOBODY) if no_award else candidates,
        choices or {},
        RECEIPT if choices else None,
        tuple(one for one in VIEWS if one.entry.id in seen),
        served,
        (pair[0], pair[1]) if pair else None,
        1 if voting.marking is Marking.GRADE and served else 0,
    )


def worded(shown: BallotPaper) -> Post:
    """Return a ballot in English."""
    return present.ballot(shown, EN, ZONE)


PAPERS = {
    "queue": paper({"e1": Choice.APPROVE}, served="e2"),
    "queue at its end": paper({"e1": Choice.APPROVE}),
    "single": paper({"e1": Choice.APPROVE}, Method.SINGLE, "e2"),
    "limited": paper({"e1": Choice.APPROVE}, Method.LIMITED, "e2"),
    "no award": paper({"e1": Choice.APPROVE}, served=NO_AWARD, no_award=True),
    "list": paper({"e1": Choice.APPROVE}, mode=Mode.LIST, no_award=True),
    "limited list": paper({"e1": Choice.APPROVE}, Method.LIMITED, mode=Mode.LIST),
    "grades": paper({"e1": Grades((4,))}, Method.SCORE, "e2"),
    "grades by criteria": paper({"e2": Grades((4, 0))}, Method.STAR, "e2", rules=Rules(criteria=CRITERIA)),
    "grades at their end": paper({"e1": Grades((4,))}, Method.MAJORITY),
    "order": paper({"e1": Place(1)}, Method.SCHULZE, mode=Mode.LIST, no_award=True),
    "pair": paper({"e1~e2": Preference.FIRST}, Method.PAIRWISE, "e3~e1"),
    "pair with no award": paper({"e1~e2": Choice.PASS}, Method.PAIRWISE, "none~e1", no_award=True),
    "pairs at their end": paper({"e1~e2": Choice.PASS}, Method.PAIRWISE),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [RoundKind.VOTING, RoundKind.FINAL, RoundKind.RUNOFF])
@pytest.mark.parametrize("name", PAPERS)
def test_a_ballot_is_worded_whole(kind: RoundKind, language: str, name: str) -> None:
    t, given_ = words(language), replace(PAPERS[name], is_juror=True)
    given_ = replace(given_, round=replace(given_.round, kind=kind, among=("e1", "e2")))
    given_ = replace(given_, contest=replace(given_.contest, rules=replace(given_.contest.rules, jury=Jury())))
    for post in (present.ballot(given_, t, ZONE), present.done(given_, t, ZONE)):
        assert not {"{", "}"} & set(said(post))
        assert "None" not in said(post)
        assert post.private
        assert post.receipt == RECEIPT.code


def test_the_queue_shows_one_entry_with_two_buttons_of_equal_weight() -> None:
    post = worded(paper(served="e1"))
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
    assert ids(worded(paper(answered, served="e3")))[-1] == "back:e2"
    again = worded(paper(answered, served="e2"))
    assert ids(again)[-1] == "back:e1"
    assert "Your answer so far: Pass" in again.text


def test_no_way_back_leads_to_an_entry_that_left_the_vote() -> None:
    assert ids(worded(paper({"gone": Choice.APPROVE}, served="e1"))) == ["approve:e1", "pass:e1"]


def test_at_the_end_there_is_the_receipt_and_a_button_to_close() -> None:
    post = worded(paper(dict.fromkeys(["e1", "e2", "e3", "e4"], Choice.PASS)))
    assert "all 4 entries" in post.text
    assert "K3QF-7W2M" in post.text
    assert ids(post) == ["back:e4", "done"]
    assert post.receipt == "K3QF-7W2M"


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("mode", Mode)
def test_whoever_made_the_only_entries_is_told_why_there_is_nothing_to_vote_on(method: Method, mode: Mode) -> None:
    if method is Method.CUMULATIVE:
        return  # in files alone
    post = worded(replace(paper(method=method, mode=mode), entries=(), shown=()))
    assert "nobody votes for their own entry" in post.text
    assert not post.buttons


def test_the_list_shows_all_entries_and_says_what_is_chosen_now() -> None:
    post = worded(paper({"e2": Choice.APPROVE}, mode=Mode.LIST))
    (select,) = post.selects
    assert select.id == "ballot:c1v"
    assert [one.value for one in select.options] == ["e1", "e2", "e3", "e4"]
    assert (select.least, select.most) == (0, 4)
    assert "Your vote now: “Entry 2”." in post.text
    assert len(post.media) == 4


def test_in_single_choice_only_one_can_be_selected() -> None:
    post = worded(paper(method=Method.SINGLE, mode=Mode.LIST))
    assert post.selects[0].most == 1
    assert "You have not chosen anything yet." in post.text


@given(title=st.text(min_size=1, max_size=100), text=st.text(max_size=5000))
def test_long_texts_are_shortened_on_a_list_and_titles_never(title: str, text: str) -> None:
    shown = replace(ENTRIES[0], words=replace(ENTRIES[0].words, title=title, text=text))
    for method in (Method.APPROVAL, Method.IRV):
        listed = paper(method=method, mode=Mode.LIST)
        post = worded(replace(listed, entries=listed.entries[:1], shown=(entry_view(shown, State.VOTING),)))
        assert title in post.text
        assert len(post.text) < 1000


def test_a_limited_vote_says_how_many_are_left_to_give() -> None:
    rules = Rules(stars=2)
    assert (
        "You can approve up to 2 entries.\nApprove"
        in worded(paper(method=Method.LIMITED, served="e1", rules=rules)).text
    )
    both = paper({"e1": Choice.APPROVE, "e2": Choice.APPROVE}, Method.LIMITED, "e3", rules=rules)
    assert "None is left: take one back to approve another." in worded(both).text
    listed = paper({"e1": Choice.APPROVE}, Method.LIMITED, mode=Mode.LIST, rules=rules)
    assert "One is left." in worded(listed).text
    assert worded(listed).selects[0].most == 2


def test_no_award_is_asked_about_like_an_entry_and_named_by_its_round() -> None:
    post = worded(paper(served=NO_AWARD, no_award=True))
    assert ids(post) == ["approve:c1v", "pass:c1v"]
    assert "No award this time" in post.text
    assert [one.label for one in worded(PAPERS["list"]).selects[0].options][-1] == "No award this time"


def test_a_final_says_so_and_a_juror_is_told_that_they_are_counted_apart() -> None:
    final = paper(served="e1")
    final = replace(final, round=replace(final.round, kind=RoundKind.FINAL, among=("e1", "e2", "e3", "e4")))
    assert "The final: the best 4 entries." in worded(final).text
    before = tuple(replace(final.contest.standings[0], entry=f"e{number}") for number in range(43))
    qualified = replace(final, contest=replace(final.contest, standings=before))
    assert "The final: the best 4 of 43." in worded(qualified).text
    assert str(SECRET) not in worded(qualified).text
    juror = replace(final, is_juror=True)
    assert "juror" not in worded(juror).text, "without a jury beside the public there is nobody to count apart"
    juried = replace(juror, contest=replace(juror.contest, rules=Rules(jury=Jury())))
    assert "counted apart" in worded(juried).text


def test_grades_are_five_buttons_in_one_row_and_pass() -> None:
    post = worded(paper(method=Method.SCORE, served="e1"))
    assert ids(post) == [*(f"grade:e1:1:{grade}" for grade in range(1, 6)), "pass:e1"]
    assert [one.label for one in post.buttons[:5]] == list("12345")
    assert len({one.style for one in post.buttons}) == 1
    assert [len(row) for row in in_rows(post.buttons)] == [5, 1]
    assert "Which grade does it get, from 1 to 5?" in post.text.split("\n\n")[-2]


def test_of_several_criteria_the_one_that_is_asked_for_is_named_beside_those_given() -> None:
    rules = Rules(criteria=CRITERIA)
    given_ = replace(paper({"e1": Grades((4, 0))}, Method.SCORE, "e1", rules=rules), asked=2)
    post = worded(given_)
    assert ids(post)[:5] == [f"grade:e1:2:{grade}" for grade in range(1, 6)]
    question = post.text.split("\n\n")[-2]
    assert "Look: which grade, from 1 to 5? (2 of 2)" in question
    assert "Your grades so far: Taste 4." in question
    assert "Still to look at: 4" in post.text, "an entry without all its grades is not answered"


def test_a_grade_that_was_given_is_shown_to_be_changed() -> None:
    post = worded(paper({"e1": Grades((4,))}, Method.SCORE, "e1"))
    assert "Your grade so far: 4." in post.text
    assert "Your answer so far: Pass." in worded(paper({"e1": Choice.PASS}, Method.SCORE, "e1")).text


def test_each_place_is_one_press_and_the_order_so_far_is_listed() -> None:
    shown = paper({"e3": Place(1), "e1": Place(2)}, Method.SCHULZE, mode=Mode.LIST)
    post = worded(shown)
    assert ids(post) == ["unplace:c1v:e1", "place:c1v:e2", "unplace:c1v:e3", "place:c1v:e4", "unrank:c1v", "done:c1v"]
    assert [one.label for one in post.buttons[:4]] == ["2. Entry 1", "Entry 2", "1. Entry 3", "Entry 4"]
    assert "\n1. Entry 3\n2. Entry 1" in post.text
    assert not post.selects, "a select would be two presses"
    assert {one.of for one in post.media} == {"e1", "e2", "e3", "e4"}


def test_before_anything_has_a_place_there_is_nothing_to_clear() -> None:
    post = worded(paper(method=Method.IRV, mode=Mode.LIST))
    assert ids(post) == [f"place:c1v:e{number}" for number in range(1, 5)]
    assert "You have not put anything in order yet." in post.text


def test_no_award_can_be_ranked_and_what_is_left_out_is_explained() -> None:
    shown = paper({NO_AWARD: Place(1)}, Method.SCHULZE, mode=Mode.LIST, no_award=True)
    assert "unplace:c1v:none" in ids(worded(shown))
    assert "1. No award this time" in worded(shown).text
    assert "counts as less liked" in worded(shown).text
    apart = replace(shown, contest=replace(shown.contest, rules=Rules(unranked=Unranked.APART)))
    assert "not compared with the others" in worded(apart).text


def test_a_pair_is_two_buttons_of_equal_weight_in_the_order_of_display() -> None:
    post = worded(paper(method=Method.PAIRWISE, served="e3~e1"))
    pair = pair_of("e3", "e1")
    assert ids(post) == [f"prefer:{pair}:e3", f"prefer:{pair}:e1", f"prefer:{pair}:pass"]
    assert [one.label for one in post.buttons[:2]] == ["A: Entry 3", "B: Entry 1"]
    assert post.buttons[0].style == post.buttons[1].style
    first, second = post.text.split("\n\n")[1:3]
    assert (first.partition("\n")[0], second.partition("\n")[0]) == ("A: Entry 3", "B: Entry 1")
    assert post.shows == ("ballot:e1", "ballot:e3")


def test_a_pair_that_was_answered_says_what_and_leads_back_and_out() -> None:
    answered: dict[str, Mark] = {"e1~e2": Preference.SECOND, "e1~e3": Choice.PASS}
    again = worded(paper(answered, Method.PAIRWISE, "e1~e2"))
    assert "Your answer so far: “Entry 2”." in again.text
    assert ids(again)[-1] == "done"
    after = worded(paper(answered, Method.PAIRWISE, "e2~e3"))
    assert ids(after)[-2:] == ["back:e1~e3", "done"]
    assert "You have compared 2 pairs so far." in after.text


@pytest.mark.parametrize("name", PAPERS)
def test_every_button_fits_every_platform_and_no_paragraph_is_parted_by_a_members_text(name: str) -> None:
    wide = dict(
        zip(("e1", "e2", "e3", "e4"), ("abcdefghijk1", "abcdefghijk2", "abcdefghijk3", "abcdefghijk4"), strict=True)
    )

    def long(text: str) -> str:
        for short, id_ in wide.items():
            text = text.replace(short, id_)
        return text.replace("c1v", "abcdefghijklv")

    for button in worded(PAPERS[name]).buttons:
        assert len(button_data(long(button.id)).encode()) <= 64


def test_a_text_with_paragraphs_is_one_paragraph_beside_others() -> None:
    torn = replace(ENTRIES[0], words=replace(ENTRIES[0].words, text="One.\n\nTwo.\n \nThree."))
    shown = paper(method=Method.PAIRWISE, served="e1~e2")
    post = worded(replace(shown, shown=(entry_view(torn, State.VOTING), VIEWS[1])))
    assert "A: Entry 1\nOne.\nTwo.\nThree." in post.text.split("\n\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_place_of_a_ballot_that_is_over_stands_which_vote_closed_or_why(language: str) -> None:
    t, told = words(language), set[str]()
    for kind in (RoundKind.VOTING, RoundKind.FINAL, RoundKind.RUNOFF):
        closed = replace(contest(State.VOTING).rounds[-1], kind=kind, closed_at=NOW)
        post = present.over(replace(contest(State.DECIDED), rounds=(closed,)), t, ZONE, NOW)
        assert "Paint the lamp" in post.text
        assert ids(post) == []
        told.add(post.text)
    cancelled = present.over(contest(State.CANCELLED), t, ZONE, NOW).text
    assert "It rained." in cancelled
    assert len(told | {cancelled}) == 4
