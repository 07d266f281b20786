"""Results in words: winners, ties, nobody; the table that a spreadsheet only shows; the card."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.presenter import results as present
from bots.presenter import tables
from bots.words import LANGUAGES, words
from contests.desk.views import EntryView, ResultLine, ResultView
from contests.model.ballot import Mode
from contests.model.contest import RoundKind, State
from contests.model.entry import EntryState
from contests.ports import Turnout
from tests.bots.presenter_examples import COMMUNITY, SUN, ZONE, contest, entry, ids, result_view, said

EN = words("en")
ODD = result_view(1, 2, 3, 4, 0)


def text(view: ResultView) -> str:
    return present.result(view, EN, ZONE).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "view",
    [
        result_view(1),
        result_view(1, 2, 3, 4),
        result_view(1, 1, 1, 4),
        result_view(1, 1, approvals=(0, 0)),
        result_view(1, 2, because="quorum"),
        result_view(1, 2, 0, mode=Mode.LIST),
        result_view(*range(1, 61)),
    ],
)
def test_every_result_is_worded_whole(view: ResultView, language: str) -> None:
    t = words(language)
    post = present.result(view, t, ZONE)
    for said_ in (said(post), present.result_alt(view, t), said(present.standings(view, t))):
        assert not {"{", "}"} & set(said_)
        assert "None" not in said_
    assert not post.private
    assert not ids(post)
    assert len(post.text) < 4000, "it fits a message"


def test_the_winner_is_named_with_reward_and_with_whom_it_was_made_from() -> None:
    assert "Winner: “Entry 1” by Author 1, made from “Moon” by Cleo." in text(result_view(1, 2, 3, 4))
    assert "Reward: 2 tickets." in text(result_view(1, 2, 3, 4))
    assert "Place 2: “Entry 2” by Author 2" in text(result_view(1, 2, 3, 4))
    assert "4 entries, 12 members voted" in text(result_view(1, 2, 3, 4))


def test_it_says_how_many_voters_are_linked_on_several_platforms_or_where_anybody_is() -> None:
    view = result_view(1, 2)
    across = replace(view, platforms=2)
    linked = replace(view, contest=replace(view.contest, linked_voters=3))
    assert "12 members voted\n" in text(view)
    assert "12 members voted, none of them with linked accounts\n" in text(across)
    assert "12 members voted, 3 of them with linked accounts\n" in text(linked)
    assert (
        "12 Mitglieder haben abgestimmt, 3 davon mit verknüpften Konten" in present.standings(linked, words("de")).text
    )
    nobody = replace(across, turnout=replace(view.turnout, ballots=0))
    assert "linked" not in text(nobody)


def test_all_who_tie_share_the_first_place_and_nobody_is_second() -> None:
    said_ = text(result_view(1, 1, 3))
    assert "Shared first place:" in said_
    assert "• “Entry 1” by Author 1" in said_
    assert "• “Entry 2” by Author 2" in said_
    assert "Place 2" not in said_
    assert "Place 3: “Entry 3”" in said_


def test_without_a_vote_nobody_wins() -> None:
    said_ = text(result_view(1, 1, approvals=(0, 0)))
    assert "Nobody wins this time: no entry got a vote." in said_
    assert "Winner" not in said_


def test_where_a_final_got_no_vote_that_is_said_of_the_final_alone() -> None:
    view = result_view(1, 1, approvals=(0, 0))
    voting = view.contest.rounds[-1]
    final = replace(voting, id="c1f", kind=RoundKind.FINAL)
    in_final = replace(view, contest=replace(view.contest, rounds=(*view.contest.rounds, final)))
    assert "Nobody wins this time: no entry got a vote in the final." in text(in_final)


def test_a_missed_quorum_leaves_the_standings_without_a_winner() -> None:
    view = result_view(1, 2, because="quorum")
    assert "it takes 5 members" in text(view)
    assert "1. “Entry 1” by Author 1 · 8 of 12" in text(view)
    assert not present.podium(view)


def test_a_late_result_says_that_every_vote_counts() -> None:
    view = result_view(1, 2)
    late = replace(view.contest.rounds[1], late=True)
    told = text(replace(view, contest=view.contest.with_round(late)))
    assert "Voting closed on time: Saturday 21 November 2026, 18:00, Europe/Warsaw." in told
    assert "every vote counts" in told
    assert "on time" not in text(view)


def test_a_disqualified_entry_keeps_a_line_without_a_place_and_with_the_reason() -> None:
    lines = list(ODD.lines)
    struck = replace(lines[4], view=replace(entry_view_of(lines[4]), entry=entry("Entry 5", EntryState.DISQUALIFIED)))
    told = present.standings(replace(ODD, lines=(*lines[:4], struck)), EN).text
    assert "Without a place: “Entry 5” by Author 5, disqualified." in told
    assert "Votes for cake." in told


def entry_view_of(line: ResultLine) -> EntryView:
    assert line.view is not None
    return line.view


def test_a_place_that_became_nameless_stays_a_place() -> None:
    view = result_view(1, 2)
    nameless = (replace(view.lines[0], view=None), view.lines[1])
    assert "Winner: a withdrawn entry." in text(replace(view, lines=nameless))


def test_an_offer_is_not_public_before_it_is_accepted() -> None:
    view = result_view(1, 2)
    assert view.lines[0].office == "offered"
    assert "ambassador" not in text(view)
    accepted = (replace(view.lines[0], office="ambassador"), view.lines[1])
    assert "ambassador" in present.standings(replace(view, lines=accepted), EN).text


def test_scores_of_a_list_are_votes_and_those_of_a_queue_shares() -> None:
    assert "· 8 votes ·" in text(result_view(1, 2, mode=Mode.LIST))
    assert "· 8 of 12 ·" in text(result_view(1, 2))
    assert "3 of 4" in present.standings(result_view(1, 2), EN).text
    assert "3 of 4" not in present.standings(result_view(1, 2, mode=Mode.LIST), EN).text


def test_a_run_off_is_told_in_the_score() -> None:
    view = result_view(1, 2)
    lines = tuple(replace(one, standing=replace(one.standing, runoff=7)) for one in view.lines)
    assert "8 of 12, in the run-off 7" in text(replace(view, lines=lines))


def test_there_are_no_standings_before_the_decision() -> None:
    view = ResultView(contest(State.VOTING), COMMUNITY, Turnout(), ())
    assert present.standings(view, EN).text == "Standings come with the result."


def test_a_decision_on_no_entries_is_one() -> None:
    view = ResultView(contest(State.DECIDED), COMMUNITY, Turnout(), ())
    assert present.standings(view, EN).text == "Nobody wins this time: no entry is left."


def table(view: ResultView) -> list[list[str]]:
    _, content = tables.winners_csv(view, EN)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_table_has_the_winners_alone() -> None:
    rows = table(result_view(1, 2, 3, 4, 5, 0))
    assert [row[0] for row in rows] == ["Place", "1", "2", "3"]
    assert rows[1] == ["1", "e1", "Entry 1", "Author 1", "m1", "8", "12", "2 tickets", "asked to be ambassador"]
    assert len(table(result_view(1, 1, approvals=(0, 0)))) == 1


def test_the_table_begins_with_the_mark_by_which_spreadsheets_read_unicode() -> None:
    name, content = tables.winners_csv(result_view(1), words("de"))
    assert content.startswith(b"\xef\xbb\xbf")
    assert name == "winners-c1.csv"


@given(title=st.text(max_size=100), author=st.text(max_size=60))
def test_no_cell_of_the_table_is_a_formula_and_all_read_back(title: str, author: str) -> None:
    view = result_view(1)
    shown = entry_view_of(view.lines[0])
    odd = replace(shown, entry=replace(entry(title), shown_as=author))
    (_, row) = table(replace(view, lines=(replace(view.lines[0], view=odd),)))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert row[2:4] == [tables.literal(title), tables.literal(author)]


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_what_a_spreadsheet_would_run_is_shown_instead(typed: str) -> None:
    assert tables.literal(typed) == f"'{typed}"
    assert tables.literal("1+1=2") == "1+1=2"


def test_the_card_shows_the_podium_with_pictures_and_credits() -> None:
    view = result_view(1, 2, 3, 4)
    card = present.result_card(view, EN, lambda media: Path(media) if media == SUN.id else None)
    assert [(one.rank, one.label) for one in card.places] == [(1, "Winner"), (2, "Place 2"), (3, "Place 3")]
    assert card.places[0].credit == "made from “Moon” by Cleo"
    assert card.places[0].picture == Path(SUN.id)
    assert (card.brand, card.accent, card.turnout) == ("Lumen", "#1F6F5C", "4 entries, 12 members voted")
    assert card.date == "21 November 2026"
    assert card.note == ""


def test_the_card_of_a_tie_and_of_nobody() -> None:
    tied = present.result_card(result_view(1, 1, 3), EN, lambda _: None)
    assert [one.label for one in tied.places] == ["Shared first place", "Shared first place", "Place 3"]
    assert tied.places[0].words == "It shines."
    nobody = present.result_card(result_view(1, 2, because="quorum"), words("de"), lambda _: None)
    assert nobody.places == ()
    assert nobody.note
