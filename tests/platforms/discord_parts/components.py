"""Components of messages: which may stand in which, how many, how long; and reading them."""

from collections.abc import Iterator
from enum import IntEnum
from typing import Any

from tests.platforms.discord_parts.wire import Json, Problem

IS_V2 = 1 << 15


class Part(IntEnum):
    """The types of components."""

    ROW = 1
    BUTTON = 2
    SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECTS = {Part.SELECT, Part.USER_SELECT, Part.ROLE_SELECT, Part.MENTIONABLE_SELECT, Part.CHANNEL_SELECT}
IN_CONTAINER = {Part.ROW, Part.SECTION, Part.TEXT, Part.GALLERY, Part.FILE, Part.SEPARATOR}
INSIDE: dict[int, set[Part]] = {
    Part.ROW: {Part.BUTTON} | SELECTS,
    Part.SECTION: {Part.TEXT},
    Part.CONTAINER: IN_CONTAINER,
}
CLICKABLE = SELECTS | {Part.BUTTON}


def every(components: list[Any], path: str = "components") -> Iterator[tuple[str, Json]]:
    """Yield each component with the path to it, nested ones and accessories too."""
    for number, component in enumerate(components):
        here = f"{path}.{number}"
        yield here, component
        yield from every(component.get("components") or [], f"{here}.components")
        for key in ("accessory", "component"):
            if component.get(key):
                yield f"{here}.{key}", component[key]


def texts(components: list[Any]) -> list[str]:
    return [part["content"] for _, part in every(components) if part["type"] == Part.TEXT]


def problems_of(components: list[Any], *, is_v2: bool) -> list[Problem]:
    """Return what Discord would not take in a message's components."""
    found = list(_nesting(components, is_v2=is_v2))
    if found:
        return found
    seen: set[str] = set()
    for path, part in every(components):
        found += problems_of_part(path, part)
        name = part.get("custom_id")
        if name is not None and part["type"] in CLICKABLE:
            if name in seen:
                found.append(
                    (f"{path}.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
                )
            seen.add(name)
    if sum(1 for _ in every(components)) > 40:
        found.append(
            ("components", "BASE_TYPE_BAD_LENGTH", "A message has at most 40 components, nested ones counted.")
        )
    if sum(map(len, texts(components))) > 4000:
        found.append(("components", "COMPONENT_TEXT_TOO_LONG", "At most 4000 characters over all text displays."))
    return found


def _nesting(
    components: list[Any], *, is_v2: bool, inside: int | None = None, path: str = "components"
) -> Iterator[Problem]:
    allowed = INSIDE[inside] if inside in INSIDE else (IN_CONTAINER | {Part.CONTAINER} if is_v2 else {Part.ROW})
    if inside is None and not is_v2 and len(components) > 5:
        yield path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."
    for number, part in enumerate(components):
        here = f"{path}.{number}"
        if not isinstance(part, dict) or part.get("type") not in allowed:
            takes = ", ".join(str(int(one)) for one in sorted(allowed))
            yield f"{here}.type", "UNION_TYPE_CHOICES", f"Value of field 'type' must be one of ({takes},)."
            continue
        kind = part["type"]
        if kind in INSIDE:
            kids = part.get("components") or []
            yield from _nesting(kids, is_v2=is_v2, inside=kind, path=f"{here}.components")
            if not _fits(kind, kids):
                yield f"{here}.components", "BASE_TYPE_BAD_LENGTH", "More or fewer than may stand here."
        if kind == Part.SECTION and (part.get("accessory") or {}).get("type") not in {Part.BUTTON, Part.THUMBNAIL}:
            yield f"{here}.accessory", "BASE_TYPE_REQUIRED", "A section has a button or a thumbnail beside it."


def _fits(kind: int, kids: list[Json]) -> bool:
    if kind == Part.SECTION:
        return 1 <= len(kids) <= 3
    if kind == Part.CONTAINER:
        return len(kids) >= 1
    has_select = any(kid.get("type") in SELECTS for kid in kids if isinstance(kid, dict))
    return 1 <= len(kids) <= (1 if has_select else 5)


def problems_of_part(path: str, part: Json) -> Iterator[Problem]:
    """Yield what Discord would not take in one component, whatever is around it."""
    kind = part["type"]
    if kind == Part.BUTTON:
        yield from _of_button(path, part)
    if kind in SELECTS:
        yield from _of_select(path, part)
    if kind == Part.TEXT:
        yield from length(f"{path}.content", part.get("content"), 1, 4000)
    if kind == Part.GALLERY:
        items = part.get("items") or []
        yield from length(f"{path}.items", items, 1, 10)
        for number, item in enumerate(items):
            yield from length(f"{path}.items.{number}.description", item.get("description"), 0, 1024)
    if kind == Part.THUMBNAIL:
        yield from length(f"{path}.description", part.get("description"), 0, 1024)


def _of_button(path: str, part: Json) -> Iterator[Problem]:
    style, name = part.get("style"), part.get("custom_id")
    if style == 5:
        if not part.get("url") or name is not None:
            yield f"{path}.url", "BASE_TYPE_REQUIRED", "A link button has a url and no custom id"
    elif style in {1, 2, 3, 4}:
        yield from length(f"{path}.custom_id", name if name is not None else "", 1, 100)
        if part.get("url"):
            yield f"{path}.url", "BUTTON_COMPONENT_INVALID_STYLE", "Only a link button has a url"
    else:
        yield f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6)."
    yield from length(f"{path}.label", part.get("label"), 0, 80)
    if not part.get("label") and not part.get("emoji"):
        yield f"{path}.label", "BUTTON_COMPONENT_LABEL_REQUIRED", "A button has a label or an emoji"


