"""What Prosument must be allowed on Discord, what each permission is for, and how to mend what is missing."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import discord

from bots.findings import Finding
from bots.words import N_, Words

Where = Literal["venue", "gallery", "desk", "thread", "calendar", "role"]
"""A channel of the contest, one where entries are shown, one for the team, a thread; a server's events and roles."""
CHANNELS: tuple[Where, ...] = ("venue", "gallery", "desk", "thread")


@dataclass(frozen=True, slots=True)
class Need:
    """One permission: the library's name, Discord's own, what it is for, and where it is needed."""

    bit: str
    called: str
    purpose: str
    where: tuple[Where, ...]


NEEDS = (
    Need("view_channel", N_("View Channels"), N_("to find the channels that you choose"), CHANNELS),
    Need("send_messages", N_("Send Messages"), N_("to announce, and to post entries"), ("venue", "gallery", "desk")),
    Need("send_messages_in_threads", N_("Send Messages in Threads"), N_("to announce in a thread"), ("thread",)),
    Need("attach_files", N_("Attach Files"), N_("to show pictures, videos and result cards"), CHANNELS),
    Need("read_message_history", N_("Read Message History"), N_("to say nothing twice after a fault"), CHANNELS),
    Need("create_events", N_("Create Events"), N_("to put rounds into the server's events"), ("calendar",)),
    Need("manage_roles", N_("Manage Roles"), N_("to give ambassadors their role"), ("role",)),
)
"""Everything that is asked for, and nothing else; README.md says the same, and a test holds them together."""


def asked_for() -> discord.Permissions:
    """Return just the permissions of the invitation."""
    return discord.Permissions(**{need.bit: True for need in NEEDS})


def invitation(application: int) -> str:
    """Return the address by which an application is invited to a server."""
    return discord.utils.oauth_url(application, permissions=asked_for(), scopes=("bot", "applications.commands"))


def application_of(token: str) -> int | None:
    """Return the application that a bot's token says it is of, without asking anybody; None for no token."""
    head, dot, _ = token.partition(".")
    try:
        said = base64.b64decode(head + "=" * (-len(head) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (ValueError, UnicodeDecodeError):
        return None
    return int(said) if dot and said.isdecimal() else None


def lacking(granted: discord.Permissions, where: Iterable[Where]) -> list[Need]:
    """Return what is needed there and not granted; an administrator lacks nothing."""
    if granted.administrator:
        return []
    places = set(where)
    return [need for need in NEEDS if places & set(need.where) and not getattr(granted, need.bit)]


Channel = discord.abc.GuildChannel | discord.Thread


def missing_in(channel: Channel, where: Where, t: Words) -> list[Finding]:
    """Return what Prosument lacks in a channel, with a cure for each."""
    thread = isinstance(channel, discord.Thread)
    found = lacking(channel.permissions_for(channel.guild.me), ("thread",) if thread else (where,))
    return [_in_channel(need, channel.name, t) for need in found]


def missing_in_server(guild: discord.Guild, where: Sequence[Where], t: Words) -> list[Finding]:
    """Return what Prosument lacks in a whole server, with a cure for each."""
    return [_in_server(need, guild.me.display_name, t) for need in lacking(guild.me.guild_permissions, where)]


def role_finding(guild: discord.Guild, role: discord.Role | None, t: Words) -> Finding | None:
    """Return why a role cannot be given by Prosument, or None."""
    mine = guild.me.top_role
    if role is None:
        return Finding(t._("The role is not there any more."), t._("Type /setup and choose another role."))
    if role.is_default() or role.managed:
        said = t._("Nobody can give the role {role}: it belongs to Discord or to another app.", role=role.name)
        return Finding(said, t._("Make a role of your own for ambassadors, then type /setup and choose it."))
    if found := missing_in_server(guild, ("role",), t):
        return found[0]
    if mine <= role:
        said = t._("The role {role} stands above mine, so I cannot give it.", role=role.name)
        cure = t._("Open Server Settings → Roles, and drag {mine} above {role}.", mine=mine.name, role=role.name)
        return Finding(said, cure)
    return None


def _in_channel(need: Need, channel: str, t: Words) -> Finding:
    return Finding(
        t._("In #{channel} I need “{permission}” {purpose}.", channel=channel, **_told(need, t)),
        t._(
            "Open the settings of #{channel} (the cog) → Permissions → Advanced permissions → add Prosument "
            "→ switch “{permission}” on → Save Changes.",
            channel=channel,
            permission=t._(need.called),
        ),
    )


def _in_server(need: Need, name: str, t: Words) -> Finding:
    return Finding(
        t._("In this server I need “{permission}” {purpose}.", **_told(need, t)),
        t._(
            "Open Server Settings → Roles → {name} → Permissions → switch “{permission}” on → Save Changes.",
            name=name,
            permission=t._(need.called),
        ),
    )


def _told(need: Need, t: Words) -> dict[str, str]:
    return {"permission": t._(need.called), "purpose": t._(need.purpose)}
