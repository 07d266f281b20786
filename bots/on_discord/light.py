"""The light path: the presses of a queue's ballot are answered before the library makes objects of them.

A voter presses Approve, a grade, Pass or Back, and sees the next entry: most of what is heard while a contest runs.
Whatever is not just that goes the library's way, with the time at which it was first held.
"""

import asyncio
import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import orjson
import yarl
from discord.http import Route

from bots.alarm import Alarm
from bots.conversation import language_of as spoken_in
from bots.flight import Held
from bots.hearing import IN_A_QUEUE, Pressed
from bots.on_discord.answering import PATIENCE_S, Answer, shown
from bots.on_discord.bare import bare
from bots.on_discord.held import HELD
from bots.on_discord.listening import Ear
from bots.speaking import Speaking
from bots.words import Words, words

if TYPE_CHECKING:
    from discord.state import ConnectionState

log = logging.getLogger(__name__)

BALLOTS = re.compile(rf"b1:(?P<id>(?:{'|'.join(IN_A_QUEUE)}):.+)")
COMPONENT, BUTTON, EPHEMERAL, THREADS = 3, 2, 64, frozenset({10, 11, 12})
"""Discord's numbers: an interaction with a component, a button, a message that one person sees, kinds of thread."""
UPDATE, COMPONENTS_V2 = 7, 1 << 15
LONGEST_S = 10.0
"""How long a call may take before it is made the library's way."""
SENT_BY = aiohttp.ClientTimeout(total=None)
REFUSED = 300
"""From this status on, Discord did not take an answer."""


class Light:
    """Answers presses from their frames."""

    def __init__(self, ear: Ear, state: "ConnectionState[Any]") -> None:
        """Stand before the library's own way of hearing interactions."""
        self._ear, self._state = ear, state
        self._library = state.parsers["INTERACTION_CREATE"]
        state.parsers["INTERACTION_CREATE"] = self.heard
        self._patience, self._longest = Alarm(PATIENCE_S), Alarm(LONGEST_S)
        self.answered = 0
        """Presses that never needed the library."""

    def heard(self, data: Mapping[str, Any]) -> None:
        """Begin to answer a press; hand on whatever else it is."""
        if self._ear.is_deaf or not _is_press(data):
            self._library(data)
            return
        held = Held(self._ear.house.arrivals.arrived(), asyncio.get_running_loop().time())
        self._ear.flight.begin(self._answer(data, held))

    async def _answer(self, data: Mapping[str, Any], held: Held) -> None:
        watch = _Watch(self._state, data, held, self._patience)
        answer: Answer | None = None
        try:
            answer = await self._decided(data, held)
        except Exception as cause:  # noqa: BLE001 - whatever it was, the library's way finds it again and says so
            log.info("a press goes the library's way: %s", cause)
        try:
            watch.is_over()
            deferred = await watch.late if watch.late is not None else None
            if answer is not None:
                held.decided()
                if await self._is_sent(data, answer, is_late=deferred is not None and deferred.response.is_done()):
                    return
            interaction = deferred or watch.interaction()
            if answer is None:
                await self._ear.pressed(interaction)
            else:
                await self._ear.answer(interaction, _given(answer))
        finally:
            held.decided()

    async def _decided(self, data: Mapping[str, Any], held: Held) -> Answer | None:
        """Return what the conversation answers; None where the library is needed to tell who speaks."""
        user, guild, channel = int(data["member"]["user"]["id"]), int(data["guild_id"]), data["channel"]
        places = {f"{guild}/{channel['id']}"}
        if channel.get("type") in THREADS:
            places.add(f"{guild}/{channel.get('parent_id')}")
        pressed = BALLOTS.fullmatch(data["data"]["custom_id"])
        async with self._ear.flight.turn_of(user):
            speaking = await self._ear.people.soon(user, guild, places, held.at)
            if speaking is None or pressed is None:
                return None
            t = words(spoken_in(speaking.hearing, speaking.community))
            about = pressed["id"].partition(":")[2]  # a ballot is about what it shows
            return await self._ear.heard(speaking, t, Pressed(pressed["id"], about=about))

    async def _is_sent(self, data: Mapping[str, Any], answer: Answer, *, is_late: bool) -> bool:
        """Send an answer that takes the place of what was pressed, if it is words and buttons alone.

        One that is late, after Discord was told that it is coming, is an edit.
        """
        speaking, posts = answer.speaking, answer.posts
        if speaking is None or len(posts) != 1 or not posts[0].in_place:
            return False
        components = bare(posts[0], speaking.community.brand.colour)
        if components is None:
            return False
        told = {"components": components, "attachments": [], "allowed_mentions": {"parse": []}, "flags": COMPONENTS_V2}
        try:
            if is_late:
                where = f"webhooks/{data['application_id']}/{data['token']}/messages/@original"
                status = await self._call("PATCH", where, told)
            else:
                where = f"interactions/{data['id']}/{data['token']}/callback"
                status = await self._call("POST", where, {"type": UPDATE, "data": told})
        except (aiohttp.ClientError, OSError) as cause:
            log.info("Discord could not be reached at once: %s", cause)
            return False
        if status >= REFUSED:
            return False
        self.answered += 1
        house, where = self._ear.house, f"~{data['token']}/@original"
        if house.notes.gather(shown(house, posts[0], where, speaking)):
            self._ear.flight.begin(house.notes.gathered())
        return True

    async def _call(self, method: str, where: str, told: Mapping[str, Any]) -> int:
        http = self._state.http
        session: aiohttp.ClientSession = http._HTTPClient__session  # type: ignore[attr-defined]  # noqa: SLF001 - no public way to it
        headers = {"Content-Type": "application/json", "User-Agent": http.user_agent}
        address, body = yarl.URL(f"{Route.BASE}/{where}", encoded=True), orjson.dumps(told)
        call = session.request(
            method,
            address,
            data=body,
            headers=headers,
            proxy=http.proxy,
            proxy_auth=http.proxy_auth,
            timeout=SENT_BY,
        )
        async with self._longest.within(), call as answered:
            await answered.read()
            return answered.status


