"""Entries in words: for everybody, for their author, before Send, and for moderators."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.presenter import entries as present
from bots.presenter.forms import filled_from
from bots.words import LANGUAGES, words
from contests.desk.views import EntryView, Source
from contests.model.contest import State, Template
from contests.model.entry import Decision, EntryState
from contests.model.entry import Words as Typed
from contests.model.member import Badge
from contests.rules.moderation import Rule, Verdict
from tests.bots.presenter_examples import DAY, NOW, ZONE, contest, entry, entry_view, ids, review, said

EN = words("en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", EntryState)
def test_an_entry_is_worded_whole_in_every_state(state: EntryState, language: str) -> None:
    t, view = words(language), entry_view(entry(state=state), author="Mia", is_own=True)
    for post in (
        present.entry(view, t),
        present.preview(view, view.contest, t, ZONE),
        present.sent(view, view.contest, t, ZONE),
        present.review_card(view, NOW - DAY, t, ZONE, NOW),
        present.decided_card(view, "Mo", t, ZONE),
    ):
        assert not {"{", "}"} & set(said(post))
        assert "None" not in said(post)
        assert post.private


@given(typed=st.text(min_size=1, max_size=200))
def test_what_an_author_typed_stands_literally(typed: str) -> None:
    shown = replace(entry(), words=Typed(typed, typed, thanks=typed), shown_as=typed)
    post = present.entry(entry_view(shown, author=typed), EN)
    assert post.text.count(typed) >= 4


def test_before_the_close_the_author_is_not_named() -> None:
    assert "The author is named after the close." in present.entry(entry_view(), EN).text
    assert "Mia" not in said(present.entry(entry_view(), EN))


def test_a_badge_stands_beside_the_name() -> None:
    badges = (Badge("m1", "ambassador", 2027), Badge("m1", "alumni", 2025))
    post = present.entry(entry_view(author="Mia"), EN, badges=badges)
    assert "By Mia (ambassador and alumni 2025)" in post.text


def test_lineage_is_told_both_ways_with_the_thanks() -> None:
    text = present.entry(entry_view(), EN).text
    assert "Made from “Moon” by Cleo, “Logo” and a withdrawn entry." in text
    assert "Thanks: Thank you, Cleo!" in text
    assert "Made from this: “Sunset” by Ben." in text


def test_how_a_reviewed_product_was_got_is_always_said() -> None:
    text = present.entry(entry_view(review()), EN).text
    assert "Desk lamp: 2 of 5" in text
    assert "How they got it: a free sample" in text
    assert "Not so good: noise and price" in text


def test_a_source_that_is_reviewed_anew_is_nameless_as_long() -> None:
    text = present.entry(replace(entry_view(), sources=(Source("e9", "", None, is_hidden=True),)), EN).text
    assert "Made from an entry that is not shown now." in text


def test_entries_are_listed_with_the_ids_that_a_remix_names() -> None:
    post = present.entry_list([entry_view()], EN)
    assert "(id e1)" in post.text
    assert [one.value for one in post.selects[0].options] == ["e1"]
    assert post.shows == ("list:e1",)
    assert "no entry to look at" in present.entry_list([], EN).text


def test_a_picture_keeps_its_alt_text_and_without_one_its_title_stands_in() -> None:
    assert present.entry(entry_view(), EN).media[0].alt == "A sun over a lamp"
    bare = replace(entry(), media=(replace(entry().media[0], alt=""),))
    assert present.entry(entry_view(bare), EN).media[0].alt == "Sun"


def test_everybody_reads_why_an_entry_is_disqualified() -> None:
    text = present.entry(entry_view(entry(state=EntryState.DISQUALIFIED)), EN).text
    assert "Votes were bought or traded" in text
    assert "Votes for cake." in text


def test_only_its_author_reads_what_a_moderator_asked_for() -> None:
    shown = entry(state=EntryState.CHANGES)
    assert "Whose photo is it?" in present.entry(entry_view(shown, is_own=True), EN).text
    assert "Whose photo is it?" not in present.entry(entry_view(shown), EN).text


@pytest.mark.parametrize(
    ("state", "running", "expected"),
    [
        (EntryState.WAITING, State.SUBMISSION, ["edit:e1", "replace:e1", "withdraw:e1", "hide:e1"]),
        (EntryState.ADMITTED, State.SUBMISSION, ["edit:e1", "replace:e1", "withdraw:e1", "hide:e1"]),
        (EntryState.CHANGES, State.REVIEW, ["edit:e1", "replace:e1", "withdraw:e1", "hide:e1"]),
        (EntryState.ADMITTED, State.REVIEW, ["withdraw:e1", "hide:e1"]),
        (EntryState.ADMITTED, State.VOTING, ["withdraw:e1", "hide:e1"]),
        (EntryState.ADMITTED, State.DECIDED, ["withdraw:e1", "hide:e1"]),
        (EntryState.REJECTED, State.SUBMISSION, ["withdraw:e1"]),
        (EntryState.DISQUALIFIED, State.VOTING, ["withdraw:e1"]),
        (EntryState.ADMITTED, State.CANCELLED, ["withdraw:e1", "hide:e1"]),
    ],
)
def test_an_author_has_the_buttons_for_what_they_can_do(state: EntryState, running: State, expected: list[str]) -> None:
    assert ids(present.entry(entry_view(entry(state=state), running, is_own=True), EN)) == expected


def test_nobody_else_has_an_authors_buttons() -> None:
    assert ids(present.entry(entry_view(), EN)) == []


def test_a_withdrawn_entry_leaves_only_that_word() -> None:
    post = present.entry(entry_view(entry(state=EntryState.WITHDRAWN), is_own=True), EN)
    assert post.text == "This entry was withdrawn."
    assert not post.media


def test_the_preview_says_what_is_agreed_to_before_it_is_sent() -> None:
    view = entry_view(entry(state=EntryState.DRAFT), author="Mia", is_own=True)
    post = present.preview(view, view.contest, EN, ZONE)
    for part in (
        "By Mia, named after the close",
        "Place 1: 2 tickets",
        "24 months, always with your name",
        "It may be shown in the gallery.",
        "Others may remix it, and name you.",
        "these terms (version 2)",
        "Entries close: Tuesday 24 November 2026, 18:00, Europe/Warsaw",
    ):
        assert part in post.text
    assert ids(post) == ["send:e1", "edit:e1", "cancel:e1"]


def test_the_preview_asks_for_a_missing_alt_text_without_insisting() -> None:
    view = entry_view(replace(entry(state=EntryState.DRAFT), media=(replace(entry().media[0], alt=""),)))
    assert "description" in present.preview(view, view.contest, EN, ZONE).text
    assert "description" not in present.preview(entry_view(), contest(), EN, ZONE).text


def test_the_preview_of_a_replacement_says_what_it_replaces() -> None:
    view = entry_view(replace(entry(state=EntryState.DRAFT), replaces="e0", in_gallery=False, may_be_remixed=False))
    text = present.preview(view, view.contest, EN, ZONE).text
    assert "takes the place of the entry that you sent before" in text
    assert "It is not shown in the gallery." in text
    assert "Others may not remix it." in text


def test_a_moderator_has_all_verdicts_and_can_press_those_that_fit() -> None:
    post = present.review_card(entry_view(entry(state=EntryState.WAITING), author="Mia"), NOW - DAY, EN, ZONE, NOW)
    assert ids(post) == ["admit:e1", "changes:e1", "reject:e1", "disqualify:e1", "undo:e1"]
    assert [one.disabled for one in post.buttons] == [False, False, False, True, True]
    assert "1 day ago" in post.text
    assert post.shows == ("review:e1",)


def test_a_decided_card_says_who_decided_what_and_lets_it_be_undone() -> None:
    post = present.decided_card(entry_view(entry(state=EntryState.DISQUALIFIED), author="Mia"), "Mo", EN, ZONE)
    assert "“Sun”: disqualified by Mo." in post.text
    assert [one.id for one in post.buttons if not one.disabled] == ["undo:e1"]


def test_a_verdict_that_was_taken_back_leaves_an_entry_waiting() -> None:
    decisions = (Decision("rejected", "m9", NOW), Decision("undone", "m9", NOW))
    shown = replace(entry(state=EntryState.WAITING), decisions=decisions)
    post = present.decided_card(entry_view(shown, author="Mia"), "Mo", EN, ZONE)
    assert post.text.startswith("“Sun”: waiting for review.")
    assert post.buttons[-1].disabled


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_of_a_verdict_offers_every_rule(verdict: Verdict, language: str) -> None:
    form = present.verdict_form(entry(), verdict, words(language), rule="off_topic", reason="So.")
    assert form.id == f"verdict:{verdict}:e1"
    assert len(form.id.encode()) <= 64
    by_name = {one.name: one for one in form.fields}
    assert by_name["reason"].value == "So."
    if verdict is not Verdict.UNDO:
        assert [one.value for one in by_name["rule"].options] == list(Rule)
        assert by_name["rule"].value == "off_topic"


def test_the_form_of_a_remix_is_empty_filled_or_given_back() -> None:
    empty = present.entry_form(contest(), None, EN, form_id="entry:c1")
    assert [one.name for one in empty.fields] == [
        "title", "from", "thanks", "text", "file", "alt", "gallery", "remix", "name",
    ]  # fmt: skip
    assert {one.name: one.value for one in empty.fields if one.value} == {"gallery": "yes", "remix": "yes"}
    filled = present.entry_form(contest(), entry(), EN, form_id="change:e1")
    assert {one.name: one.value for one in filled.fields}["from"] == "e7, p1"
    back = present.entry_form(contest(), entry(), EN, form_id="change:e1", typed={"title": "Mine", "gallery": "no"})
    assert {one.name: one.value for one in back.fields if one.value} == {
        "title": "Mine",
        "gallery": "no",
        "remix": "yes",
    }


def test_the_form_of_a_review_offers_the_products_of_the_brief() -> None:
    shown = contest(template=Template.REVIEW)
    by_name = {one.name: one for one in present.entry_form(shown, review(), EN, form_id="change:e1").fields}
    assert [one.value for one in by_name["product"].options] == ["Desk lamp", "Torch"]
    assert {one.name for one in by_name.values() if one.required} == {"product", "rating", "got"}
    assert by_name["got"].value == "sample"
    assert by_name["rating"].value == "2"
    free = replace(shown, brief=replace(shown.brief, products=()))
    assert present.entry_form(free, None, EN, form_id="entry:c1").fields[0].kind == "text"


@given(title=st.text(), alt=st.text(st.characters(codec="utf-8", exclude_characters="\n")))
def test_a_filled_form_says_what_the_entry_says(title: str, alt: str) -> None:
    shown = entry(title)
    typed = filled_from(replace(shown, media=(replace(shown.media[0], alt=alt),)))
    assert typed["title"] == title
    assert typed["alt"] == alt


def test_an_entry_that_takes_part_at_once_says_so_when_sent() -> None:
    view: EntryView = entry_view(is_own=True, author="Mia")
    assert "It takes part from now on." in present.sent(view, contest(), EN, ZONE).text
    waiting = entry_view(entry(state=EntryState.WAITING), is_own=True, author="Mia")
    assert "A moderator looks at it next" in present.sent(waiting, contest(), EN, ZONE).text
