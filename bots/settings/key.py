"""The key that signs logins and links."""

import os
import secrets
import tempfile
from pathlib import Path

from bots.settings.model import Settings
from bots.settings.problems import Problem, SettingsRefused
from bots.settings.values import KEY_LENGTH


def key_file(settings: Settings) -> Path:
    """Where the key is kept that Prosument makes."""
    return settings.data / "secret_key"


def secret_key(settings: Settings) -> bytes:
    """Find the key that signs: the setting, else one made once and kept in the data folder, mode 0600.

    Raises SettingsRefused where the file holds less than a key, OSError where it can be neither read nor made.
    """
    if settings.secret_key:
        return settings.secret_key.get_secret_value().encode()
    path = key_file(settings)
    if not path.exists():
        _make_key(path)
    kept = path.read_bytes().strip()
    if len(kept) < KEY_LENGTH:
        raise SettingsRefused((Problem("secret_file", str(path)),), settings.language)
    return kept


def _make_key(path: Path) -> None:
    """Whole or not at all, and of two who start at once the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".secret_key") as fresh:  # made with mode 0600
        fresh.write(secrets.token_hex(KEY_LENGTH).encode() + b"\n")
        fresh.flush()
        os.fsync(fresh.fileno())
        try:
            os.link(fresh.name, path)
        except FileExistsError:
            return
