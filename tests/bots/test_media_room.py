"""The room that uploads pass through: what is kept, what is refused, and what a hostile file cannot do."""

import asyncio
import hashlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import pytest
from PIL import Image

from bots.media import MediaRoom, StoredMedia, Work, WorkLimits
from contests.refusals import Refusal
from contests.rules.media import MediaLimits
from tests.files import hostile, makers
from tests.files.cases import Case, light
from tests.files.sending import Sender

SLOW = hostile.slow_jpeg(3000, 500)  # it asks for some 5 s of a processor
ROOMY = 4096.0  # MiB; the table of tests.files holds the memory limit, with the base that it measures


@pytest.fixture(scope="module")
def sender(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sender]:
    """One room for many files: its workers stay warm."""
    sender = Sender(tmp_path_factory.mktemp("media"))
    yield sender
    asyncio.run(sender.room.close())


class Door:
    """Makes rooms with limits of a test's own, and hands uploads to them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work: list[Work] = []
        self.rooms: list[MediaRoom] = []

    def room(self, work: WorkLimits = WorkLimits(), limits: MediaLimits = MediaLimits()) -> MediaRoom:  # noqa: B008 - frozen
        self.rooms.append(MediaRoom(self.folder / "stored", limits, work, self.work.append))
        return self.rooms[-1]

    def upload(self, data: bytes, name: str = "upload") -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path

    @property
    def files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    door = Door(tmp_path)
    yield door
    for room in door.rooms:
        asyncio.run(room.close())


@pytest.mark.parametrize("case", light(), ids=lambda case: case.what)
async def test_what_becomes_of_a_file(sender: Sender, case: Case) -> None:
    row = await sender.send(case)
    assert row.faults(ROOMY) == []
    assert sender.left_over() == []


@pytest.mark.parametrize("make", [makers.webm, makers.ogg, makers.mp4, makers.mp3, makers.jpeg, makers.gif])
async def test_the_same_file_is_stored_once_under_the_hash_of_its_bytes(door: Door, make: Callable[[], bytes]) -> None:
    room = door.room()
    first, second = [await room.take(door.upload(make())) for _ in range(2)]
    assert first == second
    kept = room.path(first.hash, first.mime)
    assert kept.parent.name == first.hash[:2]
    assert kept in door.files
    assert hashed(kept) == first.hash
    assert first.size == kept.stat().st_size


async def test_a_picture_is_turned_upright_and_says_so_no_more(door: Door) -> None:
    room = door.room()
    for make in (makers.jpeg, makers.png, makers.webp, makers.heic):
        stored = await room.take(door.upload(make(turn=6)))
        assert (stored.width, stored.height) == (48, 64)
        for path in (room.path(stored.hash, stored.mime), room.thumbnail(stored.hash)):
            with Image.open(path) as image:
                assert image.size == (48, 64)
                assert is_white(image, (40, 4)), make
                assert not is_white(image, (4, 60)), make
                assert not image.getexif()


async def test_a_thumbnail_is_small_and_a_small_picture_is_not_blown_up(door: Door) -> None:
    room = door.room()
    large = await room.take(door.upload(makers.jpeg(2000, 1000)))
    small = await room.take(door.upload(makers.png(20, 10)))
    with Image.open(room.thumbnail(large.hash)) as image:
        assert image.size == (512, 256)
    with Image.open(room.thumbnail(small.hash)) as image:
        assert image.size == (20, 10)
        assert image.mode == "RGBA"


async def test_a_jpeg_loses_no_more_than_it_has_lost(door: Door) -> None:
    room = door.room()
    made = makers.jpeg()
    stored = await room.take(door.upload(made))
    with Image.open(io.BytesIO(made)) as before, Image.open(room.path(stored.hash, stored.mime)) as after:
        assert after.quantization == before.quantization  # type: ignore[attr-defined]  # a JPEG has tables


@pytest.mark.parametrize("codec", ["libx264", "libx265", "libsvtav1"])
async def test_a_video_shows_as_many_pictures_as_before_and_is_turned_as_before(door: Door, codec: str) -> None:
    room = door.room()
    made = makers.video("mp4", codec, range(3), rotation=90)
    stored = await room.take(door.upload(made))
    assert turns(io.BytesIO(made)) == turns(room.path(stored.hash, stored.mime)) == [90, 90, 90]
    assert stored.seconds == 3.0


async def test_the_index_of_a_video_comes_first_so_that_it_plays_at_once(door: Door) -> None:
    room = door.room()
    stored = await room.take(door.upload(makers.mp4()))
    kept = room.path(stored.hash, stored.mime).read_bytes()
    assert kept.index(b"moov") < kept.index(b"mdat")


async def test_what_would_take_too_long_is_ended(door: Door) -> None:
    room = door.room(WorkLimits(processor=60, clock=0.3))
    refusal = await refused(room, door.upload(SLOW))
    assert (refusal.key, refusal.facts["by"]) == ("too_large", "time")
    assert door.work[0].processor < 2  # of the 5 that it asks for
    assert door.files == []


async def test_the_processor_is_bounded_too(door: Door) -> None:
    room = door.room(WorkLimits(processor=1, clock=60))
    refusal = await refused(room, door.upload(SLOW))
    assert (refusal.key, refusal.facts["by"]) == ("too_large", "time")
    assert 0.9 < door.work[0].processor < 2


async def test_what_would_take_too_much_memory_is_ended(door: Door) -> None:
    room, most = door.room(WorkLimits(memory=64 * 2**20, clock=30)), 64 * 2**20
    await room.take(door.upload(makers.jpeg()))
    refusal = await refused(room, door.upload(hostile.heavy_jpeg(4000, 3000)))
    small, large = door.work
    assert (refusal.key, refusal.facts["by"], refusal.facts["limit"]) == ("too_large", "memory", most)
    assert large.peak < small.peak + most


@pytest.mark.parametrize(
    ("by", "key"), [(signal.SIGKILL, "too_large"), (signal.SIGSEGV, "broken_file")], ids=["killed", "crashed"]
)
async def test_a_worker_that_dies_leaves_nothing_and_the_next_file_is_taken(
    door: Door, by: signal.Signals, key: str
) -> None:
    room = door.room(WorkLimits(processor=60, clock=60))
    before = children(os.getpid())
    slow = asyncio.create_task(refused(room, door.upload(SLOW)))
    os.kill(await child_of(await child_of(os.getpid(), before)), by)
    assert (await slow).key == key
    assert door.files == []
    assert await room.take(door.upload(makers.jpeg()))


async def test_a_warm_process_that_is_gone_is_nobodys_fault_and_another_takes_its_place(door: Door) -> None:
    room = door.room(WorkLimits(processor=1, clock=60))
    before = children(os.getpid())
    slow = asyncio.create_task(room.take(door.upload(SLOW)))
    warm = await child_of(os.getpid(), before)
    await child_of(warm)
    os.kill(warm, signal.SIGKILL)
    with pytest.raises(ChildProcessError):
        await slow
    assert door.files == []
    assert await room.take(door.upload(makers.jpeg()))


async def test_everything_else_goes_on_while_files_are_looked_into(door: Door) -> None:
    room = door.room(WorkLimits(processor=1, clock=0.5))
    looking = [asyncio.create_task(refused(room, door.upload(SLOW, str(n)))) for n in range(2)]
    rounds = 0
    while not all(task.done() for task in looking):
        await asyncio.sleep(0)
        rounds += 1
    assert rounds > 1000  # a loop that waits for a file turns a few times


async def test_who_gives_up_waiting_leaves_nothing_behind(door: Door) -> None:
    room = door.room(WorkLimits(processor=1, clock=0.3))
    before = children(os.getpid())
    waiting = [asyncio.create_task(room.take(door.upload(SLOW, str(n)))) for n in range(4)]
    await child_of(os.getpid(), before)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await room.close()
    assert door.files == []


async def test_a_folder_that_cannot_be_written_is_an_oserror_and_the_upload_is_gone(door: Door) -> None:
    room = door.room()
    (door.folder / "stored").write_text("not a folder")
    with pytest.raises(OSError, match="stored"):
        await room.take(door.upload(makers.jpeg()))
    assert door.files == [door.folder / "stored"]


async def test_what_a_killed_process_left_is_swept_away_and_what_is_at_work_stays(door: Door) -> None:
    room = door.room()
    left, working = door.folder / "stored/.desk-left", door.folder / "stored/.desk-working"
    for desk in (left, working):
        desk.mkdir(parents=True)
        (desk / "stored").write_bytes(b"half")
    os.utime(left, (0, 0))
    await room.take(door.upload(makers.jpeg()))
    assert not left.exists()
    assert working.exists()


async def test_a_file_over_the_size_is_refused_without_a_look_into_it(door: Door) -> None:
    room = door.room(limits=MediaLimits(picture_bytes=100))
    assert (await refused(room, door.upload(makers.jpeg()))).facts["by"] == "bytes"
    assert door.work == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n", ""])
def test_a_path_is_made_of_a_hash_or_not_at_all(door: Door, name: str) -> None:
    room = door.room()
    with pytest.raises(Refusal, match="no_such"):
        room.path(name, "image/png")
    with pytest.raises(Refusal, match="no_such"):
        room.thumbnail(name)


def test_a_type_that_is_not_ours_has_no_path(door: Door) -> None:
    with pytest.raises(Refusal, match="no_such"):
        door.room().path("a" * 64, "text/html")


async def test_what_is_forgotten_is_gone_with_its_thumbnail(door: Door) -> None:
    room = door.room()
    stored = await room.take(door.upload(makers.jpeg()))
    room.forget(stored.hash, stored.mime)
    assert door.files == []


def test_the_program_starts_without_the_libraries_that_look_into_files() -> None:
    asked = "import sys, bots.media; print(sorted({'PIL', 'av', 'pillow_heif'} & sys.modules.keys()))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert told.stdout == "[]\n"


async def refused(room: MediaRoom, upload: Path) -> Refusal:
    """Send what is to be refused."""
    try:
        stored: StoredMedia = await room.take(upload)
    except Refusal as refusal:
        return refusal
    raise AssertionError(stored)


def children(process: int) -> frozenset[int]:
    """Return the processes that a process has made and not buried."""
    lists = Path(f"/proc/{process}/task").glob("*/children")
    return frozenset(int(child) for children in lists for child in children.read_text().split())


async def child_of(process: int, known: frozenset[int] = frozenset()) -> int:
    """Wait until a process has a child that is not known yet."""
    while not (born := children(process) - known):  # noqa: ASYNC110 - a process is no task, and sets no event
        await asyncio.sleep(0)
    return min(born)


def hashed(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_white(image: Image.Image, at: tuple[int, int]) -> bool:
    return min(image.convert("RGB").crop((*at, at[0] + 1, at[1] + 1)).tobytes()) > 230


def turns(video: io.BytesIO | Path) -> list[int]:
    """How each picture of a video is turned, in degrees."""
    with av.open(video, "r") as container:
        return [frame.rotation for frame in container.decode(video=0)]
