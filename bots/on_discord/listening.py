"""From what Discord tells of an interaction to the conversation, and back."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import discord

from bots.conversation import language_of as spoken_in
from bots.fetching import NotFetchedError
from bots.filling import is_missing
from bots.flight import Flight, Held
from bots.hearing import Heard, Pressed, Said, Submitted
from bots.house import House
from bots.on_discord.answering import Answer, Reply, walked
from bots.on_discord.forms import files_in, typed
from bots.on_discord.held import HELD, held
from bots.on_discord.ids import BUTTON, MODAL, PAGE, SELECT
from bots.on_discord.pages import Keeper, Kept, filled, pages, submitted
from bots.on_discord.people import People, language_of
from bots.on_discord.uploads import Attached, Fetcher
from bots.post import Post
from bots.presenter.labels import FIELDS, label
from bots.presenter.refusals import refused
from bots.speaking import NotHereError, Speaking
from bots.words import N_, Words, words
from contests.ports import StorageError
from contests.refusals import Refusal

log = logging.getLogger(__name__)

CANNOT_STORE = N_("Nothing can be stored right now, and nothing was changed. Try again in a minute.")
OLD_BUTTON = N_("This button is from before, and does nothing any more. /contests shows what is on.")
OLD_FORM = N_("This form is too old to be taken. Type the command again.")
NOT_FETCHED = N_("Discord did not hand over your files. Nothing was changed; send them once more.")
Deciding = Callable[[Speaking, Words], Awaitable[Answer]]
Given = Mapping[str, tuple[str, ...]]
Aside = Callable[["Ear", discord.Interaction, str], Awaitable[bool]]
"""Answers the press of a button, if it is one of its own; returns whether it was."""
About = Sequence[str] | Callable[[], Awaitable[Sequence[str]]]
"""Ids that tell which of a person's communities is meant, or what finds them."""


