"""The conversation: hears in neutral words, answers in the person's language, and never leaves them without one."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bots.commands.dispatch import given_back, on_pressed, on_said, on_submitted
from bots.commands.talk import Talk, Tools
from bots.hearing import Heard, Hearing, Pressed, Said
from bots.post import Post
from bots.presenter.refusals import refused
from bots.words import Words, words
from contests.model.community import Community
from contests.ports import StaleError, StorageError
from contests.refusals import Refusal

log = logging.getLogger(__name__)

TRIES = 3
"""How often an act is decided anew when another process changed the same contest first."""


class Talker:
    """Answers whatever was heard."""

    def __init__(self, tools: Tools, catch_up: Callable[[datetime], Awaitable[None]]) -> None:
        """Answer with these tools; `catch_up(at)` plays what was due before a hearing."""
        self._tools = tools
        self._catch_up = catch_up

    async def answer(self, hearing: Hearing, heard: Heard) -> list[Post]:
        """Return the messages that the person sees in answer. Raises: StorageError."""
        await self._catch_up(hearing.at)
        here = hearing.member.community
        community = await self._tools.store.recall(("community", here), lambda work: work.people.community(here))
        t = words(language_of(hearing, community), hearing.dates)
        files = () if isinstance(heard, Pressed) else heard.files
        talk = Talk(hearing, self._tools, community, t, files)
        try:
            return await self._dispatch(talk, heard)
        except Refusal as refusal:
            return [await self._refused(talk, heard, refusal)]
        except StorageError:
            raise
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("answer failed, reference %s", reference)
            return [went_wrong(t, reference)]

    async def _dispatch(self, talk: Talk, heard: Heard) -> list[Post]:
        for _ in range(TRIES - 1):
            try:
                return await _heard(talk, heard)
            except StaleError:
                continue
        return await _heard(talk, heard)

    async def _refused(self, talk: Talk, heard: Heard, refusal: Refusal) -> Post:
        names = await _names(talk, refusal)
        post = refused(refusal, talk.t, zone=talk.zone, now=talk.now, names=names)
        return post if post.form else replace(post, form=await given_back(talk, heard, refusal))


async def _heard(talk: Talk, heard: Heard) -> list[Post]:
    if isinstance(heard, Said):
        return await on_said(talk, heard)
    if isinstance(heard, Pressed):
        return await on_pressed(talk, heard)
    return await on_submitted(talk, heard)


async def _names(talk: Talk, refusal: Refusal) -> dict[str, str]:
    """Return the name of the member whom a refusal tells of by their id."""
    who = str(refusal.facts.get("by") or "")
    async with talk.store.reading() as work:
        return {one.id: one.name for one in (await work.people.members([who])).values()}


def language_of(hearing: Hearing, community: Community) -> str:
    """Return the language of a private answer: the account's, else the venue's, else the community's."""
    venue = hearing.venue.language if hearing.venue else None
    return hearing.account.language or venue or community.language


def went_wrong(t: Words, reference: str) -> Post:
    """Say that something failed, with the reference under which the log has the cause."""
    text = t._(
        "Something went wrong on our side, and nothing was changed. Try again in a minute; "
        "if it happens again, give the managers this reference: {reference}.",
        reference=reference,
    )
    return Post(text)
