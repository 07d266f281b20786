"""Rules as a manager types them: read, written back in the reader's language, and read again as the same."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.commands.retyping import retyped
from bots.commands.ruling import NEEDING, is_asked, retyped_rules, rules_from
from bots.commands.talk import Args
from bots.words import LANGUAGES, words
from contests.model.ballot import MARKINGS, Marking, Method, Mode, Scoring, Unranked, Voters
from contests.model.contest import Criterion, Final, Jury, Points, Rules, Template, TieRule
from contests.model.span import Span
from contests.refusals import Refusal
from contests.rules.combining import BY_LOOKS, FINAL_METHODS, SERVED, methods_of
from tests.bots.presenter_examples import ZONE, contest

EN = words("en")
spans = st.one_of(
    st.builds(lambda n: Span(months=n), st.integers(1, 24)),
    st.builds(lambda n: Span(days=n), st.integers(1, 60)),
    st.builds(lambda n: Span(delta=timedelta(hours=n)), st.integers(1, 200)),
)
names = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=12)
criteria = st.lists(
    st.builds(Criterion, names, st.integers(1, 100)), max_size=4, unique_by=lambda one: one.name.casefold()
)
juries = st.none() | st.builds(Jury, st.integers(1, 99), st.sampled_from(Points))
finals = st.builds(
    Final,
    method=st.sampled_from(FINAL_METHODS),
    first=st.integers(2, 25),
    bar=st.just(0),
    voters=st.none() | st.sampled_from(Voters),
    preview=spans,
    no_award=st.booleans(),
)
barred = st.builds(lambda final, bar: replace(final, first=10, bar=bar), finals, st.integers(1, 100))


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """Make rules that go together, with what has nothing to act on as it is by default."""
    method, final = draw(st.sampled_from(tuple(MARKINGS))), draw(st.none() | finals | barred)
    final = final or (Final() if method is Method.EPH else None)
    jury = draw(juries)
    ties = [one for one in TieRule if jury or one is not TieRule.JURY]
    tie, served = draw(st.sampled_from(ties)), SERVED.get(MARKINGS[method])
    plain = Rules(method=method, final=final)
    methods, default = methods_of(plain), Rules()
    is_graded = any(MARKINGS[one] is Marking.GRADE for one in methods)
    return replace(
        plain,
        entries_each=draw(st.integers(1, 100)),
        review=draw(st.booleans()),
        mode=draw(st.sampled_from([None, served] if served else [None, *Mode])),
        ambassadors=draw(st.integers(0, 1000)),
        answer=draw(spans),
        term=draw(spans),
        tie=tie,
        runoff=draw(spans),
        lottery="the lottery of 5 December, Warsaw" if tie is TieRule.LOTTERY else "",
        quorum=draw(st.integers(0, 9999)),
        quorum_share=draw(st.integers(0, 100)),
        quorum_looks=draw(st.integers(0, 9999)),
        extension=draw(spans),
        voters=draw(st.sampled_from(Voters)),
        stars=draw(st.integers(1, 25)) if Method.LIMITED in methods else default.stars,
        criteria=tuple(draw(criteria)) if is_graded else (),
        scoring=draw(st.sampled_from(Scoring)) if methods & BY_LOOKS else default.scoring,
        unranked=draw(st.sampled_from(Unranked)) if Method.SCHULZE in methods else default.unranked,
        jury=jury,
        one_each=draw(st.booleans()),
        repeat=draw(st.none() | spans),
    )


def typed_for(some: Rules, language: str) -> Args:
    final = {"final": "2 days"} if some.final else {}
    return Args({name: (value,) for name, value in {**retyped_rules(some, words(language)), **final}.items()})


@given(rules(), st.sampled_from(LANGUAGES))
def test_what_is_typed_anew_is_read_as_the_same_rules(some: Rules, language: str) -> None:
    assert rules_from(words(language), typed_for(some, language), None, Template.REMIX) == some


@given(rules(), rules(), st.sampled_from(LANGUAGES))
def test_a_filled_form_sent_back_sets_what_it_says_whatever_was_set_before(
    some: Rules, before: Rules, language: str
) -> None:
    changed = replace(contest(), rules=before)
    typed = typed_for(some, language)
    read = rules_from(words(language), Args({"final": ("",), **typed.named}), changed, Template.REMIX)
    hidden = {"first"} if some.final and some.final.bar else set()
    if some.final and read.final and hidden:
        read = replace(read, final=replace(read.final, first=some.final.first))
    assert read == some


@given(rules(), st.sampled_from(LANGUAGES))
def test_only_what_has_something_to_act_on_is_asked_for_and_that_is_enough(some: Rules, language: str) -> None:
    typed = typed_for(some, language)
    asked = Args({name: value for name, value in typed.named.items() if is_asked(name, typed)})
    without = replace(some, runoff=Rules().runoff) if some.tie is not TieRule.RUNOFF else some
    if not (some.quorum or some.quorum_share or some.quorum_looks):
        without = replace(without, extension=Rules().extension)
    assert rules_from(words(language), asked, None, Template.REMIX) == without


@given(rules(), st.sampled_from(LANGUAGES))
def test_a_contest_typed_anew_has_every_part_that_can_be_set(some: Rules, language: str) -> None:
    typed = retyped(replace(contest(), rules=some), words(language), ZoneInfo(ZONE))
    assert retyped_rules(some, words(language)).items() <= {name: typed.text(name) for name in typed.named}.items()


def read(line: dict[str, str], before: Rules | None = None) -> Rules:
    changed = replace(contest(), rules=before) if before else None
    return rules_from(EN, Args({name: (value,) for name, value in line.items()}), changed, Template.REMIX)


@pytest.mark.parametrize(
    ("typed", "ballots", "share", "looks"),
    [
        ("20", 20, 0, 0),
        ("20%", 0, 20, 0),
        ("5 looks", 0, 0, 5),
        ("1 look", 0, 0, 1),
        ("5 Blicke", 0, 0, 5),
        ("20, 10 %, 5 looks an entry", 20, 10, 5),
        ("20 ballots", 20, 0, 0),
        ("20% of members", 0, 20, 0),
        ("50 percent", 0, 50, 0),
        ("50 Prozent der Mitglieder", 0, 50, 0),
        ("no", 0, 0, 0),
        ("0", 0, 0, 0),
        ("", 0, 0, 0),
    ],
)
def test_a_quorum_takes_any_kind_and_several(typed: str, ballots: int, share: int, looks: int) -> None:
    some = read({"quorum": typed}, Rules(quorum=7, quorum_looks=7))
    assert (some.quorum, some.quorum_share, some.quorum_looks) == (ballots, share, looks)


def test_criteria_have_weights() -> None:
    assert read({"method": "score", "criteria": "taste:2, look"}).criteria == (Criterion("taste", 2), Criterion("look"))
    assert read({"method": "score", "criteria": "shoe 2:1"}).criteria == (Criterion("shoe 2"),)
    assert retyped_rules(Rules(criteria=(Criterion("shoe 2"),)), EN)["criteria"] == "shoe 2:1"


def test_a_final_comes_with_its_date_and_goes_with_it() -> None:
    some = read({"final": "2 days", "finalists": "5", "final_method": "schulze", "no_award": "yes"})
    assert some.final == Final(Method.SCHULZE, 5, no_award=True)
    assert read({"final": "2 days"}).final == Final()
    assert read({"final": "3 days"}, some).final == some.final
    assert read({"final": "no"}, some).final is None
    assert read({"final": "", "finalists": "5"}, some).final is None, "what was there before goes along"
    assert read({"title": "Other"}, some).final == some.final
    assert read({"bar": "60%"}, some).final == Final(Method.SCHULZE, 5, bar=60, no_award=True)
    assert read({"finalists": "6"}, read({"bar": "60"}, some)).final == Final(Method.SCHULZE, 6, no_award=True)


def test_a_jury_comes_with_its_weight_and_goes_with_it() -> None:
    some = read({"jury": "30%", "points": "linear"})
    assert some.jury == Jury(30, Points.LINEAR)
    assert read({"jury": "0"}, some).jury is None
    assert read({}, some).jury == some.jury


def test_another_method_forgets_how_its_entries_cannot_be_shown() -> None:
    assert read({"method": "schulze"}, Rules(mode=Mode.QUEUE)).mode is None
    assert read({"method": "single"}, Rules(mode=Mode.LIST)).mode is Mode.LIST
    assert read({"mode": ""}, Rules(mode=Mode.LIST)).mode is None


@pytest.mark.parametrize(
    ("line", "name", "why"),
    [
        ({"tie": "jury"}, "jury", "tie_jury"),
        ({"tie": "lottery"}, "lottery", "tie_lottery"),
        ({"jury": "100"}, "jury", "number"),
        ({"jury": "half"}, "jury", "number"),
        ({"method": "schulze", "mode": "queue"}, "mode", "served_list"),
        ({"method": "pairwise", "mode": "list"}, "mode", "served_queue"),
        ({"method": "score", "mode": "list"}, "mode", "served_queue"),
        ({"method": "eph"}, "final", "eph"),
        ({"method": "cumulative"}, "method", "method"),
        ({"final": "1 day", "final_method": "best"}, "final_method", "method"),
        ({"final": "1 day", "final_method": "eph"}, "final_method", "final_method"),
        ({"final": "1 day", "final_method": "irv", "finalists": "26"}, "finalists", "ranked"),
        ({"final": "1 day", "finalists": "1"}, "finalists", "number"),
        ({"final": "1 day", "finalists": "9", "bar": "50"}, "finalists", "finalists_or_bar"),
        ({"final": "1 day", "bar": "101"}, "bar", "number"),
        ({"quorum": "many"}, "quorum", "quorum"),
        ({"quorum": "101%"}, "quorum", "quorum"),
        ({"method": "score", "criteria": "taste:0"}, "criteria", "criteria"),
        ({"method": "score", "criteria": "taste:x"}, "criteria", "criteria"),
        ({"quorum": "20, 30"}, "quorum", "quorum"),
        ({"quorum": "20% 5 looks"}, "quorum", "quorum"),
        ({"quorum": "1.5"}, "quorum", "quorum"),
        ({"quorum": "20x"}, "quorum", "quorum"),
        ({"method": "score", "criteria": "taste, taste:2"}, "criteria", "criteria_twice"),
        ({"method": "score", "criteria": "Taste, taste"}, "criteria", "criteria_twice"),
        ({"method": "score", "criteria": "taste 2, look"}, "criteria", "criteria_weight"),
        ({"method": "score", "criteria": "taste:2:3"}, "criteria", "criteria"),
        ({"method": "score", "criteria": "taste:101"}, "criteria", "criteria"),
        ({"method": "score", "criteria": ", ".join(map(str, range(11)))}, "criteria", "criteria_most"),
        ({"method": "limited", "stars": "26"}, "stars", "number"),
    ],
)
def test_what_contradicts_itself_is_refused_by_the_name_of_what_to_change(
    line: dict[str, str], name: str, why: str
) -> None:
    with pytest.raises(Refusal) as refused:
        read(line)
    assert (refused.value.key, refused.value.facts["name"], refused.value.facts["why"]) == ("needs_argument", name, why)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stars", "5"),
        ("criteria", "taste"),
        ("unranked", "apart"),
        ("finalists", "5"),
        ("bar", "50"),
        ("final_method", "irv"),
        ("final_voters", "linked"),
        ("preview", "2 hours"),
        ("no_award", "yes"),
        ("points", "linear"),
        ("lottery", "x"),
    ],
)
def test_what_would_have_nothing_to_act_on_is_refused_and_not_forgotten(name: str, value: str) -> None:
    with pytest.raises(Refusal) as refused:
        read({name: value})
    assert refused.value.facts["why"] == NEEDING[name]


def test_a_scoring_needs_looks() -> None:
    with pytest.raises(Refusal, match="needs_argument"):
        read({"method": "schulze", "scoring": "wilson"})
    assert read({"method": "score", "scoring": "wilson"}).scoring is Scoring.WILSON
