"""What is said between a contest's rounds: to the managers before everybody, and never a rank or a score."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bots.presenter.advising import hints
from bots.presenter.news import announce
from bots.presenter.steering import steering
from bots.presenter.turnout import voting_opened
from bots.words import words
from contests.desk.managing import Preview
from contests.model.announcement import Announcement, News
from contests.model.ballot import Method, Mode, Voters
from contests.model.contest import Final, RoundKind, Rules, State
from contests.model.span import Span
from tests.bots.presenter_examples import NOW, SECRET, contest, contest_view, ids, occasion, said

OPENS = (NOW + timedelta(hours=12)).isoformat()


def test_the_managers_see_who_goes_on_and_neither_ranks_nor_scores() -> None:
    about = Announcement(News.FINALISTS, "c1", facts={"among": "e1 e2", "entries": 2, "opens": OPENS})
    post = announce(about, words("en"), replace(occasion(State.VOTING), entrants=("Moon", "Sun")))
    assert "Moon\n" in post.text
    assert str(SECRET) not in said(post)
    assert ids(post) == ["final:c1"]


def test_the_managers_are_warned_where_nobody_may_vote_in_the_final() -> None:
    shown = contest(State.VOTING)
    for voters, warning in ((Voters.AMBASSADORS, "or was an ambassador yet"), (Voters.LINKED, "linked accounts yet")):
        ruled = replace(shown, rules=Rules(final=Final(voters=voters)))
        about = {
            many: announce(
                Announcement(News.FINALISTS, "c1", facts={"among": "e1", "entries": 1, "opens": OPENS, "voters": many}),
                words("en"),
                replace(occasion(State.VOTING), contest=contest_view(ruled)),
            ).text
            for many in (0, 1)
        }
        assert warning in about[0]
        assert warning not in about[1]


def test_of_many_finalists_the_first_of_the_alphabet_are_named() -> None:
    titles = tuple(f"Entry {number:02}" for number in range(30))
    about = Announcement(News.FINAL_OPENED, "c1", facts={"entries": 30, "closes": OPENS})
    post = announce(about, words("en"), replace(occasion(State.FINAL), entrants=titles))
    assert "Entry 24" in post.text
    assert "Entry 25" not in post.text
    assert "and 5 more" in post.text


def test_an_open_final_says_how_many_have_voted_where_that_is_counted() -> None:
    about = Announcement(News.FINAL_OPENED, "c1", facts={"entries": 2, "closes": OPENS})
    plain, counted = (
        announce(about, words("en"), one) for one in (occasion(State.FINAL), occasion(State.FINAL).counting(3))
    )
    assert ("voted" in plain.text, plain.shows) == (False, ())
    assert "3 people have voted." in counted.text
    assert counted.shows == ("turnout:c1f@v1",)


def test_a_draw_names_what_it_rests_on_and_asks_for_it() -> None:
    shown = replace(contest(State.VOTING), rules=Rules(lottery="The 6 of Saturday"))
    post = announce(
        Announcement(News.DRAW_AWAITED, "c1"), words("en"), replace(occasion(), contest=contest_view(shown))
    )
    assert "The draw rests on this, as the brief says: The 6 of Saturday" in post.text
    assert ids(post) == ["draw:c1"]


def test_a_final_is_advised_with_its_reason_and_a_button_only_while_it_can_be_added() -> None:
    def advised(**facts: int | None) -> tuple[str, list[str]]:
        about = Announcement(News.ADVICE, "c1", facts={"entries": 40, "looks": None, **facts})
        post = announce(about, words("en"), occasion(State.REVIEW))
        return post.text, ids(post)

    text, buttons = advised(is_final=1)
    assert "38 of 100 runs" in text
    assert "82" in text
    assert buttons == ["add_final:c1"]
    text, buttons = advised(is_final=0, looks=3)
    assert "about 3 times" in text
    assert buttons == []


def test_a_preview_advises_by_what_the_last_contests_had() -> None:
    plain = contest(State.SCHEDULED)
    unknown, few, many, with_final = (
        hints(one, words("en"))
        for one in (
            Preview(plain),
            Preview(plain, expected=(12, 90)),
            Preview(plain, expected=(100, 20)),
            Preview(replace(plain, rules=Rules(final=Final())), expected=(100, 90)),
        )
    )
    assert "From 30 entries on, a final is worth it: add final=" in unknown
    assert "looked at" not in unknown, "nothing is said of what is not known"
    assert few == ""
    assert "about 2 times" in many
    assert with_final == ""


def test_whoever_wants_a_list_is_warned_that_it_may_grow_too_long_and_of_a_final() -> None:
    plain = contest(State.SCHEDULED)

    def hinted(entries: int, **rules: Any) -> str:
        return hints(Preview(replace(plain, rules=Rules(**rules)), expected=(entries, entries * 9)), words("en"))

    for rules in ({"method": Method.SCHULZE}, {"mode": Mode.LIST}):
        unknown, many = hinted(0, **rules), hinted(26, **rules)
        assert "More than 25" in unknown
        assert "final=" in many
        assert "About 26 entries came in last time." in many
        assert hinted(25, **rules) == ""
        assert "More than 25" not in hinted(0, final=Final(), **rules)


def test_a_final_is_advised_where_too_many_entries_wait_to_be_ranked() -> None:
    shown = replace(contest(State.REVIEW), rules=Rules(method=Method.IRV))
    about = Announcement(News.ADVICE, "c1", facts={"entries": 26, "looks": None, "is_final": 1})
    post = announce(about, words("en"), replace(occasion(State.REVIEW), contest=contest_view(shown)))
    assert "More than 25 cannot be put in order" in post.text
    assert "In a final of the best it is as you chose." in post.text
    assert "38 of 100" not in post.text


def test_when_a_vote_opens_with_too_many_entries_to_rank_or_to_show_at_once_it_is_said() -> None:
    def told(rules: Rules, **opened: Any) -> str:
        shown = replace(contest(State.VOTING), rules=rules)
        voting = shown.round_of(RoundKind.VOTING)
        assert voting is not None
        shown = shown.with_round(replace(voting, **opened))
        post = voting_opened(
            Announcement(News.VOTING_OPENED, "c1"), words("en"), replace(occasion(), contest=contest_view(shown))
        )
        return post.text

    queue = {"method": Method.APPROVAL, "mode": Mode.QUEUE}
    assert "too many entries to put them in order" in told(Rules(method=Method.IRV), **queue)
    assert "too many entries to show them all at once" in told(Rules(mode=Mode.LIST), **queue)
    assert "too many" not in told(Rules(), **queue)
    assert "too many" not in told(Rules(method=Method.IRV), method=Method.IRV, mode=Mode.LIST)


def test_the_desk_has_a_button_for_what_is_awaited() -> None:
    t = words("en")
    voting = contest(State.VOTING)
    closed = replace(voting.rounds[1], closed_at=NOW)
    final = replace(contest(State.FINAL).rounds[-1], opened_at=None)
    previewed, drawn = voting.with_round(closed).with_round(final), voting.with_round(closed)
    assert [one.id for one in steering(previewed, t)] == ["final:c1", "pause:c1", "extend:c1", "call_off:c1"]
    assert [one.id for one in steering(drawn, t)] == ["draw:c1", "pause:c1", "call_off:c1"]
    assert [one.id for one in steering(voting, t)] == ["pause:c1", "extend:c1", "call_off:c1"]


def test_a_vote_that_is_held_in_place_of_the_final_says_so() -> None:
    shown = contest(State.VOTING)
    shown = replace(shown, plan=replace(shown.plan, final=Span(days=1)))
    about = Announcement(News.VOTING_OPENED, "c1")
    post = voting_opened(about, words("en"), replace(occasion(), contest=contest_view(shown)))
    assert "so this vote decides" in post.text
    assert shown.round_of(RoundKind.FINAL) is None
    assert "so this vote decides" not in voting_opened(about, words("en"), occasion(State.VOTING)).text
