"""From a neutral post to messages of Telegram's: within every limit, and nothing of people's own acts in them.

What goes along with a post comes first, as one message or an album; the text comes last, with what can be pressed.
A single file and a text that is short enough are one message.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import MessageEntity

from bots.on_telegram.enclosed import LIMIT_BYTES, MOST, Enclosed, Envelope, Find, enclosed
from bots.on_telegram.literal import NOBODY, Company, Worded, length, worded
from bots.post import Post
from bots.presenter.parts import shortened
from bots.words import N_, words

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
LONGEST_ALT = 300
"""Characters of a description beside a text; alone, it may fill the caption."""
NAMED = 5
"""How many of the files that stay behind are named."""
LONGEST_NAME = 60
WHOLE_TEXT = "text.txt"

DESCRIBED = {
    "photo": N_("Picture: {what}"),
    "animation": N_("Picture: {what}"),
    "video": N_("Video: {what}"),
    "audio": N_("Sound: {what}"),
    "voice": N_("Sound: {what}"),
    "document": N_("File: {what}"),
}


@dataclass(frozen=True, slots=True)
class Dress:
    """The text of a post as Telegram takes it."""

    text: str
    entities: tuple[MessageEntity, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One message or album of a post: files with a caption each, or a text alone."""

    items: tuple[Enclosed, ...]
    said: tuple[Worded, ...]
    """A caption for each file, or the text; empty captions say nothing."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What a message may know beyond its post."""

    language: str = "en"
    """The language in which it says what is left out and what is shown."""
    page: str = ""
    """An address where everything can be seen, or nothing."""
    company: Company = NOBODY
    limit_bytes: int = LIMIT_BYTES


PLAIN = Extras()
SILENT = Worded("")


def dressed(post: Post, most: int = LONGEST_TEXT, company: Company = NOBODY) -> Dress:
    """Dress the text of a post alone."""
    made = _said(post, most, _calling(post, company))
    return Dress(made.text, made.entities, made.is_whole)


def parts(post: Post, find: Find, extras: Extras = PLAIN) -> list[Part]:
    """Return the messages of a post, in order; the last one holds what can be pressed."""
    envelope = enclosed(post, find, extras.limit_bytes)
    company = _calling(post, extras.company)
    if length(post.text) > LONGEST_TEXT and len(envelope.goes) < MOST:
        envelope.goes.append(Enclosed("document", WHOLE_TEXT, post.text.encode("utf-8", "replace")))
    behind = _behind(extras, envelope)
    text = "\n\n".join(one for one in (post.text.strip(), behind) if one)
    if len(envelope.goes) == 1:
        return _one_file(envelope.goes[0], replace(post, text=text), extras, company)
    albums = [_album(some, post.text, extras, company) for some in envelope.albums()]
    return [*albums, Part((), (_said(replace(post, text=text), LONGEST_TEXT, company),))]


def in_one(post: Post, item: Enclosed, extras: Extras = PLAIN) -> Part:
    """Return a post as one message that has a file and a caption, which is cut where it is too long for one."""
    return Part(
        (item,),
        (_said(post, LONGEST_CAPTION, _calling(post, extras.company)),),
    )


def in_words(post: Post, extras: Extras = PLAIN) -> Part:
    """Return a post as one message of words alone."""
    return Part((), (_said(post, LONGEST_TEXT, _calling(post, extras.company)),))


def _said(post: Post, most: int, company: Company) -> Worded:
    return worded(post.text, most, company, title=post.title, strong=post.strong)


def _one_file(item: Enclosed, post: Post, extras: Extras, company: Company) -> list[Part]:
    described = _described(item, post.text, extras, LONGEST_ALT)
    if not described and not post.text:
        return [Part((item,), (SILENT,))]
    made = _under(described, post, company)
    if made.is_whole and length(made.text) <= LONGEST_CAPTION:
        return [Part((item,), (made,))]
    text = _said(post, LONGEST_TEXT, company)
    return [_album([item], post.text, extras, company), Part((), (text,))]


def _under(described: str, post: Post, company: Company) -> Worded:
    """Set what describes a picture in italics above a text that keeps its own headline."""
    text = _said(post, LONGEST_CAPTION, company)
    if not described:
        return text
    above = worded(described, LONGEST_CAPTION, NOBODY, is_headed=False)
    told = MessageEntity(MessageEntity.ITALIC, 0, length(above.text))
    if not post.text:
        return Worded(above.text, (told,), above.is_whole)
    between = f"{above.text}\n\n"
    moved = MessageEntity.shift_entities(between, text.entities)
    return Worded(between + text.text, (told, *moved), above.is_whole and text.is_whole)


def _album(items: Sequence[Enclosed], text: str, extras: Extras, company: Company) -> Part:
    captions = [_described(one, text, extras, LONGEST_CAPTION) for one in items]
    said = tuple(worded(one, LONGEST_CAPTION, company, is_headed=False) if one else SILENT for one in captions)
    return Part(tuple(items), said)


def _described(item: Enclosed, text: str, extras: Extras, most: int) -> str:
    """Say what a file shows, for those who cannot see it, unless the text begins with just that."""
    told = shortened(" ".join(item.alt.split()), most)
    if not told or text.lstrip().startswith(item.alt.strip()):
        return ""
    return words(extras.language)._(DESCRIBED[item.kind], what=told)


def _calling(post: Post, company: Company) -> Company:
    """Let only those be called whom the post itself names."""
    return replace(company, called=frozenset(post.mentions))


def _behind(extras: Extras, envelope: Envelope) -> str:
    """Name what could not go along, with its size, and where to see it."""
    if not envelope.stays:
        return ""
    t, page = words(extras.language), extras.page
    named = [
        f"{shortened(' '.join(name.split()), LONGEST_NAME)} ({t.size(size)})" for name, size in envelope.stays[:NAMED]
    ]
    if more := len(envelope.stays) - len(named):
        named.append(t.n_("{n} more", "{n} more", more))
    said = t._("Too much for one message here: {files}.", files=t.listed(named))
    return " ".join(one for one in (said, t._("Everything is here: {page}", page=page) if page else "") if one)
