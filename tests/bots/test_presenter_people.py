"""What a member is shown of themselves, and what the managers' desk shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.presenter.desk import desk
from bots.presenter.people import me
from bots.words import LANGUAGES, words
from contests.desk.views import DeskView, MeView
from contests.model.ambassador import OfferState
from contests.model.announcement import Announcement, News
from contests.model.ballot import Receipt
from contests.model.contest import State
from contests.model.member import Badge, Member
from contests.ports import Owed
from tests.bots.presenter_examples import (
    DAY,
    NOW,
    ZONE,
    contest,
    contest_view,
    entry,
    entry_view,
    ids,
    offer,
    said,
)

EN = words("en")
RECEIPTS = (
    (Receipt("NEW1", "c1", "c1v", 2, NOW), "Paint the lamp"),
    (Receipt("OLD1", "c1", "c1v", 1, NOW, replaced=True), "Paint the lamp"),
)
VIEW = MeView(
    Member("m1", "k1", "Mia", NOW),
    (Badge("m1", "alumni", 2025),),
    (entry_view(is_own=True, author="Mia"),),
    RECEIPTS,
    tuple((offer(state), contest(State.ANNOUNCED)) for state in OfferState),
)
NOT_SENT = tuple((Owed(f"o{kind}", "k1", Announcement(kind, "c1"), "v1", NOW), "403") for kind in News)
IN_DOUBT = tuple((replace(owed, doubt="open"), "cut off") for owed, _ in NOT_SENT)
DESK = DeskView(
    tuple(contest_view(replace(contest(state), id=f"c{state}")) for state in State),
    {f"c{State.SUBMISSION}": 3},
    {f"c{State.SUBMISSION}": NOW - DAY},
    NOT_SENT,
)
DOUBTED = replace(DESK, not_sent=(*NOT_SENT, *IN_DOUBT))


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_are_worded_whole(language: str) -> None:
    for post in (me(VIEW, words(language), ZONE), *(desk(one, words(language), ZONE, NOW) for one in (DESK, DOUBTED))):
        assert not {"{", "}"} & set(said(post))
        assert "None" not in said(post)
        assert post.private
        assert len(post.buttons) <= 25


def test_one_sees_entries_receipts_and_offers_with_their_buttons() -> None:
    post = me(VIEW, EN, ZONE)
    assert "You are Mia (alumni 2025)." in post.text
    assert "“Sun” in “Paint the lamp”: taking part (id e1)" in post.text
    assert "NEW1: “Paint the lamp”" in post.text
    assert "OLD1: “Paint the lamp”, Sunday 22 November 2026, 18:00, Europe/Warsaw, replaced" in post.text
    assert ids(post) == ["accept:c1o1", "decline:c1o1", "leave:c1o1", "look:e1"]


def test_name_and_language_can_be_changed() -> None:
    post = me(VIEW, words("de"), ZONE)
    (select,) = post.selects
    assert select.id == "language:me"
    assert [(one.value, one.label) for one in select.options] == [("en", "English"), ("de", "Deutsch")]
    assert post.form is not None
    assert (post.form.id, post.form.fields[0].value) == ("run:me name", "Mia")


def test_a_newcomer_reads_that_there_is_nothing_yet() -> None:
    post = me(MeView(VIEW.member, (), (), (), ()), EN, ZONE)
    assert "You have no entries yet." in post.text


@given(name=st.text(min_size=1, max_size=60), title=st.text(min_size=1, max_size=100))
def test_names_and_titles_stand_literally(name: str, title: str) -> None:
    view = replace(VIEW, member=replace(VIEW.member, name=name), entries=(entry_view(entry(title), is_own=True),))
    text = me(view, EN, ZONE).text
    assert name in text
    assert title in text


def test_a_long_history_is_shortened() -> None:
    many = tuple(entry_view(entry(f"Entry {number}", id_=f"e{number}"), is_own=True) for number in range(40))
    post = me(replace(VIEW, entries=many), EN, ZONE)
    assert "and 30 more" in post.text
    assert len(post.buttons) <= 25


def test_the_desk_says_what_waits_since_when_and_offers_to_send_again() -> None:
    post = desk(DESK, EN, ZONE, NOW)
    assert "3 entries wait for review" in post.text
    assert "Waiting since" not in post.text
    assert "1 day ago" in post.text
    assert "the result: 403" in post.text
    assert ids(post)[0] == f"again:o{News.OPENING}"


def test_an_empty_desk_says_what_to_do() -> None:
    post = desk(DeskView(()), EN, ZONE, NOW)
    assert "Make one with /contest new." in post.text
    assert "has been sent" in post.text
