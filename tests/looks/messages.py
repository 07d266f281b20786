"""Every kind of message: each kind of news as the presenter words it, and whatever else a message can hold."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import get_args

from bots.commands import BUTTONS
from bots.demo.scenes import drawn
from bots.on_web.room import DESK, MAIN, ME
from bots.post import Attachment, Button, Field, FieldKind, Form, Option, Post, Select, Style
from contests.model.announcement import News
from contests.refusals import Refusal
from tests.bots.test_presenter_news import CASES, TO_ONE, told
from tests.files.makers import mp3, mp4

ROOMS = (MAIN, DESK, ME)
TO_THE_DESK = {
    News.OPENING_WAITS,
    News.DECIDE_OR_EXTEND,
    News.ADVICE,
    News.FINALISTS,
    News.DRAW_AWAITED,
    News.WINNERS,
    News.WITHDRAWAL_ASKED,
    News.NOT_SENT,
    News.VENUE_LOST,
    News.VENUE_BACK,
    News.UNSURE,
}
ON_A_BALLOT = {"approve", "pass", "back", "grade", "prefer", "place", "unplace"}
"""What is on ballots, which are states of their own."""
UNSEEN = {"shows", "title", "tags", "mentions", "strong"}
"""What a message holds and nobody sees in the web room: its name, tags, mentions and bold lines are for other platforms."""
UNSAID = {News.OFFICE, News.CALENDAR}
"""What is owed and has no words: something is made to agree."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message, where it is said, and what it is an example of."""

    room: str
    post: Post
    of: frozenset[str]


PICTURE = Attachment("a" * 64, "picture", "image/jpeg", "First snow over a hill")
TALL = Attachment("b" * 64, "picture", "image/jpeg", "A market by night")
VIDEO = Attachment("c" * 64, "video", "video/mp4", "A bag that turns")
AUDIO = Attachment("d" * 64, "audio", "audio/mpeg", "A song about tea")
OPTIONS = (Option("sun", "Sun over the lamp"), Option("moon", "Moon"), Option("rain", "Rain, and how it sounds"))
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikationsgebäudeverwaltung"


def stored() -> dict[str, bytes]:
    """Return the files that messages show, by their names in the media folder."""
    return {
        f"{PICTURE.media}.jpg": drawn("first-snow", 1200),
        f"{TALL.media}.jpg": drawn("night-market", 1200),
        f"{VIDEO.media}.mp4": mp4(),
        f"{AUDIO.media}.mp3": mp3(),
    }


def wanted() -> set[str]:
    """Name everything that must be seen of messages; made from the model and from the neutral message."""
    return {
        *(f"news: {kind}" for kind in News if kind not in UNSAID),
        *(f"button: {style}" for style in get_args(Style)),
        *(f"field: {kind}" for kind in get_args(FieldKind)),
        *(f"message: {one.name}" for one in fields(Post) if one.name not in UNSEEN),
        *(f"shown: {kind}" for kind in ("picture", "video", "audio")),
        "select: one",
        "select: several",
        "badge",
    }


def said(language: str) -> list[Said]:
    """Return every kind of message, worded in a language."""
    return [*_news(language), *(Said(MAIN, post, frozenset(_holds(post))) for post in _features())]


def _news(language: str) -> Iterator[Said]:
    for kind, state, facts in CASES:
        post = told(kind, state, facts, language)
        post = replace(post, media=tuple(replace(PICTURE, alt=one.alt) for one in post.media))
        room = ME if kind in TO_ONE else DESK if kind in TO_THE_DESK else MAIN
        yield Said(room, post, frozenset({f"news: {kind}", *_holds(post)}))


def _features() -> list[Post]:
    everything = tuple(
        Field(kind, kind.capitalize(), kind, required=kind == "text", value=VALUES.get(kind, ""), options=OPTIONS)
        for kind in get_args(FieldKind)
    )
    buttons = tuple(Button(f"press:{style}", style.capitalize(), style) for style in get_args(Style))
    return [
        Post("Buttons.", private=False, buttons=(*buttons, Button("press:off", "Disabled", disabled=True))),
        Post(
            "Every button.",
            private=False,
            buttons=tuple(Button(f"{verb}:x", verb) for verb in sorted(BUTTONS) if verb not in ON_A_BALLOT),
        ),
        Post("One of these.", private=False, selects=(Select("choose:one", "Which one?", OPTIONS),)),
        Post("Any of these.", private=False, selects=(Select("ballot:any", "Approve any", OPTIONS, 0, 3),)),
        Post("A form of every field.", form=Form("run:enter", "Enter", everything)),
        Post("Two pictures.", private=False, media=(PICTURE, TALL)),
        Post("A card.", private=False, pictures=(PICTURE,)),
        Post("A film and a song.", private=False, media=(VIDEO, AUDIO)),
        Post("A table.", private=False, files=(("winners.csv", b"place,title\n1,Sun\n"),)),
        Post("Your vote is in.", receipt="7f3a-91c2-d00d"),
        Post("That file is 14 MiB; up to 10 fits. Send a smaller one?", refusal=Refusal("unknown_command")),
        Post("Changed in its place.", private=False, in_place=True),
        Post(f"A long word, {LONG}, and an address: https://example.com/{'very-' * 30}long", private=False),
    ]


VALUES = {
    "text": "Sun",
    "long": "Made early,\nbefore the bus.",
    "choice": "moon",
    "choices": "sun",
    "number": "3",
    "check": "yes",
}


def _holds(post: Post) -> Iterator[str]:
    """Name what is to be seen of a post."""
    yield from (f"message: {one.name}" for one in fields(post) if getattr(post, one.name) and one.name not in UNSEEN)
    yield from (f"button: {one.style}" for one in post.buttons)
    yield from (f"field: {one.kind}" for one in (post.form.fields if post.form else ()))
    yield from (f"shown: {one.kind}" for one in post.media)
    yield from (f"select: {'one' if one.most == 1 else 'several'}" for one in post.selects)
