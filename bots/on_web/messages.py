"""Messages as the room stores them and as WEB_API shows them: JSON, from a neutral post and back to nobody.

What is stored is the message without its place, time and author, which are the log's own columns.
"""

import base64
from collections.abc import Mapping
from dataclasses import asdict
from mimetypes import guess_type
from typing import Any

import orjson

from bots.post import Attachment, Button, Form, Option, Post, Select
from contests.desk.looking import Author
from contests.ports import Line

Json = dict[str, Any]
EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "video/quicktime": "mov",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
}
"""How a stored file's address ends; the type that is served is the stored one, whatever the address says."""
OURSELVES: Json = {"id": "prosument", "name": "Prosument", "badges": []}


def packed(post: Post) -> str:
    """Return what is stored of a post."""
    refusal = post.refusal
    return _dumps(
        {
            "text": post.text,
            "refusal": {"key": refusal.key, "facts": dict(refusal.facts)} if refusal else None,
            "receipt": post.receipt,
            "pictures": [{"url": media_url(one), "alt": one.alt} for one in post.pictures],
            "media": [_medium(one) for one in post.media],
            "buttons": [_button(one) for one in post.buttons],
            "selects": [_select(one) for one in post.selects],
            "form": _form(post.form) if post.form else None,
            "files": [{"name": name, "base64": base64.b64encode(body).decode()} for name, body in post.files],
        }
    )


def chat(text: str) -> str:
    """Return what is stored of a line that somebody typed to the others."""
    return packed(Post(text))


def message(line: Line, authors: Mapping[str, Author]) -> Json:
    """Return a stored message as the interface shows it."""
    stored = orjson.loads(line.payload)
    files = [
        {"url": f"/files/{line.id}/{n}", "kind": "file", "alt": file["name"]}
        for n, file in enumerate(stored.pop("files"))
    ]
    stored["media"] += files
    return {
        "id": line.id,
        "room": line.room,
        "at": line.at.isoformat(),
        "author": _author(line, authors),
        "private": line.private_to is not None,
        "edited": line.edited_at is not None,
        **stored,
    }


def form_id(line: Line) -> str | None:
    """Return the id of the form that a message shows."""
    form = orjson.loads(line.payload)["form"]
    return str(form["id"]) if form else None


def refuses(line: Line) -> bool:
    """Tell whether a message says no."""
    return orjson.loads(line.payload)["refusal"] is not None


def offers(line: Line, button: str) -> bool:
    """Tell whether a message shows a button or a select of this id that can be pressed."""
    stored = orjson.loads(line.payload)
    pressable = [one["id"] for one in stored["buttons"] if not one["disabled"]]
    return button in pressable or button in [one["id"] for one in stored["selects"]]


def subject_of(line: Line) -> str:
    """Return what a message is about: the subject of the first of its buttons that has one."""
    subjects = [one["id"].partition(":")[2] for one in orjson.loads(line.payload)["buttons"]]
    return next((subject for subject in subjects if subject), "")


def file_of(line: Line, number: int) -> tuple[str, str, bytes] | None:
    """Return name, type and bytes of a table that was made for a message."""
    files = orjson.loads(line.payload)["files"]
    if not 0 <= number < len(files):
        return None
    name = files[number]["name"]
    return name, guess_type(name)[0] or "application/octet-stream", base64.b64decode(files[number]["base64"])


def media_url(one: Attachment) -> str:
    """Return where what is shown with a message is served."""
    return stored_url(one.media, one.mime)


def stored_url(media: str, mime: str) -> str:
    """Return where a stored file is served."""
    extension = EXTENSIONS.get(mime)
    return f"/media/{media}.{extension}" if extension else f"/media/{media}"


def _author(line: Line, authors: Mapping[str, Author]) -> Json:
    if line.author is None:
        return OURSELVES
    if line.author not in authors:
        return {"id": line.author, "name": "", "badges": []}
    author = authors[line.author]
    badges = [one.kind if one.kind == "ambassador" else f"{one.kind} {one.year}" for one in author.badges]
    return {"id": author.member.id, "name": author.member.name, "badges": badges}


def _medium(one: Attachment) -> Json:
    shown = {"url": media_url(one), "kind": one.kind, "alt": one.alt}
    return {**shown, "of": one.of} if one.of else shown


def _button(one: Button) -> Json:
    return {"id": one.id, "label": one.label, "style": one.style, "disabled": one.disabled}


def _select(one: Select) -> Json:
    options = [{**_option(option), "chosen": True} if option.chosen else _option(option) for option in one.options]
    return {"id": one.id, "label": one.label, "min": one.least, "max": one.most, "options": options}


def _form(form: Form) -> Json:
    fields = [{**asdict(one), "options": [_option(option) for option in one.options]} for one in form.fields]
    return {"id": form.id, "title": form.title, "fields": fields}


def _option(one: Option) -> Json:
    return {"value": one.value, "label": one.label}


def _dumps(data: Json) -> str:
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
