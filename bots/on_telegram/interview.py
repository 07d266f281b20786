"""A dialogue with somebody: it asks in their private chat, takes what they give, and hands in the form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bots.filling import submitted
from bots.hearing import Submitted
from bots.house import House
from bots.on_telegram.answering import Answer, Reply
from bots.on_telegram.asking import MISFITS, PAST, Rows, back_to, question
from bots.on_telegram.dialogue import (
    OVERVIEW,
    SEND,
    Dialogue,
    MisfitError,
    begin,
    edited,
    gave,
    kept_as,
    named,
    offered,
    pressed,
    typed,
    without_files,
)
from bots.on_telegram.dialogues import Dialogues
from bots.on_telegram.letters import Letter
from bots.on_telegram.sources import sources_for
from bots.on_telegram.uploads import Fetcher
from bots.post import Form, Post
from bots.presenter.refusals import refused
from bots.speaking import Speaking
from bots.words import Words
from contests.refusals import Refusal
from contests.rules.limits import TextLimits, check_length

WRONG = {"source": "from", "aspect": "praised"}
"""Fields by what a refusal calls them, where that is another word."""
PREVIEWED = "edit"
"""The verb of the button that changes a preview."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Whom a dialogue is with, and how they are answered."""

    speaking: Speaking
    t: Words
    reply: Reply

    @property
    def user(self) -> int:
        """The person's number on Telegram."""
        return self.reply.spot.user.id

    @property
    def at(self) -> datetime:
        """When what they did was first held."""
        return self.speaking.hearing.at


