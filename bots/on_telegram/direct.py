"""Calls whose body is made, over aiohttp's own connections and parser, without an object for each call and answer.

A press costs two calls; what aiohttp makes anew for each of them costs more than all the rest.
"""

import asyncio
from dataclasses import dataclass

import aiohttp
import yarl
from aiohttp.connector import Connection
from aiohttp.http_exceptions import HttpProcessingError

JSON = {"Content-Type": "application/json"}
FINAL = 200


@dataclass(frozen=True, slots=True)
class _Head:
    """What all calls of one method say first."""

    request: aiohttp.ClientRequest
    """Names the host, and how to connect to it."""
    said: bytes


class Direct:
    """Calls through the connections of a session; not by a proxy."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        """Use the connections of this session."""
        self._session = session
        self._heads: dict[str, _Head] = {}

    async def post(self, url: str, body: bytes, waits: aiohttp.ClientTimeout) -> tuple[int, bytes]:
        """Make one call; return the status and the body. Raises: TimeoutError, ClientError, OSError."""
        head, connector = self._head(url), self._session.connector
        if connector is None:
            raise RuntimeError("Session is closed")
        connection = await connector.connect(head.request, [], waits)
        try:
            status, said = await _exchanged(connection, b"%b%d\r\n\r\n%b" % (head.said, len(body), body), waits)
        except HttpProcessingError as nonsense:
            connection.close()
            raise aiohttp.ClientPayloadError(f"{nonsense.code}, {nonsense.message}") from nonsense
        except BaseException:
            connection.close()  # whatever still comes is no answer to the next call
            raise
        connection.release()
        return status, said

    def _head(self, url: str) -> _Head:
        head = self._heads.get(url)
        if head is None:
            address, loop = yarl.URL(url), asyncio.get_running_loop()
            headers = {**self._session.headers, **JSON}
            request = aiohttp.ClientRequest("POST", address, headers=headers, loop=loop, session=self._session)
            told = "".join(
                f"{name}: {value}\r\n" for name, value in request.headers.items() if name != "Content-Length"
            )
            said = f"POST {address.raw_path_qs} HTTP/1.1\r\n{told}Content-Length: "
            head = self._heads[url] = _Head(request, said.encode())
        return head


async def _exchanged(connection: Connection, said: bytes, waits: aiohttp.ClientTimeout) -> tuple[int, bytes]:
    """Write a request, and read what is answered."""
    protocol = connection.protocol
    if protocol is None or protocol.transport is None:
        raise aiohttp.ServerDisconnectedError
    protocol.set_response_params(read_timeout=waits.sock_read, read_until_eof=True)
    protocol.transport.write(said)
    protocol.start_timeout()
    message, payload = await protocol.read()
    while message.code < FINAL:
        message, payload = await protocol.read()
    return message.code, await payload.read()
