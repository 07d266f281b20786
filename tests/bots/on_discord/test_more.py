"""The one option that takes what there is no room for: typed as a line, and known as an option of its own would be."""

import pytest

from bots.commands.registry import COMMANDS, Command
from bots.on_discord.options import MORE, MOST, options, taken_apart

NEW, EDIT = COMMANDS["contest new"], COMMANDS["contest edit"]


def taken(**given: object) -> dict[str, tuple[str, ...]]:
    return taken_apart(NEW, given)[0]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_argument_can_be_given(command: Command) -> None:
    names = [one.name for one in options(command)]
    assert len(names) == len(set(names)) <= MOST
    has_all = {one.name for one in command.arguments} <= set(names)
    assert has_all is not (MORE.name in names)


@pytest.mark.parametrize("command", [NEW, EDIT], ids=["new", "edit"])
def test_what_is_common_has_an_option_of_its_own(command: Command) -> None:
    names = {one.name for one in options(command)}
    common = {one.name for one in command.arguments if not one.rare}
    assert common < names


def test_more_is_read_as_a_line_and_stands_beside_the_other_options() -> None:
    given = taken(
        title="Bags", final="1 day", more='final_method=schulze preview="2 hours" lottery="6 of 49, \\"big\\""'
    )
    assert given == {
        "title": ("Bags",),
        "final": ("1 day",),
        "final_method": ("schulze",),
        "preview": ("2 hours",),
        "lottery": ('6 of 49, "big"',),
    }


def test_what_is_no_argument_is_kept_so_that_it_can_be_named() -> None:
    assert taken(more="stars 5") == {"stars": ("",), "5": ("",)}
    assert taken(more="  ") == {}
