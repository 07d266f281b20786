"""The log has one line a record and no secret, whatever was logged."""

import io
import json
import logging
import warnings
from typing import Any, Literal

import pytest
from pydantic import SecretStr

from bots.logs import set_up_logs
from bots.settings import Settings

LogFormat = Literal["text", "json"]

pytestmark = pytest.mark.usefixtures("empty_folder", "own_log")

SECRETS: dict[str, Any] = {
    "discord_token": SecretStr("discord-secret"),
    "telegram_token": SecretStr("123:telegram/secret"),
    "secret_key": SecretStr("k" * 40),
    "database_url": SecretStr("postgresql+asyncpg://user:p%40ss-word@host/name"),
}
SAID = "discord-secret https://api/bot123:telegram/secret/ 123%3Atelegram%2Fsecret p@ss-word p%40ss-word made-key"


def log_of(log_format: LogFormat) -> io.StringIO:
    stream = io.StringIO()
    set_up_logs(Settings(**SECRETS, log_format=log_format), "made-key", stream=stream)
    return stream


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_no_secret_gets_into_a_message_or_a_traceback(log_format: LogFormat) -> None:
    stream = log_of(log_format)
    try:
        int(SAID)
    except ValueError:
        logging.getLogger("ours").exception("it broke: %s %s", SAID, "k" * 40)
    line = stream.getvalue()
    assert "ValueError" in line
    assert line.count("***") == 2 * len(SAID.split()) + 1
    for piece in ("discord-secret", "telegram/secret", "%2Fsecret", "ss-word", "made-key", "kkk"):
        assert piece not in line


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_record_is_one_line_whatever_was_typed(log_format: LogFormat) -> None:
    stream = log_of(log_format)
    logging.getLogger("ours").info("one\ntwo\r\u2028\x1b[31m\ud800 %s", "\u202e")
    assert len(stream.getvalue().splitlines()) == 1
    assert stream.getvalue().isascii()
    assert "\x1b" not in stream.getvalue()


def test_json_lines_can_be_read_back() -> None:
    stream = log_of("json")
    logging.getLogger("ours").warning('"Zażółć"')
    said = json.loads(stream.getvalue())
    assert (said["level"], said["logger"], said["message"]) == ("warning", "ours", '"Zażółć"')


def test_the_level_is_the_settings_and_libraries_speak_only_when_it_matters() -> None:
    stream = log_of("text")
    logging.getLogger("ours").debug("too fine")
    logging.getLogger("aiohttp.access").info("GET /enter?link=personal")
    logging.getLogger("apscheduler.executors.default").info("job ran")
    logging.getLogger("apscheduler.executors.default").warning("job missed")
    warnings.warn("an old call", DeprecationWarning, stacklevel=1)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 2
    assert "job missed" in lines[0]
    assert "an old call" in lines[1]
