"""Commands, forms and presses by a real client's connection to a loopback Discord."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bots.on_discord.house import Place, a_place, button, picture


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with a_place(tmp_path) as opened:
        yield opened


async def test_a_command_is_answered_in_private(place: Place) -> None:
    ann = place.member("Ann")
    reply = await ann.run(place.main, "contests")
    assert not reply.deferred
    assert reply.message.is_private
    assert reply.text


async def test_a_contest_is_made_entered_and_voted_on(place: Place) -> None:
    contest = await place.contest()
    ann, bob = place.member("Ann"), place.member("Bob")
    opened = await ann.run(place.main, "enter")
    assert opened.modal
    assert opened.modal.title == "Spring"
    shown = await ann.submit(opened.modal, {"title": "Sun", "text": "Made at dawn", "file": [picture()]})
    assert "Sun" in shown.text
    assert shown.message.media
    sent = await ann.press(shown.message, button(shown.message, "send"))
    assert sent.message is shown.message, "the preview is replaced"
    assert contest
    assert bob
