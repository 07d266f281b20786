"""The checks, each a small function that looks at one thing and changes nothing."""

import errno
import json
import shutil
import socket
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bots.doctor.findings import Finding, Level, of_problem
from bots.settings import KEY_LENGTH, Problem, Settings, is_loopback, key_file
from bots.words import Words

MIB = 2**20
SCARCE = 1024 * MIB  # bytes free, below which we warn
TOO_LITTLE = 100 * MIB  # bytes free, below which contests are in danger
BUILT = 2026  # the year of this release
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")


def data_folder(folder: Path, t: Words) -> Finding:
    """Look whether the data folder can be written."""
    try:
        with tempfile.TemporaryFile(dir=standing(folder)):
            pass
    except OSError as error:
        return Finding(
            "data",
            Level.RED,
            t._("Nothing can be written in the data folder {folder}: {why}.", folder=folder, why=error.strerror),
            t._("Let the user who runs Prosument write there, or set PROSUMENT_DATA to another folder."),
        )
    if not folder.exists():
        return Finding("data", Level.FINE, t._("The first start makes the data folder {folder}.", folder=folder))
    return Finding("data", Level.FINE, t._("The data folder {folder} can be written.", folder=folder))


def standing(folder: Path) -> Path:
    """Find the folder itself, or the nearest one above it that exists."""
    whole = folder.absolute()
    return next((path for path in (whole, *whole.parents) if path.exists()), whole)


def disk_space(folder: Path, t: Words) -> Finding:
    """Look how much room is left for data."""
    return space_left(shutil.disk_usage(standing(folder)).free, t)


def space_left(free: int, t: Words) -> Finding:
    """Judge the bytes that are free on the data folder's disk."""
    level = Level.RED if free < TOO_LITTLE else Level.WARNING if free < SCARCE else Level.FINE
    cure = t._("Free some space, or move the data folder to a larger disk.") if free < SCARCE else ""
    return Finding("disk", level, t._("{size} are free on its disk.", size=t.size(free)), cure)


def port(host: str, number: int, t: Words) -> Finding:
    """Whether we could listen, or are listening already."""
    if not number:
        return Finding("port", Level.FINE, t._("Any free port will be taken."))
    try:
        _try_to_listen(host, number)
    except OSError as error:
        return _port_refused(host, number, error.errno, t)
    return Finding("port", Level.FINE, t._("Port {port} of {host} is free.", port=number, host=host))


def _try_to_listen(host: str, number: int) -> None:
    family, kind, protocol, _name, address = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


def _port_refused(host: str, number: int, why: int | None, t: Words) -> Finding:
    if why == errno.EADDRINUSE and answers_as_prosument(host, number):
        return Finding("port", Level.FINE, t._("Prosument is running on port {port}.", port=number))
    if why == errno.EADDRINUSE:
        said = t._("Another program uses port {port}.", port=number)
        cure = t._("Stop it, or set PROSUMENT_WEB_PORT to another, such as {other}.", other=number % 60000 + 1)
    elif why == errno.EACCES:
        said = t._("Port {port} is kept for the machine's administrator.", port=number)
        cure = t._("Set PROSUMENT_WEB_PORT to one above 1023, such as 8080.")
    else:
        said = t._("{host} is not an address of this machine.", host=host)
        cure = t._("Set PROSUMENT_WEB_HOST to 127.0.0.1, or leave it out.")
    return Finding("port", Level.RED, said, cure)


def answers_as_prosument(host: str, number: int) -> bool:
    """Ask whoever listens there for its health; ours tells of a scheduler."""
    connection = HTTPConnection({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), number, timeout=2)  # noqa: S104 - asked, not listened on
    with suppress(OSError, HTTPException, ValueError):
        connection.request("GET", "/healthz")
        health = json.loads(connection.getresponse().read(64 * 1024))
        return isinstance(health, dict) and "scheduler" in health
    return False


def clock(now: datetime, t: Words) -> Finding:
    """Whether the clock can be right, and knows its zones."""
    moment = t.moment(now, "UTC")
    if now.year < BUILT:
        said = t._("The clock says {moment}, before this release was made.", moment=moment)
        return Finding("clock", Level.RED, said, t._("Set the machine's clock, best by NTP."))
    try:
        ZoneInfo("Europe/Warsaw")
    except ZoneInfoNotFoundError:
        said = t._("The time zones are missing.")
        return Finding("clock", Level.RED, said, t._("Install Prosument anew: it brings them as tzdata."))
    return Finding("clock", Level.FINE, t._("The clock says {moment}.", moment=moment))


def public_address(settings: Settings, t: Words) -> Finding:
    """Whether people's logins travel encrypted."""
    address = settings.address
    parts = urlsplit(address)
    if parts.scheme == "https":
        return Finding("address", Level.FINE, t._("People open {address}.", address=address))
    if not is_loopback(parts.hostname or ""):
        return Finding(
            "address",
            Level.RED,
            t._("People open {address}, and anybody on the way can read along.", address=address),
            t._("Put a proxy with https before it, and set PROSUMENT_PUBLIC_URL to the https address."),
        )
    said = t._("Only this machine can open {address}.", address=address)
    if not settings.public_url:
        return Finding("address", Level.FINE, said)
    cure = t._("Set PROSUMENT_PUBLIC_URL to the https address that people open, or leave it out.")
    return Finding("address", Level.WARNING, said, cure)


def secret_file(settings: Settings, t: Words) -> Finding:
    """Whether there is a key that only we can read."""
    path = key_file(settings)
    if settings.secret_key:
        return Finding("secret_key", Level.FINE, t._("The key comes from PROSUMENT_SECRET_KEY."))
    try:
        mode, length = path.stat().st_mode, len(path.read_bytes().strip())
    except FileNotFoundError:
        return Finding("secret_key", Level.FINE, t._("The first start makes the key."))
    except OSError as error:
        said = t._("The key in {path} cannot be read: {why}.", path=path, why=error.strerror)
        return Finding("secret_key", Level.RED, said, t._("Run Prosument as the user who owns it."))
    if length < KEY_LENGTH:
        return replace(of_problem(Problem("secret_file", str(path)), t), name="secret_key")
    if mode & 0o077:
        said = t._("Others on this machine can read the key in {path}.", path=path)
        return Finding("secret_key", Level.RED, said, t._("Type: chmod 600 {path}", path=quote(str(path))))
    return Finding("secret_key", Level.FINE, t._("Only its owner can read the key in {path}.", path=path))


def bundled_font(t: Words) -> Finding:
    """Whether result cards can be written on at all."""
    spec = find_spec("matplotlib")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    if (folder / "mpl-data/fonts/ttf/DejaVuSans.ttf").is_file():
        return Finding("fonts", Level.FINE, t._("The font for pictures is there: DejaVu Sans."))
    said = t._("The font for pictures, DejaVu Sans, is missing.")
    return Finding("fonts", Level.RED, said, t._("Install Prosument anew: it comes with matplotlib."))


def more_fonts(t: Words, folders: Iterable[str] = FONT_FOLDERS) -> Finding:
    """Whether pictures can show the scripts that DejaVu lacks."""
    if any(next(Path(folder).expanduser().rglob("Noto*"), None) for folder in folders):
        return Finding("more_fonts", Level.FINE, t._("Noto fonts are there for further scripts and emoji."))
    said = t._("Without Noto fonts, pictures show boxes for Chinese, Japanese, Korean and emoji.")
    cure = t._("On Debian: apt install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji")
    return Finding("more_fonts", Level.NOTE, said, cure)