class Interview:
    """Leads dialogues."""

    def __init__(self, house: House, dialogues: Dialogues, fetcher: Fetcher) -> None:
        """Keep them here, and fetch files by this."""
        self._house, self._dialogues, self._fetcher = house, dialogues, fetcher

    async def ask(self, scene: Scene, post: Post, form: Form) -> None:
        """Begin with a form, or go on with it where it was begun before. Raises: StorageError; TelegramError."""
        wrong = _wrong(post.refusal, form)
        community = scene.speaking.community.id
        dialogue = await self._dialogues.begun(scene.user, community, form, scene.at, wrong)
        if named(dialogue.form, "from"):
            dialogue = offered(dialogue, "from", await sources_for(self._house.store, scene.speaking))
        note = post.text if post.refusal or dialogue.at == OVERVIEW else ""
        await self._show(scene, dialogue, note, in_place=False)

    async def door(self, scene: Scene, form: Form) -> Rows:
        """Return the button that opens a form which may be filled in. Raises: StorageError."""
        community = scene.speaking.community.id
        current = await self._dialogues.current(scene.user)
        dialogue = await self._dialogues.begun(scene.user, community, form, scene.at, ())
        await self._dialogues.put(scene.user, dialogue, scene.at)
        if current is not None:
            await self._dialogues.put(scene.user, current, scene.at)
        else:
            await self._dialogues.rest(scene.user, scene.at)
        return back_to(dialogue, scene.t, form.title or scene.t._("Fill in"))

    async def said(self, scene: Scene, dialogue: Dialogue, letter: Letter) -> None:
        """Take a message as the answer to what is asked. Raises: StorageError; TelegramError; NotFetchedError."""
        try:
            if letter.files:
                await self._given(scene, dialogue, letter)
                return
            after = typed(dialogue, None if letter.is_other else letter.text, letter.message)
            if after is not dialogue and dialogue.field is not None:
                check_text(dialogue.at, letter.text, self._house.text_limits)
        except MisfitError as misfit:
            await self._show(scene, dialogue, scene.t._(MISFITS[misfit.why]))
        except Refusal as refusal:
            await self._show(scene, dialogue, self._worded(scene, refusal))
        else:
            await self._on(scene, after)

    async def edited(self, scene: Scene, dialogue: Dialogue, text: str, message: int) -> None:
        """Take the new text of a message that was an answer. Raises: StorageError; TelegramError."""
        try:
            after = edited(dialogue, text, message)
            if after is None:
                return
            name = next(name for name, one in dialogue.typed.items() if one == message)
            check_text(name, text, self._house.text_limits)
        except MisfitError as misfit:
            await self._show(scene, dialogue, scene.t._(MISFITS[misfit.why]))
        except Refusal as refusal:
            await self._show(scene, dialogue, self._worded(scene, refusal))
        else:
            scene.reply.where = dialogue.where
            await self._show(scene, after)

    async def pressed(self, scene: Scene, dialogue: Dialogue, step: int, act: str) -> None:
        """Take a press on a dialogue's message. Raises: StorageError; TelegramError; NotFetchedError."""
        if act == "c":
            await self._dialogues.end(scene.user, dialogue, scene.at)
            gone = Post(scene.t._("Put aside: nothing was sent."), in_place=True)
            await scene.reply.give(Answer([gone], scene.t, scene.speaking))
            return
        if act == "r":
            scene.reply.where = ""  # what it stands under stays
            await self._show(scene, dialogue)
            return
        if step != dialogue.step:
            await self._show(scene, dialogue, scene.t._(PAST) if step < dialogue.step - 1 else "")
            return
        try:
            after = replace(dialogue, at=SEND) if act == "s" and dialogue.is_ready else pressed(dialogue, act)
        except MisfitError as misfit:
            await self._show(scene, dialogue, scene.t._(MISFITS[misfit.why]))
            return
        await self._on(scene, after)

    async def _on(self, scene: Scene, dialogue: Dialogue, note: str = "") -> None:
        """Hand a form in that is complete, else ask what is next."""
        if dialogue.at == SEND and dialogue.is_ready:
            await self._hand_in(scene, dialogue)
        else:
            await self._show(scene, dialogue, note)

    async def _show(self, scene: Scene, dialogue: Dialogue, note: str = "", *, in_place: bool = True) -> None:
        """Show where a dialogue is, which is stored first; in the place of its message, where that was pressed."""
        await self._dialogues.put(scene.user, dialogue, scene.at)
        post, rows = question(dialogue, scene.t, note)
        answer = Answer((), scene.t, scene.speaking)
        where = await scene.reply.say(replace(post, in_place=in_place), answer, rows=rows)
        await scene.reply.spinner.stop()
        if where and where != dialogue.where:
            await self._dialogues.put(scene.user, replace(dialogue, where=where), scene.at)

    async def _given(self, scene: Scene, dialogue: Dialogue, letter: Letter) -> None:
        """Take files: those of an entry are looked into and stored at once, in its preview."""
        after = gave(dialogue, letter.files, letter.text, letter.message)
        if after is dialogue:
            await self._show(scene, dialogue)
            return
        note = ""
        try:
            self._fetcher.admit(after.files)
            if after.is_entry:
                after, note = await self._stored(scene, dialogue, after)
        except Refusal as refusal:
            after, note = without_files(dialogue, dialogue.files), self._worded(scene, refusal)
        await self._on(scene, after, note)

    async def _stored(self, scene: Scene, before: Dialogue, after: Dialogue) -> tuple[Dialogue, str]:
        """Store the files of an entry in its preview; return the dialogue, and what was said against it."""
        is_preview = after.form.id.startswith("change:") and after.is_ready
        told = submitted(after.form, frozenset(after.touched)) if is_preview else {}
        async with self._fetcher.fetched(after.files) as uploads:
            posts = await self._heard(scene, Submitted(after.form.id, told, uploads))
        first = posts[0]
        if first.form is not None and first.refusal is not None and first.refusal.key == "needs_argument":
            return kept_as(after, first.form), ""
        if draft := _previewed(first):
            return kept_as(after, replace(after.form, id=f"change:{draft}")), ""
        return without_files(before, before.files), first.text

    async def _hand_in(self, scene: Scene, dialogue: Dialogue) -> None:
        """Hand a form in; what is refused is asked for again, with all that was given."""
        await self._dialogues.put(scene.user, dialogue, scene.at)
        told = submitted(dialogue.form, frozenset(dialogue.touched))
        files = () if dialogue.is_entry else dialogue.files
        async with self._fetcher.fetched(files) as uploads:
            posts = await self._heard(scene, Submitted(dialogue.form.id, told, uploads))
        first, *others = posts or [Post("")]
        if first.refusal is not None and first.form is not None:
            again = begin(
                dialogue.key, dialogue.community, first.form, dialogue.step + 1, _wrong(first.refusal, first.form)
            )
            again = replace(again, files=dialogue.files, touched=dialogue.touched, seen=dialogue.seen)
            await self._show(scene, replace(again, typed=dialogue.typed), first.text)
            return
        heard = Submitted(dialogue.form.id, told)
        shown = [replace(first, in_place=True), *others]
        await scene.reply.give(Answer(shown, scene.t, scene.speaking, heard))
        await self._dialogues.end(scene.user, dialogue, scene.at)

    async def _heard(self, scene: Scene, heard: Submitted) -> Sequence[Post]:
        return await self._house.talker.answer(scene.speaking.hearing, heard)

    def _worded(self, scene: Scene, refusal: Refusal) -> str:
        return refused(refusal, scene.t, zone=scene.speaking.community.zone, now=scene.at).text


def check_text(name: str, text: str, limits: TextLimits) -> None:
    """Refuse at once what is longer than a field takes. Raises: Refusal `too_long`."""
    most = {"title": limits.title, "text": limits.text, "thanks": limits.alt, "product": limits.title}
    if name in most:
        check_length(name, text.strip(), most[name])
    if name == "alt":
        for line in text.split("\n"):
            check_length(name, line, limits.alt)


def _wrong(refusal: Refusal | None, form: Form) -> tuple[str, ...]:
    """Return the fields of a form that a refusal is about."""
    if refusal is None:
        return ()
    said = [str(refusal.facts.get(fact) or "") for fact in ("name", "field", "what", "why")]
    names = [WRONG.get(one, one) for whole in said for one in whole.split(", ")]
    return tuple(one.name for one in form.fields if one.name in names)


def _previewed(post: Post) -> str:
    """Return the draft that a post previews, or nothing."""
    ids = (one.id.partition(":") for one in post.buttons)
    return next((subject for verb, _, subject in ids if verb == PREVIEWED), "")
