"""What goes over the wire: JSON, and refusals in the words of Telegram's."""

from typing import Any

import orjson
from aiohttp import web

Json = dict[str, Any]


class RefusedError(Exception):
    """A call that Telegram refuses: its code, its sentence, and the parameters that explain it."""

    def __init__(
        self, code: int, description: str, parameters: Json | None = None, *, is_malformed: bool = False
    ) -> None:
        self.code, self.description, self.parameters = code, description, parameters
        self.is_malformed = is_malformed
        """Whether no client that counts and checks would have sent it: it fails the closing."""
        super().__init__(f"{code} {description}")

    def body(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


class CutError(Exception):
    """The connection breaks here."""


def bad(text: str) -> RefusedError:
    """Return a refusal that the state of things explains."""
    return RefusedError(400, f"Bad Request: {text}")


def malformed(text: str) -> RefusedError:
    """Return a refusal of what a client must not send."""
    return RefusedError(400, f"Bad Request: {text}", is_malformed=True)


def forbidden(text: str) -> RefusedError:
    return RefusedError(403, f"Forbidden: {text}")


def too_many(seconds: int) -> RefusedError:
    return RefusedError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def answer(status: int, body: Json) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(body), content_type="application/json")
