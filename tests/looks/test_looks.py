"""The list of states holds every page and every kind of message; a sample of it is looked at in Chromium."""

from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bots.commands import COMMANDS
from bots.on_web.app import ROUTES
from contests.model.announcement import News
from contests.model.member import Role
from tests.browser import CHROMIUM, chromium
from tests.looks import messages, states
from tests.looks.__main__ import told
from tests.looks.taking import Looker, Seen, View


def test_every_page_and_every_kind_of_message_has_a_state() -> None:
    assert {"/", "/room", "/enter/{secret}", "/gallery/entries/{entry}"} <= set(states.pages())
    assert not {one for one in states.pages() if one.endswith((".json", ".jpg", ".css")) or "/api/" in one}
    assert {f"news: {kind}" for kind in set(News) - messages.UNSAID} <= states.wanted()
    assert states.missing(states.states()) == []


def test_a_page_or_a_kind_of_message_without_a_state_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(_request: web.Request) -> web.Response:
        return web.Response()

    listed = states.states()
    monkeypatch.setattr(states, "ROUTES", (*ROUTES, web.get("/halls", nothing)))
    monkeypatch.setattr(messages, "News", [*News, "flood"])
    assert states.missing(listed) == ["/halls", "news: flood"]
    without_the_landing = [one for one in listed if one.path != "/"]
    assert states.missing(without_the_landing) == ["/", "/halls", "news: flood"]


def test_a_new_command_is_said_by_whoever_may_say_it_and_missed_where_nobody_of_ours_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draws = replace(COMMANDS["help"], name="draw")
    judges = replace(COMMANDS["help"], name="judge", roles=(Role.JUROR,))
    monkeypatch.setattr(states, "COMMANDS", {**COMMANDS, "draw": draws, "judge": judges})
    listed = states.states()
    assert states.missing(listed) == ["command: judge"]
    assert [one.name for one in listed if "command: draw" in one.of] == ["room: commands of a member"]


def test_a_part_that_comes_into_sight_in_no_state_is_told_and_red(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert {"part: drop-here", "class: lightbox", "press: approve"} <= states.parts()
    in_sight = states.parts()
    seen = [Seen(one, View("desk", "en", ()), shown=in_sight) for one in states.states()]
    assert told(seen, is_part=False) == 0
    (tmp_path / "new.css").write_text("/* .old { } */ .novel > p { margin: 0.5px }")
    monkeypatch.setattr(states, "STATIC", tmp_path)
    monkeypatch.setattr(states, "BUTTONS", {"juggle": None})
    assert told(seen, is_part=False) == 1
    assert [one for one in capsys.readouterr().out.splitlines() if "RED" in one] == [
        "RED: nothing shows class: novel",
        "RED: nothing shows press: juggle",
    ]


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed here")
@pytest.mark.long
async def test_all_that_is_said_to_a_manager_is_seen_without_a_grave_finding(tmp_path: Path) -> None:
    sample = [one for one in states.states() if one.name == "messages: desk"]
    async with chromium() as browser:
        looker = Looker(browser, tmp_path, tmp_path)
        [seen] = await looker.look(sample, [View("phone", "de", ("dark",))])
        assert seen.wrong == []
        assert seen.pictures["dark"].read_bytes()[:2] == b"\xff\xd8"
