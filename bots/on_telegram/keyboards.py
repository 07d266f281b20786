"""What can be pressed under a message, and what a press says.

A choice among several keeps what is ticked in the keyboard itself: no process remembers it. Clients can forge any
press, so that what is read here is only what somebody claims.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bots.hearing import Pressed
from bots.on_telegram.deep_links import deep_link
from bots.on_telegram.ids import (
    DONE,
    OPTION,
    TOGGLE,
    button_data,
    button_of,
    choice_of,
    done_data,
    option_data,
    toggle_data,
)
from bots.on_telegram.literal import plain
from bots.post import Button, Post, Select, Style
from bots.presenter.parts import shortened
from bots.words import words

log = logging.getLogger(__name__)

MOST = 100
"""Buttons of one message."""
IN_A_ROW, IN_A_SHORT_ROW = 3, 5
LONGEST_ROW, LONGEST_SIGN = 30, 2
"""Characters of labels that stand beside each other, so that a phone shows them whole; and of a grade."""
LONGEST_LABEL = 60
MOST_OPTIONS = 25
ORDER = ("place:", "unplace:")
"""What stands one below the other: a place changes the label, and no button may move while it is pressed."""
TICKED, UNTICKED = "☑ ", "☐ "
STYLES: dict[Style, str | None] = {"primary": "primary", "secondary": None, "success": "success", "danger": "danger"}

Row = Sequence[InlineKeyboardButton]
Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Toggled:
    """An option was ticked or unticked: the keyboard that shows it now."""

    rows: Rows


def keyboard(post: Post, username: str = "", language: str = "en") -> Rows:
    """Return what can be pressed under a post.

    What goes on in private is a link to the bot of this name where everybody sees the post. What is disabled is left
    out, for Telegram has no such buttons.
    """
    rows = [row for select in post.selects for row in _select(select, language)]
    link_by = "" if post.private else username
    shown = [one for one in post.buttons if not one.disabled]
    for some in _apart(shown):
        made = [made for one in some if (made := _button(one, link_by))]
        rows += [[one] for one in made] if some and some[0].id.startswith(ORDER) else _packed(made)
    return list(_within(rows))


def markup(rows: Rows) -> InlineKeyboardMarkup | None:
    """Return a keyboard of these rows; None for none."""
    return InlineKeyboardMarkup(rows) if rows else None


def read(query: CallbackQuery) -> Pressed | Toggled | None:
    """Return what a press says; None where it is none of these."""
    data, rows = query.data or "", _rows_of(query)
    if (button := button_of(data)) is not None:
        return Pressed(button, about=_about(rows))
    if choice := choice_of(data, OPTION):
        return Pressed(choice[0], (choice[1],), _about(rows))
    if choice := choice_of(data, TOGGLE):
        return Toggled(_ticked(rows, data)) if rows else None
    if data.startswith(DONE) and (select := data.removeprefix(DONE)):
        return Pressed(select, tuple(_chosen(rows, select)), _about(rows))
    return None


def _rows_of(query: CallbackQuery) -> Rows:
    shown = query.message.reply_markup if isinstance(query.message, Message) else None
    return shown.inline_keyboard if shown else ()


def _ticked(rows: Rows, data: str) -> Rows:
    """Return a keyboard in which the option of this data is the other way round."""
    return [[_flipped(one) if one.callback_data == data else one for one in row] for row in rows]


def _flipped(option: InlineKeyboardButton) -> InlineKeyboardButton:
    sign = UNTICKED if option.text.startswith(TICKED) else TICKED
    return InlineKeyboardButton(sign + option.text[len(sign) :], callback_data=option.callback_data)


def _chosen(rows: Rows, select: str) -> Iterator[str]:
    for one in (one for row in rows for one in row if one.text.startswith(TICKED)):
        choice = choice_of(str(one.callback_data or ""), TOGGLE)
        if choice and choice[0] == select:
            yield choice[1]


def _about(rows: Rows) -> str:
    """Return what a message is about: the subject of the first of its buttons that has one."""
    ids = (button_of(str(one.callback_data or "")) or "" for row in rows for one in row)
    return next((subject for one in ids if (subject := one.partition(":")[2])), "")


def _button(button: Button, link_by: str) -> InlineKeyboardButton | None:
    label, style = _label(button.label), STYLES[button.style]
    link = deep_link(button, link_by) if link_by else None
    if link:
        return InlineKeyboardButton(label, url=link, style=style)
    try:
        return InlineKeyboardButton(label, callback_data=button_data(button.id), style=style)
    except ValueError:
        log.warning("a button does not fit Telegram and is left out: %s", button.id)
        return None


def _select(select: Select, language: str) -> Iterator[Row]:
    options = list({one.value: one for one in select.options}.values())[:MOST_OPTIONS]
    makes, sign = (option_data, "") if select.most <= 1 else (toggle_data, UNTICKED)
    signs = [TICKED if one.chosen else sign for one in options]
    try:
        rows = [
            [InlineKeyboardButton(before + _label(one.label), callback_data=makes(select.id, one.value))]
            for one, before in zip(options, signs, strict=True)
        ]
        if rows and sign:
            done = words(language)._("Done")
            rows.append([InlineKeyboardButton(done, callback_data=done_data(select.id), style="primary")])
    except ValueError:
        log.warning("a choice does not fit Telegram and is left out: %s", select.id)
        return
    yield from rows


def _apart(buttons: Sequence[Button]) -> Iterator[Sequence[Button]]:
    """Part buttons where one begins a row."""
    begins = [number for number, one in enumerate(buttons) if one.begins_row and number]
    for start, end in pairwise([0, *begins, len(buttons)]):
        yield buttons[start:end]


def _packed(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    """Set buttons beside each other as long as their labels stay readable."""
    rows: list[list[InlineKeyboardButton]] = []
    for one in buttons:
        if rows and _fits([*rows[-1], one]):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [*rows]


def _fits(row: Row) -> bool:
    lengths = [len(one.text) for one in row]
    most = IN_A_SHORT_ROW if max(lengths) <= LONGEST_SIGN else IN_A_ROW
    return len(row) <= most and sum(lengths) <= LONGEST_ROW


def _within(rows: Sequence[Row]) -> Iterator[Row]:
    room = MOST
    for row in rows:
        room -= len(row)
        if room >= 0:
            yield row


def _label(text: str) -> str:
    return shortened(plain(text), LONGEST_LABEL) or "…"
