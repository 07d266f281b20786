"""What the rules or one's rights forbid: a key and facts, worded at the edge in the reader's language."""

from collections.abc import Mapping
from typing import Literal, get_args

Key = Literal[
    "too_late",
    "not_open",
    "paused",
    "own_entry",
    "role",
    "not_yours",
    "limit_entries",
    "already_decided",
    "withdrawn",
    "cancelled",
    "unknown_command",
    "needs_argument",
    "too_large",
    "too_long",
    "wrong_type",
    "broken_file",
    "when_unclear",
    "no_such",
]
KEYS: tuple[str, ...] = get_args(Key)

Fact = str | int | None


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """An answer that says no; `facts` are flat: `at` (ISO 8601), `limit`, `by`, `nearest`, `why` where they apply.

    `why` tells apart the cases of one key for the wording; scripts read the key.
    """

    key: Key
    facts: Mapping[str, Fact]

    def __init__(self, key: Key, /, **facts: Fact) -> None:
        """Refuse by `key`, with the facts that its sentence needs."""
        super().__init__(key)
        self.key = key
        self.facts = facts

    def __repr__(self) -> str:
        """Show the key and the facts, for logs and failing tests."""
        return f"Refusal({self.key!r}, {dict(self.facts)!r})"
