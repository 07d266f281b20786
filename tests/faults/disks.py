"""Disks that are full and files that nobody may write, the superuser included."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BLOCK = 4096


@contextmanager
def small_disk(place: Path, size: str = "4m") -> Iterator[Path]:
    """Mount a real file system of a few MiB; skip the test where this may not be done."""
    place.mkdir()
    _as_root("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
    try:
        yield place
    finally:
        _as_root("umount", "--lazy", str(place))


@contextmanager
def full(disk: Path, *, spare: int = 0) -> Iterator[None]:
    """Fill a disk up to so many spare bytes, and empty it again."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        file.write(bytes(max(0, shutil.disk_usage(disk).free - spare)))
        while not spare and _fits(file.fileno()):
            pass
    try:
        yield
    finally:
        filler.unlink()


def _fits(file: int) -> bool:
    try:
        return os.write(file, bytes(BLOCK)) > 0
    except OSError as error:
        if error.errno == errno.ENOSPC:
            return False
        raise


@contextmanager
def read_only(*files: Path) -> Iterator[None]:
    """Let nobody write files, whoever has them open; skip the test where this may not be done."""
    there = [str(file) for file in files if file.exists()]
    _as_root("chattr", "+i", *there)
    try:
        yield
    finally:
        _as_root("chattr", "-i", *there)


def _as_root(*command: str) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root")
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - words of our own
    if done.returncode:
        pytest.skip(f"{command[0]} does not work here: {done.stderr.strip()}")
