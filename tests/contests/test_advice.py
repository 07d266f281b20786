"""What managers are advised, and the terms that a final changes."""

from dataclasses import replace
from typing import Any

import pytest

from contests.lifecycle import Facts, advance
from contests.lifecycle.steering import add_final, schedule
from contests.model.announcement import Audience, News
from contests.model.ballot import Method, Mode, Voters
from contests.model.contest import Contest, Final, RoundKind, Rules, State
from contests.model.entry import EntryState
from contests.refusals import Refusal
from contests.rules.advice import has_outgrown, is_final_advised, is_too_long, too_few_looks
from contests.rules.editing import terms_of
from tests.contests.making import DAY, HOUR, NOON, contest, entry

CLOSE = NOON + 2 * DAY


@pytest.mark.parametrize(("entries", "advised"), [(29, False), (30, True)])
def test_two_stages_are_proposed_from_30_entries_on(entries: int, advised: bool) -> None:  # noqa: FBT001 - a row of the table
    assert is_final_advised(Rules(), entries) is advised
    assert not is_final_advised(Rules(final=Final()), entries)


@pytest.mark.parametrize(
    ("entries", "voters", "looks"), [(100, 60, None), (100, 59, 5), (5, 5, 5), (5, 6, None), (0, 9, None), (9, 0, None)]
)
def test_managers_are_warned_below_six_looks_at_each_entry(entries: int, voters: int, looks: int | None) -> None:
    assert too_few_looks(Rules(), entries, voters) == looks
    assert too_few_looks(Rules(mode=Mode.LIST), entries, voters) is None, "a list is looked at as a whole"


def test_what_is_put_in_order_is_looked_at_as_a_whole_unless_it_is_too_much_for_that() -> None:
    assert too_few_looks(Rules(method=Method.SCHULZE), 25, 10) is None
    assert too_few_looks(Rules(method=Method.SCHULZE), 26, 10) == 3


def entered(**rules: Any) -> Contest:
    return advance(schedule(contest(**rules), NOON - HOUR), Facts(), NOON).contest


def test_when_entries_close_the_desk_is_advised_while_a_final_can_still_be_added() -> None:
    many = tuple(entry(f"e{number}") for number in range(29))
    waiting = Facts((*many, entry("w", EntryState.WAITING)))
    step = advance(entered(), waiting, CLOSE)
    [said] = [one for one in step.said if one.kind is News.ADVICE]
    assert (said.audience, said.facts) == (Audience.DESK, {"entries": 30, "is_final": 1, "looks": None})
    reviewed = Facts((*many, entry("w")))
    assert News.ADVICE not in {one.kind for one in advance(entered(), reviewed, CLOSE).said}, "the vote is open already"


def test_when_entries_close_the_desk_is_warned_of_few_looks() -> None:
    step = advance(entered(), Facts((entry("a"), entry("b")), expected=3), CLOSE)
    assert [one.facts for one in step.said if one.kind is News.ADVICE] == [{"entries": 2, "is_final": 0, "looks": 3}]


def test_a_final_is_added_with_the_length_of_the_vote_and_new_terms() -> None:
    before = entered()
    after = add_final(before, has_entries=True)
    voting, final = after.rounds[1:]
    assert after.rules.final == Final()
    assert (final.opens, final.closes) == (voting.closes + 12 * HOUR, voting.closes + 12 * HOUR + DAY)
    assert after.plan.final == final.closes
    assert after.terms is not None
    assert before.terms is None
    assert after.terms.version == 2
    alone = add_final(before, has_entries=False)
    assert alone.terms is not None
    assert alone.terms.version == 1


@pytest.mark.parametrize(
    ("state", "rules", "key"),
    [
        (State.VOTING, {}, "too_late"),
        (State.REVIEW, {"final": Final()}, "already_decided"),
        (State.DRAFT, {}, "not_open"),
    ],
)
def test_a_final_is_not_added_once_voting_has_opened_nor_twice(state: State, rules: dict[str, Any], key: str) -> None:
    one = contest(**rules)
    one = replace(one, plan=replace(one.plan, final=NOON + 9 * DAY))
    with pytest.raises(Refusal) as refused:
        add_final(replace(schedule(one, NOON), state=state), has_entries=True)
    assert refused.value.key == key


def test_terms_change_with_every_rule_of_how_it_is_decided_and_stay_for_contests_without_them() -> None:
    brief = contest().brief
    plain = terms_of(brief, Rules(), 1).digest
    assert plain == terms_of(brief, Rules(review=False, mode=Mode.LIST), 1).digest
    changed = [
        Rules(quorum_share=1),
        Rules(quorum_looks=1),
        Rules(stars=4),
        Rules(final=Final()),
        Rules(final=Final(bar=50)),
        Rules(lottery="Saturday"),
        Rules(one_each=True),
        Rules(voters=Voters.LINKED),
    ]
    digests = {terms_of(brief, one, 1).digest for one in changed}
    assert len(digests) == len(changed)
    assert plain not in digests


@pytest.mark.parametrize("rules", [Rules(method=Method.SCHULZE), Rules(method=Method.IRV), Rules(mode=Mode.LIST)])
def test_more_entries_than_a_list_holds_are_warned_of_unless_a_final_has_it_so(rules: Rules) -> None:
    assert [is_too_long(rules, entries) for entries in (25, 26)] == [False, True]
    assert not is_too_long(replace(rules, final=Final()), 26)
    assert not any(is_too_long(one, 26) for one in (Rules(), Rules(method=Method.STAR, mode=Mode.LIST)))


def test_the_desk_is_advised_of_a_final_where_too_many_wait_to_be_ranked_and_it_is_ranked_then() -> None:
    waiting = Facts((*(entry(f"e{number}") for number in range(25)), entry("w", EntryState.WAITING)))
    step = advance(entered(method=Method.IRV), waiting, CLOSE)
    [said] = [one for one in step.said if one.kind is News.ADVICE]
    assert said.facts["is_final"] == 1
    assert add_final(step.contest, has_entries=True).rules.final == Final(Method.IRV)


@pytest.mark.parametrize(
    ("rules", "entries", "outgrown"),
    [
        ({"method": Method.SCHULZE}, 26, True),
        ({"method": Method.SCHULZE}, 25, False),
        ({"mode": Mode.LIST}, 26, True),
        ({"mode": Mode.LIST}, 25, False),
        ({"method": Method.STAR, "mode": Mode.QUEUE}, 26, False),
        ({}, 26, False),
    ],
)
def test_a_round_knows_that_too_many_came_in_for_it(rules: dict[str, Any], entries: int, outgrown: bool) -> None:  # noqa: FBT001 - a row of the table
    given = Facts(tuple(entry(f"e{number}") for number in range(entries)))
    one = advance(entered(**rules), given, CLOSE).contest
    voting = one.round_of(RoundKind.VOTING)
    assert voting is not None
    assert has_outgrown(one.rules, voting) is outgrown
