"""People: what they do in a client, and what they see."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.platforms.telegram_parts import menus
from tests.platforms.telegram_parts.chats import Chat, Private, User
from tests.platforms.telegram_parts.detecting import as_entities, units
from tests.platforms.telegram_parts.files import LOCAL_MOST, File
from tests.platforms.telegram_parts.groups import Group, Topic
from tests.platforms.telegram_parts.keyboards import Button
from tests.platforms.telegram_parts.messages import Message, Version
from tests.platforms.telegram_parts.queries import Pressed, Query, seen

if TYPE_CHECKING:
    from tests.platforms.telegram_parts.world import World

IN_AN_ALBUM = 10
Place = Chat | User
"""A chat, or the bot for the private chat with it."""


@dataclass(eq=False)
class Person(User):
    """Somebody with a client. What a client would not let them do raises an AssertionError."""

    world: "World" = field(kw_only=True, repr=False)
    _acted: int = 0
    _taken: int = 0

    @property
    def private(self) -> Private:
        """Their chat with the bot."""
        return self.world.privates[self.id]

    def sees(self, chat: Place | None = None, topic: Topic | None = None) -> list[Message]:
        """Return what they read in a chat, oldest first: in the one with the bot unless another is named."""
        place = self._at(chat)
        if self.id not in place.reaches:
            return []
        return [one for one in place.messages if topic is None or one.thread == topic.thread]

    async def until(
        self, wanted: int | Callable[[Message], bool] = 1, chat: Place | None = None, within: float | None = None
    ) -> list[Message]:
        """Wait until the bot, or others, wrote or changed something there, and return it.

        A number: so many messages since they last did something or last waited. A condition: a message that fulfils
        it among those since they last did something. Raises: AssertionError, after so many real seconds.
        """
        place = self._at(chat)
        most = self.world.patience if within is None else within

        def news() -> list[Message]:
            since = max(self._acted, self._taken) if isinstance(wanted, int) else self._acted
            new = [one for one in self.sees(place) if one.step > since and one.author is not self]
            return new if isinstance(wanted, int) else [one for one in new if wanted(one)]

        least = wanted if isinstance(wanted, int) else 1
        came = await place.bell.until(lambda: len(news()) >= least, most)
        found = news()
        shown = [f"{one.said!r} {one.rows}" for one in self.sees(place)[-4:]]
        assert came, f"{self.name} waited for {wanted} and got {len(found)}; last seen: {shown}"
        self._taken = max([self._taken, *(one.step for one in found)])
        return found

    async def say(
        self,
        chat: Place,
        text: str = "",
        *files: File,
        reply_to: Message | None = None,
        topic: Topic | None = None,
        album: bool = False,
    ) -> list[Message]:
        """Write, or send files with the text as the caption of the first; wait for nothing."""
        place = self._may_write(chat, topic)
        limit = 1024 if files else 4096
        assert units(text) <= limit, f"a client lets nobody write more than {limit}"
        assert not album or 2 <= len(files) <= IN_AN_ALBUM, "an album has two to ten"
        self._act()
        number = f"{self.world.step + 10**16}{self.id}" if album else None
        made = []
        for place_in, file in enumerate(files or (None,)):
            words = text if place_in == 0 else ""
            assert file is None or len(file.data) <= LOCAL_MOST, f"{file.name} is too large for Telegram"
            media = self.world.files.keep(file, file.sent_as) if file else None
            now = Version(words, tuple(as_entities(words)), media)
            assert media is not None or text.strip(), "nothing to send"
            made.append(
                self.world.put(
                    place,
                    None if place.kind == "channel" else self,
                    now,
                    thread=self._thread(place, reply_to, topic),
                    reply_to=reply_to or self._beginning(place, topic),
                    album=number,
                )
            )
        return made

    async def press(self, message: Message, button: str, *, waits: bool = True) -> Pressed:
        """Press a button by its data or its label, and wait until its spinner stops."""
        assert message in self.sees(message.chat), f"{self.name} does not see {message.said!r}"
        found = message.button(button)
        assert found.url is None, f"{found} is a link: follow it"
        assert found.data is not None, f"{found} does something else"
        return await self.forge_press(message, found.data, waits=waits)

    async def forge_press(self, message: Message, data: str, *, waits: bool = True) -> Pressed:
        """Press what the message may not have, as a client that somebody wrote for themselves could."""
        self._act()
        world = self.world
        query = Query(str(4 * 10**17 + world.step), self, message, data, world.clock.now())
        world.queries[query.id] = query
        world.updates.tell("callback_query", query.payload(), self.id)
        if waits:
            await query.bell.until(lambda: query.answer is not None, world.patience)
        pressed = seen(query)
        if pressed.url is not None:
            await self.follow(pressed.url)
        return pressed

    async def start(self, payload: str = "") -> list[Message]:
        """Open the chat with the bot by its link and press Start."""
        assert re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload), f"no payload of a deep link: {payload!r}"
        self.private.is_started = True
        if self.private.is_blocked:
            self.unblocks_bot()
        return await self.say(self.world.bot, f"/start {payload}".strip())

    async def follow(self, link: Button | str, group: Group | None = None) -> list[Message]:
        """Open a link to the bot; one that adds it to a group does so in the group named."""
        url = (link.url or "") if isinstance(link, Button) else link
        parts = urlsplit(url)
        asked = {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
        named = asked.get("domain", "") if parts.scheme == "tg" else parts.path.strip("/")
        assert named.lower() == self.world.bot.username.lower(), f"{url} leads to no chat with the bot"
        for key in ("startgroup", "startchannel"):
            if key in asked:
                assert group is not None, f"{url}: to which group?"
                return await self._adds(group, asked[key], asked.get("admin", ""))
        return await self.start(asked.get("start", ""))

    async def _adds(self, group: Group, payload: str, admin: str) -> list[Message]:
        assert group.of(self).is_admin or not admin, f"{self.name} may give no rights in {group.title}"
        rights = {RIGHT_NAMES.get(one, f"can_{one}") for one in re.split(r"[+ ]", admin) if one}
        group.add_bot(rights or None, by=self)
        if payload and group.kind != "channel":
            return await self.say(group, f"/start@{self.world.bot.username} {payload}")
        return []

    async def edits(self, message: Message, text: str) -> None:
        """Change what they wrote."""
        assert message.author is self, f"{message.said!r} is not {self.name}'s"
        self._act()
        new = replace(message.now, words=text, entities=tuple(as_entities(text)))
        self.world.change(message, new, is_heard=True)

    def deletes(self, message: Message) -> None:
        """Delete a message for everybody; the bot hears nothing of it."""
        self.world.remove(message)

    def blocks_bot(self) -> None:
        self.private.is_blocked = True
        self.world.tell_of_blocking(self.private, is_blocked=True)

    def unblocks_bot(self) -> None:
        self.private.is_blocked = False
        self.world.tell_of_blocking(self.private, is_blocked=False)

    def commands_in(self, chat: Place) -> dict[str, str]:
        """Return the menu of commands that their client shows there: descriptions by name."""
        return menus.shown(self.world.commands, self._at(chat), self)

    def _act(self) -> None:
        self.world.step += 1
        self._acted = self.world.step

    def _at(self, chat: Place | None) -> Chat:
        if chat is None or chat is self.world.bot:
            return self.private
        assert isinstance(chat, Chat), f"{chat!r} is no chat"
        return chat

    def _may_write(self, chat: Place, topic: Topic | None) -> Chat:
        place = self._at(chat)
        group = place.as_group()
        if group is None:
            assert place is self.private, "that is somebody else's chat"
            assert self.private.is_started, f"{self.name} has not started the bot"
            assert not self.private.is_blocked, f"{self.name} has blocked the bot"
            return place
        mine = group.of(self)
        assert mine.is_in, f"{self.name} is not in {group.title}"
        needs: Collection[str] = mine.allowed if mine.status == "restricted" else group.allowed
        assert mine.is_admin or (group.kind != "channel" and "can_send_messages" in needs), f"{self.name} may not write"
        assert topic is None or topic.thread in group.topics, "no such topic"
        return place

    @staticmethod
    def _thread(place: Chat, reply_to: Message | None, topic: Topic | None) -> int | None:
        if topic is not None:
            return topic.thread
        if reply_to is None or place.kind != "supergroup":
            return None
        return reply_to.thread if place.is_forum else reply_to.thread or reply_to.id

    @staticmethod
    def _beginning(place: Chat, topic: Topic | None) -> Message | None:
        """Return what a message in a topic answers where it answers nothing: the topic's own beginning."""
        return place.find(topic.thread) if topic is not None else None


RIGHT_NAMES = {"manage_chat": "can_manage_chat"}
"""Rights in a link that adds the bot whose names are others than the Bot API's with `can_` before."""
