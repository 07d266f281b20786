"""The Discord door: slash commands, presses and windows by the real client library, over a loopback Discord.

What somebody reads is taken from Discord's own messages; only what no message shows, the key of a refusal, a receipt
and a form's id, is taken from the posts that the conversation gave.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord as library

from bots.app import Running, composed, served
from bots.commands.dispatch import _given, find_command
from bots.commands.line import read_line
from bots.commands.registry import COMMANDS, Argument, Command
from bots.hearing import Conversation, Heard, Hearing
from bots.on_discord import DiscordPlatform
from bots.on_discord.ids import BUTTON, PAGE, SELECT
from bots.on_discord.noting import PLATFORM
from bots.post import Post
from contests.desk.settling import join_by_code
from contests.model.community import Venue
from contests.model.member import Member, Role
from tests.bots.on_discord.hearing.house import connected, house_of
from tests.platforms.discord_server import Channel, DiscordServer, Guild, Message, Modal, Reply, loopback_discord
from tests.platforms.discord_server import File as Sent
from tests.platforms.discord_server import Person as Somebody
from tests.stories.person import File, Json
from tests.stories.web_door import WebDoor, settings_in, web_doors

ANYBODY = Member("", "", "", datetime(2026, 1, 1, tzinfo=UTC), frozenset(Role))
ALT_PARTED = " | "


@dataclass(slots=True)
class Recorded:
    """The conversation, with what it answered to each account."""

    talker: Conversation
    posts: dict[str, list[Post]] = field(default_factory=dict)

    async def answer(self, hearing: Hearing, heard: Heard) -> list[Post]:
        """Answer, and remember it."""
        posts = await self.talker.answer(hearing, heard)
        self.posts[hearing.account.handle] = posts
        return posts


def read(message: Message, post: Post | None = None) -> Json:
    """Return a message of Discord's as stories read messages."""
    media = [{"alt": one.alt} for one in message.media]
    return {
        "id": str(message.id),
        "message": message,
        "text": message.text,
        "private": message.is_private,
        "buttons": [
            {"id": match["id"], "label": one.label, "disabled": one.disabled}
            for one in message.buttons
            if (match := BUTTON.fullmatch(one.custom_id or ""))
        ],
        "selects": [
            {"id": match["id"], "options": [{"value": option.value, "label": option.label} for option in one.options]}
            for one in message.selects
            if (match := SELECT.fullmatch(one.custom_id))
        ],
        "pictures": media if not message.is_private else [],
        "media": media,
        **_beside(post, message),
    }


def _beside(post: Post | None, message: Message | None = None, modal: Modal | None = None) -> Json:
    """Return what no message shows."""
    refusal = {"key": post.refusal.key, "facts": dict(post.refusal.facts)} if post and post.refusal else None
    form: Json | None = None
    if post and post.form:
        fields = [
            {"name": one.name, "kind": one.kind, "value": one.value, "label": one.label} for one in post.form.fields
        ]
        form = {"id": post.form.id, "title": post.form.title, "fields": fields, "message": message, "modal": modal}
    return {"refusal": refusal, "receipt": post.receipt if post else None, "form": form}


