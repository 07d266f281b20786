"""Dialogues: in whatever order somebody answers, and wherever we are started again, nothing that was given is lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.filling import submitted
from bots.on_telegram.dialogue import (
    OVERVIEW,
    SEND,
    Dialogue,
    Given,
    MisfitError,
    asked,
    begin,
    edited,
    gave,
    go_on_with,
    named,
    pressed,
    typed,
    without_files,
)
from bots.on_telegram.dialogues import read, written
from bots.post import Field, Form, Option

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
ENTRY = Form(
    "entry:abc",
    "Spring",
    (
        Field("title", "Title", required=True),
        Field("from", "Made from"),
        Field("thanks", "Thanks"),
        Field("text", "Text", "long"),
        Field("file", "Files", "file"),
        Field("alt", "Description", "long"),
        Field("gallery", "Gallery?", "choice", value="yes", options=YES_NO),
    ),
)
VERDICT = Form(
    "verdict:reject:abc",
    "Reject",
    (
        Field("rule", "Rule", "choice", required=True, options=(Option("a", "Off topic"), Option("b", "Unlawful"))),
        Field("reason", "Reason", "long", required=True),
    ),
)
LONG = Form("run:contest new", "New", tuple(Field(f"f{n}", f"F{n}", required=n == 7) for n in range(12)))
MANY = Form("run:x", "Many", (Field("which", "Which", "choices", options=YES_NO),))


def started(form: Form) -> Dialogue:
    return begin("k" * 10, "c", form, 5)


def test_an_entry_is_asked_for_its_files_first_and_for_what_has_a_default_not_at_all() -> None:
    assert started(ENTRY).walk == ("file", "title", "text", "alt", "from")


def test_of_a_long_form_only_what_is_needed_is_asked() -> None:
    assert started(LONG).walk == ("f7",)


def test_a_short_form_is_asked_in_its_order_and_then_to_be_sent() -> None:
    dialogue = typed(started(VERDICT), "off TOPIC", 1)
    assert dialogue.at == "reason"
    dialogue = typed(dialogue, "because", 2)
    assert dialogue.at == SEND
    assert submitted(dialogue.form, frozenset()) == {"rule": ("a",), "reason": ("because",)}


def test_what_is_wrong_is_asked_for_first() -> None:
    form = replace(ENTRY, fields=tuple(replace(one, value="x") for one in ENTRY.fields))
    assert begin("k", "c", form, 1, ("from",)).walk == ("from",)


def test_a_choice_that_is_none_is_told_so() -> None:
    with pytest.raises(MisfitError, match="choice"):
        typed(started(VERDICT), "perhaps", 1)


def test_what_is_needed_cannot_be_skipped_and_the_rest_can() -> None:
    with pytest.raises(MisfitError, match="needed"):
        pressed(started(VERDICT), "k")
    assert pressed(started(ENTRY), "k").at == "title"


def test_a_message_that_comes_twice_is_taken_once() -> None:
    once = typed(pressed(started(ENTRY), "k"), "Two suns", 7)
    assert typed(once, "Two suns", 7) is once
    with_file = gave(started(ENTRY), [Given("a", 1, 8)], "", 8)
    assert gave(with_file, [Given("a", 1, 8)], "", 8) is with_file


def test_the_new_text_of_an_answer_takes_the_place_of_the_old_one() -> None:
    dialogue = typed(pressed(started(ENTRY), "k"), "Two sons", 7)
    changed = edited(dialogue, "Two suns", 7)
    assert changed is not None
    assert named(changed.form, "title") == Field("title", "Title", required=True, value="Two suns")
    assert changed.at == dialogue.at
    assert edited(dialogue, "Two suns", 8) is None


def test_a_caption_is_the_title_and_the_next_one_the_words() -> None:
    dialogue = gave(started(ENTRY), [Given("a")], "Two suns", 1)
    dialogue = gave(dialogue, [Given("b")], "They rise", 2)
    assert {one.name: one.value for one in dialogue.form.fields if one.value} == {
        "title": "Two suns",
        "text": "They rise",
        "gallery": "yes",
    }
    assert [one.file for one in dialogue.files] == ["a", "b"]


def test_several_may_be_ticked_and_unticked() -> None:
    dialogue = pressed(pressed(started(MANY), "o0"), "o1")
    assert dialogue.at == "which"
    assert dialogue.field is not None
    assert dialogue.field.value == "yes\nno"
    assert pressed(dialogue, "o0").form.fields[0].value == "no"


def test_an_answer_that_is_emptied_by_an_edit_is_asked_for_again() -> None:
    ready = typed(started(LONG), "Two suns", 7)
    assert ready.at == SEND
    emptied = edited(ready, " ", 7)
    assert emptied is not None
    assert emptied.at == "f7"
    assert typed(emptied, "Three suns", 8).form.fields[7].value == "Three suns"


def test_a_form_that_is_asked_for_again_goes_on_where_it_was_left() -> None:
    left = typed(pressed(started(ENTRY), "k"), "Two suns", 7)
    again = go_on_with(left, replace(ENTRY, fields=(*ENTRY.fields[:3], replace(ENTRY.fields[3], value="new"))), 99)
    assert again.at == left.at
    assert {one.name: one.value for one in again.form.fields if one.name in {"title", "text"}} == {
        "title": "Two suns",
        "text": "new",
    }


Act = tuple[str, str]
TEXTS = st.sampled_from(["", "Two suns", "yes", "Off topic", "a\nb", "📷", "x" * 300])
PRESSES = st.builds(
    str.__add__, st.sampled_from(["k", "b", "e", "m", "f", "o", "q"]), st.sampled_from(["", "0", "1", "5", "99", "x"])
)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), TEXTS),
        st.tuples(st.just("press"), PRESSES),
        st.tuples(st.just("give"), TEXTS),
        st.tuples(st.just("edit"), TEXTS),
        st.tuples(st.just("restart"), st.just("")),
        st.tuples(st.just("refused files"), st.just("")),
    ),
    max_size=25,
)


def after(dialogue: Dialogue, act: Act, number: int) -> Dialogue:
    """Return a dialogue after something that somebody did, fitting or not."""
    kind, said = act
    try:
        match kind:
            case "type":
                return typed(dialogue, said, number)
            case "press":
                return pressed(dialogue, said)
            case "give":
                return gave(dialogue, [Given(f"file {number}", 3, number)], said, number)
            case "edit":
                return edited(dialogue, said, number - 1) or dialogue
            case _:
                return without_files(dialogue, ()) if kind == "refused files" else read(written(dialogue))
    except MisfitError:
        return dialogue


@given(st.sampled_from([ENTRY, VERDICT, LONG, MANY]), ACTS)
def test_no_order_of_acts_loses_anything_or_leads_nowhere(form: Form, acts: list[Act]) -> None:
    dialogue = started(form)
    for number, act in enumerate(acts, 1):
        before, dialogue = dialogue, after(dialogue, act, number)
        assert read(written(dialogue)) == dialogue
        assert [one.name for one in dialogue.form.fields] == [one.name for one in form.fields]
        assert dialogue.step > before.step or dialogue == before
        assert dialogue.at in {OVERVIEW, SEND, *(one.name for one in form.fields)}
        assert dialogue.at != SEND or dialogue.is_ready
        changed = [
            one.name
            for one, old in zip(dialogue.form.fields, before.form.fields, strict=True)
            if one.value != old.value
        ]
        assert act[0] in {"type", "press", "edit", "give"} or not changed
        assert len(changed) <= 2, "one act changes one field; a caption comes with its files"
    dialogue = pressed(dialogue, "m")
    for number, one in enumerate(asked(dialogue.form)):
        assert pressed(dialogue, f"f{number}").at == one.name
