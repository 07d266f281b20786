"""Reads messages as Discord's client shows them: a small model of its markdown, for tests."""

import re
from typing import Any

from bots.on_discord.dress import Dress

ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
LINK = re.compile(r"https?://[^\s<]+[^<.,:;\"'\]\s]")
TIME = re.compile(r"<t:-?[0-9]+(?::[tTdDfFR])?>")
PERSON = re.compile(r"<@!?([0-9]+)>")
ACTIVE = re.compile(r"[*_~`|<\[]|^\s*(#|-|\+|>|[0-9]+[.)]\s)|@(everyone|here)|@[!&]?[0-9]|:[\w+~-]+:", re.IGNORECASE)
"""What would do something rather than be seen, where no backslash stands before it."""


HEADLINE = re.compile(r"\*\*([^\n]+)\*\*(?=\n\n)")


def seen(markdown: str) -> str:
    """Return what a reader sees of a text; fails where anything would be more than text, but for our own headline."""
    if (headline := HEADLINE.match(markdown)) and not _ends_escaping(headline[1]):
        return seen(headline[1]) + seen(markdown[headline.end() :])
    out, at = "", 0
    while at < len(markdown):
        begins_line = at == 0 or markdown[at - 1] == "\n"
        for pattern in (ESCAPED, LINK, TIME, PERSON):
            if found := pattern.match(markdown, at):
                out += found[1] if pattern is ESCAPED else found[0]
                at = found.end()
                break
        else:
            active = ACTIVE.match(markdown[at:]) if begins_line else ACTIVE.match("x" + markdown[at:], 1)
            assert active is None, (active, markdown)
            out += markdown[at]
            at += 1
    return out


def _ends_escaping(text: str) -> bool:
    """Tell whether a text's last backslash escapes what follows, and is not escaped itself."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def wire(dress: Dress) -> list[dict[str, Any]]:
    """Return a message's components as they go over the wire."""
    made: list[dict[str, Any]] = dress.view.to_components()  # type: ignore[no-untyped-call] # the library's own gap
    return made


def walked(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return all components, nested ones too, as they go over the wire."""
    return [inner for one in components for inner in (one, *walked(one.get("components", [])))]


def held_to_limits(components: list[dict[str, Any]]) -> None:
    """Fail where Discord would refuse a message with these components."""
    every = walked(components)
    assert 1 <= len(every) <= 40
    texts = [one["content"] for one in every if one["type"] == 10]
    assert sum(len(text.encode("utf-16-le")) // 2 for text in texts) <= 4000
    assert all(text.strip() for text in texts)
    ids = [one["custom_id"] for one in every if "custom_id" in one]
    assert len(set(ids)) == len(ids)
    assert all(1 <= len(one) <= 100 for one in ids)
    for one in every:
        _held(one)


def _held(one: dict[str, Any]) -> None:
    kind = one["type"]
    if kind == 1:
        assert 1 <= len(one["components"]) <= 5
    elif kind == 2:
        assert 1 <= _units(one["label"]) <= 80
    elif kind == 3:
        assert 1 <= len(one["options"]) <= 25
        assert 0 <= one["min_values"] <= one["max_values"] <= len(one["options"])
        assert one["min_values"] or one["required"] is False
        assert _units(one["placeholder"]) <= 150
        values = [option["value"] for option in one["options"]]
        assert len(set(values)) == len(values)
        assert all(1 <= _units(option["label"]) <= 100 for option in one["options"])
    elif kind == 12:
        assert 1 <= len(one["items"]) <= 10
        assert all(1 <= len(item["description"]) <= 1024 for item in one["items"])
    elif kind == 17:
        assert one["components"]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
