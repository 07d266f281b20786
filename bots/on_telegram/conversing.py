"""What somebody asked for, answered by the conversation; what is missing or fails is said."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import orjson
from telegram import InlineKeyboardButton
from telegram.error import TelegramError

from bots.commands.dispatch import BARE, LONGEST_NAME
from bots.commands.line import Line, read_line
from bots.commands.registry import COMMANDS
from bots.conversation import language_of as spoken_in
from bots.fetching import NotFetchedError
from bots.hearing import IN_A_QUEUE, Heard, Pressed, Said
from bots.house import House
from bots.on_telegram.answering import GO, Answer, Means, Reply, as_heard
from bots.on_telegram.asking import back_to
from bots.on_telegram.deep_links import TYPED, button_of, token_of
from bots.on_telegram.dialogue import Given
from bots.on_telegram.dialogues import Dialogues
from bots.on_telegram.interview import Interview, Scene
from bots.on_telegram.letters import Letter
from bots.on_telegram.people import HOME, People, WhichError, language_of
from bots.on_telegram.uploads import Fetcher
from bots.post import Post
from bots.presenter.refusals import refused
from bots.speaking import NotHereError, Speaking
from bots.words import N_, Words, words
from contests.ports import StorageError
from contests.refusals import Refusal

log = logging.getLogger(__name__)

CANNOT_STORE = N_("Nothing can be stored right now. It is tried again by itself in a moment.")
OLD_BUTTON = N_("This button is from before, and does nothing any more. /contests shows what is on.")
NOT_FETCHED = N_("Telegram did not hand over your files. Nothing was changed; send them once more.")
NOT_YOURS = N_("Answer a picture of your own with /enter: only who made something enters it.")
INTERRUPTED = N_("I was interrupted when you typed this. Look whether it was done before you type it again.")
WHICH = N_("Which community do you mean?")
WHICH_DATA = "w1:"
"""Begins the data of the buttons that answer that."""
BEGUN = "telegram begun "
"""Begins the key of what was begun: what Telegram hands over again is not done again."""


@dataclass(frozen=True, slots=True)
class Along:
    """What is known beside what was heard."""

    about: Sequence[str] = ()
    """Ids that tell which of several communities is meant."""
    files: Sequence[Given] = ()
    update: int = 0
    """The number of the update, where it must not be done twice."""
    community: str = ""
    """The community that is meant, where that was said."""


NOTHING = Along()


@dataclass(slots=True)
class Conversing:
    """Has things answered."""

    house: House
    people: People
    fetcher: Fetcher
    dialogues: Dialogues
    interview: Interview
    means: Means
    again: set[int] = field(default_factory=set)
    """Updates that could not be stored: they are tried again, and were not interrupted."""

    async def scene(self, reply: Reply, at: datetime, community: str) -> Scene:
        speaking = await self.people.speaking(reply.spot, at, community=community)
        return Scene(speaking, words(spoken_in(speaking.hearing, speaking.community)), reply)

    async def line(self, reply: Reply, letter: Letter, typed: str, at: datetime) -> None:
        """Answer a typed command, with its files or those of the message that it answers."""
        if letter.replied and not letter.files and letter.replied_by != letter.user.id and takes_files(typed):
            t = words(language_of(letter.user) or self.house.language)
            await reply.give(Answer([Post(t._(NOT_YOURS), private=letter.is_private)], t))
            return
        files = letter.files or (letter.replied if takes_files(typed) else ())
        reply.heard = as_heard(Said(typed), [[one.file, one.size, one.message] for one in files])
        line = read_line(typed)
        about = [value for values in line.named.values() for value in values]
        await self.have(reply, Said(typed), at, Along(about, files, letter.update))

    async def started(self, reply: Reply, letter: Letter, payload: str, at: datetime) -> None:
        """Open the private chat: at what a link names, else at what is on."""
        if not letter.is_private:
            return
        if token := token_of(payload):
            if row := await self._kept(token, letter.user.id):
                await self._go_on(reply, row["heard"], at, letter.update)
                return
        elif button := button_of(payload):
            await self.have(reply, Pressed(button), at, Along([button]))
            return
        typed = payload if payload in TYPED else "contests"
        await self.line(reply, letter, f"/{typed}", at)

    async def _kept(self, token: str, user: int) -> dict[str, Any] | None:
        """Return what was kept for a person under a token; nobody else is let in by it."""
        row = await self.house.keep.noted(f"{GO}{token}")
        told: dict[str, Any] | None = orjson.loads(row) if row else None
        return told if told and told["user"] == user else None

    async def _go_on(self, reply: Reply, heard: dict[str, Any], at: datetime, update: int, community: str = "") -> None:
        reply.heard = heard
        if "pressed" in heard:
            pressed = Pressed(heard["pressed"], tuple(heard["values"]), heard["about"])
            about = [pressed.button, pressed.about, *pressed.values]
            await self.have(reply, pressed, at, Along(about, community=community))
            return
        files = tuple(Given(*one) for one in heard.get("files") or ())
        await self.have(reply, Said(heard["said"]), at, Along((), files, update, community))

    async def chosen(self, reply: Reply, data: str, at: datetime) -> None:
        """Go on with what was heard before, in the community that was chosen."""
        _, community, token = [*data.split(":"), "", ""][:3]
        row = await self._kept(token, reply.spot.user.id)
        known = {one.member.community for one in await self.people.everybody(reply.spot.user.id)}
        if row is None or community not in (known or await self.people.met(reply.spot.user.id, at)):
            t = words(language_of(reply.spot.user) or self.house.language)
            await reply.give(Answer([Post(t._(OLD_BUTTON), in_place=True)], t))
            return
        await self.house.keep.note(f"{HOME}{reply.spot.user.id}", community, at)
        await self._go_on(reply, row["heard"], at, 0, community)

    async def have(self, reply: Reply, heard: Pressed | Said, at: datetime, along: Along = NOTHING) -> None:
        """Have something answered by the conversation. Raises: StorageError; TelegramError; NotFetchedError."""
        speaking = await self._speaking(reply, heard, at, along)
        t = words(spoken_in(speaking.hearing, speaking.community))
        if isinstance(heard, Said) and along.update and not await self._is_first(heard, along.update, at):
            await reply.give(Answer([Post(t._(INTERRUPTED))], t, speaking))
            return
        if along.files and isinstance(heard, Said):
            async with self.fetcher.fetched(along.files) as uploads:
                posts = await self.house.talker.answer(speaking.hearing, replace(heard, files=uploads))
        else:
            posts = await self.house.talker.answer(speaking.hearing, heard)
        await self.give(reply, Answer(posts, t, speaking, heard))

    async def _speaking(self, reply: Reply, heard: Heard, at: datetime, along: Along) -> Speaking:
        if isinstance(heard, Pressed) and reply.spot.is_private and heard.button.partition(":")[0] in IN_A_QUEUE:
            speaking = await self.people.soon(reply.spot.user.id, at)
            if speaking is not None:
                return speaking
        return await self.people.speaking(reply.spot, at, along.about, along.community)

    async def _is_first(self, said: Said, update: int, at: datetime) -> bool:
        """Note that something is begun that must not be done twice; return whether it was not begun before."""
        if not read_line(said.text).named and len(said.text.split()) < 3:  # noqa: PLR2004 - that only shows something
            return True
        key = f"{BEGUN}{update}"
        if update not in self.again and await self.house.keep.noted(key) is not None:
            return False
        await self.house.keep.note(key, "1", at)
        return True

    async def give(self, reply: Reply, answer: Answer) -> None:
        """Give an answer; what has a form goes on as a dialogue. Raises: StorageError; TelegramError."""
        waiting = None
        if isinstance(answer.heard, Said) and reply.spot.is_private:
            waiting = await self.dialogues.current(reply.spot.user.id)
        for number, post in enumerate(answer.posts):
            is_last = number == len(answer.posts) - 1
            if post.form is not None and answer.speaking is not None and _is_asked(post, answer.heard):
                await self.interview.ask(Scene(answer.speaking, answer.t, reply), post, post.form)
                continue
            rows = back_to(waiting, answer.t) if waiting and is_last else []
            if post.form is not None and answer.speaking is not None:
                scene = Scene(answer.speaking, answer.t, reply)
                rows = [*await self.interview.door(scene, post.form), *rows]
            await reply.say(replace(post, form=None), answer, rows=rows, is_first=number == 0)
        await reply.spinner.stop()

    async def answered(self, reply: Reply, act: Callable[[], Awaitable[None]]) -> None:
        """Do something for a person; whatever goes wrong, they hear of it. Raises: StorageError."""
        t = words(language_of(reply.spot.user) or self.house.language)
        try:
            await act()
        except NotHereError as nowhere:
            await self._told(reply, Post(t._(str(nowhere)), private=reply.spot.is_private), t)
        except WhichError as several:
            await self._asked_which(reply, several, t)
        except Refusal as refusal:
            post = refused(refusal, t, zone=self.house.timezone, now=self.house.clock.now())
            await self._told(reply, post, t)
        except NotFetchedError as cause:
            log.warning("files of a person could not be fetched: %s", cause)
            await self._told(reply, Post(t._(NOT_FETCHED)), t)
        except StorageError:
            await reply.spinner.stop(t._(CANNOT_STORE))
            raise
        except Exception as cause:  # noqa: BLE001 - the last seam before a person: they get a reference, the log the cause
            await reply.sorry(cause, t)
        finally:
            await reply.spinner.stop()

    async def _told(self, reply: Reply, post: Post, t: Words) -> None:
        try:
            await reply.give(Answer([post], t))
        except (TelegramError, OSError) as cause:
            await reply.sorry(cause, t)

    async def _asked_which(self, reply: Reply, several: WhichError, t: Words) -> None:
        """Ask which community is meant; what was heard waits for that."""
        token = secrets.token_hex(8)
        kept = {"user": reply.spot.user.id, "heard": reply.heard or as_heard(Said("/contests"))}
        await self.house.keep.note(f"{GO}{token}", orjson.dumps(kept).decode(), self.house.clock.now())
        rows = [
            [InlineKeyboardButton(one.brand.name, callback_data=f"w1:{one.id}:{token}")] for one in several.communities
        ]
        try:
            await reply.give(Answer([Post(t._(WHICH))], t, rows=rows))
        except (TelegramError, OSError) as cause:
            await reply.sorry(cause, t)


def command_in(line: Line) -> str | None:
    """Return the command of ours that a line names, if it names one."""
    words_ = [word.casefold() for word in line.words[:LONGEST_NAME]]
    names = (" ".join(words_[:taken]) for taken in range(len(words_), 0, -1))
    found = next((name for name in names if name in COMMANDS), None)
    bare = f"{words_[0]} {BARE}" if words_ else ""
    return found or (bare if bare in COMMANDS else None)


def is_ours(typed: str) -> bool:
    """Tell whether a typed line is a command of ours."""
    return command_in(read_line(typed.removeprefix("/"))) is not None


def takes_files(typed: str) -> bool:
    """Tell whether a typed command takes files."""
    name = command_in(read_line(typed.removeprefix("/")))
    return name is not None and any(one.kind == "file" for one in COMMANDS[name].arguments)


def _is_asked(post: Post, heard: object) -> bool:
    """Tell whether a form is what was asked for, rather than one that may be filled in besides."""
    if post.form is None:
        return False
    verb, _, name = post.form.id.partition(":")
    if post.refusal is not None or verb != "run" or not isinstance(heard, Said):
        return True
    return command_in(read_line(heard.text.removeprefix("/"))) == name
