"""A neutral form while it is being filled in piece by piece: what all chat platforms share."""

from collections.abc import Mapping
from dataclasses import replace

from bots.commands.registry import COMMANDS
from bots.post import Field, Form, Option

REPORT, REPORTED = "run:report", frozenset({"entry", "link"})
Values = Mapping[str, tuple[str, ...]]


def is_missing(field: Field) -> bool:
    """Tell whether a field must still be filled in."""
    return field.required and not field.value.strip()


def is_known(field: Field, form: Form) -> bool:
    """Tell whether a form is about what a field says, so that there is nothing to ask."""
    if form.id == REPORT and field.name in REPORTED:
        return any(one.value for one in form.fields if one.name in REPORTED)
    return field.name == "contest" and bool(field.value)


def filled(form: Form, values: Mapping[str, str]) -> Form:
    """Return a form with what was typed on some of its fields."""
    return replace(form, fields=tuple(replace(one, value=values.get(one.name, one.value)) for one in form.fields))


def changes_what_is_set(form: Form) -> bool:
    """Tell whether a form is of a command that changes what is set, and leaves alone what it is not given."""
    command = COMMANDS.get(form.id.removeprefix("run:")) if form.id.startswith("run:") else None
    return bool(command and command.own_form)


def submitted(form: Form, told: frozenset[str]) -> Values:
    """Return what a form says when it is sent: everything that is typed.

    A command that changes what is set is given those fields alone that were `told`: it leaves the rest as it is.
    """
    told = told if changes_what_is_set(form) else frozenset(one.name for one in form.fields)
    fields = [one for one in form.fields if one.name in told or is_known(one, form)]
    return {one.name: (one.value,) for one in fields if one.kind != "file"}


def read_form(row: Mapping[str, object]) -> Form:
    """Return a form as it was written in JSON. Raises: TypeError, KeyError where it is none of ours."""
    fields = row["fields"]
    if not isinstance(fields, list):
        raise TypeError("no form of ours")
    read = (Field(**{**one, "options": tuple(Option(**option) for option in one["options"])}) for one in fields)
    return Form(str(row["id"]), str(row["title"]), tuple(read))
