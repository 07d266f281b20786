"""A form as a dialogue: one field at a time, in any order, with everything kept that was given; no words, no calls.

A dialogue is a value; each thing that somebody does makes another one of it. It is a row between two of them, so that
any process goes on with it after any restart. Each has a number, which the buttons of its message carry: what is
pressed on an older message changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bots.filling import is_known, is_missing
from bots.post import Field, Form, Option

OVERVIEW = ""
"""Where a dialogue is that shows all fields at once."""
SEND = "."
"""Where it is when everything was asked: it is to be sent now."""
FEW = 5
"""Fields that are all asked for; of a form of more, only those that are needed."""
ENTRIES = frozenset({"entry", "change"})
"""Verbs of the forms of entries."""
FILE = "file"
MAIN = ("product", "rating", "got", FILE, "title", "text", "praised", "criticised", "alt", "from")
"""What is asked of an entry, in this order; the rest has a default, and is found under "Change"."""
YES_NO = (Option("yes", "✓"), Option("no", "✗"))
OPTIONAL_TITLE = "product"
"""A form that has this field has a title that need not be asked for."""


class MisfitError(Exception):
    """What was said does not fit what is asked; `why` is `choice`, `file`, `kind`, `needed`, `nothing` or `past`."""

    def __init__(self, why: str) -> None:
        """Say why."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Given:
    """A file that somebody sent, as Telegram names it for this bot."""

    file: str
    size: int = 0
    message: int = 0


@dataclass(frozen=True, slots=True)
class Dialogue:
    """How far somebody is with a form."""

    key: str
    community: str
    form: Form
    """With what was given so far."""
    step: int
    """Counts up with everything that is done, and from a later number when it is begun anew."""
    at: str = OVERVIEW
    """The field that is asked for, or `OVERVIEW`, or `SEND`."""
    walk: tuple[str, ...] = ()
    """The fields that are asked one after the other; none from the overview on."""
    files: tuple[Given, ...] = ()
    touched: tuple[str, ...] = ()
    """Fields that were answered here."""
    seen: int = 0
    """The last message that was taken; Telegram may hand one over again."""
    typed: Mapping[str, int] = field(default_factory=dict)
    """By field, the message that its text came with: an edit of that message is one of the field."""
    where: str = ""
    """The message that shows it."""

    @property
    def field(self) -> Field | None:
        """The field that is asked for now."""
        return named(self.form, self.at)

    @property
    def is_ready(self) -> bool:
        """Whether nothing that is needed is missing."""
        return not any(map(is_missing, self.form.fields))

    @property
    def is_entry(self) -> bool:
        """Whether it makes or changes an entry."""
        return _verb(self.form) in ENTRIES

    @property
    def before(self) -> str | None:
        """The field that was asked for before this one."""
        place = self.walk.index(self.at) if self.at in self.walk else 0
        return self.walk[place - 1] if place else None


def _verb(form: Form) -> str:
    return form.id.partition(":")[0]


def named(form: Form, name: str) -> Field | None:
    """Return a field by its name."""
    return next((one for one in form.fields if one.name == name), None)


def asked(form: Form) -> tuple[Field, ...]:
    """Return the fields that there is something to ask about."""
    return tuple(one for one in form.fields if not is_known(one, form))


def options_of(field: Field) -> tuple[Option, ...]:
    """Return what can be chosen, each once."""
    options = YES_NO if field.kind == "check" and not field.options else field.options
    return tuple({one.value: one for one in options}.values())


def begin(key: str, community: str, form: Form, step: int, wrong: Sequence[str] = ()) -> Dialogue:
    """Begin with a form; `wrong` are fields that a refusal named."""
    walk = _walk(form, wrong)
    return Dialogue(key, community, form, step, at=walk[0] if walk else OVERVIEW, walk=walk)


def _walk(form: Form, wrong: Sequence[str]) -> tuple[str, ...]:
    fields = asked(form)
    first = [one.name for one in fields if one.name in wrong]
    missing = [one.name for one in fields if is_missing(one)]
    if _verb(form) in ENTRIES:
        then = _of_an_entry(form) if missing else []
    elif len(fields) <= FEW and not first:
        then = [one.name for one in fields]
    else:
        then = missing
    return tuple(dict.fromkeys([*first, *then]))