@dataclass(frozen=True, slots=True)
class DiscordPerson:
    """Somebody on Discord."""

    name: str
    somebody: Somebody
    door: "DiscordDoor"

    async def say(self, text: str, *files: File, room: str = "main") -> list[Json]:
        """Run a typed line as a slash command."""
        assert room
        line = read_line(text.lstrip().removeprefix("/"))
        command, words = find_command(line, ANYBODY)
        given = dict(_given(command, words, line.named).named)
        alts = [alt for _, alt in files if alt]
        if alts and command.argument("alt") and "alt" not in given:
            given["alt"] = (ALT_PARTED.join(alts),)
        options = {name: _typed(command.argument(name), values) for name, values in given.items()}
        for number, (content, _) in enumerate(files, 1):
            options["file" if number == 1 else f"file{number}"] = Sent(f"file{number}.bin", content)
        reply = await self.somebody.run(self.door.main, self.door.called(command), **options)
        answers = await self._read(reply)
        if reply.modal and answers[0]["refusal"] is None and command.asks_itself and len(given) > 1:
            return await self._read(await self.somebody.submit(reply.modal))  # all that is needed was typed already
        return answers

    async def press(self, message: Json, button: str, *values: str) -> list[Json]:
        """Press a button or choose in a select, of whatever message it was on."""
        seen: Message = message["message"]
        if values:
            return await self._read(await self.somebody.forge_press(seen, f"s1:{button}", list(values)))
        return await self._read(await self.somebody.forge_press(seen, f"b1:{button}"))

    async def submit(self, form: Json, fields: Mapping[str, str], *files: File) -> list[Json]:
        """Fill in a form, page by page, and send each."""
        left, given = dict(fields), [Sent(f"file{n}.bin", content) for n, (content, _) in enumerate(files, 1)]
        modals = [form["modal"]] if form["modal"] else []
        for one in form["message"].buttons if form["message"] else ():
            if not modals and PAGE.fullmatch(one.custom_id or ""):
                opened = (await self.somebody.press(form["message"], one.custom_id)).modal
                assert opened is not None
                names = {field.custom_id for field in opened.fields}
                modals += [opened] if names & {*left, *(["file"] if given else [])} else []
        assert modals, f"no page of {form['title']} has {sorted(left)}"
        modal = modals[0]
        here: dict[str, Any] = {one.custom_id: left.pop(one.custom_id) for one in modal.fields if one.custom_id in left}
        here |= {"file": given} if given else {}
        answers = await self._read(await self.somebody.submit(modal, here))
        assert not left, f"{sorted(left)} are on another page"
        return answers

    async def reads(self, room: str = "main") -> list[Json]:
        """Return what was said in public, on the desk, or to this person in private."""
        if room == "me":
            return [read(one) for one in self.somebody.dms()]
        channel = {"main": self.door.main, "desk": self.door.desk}[room]
        return [read(one) for one in self.somebody.sees(channel) if not one.is_private]

    async def _read(self, reply: Reply) -> list[Json]:
        assert not reply.failed, "Discord says: the application did not respond"
        posts = self.door.recorded.posts.pop(str(self.somebody.id), [])
        shown = posts[1:] if reply.modal else posts
        if shown:
            await reply.until(len(shown))
        given: Sequence[Post | None] = [*shown, *([None] * len(reply.messages))]
        read_ = [read(message, post) for message, post in zip(reply.messages, given, strict=False)]
        if not reply.modal:
            return read_
        empty = {"id": "", "text": reply.modal.title, "buttons": [], "selects": [], "pictures": [], "media": []}
        return [{**empty, "private": True, **_beside(posts[0] if posts else None, modal=reply.modal)}, *read_]


def _typed(argument: Argument | None, values: tuple[str, ...]) -> object:
    """Return values as the option of an argument takes them."""
    assert argument is not None
    if argument.kind == "number":
        return int(values[-1])
    if argument.kind == "flag":
        return values[-1] in {"yes", "on", "true"}
    return ALT_PARTED.join(values) if argument.repeated else values[-1]


@dataclass(slots=True)
class DiscordDoor(WebDoor):
    """The door of a server; the clock and the standings are those of the house."""

    running: Running = None  # type: ignore[assignment]  # given by `discord_house`, always
    server: DiscordServer = None  # type: ignore[assignment]  # as above
    guild: Guild = None  # type: ignore[assignment]  # as above
    main: Channel = None  # type: ignore[assignment]  # as above
    desk: Channel = None  # type: ignore[assignment]  # as above
    community: str = ""
    recorded: Recorded = None  # type: ignore[assignment]  # as above

    async def person(self, name: str, role: str = "member") -> DiscordPerson:  # type: ignore[override]  # another kind of person
        """Let somebody into the server; managers give them their role."""
        somebody = self.guild.let_in(self.server.person(name))
        person = DiscordPerson(name, somebody, self)
        await person.say("/privacy")
        if role != "member":
            async with self.running.store.work() as work:
                account = await work.people.account_of(self.community, PLATFORM, str(somebody.id))
                assert account is not None
                member = await work.people.member(account.member)
                await work.people.save_member(replace(member, roles=frozenset({Role(role)})))
        return person

    @staticmethod
    def called(command: Command) -> str:
        """Return a command's name on Discord."""
        is_group = any(name.startswith(f"{command.name} ") for name in COMMANDS)
        return f"{command.name} show" if is_group else command.name


@asynccontextmanager
async def discord_house(folder: Path) -> AsyncIterator[tuple[DiscordDoor, Running]]:
    """Run a whole Prosument with a Discord server beside the web room."""
    base, gateway = library.http.Route.BASE, library.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    async with (
        loopback_discord() as server,
        composed(settings_in(folder), practice_clock=True) as running,
        served(running) as address,
        web_doors(address) as web,
    ):
        code = (await (await web.keep()).say("/setup code"))[0]["text"].partition("join=")[2].split()[0]
        guild = server.guild("Sunrise fans")
        main, desk = guild.channel("contest"), guild.channel("team")
        guild.open_commands()
        async with running.store.reading() as work:
            new = work.new_id()
        place = f"{guild.id}/{main.id}"
        venue = Venue(new, "", PLATFORM, place, "#contest", "en", running.clock.now(), desk=f"{guild.id}/{desk.id}")
        community = await join_by_code(running.store, code, venue, running.clock.now())
        recorded = Recorded(running.talker)
        platform = DiscordPlatform(house_of(running, recorded), server.token, server.api_url)
        running.speakers[PLATFORM] = platform.speaker
        task = await connected(platform)
        try:
            yield (
                DiscordDoor(
                    web.session, address, web.keeper, running, server, guild, main, desk, community.id, recorded
                ),
                running,
            )
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            library.http.Route.BASE, library.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
