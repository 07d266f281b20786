"""Every refusal that the code can raise has a sentence of its own, in every language."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.commands.registry import FITS
from bots.commands.ruling import NEEDING
from bots.presenter.refusals import TIMES, cases, placeholders, refused
from bots.presenter.sentences import PLAIN, SENTENCES, TELLING
from bots.words import LANGUAGES, words
from contests.model.ambassador import OfferState
from contests.refusals import KEYS, Fact, Key, Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bots.post import Post

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
ZONE = "Europe/Warsaw"
OF_A_CASE = {"why", "what", "by"}
"""The facts that need a sentence for each of their values."""
FREE = {"contest.ended_because", "poll.ended_because", "name", "member.name"}
"""What people typed: such cases share one sentence."""
VALUES: dict[str, Collection[str]] = {  # what an expression in the code can be
    "candidate.state.value": ["draft", "waiting", "changes", "rejected", "disqualified"],
    "entry.state.value": ["admitted", "changes", "rejected", "disqualified"],
    "f'offer_{offer.state}'": [f"offer_{state}" for state in OfferState if state is not OfferState.LAPSED],
    "argument.fits": sorted(FITS),
    "by": ["bytes", "pixels", "frames", "files", "time", "memory"],
    "one.mode.value if one.marking is Marking.APPROVE else one.marking.value": [
        "list",
        "queue",
        "grade",
        "rank",
        "compare",
    ],
    "what": ["community", "account", "venue", "offer", "round"],
    "NEEDING[name]": sorted(set(NEEDING.values())),
    "contradiction": [
        *("eph", "served_list", "served_queue", "final_method", "ranked", "tie_jury", "tie_lottery"),
    ],
    "why": ["unreadable", "no_time", "past", "ambiguous", "gap", "overlap"],
}


def raised() -> Iterator[tuple[str, str, str, str]]:
    """Yield where, key, the most telling fact and its expression, for every refusal that the code makes."""
    for path in sorted([*ROOT.glob("contests/**/*.py"), *ROOT.glob("bots/**/*.py"), *ROOT.glob("storage/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Refusal" and node.args:
                given_ = {one.arg: one.value for one in node.keywords if one.arg}
                telling = next((one for one in TELLING if one in given_), "")
                value = ast.unparse(given_[telling]) if telling else ""
                yield f"{path.relative_to(ROOT)}:{node.lineno}", ast.unparse(node.args[0]), telling, value


def missing(key: str, telling: str, expression: str) -> set[str]:
    """Return the cases of a refusal that have no sentence; an expression that nobody listed is one, too."""
    if telling not in OF_A_CASE or expression in FREE:
        return {key} - SENTENCES.keys() - PLAIN.keys()
    literal = expression.strip("'") if expression.startswith("'") else expression
    return {f"{key}:{value}" for value in VALUES.get(expression, [literal])} - SENTENCES.keys()


def test_every_refusal_in_the_code_has_a_sentence_of_its_own() -> None:
    found = list(raised())
    unworded = [
        (where, case)
        for where, key, telling, value in found
        if key.startswith("'")
        for case in missing(ast.literal_eval(key), telling, value)
    ]
    assert not unworded, unworded
    assert len(found) > 80, "the search finds the refusals"


def say(refusal: Refusal, language: str = "en") -> Post:
    return refused(refusal, words(language), zone=ZONE, now=NOW)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_can_be_said_without_any_fact(key: Key, language: str) -> None:
    post = say(Refusal(key), language)
    assert post.text
    assert "{" not in post.text
    assert post.private
    assert post.refusal is not None
    assert post.refusal.key == key


def filled(case: str) -> Refusal:
    """Return a refusal with every fact that the sentence of a case needs."""
    key, _, told = case.partition(":")
    needed = placeholders(SENTENCES[case])
    coming = (NOW + timedelta(days=1)).isoformat()
    facts: dict[str, Fact] = {name: coming if name in TIMES else "x" for name in needed}
    if told:
        facts[next(one for one in TELLING if one not in needed)] = told
    return Refusal(cast("Key", key), **facts)


@pytest.mark.parametrize("case", SENTENCES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said_when_its_facts_are_there(case: str, language: str) -> None:
    refusal = filled(case)
    assert case in set(cases(refusal))
    sentence = words(language)._(SENTENCES[case], **dict.fromkeys(placeholders(SENTENCES[case]), "\0"))
    said = say(refusal, language).text
    assert all(part in said for part in sentence.split("\0"))


def test_a_time_is_told_with_day_date_hour_and_zone() -> None:
    at = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
    post = say(Refusal("too_late", at=at.isoformat(), round="submission"))
    assert "Friday 27 November 2026, 18:00, Europe/Warsaw, in 5 days" in post.text


def test_an_opening_that_should_have_been_is_not_promised() -> None:
    at = NOW - timedelta(hours=2)
    assert "ago" not in say(Refusal("not_open", at=at.isoformat(), round="voting")).text


def test_a_free_reason_stands_as_it_was_typed() -> None:
    assert "{odd} reason" in say(Refusal("cancelled", why="{odd} reason", contest="Sun")).text
    assert "no entries" in say(Refusal("cancelled", why="no_entries", contest="Sun")).text


def test_who_was_faster_is_named_where_the_name_is_known() -> None:
    refusal = Refusal("already_decided", by="m1", why="admitted", at=NOW.isoformat(), entry="Sun")
    assert "m1" not in say(refusal).text
    post = refused(refusal, words("en"), zone=ZONE, now=NOW, names={"m1": "Mo"})
    assert "Mo decided it" in post.text


def test_times_that_may_have_been_meant_are_offered_as_they_can_be_typed() -> None:
    candidates = "2026-10-25T02:30:00+02:00 2026-10-25T02:30:00+01:00"
    post = say(Refusal("when_unclear", why="overlap", text="25.10. 2:30", candidates=candidates))
    assert "02:30, Europe/Warsaw (GMT+02:00): 2026-10-25T02:30:00+02:00" in post.text
    assert "02:30, Europe/Warsaw (GMT+01:00): 2026-10-25T02:30:00+01:00" in post.text


@pytest.mark.parametrize(
    ("by", "found", "limit", "told"),
    [
        ("bytes", 14 * 2**20, 10 * 2**20, "14 MiB; up to 10 MiB"),
        ("pixels", 2_500_000_000, 40_000_000, "2,500 megapixels; up to 40"),
        ("frames", 100_000, 500, "100,000 frames; up to 500"),
        ("files", 12, 10, "12 files; up to 10"),
    ],
)
def test_a_file_over_a_limit_is_told_both_numbers_in_their_unit(by: str, found: int, limit: int, told: str) -> None:
    assert told in say(Refusal("too_large", by=by, kind="picture", found=found, limit=limit)).text


def test_a_recording_that_is_too_long_is_told_how_long_it_may_be() -> None:
    post = say(Refusal("too_long", by="seconds", kind="video", found=250, limit=180))
    assert "4 minutes 10 seconds; up to 3 minutes" in post.text


def test_a_wrong_file_is_told_what_to_send_instead() -> None:
    assert "SVG" in say(Refusal("wrong_type", found="svg", cure="png")).text
    assert "PNG" in say(Refusal("wrong_type", found="svg", cure="png")).text
    assert say(Refusal("wrong_type", found="program", cure=None)).text == PLAIN["wrong_type"]


@given(typed=st.text(), key=st.sampled_from(KEYS), why=st.text())
def test_whatever_was_typed_stands_literally(typed: str, key: Key, why: str) -> None:
    post = say(Refusal(key, why=why, text=typed, nearest=typed, entry=typed, contest=typed, name=typed, id=typed))
    assert post.text
