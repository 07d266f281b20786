"""What the presenter says can be found by the catalogues, and is said as LOOK.md asks for."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TypeGuard

import pytest

from bots.presenter.labels import NEWS, RULES
from bots.presenter.sentences import PLAIN, SENTENCES
from bots.words.extraction import forms, read
from contests.model.announcement import News
from contests.rules.moderation import Rule

BOTS = Path(__file__).parents[2] / "bots"
SAYING = {"_", "n_", "N_"}


def hidden(tree: ast.AST) -> list[int]:
    """Return the lines where a message is inside an f-string or made by one: there no catalogue finds it."""
    lines = [
        call.lineno
        for joined in ast.walk(tree)
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if is_saying(call) and isinstance(call.args[0], ast.Constant)
    ]
    return lines + [one.lineno for one in ast.walk(tree) if is_saying(one) and isinstance(one.args[0], ast.JoinedStr)]


def is_saying(node: ast.AST) -> TypeGuard[ast.Call]:
    if not isinstance(node, ast.Call) or not node.args:
        return False
    called = node.func
    return (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")) in SAYING


def test_no_message_hides_from_the_catalogues_in_an_f_string() -> None:
    found = {str(path): hidden(ast.parse(path.read_text())) for path in BOTS.rglob("*.py")}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_a_hidden_message_is_found() -> None:
    assert hidden(ast.parse("""say(f"{t._('Hello')}")""")) == [1]
    assert hidden(ast.parse("""t._(f"Hello {name}")""")) == [1]
    assert hidden(ast.parse("""t._("Hello {name}", name=name)""")) == []


def test_every_rule_and_every_kind_of_news_has_a_name() -> None:
    assert set(RULES) == set(Rule)
    assert set(NEWS) == set(News)


@pytest.mark.parametrize("sentence", [*SENTENCES.values(), *PLAIN.values()])
def test_a_refusal_is_plain_whole_and_without_blame(sentence: str) -> None:
    assert sentence[0].isupper() or sentence[0] in "“{"
    assert sentence[-1] in ".?!"
    assert not re.search(r"\b(sorry|error|invalid|failed|exposure|outbox|refus|please)", sentence, re.IGNORECASE)


def test_german_speaks_with_du() -> None:
    formal = re.compile(r"\b(Ihr|Ihre|Ihnen|Ihren|Ihrem)\b")
    told = [text for message in read("de") if message.id for text in forms(message.string)]
    assert [text for text in told if formal.search(text)] == []
