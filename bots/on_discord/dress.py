"""From a neutral post to a message of Discord's: components of version 2, within every limit, with nobody pinged.

A message holds one container in the brand's colour: the card, the text, the pictures, the files, then what can be
pressed. Nothing of it is stored for a message: each component's id says all that is needed to answer it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

import discord
from discord import ui

from bots.on_discord.enclosed import LONGEST_ALT, Enclosed, Envelope, Find
from bots.on_discord.ids import button_id, select_id
from bots.on_discord.literal import fitting, length, literal, plain
from bots.on_discord.paragraphs import LONGEST_TEXT, in_parts, size_of, with_headline
from bots.post import Attachment, Button, Option, Post, Select
from bots.presenter.parts import shortened
from bots.words import words

MOST_COMPONENTS = 40
IN_A_ROW = 5
IN_A_GALLERY = 10
MOST_OPTIONS = 25
LONGEST_LABEL, LONGEST_OPTION, LONGEST_PLACEHOLDER = 80, 100, 150
NAMED = 5
"""How many of the files that stay behind are named."""
LONGEST_NAME = 60
WHOLE_TEXT = "text.txt"
MOST_MENTIONS = 100

Thing = TypeVar("Thing")

STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}


@dataclass(frozen=True, slots=True)
class Extras:
    """What a message may know beyond its post."""

    language: str = "en"
    """The language in which it says what is left out."""
    page: str = ""
    """An address where everything can be seen, or nothing."""
    marker: int | None = None
    """A number that Discord keeps with the message, by which it can be found again."""


@dataclass(frozen=True, slots=True)
class Dress:
    """A message as Discord takes it."""

    view: ui.LayoutView
    """It has ended for the library, which then keeps nothing of it; presses are told by their ids."""
    envelope: Envelope
    mentions: discord.AllowedMentions
    """Whom it may ping: nobody, but those whom the post itself names."""

    def files(self) -> list[discord.File]:
        """Open the files for one try. Raises: OSError."""
        return self.envelope.files()


@dataclass(frozen=True, slots=True)
class _Message:
    """What is being put together."""

    text: str
    envelope: Envelope
    cards: list[Enclosed]
    media: list[Enclosed]
    tables: list[Enclosed]
    beside: dict[str, Enclosed] = field(default_factory=dict)
    """Pictures by the line that begins the paragraph beside which they are shown."""


def dressed(
    post: Post,
    files: Find,
    *,
    limit_bytes: int,
    colour: str | None = None,
    extras: Extras | None = None,
) -> Dress:
    """Dress a post: `limit_bytes` is what one file may have, `colour` the brand's (`#rrggbb`).

    Raises: ValueError for an id that no component can have.
    """
    extras = extras or Extras()
    message = _gathered(post, files, limit_bytes, extras)
    rows = list(_rows(post))
    container = ui.Container[ui.LayoutView](accent_colour=colour_of(colour), id=extras.marker)
    room = MOST_COMPONENTS - 1 - sum(1 + len(row.children) for row in rows)
    for item in _within(_items(post, message, room), rows):
        container.add_item(item)
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    view.stop()
    return Dress(view, message.envelope, mentions(post))


def mentions(post: Post) -> discord.AllowedMentions:
    """Return whom a post may ping."""
    ids = [one for one in dict.fromkeys(post.mentions) if one.isdecimal()][:MOST_MENTIONS]
    named = [discord.Object(int(one)) for one in ids]
    return discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=named or False)


def _gathered(post: Post, files: Find, limit: int, extras: Extras) -> _Message:
    envelope = Envelope(limit)
    is_ballot = any(one.startswith("ballot:") for one in post.shows)
    longest = length(_behind(extras, [("*" * LONGEST_NAME, limit * 1000)] * (NAMED + 10)))
    text, is_whole = fitting(post.text.strip(), LONGEST_TEXT - longest)
    tables = [] if is_whole else [envelope.table(WHOLE_TEXT, plain(post.text).encode())]
    cards = [envelope.picture(_told(one, post), files(one), is_small=False) for one in post.pictures]
    tables += [envelope.table(name, body) for name, body in post.files]
    media = [envelope.picture(one, files(one), is_small=is_ballot) for one in post.media]
    put = reversed(list(zip(post.media, media, strict=True)))  # of several the first is shown beside
    beside = {literal(one.beside): went for one, went in put if went and _is_beside(one)}
    text += _behind(extras, envelope.stays)
    return _Message(text.strip(), envelope, _went(cards), _went(media), _went(tables), beside)


def _went(some: Sequence[Enclosed | None]) -> list[Enclosed]:
    return [one for one in some if one]


def _is_beside(one: Attachment) -> bool:
    return bool(one.beside.strip()) and one.kind == "picture"


def _told(card: Attachment, post: Post) -> Attachment:
    """Give a card an alt text: where it has none of its own, the text beside it says what it shows."""
    return card if card.alt else replace(card, alt=shortened(post.text, LONGEST_ALT))


def _behind(extras: Extras, stays: Sequence[tuple[str, int]]) -> str:
    """Name what could not go along, with its size, and where to see it."""
    if not stays:
        return ""
    t, page = words(extras.language), extras.page
    named = [f"{shortened(' '.join(name.split()), LONGEST_NAME)} ({t.size(size)})" for name, size in stays[:NAMED]]
    more = len(stays) - len(named)
    if more:
        named.append(t.n_("{n} more", "{n} more", more))
    said = t._("Too much for one message here: {files}.", files=t.listed(named))
    there = t._("Everything is here: {page}", page=page) if page else ""
    return literal("\n\n" + " ".join(one for one in (said, there) if one))


def _items(post: Post, message: _Message, room: int) -> Iterator[ui.Item[ui.LayoutView]]:
    """Yield what is to be seen, in order: the card leads, an entry's own pictures come before its words.

    Of several entries each has its picture beside its words, if there is room for so many components.
    """
    yield from _galleries([one for one in message.cards if one.is_shown])
    shown = [one for one in message.media if one.is_shown]
    leads = len(post.shows) == 1
    if leads:
        yield from _galleries(shown)
    text = with_headline(message.text, post.strong)
    parts = [] if leads else in_parts(text, message.beside)
    if message.beside and sum(map(size_of, parts)) + 1 <= room:
        yield from parts
        shown = [one for one in shown if one not in message.beside.values()]
    elif text:
        yield ui.TextDisplay(text)
    if not leads:
        yield from _galleries(shown)
    offered = [one for one in (*message.cards, *message.media, *message.tables) if not one.is_shown]
    for one in offered:
        yield ui.File(one.address)


def _galleries(shown: Sequence[Enclosed]) -> Iterator[ui.MediaGallery[ui.LayoutView]]:
    for some in _by(IN_A_GALLERY, shown):
        items = [discord.MediaGalleryItem(one.address, description=one.alt or None) for one in some]
        yield ui.MediaGallery(*items)


def _rows(post: Post) -> Iterator[ui.ActionRow[ui.LayoutView]]:
    for select in {one.id: one for one in post.selects if one.options}.values():
        yield ui.ActionRow(_select(select))
    for some in in_rows(list({one.id: one for one in post.buttons}.values())):
        yield ui.ActionRow(*(_button(one) for one in some))


def in_rows(buttons: Sequence[Button]) -> Iterator[Sequence[Button]]:
    """Set buttons in rows, as few as will do."""
    row: list[Button] = []
    for one in buttons:
        if row and (one.begins_row or len(row) == IN_A_ROW):
            yield row
            row = []
        row.append(one)
    if row:
        yield row


def _within(
    items: Iterator[ui.Item[ui.LayoutView]], rows: Sequence[ui.ActionRow[ui.LayoutView]]
) -> Iterator[ui.Item[ui.LayoutView]]:
    """Yield as many components as one message takes; what can be pressed has its place before the files."""
    room = MOST_COMPONENTS - 1
    kept = []
    for row in rows:
        if (size := 1 + len(row.children)) < room:
            kept.append(row)
            room -= size
    empty = True
    for item in items:
        if room >= size_of(item):
            yield item
            room, empty = room - size_of(item), False
    if empty and not kept:
        yield ui.TextDisplay("…")
    yield from kept


def _button(button: Button) -> ui.Button[ui.LayoutView]:
    return ui.Button(
        style=STYLES[button.style],
        label=shortened_to(LONGEST_LABEL, button.label),
        disabled=button.disabled,
        custom_id=button_id(button.id),
    )


def _select(select: Select) -> ui.Select[ui.LayoutView]:
    options = list({one.value: one for one in select.options}.values())[:MOST_OPTIONS]
    most = max(1, min(select.most, len(options)))
    least = max(0, min(select.least, most))
    return ui.Select(
        custom_id=select_id(select.id),
        placeholder=shortened_to(LONGEST_PLACEHOLDER, select.label),
        min_values=least,
        max_values=most,
        required=least > 0,
        options=[_option(one) for one in options],
    )


def _option(option: Option) -> discord.SelectOption:
    label = shortened_to(LONGEST_OPTION, option.label)
    return discord.SelectOption(label=label, value=option.value, default=option.chosen)


def shortened_to(most: int, text: str) -> str:
    """Return one line that Discord takes as a name: something to be seen, short enough in its own units."""
    said = " ".join(plain(text).split())
    end = most
    while length(shortened(said, end)) > most:
        end -= 1
    return shortened(said, end) or "…"


@lru_cache(maxsize=256)
def colour_of(colour: str | None) -> int | None:
    """Return a colour such as `#rrggbb` as a number; None where it is none."""
    try:
        return int((colour or "").removeprefix("#"), 16) & 0xFFFFFF
    except ValueError:
        return None


def _by(size: int, things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    return (things[at : at + size] for at in range(0, len(things), size))
