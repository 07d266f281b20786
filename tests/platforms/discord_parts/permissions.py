"""What somebody may do in a place: Discord's bits, and how roles and overwrites make them."""

from collections.abc import Iterable
from enum import IntFlag

from tests.platforms.discord_parts.wire import Json


class Can(IntFlag):
    """The permission bits that a bot for contests could meet."""

    CREATE_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    CREATE_EVENTS = 1 << 44
    PIN_MESSAGES = 1 << 51


ALL = (1 << 53) - 1
ORDINARY = (
    Can.VIEW_CHANNEL
    | Can.SEND_MESSAGES
    | Can.EMBED_LINKS
    | Can.ATTACH_FILES
    | Can.READ_MESSAGE_HISTORY
    | Can.ADD_REACTIONS
    | Can.USE_EXTERNAL_EMOJIS
    | Can.USE_APPLICATION_COMMANDS
    | Can.CREATE_PUBLIC_THREADS
    | Can.SEND_MESSAGES_IN_THREADS
)
"""What everybody may do in a new guild."""


class Overwrite:
    """What a channel allows and denies one role or one member."""

    def __init__(self, target: int, *, is_role: bool, allow: int = 0, deny: int = 0) -> None:
        self.target, self.is_role, self.allow, self.deny = target, is_role, allow, deny

    def payload(self) -> Json:
        return {
            "id": str(self.target),
            "type": 0 if self.is_role else 1,
            "allow": str(int(self.allow)),
            "deny": str(int(self.deny)),
        }


def in_channel(base: int, everyone: int, roles: Iterable[int], member: int, overwrites: dict[int, Overwrite]) -> int:
    """Return what `base` becomes under a channel's overwrites; who cannot look can do nothing else.

    `everyone` is the id of the guild's first role, `roles` those of the member's others.
    """
    if base & Can.ADMINISTRATOR:
        return ALL
    if own := overwrites.get(everyone):
        base = (base & ~own.deny) | own.allow
    theirs = [overwrites[role] for role in roles if role in overwrites]
    denied = allowed = 0
    for overwrite in theirs:
        denied |= overwrite.deny
        allowed |= overwrite.allow
    base = (base & ~denied) | allowed
    if own := overwrites.get(member):
        base = (base & ~own.deny) | own.allow
    return base if base & Can.VIEW_CHANNEL else 0
