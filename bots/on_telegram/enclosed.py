"""Which files go along with a post, and as what Telegram shows them."""

from collections.abc import Callable
from pathlib import Path

from bots.post import Attachment

Find = Callable[[Attachment], Path | None]
"""Finds where a stored file lies; None where there is none."""
