"""Opening and closing a loopback platform around a test."""

import contextlib
from collections.abc import AsyncIterator
from typing import Protocol, TypeVar


class Opened(Protocol):
    """A loopback platform."""

    violations: list[str]
    """What a client sent and must not send."""

    async def open(self) -> None:
        """Listen on a free port of 127.0.0.1."""

    async def close(self) -> None:
        """Stop listening. Raises: AssertionError for the violations."""


Server = TypeVar("Server", bound=Opened)


@contextlib.asynccontextmanager
async def around(server: Server) -> AsyncIterator[Server]:
    """Have a server open as long as the block. Raises: as its closing."""
    await server.open()
    try:
        yield server
    except BaseException:
        server.violations.clear()  # the first failure is the one to read
        raise
    finally:
        await server.close()