@dataclass(slots=True)
class Ear:
    """Hears interactions, and has each of them answered."""

    house: House
    fetcher: Fetcher
    flight: Flight = field(default_factory=Flight)
    is_deaf: bool = False
    """It takes nothing new: we are about to stop."""
    aside: Aside | None = None
    """Answers presses of those who need not be anybody in a community yet."""
    people: People = field(init=False)
    keeper: Keeper = field(init=False)

    def __post_init__(self) -> None:
        self.people = People(self.house)
        self.keeper = Keeper(self.house.log)

    def hold(self, interaction: discord.Interaction, now_s: float) -> None:
        """Date an interaction, in the very turn of the loop in which its frame came; begin to answer what is pressed.

        Commands come by the command tree, which answers them by `answer`.
        """
        kind = interaction.type
        if self.is_deaf or kind is discord.InteractionType.autocomplete:
            return
        one = interaction.extras[HELD] = Held(self.house.arrivals.arrived(), now_s)
        if kind is discord.InteractionType.component:
            self.flight.begin(self.pressed(interaction))
        elif kind is discord.InteractionType.modal_submit:
            self.flight.begin(self._submitted(interaction))
        elif kind is not discord.InteractionType.application_command:
            one.decided()

    async def answer(self, interaction: discord.Interaction, decide: Deciding, about: About = ()) -> None:
        """Answer an interaction by what is decided; whatever goes wrong, the person hears of it."""
        if HELD not in interaction.extras:
            return
        self.flight.board()
        one = held(interaction)
        reply = Reply(self.house, self.keeper, interaction, one.began)
        try:
            await reply.give(await reply.watched(self._decided(interaction, decide, about)))
        except Exception as cause:  # noqa: BLE001 - the last seam before a person: they get a reference, the log the cause
            await reply.sorry(cause, words(language_of(interaction) or self.house.language))
        finally:
            one.decided()

    async def _decided(self, interaction: discord.Interaction, decide: Deciding, about: About) -> Answer:
        """Decide in this person's turn; what arrived is then no longer waited for."""
        t, one, speaking = words(language_of(interaction) or self.house.language), held(interaction), None
        try:
            async with self.flight.turn_of(interaction.user.id):
                named = await about() if callable(about) else about
                speaking = await self.people.speaking(interaction, one.at, named)
                t = words(spoken_in(speaking.hearing, speaking.community))
                return await decide(speaking, t)
        except NotHereError as nowhere:
            return Answer([Post(t._(str(nowhere)))], t)
        except Refusal as refusal:
            zone = speaking.community.zone if speaking else self.house.timezone
            return Answer([refused(refusal, t, zone=zone, now=one.at)], t, speaking)
        except NotFetchedError as cause:
            log.warning("files of a person could not be fetched: %s", cause)
            return Answer([Post(t._(NOT_FETCHED))], t, speaking)
        except StorageError as cause:
            log.error("nothing can be stored: %s", cause)  # noqa: TRY400 - known, and told to the operator elsewhere
            return Answer([Post(t._(CANNOT_STORE))], t, speaking)
        finally:
            one.decided()

    async def heard(self, speaking: Speaking, t: Words, heard: Heard, *, carried: tuple[Attached, ...] = ()) -> Answer:
        """Have something answered by the conversation. Raises: StorageError."""
        posts = await self.house.talker.answer(speaking.hearing, heard)
        return Answer(posts, t, speaking, heard, carried)

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Answer a button or a select, in an interaction that is held."""
        data: Mapping[str, Any] = dict(interaction.data or {})
        custom_id = str(data.get("custom_id", ""))
        values = tuple(str(one) for one in data.get("values") or ())
        if page := PAGE.fullmatch(custom_id):
            await self._opened(interaction, page["key"], int(page["page"]))
            return
        pressed = BUTTON.fullmatch(custom_id) or SELECT.fullmatch(custom_id)
        if pressed and self.aside is not None and await self.aside(self, interaction, pressed["id"]):
            return

        async def decide(speaking: Speaking, t: Words) -> Answer:
            if pressed is None:
                return Answer([Post(t._(OLD_BUTTON))], t, speaking)
            heard = Pressed(pressed["id"], values, subject_of(interaction.message))
            return await self.heard(speaking, t, heard)

        named = [pressed["id"], subject_of(interaction.message), *values] if pressed else []
        await self.answer(interaction, decide, named)

    async def _opened(self, interaction: discord.Interaction, key: str, page: int) -> None:
        """Open a page of a form that is kept."""

        async def decide(speaking: Speaking, t: Words) -> Answer:
            kept = await self.keeper.kept(speaking.hearing.account.id, key)
            if kept is None or page >= len(pages(kept.form)):
                return Answer([Post(t._(OLD_FORM))], t, speaking)
            return Answer([], t, speaking, page=(key, page, kept))

        await self.answer(interaction, decide, partial(self._whose, interaction, key))

    async def _whose(self, interaction: discord.Interaction, key: str) -> list[str]:
        """Return what tells, in private, which of a person's communities a form belongs to: what it is about."""
        if interaction.guild_id is not None:
            return []
        for person in await self.people.everybody(interaction):
            if kept := await self.keeper.kept(person.account.id, key):
                contest = [one.value for one in kept.form.fields if one.name == "contest"]
                return [kept.form.id, *contest]
        return []

    async def _submitted(self, interaction: discord.Interaction) -> None:
        data: Mapping[str, Any] = dict(interaction.data or {})
        sent = MODAL.fullmatch(str(data.get("custom_id", "")))

        async def decide(speaking: Speaking, t: Words) -> Answer:
            kept = await self.keeper.kept(speaking.hearing.account.id, sent["key"]) if sent else None
            if sent is None or kept is None or int(sent["page"]) >= len(pages(kept.form)):
                return Answer([Post(t._(OLD_FORM))], t, speaking)
            return await self._taken(speaking, t, kept, int(sent["page"]), data)

        await self.answer(interaction, decide, partial(self._whose, interaction, sent["key"]) if sent else ())

    async def _taken(self, speaking: Speaking, t: Words, kept: Kept, number: int, data: Mapping[str, Any]) -> Answer:
        """Take a page of a form: send the form if nothing is missing, else say what is."""
        page = pages(kept.form)[number]
        form, files = filled(kept.form, typed(data)), (*kept.carried, *files_in(data))
        if missing := [one for one in form.fields if is_missing(one)]:
            names = t.listed([label(t, FIELDS, one.name) for one in missing])
            text = t._("Still needed: {names}.", names=names)
            return Answer([Post(text, form=form, refusal=_needs(missing))], t, speaking, carried=files)
        try:
            async with self.fetcher.fetched(files) as uploads:
                heard = Submitted(form.id, submitted(form, page), uploads)
                answer = await self.heard(speaking, t, heard)
        except NotFetchedError as cause:
            log.warning("files of a form could not be fetched: %s", cause)
            return Answer([Post(t._(NOT_FETCHED), form=form)], t, speaking)
        except Refusal as refusal:
            told = refused(refusal, t, zone=speaking.community.zone, now=speaking.hearing.at)
            return Answer([Post(told.text, form=form, refusal=refusal)], t, speaking)
        return answer

    async def said(
        self, interaction: discord.Interaction, text: str, given: Given, files: Sequence[Attached] = ()
    ) -> None:
        """Answer a command with its arguments."""

        async def decide(speaking: Speaking, t: Words) -> Answer:
            async with self.fetcher.fetched(files) as uploads:
                return await self.heard(speaking, t, Said(text, uploads, given))

        named = [value for values in given.values() for value in values]
        await self.answer(interaction, decide, named)


def _needs(missing: Sequence[object]) -> Refusal:
    return Refusal("needs_argument", name=", ".join(getattr(one, "name", "") for one in missing))


def subjects_of(message: discord.Message | None) -> list[str]:
    """Return what a message's buttons are about, in their order."""
    if message is None:
        return []
    ids = [one.custom_id or "" for one in walked(message.components) if isinstance(one, discord.components.Button)]
    found = (BUTTON.fullmatch(one) for one in ids)
    return [subject for match in found if match and (subject := match["id"].partition(":")[2])]


def subject_of(message: discord.Message | None) -> str:
    """Return what a message is about: the subject of the first of its buttons that has one."""
    return next(iter(subjects_of(message)), "")
