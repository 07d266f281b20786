"""Writes posts into the rooms: new messages, edits in place, and where entries were shown."""

import secrets
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bots.on_web.log import LiveLog
from bots.on_web.messages import chat, packed
from bots.on_web.room import ME, PLATFORM
from bots.post import Post
from contests.desk.arriving import Person
from contests.ports import Line, Showing, Store


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written, and for whom: for one account alone, or for all in the room."""

    community: str
    room: str
    private_to: str | None = None


class Scribe:
    """The one hand that writes in the rooms."""

    def __init__(self, store: Store, log: LiveLog) -> None:
        """Write into this log, and note in the store where entries are shown."""
        self._store = store
        self._log = log

    async def say(self, place: Place, post: Post, at: datetime, *, key: str | None = None) -> Line:
        """Write a new message; of two with one key the first stands. Raises: StorageError."""
        line = _line(place, packed(post), at)
        await self._note(post, line)
        return await self._log.add(line, key=key)

    async def chat(self, person: Person, room: str, text: str, at: datetime) -> Line:
        """Write what somebody said to the others; in their own room, to themselves. Raises: StorageError."""
        private_to = person.account.id if room == ME else None
        line = _line(Place(person.member.community, room, private_to), chat(text), at)
        return await self._log.add(replace(line, author=person.member.id))

    async def edit(self, line: Line, post: Post, at: datetime) -> Line:
        """Put a post in the place of a message; the same one again leaves it be. Raises: StorageError."""
        payload = packed(post)
        if payload == line.payload:
            return line
        await self._note(post, line)
        return await self._log.edit(line.id, payload, at)

    async def _note(self, post: Post, line: Line) -> None:
        """Note showings before they are seen, so that none is missed when an entry is taken away."""
        if not post.shows:
            return
        async with self._store.work() as work:
            for entry in post.shows:
                await work.showings.add(Showing(entry, PLATFORM, line.id, line.private_to))


class Answers:
    """Writes what one person is answered, where they spoke."""

    def __init__(self, scribe: Scribe, person: Person, room: str, at: datetime) -> None:
        """Answer this person in this room."""
        self._scribe = scribe
        self._at = at
        self._all = Place(person.member.community, room, person.account.id if room == ME else None)
        self._alone = replace(self._all, private_to=person.account.id)

    async def to_press(self, posts: Sequence[Post], pressed: Line, before: Sequence[Line]) -> list[Line]:
        """Answer a press: in the place of the pressed message where the post asks for it.

        What says the same as an answer that was given `before` is that answer.
        """
        given = {line.payload: line for line in before if line.id != pressed.id}
        lines = []
        for post in posts:
            if post.in_place and (pressed.private_to is not None or not post.private):
                pressed = await self._scribe.edit(pressed, post, self._at)
                lines.append(pressed)
            else:
                lines.append(given.get(packed(post)) or await self._new(post))
        return lines

    async def to_form(self, posts: Sequence[Post], form: Line | None) -> list[Line]:
        """Answer a form: the first private post takes the place of the message that shows it."""
        lines = []
        for post in posts:
            if form is not None and post.private:
                lines.append(await self._scribe.edit(form, post, self._at))
                form = None
            else:
                lines.append(await self._new(post))
        return lines

    async def to_line(self, posts: Sequence[Post]) -> list[Line]:
        """Answer what was typed."""
        return [await self._new(post) for post in posts]

    async def _new(self, post: Post) -> Line:
        return await self._scribe.say(self._alone if post.private else self._all, post, self._at)


def _line(place: Place, payload: str, at: datetime) -> Line:
    return Line(
        id=new_id(),
        community=place.community,
        room=place.room,
        author=None,
        private_to=place.private_to,
        at=at,
        edited_at=None,
        revision=1,
        change=0,
        payload=payload,
    )


def new_id() -> str:
    """Return a new opaque id: 12 characters of a-z and 2-7, 60 random bits."""
    return b32encode(secrets.token_bytes(8))[:12].decode().lower()
