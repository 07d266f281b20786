"""What can be pressed under a post, and what a press says to any process, at any age."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import CallbackQuery, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, User

from bots.commands.registry import BUTTONS
from bots.hearing import Pressed
from bots.on_telegram.ids import button_data, button_of, choice_of, done_data, option_data, toggle_data
from bots.on_telegram.keyboards import Rows, Toggled, keyboard, read
from bots.post import Button, Option, Post, Select
from tests.bots.on_telegram.speak.conftest import BEGAN

OPTIONS = tuple(Option(f"e{n}", f"Entry {n}") for n in range(3))
APPROVE = Button("approve:" + "e" * 12, "Approve")
CLEO = User(7, "Cleo", is_bot=False)


def pressed(rows: Rows, data: str) -> CallbackQuery:
    shown = Message(1, BEGAN, Chat(7, "private"), reply_markup=InlineKeyboardMarkup(rows), text="x")
    return CallbackQuery("1", CLEO, "chat", message=shown, data=data)


def labels(rows: Rows) -> list[list[str]]:
    return [[one.text for one in row] for row in rows]


def data_of(rows: Rows, label: str) -> str:
    return str(next(one.callback_data for row in rows for one in row if one.text == label))


@given(st.text(min_size=1, max_size=61).filter(lambda one: len(one.encode()) <= 61))
def test_a_buttons_id_comes_back_as_it_went(id_: str) -> None:
    assert button_of(button_data(id_)) == id_
    assert len(button_data(id_).encode()) <= 64


def test_every_button_of_ours_fits() -> None:
    digest = hashlib.sha256(b"a link").hexdigest()
    for verb in BUTTONS:
        for subject in ("e" * 12, digest, f"{'k' * 12}:{2**31}"):
            assert button_of(button_data(f"{verb}:{subject}")) == f"{verb}:{subject}"
            assert len(button_data(f"{verb}:{subject}").encode()) <= 64


@given(st.text(max_size=64))
def test_whatever_is_forged_is_read_or_left(data: str) -> None:
    assert button_of(data) is None or data[:3] in {"b1:", "h1:"}
    for kind in ("o1:", "t1:"):
        choice_of(kind + data, kind)
    for forged in (data, f"h1:{data}", f"b1:{data}", f"t1:{data}", f"e1:{data}"):
        if forged:
            read(pressed([[InlineKeyboardButton("x", callback_data=forged[:20])]], forged))


def test_what_is_too_long_or_empty_is_no_button() -> None:
    for makes in (button_data, done_data):
        for wrong in ("", "x" * 62):
            with pytest.raises(ValueError, match="no button"):
                makes(wrong)
    with pytest.raises(ValueError, match="no button"):
        option_data("s" * 40, "v" * 30)
    assert labels(keyboard(Post("x", buttons=(Button("y" * 70, "Y"), APPROVE)))) == [["Approve"]]


def test_short_labels_stand_beside_each_other_and_long_ones_alone() -> None:
    post = Post("x", buttons=(APPROVE, Button("pass:e", "Pass"), Button("brief:k", "A contest with a long title")))
    assert labels(keyboard(post)) == [["Approve", "Pass"], ["A contest with a long title"]]


def test_what_is_disabled_is_left_out() -> None:
    assert keyboard(Post("x", buttons=(Button("a:b", "A", disabled=True),))) == []


def test_in_public_what_is_private_is_a_link_and_the_rest_is_pressed() -> None:
    post = Post("x", private=False, buttons=(Button("vote:k1", "Vote"), Button("admit:e1", "Take it")))
    vote, admit = (one for row in keyboard(post, "prosument_bot") for one in row)
    assert vote.url is not None
    assert vote.url.startswith("https://t.me/prosument_bot?start=vote")
    assert admit.callback_data == "b1:admit:e1"
    (alone,) = [one for row in keyboard(Post("x", buttons=post.buttons[:1]), "prosument_bot") for one in row]
    assert alone.callback_data == "b1:vote:k1"


def test_one_of_several_is_chosen_by_a_press() -> None:
    rows = keyboard(Post("x", selects=(Select("look:entry", "Look", OPTIONS),), buttons=(APPROVE,)))
    assert labels(rows) == [["Entry 0"], ["Entry 1"], ["Entry 2"], ["Approve"]]
    assert read(pressed(rows, data_of(rows, "Entry 1"))) == Pressed("look:entry", ("e1",), "e" * 12)
    assert read(pressed(rows, data_of(rows, "Approve"))) == Pressed("approve:" + "e" * 12, (), "e" * 12)


def test_several_are_ticked_in_the_keyboard_itself_until_done() -> None:
    rows = keyboard(Post("x", selects=(Select("ballot:r1", "Approve any", OPTIONS, 0, 3),)))
    assert labels(rows) == [["☐ Entry 0"], ["☐ Entry 1"], ["☐ Entry 2"], ["Done"]]
    for value in ("e2", "e0", "e1", "e1"):
        toggled = read(pressed(rows, toggle_data("ballot:r1", value)))
        assert isinstance(toggled, Toggled)
        rows = toggled.rows
    assert labels(rows) == [["☑ Entry 0"], ["☐ Entry 1"], ["☑ Entry 2"], ["Done"]]
    assert read(pressed(rows, done_data("ballot:r1"))) == Pressed("ballot:r1", ("e0", "e2"))
    assert read(pressed(rows, toggle_data("ballot:r1", "forged"))) == Toggled(rows)


def test_a_press_without_its_message_says_what_it_can() -> None:
    assert read(CallbackQuery("1", CLEO, "chat", data="b1:me:x")) == Pressed("me:x")
    assert read(CallbackQuery("1", CLEO, "chat", data=toggle_data("s:1", "v"))) is None
    assert read(CallbackQuery("1", CLEO, "chat", data="d1:of the dialogue")) is None


def test_grades_stand_in_one_row_and_what_begins_a_row_in_the_next() -> None:
    grades = tuple(Button(f"grade:e:1:{number}", str(number)) for number in range(1, 6))
    post = Post("x", buttons=(*grades, Button("pass:e", "Pass", begins_row=True), Button("back:d", "Back")))
    assert labels(keyboard(post)) == [["1", "2", "3", "4", "5"], ["Pass", "Back"]]
    assert labels(keyboard(Post("x", buttons=(APPROVE, Button("done", "Done", begins_row=True))))) == [
        ["Approve"],
        ["Done"],
    ]
    assert labels(keyboard(Post("x", buttons=(Button("done", "Done", begins_row=True),)))) == [["Done"]]


def test_an_order_is_one_below_the_other_so_that_no_button_moves_while_it_is_made() -> None:
    places = (Button("place:c:e1", "Sun"), Button("unplace:c:e2", "1. Sea", "primary"), Button("place:c:e3", "Fog"))
    ends = (Button("unrank:c", "Clear the order", begins_row=True), Button("done:c", "Done"))
    rows = labels(keyboard(Post("x", buttons=(*places, *ends))))
    assert rows == [["Sun"], ["1. Sea"], ["Fog"], ["Clear the order", "Done"]]


def test_what_was_chosen_is_ticked_and_a_press_unticks_it() -> None:
    chosen = (Option("e1", "Sun", chosen=True), Option("e2", "Sea"))
    rows = keyboard(Post("x", selects=(Select("ballot:r", "Approve any", chosen, 0, 2),)))
    assert labels(rows) == [["☑ Sun"], ["☐ Sea"], ["Done"]]
    toggled = read(pressed(rows, data_of(rows, "☑ Sun")))
    assert isinstance(toggled, Toggled)
    assert labels(toggled.rows)[0] == ["☐ Sun"]
    one = keyboard(Post("x", selects=(Select("ballot:r", "Choose one", chosen, 0, 1),)))
    assert labels(one) == [["☑ Sun"], ["Sea"]]
