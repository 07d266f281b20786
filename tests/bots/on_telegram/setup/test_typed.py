"""What somebody types to set a chat up, and how it is kept until they confirm it."""

from datetime import UTC, datetime

import pytest
import telegram

from bots.on_telegram.wishes import Asked, Wishes, asked_in

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
ME = "prosument_bot"


def typed(text: str) -> Asked | None:
    chat = telegram.Chat(-100, "supergroup")
    return asked_in(telegram.Message(1, NOW, chat, text=text), ME)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("/setup", Asked()),
        ("/SETUP@Prosument_Bot", Asked()),
        ("/setup show", Asked()),
        ("/\u2060setup join=copied", Asked(join="copied")),
        ("/setup_show", Asked()),
        ("/setup join=abc-1", Asked(join="abc-1")),
        ("/setup show join=abc-1", Asked(join="abc-1")),
        ("/setup gallery", Asked("gallery")),
        ("/setup desk", Asked("desk")),
        ("/setup desk=no", Asked("desk", is_to_go=True)),
        ("/setup gallery=AUS", Asked("gallery", is_to_go=True)),
        ("/setup @fans", Asked(channel="@fans")),
        ("/setup gallery @fans", Asked("gallery", channel="@fans")),
        ("/setup channel=-1001", Asked(channel="-1001")),
        ("/setup -1001", Asked(channel="-1001")),
        ("/start@prosument_bot setup", Asked()),
        ("/start here-abc", Asked(key="abc")),
    ],
)
def test_what_is_asked_for(text: str, asked: Asked) -> None:
    assert typed(text) == asked


@pytest.mark.parametrize(
    "text",
    ["", "setup", "/setup@other_bot", "/setup code", "/setup link Ann", "/setup_code", "/setup revoke x", "/start",
     "/start enter-abc", "/setups", "please /setup"],
)  # fmt: skip
def test_what_is_for_others_to_answer(text: str) -> None:
    assert typed(text) is None


def test_wishes_are_read_as_they_were_written() -> None:
    wishes = Wishes("-100/5", "Fans, Contest", 7, "desk", "code", "community", "venue", is_to_go=True)
    assert Wishes.read(wishes.written()) == wishes
