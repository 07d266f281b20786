"""What the bot asks for, what README.md says of it, and the link that asks for it."""

import base64
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from typer.testing import CliRunner, Result

from bots.cli import app
from bots.on_discord.permissions import NEEDS, application_of, asked_for, lacking

README = Path(__file__).parents[3] / "README.md"
APPLICATION = 1313131313131313131
TOKEN = (
    base64.urlsafe_b64encode(str(APPLICATION).encode()).decode().rstrip("=") + ".G1x2y3.a-secret_that-is-never-shown"
)


def test_readme_says_what_is_asked_for_and_what_for() -> None:
    table = README.read_text(encoding="utf-8").partition("| Permission | What it is for |\n|---|---|\n")[2]
    rows = table.partition("\n\n")[0].splitlines()
    assert rows == [f"| {need.called} | {need.purpose} |" for need in NEEDS]


def test_every_permission_is_one_of_discords_and_none_is_dangerous() -> None:
    assert {name for name, given in asked_for() if given} >= {need.bit for need in NEEDS} - {"view_channel"}
    assert asked_for().value.bit_count() == len(NEEDS)
    for name in (
        "administrator",
        "manage_guild",
        "manage_channels",
        "mention_everyone",
        "ban_members",
        "manage_messages",
    ):
        assert not getattr(asked_for(), name)


@pytest.mark.parametrize("need", NEEDS)
def test_what_is_not_granted_is_found_where_it_is_needed_and_only_there(need: object) -> None:
    granted = asked_for()
    setattr(granted, need.bit, False)  # type: ignore[attr-defined] # a row of the table
    for where in ("venue", "gallery", "desk", "thread", "calendar", "role"):
        assert [one is need for one in lacking(granted, [where])] == ([True] if where in need.where else [])  # type: ignore[attr-defined] # as above
    assert lacking(discord.Permissions(administrator=True), ["venue", "role"]) == []


@pytest.mark.parametrize("token", ["", "no token", "bm8.is.not", "////.x.y", f"{APPLICATION}", "ümläut.x.y"])
def test_what_is_no_token_names_no_application(token: str) -> None:
    assert application_of(token) is None


def invited(monkeypatch: pytest.MonkeyPatch, token: str) -> Result:
    monkeypatch.setenv("PROSUMENT_DISCORD_TOKEN", token)
    return CliRunner().invoke(app, ["invite"])


@pytest.mark.usefixtures("empty_folder", "own_log")
def test_the_link_asks_for_just_these_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    result = invited(monkeypatch, TOKEN)
    assert result.exit_code == 0
    asked = parse_qs(urlsplit(result.output.strip()).query)
    assert asked == {
        "client_id": [str(APPLICATION)],
        "scope": ["bot applications.commands"],
        "permissions": [str(asked_for().value)],
    }
    assert "a-secret" not in result.output


@pytest.mark.usefixtures("empty_folder", "own_log")
@pytest.mark.parametrize(("token", "said"), [("", "There is no token of a bot"), ("wrong", "is not the token of a")])
def test_without_a_token_the_cause_and_the_cure_are_named(
    monkeypatch: pytest.MonkeyPatch, token: str, said: str
) -> None:
    result = invited(monkeypatch, token)
    assert result.exit_code == 2
    assert said in result.output
    assert "→" in result.output
