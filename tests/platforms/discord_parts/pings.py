"""Who is notified by a message: what it says, narrowed by its allowed mentions."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from tests.platforms.discord_parts.wire import Json, Problem

USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
EVERYBODY = re.compile(r"@(everyone|here)")

Ping = int | str
"""The id of a user or a role, or `everyone`, or `here`."""


@dataclass(frozen=True)
class Known:
    """Whom a text in some place could reach: ids, and whether its author may mention any role and everybody."""

    users: Collection[int]
    roles: Collection[int]
    mentionable: Collection[int]
    may_mention_all: bool


def pinged_by(
    text: str, allowed: Json | None, known: Known, replied_to: int | None = None, *, answers: bool = False
) -> frozenset[Ping]:
    """Return who is notified. Without allowed mentions all that is written counts, code and quotes included.

    In what answers an interaction only users count then.

    Discord leaves out what stands in a closed code fence; this server does not, so that a text which breaks out of
    one is never let pass.
    """
    if allowed is None:
        allowed = {"parse": ["users"] if answers else ["users", "roles", "everyone"], "replied_user": True}
    parse = set(allowed.get("parse") or ())
    users = {int(hit) for hit in USER.findall(text)} & set(known.users)
    roles = {int(hit) for hit in ROLE.findall(text)} & set(known.roles)
    everybody = set(EVERYBODY.findall(text)) if "everyone" in parse and known.may_mention_all else set()
    if "users" not in parse:
        users &= {int(one) for one in allowed.get("users") or ()}
    if "roles" not in parse:
        roles &= {int(one) for one in allowed.get("roles") or ()}
    if not known.may_mention_all:
        roles &= set(known.mentionable)
    if replied_to is not None and allowed.get("replied_user"):
        users |= {replied_to}
    return frozenset(users | roles | everybody)


def problems_of(allowed: Json | None) -> list[Problem]:
    """Return what Discord would not take in allowed mentions."""
    if not allowed:
        return []
    found: list[Problem] = []
    parse = allowed.get("parse") or []
    for kind in ("users", "roles"):
        ids = allowed.get(kind) or []
        if ids and kind in parse:
            found.append(
                (f"allowed_mentions.{kind}", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f"parse and {kind} together")
            )
        if len(ids) > 100:
            found.append((f"allowed_mentions.{kind}", "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length."))
    return found
