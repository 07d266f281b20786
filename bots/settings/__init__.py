"""What the operator sets: `PROSUMENT_…` in the environment, or in `.env` of the current folder."""

from bots.settings.key import key_file, secret_key
from bots.settings.model import Settings
from bots.settings.problems import Problem, SettingsRefused
from bots.settings.reading import read_settings, setting_names
from bots.settings.values import KEY_LENGTH, is_loopback

__all__ = [
    "KEY_LENGTH",
    "Problem",
    "Settings",
    "SettingsRefused",
    "is_loopback",
    "key_file",
    "read_settings",
    "secret_key",
    "setting_names",
]
