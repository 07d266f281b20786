"""The ids of components: what a press says to any process, at any age. Each carries the version of its make."""

import re

LONGEST = 100
"""The most characters that Discord takes."""

BUTTON = re.compile(r"b1:(?P<id>.+)", re.DOTALL)
"""The id of a button, and in it `Button.id`. No two of these patterns match the same text in full."""
SELECT = re.compile(r"s1:(?P<id>.+)", re.DOTALL)
"""The id of a select, and in it `Select.id`."""
PAGE = re.compile(r"f1:(?P<key>.+):(?P<page>[0-9]+)", re.DOTALL)
"""The id of the button that opens a form's page."""
MODAL = re.compile(r"m1:(?P<key>.+):(?P<page>[0-9]+)", re.DOTALL)
"""The id of a form's page that is open."""


def button_id(id_: str) -> str:
    """Return a button's id. Raises: ValueError where it is empty or too long for Discord."""
    return _checked("b1", id_)


def select_id(id_: str) -> str:
    """Return a select's id. Raises: ValueError where it is empty or too long for Discord."""
    return _checked("s1", id_)


def page_id(key: str, page: int) -> str:
    """Return the id of the button that opens a form's page. Raises: ValueError where it cannot be one."""
    return _checked("f1", key, page)


def modal_id(key: str, page: int) -> str:
    """Return the id of a form's page. Raises: ValueError where it cannot be one."""
    return _checked("m1", key, page)


def _checked(kind: str, said: str, page: int | None = None) -> str:
    made = f"{kind}:{said}" if page is None else f"{kind}:{said}:{page}"
    if not said or (page is not None and page < 0) or len(made) > LONGEST:
        raise ValueError(f"no component can have the id {made!r}")
    return made
