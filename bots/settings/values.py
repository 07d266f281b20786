"""The kinds of values that a setting takes; what is wrong with one is a key, worded in `bots.doctor.findings`."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_core import PydanticCustomError

KEY_LENGTH = 32  # characters of a secret key, at the least


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _folder(given: Path) -> Path:
    try:
        folder = given.expanduser()
    except RuntimeError:  # ~name of nobody
        raise PydanticCustomError("folder", "nobody's home") from None
    if "?" in str(folder):  # SQLite's address would end there
        raise PydanticCustomError("folder", "a question mark")
    return folder


def _host(given: str) -> str:
    host = given.strip().removeprefix("[").removesuffix("]")
    if not re.fullmatch(r"[\w.-]+|[0-9a-fA-F:.]+(%\w+)?", host):
        raise PydanticCustomError("host", "not a host")
    return host


def _web_address(key: str, given: str, *, path: bool) -> str:
    try:
        parts = urlsplit(given)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port beyond 65535, half of a bracket
        usable = False
    else:
        usable = usable and not (parts.query or parts.fragment or parts.username or " " in given)
        usable = usable and (path or not parts.path.strip("/"))
    if not usable:
        raise PydanticCustomError(key, "not an address")
    return given.rstrip("/")


def _public(given: str) -> str:
    return given and _web_address("public_url", given, path=False)


def _api(given: str) -> str:
    return _web_address("api_url", given, path=True)


def _database(given: SecretStr) -> SecretStr:
    url = given.get_secret_value()
    try:
        usable = urlsplit(url).port != 0 and url.startswith(("postgresql+asyncpg://", "sqlite+aiosqlite:///"))
    except ValueError:  # a port beyond 65535, half of a bracket
        usable = False
    if url and not usable:
        raise PydanticCustomError("database_url", "not a database that Prosument speaks to")
    return given


def _key(given: SecretStr) -> SecretStr:
    if 0 < len(given) < KEY_LENGTH:
        raise PydanticCustomError("secret_short", "too short a key")
    return given


def _lower(given: object) -> object:
    return given.lower() if isinstance(given, str) else given


def _switched(given: object) -> object:
    """Read a switch in the words of other programs too."""
    said = _lower(given)
    return {"true": "on", "yes": "on", "1": "on", "false": "off", "no": "off", "0": "off"}.get(str(said), said)


_anycase = BeforeValidator(_lower)

Folder = Annotated[Path, AfterValidator(_folder)]
Host = Annotated[str, AfterValidator(_host)]
Database = Annotated[SecretStr, AfterValidator(_database)]
Key = Annotated[SecretStr, AfterValidator(_key)]
PublicUrl = Annotated[str, AfterValidator(_public)]
ApiUrl = Annotated[str, AfterValidator(_api)]
Switch = Annotated[Literal["on", "off"], BeforeValidator(_switched)]
Language = Annotated[Literal["en", "de"], _anycase]
LogLevel = Annotated[Literal["debug", "info", "warning", "error"], _anycase]
LogFormat = Annotated[Literal["text", "json"], _anycase]