class _Watch:
    """Tells Discord that an answer is coming, where it takes longer than a second and a half."""

    def __init__(self, state: "ConnectionState[Any]", data: Mapping[str, Any], held: Held, alarm: Alarm) -> None:
        self._state, self._data, self._held = state, data, held
        self._ring = alarm.set(self._rung, held.began)
        self.late: asyncio.Task[discord.Interaction] | None = None

    def is_over(self) -> None:
        """Watch no longer."""
        self._ring.cancel()

    def _rung(self) -> None:
        self.late = asyncio.ensure_future(self._deferred())

    async def _deferred(self) -> discord.Interaction:
        interaction = self.interaction()
        try:
            await interaction.response.defer()
        except discord.HTTPException:
            log.warning("Discord did not take a deferral", exc_info=True)
        return interaction

    def interaction(self) -> discord.Interaction:
        """Return the library's interaction."""
        interaction = discord.Interaction(data=self._data, state=self._state)  # type: ignore[arg-type]  # as the library makes it
        interaction.extras[HELD] = self._held
        return interaction


def _is_press(data: Mapping[str, Any]) -> bool:
    """Tell whether a frame is a press of a queue's ballot, in a private message in a server."""
    if data["type"] != COMPONENT or "guild_id" not in data or "member" not in data or "channel" not in data:
        return False
    pressed = data["data"]
    is_private = data.get("message", {}).get("flags", 0) & EPHEMERAL
    return bool(is_private) and pressed["component_type"] == BUTTON and bool(BALLOTS.fullmatch(pressed["custom_id"]))


def _given(answer: Answer) -> Any:  # noqa: ANN401 - `listening.Deciding`, which is not worth a type here
    async def decide(_: Speaking, __: Words) -> Answer:
        return answer

    return decide
