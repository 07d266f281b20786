"""Which pair a member compares next: the least compared, never one with an own entry, none twice."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from contests.model.ballot import entries_of
from contests.model.entry import EntryState
from contests.rules.comparing import looked_at, serve_pair
from contests.rules.voting import Candidate


def entries(names: str) -> list[Candidate]:
    return [Candidate(name, "", EntryState.ADMITTED) for name in names]


@given(st.text("abcdefgh", max_size=8).map(lambda names: "".join(sorted(set(names)))))
def test_every_pair_is_served_once_and_then_none(names: str) -> None:
    answered: list[str] = []
    while (pair := serve_pair("vi", entries(names), answered, None, {})) is not None:
        assert pair not in answered
        answered.append(pair)
    assert sorted(answered) == ["~".join(pair) for pair in combinations(names, 2)]


def test_what_is_being_shown_is_served_again_unless_it_left_the_vote() -> None:
    assert serve_pair("vi", entries("abc"), (), "b~c", {"b": 9}) == "b~c"
    assert serve_pair("vi", entries("abc"), (), "b~x", {"b": 9}) == "a~c"
    assert serve_pair("vi", entries("abc"), ("b~c",), "b~c", {"b": 9}) == "a~c"


def test_the_least_compared_entries_come_first_and_then_the_least_compared_pair() -> None:
    assert serve_pair("vi", entries("abcd"), (), None, {"a": 2, "b": 1, "c": 3, "d": 2, "a~b": 1}) == "b~d"
    assert serve_pair("vi", entries("abcd"), ("b~d",), None, {"a": 2, "b": 1, "c": 3, "d": 2}) == "a~b"


def test_ties_are_broken_otherwise_for_other_members() -> None:
    firsts = {serve_pair(f"voter {number}", entries("abcdef"), (), None, {}) for number in range(60)}
    assert len(firsts) > 10


@given(st.integers(2, 9), st.integers(1, 40))
def test_all_entries_are_compared_about_as_often(many: int, voters: int) -> None:
    looks: Counter[str] = Counter()
    some = entries("abcdefghi"[:many])
    for number in range(voters):
        answered: list[str] = []
        for _ in range(3):
            pair = serve_pair(f"voter {number}", some, answered, None, looks)
            if pair is not None:
                answered.append(pair)
                looks.update(looked_at(pair))
    times = [looks[one.id] for one in some]
    assert max(times) - min(times) <= 2


def test_a_look_at_a_pair_is_one_at_both_entries() -> None:
    assert looked_at("a~b") == ("a", "b", "a~b")
    assert looked_at("a") == ("a",)
    assert entries_of("a~b") == ("a", "b")
