"""Texts with entities as a client sends them: held against Telegram's rules, and completed as its server does."""

import itertools
from collections.abc import Callable, Iterable

from tests.platforms.telegram_parts.detecting import as_entities, units
from tests.platforms.telegram_parts.wire import Json, malformed

MOST = 100
"""Entities of a message; further ones are left out without a word."""
STYLES = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "custom_emoji",
        "date_time",
    ]
)
WHOLE = frozenset(["code", "pre", "text_link", "text_mention"])
"""Nothing is detected within these."""
DETECTED = frozenset(["mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card"])
"""What a client may name and the server looks for itself."""
USER_LINK = "tg://user?id="

Known = Callable[[int], Json | None]
"""Finds the user that a text may mention by id; None where the bot has never met them."""


def completed(text: str, given: Iterable[Json], known: Known, *, limit: int, what: str) -> tuple[str, tuple[Json, ...]]:
    """Return a text and its entities as the server keeps them. Raises: RefusedError."""
    text = text.replace("\r", "")
    given = list(given)
    edges = frozenset(itertools.accumulate(map(units, text), initial=0)) if given else frozenset()
    for one in given:
        _check(one, edges)
    text, own = _stripped(text, [dict(one) for one in given])
    if units(text) > limit:
        raise malformed(f"{what} is too long")
    entities = [kept for one in own if (kept := _kept(one, known))][:MOST]
    whole = [one for one in entities if one["type"] in WHOLE]
    entities += [one for one in as_entities(text) if not any(_cross(one, other) for other in whole)]
    return text, tuple(sorted(entities, key=lambda one: (one["offset"], -one["length"])))


def _check(entity: Json, edges: frozenset[int]) -> None:
    """Hold an entity against where it may begin and end. Raises: RefusedError."""
    kind, offset, length = entity.get("type"), entity.get("offset"), entity.get("length")
    if kind not in STYLES | WHOLE | DETECTED:
        raise malformed(f"can't parse entities: unsupported entity type {kind!r}")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise malformed("can't parse entities: field offset and length must be of type Number")
    if offset < 0 or length < 0:
        raise malformed("receive an entity with incorrect offset")
    if offset + length > max(edges):
        raise malformed(f"entity beginning at UTF-16 offset {offset} ends after the end of the text")
    if offset not in edges or offset + length not in edges:
        raise malformed(f"entity beginning at UTF-16 offset {offset} begins or ends in a middle of a UTF-16 symbol")
    if kind == "text_link" and not entity.get("url"):
        raise malformed("can't parse MessageEntity: field url is missing")
    if kind == "text_mention" and not isinstance((entity.get("user") or {}).get("id"), int):
        raise malformed("can't parse MessageEntity: field user is missing")


def _kept(entity: Json, known: Known) -> Json | None:
    """Return an entity as it is kept, or None where it is dropped: links to a user become mentions of them."""
    kind = entity["type"]
    if kind in DETECTED or entity["length"] <= 0:
        return None
    place = {"offset": entity["offset"], "length": entity["length"]}
    if kind == "text_link" and not entity["url"].startswith(USER_LINK):
        url = entity["url"]
        return {"type": kind, **place, "url": url} if _is_url(url) else None
    if kind in {"text_mention", "text_link"}:
        asked = entity["user"]["id"] if kind == "text_mention" else entity["url"].removeprefix(USER_LINK)
        user = known(int(asked)) if str(asked).isdecimal() else None
        return {"type": "text_mention", **place, "user": user} if user else None
    more = {key: entity[key] for key in ("language", "custom_emoji_id") if entity.get(key)}
    return {"type": kind, **place, **more}


def _is_url(url: str) -> bool:
    scheme, mark, rest = url.partition("://")
    return "." in url if not mark else scheme.lower() in {"http", "https", "tg", "ton", "ftp", "tonsite"} and bool(rest)


def _stripped(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut white space off both ends, and the entities with it."""
    cut = units(text) - units(text.lstrip())
    text = text.strip()
    size = units(text)
    for one in entities:
        start = max(0, one["offset"] - cut)
        end = min(size, one["offset"] + one["length"] - cut)
        one["offset"], one["length"] = start, end - start
    return text, entities


def _cross(one: Json, other: Json) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def piece(text: str, entity: Json) -> str:
    """Return the part of a text that an entity is about."""
    raw = text.encode("utf-16-le", "surrogatepass")
    start = entity["offset"] * 2
    return raw[start : start + entity["length"] * 2].decode("utf-16-le", "surrogatepass")
