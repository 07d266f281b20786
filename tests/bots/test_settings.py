"""Settings come from the environment or `.env`; what is wrong with them is named, and no secret is."""

import stat
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr, ValidationError

from bots.settings import Settings, SettingsRefused, read_settings, secret_key

TOKEN = "123456:not-to-be-printed"  # noqa: S105 - made up


pytestmark = pytest.mark.usefixtures("empty_folder")


def problems() -> dict[str, str]:
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    assert TOKEN not in str(refused.value)
    return {problem.name: problem.key for problem in refused.value.problems}


def test_with_nothing_set_it_listens_on_this_machine_in_practice_mode() -> None:
    settings = read_settings()
    assert (settings.address, settings.practice, settings.real_platform) == ("http://127.0.0.1:8080", True, False)
    assert settings.database == "sqlite+aiosqlite:///data/prosument.db"
    assert (settings.language, settings.timezone) == ("en", ZoneInfo("UTC"))


def test_the_environment_goes_before_the_file(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / ".env").write_text("PROSUMENT_WEB_PORT=1\nPROSUMENT_LANGUAGE=DE\n")
    monkeypatch.setenv("PROSUMENT_WEB_PORT", "2")
    settings = read_settings()
    assert (settings.web_port, settings.language) == (2, "de")


def test_keys_without_the_prefix_are_none_of_ours(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / ".env").write_text("DATA=elsewhere\nPRACTICE=off\nWEB_PRT=x\n")
    monkeypatch.setenv("LANGUAGE", "xx")
    settings = read_settings()
    assert (settings.data, settings.practice, settings.language) == (Path("data"), True, "en")


def test_an_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROSUMENT_WEB_PORT", "")
    assert read_settings().web_port == 8080


@pytest.mark.parametrize("empty", [True, False])
def test_an_unknown_name_is_refused_wherever_it_stands(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch, *, empty: bool
) -> None:
    (empty_folder / ".env").write_text(f"PROSUMENT_WEB_PRT={'' if empty else 1}\n")
    monkeypatch.setenv("PROSUMENT_SPEED", "" if empty else "1")
    monkeypatch.setenv("PROSUMENT_PRACTICE_WANTED", "off")  # the field's name, not the setting's
    assert problems() == {
        "PROSUMENT_WEB_PRT": "unknown_misspelt",
        "PROSUMENT_SPEED": "unknown",
        "PROSUMENT_PRACTICE_WANTED": "unknown_misspelt",
    }


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("WEB_PORT", TOKEN, "number"),
        ("WEB_PORT", "65536", "number"),
        ("PICTURE_MIB", "0", "number"),
        ("PRACTICE", "perhaps", "choice"),
        ("LANGUAGE", "fr", "choice"),
        ("LOG_FORMAT", TOKEN, "choice"),
        ("TIMEZONE", "Europe/Warschau", "zone_misspelt"),
        ("TIMEZONE", "../zone", "zone"),
        ("TIMEZONE", "Europe", "zone_misspelt"),
        ("DATA", "~nobody-of-that-name/x", "folder"),
        ("DATA", "what?", "folder"),
        ("WEB_HOST", "http://0.0.0.0", "host"),
        ("PUBLIC_URL", "contests.example.org", "public_url"),
        ("PUBLIC_URL", "https://example.org/contests", "public_url"),
        ("PUBLIC_URL", f"https://user:{TOKEN}@example.org", "public_url"),
        ("PUBLIC_URL", "https://example.org:99999", "public_url"),
        ("PUBLIC_URL", "https://[half", "public_url"),
        ("DISCORD_API_URL", TOKEN, "api_url"),
        ("DATABASE_URL", f"postgres://user:{TOKEN}@host/name", "database_url"),
        ("DATABASE_URL", f"postgresql+asyncpg://user:{TOKEN}@[half/name", "database_url"),
        ("SECRET_KEY", TOKEN, "secret_short"),
    ],
)
def test_a_wrong_value_is_named_by_what_is_wrong_with_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, key: str
) -> None:
    monkeypatch.setenv(f"PROSUMENT_{name}", value)
    assert problems() == {f"PROSUMENT_{name}": key}


