"""What goes over the wire: JSON, and refusals in the shape of Discord's."""

from collections.abc import Iterable
from typing import Any

import orjson
from aiohttp import web

Json = dict[str, Any]
Problem = tuple[str, str, str]
"""A dotted path into the body, Discord's own name of the problem, and its sentence."""


class RefusedError(Exception):
    """A request that Discord refuses: HTTP status, Discord's error code, its sentence, problems by place."""

    def __init__(self, status: int, code: int, message: str, problems: Iterable[Problem] = ()) -> None:
        self.status, self.code, self.message = status, code, message
        self.problems = tuple(problems)
        super().__init__(f"{status} {code} {message} {self.problems or ''}")

    def body(self) -> Json:
        body: Json = {"message": self.message, "code": self.code}
        if self.problems:
            body["errors"] = nested(self.problems)
        return body


def nested(problems: Iterable[Problem]) -> Json:
    """Return Discord's tree of errors: a key for each step of the path, `_errors` at its end."""
    tree: Json = {}
    for path, code, message in problems:
        here = tree
        for step in path.split("."):
            here = here.setdefault(step, {})
        here.setdefault("_errors", []).append({"code": code, "message": message})
    return tree


def invalid(*problems: Problem) -> RefusedError:
    return RefusedError(400, 50035, "Invalid Form Body", problems)


def unknown(code: int, what: str) -> RefusedError:
    return RefusedError(404, code, f"Unknown {what}")


def missing_access() -> RefusedError:
    return RefusedError(403, 50001, "Missing Access")


def missing_permissions() -> RefusedError:
    return RefusedError(403, 50013, "Missing Permissions")


def answer(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    """Return a response whose type is `application/json` and nothing more: the client library compares it whole."""
    if body is None:
        return web.Response(status=status, headers=headers)
    return web.Response(
        status=status, body=orjson.dumps(body), headers={"Content-Type": "application/json", **(headers or {})}
    )
