"""Making and editing messages from what a bot sent, or refusing it as Discord would."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.platforms.discord_parts import components as parts
from tests.platforms.discord_parts import pings
from tests.platforms.discord_parts.channels import Channel, User
from tests.platforms.discord_parts.components import IS_V2, Part, every
from tests.platforms.discord_parts.files import LARGEST, Attachment, File
from tests.platforms.discord_parts.messages import EPHEMERAL, LOADING, SUPPRESS_NOTIFICATIONS, Message
from tests.platforms.discord_parts.permissions import Can
from tests.platforms.discord_parts.versions import Version
from tests.platforms.discord_parts.wire import Json, Problem, RefusedError, invalid

if TYPE_CHECKING:
    from tests.platforms.discord_parts.world import World

LEGACY = ("content", "embeds", "poll", "sticker_ids")
SETTABLE = EPHEMERAL | IS_V2 | SUPPRESS_NOTIFICATIONS | (1 << 2)


def compose(
    world: "World", channel: Channel, body: Json, files: dict[str, File], *, before: Version | None = None
) -> Version:
    """Return the version that a body asks for, over the one before it where it edits. Raises: RefusedError."""
    flags = (before.flags if before else 0) | ((body.get("flags") or 0) & SETTABLE)
    if before is not None and body.get("flags") is not None and before.is_v2 and not body["flags"] & IS_V2:
        raise invalid(
            ("flags", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", "The IS_COMPONENTS_V2 flag cannot be removed.")
        )
    flags &= ~LOADING
    _refuse_too_much(files)
    old = before or Version()
    version = Version(
        content=body.get("content", old.content) or "",
        components=body.get("components", old.components) or [],
        attachments=_attachments(world, channel, body, files, old, is_ephemeral=bool(flags & EPHEMERAL)),
        embeds=body.get("embeds", old.embeds) or [],
        flags=flags,
    )
    problems = list(_problems(version, body))
    if problems:
        raise invalid(*problems)
    if not (version.content or version.components or version.attachments or version.embeds):
        raise RefusedError(400, 50006, "Cannot send an empty message")
    return version


def _refuse_too_much(files: dict[str, File]) -> None:
    if len(files) > 10:
        raise RefusedError(400, 30015, "Maximum number of attachments in a message reached (10)")
    if any(len(file.data) > LARGEST for file in files.values()):
        raise RefusedError(413, 40005, "Request entity too large")


def _attachments(
    world: "World", channel: Channel, body: Json, files: dict[str, File], old: Version, *, is_ephemeral: bool
) -> tuple[Attachment, ...]:
    """Return what stays and what is new: an edit that names attachments drops the others."""
    named = {str(one["id"]): one for one in body.get("attachments") or []}
    kept = [one for one in old.attachments if "attachments" not in body or str(one.id) in named]
    for one in kept:
        one.description = named.get(str(one.id), {}).get("description", one.description)
    unknown = set(named) - {str(one.id) for one in kept} - set(files)
    if unknown:
        raise invalid(("attachments.0.id", "ATTACHMENT_NOT_FOUND", "Attachment not found"))
    for number, file in sorted(files.items(), key=lambda item: int(item[0])):
        said = named.get(number, {})
        kept.append(
            world.cdn.keep(
                Attachment(
                    id=world.ids.new(),
                    filename=said.get("filename") or file.name,
                    data=file.data,
                    cdn=world.cdn,
                    channel_id=channel.id,
                    content_type=file.content_type,
                    description=said.get("description"),
                    is_ephemeral=is_ephemeral,
                )
            )
        )
    if len(kept) > 10:
        raise RefusedError(400, 30015, "Maximum number of attachments in a message reached (10)")
    return tuple(kept)


def _problems(version: Version, body: Json) -> Iterator[Problem]:
    yield from parts.length("content", version.content, 0, 2000)
    yield from pings.problems_of(body.get("allowed_mentions"))
    yield from _embed_problems(version.embeds)
    yield from parts.length("nonce", str(body.get("nonce") or ""), 0, 25)
    for number, one in enumerate(version.attachments):
        yield from parts.length(f"attachments.{number}.description", one.description, 0, 1024)
    if version.is_v2:
        for key in LEGACY:
            if body.get(key) or (key in {"content", "embeds"} and getattr(version, key)):
                yield (
                    key,
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
                )
    yield from parts.problems_of(version.components, is_v2=version.is_v2)
    yield from _media_problems(version)


def _media_problems(version: Version) -> Iterator[Problem]:
    for path, part in every(version.components):
        shown = [item.get("media") for item in part.get("items") or []]
        if part.get("type") == Part.THUMBNAIL:
            shown.append(part.get("media"))
        if part.get("type") == Part.FILE:
            shown.append(part.get("file"))
        for media in shown:
            url = (media or {}).get("url") or ""
            if url.startswith("attachment://"):
                if version.attachment_at(url) is None:
                    yield (
                        f"{path}.media.url",
                        "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
                        f"Referenced attachment {url} was not found.",
                    )
            elif part.get("type") == Part.FILE and version.attachment_at(url) is None:
                yield f"{path}.file.url", "UNFURLED_MEDIA_ITEM_ONLY_ATTACHMENT", "Only attachment:// is taken here."
            elif not url.startswith(("http://", "https://")):
                yield f"{path}.media.url", "URL_TYPE_INVALID_SCHEME", 'Scheme must be one of ("http", "https").'


def _embed_problems(embeds: list[Json]) -> Iterator[Problem]:
    if len(embeds) > 10:
        yield "embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length."
    whole = 0
    for number, embed in enumerate(embeds):
        for key, most in (("title", 256), ("description", 4096)):
            yield from parts.length(f"embeds.{number}.{key}", embed.get(key), 0, most)
            whole += len(embed.get(key) or "")
        for place, one in enumerate(embed.get("fields") or []):
            yield from parts.length(f"embeds.{number}.fields.{place}.name", one.get("name") or "", 1, 256)
            yield from parts.length(f"embeds.{number}.fields.{place}.value", one.get("value") or "", 1, 1024)
            whole += len(one.get("name") or "") + len(one.get("value") or "")
    if whole > 6000:
        yield "embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"


def notify(world: "World", message: Message, allowed: Json | None) -> None:
    """Work out whom a message that has just come notifies, and write it down on it."""
    guild = message.channel.guild
    text = message.now.text
    if guild is None:
        assert message.channel.recipient is not None
        known = pings.Known({message.channel.recipient.id}, (), (), may_mention_all=False)
    else:
        author = guild.members.get(message.author.id)
        may = bool(author and author.permissions(message.channel) & Can.MENTION_EVERYONE)
        mentionable = [role.id for role in guild.roles.values() if role.mentionable]
        known = pings.Known(world.people, guild.roles, mentionable, may_mention_all=may)
    replied = message.replies_to.author.id if message.replies_to is not None else None
    message.pinged = pings.pinged_by(text, allowed, known, replied, answers=message.came_of is not None)
    message.mentions = [user for one in pings.USER.findall(text) if (user := world.people.get(int(one)))]
    message.mention_roles = [one for one in message.pinged if guild is not None and one in guild.roles]


def post(world: "World", channel: Channel, author: User, version: Version) -> Message:
    """Put a new message into a channel, seen by all who see the channel."""
    message = Message(world.ids.new(), channel, author, version)
    if channel.recipient is not None:
        message.private_to = channel.recipient
    channel.add(message)
    return message
