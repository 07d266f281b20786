"""The answer to one interaction: within Discord's three seconds whatever happens, and by as few calls as will do."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, TypeVar

import aiohttp
import discord
from discord import ui

from bots.filling import is_missing
from bots.hearing import Said
from bots.house import House
from bots.noting import private_showings
from bots.on_discord.dress import Dress, Extras, dressed
from bots.on_discord.forms import window
from bots.on_discord.ids import page_id
from bots.on_discord.pages import Keeper, Kept, Page, pages
from bots.on_discord.places import PLATFORM
from bots.on_discord.uploads import Attached
from bots.post import Form, Post
from bots.presenter.parts import shortened
from bots.speaking import Speaking
from bots.words import Words
from contests.ports import Showing

log = logging.getLogger(__name__)

PATIENCE_S = 1.5
"""How long an answer may take before the watch tells Discord that it is coming."""
CHANGED_FOR = timedelta(minutes=15)
"""How long Discord lets the answer to an interaction be changed."""
LONGEST_BUTTON = 80
IN_A_ROW = 5
MOST_PAGES = 25
TOO_LATE = 10062
"""Discord's code for an interaction whose time has run out."""
ANSWERED = 40060
"""Discord's code for an interaction that has its response."""
Decided = TypeVar("Decided")
Sent = TypeVar("Sent")
PAGE_PREFIX = "f1:"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided, and for whom."""

    posts: Sequence[Post]
    t: Words
    speaking: Speaking | None = None
    heard: object = None
    carried: tuple[Attached, ...] = ()
    """Files that go along with a form that is now shown."""
    choices: Sequence[tuple[str, Kept]] = ()
    """Forms to choose one from: what each button says, and what it opens."""
    page: tuple[str, int, Kept] | None = None
    """A page of a kept form that was asked for: the form's key, the page's number, the form."""


def shown(house: House, post: Post, where: str, speaking: Speaking) -> list[Showing]:
    """Return what an answer to an interaction shows to one person."""
    return private_showings(post, PLATFORM, where, speaking.hearing.account.id, house.clock.now() + CHANGED_FOR)


@dataclass(slots=True)
class Reply:
    """One interaction's reply."""

    house: House
    keeper: Keeper
    interaction: discord.Interaction
    began: float
    """By the loop's clock, when its frame was held."""
    _is_thinking: bool = field(default=False)
    """Discord shows "thinking" in the place of the first message."""
    _first: bool = field(default=True)
    _is_known_done: bool = field(default=False)

    async def watched(self, deciding: Coroutine[Any, Any, Decided]) -> Decided:
        """Wait for a decision; tell Discord that it is coming where it takes longer than a second and a half."""
        task = asyncio.ensure_future(deciding)
        waited = asyncio.get_running_loop().time() - self.began
        try:
            done, _ = await asyncio.wait({task}, timeout=max(0.0, PATIENCE_S - waited))
            if not done and not self.interaction.response.is_done():
                await self._defer(task)
            return await task
        except asyncio.CancelledError:
            task.cancel()
            raise

    async def _defer(self, task: "asyncio.Future[Any]") -> None:
        """Say that the answer is coming; what is being decided is decided, whatever Discord says to that."""
        self._is_thinking = self.interaction.message is None
        try:
            if self._is_thinking:
                await self._surely(lambda: self.interaction.response.defer(ephemeral=True, thinking=True))
            else:
                await self._surely(self.interaction.response.defer)
        except discord.HTTPException:
            await asyncio.wait({task})
            raise

    @property
    def _is_done(self) -> bool:
        """Whether Discord has a response already."""
        return self._is_known_done or self.interaction.response.is_done()

    async def _surely(self, call: Callable[[], Awaitable[Sent]]) -> Sent | None:
        """Make a call, and once more where its connection broke: what had come through is not done twice."""
        for is_last in (False, True):
            try:
                return await call()
            except (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError) as cause:
                if is_last:
                    raise
                log.warning("a call to Discord broke off, and is made again: %s", cause)
            except discord.HTTPException as cause:
                if cause.code != ANSWERED:
                    raise
                self._is_known_done = True
                break
        return None

    async def give(self, answer: Answer) -> None:
        """Give an answer: its first message is the response, the others follow in order. Raises: HTTPException."""
        if answer.page is not None:
            await self._turn_to(*answer.page, answer.t)
        for number, post in enumerate(answer.posts):
            await self._give(post, answer, choices=answer.choices if number == 0 else ())

    async def _give(self, post: Post, answer: Answer, choices: Sequence[tuple[str, Kept]] = ()) -> None:
        rows: list[ui.Button[ui.LayoutView]] = []
        if post.form is not None and answer.speaking is not None:
            kept = Kept(post.form, answer.carried)
            if self._opens_at_once(post, post.form, answer) and pages(post.form):
                await self._turn_to(await self._keep(kept, answer), 0, kept, answer.t)
                return
            rows = await self._page_buttons(kept, post, answer)
        for label, kept in choices:
            rows.append(_button(label, await self._keep(kept, answer), 0))
        await self._say(post, answer, rows)

    def _opens_at_once(self, post: Post, form: Form, answer: Answer) -> bool:
        """Tell whether a form is what was asked for: then it opens at once, where Discord still lets it."""
        if self._is_done or self.interaction.type is discord.InteractionType.modal_submit:
            return False
        refusal = post.refusal
        if refusal is not None and (refusal.key != "needs_argument" or "why" in refusal.facts):
            return False
        if isinstance(answer.heard, Said) and form.id.startswith("run:"):
            asked = answer.heard.text.removeprefix("/")
            return form.id == f"run:{asked}" and _begins_with_what_is_needed(form)
        return _begins_with_what_is_needed(form)

    async def _turn_to(self, key: str, page: int, kept: Kept, t: Words) -> None:
        """Open a page of a form as a modal, which Discord takes as the first response alone."""
        self._first = False
        if self._is_done:
            text = t._("That took too long for a form to open. Press the button once more.")
            buttons = [_button(_titled(kept.form, t), key, page)]
            await self._say(Post(text), Answer((), t), buttons)
            return
        await self._surely(lambda: self.interaction.response.send_modal(window(kept.form, page, key, t)))

    async def _keep(self, kept: Kept, answer: Answer) -> str:
        if answer.speaking is None:
            raise TypeError("a form is for somebody")
        hearing = answer.speaking.hearing
        return await self.keeper.keep(hearing.account.id, kept, hearing.at)

    async def _page_buttons(self, kept: Kept, post: Post, answer: Answer) -> list[ui.Button[ui.LayoutView]]:
        """Return a button for each page of a form."""
        found, t = pages(kept.form), answer.t
        if not found:
            return []
        key = await self._keep(kept, answer)
        if len(found) == 1:
            again = bool(post.refusal) or self.interaction.type is discord.InteractionType.modal_submit
            return [_button(t._("Fill in again") if again else _titled(kept.form, t), key, 0)]
        return [_button(_called(page), key, number) for number, page in enumerate(found[:MOST_PAGES])]

    async def _say(self, post: Post, answer: Answer, buttons: Sequence[ui.Button[ui.LayoutView]]) -> None:
        dress = self._dressed(post, answer)
        for start in range(0, len(buttons), IN_A_ROW):
            dress.view.add_item(ui.ActionRow(*buttons[start : start + IN_A_ROW]))
        where = await self._send(post, dress, answer)
        if answer.speaking is not None:
            await self.house.notes.add(shown(self.house, post, where, answer.speaking))

    def _dressed(self, post: Post, answer: Answer) -> Dress:
        colour = answer.speaking.community.brand.colour if answer.speaking else None
        limit = self.interaction.filesize_limit
        extras = Extras(answer.t.language)
        return dressed(replace(post, form=None), self.house.path_of, limit_bytes=limit, colour=colour, extras=extras)

    async def _send(self, post: Post, dress: Dress, answer: Answer) -> str:
        """Send one message in the place that it belongs to; return where it can be found again."""
        interaction, response, is_first = self.interaction, self.interaction.response, self._first
        self._first = False
        takes_place = interaction.message is not None and self._takes_place(post, answer, is_first=is_first)
        view, mentions, is_private = dress.view, dress.mentions, post.private

        async def edit() -> object:
            files = dress.files()
            if takes_place and not self._is_done:
                return await response.edit_message(view=view, attachments=files, allowed_mentions=mentions)
            return await interaction.edit_original_response(view=view, attachments=files, allowed_mentions=mentions)

        async def respond() -> object:
            return await response.send_message(
                view=view, files=dress.files(), ephemeral=is_private, allowed_mentions=mentions
            )

        async def follow() -> discord.WebhookMessage:
            return await interaction.followup.send(
                view=view, files=dress.files(), ephemeral=is_private, wait=True, allowed_mentions=mentions
            )

        if takes_place or self._is_thinking:
            self._is_thinking = False
            await self._surely(edit)
        elif not self._is_done:
            await self._surely(respond)
        elif sent := await self._surely(follow):
            return f"~{interaction.token}/{sent.id}"
        return f"~{interaction.token}/@original"

    def _takes_place(self, post: Post, answer: Answer, *, is_first: bool) -> bool:
        """Tell whether a message takes the place of the pressed one: never a private one of what others see.

        On a desk the moderators' own messages show what was decided.
        """
        pressed = self.interaction.message
        if pressed is None or not is_first:
            return False
        if is_board(pressed):
            return True
        if not post.in_place:
            return False
        place = f"{self.interaction.guild_id}/{self.interaction.channel_id}"
        is_private = pressed.flags.ephemeral or self.interaction.guild_id is None
        return is_private or bool(answer.speaking and place in answer.speaking.desks)

    async def sorry(self, cause: BaseException, t: Words) -> None:
        """Tell the person that something went wrong, with the reference under which the log has the cause."""
        reference = secrets.token_hex(4)
        log.error("a Discord interaction failed, reference %s", reference, exc_info=cause)
        if isinstance(cause, discord.NotFound) and cause.code == TOO_LATE:
            return
        text = t._(
            "Something went wrong on our side. Look whether it was done before you try again; "
            "if it happens again, give the managers this reference: {reference}.",
            reference=reference,
        )
        self._first = False  # what was pressed stays as it is, with what was typed behind it
        try:
            await self._send(Post(text), self._dressed(Post(text), Answer((), t)), Answer((), t))
        except Exception:  # the last seam: nothing more can be said to the person, and the log has it all
            log.exception("nor could Discord be given the sentence with reference %s", reference)


def _begins_with_what_is_needed(form: Form) -> bool:
    """Tell whether a form's first page is to be filled in now; of one that only changes things a page is chosen."""
    found = pages(form)
    return len(found) == 1 or form.id.startswith("entry:") or any(map(is_missing, form.fields))


def is_board(message: discord.Message) -> bool:
    """Tell whether a message is one of ours that only opens the pages of a form."""
    return any(
        isinstance(one, discord.components.Button) and (one.custom_id or "").startswith(PAGE_PREFIX)
        for one in walked(message.components)
    )


def walked(components: Sequence[Any]) -> list[Any]:
    """Return the components of a message, those inside of others too."""
    found: list[Any] = []
    for one in components:
        found += [one, *walked(getattr(one, "children", ()) or ())]
    return found


def _titled(form: Form, t: Words) -> str:
    """Return what the button says that opens a form."""
    return form.title or t._("Fill in")


def _called(page: Page) -> str:
    return shortened(" · ".join(one.label.partition(",")[0].partition(":")[0] for one in page), LONGEST_BUTTON)


def _button(label: str, key: str, page: int) -> ui.Button[ui.LayoutView]:
    return ui.Button(label=shortened(label, LONGEST_BUTTON), custom_id=page_id(key, page))
