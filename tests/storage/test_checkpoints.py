"""SQLite's log is copied into the file beside the ballots."""

from pathlib import Path

import pytest

from storage import checkpoints
from storage.store import open_store
from tests.storage.conftest import SECRET
from tests.storage.engines import Sqlite
from tests.storage.test_ballot_writer import ENTRIES, VOTERS, cast_all, press, set_up


def content(file: str) -> bytes:
    """Return the database file's own content, without its log."""
    return Path(file).read_bytes()


async def test_after_so_many_ballots_the_log_is_copied_into_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "EVERY", len(VOTERS) * len(ENTRIES))
    url = await Sqlite(tmp_path).migrated()
    file = url.removeprefix("sqlite+aiosqlite:///")
    store = await open_store(url, secret=SECRET)
    await set_up(store)
    before = content(file)
    for name in "abc":
        assert content(file) == before
        await cast_all(store, [press(voter, name) for voter in VOTERS])
    await store.ballots.close()
    assert content(file) != before
    await store.close()
