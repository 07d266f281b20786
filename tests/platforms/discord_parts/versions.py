"""What a message shows at one time, read as people read it."""

import copy
from dataclasses import dataclass, field

from tests.platforms.discord_parts.components import IS_V2, SELECTS, Part, every, said, texts
from tests.platforms.discord_parts.files import Attachment
from tests.platforms.discord_parts.wire import Json


@dataclass(frozen=True)
class Button:
    """A button on a message."""

    custom_id: str
    label: str
    disabled: bool
    style: int
    url: str | None = None


@dataclass(frozen=True)
class Option:
    """An option of a select."""

    value: str
    label: str
    description: str | None
    default: bool


@dataclass(frozen=True)
class Select:
    """A select on a message."""

    custom_id: str
    placeholder: str | None
    options: tuple[Option, ...]
    least: int
    most: int
    disabled: bool
    kind: Part


@dataclass(frozen=True)
class Media:
    """A picture or a file that a component shows, with its alt text."""

    url: str
    alt: str | None
    attachment: Attachment | None

    @property
    def data(self) -> bytes:
        assert self.attachment is not None, f"{self.url} was not uploaded with the message"
        return self.attachment.data


@dataclass(frozen=True)
class Version:
    """A message as it stood at one time."""

    content: str = ""
    components: list[Json] = field(default_factory=list)
    attachments: tuple[Attachment, ...] = ()
    embeds: list[Json] = field(default_factory=list)
    flags: int = 0

    @property
    def is_v2(self) -> bool:
        return bool(self.flags & IS_V2)

    @property
    def text(self) -> str:
        """What is read: the content, or all text displays, a line each."""
        return "\n".join(texts(self.components)) if self.is_v2 else self.content

    @property
    def buttons(self) -> list[Button]:
        return [
            Button(
                part.get("custom_id", ""),
                part.get("label") or "",
                bool(part.get("disabled")),
                part["style"],
                part.get("url"),
            )
            for _, part in every(self.components)
            if part["type"] == Part.BUTTON
        ]

    @property
    def selects(self) -> list[Select]:
        return [_select(part) for _, part in every(self.components) if part["type"] in SELECTS]

    @property
    def media(self) -> list[Media]:
        """What galleries, thumbnails and file components show."""
        shown: list[Json] = []
        for _, part in every(self.components):
            shown += part.get("items", ())
            if part["type"] == Part.THUMBNAIL:
                shown.append(part)
            if part["type"] == Part.FILE:
                shown.append({"media": part["file"]})
        return [
            Media(one["media"]["url"], one.get("description"), self.attachment_at(one["media"]["url"])) for one in shown
        ]

    @property
    def files(self) -> list[Attachment]:
        """The files that are seen: with components version 2 only those that a component shows."""
        if not self.is_v2:
            return list(self.attachments)
        return [one.attachment for one in self.media if one.attachment is not None]

    def attachment_at(self, url: str) -> Attachment | None:
        """Return the attachment that a media item's url names, by `attachment://` or by a link to it."""
        if url.startswith("attachment://"):
            return next((one for one in self.attachments if one.filename == url.removeprefix("attachment://")), None)
        steps = url.partition("?")[0].split("/")
        ids = {step for step in steps if step.isdigit()}
        return next((one for one in self.attachments if str(one.id) in ids), None)

    def shown_components(self) -> list[Json]:
        """Return the components as Discord sends them back: numbered, media with fresh links."""
        out = copy.deepcopy(self.components)
        for number, (_, part) in enumerate(every(out), 1):
            part.setdefault("id", number)
            for item in part.get("items", ()):
                item["media"] = self._unfurled(item["media"])
            if part["type"] == Part.THUMBNAIL:
                part["media"] = self._unfurled(part["media"])
            if part["type"] == Part.FILE:
                found = self.attachment_at(part["file"]["url"])
                part["file"] = self._unfurled(part["file"])
                part.update({"name": found.filename, "size": len(found.data)} if found else {})
        return out

    def _unfurled(self, media: Json) -> Json:
        found = self.attachment_at(media["url"])
        if found is None:
            return {**media, "proxy_url": media["url"]}
        file = found.payload()
        width, height = found.size or (None, None)
        return {
            "id": file["id"],
            "url": file["url"],
            "proxy_url": file["proxy_url"],
            "width": width,
            "height": height,
            "content_type": file["content_type"],
            "loading_state": 2,
            "attachment_id": file["id"],
            "placeholder": None,
            "placeholder_version": None,
            "flags": 0,
        }


def _select(part: Json) -> Select:
    options = tuple(
        Option(one["value"], one["label"], one.get("description"), bool(one.get("default")))
        for one in part.get("options") or ()
    )
    return Select(
        part["custom_id"],
        part.get("placeholder"),
        options,
        said(part, "min_values", 1),
        said(part, "max_values", 1),
        bool(part.get("disabled")),
        Part(part["type"]),
    )
