"""Stored files: who may see them, and as what."""

from pathlib import Path

import pytest

from bots.post import Post
from contests.model.community import KitPiece
from contests.model.entry import EntryState
from contests.model.media import Media
from tests.bots.on_web.house import House, Visitor
from tests.bots.on_web.test_reading import add, enter

CONTENT = b"<script>alert(1)</script>" * 100
HASH = "ab" * 32
URL = f"/media/{HASH}.png"


def keep(house: House, mime: str = "image/png", name: str = f"{HASH}.png", content: bytes = CONTENT) -> Media:
    """Put a file where the media room keeps them."""
    folder = house.room.media_folder / HASH[:2]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return Media(HASH, "picture", mime, "a sun")


async def status(visitor: Visitor, url: str = URL) -> int:
    async with visitor.ask("GET", url) as answer:
        return int(answer.status)


async def test_a_file_is_served_by_its_stored_type_and_runs_nothing(house: House) -> None:
    ada = await house.person()
    await add(house, "battle")
    await enter(house, ada, "e1", media=(keep(house),))
    async with ada.ask("GET", URL.replace(".png", ".html")) as answer:
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/png")
        assert await answer.read() == CONTENT
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Content-Disposition"] == "inline"
        assert answer.headers["Cache-Control"] == "private, max-age=60"


async def test_a_part_of_a_file_can_be_asked_for(house: House) -> None:
    ada = await house.person()
    await add(house, "battle")
    await enter(house, ada, "e1", media=(keep(house),))
    async with ada.ask("GET", URL, headers={"Range": "bytes=1-6"}) as answer:
        assert (answer.status, await answer.read()) == (206, b"script")
        assert answer.headers["Content-Type"] == "image/png"


async def test_a_small_picture_is_its_thumbnail_where_there_is_one(house: House) -> None:
    ada = await house.person()
    await add(house, "battle")
    await enter(house, ada, "e1", media=(keep(house),))
    async with ada.ask("GET", f"{URL}?size=small") as answer:
        assert await answer.read() == CONTENT
    keep(house, name=f"{HASH}.thumbnail.webp", content=b"small")
    async with ada.ask("GET", f"{URL}?size=small") as answer:
        assert (answer.headers["Content-Type"], await answer.read()) == ("image/webp", b"small")


@pytest.mark.parametrize(
    ("state", "own", "moderator", "anybody", "public"),
    [
        (EntryState.ADMITTED, 200, 200, 200, 200),
        (EntryState.DISQUALIFIED, 200, 200, 200, 200),
        (EntryState.WAITING, 200, 200, 404, 404),
        (EntryState.REJECTED, 200, 200, 404, 404),
        (EntryState.DRAFT, 200, 404, 404, 404),
        (EntryState.WITHDRAWN, 404, 404, 404, 404),
    ],
)
async def test_a_file_is_seen_by_whoever_may_see_its_entry(
    house: House, state: EntryState, own: int, moderator: int, anybody: int, public: int
) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    mia = await house.person("Mia", "moderator")
    await add(house, "battle")
    await enter(house, ada, "e1", state, media=(keep(house),))
    assert [await status(one) for one in (ada, mia, bob, house.nobody)] == [own, moderator, anybody, public]


async def test_the_kit_is_seen_by_everybody_and_a_card_by_every_member(house: House) -> None:
    ada, media = await house.person(), keep(house)
    async with house.store.work() as work:
        await work.media.save(media, public=True)
    assert [await status(one) for one in (ada, house.nobody)] == [200, 404]
    async with house.store.work() as work:
        await work.people.save_piece(KitPiece("k1", house.community.id, "Sun", HASH, "a sun", "promotion"))
    assert [await status(one) for one in (ada, house.nobody)] == [200, 200]


@pytest.mark.parametrize("path", ["../house.db", "..%2f..%2fhouse.db", "%00", "a" * 64, HASH[:10]])
async def test_a_path_of_the_callers_own_leads_nowhere(house: House, path: str) -> None:
    assert await status(await house.person(), f"/media/{path}") == 404


async def test_a_file_that_is_lost_is_not_there(house: House, tmp_path: Path) -> None:
    ada = await house.person()
    await add(house, "battle")
    await enter(house, ada, "e1", media=(keep(house),))
    (tmp_path / "media" / HASH[:2] / f"{HASH}.png").unlink()
    assert await status(ada) == 404


async def test_a_table_made_for_an_answer_is_loaded_by_whoever_got_the_answer_alone(house: House) -> None:
    house.talk.answers = lambda *_: [Post("The winners", files=(('a "b"\r\n.csv', b"rank,entry\r\n"),))]
    mona, bob = await house.person("Mona", "manager"), await house.person("Bob")
    [answer] = await mona.say("/contest results")
    [file] = answer["media"]
    assert (file["kind"], file["alt"]) == ("file", 'a "b"\r\n.csv')
    async with mona.ask("GET", file["url"]) as loaded:
        assert await loaded.read() == b"rank,entry\r\n"
        assert loaded.headers["Content-Type"] == "text/csv"
        assert loaded.headers["Content-Disposition"] == 'attachment; filename="a__b___.csv"'
    assert await status(bob, file["url"]) == await status(house.nobody, file["url"]) == 404
    assert await status(mona, file["url"].replace("/0", "/1")) == 404
