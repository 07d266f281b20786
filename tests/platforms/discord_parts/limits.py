"""Rate limits: buckets with their headers, and the global one."""

import hashlib
import math
import time
from collections import deque
from dataclasses import dataclass

from tests.platforms.discord_parts.routes import Endpoint
from tests.platforms.discord_parts.wire import Json

GLOBAL = 50
"""Requests a second over all endpoints but those of interactions."""
ROOMY = (50, 1.0)
"""Requests and seconds of a bucket unless a test asks for Discord's own: a story does not wait for them."""
DISCORDS = {
    "POST /channels/{channel_id}/messages": (5, 5.0),
    "PATCH /channels/{channel_id}/messages/{message_id}": (5, 5.0),
    "DELETE /channels/{channel_id}/messages/{message_id}": (5, 1.0),
    "PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}": (10, 10.0),
    "DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}": (10, 10.0),
    "POST /guilds/{guild_id}/scheduled-events": (5, 60.0),
}
"""Observed limits of some endpoints; Discord does not publish them, and may change them."""


@dataclass
class Window:
    """A bucket's current window."""

    ends: float
    used: int = 0


class Limits:
    """Counts requests by the machine's clock."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[int, float]] = {}
        self._windows: dict[tuple[str, str], Window] = {}
        self._global: deque[float] = deque()
        self.most_a_second = GLOBAL
        self.hits = 0
        """How many requests were too many."""

    def set(self, endpoint: str, requests: int, seconds: float) -> None:
        """Set the bucket of an endpoint: `set("POST /channels/{channel_id}/messages", 5, 5.0)`."""
        self._of[endpoint] = (requests, seconds)

    def as_discords(self) -> None:
        """Be as narrow as Discord is known to be."""
        self._of |= DISCORDS

    def too_many(self) -> float | None:
        """Count a request against the global limit; return the seconds to wait where it is over."""
        now = time.monotonic()
        while self._global and self._global[0] <= now - 1:
            self._global.popleft()
        if len(self._global) >= self.most_a_second:
            self.hits += 1
            return self._global[0] + 1 - now
        self._global.append(now)
        return None

    def count(self, endpoint: Endpoint, major: str) -> tuple[dict[str, str], float | None]:
        """Count a request against its bucket; return the headers, and the seconds to wait where it is over."""
        most, seconds = self._of.get(endpoint.name, ROOMY)
        now = time.monotonic()
        window = self._windows.get((endpoint.name, major))
        if window is None or window.ends <= now:
            window = self._windows[endpoint.name, major] = Window(now + seconds)
        window.used += 1
        left = window.ends - now
        headers = {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(max(0, most - window.used)),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{math.ceil(left * 1000) / 1000:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(endpoint.name.encode()).hexdigest()[:32],
        }
        if window.used <= most:
            return headers, None
        self.hits += 1
        return headers | {"X-RateLimit-Scope": "user"}, left


def told_to_wait(seconds: float, *, is_global: bool) -> tuple[Json, dict[str, str]]:
    """Return the body and the headers of a 429; without `Via` the library takes it for a ban."""
    body = {"message": "You are being rate limited.", "retry_after": round(seconds, 3), "global": is_global}
    headers = {"Retry-After": str(max(1, round(seconds))), "Via": "1.1 google"}
    if is_global:
        headers |= {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
    return body, headers