def _of_select(path: str, part: Json) -> Iterator[Problem]:
    yield from length(f"{path}.custom_id", part.get("custom_id") or "", 1, 100)
    yield from length(f"{path}.placeholder", part.get("placeholder"), 0, 150)
    most, least = said(part, "max_values", 1), said(part, "min_values", 1)
    if not 1 <= most <= 25 or not 0 <= least <= most:
        yield f"{path}.max_values", "NUMBER_TYPE_MAX", "int value should be less than or equal to 25."
    if least == 0 and part.get("required"):
        yield zero_of_required(path)
    if part["type"] != Part.SELECT:
        return
    options = part.get("options") or []
    yield from length(f"{path}.options", options, max(1, most), 25)
    yield from options_problems(f"{path}.options", options)


def zero_of_required(path: str) -> Problem:
    """Return what Discord says of a select that must be answered with nothing; the library's are required unasked."""
    code = "SELECT_COMPONENT_REQUIRED_ZERO_MIN_VALUES"
    return f"{path}.min_values", code, "Select menus marked as required cannot have a min_values of 0"


def options_problems(path: str, options: list[Json]) -> Iterator[Problem]:
    """Yield what Discord would not take among the options of a select or a group."""
    values = [option.get("value") for option in options]
    for number, option in enumerate(options):
        yield from length(f"{path}.{number}.label", option.get("label") or "", 1, 100)
        yield from length(f"{path}.{number}.value", option.get("value") or "", 1, 100)
        yield from length(f"{path}.{number}.description", option.get("description"), 0, 100)
        if values.index(option.get("value")) != number:
            yield (
                f"{path}.{number}.value",
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            )


def said(part: Json, key: str, otherwise: int) -> int:
    """Return a number that a component says; null is as good as absent."""
    value = part.get(key)
    return otherwise if value is None else int(value)


def length(path: str, value: Any, least: int, most: int) -> Iterator[Problem]:
    """Yield a problem where something is too short or too long; None is as good as absent."""
    if value is None:
        return
    if len(value) > most:
        kind = "Must be {} or fewer in length." if least == 0 else f"Must be between {least} and {{}} in length."
        yield path, "BASE_TYPE_MAX_LENGTH" if least == 0 else "BASE_TYPE_BAD_LENGTH", kind.format(most)
    elif len(value) < least:
        yield path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length."
