"""The Discord door: people who type commands, press and read in a loopback Discord, by the real client library."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bots.app import Running, composed, served
from bots.commands.line import read_line
from bots.commands.registry import COMMANDS
from bots.hearing import Conversation, Heard, Hearing
from bots.on_discord.ids import BUTTON, SELECT
from bots.on_discord.options import MORE
from bots.on_discord.options import options as options_offered
from bots.post import Post
from bots.settings import Settings
from tests.platforms import discord_server as discord
from tests.platforms.discord_server import DiscordServer, loopback_discord
from tests.stories.person import File, Json, subject
from tests.stories.web_door import WebDoor, WebPerson, settings_in, web_doors

BARE = "show"
"""What a command with subcommands is called where it stands alone."""
LONGEST_NAME = 3
UP_S = 20.0
"""How long a client may take to connect."""
LOOK_S = 0.02
OPENS = {"review"}
"""Commands that open a window for what their options do not say."""


@dataclass(slots=True)
class Overheard:
    """The conversation, written down: whom it answered what. The keys of refusals are in no message of Discord's."""

    conversation: Conversation
    answers: dict[str, list[Post]] = field(default_factory=dict)
    """The last answer, by the handle of the account that was answered."""

    async def answer(self, hearing: Hearing, heard: Heard) -> list[Post]:
        """Answer as the conversation does."""
        posts = await self.conversation.answer(hearing, heard)
        self.answers[hearing.account.handle] = posts
        return posts


@dataclass(slots=True)
class DiscordPerson:
    """Somebody in a server of the loopback Discord."""

    name: str
    port: "DiscordPort"
    who: discord.Person
    at: discord.Channel
    """Where they type."""

    async def say(self, text: str, *files: File, room: str = "main") -> list[Json]:
        """Run the slash command that a typed line says."""
        assert room in {"main", "me"}
        command, options = options_of(text)
        names = ("file", *(f"file{n}" for n in range(2, 11)))
        attached = {
            name: discord.File(f"whatever-{number}.bin", content, alt=alt or None)
            for number, (name, (content, alt)) in enumerate(zip(names, files, strict=False))
        }
        alts = [alt for _, alt in files if alt]
        if alts and "alt" not in options:
            options["alt"] = " | ".join(alts)
        if missing := self._missing(command, options):
            return [refused_by_the_client(missing)]
        reply = await self.who.run(self.at, command, **options, **attached)
        if reply.modal is not None and command in OPENS and "product" in options:
            reply = await self.who.submit(reply.modal)  # the rest is left as it is
        return await self._answered(reply)

    def _missing(self, command: str, options: Mapping[str, object]) -> list[str]:
        """Return the options without which a client would not send a command."""
        root, *path = command.split()
        takes = self.who.offered(self.at)[root]
        for one in path:
            takes = next(option for option in takes["options"] if option["name"] == one)
        return [one["name"] for one in takes.get("options", ()) if one.get("required") and one["name"] not in options]

    async def press(self, message: Json, button: str, *values: str) -> list[Json]:
        """Press a button, or choose in a select."""
        on = self.port.shown[message["id"]]
        by_button = {id_of(one.custom_id): one.custom_id for one in on.buttons}
        if button in by_button:
            return await self._answered(await self.who.press(on, by_button[button]))
        for one in on.selects:
            if id_of(one.custom_id) == button:
                return await self._answered(await self.who.choose(on, one.custom_id, *values))
        return await self._answered(await self.who.forge_press(on, f"b1:{button}"))

    async def submit(self, form: Json, fields: Mapping[str, str], *files: File) -> list[Json]:
        """Fill in the window that is open and send it."""
        modal = self.port.windows[form["id"]]
        named = {one.custom_id for one in modal.fields}
        given: Json = {name: value for name, value in fields.items() if name in named}
        if files:
            given["file"] = [discord.File("whatever.bin", content, alt=alt or None) for content, alt in files]
        return await self._answered(await self.who.submit(modal, given))

    async def reads(self, room: str = "main") -> list[Json]:
        """Return what they see in the channel, on the desk or in their direct messages."""
        if room == "me":
            return [self.port.as_json(one) for one in self.who.dms()]
        channel = self.at if room == "main" else self.port.desk
        return [self.port.as_json(one) for one in self.who.sees(channel)]

    async def _answered(self, reply: discord.Reply) -> list[Json]:
        """Return what came of it, a window that opens among it; of the pages of a form the first is opened."""
        assert not reply.failed, f"Discord told {self.name} that the application did not respond"
        posts = self.port.overheard.answers.pop(str(self.who.id), [])
        if reply.modal is not None:
            return [self.port.window(reply.modal, posts)]
        await reply.until(max(1, len(posts)))
        pages = [one for message in reply.messages for one in message.buttons if one.custom_id.startswith("f1:")]
        if pages and not any(one.buttons or one.selects for one in posts):
            opened = await self.who.press(reply.message, pages[0].custom_id)
            assert opened.modal is not None, opened
            return [self.port.window(opened.modal, posts)]
        pairs = itertools.zip_longest(reply.messages, posts[: len(reply.messages)])
        return [self.port.as_json(message, post) for message, post in pairs]


