"""What is wrong with a call itself: JSON for scripts, a plain page for people, never a traceback."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bots.on_web.front import json, words_for
from bots.on_web.pages import page
from bots.words import N_
from contests.ports import StorageError
from contests.refusals import Refusal

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

TEXTS = {
    "malformed": N_("This call could not be read."),
    "no_token": N_("Come in first: open your personal link, or send your token."),
    "practice": N_("This works in practice mode only, on this machine, without a proxy in between."),
    "host": N_("This address is not the one that Prosument was told it is reached by."),
    "same_site": N_("This call must come from Prosument's own page."),
    "role": N_("Only a manager may do this."),
    "no_such": N_("There is nothing here, or it is not for you."),
    "not_decided": N_("This contest is not decided yet; its standings come with the decision."),
    "too_large": N_("That is more than one call may bring. Send fewer or smaller files?"),
    "wrong_type": N_("Send JSON or multipart form data."),
    "fields": N_("Some fields are missing or cannot be read."),
    "too_fast": N_("That was a lot at once. Wait a moment and try again."),
    "storage": N_("Nothing can be stored right now, and nothing was changed. Try again in a minute."),
    "went_wrong": N_(
        "Something went wrong on our side. Try again in a minute; if it happens again, give the managers this "
        "reference: {reference}."
    ),
    "needed": N_("This is needed."),
    "unreadable": N_("This cannot be read."),
    "too_long": N_("This is too long."),
}
STATUS_KEYS = {400: "malformed", 401: "no_token", 403: "role", 404: "no_such", 405: "no_such", 413: "too_large"}
STORAGE_RETRY_S = 10


class CallError(Exception):
    """A call that cannot be answered: its status and key, the fields that are wrong, headers to go along."""

    def __init__(
        self,
        status: int,
        key: str,
        *,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer with this status; `fields` names what is wrong with each by a key of `TEXTS`."""
        super().__init__(key)
        self.status = status
        self.key = key
        self.fields = fields or {}
        self.headers = headers or {}


def wrong(field: str, why: str = "unreadable") -> CallError:
    """Return the error for one field."""
    return CallError(422, "fields", fields={field: why})


def no_such() -> CallError:
    """Return the error for what is not there."""
    return CallError(404, "no_such")


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Word every error at this one edge."""
    try:
        return await handler(request)
    except CallError as error:
        return _answer(request, error)
    except web.HTTPException as error:
        if error.status < 400:  # noqa: PLR2004 - a redirect is no error
            raise
        return _answer(request, CallError(*_known(error.status)))
    except Refusal as refusal:  # of what is read; what is done is refused by a message
        return _answer(request, CallError(403, "role") if refusal.key == "role" else no_such())
    except StorageError as cause:
        return _lost(request, CallError(503, "storage", headers={"Retry-After": str(STORAGE_RETRY_S)}), cause)
    except Exception as cause:  # noqa: BLE001 - the last seam before a person: they get a reference, the log the cause
        return _lost(request, CallError(500, "went_wrong"), cause)


def _known(status: int) -> tuple[int, str]:
    status = 404 if status == 405 else status  # noqa: PLR2004 - no such call, by that method either
    return status, STATUS_KEYS.get(status, "malformed")


def _lost(request: web.Request, error: CallError, cause: Exception) -> web.Response:
    """Answer what is our own fault, and log its cause under the same reference."""
    reference = secrets.token_hex(4)
    log.error("%s failed, reference %s", _call(request), reference, exc_info=cause)
    return _worded(request, error, reference)


def _answer(request: web.Request, error: CallError) -> web.Response:
    reference = secrets.token_hex(4)
    log.info("%s: %d %s, reference %s", _call(request), error.status, error.key, reference)
    return _worded(request, error, reference)


def _call(request: web.Request) -> str:
    """Name a call without its ids: the address of a personal link holds its secret."""
    resource = request.match_info.route.resource
    return f"{request.method} {resource.canonical if resource else 'of nothing'}"


def _worded(request: web.Request, error: CallError, reference: str) -> web.Response:
    t = words_for(request)
    text = t._(TEXTS[error.key], reference=reference)
    if _wants_page(request):
        return page(request, "error.html", status=error.status, headers=error.headers, text=text, reference=reference)
    body: dict[str, object] = {"key": error.key, "text": text, "reference": reference}
    if error.fields:
        body["fields"] = {name: t._(TEXTS[why]) for name, why in error.fields.items()}
    return json({"error": body}, error.status, error.headers)


def _wants_page(request: web.Request) -> bool:
    is_script = request.path.startswith("/api/") or request.path == "/healthz"
    return not is_script and "text/html" in request.headers.get("Accept", "")
