"""The library's calls over aiohttp: the stock transport's time-outs, uploads, proxies and errors, at less cost."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bots.alarm import Alarm
from bots.on_telegram.multipart import Multipart
from bots.on_telegram.quick import Ready
from bots.on_telegram.quiet import without_tokens

NONE = BaseRequest.DEFAULT_NONE
POOL_IS_FULL = "Pool timeout: all connections are occupied. The request was *not* sent to Telegram."
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


class PoolTimeout(TimeoutError):  # noqa: N818 - the stock transport's name for it
    """All connections were occupied: nothing was sent."""


class HiddenError(OSError):
    """Stands for an error whose words hold a token: whoever asks for the cause finds one, and no token."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long to wait for what, in seconds; None: for ever."""

    read: float | None
    write: float | None
    connect: float | None
    pool: float | None
    media_write: float | None


def _chosen(given: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(given, DefaultValue) else given


class AiohttpRequest(BaseRequest):
    """Makes calls, so many at once at the most; takes the same settings as the stock transport, with its defaults."""

    def __init__(  # noqa: PLR0913, PLR0917 - the stock transport's settings
        self,
        connection_pool_size: int = 256,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 1.0,
        proxy: str | None = None,
        media_write_timeout: float | None = 20.0,
    ) -> None:
        """Wait as long as that by default; go by a proxy, or by the one that the environment names."""
        self._waits = Waits(read_timeout, write_timeout, connect_timeout, pool_timeout, media_write_timeout)
        self._room = asyncio.Semaphore(connection_pool_size)
        self._turn, self._answer = (None if one is None else Alarm(one) for one in (pool_timeout, read_timeout))
        self._ready = aiohttp.ClientTimeout(total=None, connect=connect_timeout)
        self._proxy = proxy
        self._proxies: dict[tuple[str, str], str | None] = {}
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """How long an answer may take by default, in seconds."""
        return self._waits.read

    async def initialize(self) -> None:
        """Open a session, if none is open."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),  # calls are counted before they come here
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the session."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = NONE,
        write_timeout: ODVInput[float] = NONE,
        connect_timeout: ODVInput[float] = NONE,
        pool_timeout: ODVInput[float] = NONE,
    ) -> tuple[int, bytes]:
        """Make one call; return the status and the body. Raises: TimedOut, NetworkError."""
        waits = mine = self._waits
        if not isinstance(request_data, Ready):
            has_files = request_data is not None and request_data.contains_files
            waits = Waits(
                _chosen(read_timeout, mine.read),
                _chosen(write_timeout, mine.media_write if has_files else mine.write),
                _chosen(connect_timeout, mine.connect),
                _chosen(pool_timeout, mine.pool),
                None,
            )
        try:
            if self._room.locked():
                async with _within(self._turn) if waits is mine else asyncio.timeout(waits.pool):
                    await self._room.acquire()
            else:
                await self._room.acquire()  # at once
        except TimeoutError:
            raise TimedOut(POOL_IS_FULL) from PoolTimeout()
        try:
            if isinstance(request_data, Ready):
                return await self._made_of(url, request_data)
            return await self._made(url, method, request_data, waits)
        except TimeoutError as late:
            raise TimedOut from late
        except (aiohttp.ClientError, OSError) as lost:
            said = f"aiohttp.{type(lost).__name__}: {lost}"
            hidden = without_tokens(said)
            raise NetworkError(hidden) from (lost if hidden == said else HiddenError(hidden))
        finally:
            self._room.release()

    async def _made(self, url: str, method: str, data: RequestData | None, waits: Waits) -> tuple[int, bytes]:
        """Make one call in a place that is held. Raises: TimeoutError, ClientError, OSError."""
        timeout = aiohttp.ClientTimeout(total=None, connect=waits.connect, sock_read=waits.read)
        async with asyncio.timeout(None) as writing:
            body, headers = _body(data, _progress(writing, waits.write))
            async with self._asked(method, url, body, headers, timeout) as answer:
                writing.reschedule(None)
                return answer.status, await answer.read()

    async def _made_of(self, url: str, data: Ready) -> tuple[int, bytes]:
        """Make a call that is ready, all of it within the time for reading, without a timer of its own.

        Raises: TimeoutError, ClientError, OSError.
        """
        async with _within(self._answer), self._asked("POST", url, data.body, JSON, self._ready) as answer:
            return answer.status, await answer.read()

    def _asked(
        self, method: str, url: str, body: object, headers: dict[str, str], timeout: aiohttp.ClientTimeout
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        session = self._session
        if session is None:
            raise RuntimeError("This AiohttpRequest is not initialized!")
        return session.request(
            method,
            url,
            data=body,
            headers=headers,
            timeout=timeout,
            proxy=self._proxy_to(url),
            allow_redirects=False,
        )

    def _proxy_to(self, url: str) -> str | None:
        """Return the proxy to go by, as the environment has it where none was given."""
        if self._proxy is not None:
            return self._proxy
        scheme, _, rest = url.partition("://")
        host = rest.partition("/")[0]
        if (scheme, host) not in self._proxies:
            known = {} if proxy_bypass(host) else getproxies()
            self._proxies[scheme, host] = known.get(scheme) or known.get("all")
        return self._proxies[scheme, host]

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Read an answer. Raises: TelegramError."""
        try:
            found: JSONDict = orjson.loads(payload)
        except orjson.JSONDecodeError:
            return BaseRequest.parse_json_payload(payload)
        return found


def _within(alarm: Alarm | None) -> AbstractAsyncContextManager[None]:
    return nullcontext() if alarm is None else alarm.within()


def _progress(writing: asyncio.Timeout, wait_s: float | None) -> Callable[[bool], None]:
    """Return what moves the end of the time for writing, with each piece that is taken from us."""
    loop = asyncio.get_running_loop()

    def moved(is_all: bool) -> None:  # noqa: FBT001 - called by `Multipart` alone
        writing.reschedule(None if is_all or wait_s is None else loop.time() + wait_s)

    return moved


def _body(data: RequestData | None, moved: Callable[[bool], None]) -> tuple[Any, dict[str, str]]:
    """Return a call's body and its headers."""
    if data is None or not (data.parameters or data.contains_files):
        return None, {}
    if not data.contains_files:
        return data.url_encoded_parameters().encode(), FORM
    parts = Multipart(data.json_parameters, data.multipart_data)
    return parts.pieces(moved), parts.headers