def test_a_file_that_is_no_text_is_named(empty_folder: Path) -> None:
    (empty_folder / ".env").write_bytes(b"PROSUMENT_DATA=\xff\xfe")
    assert problems() == {".env": "unreadable"}


def test_everything_wrong_is_named_at_once_in_the_language_wished_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROSUMENT_LANGUAGE", "DE")
    monkeypatch.setenv("PROSUMENT_WEB_PORT", "x")
    monkeypatch.setenv("PROSUMENT_PRACTICE", "x")
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    assert (len(refused.value.problems), refused.value.language) == (2, "de")


@pytest.mark.parametrize(
    ("given", "practice"),
    [
        ({"web_host": "localhost", "public_url": "http://[::1]:8080/"}, True),
        ({"web_host": "[::1]"}, True),
        ({"web_host": "0.0.0.0"}, False),  # noqa: S104 - nothing listens
        ({"web_host": "::ffff:127.0.0.1"}, False),  # Python 3.11 does not see through it; off is safe
        ({"public_url": "https://contests.example.org"}, False),
        ({"practice_wanted": "off"}, False),
    ],
)
def test_practice_mode_is_for_this_machine_only(given: dict[str, Any], *, practice: bool) -> None:
    assert Settings(**given).practice is practice


@pytest.mark.parametrize(
    ("given", "real"),
    [
        ({"discord_token": SecretStr(TOKEN)}, True),
        ({"telegram_token": SecretStr(TOKEN)}, True),
        ({"telegram_token": SecretStr(TOKEN), "telegram_api_url": "http://127.0.0.1:9"}, False),
        ({"telegram_token": SecretStr(TOKEN), "discord_api_url": "http://localhost:9"}, True),
        ({"telegram_token": SecretStr(TOKEN), "telegram_api_url": "http://localhost.example.org"}, True),
    ],
)
def test_a_token_is_real_unless_its_interface_is_on_this_machine(given: dict[str, Any], *, real: bool) -> None:
    assert Settings(**given).real_platform is real


def test_nothing_shows_a_secret() -> None:
    settings = Settings(
        discord_token=SecretStr(TOKEN),
        secret_key=SecretStr(TOKEN * 2),
        database_url=SecretStr(f"postgresql+asyncpg://user:{TOKEN}@host/name"),
    )
    assert TOKEN not in f"{settings} {settings!r} {settings.model_dump()} {settings.model_dump_json()}"


def test_the_key_is_made_once_for_its_owner_only(empty_folder: Path) -> None:
    settings = Settings(data=empty_folder / "deep" / "data")
    key = secret_key(settings)
    assert secret_key(settings) == key
    assert len(key) == 64
    assert [path.name for path in settings.data.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((settings.data / "secret_key").stat().st_mode) == 0o600


def test_two_installations_have_two_keys(empty_folder: Path) -> None:
    assert secret_key(Settings(data=empty_folder / "one")) != secret_key(Settings(data=empty_folder / "two"))


def test_a_key_that_is_set_is_used_and_not_kept(empty_folder: Path) -> None:
    assert secret_key(Settings(secret_key=SecretStr("k" * 32))) == b"k" * 32
    assert not list(empty_folder.iterdir())


def test_a_key_file_cut_short_is_refused(empty_folder: Path) -> None:
    (empty_folder / "secret_key").write_text("abc\n")
    with pytest.raises(SettingsRefused) as refused:
        secret_key(Settings(data=empty_folder))
    assert [problem.key for problem in refused.value.problems] == ["secret_file"]


def test_the_librarys_own_error_hides_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROSUMENT_WEB_PORT", TOKEN)
    with pytest.raises(ValidationError) as error:
        Settings()
    assert TOKEN not in str(error.value)
