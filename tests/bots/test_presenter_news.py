"""Every announcement is worded, in every language, for whoever it is owed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.post import Attachment
from bots.presenter.news import UNSAID, WORDINGS, announce
from bots.presenter.places import CAUSES
from bots.presenter.places import WORDINGS as OF_A_PLACE
from bots.words import LANGUAGES, MARK, MARK_END, mention, words
from contests.model.announcement import Announcement, News
from contests.model.contest import State
from contests.model.entry import EntryState
from contests.rules.moderation import Verdict
from tests.bots.presenter_examples import NOW, emoji, entry_view, ids, occasion, result_view, said

if TYPE_CHECKING:
    from bots.post import Post
    from contests.refusals import Fact

CLOSES = (NOW + timedelta(days=1)).isoformat()
DECIDED: dict[str, Fact] = {"rule": "off_topic", "reason": "No lamp in it."}
LOST: dict[str, Fact] = {"title": "Fans", "parts": "venue gallery desk"}
CASES: list[tuple[News, State, dict[str, Fact]]] = [
    (News.OPENING, State.SUBMISSION, {}),
    (News.SUBMISSIONS_CLOSED, State.REVIEW, {}),
    (News.SUBMISSIONS_CLOSED, State.REVIEW, {"late_s": 7200}),
    (News.VOTING_OPENED, State.VOTING, {}),
    (News.OPENING_WAITS, State.REVIEW, {"entries": 1}),
    (News.OPENING_WAITS, State.REVIEW, {"entries": 3}),
    (News.EXTENDED, State.VOTING, {"why": "quorum", "closes": CLOSES, "quorum": 5}),
    (News.EXTENDED, State.SUBMISSION, {"why": "manager", "reason": "Snow.", "round": "submission", "closes": CLOSES}),
    (News.EXTENDED, State.REVIEW, {"why": "manager", "reason": "Snow."}),
    (News.PAUSED, State.VOTING, {}),
    (News.RESUMED, State.VOTING, {"round": "voting", "closes": CLOSES}),
    (News.RUNOFF_OPENED, State.RUNOFF, {"closes": CLOSES, "entries": 2}),
    (News.FINAL_ADDED, State.REVIEW, {}),
    (News.FINAL_OPENED, State.FINAL, {"closes": CLOSES, "entries": 2, "among": "e1 e2"}),
    (News.EXTENDED, State.VOTING, {"why": "quorum", "closes": CLOSES, "quorum_share": 20}),
    (News.EXTENDED, State.VOTING, {"why": "quorum", "closes": CLOSES, "quorum_looks": 5}),
    (News.EXTENDED, State.VOTING, {"why": "manager", "reason": "Snow.", "round": "final", "closes": CLOSES}),
    (News.RESULT, State.DECIDED, {}),
    (News.AMBASSADOR, State.ANNOUNCED, {"offer": "c1o1", "until": CLOSES}),
    (News.CORRECTION, State.ANNOUNCED, {"why": "disqualified", "reason": "Votes for cake."}),
    (News.CORRECTION, State.ANNOUNCED, {"why": "reinstated", "reason": "It was a joke."}),
    (News.CANCELLED, State.CANCELLED, {"why": "no_entries"}),
    (News.CANCELLED, State.CANCELLED, {"why": "It rained."}),
    *((News.ENTRY_DECIDED, State.SUBMISSION, {**DECIDED, "verdict": one, "state": "admitted"}) for one in Verdict),
    (News.TERMS_CHANGED, State.SUBMISSION, {"version": 3}),
    (News.RANK, State.DECIDED, {"rank": 4}),
    (News.OFFER, State.DECIDED, {"offer": "c1o1", "until": CLOSES}),
    (News.OFFER_CLOSED, State.DECIDED, {"offer": "c1o1", "why": "lapsed"}),
    (News.TERM_ENDED, State.ARCHIVED, {"offer": "c1o1"}),
    (News.REMINDER, State.VOTING, {"round": "c1v", "closes": CLOSES}),
    (News.DECIDE_OR_EXTEND, State.REVIEW, {}),
    (News.ADVICE, State.REVIEW, {"entries": 43, "is_final": 1, "looks": 3}),
    (News.ADVICE, State.VOTING, {"entries": 12, "is_final": 0, "looks": 1}),
    (News.FINALISTS, State.VOTING, {"opens": CLOSES, "entries": 2, "among": "e1 e2"}),
    (News.DRAW_AWAITED, State.VOTING, {}),
    (News.WINNERS, State.DECIDED, {}),
    (News.WITHDRAWAL_ASKED, State.DECIDED, {}),
    (News.NOT_SENT, State.VOTING, {"owed": "o1", "kind": "voting_opened", "venue": "v1", "why": "403"}),
    (News.NOT_SENT, State.ANNOUNCED, {"owed": "o1", "kind": "office", "venue": "v1", "why": "403"}),
    (News.UNSURE, State.DECIDED, {"owed": "o1", "kind": "result", "venue": "v1", "why": "cut off", "attempt": 1}),
    (News.UNSURE, State.DECIDED, {"owed": "o1", "kind": "rank", "venue": None, "why": "cut off", "attempt": 2}),
    (News.REPORTED, State.VOTING, {"reason": "It is mine."}),
    (News.REPORTED, State.VOTING, {"reason": "It is rude.", "link": "https://chat.example/1"}),
    *((News.VENUE_LOST, State.VOTING, {**LOST, "why": one}) for one in CAUSES),
    (News.VENUE_BACK, State.VOTING, {"title": "Fans", "again": "o1/opening o2/result", "more": 3}),
    (News.VENUE_BACK, State.VOTING, {"title": "Fans", "again": "", "more": 0}),
    (News.TO_REVIEW, State.SUBMISSION, {}),
    (News.ENTRY, State.SUBMISSION, {}),
    (News.ENTRY, State.VOTING, {}),
    (News.REFRESH, State.VOTING, {}),
]
TO_ONE = {
    News.ENTRY_DECIDED,
    News.TERMS_CHANGED,
    News.RANK,
    News.OFFER,
    News.OFFER_CLOSED,
    News.TERM_ENDED,
    News.REMINDER,
}
ABOUT_AN_ENTRY = TO_ONE - {News.TERMS_CHANGED, News.REMINDER}


def told(kind: News, state: State, facts: dict[str, Fact], language: str = "en", title: str = "Paint the lamp") -> Post:
    about = "e1" if kind not in {News.TERMS_CHANGED, News.REMINDER} else None
    announcement = Announcement(kind, "c1", member="m1", entry=about, facts=facts)
    return announce(announcement, words(language), occasion(state, title))


def test_every_kind_of_news_has_its_wording() -> None:
    assert set(WORDINGS) == set(News) - UNSAID
    assert {kind for kind, _, _ in CASES} == set(WORDINGS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "state", "facts"), CASES)
def test_every_announcement_is_worded_whole(kind: News, state: State, facts: dict[str, Fact], language: str) -> None:
    post = told(kind, state, facts, language)
    assert post.text.strip()
    assert not {"{", "}"} & set(said(post))
    assert "None" not in said(post)
    assert len(emoji(post.text)) <= 1
    assert post.private == (kind in TO_ONE)
    assert all(len(one.id.encode()) <= 64 and one.label for one in post.buttons)


@pytest.mark.parametrize(("kind", "state", "facts"), [case for case in CASES if case[0] in ABOUT_AN_ENTRY])
def test_a_private_message_about_an_entry_can_be_stopped_with_one_tap(
    kind: News, state: State, facts: dict[str, Fact]
) -> None:
    assert "stop:e1" in ids(told(kind, state, facts))


@pytest.mark.parametrize(
    ("kind", "state", "facts"), [case for case in CASES if case[0] not in {News.REFRESH, *OF_A_PLACE}]
)
@given(title=st.text(min_size=1, max_size=100))
def test_any_title_stands_literally(kind: News, state: State, facts: dict[str, Fact], title: str) -> None:
    post = told(kind, state, facts, title=title)
    assert (
        title in post.text or "link" in facts or kind in {News.CORRECTION, News.RESULT, News.WINNERS, News.TERM_ENDED}
    )


@pytest.mark.parametrize("among", [("e1", "e2"), ("e2", "e3")])
def test_whose_entry_comes_back_too_late_for_a_final_is_told(among: tuple[str, ...]) -> None:
    in_final = occasion(State.FINAL)
    about = in_final.about.with_round(replace(in_final.about.rounds[-1], among=among))
    facts: dict[str, Fact] = {**DECIDED, "verdict": Verdict.UNDO, "state": "admitted"}
    post = announce(
        Announcement(News.ENTRY_DECIDED, "c1", member="m1", entry="e1", facts=facts),
        words("en"),
        replace(in_final, contest=replace(in_final.contest, contest=about)),
    )
    assert ("What is voted on now goes on without it." in post.text) == ("e1" not in among)


def test_the_opening_is_the_brief_with_buttons() -> None:
    post = told(News.OPENING, State.SUBMISSION, {})
    assert ids(post) == ["enter:c1", "remind:c1"]
    assert "Place 1: 2 tickets" in post.text


def test_a_late_close_says_that_it_was_on_time_and_the_news_was_not() -> None:
    assert "closed on time" in told(News.SUBMISSIONS_CLOSED, State.REVIEW, {"late_s": 7200}).text
    assert "closed on time" not in told(News.SUBMISSIONS_CLOSED, State.REVIEW, {}).text


def test_an_offer_says_term_duty_and_until_when_and_is_answered_by_buttons() -> None:
    post = told(News.OFFER, State.DECIDED, {"offer": "c1o1", "until": CLOSES})
    assert ids(post) == ["accept:c1o1", "decline:c1o1", "stop:e1"]
    assert "6 months" in post.text
    assert "say that you are its ambassador" in post.text
    assert "Monday 23 November 2026, 18:00, Europe/Warsaw" in post.text


def test_a_rank_is_told_with_how_many_there_were() -> None:
    announcement = Announcement(News.RANK, "c1", member="m4", entry="e4", facts={"rank": 4})
    post = announce(announcement, words("en"), occasion(State.DECIDED))
    assert "came in at place 4 of 4" in post.text
    assert "5 of 12" in post.text


def test_a_rank_that_is_shared_says_so() -> None:
    shared = replace(occasion(State.DECIDED), result=result_view(1, 1, 3))
    post = announce(Announcement(News.RANK, "c1", member="m1", entry="e1", facts={"rank": 1}), words("en"), shared)
    assert "shares this place with 1 other." in post.text
    assert "2 tickets" in post.text


def test_the_managers_get_the_winners_as_a_table() -> None:
    ((name, table),) = told(News.WINNERS, State.DECIDED, {}).files
    assert name == "winners-c1.csv"
    assert b"Author 1" in table


def test_a_message_that_was_lost_names_whom_it_was_for_and_can_be_tried_again() -> None:
    facts: dict[str, Fact] = {"owed": "o1", "kind": "voting_opened", "venue": "v1", "why": "403"}
    post = told(News.NOT_SENT, State.VOTING, facts)
    assert "#lamps" in post.text
    assert ids(post) == ["again:o1"]


def test_a_message_in_doubt_says_where_to_look_and_what_to_press() -> None:
    facts: dict[str, Fact] = {"owed": "o1", "kind": "result", "venue": "v1", "why": "cut off", "attempt": 2}
    post = told(News.UNSURE, State.DECIDED, facts)
    assert "the result" in post.text
    assert "in #lamps: look there" in post.text
    assert ids(post) == ["there:o1:2", "again:o1:2"]
    private = told(News.UNSURE, State.DECIDED, {**facts, "venue": None})
    assert "reached Mia: ask them" in private.text


def test_an_entry_that_was_withdrawn_leaves_only_that_word() -> None:
    gone = entry_view(replace(entry_view().entry, state=EntryState.WITHDRAWN))
    post = announce(Announcement(News.REFRESH, "c1", entry="e1"), words("en"), replace(occasion(), entry=gone))
    assert post.text == "This entry was withdrawn."
    assert not post.media


def test_the_result_card_says_in_its_alt_text_what_the_message_says() -> None:
    card = Attachment("f" * 64, "picture", "image/jpeg", "")
    post = announce(Announcement(News.RESULT, "c1"), words("en"), replace(occasion(State.DECIDED), card=card))
    (shown,) = post.pictures
    assert "Winner: “Entry 1” by Author 1, made from “Moon” by Cleo." in shown.alt
    assert all(line in post.text for line in shown.alt.splitlines()[1:])


def test_a_mark_that_could_not_be_given_names_who_should_wear_it_and_where() -> None:
    lost = told(News.NOT_SENT, State.ANNOUNCED, {"owed": "o1", "kind": "office", "venue": "v1", "why": "403"})
    assert "For: Mia and #lamps" in lost.text


def test_an_entry_in_a_gallery_is_named_sorted_and_voted_on_while_that_is_open() -> None:
    before, during = (told(News.ENTRY, state, {}, title="Sun") for state in (State.SUBMISSION, State.VOTING))
    assert (during.title, during.tags, during.private) == ("Sun", ("Remix", "Sun"), False)
    assert ids(before) == ["look:e1", "report:e1"]
    assert ids(during) == ["vote:c1", "look:e1", "report:e1"]
    assert during.shows == ("gallery:e1@v1",)
    assert all(one.alt for one in during.media)


def test_the_moderators_of_a_venue_get_the_verdicts() -> None:
    card = told(News.TO_REVIEW, State.SUBMISSION, {})
    assert {"admit:e1", "changes:e1", "reject:e1"} <= set(ids(card))
    assert card.shows == ("review:e1@v1",)


def test_a_report_names_the_reason_and_offers_what_fits_the_entry() -> None:
    post = told(News.REPORTED, State.VOTING, {"reason": "It is mine."})
    assert "Reason: It is mine." in post.text
    assert ids(post) == ["look:e1", "disqualify:e1"]


def test_only_where_it_is_counted_along_an_opened_vote_says_how_many_have_voted() -> None:
    about = Announcement(News.VOTING_OPENED, "c1")
    plain = announce(about, words("en"), occasion(State.VOTING))
    counted = announce(about, words("en"), occasion(State.VOTING).counting(1))
    assert ("voted" in plain.text, plain.shows) == (False, ())
    assert counted.text == f"{plain.text}\n1 person has voted."
    assert counted.shows == ("turnout:c1v@v1",)


def test_winners_are_congratulated_by_the_mark_of_their_handle_and_nobody_else_is_mentioned() -> None:
    about = Announcement(News.RESULT, "c1")
    plain, named = (
        announce(about, words("en"), one)
        for one in (occasion(State.DECIDED), occasion(State.DECIDED).mentioning(("7",)))
    )
    assert plain.mentions == ()
    assert named.mentions == ("7",)
    assert f"Congratulations, {mention('7')}!" in named.text
    assert MARK not in plain.text


def test_a_platform_that_shows_stamps_gets_marks_of_times_and_pictures_do_not() -> None:
    stamped = announce(Announcement(News.VOTING_OPENED, "c1"), words("en", "stamps"), occasion(State.VOTING))
    closes = int((NOW + timedelta(days=2)).timestamp())
    assert f"Voting closes: {MARK}t:{closes}:F{MARK_END}, {MARK}t:{closes}:R{MARK_END}" in stamped.text
    assert words("en", "stamps").drawn is words("en")
    assert words("de-AT", "stamps").day(NOW, "UTC") == f"{MARK}t:{int(NOW.timestamp())}:D{MARK_END}"