def _of_an_entry(form: Form) -> list[str]:
    """Return what is asked of an entry: of one that has files already, no more of them."""
    skipped = {FILE} if _verb(form) == "change" else set[str]()
    if named(form, OPTIONAL_TITLE):
        skipped.add("title")
    order = sorted(asked(form), key=lambda one: MAIN.index(one.name) if one.name in MAIN else len(MAIN))
    return [one.name for one in order if one.name in MAIN and not one.value and one.name not in skipped]


def go_on_with(kept: Dialogue, form: Form, step: int) -> Dialogue:
    """Return a dialogue that waited, for the same form asked for again, with what was typed along with that."""
    given = {one.name: one.value for one in form.fields if one.value and one.kind in {"text", "long", "number", "time"}}
    fields = tuple(replace(one, value=given.get(one.name, one.value)) for one in kept.form.fields)
    return replace(kept, form=replace(kept.form, fields=fields), step=max(step, kept.step + 1))


def _set(dialogue: Dialogue, name: str, value: str) -> Dialogue:
    fields = tuple(replace(one, value=value) if one.name == name else one for one in dialogue.form.fields)
    touched = tuple(dict.fromkeys([*dialogue.touched, name]))
    return replace(dialogue, form=replace(dialogue.form, fields=fields), touched=touched, step=dialogue.step + 1)


def _on(dialogue: Dialogue) -> Dialogue:
    """Go on to what is asked next: the rest of the walk, what is missing, and then it is to be sent."""
    step, at, walk = dialogue.step + 1, dialogue.at, dialogue.walk
    if at not in walk:
        return replace(dialogue, at=OVERVIEW, walk=(), step=step)
    if rest := walk[walk.index(at) + 1 :]:
        return replace(dialogue, at=rest[0], step=step)
    if missing := [one.name for one in dialogue.form.fields if is_missing(one)]:
        return replace(dialogue, at=missing[0], walk=(*walk, *(one for one in missing if one not in walk)), step=step)
    return replace(dialogue, at=SEND, walk=(), step=step)


def typed(dialogue: Dialogue, text: str | None, message: int) -> Dialogue:
    """Take a message as the answer to what is asked; one without a text is of no use. Raises: MisfitError."""
    if message <= dialogue.seen:
        return dialogue
    if text is None:
        raise MisfitError("kind")
    field = dialogue.field
    if field is None:
        raise MisfitError("nothing")
    answered = _set(dialogue, field.name, _value(field, text))
    return _on(replace(answered, seen=message, typed={**dialogue.typed, field.name: message}))


def edited(dialogue: Dialogue, text: str, message: int) -> Dialogue | None:
    """Take the new text of a message that was an answer; None where it was none. Raises: MisfitError.

    What was ready to be sent and now lacks this answer asks for it again.
    """
    name = next((name for name, one in dialogue.typed.items() if one == message), None)
    field = named(dialogue.form, name) if name else None
    if field is None:
        return None
    corrected = _set(dialogue, field.name, _value(field, text))
    return corrected if corrected.at != SEND or corrected.is_ready else replace(corrected, at=field.name)


def _value(field: Field, text: str) -> str:
    """Return what a text says for a field. Raises: MisfitError."""
    if field.kind == "file":
        raise MisfitError("file")
    known = {label.casefold(): one.value for one in options_of(field) for label in (one.value, one.label)}
    if field.kind == "choice":
        if text.strip().casefold() not in known:
            raise MisfitError("choice")
        return known[text.strip().casefold()]
    if field.kind == "choices":
        parts = [part.strip().casefold() for part in text.replace("\n", ",").split(",") if part.strip()]
        if not parts or any(part not in known for part in parts):
            raise MisfitError("choice")
        return "\n".join(dict.fromkeys(known[part] for part in parts))
    return text


