"""Modals: what Discord takes in one, and what a person sees of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.platforms.discord_parts.components import (
    SELECTS,
    Part,
    length,
    options_problems,
    problems_of_part,
    said,
    zero_of_required,
)
from tests.platforms.discord_parts.wire import Json, Problem

if TYPE_CHECKING:
    from tests.platforms.discord_parts.interactions import Interaction

GROUPS = {Part.RADIO_GROUP: 2, Part.CHECKBOX_GROUP: 1}
"""How few options a group may have."""
IN_LABEL = SELECTS | {Part.TEXT_INPUT, Part.FILE_UPLOAD, Part.CHECKBOX} | set(GROUPS)


def problems_of(data: Json) -> list[Problem]:
    """Return what Discord would not take in a modal."""
    found = list(length("data.title", data.get("title") or "", 1, 45))
    found += length("data.custom_id", data.get("custom_id") or "", 1, 100)
    tops = data.get("components") or []
    found += length("data.components", tops, 1, 5)
    seen: set[str] = set()
    for number, top in enumerate(tops):
        here = f"data.components.{number}"
        problems, path, field = _top(here, top)
        found += problems
        if field is None:
            continue
        found += _field(path, field)
        name = field.get("custom_id") or ""
        if name in seen:
            found.append(
                (f"{path}.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
            )
        seen.add(name)
    return found


def _top(here: str, top: Json) -> tuple[list[Problem], str, Json | None]:
    """Return the problems of a top-level item, and the field in it with its path."""
    kind = top.get("type")
    if kind == Part.TEXT:
        return list(length(f"{here}.content", top.get("content") or "", 1, 4000)), here, None
    if kind == Part.LABEL:
        found = list(length(f"{here}.label", top.get("label") or "", 1, 45))
        found += length(f"{here}.description", top.get("description"), 0, 100)
        field = top.get("component") or {}
        if field.get("type") in IN_LABEL:
            return found, f"{here}.component", field
        return [*found, (f"{here}.component.type", "UNION_TYPE_CHOICES", "Not a field of a modal")], here, None
    if kind == Part.ROW:
        kids = top.get("components") or []
        if len(kids) == 1 and kids[0].get("type") == Part.TEXT_INPUT:
            return (
                list(length(f"{here}.components.0.label", kids[0].get("label") or "", 1, 45)),
                f"{here}.components.0",
                kids[0],
            )
    return [(f"{here}.type", "UNION_TYPE_CHOICES", "Value of field 'type' must be one of (1, 10, 18).")], here, None


def _field(path: str, field: Json) -> Iterator[Problem]:
    kind = field["type"]
    yield from length(f"{path}.custom_id", field.get("custom_id") or "", 1, 100)
    is_required = field.get("required") is None or (field["required"] and kind not in SELECTS)  # theirs is told below
    if field.get("min_values") == 0 and is_required:
        yield zero_of_required(path)
    if kind == Part.TEXT_INPUT:
        yield from _text_input(path, field)
    elif kind in SELECTS:
        yield from problems_of_part(path, field)
    elif kind in GROUPS:
        yield from length(f"{path}.options", field.get("options") or [], GROUPS[Part(kind)], 10)
        yield from options_problems(f"{path}.options", field.get("options") or [])
    elif kind == Part.FILE_UPLOAD:
        least, most = said(field, "min_values", 1), said(field, "max_values", 1)
        if not 0 <= least <= 10 or not 1 <= most <= 10 or least > most:
            yield f"{path}.max_values", "NUMBER_TYPE_MAX", "int value should be less than or equal to 10."


def _text_input(path: str, field: Json) -> Iterator[Problem]:
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if field.get("style") not in {1, 2}:
        yield f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2)."
    if not 0 <= least <= most <= 4000:
        yield f"{path}.max_length", "NUMBER_TYPE_MAX", "int value should be less than or equal to 4000."
    yield from length(f"{path}.placeholder", field.get("placeholder"), 0, 100)
    yield from length(f"{path}.value", field.get("value"), 0, most)


@dataclass(eq=False)
class Field:
    """One field as a person sees it; `raw` is Discord's own shape of it."""

    label: str
    description: str | None
    raw: Json

    @property
    def custom_id(self) -> str:
        return str(self.raw["custom_id"])

    @property
    def kind(self) -> Part:
        return Part(self.raw["type"])

    @property
    def value(self) -> str:
        """What stands in it before anything is typed."""
        return str(self.raw.get("value") or "")

    @property
    def options(self) -> list[str]:
        """The labels of its options."""
        return [option["label"] for option in self.raw.get("options") or []]

    @property
    def required(self) -> bool:
        wanted = self.raw.get("required")
        return self.kind is not Part.CHECKBOX if wanted is None else bool(wanted)

    @property
    def max_length(self) -> int:
        return int(self.raw.get("max_length") or 4000)


class Modal:
    """A modal on somebody's screen; `Person.submit` fills it in and sends it."""

    def __init__(self, data: Json, opened_by: "Interaction") -> None:
        self.opened_by, self.raw = opened_by, data
        self.title: str = data["title"]
        self.custom_id: str = data["custom_id"]
        self.fields: list[Field] = []
        self.texts: list[str] = []
        for top in data["components"]:
            if top["type"] == Part.TEXT:
                self.texts.append(top["content"])
            elif top["type"] == Part.LABEL:
                self.fields.append(Field(top["label"], top.get("description"), top["component"]))
            else:
                self.fields.append(Field(top["components"][0]["label"], None, top["components"][0]))

    def field(self, name: str) -> Field:
        """Return the field with this label or custom id."""
        for one in self.fields:
            if name in {one.label, one.custom_id}:
                return one
        shown = [(one.label, one.custom_id) for one in self.fields]
        raise AssertionError(f"the form {self.title!r} has no field {name!r}, only {shown}")

    def filled(self, answers: dict[str, Any]) -> list[Json]:
        """Return the submitted components in the shape of the modal; `answers` are by custom id."""
        out: list[Json] = []
        for top in self.raw["components"]:
            if top["type"] == Part.TEXT:
                out.append({"type": int(Part.TEXT), "id": len(out) + 1})
                continue
            raw = top["component"] if top["type"] == Part.LABEL else top["components"][0]
            answer: Json = {"type": raw["type"], "id": 100 + len(out), "custom_id": raw["custom_id"]}
            answer |= answers[raw["custom_id"]]
            inner = {"component": answer} if top["type"] == Part.LABEL else {"components": [answer]}
            out.append({"type": top["type"], "id": len(out) + 1, **inner})
        return out
