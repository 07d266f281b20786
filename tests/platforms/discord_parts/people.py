"""People: what they can do in a client, and what they see."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.platforms.discord_parts import client
from tests.platforms.discord_parts.channels import Channel, User
from tests.platforms.discord_parts.client import Resolved
from tests.platforms.discord_parts.components import Part
from tests.platforms.discord_parts.files import LARGEST, Attachment, File
from tests.platforms.discord_parts.interactions import Act, Interaction, Reply
from tests.platforms.discord_parts.messages import Message
from tests.platforms.discord_parts.modals import Modal
from tests.platforms.discord_parts.permissions import Can
from tests.platforms.discord_parts.versions import Version
from tests.platforms.discord_parts.wire import Json

if TYPE_CHECKING:
    from tests.platforms.discord_parts.world import World

MENUS = {"user": 2, "message": 3}


@dataclass(eq=False)
class Person(User):
    """Somebody with a client. What a client would not let them send raises an AssertionError."""

    world: "World" = field(kw_only=True)
    locale: str = "en-US"
    dms_open: bool = True
    """Whether the bot may write to them."""
    largest_upload: int = LARGEST
    """Bytes of one file that their client lets them send; who pays for Discord may send more than a bot."""

    def __repr__(self) -> str:
        return f"<Person {self.global_name}>"

    @property
    def dm(self) -> Channel:
        """Their direct messages with the bot."""
        return self.world.dm_with(self)

    def dms(self) -> list[Message]:
        return [one for one in self.dm.messages.values() if not one.is_loading]

    def can(self, channel: Channel) -> int:
        """Return their permission bits in a channel."""
        if channel.guild is None:
            return int(Can.VIEW_CHANNEL | Can.SEND_MESSAGES | Can.USE_APPLICATION_COMMANDS | Can.READ_MESSAGE_HISTORY)
        member = channel.guild.members.get(self.id)
        return member.permissions(channel) if member else 0

    def sees(self, channel: Channel) -> list[Message]:
        """Return the messages in a channel that they see: public ones and their own private ones, oldest first."""
        if not self.can(channel) & Can.VIEW_CHANNEL:
            return []
        return [one for one in channel.messages.values() if self._is_for_them(one)]

    def _is_for_them(self, message: Message) -> bool:
        return message.private_to in {None, self} and not message.is_loading and not message.is_deleted

    def offered(self, channel: Channel, kind: int = 1) -> dict[str, Json]:
        """Return the commands that their client offers them there, by name."""
        found: dict[str, Json] = {}
        mine = self.can(channel)
        scopes = [None] if channel.guild is None else [None, channel.guild.id]
        if not mine & Can.USE_APPLICATION_COMMANDS:
            return {}
        for scope in scopes:
            registered = self.world.commands.get(scope)
            for (a_kind, name), command in registered.commands.items() if registered else ():
                if a_kind == kind and self._may_use(command, channel, mine):
                    found[name] = command
        return found

    def _may_use(self, command: Json, channel: Channel, mine: int) -> bool:
        contexts = command.get("contexts")
        if channel.guild is None:
            return 1 in contexts if contexts is not None else command.get("dm_permission") is not False
        if contexts is not None and 0 not in contexts:
            return False
        wants = command.get("default_member_permissions")
        if wants is None or channel.guild.commands_are_open or mine & Can.ADMINISTRATOR:
            return True
        return int(wants) != 0 and mine & int(wants) == int(wants)

    def _command(self, channel: Channel, name: str, kind: int = 1) -> Json:
        offered = self.offered(channel, kind)
        assert name in offered, f"{self.global_name} is not offered {name!r} in {channel.name}, only {sorted(offered)}"
        return offered[name]

    async def run(self, channel: Channel, command: str, /, **options: Any) -> Reply:
        """Run a slash command by its whole name: `run(main, "contest new", title="x", file=File(...))`."""
        root, *path = command.removeprefix("/").split()
        found = self._command(channel, root)
        takes, _ = client.subcommand(found, path)
        resolved = Resolved(self.world, channel, self.largest_upload)
        sent = client.typed(takes, options, resolved)
        return await self._do(Act.COMMAND, channel, _command_data(found, client.wrapped(found, path, sent), resolved))

    async def complete(
        self, channel: Channel, command: str, option: str, typed: str = "", /, **others: Any
    ) -> list[Json]:
        """Type into an option that completes; return the choices (`name`, `value`). `others` are already filled."""
        root, *path = command.removeprefix("/").split()
        found = self._command(channel, root)
        takes, _ = client.subcommand(found, path)
        asked = client.named(takes, option)
        assert asked.get("autocomplete"), f"{option} of /{command} does not complete"
        resolved = Resolved(self.world, channel, self.largest_upload)
        sent: list[Json] = []
        for name, value in others.items():
            other = client.named(takes, name)
            sent.append(
                {"name": other["name"], "type": other["type"], "value": client.value_of(other, value, resolved)}
            )
        sent.append({"name": asked["name"], "type": asked["type"], "value": typed, "focused": True})
        data = _command_data(found, client.wrapped(found, path, sent), resolved)
        return (await self._do(Act.AUTOCOMPLETE, channel, data)).choices

    async def menu(self, on: Message | User, name: str, channel: Channel | None = None) -> Reply:
        """Pick an entry of the context menu of a message, or of somebody seen in a channel."""
        if isinstance(on, Message):
            self._must_see(on)
            channel = on.channel
        assert channel is not None, "in which channel?"
        resolved = Resolved(self.world, channel, self.largest_upload)
        found = self._command(channel, name, MENUS["message" if isinstance(on, Message) else "user"])
        target = resolved.add("messages", on.id, on.payload()) if isinstance(on, Message) else resolved.user(on)
        data = _command_data(found, [], resolved) | {"target_id": target}
        return await self._do(Act.COMMAND, channel, data)

    async def press(self, message: Message, button: str) -> Reply:
        """Press a button by its custom id or its label."""
        self._must_see(message)
        found = message.button(button)
        assert not found.disabled, f"{found} cannot be pressed"
        assert found.url is None, f"{found} is a link"
        return await self.forge_press(message, found.custom_id)

    async def choose(self, message: Message, select: str, *values: Any) -> Reply:
        """Choose in a select: options by value or label, or people, roles and channels themselves."""
        self._must_see(message)
        found = message.select(select)
        assert not found.disabled, f"{found} cannot be used"
        resolved = Resolved(self.world, message.channel, self.largest_upload)
        if found.kind is Part.SELECT:
            offered = [(one.value, one.label) for one in found.options]
            sent = client.picked(offered, values, found.least, found.most)
        else:
            sent = [resolved.thing(value) for value in values]
        data: Json = {"custom_id": found.custom_id, "component_type": int(found.kind), "values": sent, "id": 1}
        return await self._do(Act.COMPONENT, message.channel, data | resolved.data(), message)

    async def submit(self, modal: Modal, answers: dict[str, Any] | None = None) -> Reply:
        """Fill in a form by labels or custom ids and send it; what is not named stays as it was prefilled."""
        opened = modal.opened_by
        assert opened.person is self, "that form is on somebody else's screen"
        resolved = Resolved(self.world, opened.channel, self.largest_upload)
        components = modal.filled(client.filled(modal, answers or {}, resolved))
        data: Json = {"custom_id": modal.custom_id, "components": components, "resolved": resolved.found}
        return await self._do(Act.MODAL, opened.channel, data, opened.source, opened)

    async def forge_press(self, message: Message, custom_id: str, values: list[str] | None = None) -> Reply:
        """Press what the message may not have, as a client that somebody wrote for themselves could."""
        data: Json = {"custom_id": custom_id, "component_type": int(Part.BUTTON), "id": 1}
        if values is not None:
            data |= {"component_type": int(Part.SELECT), "values": values}
        return await self._do(Act.COMPONENT, message.channel, data, message)

    async def forge_submit(self, channel: Channel, data: Json, source: Message | None = None) -> Reply:
        """Send a form that nobody opened."""
        return await self._do(Act.MODAL, channel, data, source)

    async def forge_run(self, channel: Channel, data: Json) -> Reply:
        """Send a command's raw data, whether it is registered and offered or not."""
        return await self._do(Act.COMMAND, channel, data)

    async def type(self, channel: Channel, text: str = "", files: list[File] | None = None) -> Message:
        """Write a message of their own."""
        bit = Can.SEND_MESSAGES_IN_THREADS if channel.is_thread else Can.SEND_MESSAGES
        assert self.can(channel) & bit, f"{self.global_name} may not write in {channel.name}"
        message = Message(self.world.ids.new(), channel, self, Version(content=text))
        kept = [
            self.world.cdn.keep(
                Attachment(
                    self.world.ids.new(), one.name, one.data, self.world.cdn, channel.id, one.content_type, one.alt
                )
            )
            for one in files or []
        ]
        message.now = Version(content=text, attachments=tuple(kept))
        if channel.recipient is not None:
            message.private_to = channel.recipient
        channel.add(message)
        await self.world.announce("MESSAGE_CREATE", message)
        return message

    def _must_see(self, message: Message) -> None:
        is_seen = self._is_for_them(message) and self.can(message.channel) & Can.VIEW_CHANNEL
        assert is_seen, f"{self.global_name} does not see {message!r}"

    async def _do(
        self,
        act: Act,
        channel: Channel,
        data: Json,
        source: Message | None = None,
        opened_by: Interaction | None = None,
    ) -> Reply:
        """Let the bot hear of it, and wait for what it answers."""
        world = self.world
        assert not self.deleted, f"{self.global_name} has deleted their account"
        assert channel.guild is None or self.id in channel.guild.members, f"{self.global_name} is not in that guild"
        made = Interaction(world.ids.new(), act, self, channel, data, world, source, opened_by)
        world.interactions[made.id] = world.by_token[made.token] = made
        await world.told()
        guild_id = channel.guild.id if channel.guild else None
        await world.gateway.tell("INTERACTION_CREATE", made.payload(), guild_id=guild_id)
        await made.until(lambda: made.answered_by is not None or made.is_over, world.first_answer_within)
        if made.answered_by is None:
            made.failed = True
            return Reply(made)
        await made.until(lambda: made.settled, world.patience)
        return Reply(made)


def _command_data(command: Json, options: list[Json], resolved: Resolved) -> Json:
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]} | resolved.data()
    if options:
        data["options"] = options
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data
