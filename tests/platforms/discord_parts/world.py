"""All that the loopback Discord knows, and how a test makes it."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from tests.platforms.discord_parts import gateway as gates
from tests.platforms.discord_parts.building import Guild
from tests.platforms.discord_parts.channels import Channel, Kind, User
from tests.platforms.discord_parts.clock import ServerClock, Snowflakes
from tests.platforms.discord_parts.commands import Registered
from tests.platforms.discord_parts.files import Cdn
from tests.platforms.discord_parts.gateway import Gateway
from tests.platforms.discord_parts.guilds import Member, Role
from tests.platforms.discord_parts.interactions import Interaction
from tests.platforms.discord_parts.messages import Message
from tests.platforms.discord_parts.people import Person
from tests.platforms.discord_parts.permissions import ORDINARY, Can

BOTS_OWN = (
    ORDINARY
    | Can.MANAGE_ROLES
    | Can.MANAGE_EVENTS
    | Can.CREATE_EVENTS
    | Can.MANAGE_MESSAGES
    | Can.PIN_MESSAGES
    | Can.MANAGE_THREADS
)
"""What the bot's role allows unless a test says otherwise: all that a contest could need, and no more."""


class World:
    """Guilds, people, messages and interactions of one application."""

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        self.clock = ServerClock(now)
        self.ids = Snowflakes(self.clock)
        self.cdn = Cdn(self.clock)
        self.bot = User(self.ids.new(), "prosument", None, is_bot=True)
        self.token = f"{self.bot.id}.loopback.token"
        self.privileged_intents = 0
        """Which privileged intents the application may ask for."""
        self.gateway = Gateway(self)
        self.guilds: dict[int, Guild] = {}
        self.people: dict[int, Person] = {}
        self.dms: dict[int, Channel] = {}
        """Direct messages with the bot, by the person's id."""
        self.commands: dict[int | None, Registered] = {None: Registered()}
        """Registered commands, by guild; None: everywhere."""
        self.interactions: dict[int, Interaction] = {}
        self.by_token: dict[str, Interaction] = {}
        self.first_answer_within = 3.0
        """Seconds after which an unanswered interaction is over; Discord's own unless a crowd's test says otherwise."""
        self.patience = 10.0
        """Real seconds that a person waits for what a deferral promised."""
        self.telling: set[asyncio.Task[Any]] = set()
        self.clock.when_turned.append(self._age_interactions)

    @property
    def app_id(self) -> int:
        return self.bot.id

    def guild(self, name: str, *, locale: str = "en-US", bot_permissions: int = BOTS_OWN) -> Guild:
        """Make a guild with an owner, in which the bot is; its own role stands at position 100."""
        owner = self.person(f"owner-of-{name}".lower().replace(" ", "-"), locale=locale)
        made = Guild(self.ids.new(), name, locale, owner.id, self.clock.now(), world=self)
        made.roles[made.id] = Role(made.id, made, "@everyone", int(ORDINARY), 0)
        own = Role(self.ids.new(), made, self.bot.username, int(bot_permissions), 100, managed=True, of_bot=self.bot.id)
        made.roles[own.id] = own
        made.members[owner.id] = Member(owner, made, self.clock.now())
        made.members[self.bot.id] = Member(self.bot, made, self.clock.now(), [own])
        self.guilds[made.id] = made
        made.tell("GUILD_CREATE", made.arriving(self.bot, is_new=True))
        return made

    def person(
        self, name: str, *, locale: str = "en-US", dms_open: bool = True, since: datetime | None = None
    ) -> Person:
        """Make an account, `since` some time before now if need be; it is in no guild yet."""
        made = Person(
            self.ids.of(since) if since else self.ids.new(),
            name.lower().replace(" ", "_"),
            name,
            world=self,
            locale=locale,
            dms_open=dms_open,
        )
        self.people[made.id] = made
        return made

    def dm_with(self, person: Person) -> Channel:
        if person.id not in self.dms:
            self.dms[person.id] = Channel(self.ids.new(), Kind.DM, f"@{person.username}", recipient=person)
        return self.dms[person.id]

    def channel(self, channel_id: int) -> Channel | None:
        for guild in self.guilds.values():
            if guild.has_bot and (found := guild.channels.get(channel_id)):
                return found
        return next((one for one in self.dms.values() if one.id == channel_id), None)

    def registered(self, guild_id: int | None = None) -> Registered:
        """Return the commands of a guild, or those of everywhere."""
        return self.commands.setdefault(guild_id, Registered(guild_id))

    async def announce(self, event: str, message: Message) -> None:
        """Tell the bot of a message, where its intents ask for it; of others' only that they are there."""
        guild = message.channel.guild
        if message.is_ephemeral:
            return
        body = message.payload(blind=message.author is not self.bot and guild is not None)
        if guild is not None:
            body["guild_id"] = str(guild.id)
            if message.author.id in guild.members:
                member = guild.members[message.author.id].payload()
                body["member"] = {key: member[key] for key in member if key != "user"}
        intent = gates.GUILD_MESSAGES if guild else gates.DIRECT_MESSAGES
        await self.gateway.tell(event, body, guild_id=guild.id if guild else None, intent=intent)

    async def announce_deletion(self, message: Message) -> None:
        guild = message.channel.guild
        body = {"id": str(message.id), "channel_id": str(message.channel.id)}
        if guild is not None:
            body["guild_id"] = str(guild.id)
        intent = gates.GUILD_MESSAGES if guild else gates.DIRECT_MESSAGES
        await self.gateway.tell("MESSAGE_DELETE", body, guild_id=guild.id if guild else None, intent=intent)

    def soon(self, telling: Coroutine[Any, Any, None]) -> None:
        """Let an event go out as soon as the loop turns; without a loop nobody is there to hear it."""
        try:
            task = asyncio.get_running_loop().create_task(telling)
        except RuntimeError:
            telling.close()
            return
        self.telling.add(task)
        task.add_done_callback(self.telling.discard)

    async def settled(self) -> None:
        """Wait until the bot has heard of all that changed."""
        await self.told()
        await self.gateway.heard()

    async def told(self) -> None:
        """Wait until all that changed is on its way to the bot."""
        while self.telling:
            await asyncio.gather(*self.telling)

    def _age_interactions(self) -> None:
        for interaction in self.interactions.values():
            interaction.change()
