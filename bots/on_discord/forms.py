"""Windows: a page of a form as a modal, and what was typed into one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bots.on_discord.ids import modal_id
from bots.on_discord.pages import is_too_long, pages
from bots.on_discord.uploads import Attached, attached
from bots.post import Field, Form, Option
from bots.presenter.parts import shortened
from bots.speaking import cleaned
from bots.words import Words

LONGEST_TITLE = 45
LONGEST_LABEL = 45
LONGEST_HINT = 100
LONGEST_OPTION = 100
MOST_OPTIONS = 25
MOST_FILES = 10
LABEL = 18
"""Discord's number for a label, which wraps a field."""


def window(form: Form, number: int, key: str, t: Words) -> ui.Modal:
    """Return a page of a form as a modal; it has ended for the library, which then keeps nothing of it."""
    modal = ui.Modal(title=_cut(form.title, LONGEST_TITLE) or "…", custom_id=modal_id(key, number))
    for field in pages(form)[number]:
        modal.add_item(_labelled(field, t))
    modal.stop()
    return modal


def _labelled(field: Field, t: Words) -> ui.Label[Any]:
    hint = field.label if len(field.label) > LONGEST_LABEL else ""
    if is_too_long(field):
        hint = t._("What stands there is too long to be shown; left empty, it stays.")
    return ui.Label(
        text=_cut(field.label, LONGEST_LABEL),
        description=_cut(hint, LONGEST_HINT) or None,
        component=_component(field),
    )


def _component(field: Field) -> ui.Item[Any]:
    if field.kind == "file":
        least = 1 if field.required else 0
        return ui.FileUpload(custom_id=field.name, required=field.required, min_values=least, max_values=MOST_FILES)
    if field.kind in {"choice", "choices"} and (options := _offered(field)):
        return _select(field, options)
    if field.kind == "check":
        return ui.Checkbox(custom_id=field.name, default=field.value == "yes")
    is_long = field.kind == "long" or "\n" in field.value
    return ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.paragraph if is_long else discord.TextStyle.short,
        default=None if is_too_long(field) else field.value or None,
        required=field.required and not is_too_long(field),
    )


def _offered(field: Field) -> list[Option]:
    """Return a field's options, each once; none where Discord could not show them all, so that they are typed."""
    found = list({one.value: one for one in field.options}.values())
    fits = len(found) <= MOST_OPTIONS and all(0 < len(one.value) <= LONGEST_OPTION for one in found)
    return found if fits else []


def _select(field: Field, offered: Sequence[Option]) -> ui.Select[Any]:
    chosen = set(field.value.split("\n"))
    options = [
        discord.SelectOption(label=_cut(one.label, LONGEST_OPTION) or "…", value=one.value, default=one.value in chosen)
        for one in offered
    ]
    most = len(options) if field.kind == "choices" else 1
    return ui.Select(
        custom_id=field.name,
        options=options,
        required=field.required,
        min_values=1 if field.required else 0,
        max_values=most,
    )


def _cut(text: str, limit: int) -> str:
    return shortened(text, limit)


def typed(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return what was typed and chosen in a modal, by field; files aside."""
    return {name: tuple(map(cleaned, values)) for name, values in _fields(data) if values is not None}


def _fields(data: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str] | None]]:
    resolved = data.get("resolved", {}).get("attachments", {})
    for part in data.get("components", ()):
        for one in [part["component"]] if part["type"] == LABEL else part.get("components", ()):
            match one.get("value"):
                case str() as text:
                    yield one["custom_id"], (text,)
                case bool() as checked:
                    yield one["custom_id"], ("yes" if checked else "no",)
                case _:
                    values = [str(value) for value in one.get("values") or ()]
                    is_files = one["type"] == discord.ComponentType.file_upload.value or any(
                        value in resolved for value in values
                    )
                    yield one["custom_id"], None if is_files else (tuple(values) or ("",))


def files_in(data: Mapping[str, Any]) -> tuple[Attached, ...]:
    """Return the files that were chosen in a modal, in order."""
    resolved = data.get("resolved", {}).get("attachments", {})
    chosen = [
        str(value)
        for part in data.get("components", ())
        for one in ([part["component"]] if part["type"] == LABEL else part.get("components", ()))
        for value in one.get("values") or ()
    ]
    return tuple(attached(resolved[one]) for one in chosen if one in resolved)
