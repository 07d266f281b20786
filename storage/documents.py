"""What has no column of its own, as JSON in one; read back, it is checked against its type."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from contests.model.contest import Brief, Plan, Rules
from contests.model.standing import Columns
from contests.model.terms import Terms

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")
Fact = str | int | None
_ADAPTERS: "dict[type[Any], TypeAdapter[Any]]" = {}


@dataclass(frozen=True, slots=True)
class ContestDocument:
    """The parts of a contest that nothing searches for; named as in `Contest`."""

    brief: Brief
    rules: Rules
    plan: Plan
    venues: tuple[str, ...]
    terms: Terms | None
    waiting_since: datetime | None
    asked_at: datetime | None
    reminded: frozenset[str]
    extended_for_quorum: bool
    announced_at: datetime | None
    linked_voters: int = 0
    draw: str = ""
    draw_seed: str = ""


@dataclass(frozen=True, slots=True)
class LineDetails:
    """What only some lines of standings have; named as in `Standing`."""

    columns: Columns | None = None
    qualified: Fraction | None = None
    is_finalist: bool = True
    is_beaten: bool = False
    skipped: str = ""


def dumped(value: object) -> str:
    """Return a dataclass as JSON."""
    return _adapter(type(value)).dump_json(value).decode()


def loaded(kind: type[T], text: str) -> T:
    """Return the dataclass that JSON holds."""
    value: T = _adapter(kind).validate_json(text)
    return value


def dumped_facts(facts: Mapping[str, Fact]) -> str:
    """Return an announcement's flat facts as JSON."""
    return json.dumps(dict(facts), ensure_ascii=False)


def loaded_facts(text: str) -> dict[str, Fact]:
    """Return an announcement's facts."""
    facts: dict[str, Fact] = json.loads(text)
    return facts


def _adapter(kind: type[T]) -> "TypeAdapter[T]":
    if kind not in _ADAPTERS:
        from pydantic import TypeAdapter  # noqa: PLC0415 - start-up imports it only when a contest is read

        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
