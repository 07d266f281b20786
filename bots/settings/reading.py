"""Read the settings, and find everything that is wrong with them."""

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import DotEnvSettingsSource, EnvSettingsSource

from bots.settings.model import PREFIX, Settings
from bots.settings.problems import Problem, SettingsRefused
from bots.settings.values import is_loopback

_Raw = Mapping[str, str | None]


def setting_names() -> dict[str, dict[str, object]]:
    """Each setting by its full name, with its default, meaning and bounds as JSON schema words them."""
    return {_full(name): about for name, about in Settings.model_json_schema()["properties"].items()}


def read_settings() -> Settings:
    """Read the settings as they stand now. Raises SettingsRefused with everything that is wrong."""
    try:
        raw = _raw()
    except (OSError, UnicodeDecodeError):
        raise SettingsRefused((Problem("unreadable", ".env"),)) from None
    problems = list(_unknown(raw))
    try:
        settings = Settings()
    except ValidationError as error:
        problems += [_problem(detail, raw) for detail in error.errors(include_input=False, include_url=False)]
    else:
        problems += _beside_each_other(settings)
    if not problems:
        return settings
    raise SettingsRefused(tuple(problems), (raw.get(f"{PREFIX}LANGUAGE") or "en").lower())


def _beside_each_other(settings: Settings) -> Iterator[Problem]:
    """Find settings that are right alone, and not together."""
    is_called = settings.telegram_webhook == "on" and bool(settings.telegram_token)
    is_near = settings.telegram_local == "on" or is_loopback(urlsplit(settings.telegram_api_url).hostname or "")
    if is_called and not is_near and not settings.public_url.startswith("https://"):
        yield Problem("webhook_url", _full("telegram_webhook"))


def _full(name: str) -> str:
    return name if name.startswith(PREFIX) else PREFIX + name.upper()


def _raw() -> _Raw:
    """All that is set with our prefix, empty or not; the environment before `.env`."""
    sources = (
        DotEnvSettingsSource(Settings, env_ignore_empty=False),
        EnvSettingsSource(Settings, env_ignore_empty=False),
    )
    merged = {name.upper(): value for source in sources for name, value in source.env_vars.items()}
    return {name: value for name, value in merged.items() if name.startswith(PREFIX)}


def _unknown(raw: _Raw) -> Iterator[Problem]:
    known = setting_names()
    for name in sorted(raw.keys() - known.keys()):
        yield _perhaps_misspelt("unknown", name, name, known)


def _problem(detail: ErrorDetails, raw: _Raw) -> Problem:
    name = _full(str(detail["loc"][0]))
    match setting_names()[name]:
        case {"enum": [*choices], "default": default}:
            return Problem("choice", name, {"choices": ", ".join(map(str, choices)), "default": str(default)})
        case {"minimum": int(low), "maximum": int(high), "default": int(default)}:
            return Problem("number", name, {"low": low, "high": high, "default": default})
        case {"format": "zoneinfo"}:
            return _perhaps_misspelt("zone", name, raw.get(name) or "", available_timezones())
    return Problem(detail["type"], name)


def _perhaps_misspelt(key: str, name: str, typed: str, known: Collection[str]) -> Problem:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only who mistyped pays for the import

    hit = process.extractOne(typed, sorted(known), scorer=fuzz.ratio, processor=_bare, score_cutoff=60)
    return Problem(f"{key}_misspelt", name, {"nearest": hit[0]}) if hit else Problem(key, name)


def _bare(name: str) -> str:
    return name.removeprefix(PREFIX).lower()
