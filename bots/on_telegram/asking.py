"""What a dialogue says: the field that is asked for, what is filled in, and what can be pressed."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bots.filling import is_missing
from bots.on_telegram.dialogue import Dialogue, asked, options_of
from bots.on_telegram.dialogues import data_of
from bots.post import Field, Post
from bots.presenter.parts import lines, paragraphs, shortened
from bots.words import N_, Words

Rows = list[list[InlineKeyboardButton]]
LONGEST_LABEL = 40
SHOWN = 600
"""Characters of what is filled in that are shown again, and fewer where all fields are."""
SHOWN_EACH = 100
MOST_OPTIONS = 60
PAST = N_("That step is over. This is where you are.")
MISFITS = {
    "choice": N_("Choose one of the buttons below."),
    "file": N_("Send a picture, a video or sound now, or go on with the buttons below."),
    "needed": N_("That is needed: nothing can be sent without it."),
    "nothing": N_("Press what you want to change."),
    "past": PAST,
    "kind": N_("That kind of message has no place here. Send words, pictures, video or sound."),
}


def question(dialogue: Dialogue, t: Words, note: str = "") -> tuple[Post, Rows]:
    """Return what is asked now, after a note of what came before, and its buttons."""
    field = dialogue.field
    if field is None:
        return _overview(dialogue, t, note)
    text = paragraphs(note, _head(dialogue, t), lines(_label(field, t), _now(dialogue, field, t)), _hint(field, t))
    rows = [*_options(dialogue, field), *_ways(dialogue, field, t)]
    return Post(text), rows


def _head(dialogue: Dialogue, t: Words) -> str:
    if len(dialogue.walk) < 2 or dialogue.at not in dialogue.walk:  # noqa: PLR2004 - one step is not counted
        return dialogue.form.title
    number, most = dialogue.walk.index(dialogue.at) + 1, len(dialogue.walk)
    return t._("{title} ({n} of {most})", title=dialogue.form.title, n=t.number(number), most=t.number(most))


def _label(field: Field, t: Words) -> str:
    return t._("{label} (needed)", label=field.label) if field.required else field.label


def _now(dialogue: Dialogue, field: Field, t: Words) -> str:
    """Say what is filled in now."""
    if field.kind == "file":
        return t.n_("{n} file so far.", "{n} files so far.", len(dialogue.files)) if dialogue.files else ""
    if not field.value:
        return ""
    return t._("So far: {value}", value=shortened(_said(field), SHOWN))


def _said(field: Field) -> str:
    """Return a field's value in the words of its options, where it has some."""
    labels = {one.value: one.label for one in options_of(field)}
    if field.kind == "choices":
        return ", ".join(labels.get(one, one) for one in field.value.split("\n"))
    return labels.get(field.value, field.value)


def _hint(field: Field, t: Words) -> str:
    if field.kind == "file":
        return t._("Send pictures, a video or sound; several at once are fine.")
    if field.name == "alt":
        return t._("Send it as a message, a line for each file, in their order.")
    if field.kind in {"choice", "check"} and field.options:
        return ""
    if field.kind == "choices":
        return t._("Tick what fits, then go on.")
    return t._("Send it as a message.")


def _options(dialogue: Dialogue, field: Field) -> Rows:
    """Return a button for each choice; those that are chosen bear a tick."""
    chosen = {one.strip() for one in field.value.replace("\n", ",").split(",")} | {field.value}
    found = options_of(field)[:MOST_OPTIONS]
    buttons = [
        _button(dialogue, f"{'✓ ' if one.value in chosen else ''}{one.label}", f"o{number}")
        for number, one in enumerate(found)
    ]
    return _in_rows(buttons)


def _ways(dialogue: Dialogue, field: Field, t: Words) -> Rows:
    """Return what leads away from a step."""
    has_files = field.kind == "file" and bool(dialogue.files)
    on = []
    if field.value or has_files:
        on.append(_button(dialogue, t._("Keep") if field.kind != "choices" else t._("Go on"), "k"))
        if not field.required:
            on.append(_button(dialogue, t._("Empty"), "e"))
    elif not field.required:
        on.append(_button(dialogue, t._("Skip"), "k"))
    if dialogue.before is not None:
        on.append(_button(dialogue, t._("Back"), "b"))
    all_ = [_button(dialogue, t._("All fields"), "m")] if len(asked(dialogue.form)) > 1 else []
    send = [_send(dialogue, t)] if dialogue.is_ready and dialogue.touched else []
    return [row for row in (on, send, [*all_, _cancel(dialogue, t)]) if row]


def _overview(dialogue: Dialogue, t: Words, note: str) -> tuple[Post, Rows]:
    fields = asked(dialogue.form)
    told = (f"{one.label}: {_filled(dialogue, one, t)}" for one in fields)
    text = paragraphs(note, dialogue.form.title, lines(*told))
    buttons = [_button(dialogue, one.label, f"f{number}") for number, one in enumerate(fields)]
    missing = any(map(is_missing, dialogue.form.fields))
    send = [] if missing else [[_send(dialogue, t)]]
    return Post(text), [*_in_rows(buttons), *send, [_cancel(dialogue, t)]]


def _filled(dialogue: Dialogue, field: Field, t: Words) -> str:
    if field.kind == "file" and dialogue.files:
        return t.n_("{n} file", "{n} files", len(dialogue.files))
    if is_missing(field):
        return t._("still needed")
    return shortened(_said(field).replace("\n", " "), SHOWN_EACH) or "…"


def _send(dialogue: Dialogue, t: Words) -> InlineKeyboardButton:
    label = t._("Preview") if dialogue.is_entry else t._("Send it")
    return _button(dialogue, label, "s", style="primary")


def _cancel(dialogue: Dialogue, t: Words) -> InlineKeyboardButton:
    return _button(dialogue, t._("Cancel"), "c")


def back_to(dialogue: Dialogue, t: Words, label: str = "") -> Rows:
    """Return the button that leads back to a dialogue that waits, or into one that may be begun."""
    return [[_button(dialogue, label or t._("Go on: {title}", title=dialogue.form.title), "r")]]


def _button(dialogue: Dialogue, label: str, act: str, style: str | None = None) -> InlineKeyboardButton:
    shown = shortened(label, LONGEST_LABEL)
    return InlineKeyboardButton(shown, callback_data=data_of(dialogue, act), style=style)


def _in_rows(buttons: Sequence[InlineKeyboardButton]) -> Rows:
    """Set short buttons beside each other."""
    short = all(len(one.text) <= LONGEST_LABEL // 2 for one in buttons)
    each = (5 if all(len(one.text) <= 4 for one in buttons) else 2) if short else 1  # noqa: PLR2004 - ratings stand in one row
    return [list(buttons[start : start + each]) for start in range(0, len(buttons), each)]
