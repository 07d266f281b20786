"""What a person's own client does: it lets nobody send what the command or the form does not take."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.platforms.discord_parts import commands as kinds
from tests.platforms.discord_parts.channels import Channel, User
from tests.platforms.discord_parts.components import SELECTS, Part, said
from tests.platforms.discord_parts.files import Attachment, File
from tests.platforms.discord_parts.guilds import Role
from tests.platforms.discord_parts.modals import GROUPS, Field, Modal
from tests.platforms.discord_parts.wire import Json

if TYPE_CHECKING:
    from tests.platforms.discord_parts.world import World


@dataclass
class Resolved:
    """What an interaction names, in full: users, roles, channels, messages, attachments."""

    world: "World"
    channel: Channel
    largest_upload: int
    found: dict[str, dict[str, Json]] = field(default_factory=dict)

    def add(self, kind: str, key: int, payload: Json) -> str:
        self.found.setdefault(kind, {})[str(key)] = payload
        return str(key)

    def user(self, user: User) -> str:
        member = self.channel.guild.members.get(user.id) if self.channel.guild else None
        if member is not None:
            whole = member.payload(self.channel)
            self.add("members", user.id, {key: whole[key] for key in whole if key not in {"user", "deaf", "mute"}})
        return self.add("users", user.id, user.payload())

    def upload(self, file: File) -> str:
        """Send a file ahead; Discord keeps it for the interaction alone, under a link that expires."""
        assert len(file.data) <= self.largest_upload, f"{file.name} is larger than {self.largest_upload} bytes"
        attachment = Attachment(
            self.world.ids.new(), file.name, file.data, self.world.cdn, self.channel.id, file.content_type,
            is_ephemeral=True,
        )  # fmt: skip
        self.world.cdn.keep(attachment)
        return self.add("attachments", attachment.id, attachment.payload())

    def thing(self, value: object) -> str:
        """Resolve whatever may be picked by name: a person, a role or a channel."""
        if isinstance(value, User):
            return self.user(value)
        if isinstance(value, Role):
            return self.add("roles", value.id, value.payload())
        assert isinstance(value, Channel), f"{value!r} is no person, role or channel"
        return self.add("channels", value.id, {**value.payload(), "permissions": "0"})

    def data(self) -> Json:
        return {"resolved": self.found} if self.found else {}


def subcommand(command: Json, path: list[str]) -> tuple[list[Json], list[str]]:
    """Return the options that a (sub)command takes. Raises: AssertionError."""
    options: list[Json] = command.get("options") or []
    whole = f"/{command['name']}"
    for step in path:
        whole += f" {step}"
        inner = next((one for one in options if one["type"] <= kinds.GROUP and one["name"] == step), None)
        assert inner is not None, f"no command {whole}, only {[one['name'] for one in options]}"
        options = inner.get("options") or []
    below = [one["name"] for one in options if one["type"] <= kinds.GROUP]
    assert not below, f"{whole} is no command of its own; it has {below}"
    return options, path


def wrapped(command: Json, path: list[str], options: list[Json]) -> list[Json]:
    """Put typed options into the subcommands that they belong to."""
    here: list[Json] = command.get("options") or []
    steps = []
    for step in path:
        inner = next(one for one in here if one["name"] == step)
        steps.append(inner["type"])
        here = inner.get("options") or []
    for step, kind in zip(reversed(path), reversed(steps), strict=True):
        options = [{"name": step, "type": kind, "options": options}]
    return options


def typed(takes: list[Json], given: dict[str, Any], resolved: Resolved) -> list[Json]:
    """Return the options as they are sent. Raises: AssertionError for what a client does not let be sent."""
    sent = []
    for name, value in given.items():
        option = named(takes, name)
        sent.append({"name": option["name"], "type": option["type"], "value": value_of(option, value, resolved)})
    missing = [one["name"] for one in takes if one.get("required")]
    missing = [name for name in missing if name not in {one["name"] for one in sent}]
    assert not missing, f"required options are missing: {missing}"
    return sent


def named(takes: list[Json], name: str) -> Json:
    """Return the option of this name, in any language."""
    for option in takes:
        if name == option["name"] or name in (option.get("name_localizations") or {}).values():
            return option
    raise AssertionError(f"no option {name!r}, only {[one['name'] for one in takes]}")


WANTS: dict[int, tuple[type, ...]] = {
    kinds.STRING: (str,),
    kinds.INTEGER: (int,),
    kinds.NUMBER: (int, float),
    kinds.BOOLEAN: (bool,),
    kinds.ATTACHMENT: (File,),
    kinds.USER: (User,),
    kinds.ROLE: (Role,),
    kinds.CHANNEL: (Channel,),
    kinds.MENTIONABLE: (User, Role),
}


def value_of(option: Json, value: Any, resolved: Resolved) -> Any:
    """Return an option's value as it is sent. Raises: AssertionError for one of another type, or not on offer."""
    kind, name = option["type"], option["name"]
    if choices := option.get("choices"):
        return _chosen(name, choices, value)
    assert isinstance(value, WANTS[kind]), f"{name} takes {WANTS[kind]}, not {value!r}"
    is_yes_or_no = isinstance(value, bool)
    assert not is_yes_or_no or kind == kinds.BOOLEAN, f"{name} takes no yes or no"
    if is_yes_or_no:
        return value
    if isinstance(value, File):
        return resolved.upload(value)
    if isinstance(value, str):
        least, most = option.get("min_length") or 0, option.get("max_length") or 6000
        assert least <= len(value) <= most, f"{name} takes {least} to {most} characters, not {len(value)}"
        return value
    if isinstance(value, int | float):
        lowest, highest = option.get("min_value", -(2**53)), option.get("max_value", 2**53)
        assert lowest <= value <= highest, f"{name} takes {lowest} to {highest}, not {value}"
        return value
    if isinstance(value, Channel) and option.get("channel_types"):
        assert int(value.kind) in option["channel_types"], f"{name} takes channels of types {option['channel_types']}"
    return resolved.thing(value)