@dataclass(slots=True)
class DiscordPort(WebDoor):
    """A server with a channel, a gallery and a desk; the clock and the standings are those of the house."""

    running: Running = None  # type: ignore[assignment]  # given by `discord_house`, always
    server: DiscordServer = None  # type: ignore[assignment]  # given by `discord_house`, always
    guild: discord.Guild = None  # type: ignore[assignment]  # given by `discord_house`, always
    main: discord.Channel = None  # type: ignore[assignment]  # given by `discord_house`, always
    desk: discord.Channel = None  # type: ignore[assignment]  # given by `discord_house`, always
    gallery: discord.Channel = None  # type: ignore[assignment]  # given by `discord_house`, always
    overheard: Overheard = None  # type: ignore[assignment]  # given by `discord_house`, always
    shown: dict[str, discord.Message] = field(default_factory=dict)
    windows: dict[str, discord.Modal] = field(default_factory=dict)

    async def person(self, name: str, role: str = "member") -> DiscordPerson:  # type: ignore[override]  # another kind of person
        """Let somebody into the server; whoever runs contests is appointed by a manager."""
        return await self.person_in(self.guild, self.main, name, role)

    async def person_in(
        self, guild: discord.Guild, channel: discord.Channel, name: str, role: str = "member"
    ) -> DiscordPerson:
        """Let somebody into a server."""
        who = guild.let_in(self.server.person(name))
        person = DiscordPerson(name, self, who, channel)
        if role != "member":
            await person.say("/me")
            await self.appoint(name, role)
            guild.open_commands()
        return person

    async def appoint(self, name: str, role: str) -> None:
        """Give somebody whom the community knows a role."""
        added = await (await self.keep()).say(f'/brand people add person="{name}" role={role}')
        assert not added[-1]["refusal"], added

    def window(self, modal: discord.Modal, posts: Sequence[Post]) -> Json:
        """Return a window as stories read a form."""
        self.windows[modal.custom_id] = modal
        fields = [
            {
                "name": one.custom_id,
                "label": one.label,
                "kind": "file" if one.custom_id == "file" else "text",
                "value": one.value,
                "required": one.required,
                "options": [
                    {"value": option["value"], "label": option["label"]} for option in one.raw.get("options") or ()
                ],
            }
            for one in modal.fields
        ]
        first = posts[0] if posts else None
        form = {"id": modal.custom_id, "title": modal.title, "fields": fields}
        return {**message_of("window", first.text if first else "", first), "form": form}

    def as_json(self, message: discord.Message, post: Post | None = None) -> Json:
        """Return a message as stories read it; the keys of refusals and receipts are those that were overheard."""
        self.shown[str(message.id)] = message
        media = [{"alt": one.alt or ""} for one in message.media]
        is_card = bool(post.pictures) if post else not message.is_private  # entries have a gallery of their own
        cards = media if is_card else []
        return {
            **message_of(str(message.id), message.text, post),
            "buttons": [
                {"id": id_of(one.custom_id), "label": one.label, "disabled": one.disabled} for one in message.buttons
            ],
            "selects": [
                {
                    "id": id_of(one.custom_id),
                    "options": [{"value": option.value, "label": option.label} for option in one.options],
                }
                for one in message.selects
            ],
            "pictures": cards,
            "media": [] if is_card else media,
            "private": message.is_private,
        }


def message_of(message: str, text: str, post: Post | None) -> Json:
    """Return what every message has."""
    refusal = post.refusal if post else None
    return {
        "id": message,
        "text": text,
        "author": {"id": "prosument"},
        "buttons": [],
        "selects": [],
        "pictures": [],
        "media": [],
        "form": None,
        "private": True,
        "receipt": post.receipt if post else None,
        "refusal": {"key": refusal.key, "facts": dict(refusal.facts)} if refusal else None,
    }