def gave(dialogue: Dialogue, files: Sequence[Given], caption: str, message: int) -> Dialogue:
    """Take files, whatever is asked now; a caption is the title, or else the words, where there are none yet.

    Raises: MisfitError where the form takes no files.
    """
    if message <= dialogue.seen:
        return dialogue
    field = next((one for one in dialogue.form.fields if one.kind == "file"), None)
    if field is None:
        raise MisfitError("past")
    taken = replace(dialogue, files=(*dialogue.files, *files), seen=message, step=dialogue.step + 1)
    for name in ("title", "text"):
        place = named(taken.form, name)
        if caption and place and not place.value and ("\n" not in caption or name == "text"):
            walk = tuple(one for one in taken.walk if one != name or one == taken.at)
            taken, caption = _set(replace(taken, walk=walk), name, caption), ""
    return _on(taken) if dialogue.at == field.name else taken


def without_files(dialogue: Dialogue, files: tuple[Given, ...]) -> Dialogue:
    """Return a dialogue that has these files alone, and asks for more of them."""
    field = next((one.name for one in dialogue.form.fields if one.kind == "file"), OVERVIEW)
    return replace(dialogue, files=files, at=field, step=dialogue.step + 1)


def kept_as(dialogue: Dialogue, form: Form) -> Dialogue:
    """Return a dialogue whose files are stored, with the form that stands for them from now on; its words stay."""
    said = {one.name: one.value for one in dialogue.form.fields}
    fields = tuple(replace(one, value=said.get(one.name, one.value)) for one in form.fields)
    return replace(dialogue, form=Form(form.id, dialogue.form.title, fields))


def pressed(dialogue: Dialogue, act: str) -> Dialogue:
    """Take a press: `k` goes on, `b` goes back, `e` empties, `m` shows all, `f1` asks for a field, `o1` chooses.

    Raises: MisfitError where that cannot be pressed now.
    """
    verb, number = act[:1], act[1:]
    if verb == "m" and not number:
        return replace(dialogue, at=OVERVIEW, walk=(), step=dialogue.step + 1)
    if verb == "f":
        return replace(dialogue, at=_at(asked(dialogue.form), number).name, walk=(), step=dialogue.step + 1)
    field = dialogue.field
    if field is None:
        raise MisfitError("past")
    if verb == "o":
        return _chosen(dialogue, field, _option_at(field, number))
    if verb == "b" and dialogue.before is not None:
        return replace(dialogue, at=dialogue.before, step=dialogue.step + 1)
    if verb == "e" and not field.required:
        emptied = replace(dialogue, files=()) if field.kind == "file" else dialogue
        return _on(_set(emptied, field.name, ""))
    if verb == "k":
        if is_missing(field) and not (field.kind == "file" and dialogue.files):
            raise MisfitError("needed")
        return _on(dialogue)
    raise MisfitError("past")


def _chosen(dialogue: Dialogue, field: Field, option: Option) -> Dialogue:
    """Choose one of several and go on; of those of which many may be chosen, tick or untick one."""
    if field.kind == "choices":
        ticked = [one for one in field.value.split("\n") if one]
        left = [one for one in ticked if one != option.value]
        return _set(dialogue, field.name, "\n".join(left if option.value in ticked else [*ticked, option.value]))
    if field.kind not in {"choice", "check"}:
        listed = [one.strip() for one in field.value.replace("\n", ",").split(",") if one.strip()]
        left = [one for one in listed if one != option.value]
        return _set(dialogue, field.name, ", ".join(left if option.value in listed else [*listed, option.value]))
    return _on(_set(dialogue, field.name, option.value))


def _option_at(field: Field, number: str) -> Option:
    options = options_of(field)
    if not (number.isascii() and number.isdecimal() and int(number) < len(options)):
        raise MisfitError("past")
    return options[int(number)]


def _at(fields: Sequence[Field], number: str) -> Field:
    if not (number.isascii() and number.isdecimal() and int(number) < len(fields)):
        raise MisfitError("past")
    return fields[int(number)]


def offered(dialogue: Dialogue, name: str, options: Sequence[Option]) -> Dialogue:
    """Return a dialogue that offers these for a field that may also be typed."""
    fields = tuple(replace(one, options=tuple(options)) if one.name == name else one for one in dialogue.form.fields)
    return replace(dialogue, form=replace(dialogue.form, fields=fields))