def _chosen(name: str, choices: list[Json], value: Any) -> Any:
    for choice in choices:
        labels = {choice["name"], *(choice.get("name_localizations") or {}).values()}
        if value == choice["value"] or value in labels:
            return choice["value"]
    raise AssertionError(f"{name} offers no {value!r}, only {[choice['name'] for choice in choices]}")


def picked(options: Iterable[tuple[str, str]], wanted: Iterable[Any], least: int, most: int) -> list[str]:
    """Return the values of the options picked by label or value. Raises: AssertionError."""
    offered = list(options)
    values = []
    for want in wanted:
        found = [value for value, label in offered if want in {value, label}]
        assert found, f"{want!r} is not on offer, only {offered}"
        values.append(found[0])
    assert least <= len(values) <= most, f"{least} to {most} are to be picked, not {len(values)}"
    return values


def filled(modal: Modal, typed_in: dict[str, Any], resolved: Resolved) -> dict[str, Json]:
    """Return the answer for each field, by custom id. Raises: AssertionError for what a client refuses."""
    given = {modal.field(name).custom_id: value for name, value in typed_in.items()}
    return {one.custom_id: _answer(one, given, resolved) for one in modal.fields}


def _answer(one: Field, given: dict[str, Any], resolved: Resolved) -> Json:
    touched, value = one.custom_id in given, given.get(one.custom_id)
    if one.kind is Part.TEXT_INPUT:
        return {"value": _text(one, str(value) if touched else one.value)}
    if one.kind is Part.CHECKBOX:
        return {"value": bool(value) if touched else bool(one.raw.get("default"))}
    if one.kind in {Part.RADIO_GROUP, Part.SELECT, Part.CHECKBOX_GROUP}:
        return _options(one, _as_list(value) if touched else _defaults(one))
    wanted = _as_list(value) if touched else []
    least, most = said(one.raw, "min_values", 1), said(one.raw, "max_values", 1)
    least = least if one.required else 0
    assert least <= len(wanted) <= most, f"{one.label!r} takes {least} to {most}, not {len(wanted)}"
    put: Callable[[Any], str] = resolved.upload if one.kind is Part.FILE_UPLOAD else resolved.thing
    assert one.kind is Part.FILE_UPLOAD or one.kind in SELECTS, f"nothing is known of {one.kind}"
    return {"values": [put(each) for each in wanted]}


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple | set) else [value]


def _text(one: Field, text: str) -> str:
    assert text or not one.required, f"{one.label!r} must be filled in"
    assert len(text) <= one.max_length, f"{one.label!r} takes {one.max_length} characters, not {len(text)}"
    least = int(one.raw.get("min_length") or 0)
    assert not text or len(text) >= least, f"{one.label!r} takes at least {least} characters"
    return text


def _defaults(one: Field) -> list[str]:
    return [option["value"] for option in one.raw.get("options") or [] if option.get("default")]


def _options(one: Field, wanted: list[Any]) -> Json:
    raw = one.raw
    count = len(raw.get("options") or [])
    most = 1 if one.kind is Part.RADIO_GROUP else int(raw.get("max_values") or (count if one.kind in GROUPS else 1))
    least = said(raw, "min_values", 1) if one.required else 0
    values = picked([(o["value"], o["label"]) for o in raw.get("options") or []], wanted, least, most)
    if one.kind is Part.RADIO_GROUP:
        return {"value": values[0] if values else None}
    return {"values": values}