def refused_by_the_client(missing: Iterable[str]) -> Json:
    """Return what stands for a client that does not send a command without its required options."""
    names = ", ".join(missing)
    plain = message_of("client", f"This option is required: {names}", None)
    return {**plain, "refusal": {"key": "needs_argument", "facts": {"name": names}}}


def id_of(custom_id: str) -> str:
    """Return the neutral id of a component."""
    for pattern in (BUTTON, SELECT):
        if found := pattern.fullmatch(custom_id):
            return str(found["id"])
    return custom_id


def options_of(text: str) -> tuple[str, dict[str, object]]:
    """Return the slash command of a typed line, and its options."""
    line = read_line(text.removeprefix("/"))
    for taken in range(LONGEST_NAME, 0, -1):
        name = " ".join(line.words[:taken])
        name = f"{name} {BARE}" if f"{name} {BARE}" in COMMANDS else name
        if name in COMMANDS:
            command, words = COMMANDS[name], line.words[taken:]
            break
    else:
        raise AssertionError(f"no command in {text!r}")
    free = [one.name for one in command.arguments if one.stands_alone and one.name not in line.named]
    given = {**{one: (word,) for one, word in zip(free, words, strict=False)}, **line.named}
    rooted = any(other.startswith(f"{command.name} ") for other in COMMANDS)
    options: dict[str, object] = {}
    offered = {one.name for one in options_offered(command)}
    for one in command.arguments:
        if (values := given.get(one.name)) and (one.name in offered or one.kind == "file"):
            options[one.name] = _option(one.kind, " | ".join(values))
        elif values:
            typed = values[-1].replace('"', '\\"')
            options[MORE.name] = f'{options.get(MORE.name, "")} {one.name}="{typed}"'.strip()
    return (f"{command.name} {BARE}" if rooted else command.name), options


def _option(kind: str, typed: str) -> object:
    if kind == "flag":
        return typed in {"yes", "on", "true"}
    return int(typed) if kind == "number" and typed.isdigit() else typed


@asynccontextmanager
async def discord_house(folder: Path, **more: object) -> AsyncIterator[tuple[DiscordPort, Running]]:
    """Run a whole Prosument in a loopback Discord, with the web room beside it; the server has joined by a code."""
    async with loopback_discord() as server:
        server.first_answer_within = UP_S  # a story is not about speed, and may run beside others
        guild = server.guild("Bag fans")
        main, desk, gallery = guild.channel("contest"), guild.channel("desk"), guild.channel("gallery")
        settings = on_discord(settings_in(folder, **more), server)
        async with composed(settings, practice_clock=True) as plain:
            overheard = Overheard(plain.talker)
            running = replace(plain, talker=overheard)  # type: ignore[arg-type]  # what the platforms need of it
            async with served(running) as address, web_doors(address) as web:
                await is_up(running)
                keeper: WebPerson = await web.keep()
                port = DiscordPort(web.session, address, keeper, running, server, guild, main, desk, gallery, overheard)
                await set_up(port, guild, main, gallery=gallery, desk=desk)
                yield port, running


def on_discord(settings: Settings, server: DiscordServer) -> Settings:
    """Return settings with the loopback Discord in them."""
    return settings.model_copy(
        update={"discord_token": type(settings.discord_token)(server.token), "discord_api_url": server.api_url}
    )


async def is_up(running: Running) -> None:
    """Wait until Discord is connected."""
    async with asyncio.timeout(UP_S):
        while "discord" not in running.conditions or running.conditions["discord"].state != "up":  # noqa: ASYNC110 - the house sets no event for tests
            await asyncio.sleep(LOOK_S)


async def set_up(
    port: DiscordPort, guild: discord.Guild, channel: discord.Channel, **places: discord.Channel | discord.Role
) -> None:
    """Let a server's owner add a channel to the house's community by a manager's code."""
    code = (await (await port.keep()).say("/setup code"))[0]["text"].partition("join=")[2].split()[0]
    reply = await guild.owner.run(channel, "setup show", join=code, **places)
    [confirm] = [one for one in reply.message.buttons if one.custom_id.startswith("b1:here_join")]
    done = await guild.owner.press(reply.message, confirm.custom_id)
    assert "Prosument" in done.text, done.text


__all__ = ["DiscordPerson", "DiscordPort", "discord_house", "is_up", "on_discord", "set_up", "subject"]
