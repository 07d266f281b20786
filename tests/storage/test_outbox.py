"""What is owed: said once, in order within a venue, tried again, given up aloud."""

from dataclasses import replace

from contests.model.announcement import Announcement, Audience, News
from contests.ports import Owed
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, KIT, NOON, SECOND, owed, stage


async def owe(store: SqlStore, *rows: Owed) -> None:
    """Store a contest and what it owes."""
    async with store.work() as work:
        await stage(work)
        await work.outbox.add(rows)


async def waiting(store: SqlStore, now_is: int = 0, limit: int = 9) -> list[str]:
    """Return the ids to be tried, some seconds after noon."""
    async with store.reading() as work:
        return [one.id for one in await work.outbox.waiting(NOON + now_is * SECOND, limit)]


async def test_a_row_comes_back_as_it_was_owed(store: SqlStore) -> None:
    facts: dict[str, str | int | None] = {"reason": "Śnieg\n", "rank": 3, "reward": None}
    said = Announcement(News.RANK, "battle", Audience.MEMBER, "ann", "a", facts)
    row = Owed("r1", KIT.id, said, None, NOON, attempts=2, next_try_at=NOON + HOUR)
    await owe(store, row)
    async with store.reading() as work:
        assert await work.outbox.get("r1") == row
        assert await work.outbox.get("x") is None


async def test_of_two_rows_of_one_key_the_first_stands(store: SqlStore) -> None:
    await owe(store, owed("r1"), owed("r2", kind=News.PAUSED, to="side"))
    async with store.work() as work:
        await work.outbox.add([owed("r2", kind=News.RESULT), owed("r3", None)])
        await work.outbox.add([])
    assert await waiting(store) == ["r1", "r2", "r3"]
    async with store.reading() as work:
        stays = await work.outbox.get("r2")
    assert stays is not None
    assert stays.announcement.kind is News.PAUSED


async def test_a_venue_hears_one_thing_after_the_other(store: SqlStore) -> None:
    await owe(store, owed("m1"), owed("m2"), owed("s1", "side"), owed("p1", None), owed("p2", None))
    assert await waiting(store) == ["m1", "s1", "p1", "p2"]
    assert await waiting(store, limit=2) == ["m1", "s1"]
    async with store.work() as work:
        assert await work.outbox.claim("m1", NOON)
    assert await waiting(store) == ["s1", "p1", "p2"]
    async with store.work() as work:
        await work.outbox.sent("m1", NOON)
        assert not await work.outbox.claim("m1", NOON)
    assert await waiting(store) == ["m2", "s1", "p1", "p2"]


def to(audience: Audience, name: str, kind: News = News.ENTRY, venue: str | None = "main") -> Owed:
    """Make a row for another audience than the venues."""
    return Owed(name, KIT.id, Announcement(kind, "battle", audience), venue, NOON)


async def test_what_a_gallery_a_desk_or_a_mark_waits_for_holds_no_announcement_back(store: SqlStore) -> None:
    owed_first = [to(one, one.value) for one in (Audience.GALLERIES, Audience.REVIEWERS, Audience.MARKS)]
    await owe(store, *owed_first, owed("m1"), owed("m2"))
    assert await waiting(store) == ["m1", "galleries", "reviewers", "marks"]
    async with store.work() as work:
        for one in owed_first:
            await work.outbox.claim(one.id, NOON)
        await work.outbox.sent("m1", NOON)
    assert await waiting(store) == ["m2"]


async def test_announcements_come_first_and_new_looks_last(store: SqlStore) -> None:
    await owe(store, to(Audience.SHOWINGS, "look", News.REFRESH, None), to(Audience.DESK, "desk"), owed("m1"))
    assert await waiting(store) == ["m1", "desk", "look"]
    assert await waiting(store, limit=1) == ["m1"]


async def test_a_row_that_is_forgotten_may_be_owed_again(store: SqlStore) -> None:
    await owe(store, to(Audience.GALLERIES, "a.main"))
    async with store.work() as work:
        await work.outbox.claim("a.main", NOON)
        await work.outbox.forget("a.main")
        assert await work.outbox.get("a.main") is None
        await work.outbox.add([to(Audience.GALLERIES, "a.main")])
    assert await waiting(store) == ["a.main"]


async def test_a_row_is_claimed_by_one(store: SqlStore) -> None:
    await owe(store, owed("m1"))
    async with store.work() as work:
        assert await work.outbox.claim("m1", NOON)
    async with store.work() as work:
        assert not await work.outbox.claim("m1", NOON)
        assert not await work.outbox.claim("x", NOON)


async def test_a_failed_row_waits_and_holds_its_venue(store: SqlStore) -> None:
    await owe(store, owed("m1"), owed("m2"))
    async with store.work() as work:
        await work.outbox.claim("m1", NOON)
        await work.outbox.failed("m1", NOON, NOON + 5 * SECOND, "busy")
        assert not await work.outbox.claim("m1", NOON)
    assert await waiting(store, 4) == []
    assert await waiting(store, 5) == ["m1"]
    async with store.work() as work:
        tried = await work.outbox.get("m1")
        assert tried == replace(owed("m1"), attempts=1, next_try_at=NOON + 5 * SECOND)
        assert await work.outbox.claim("m1", NOON + 5 * SECOND)


async def test_a_row_that_is_given_up_blocks_nobody_and_is_named_with_its_cause(store: SqlStore) -> None:
    await owe(store, owed("m1"), owed("m2"))
    async with store.work() as work:
        await work.outbox.claim("m1", NOON)
        await work.outbox.failed("m1", NOON, None, "403")
    assert await waiting(store) == ["m2"]
    async with store.reading() as work:
        assert await work.outbox.given_up(KIT.id) == [(replace(owed("m1"), attempts=1), "403")]
        assert await work.outbox.given_up("other") == []


async def test_a_given_up_row_may_be_tried_once_more(store: SqlStore) -> None:
    await owe(store, owed("m1"), owed("m2"))
    async with store.work() as work:
        await work.outbox.failed("m1", NOON, None, "403")
        await work.outbox.retry("m1", NOON + HOUR)
        await work.outbox.retry("m2", NOON + DAY)
        assert await work.outbox.given_up(KIT.id) == []
    assert await waiting(store, 3600) == ["m1"]


async def test_a_row_in_doubt_waits_for_whoever_looks(store: SqlStore) -> None:
    await owe(store, owed("m1"), owed("m2"))
    async with store.work() as work:
        await work.outbox.claim("m1", NOON)
        await work.outbox.unsure("m1", NOON, "cut off")
        assert await work.outbox.given_up(KIT.id) == [(replace(owed("m1"), attempts=1, doubt="open"), "cut off")]
        assert await work.outbox.open_rows("battle", "opening") == 1
        assert not await work.outbox.claim("m1", NOON)
    assert await waiting(store) == ["m2"]
    async with store.work() as work:
        assert await work.outbox.is_there("m1", NOON)
        assert not await work.outbox.is_there("m1", NOON)
        assert not await work.outbox.retry("m1", NOON)
        assert await work.outbox.given_up(KIT.id) == []


async def test_a_row_that_is_not_there_is_sent_again_and_says_so_until_it_is_claimed(store: SqlStore) -> None:
    await owe(store, owed("m1"))
    async with store.work() as work:
        assert not await work.outbox.is_there("m1", NOON), "it was never in doubt"
        await work.outbox.claim("m1", NOON)
        await work.outbox.unsure("m1", NOON, "cut off")
        assert await work.outbox.retry("m1", NOON)
        assert not await work.outbox.retry("m1", NOON)
        assert not await work.outbox.is_there("m1", NOON)
        assert await work.outbox.open_rows("battle", "opening") == 1
        [again] = await work.outbox.waiting(NOON, 9)
        assert again == replace(owed("m1"), attempts=1, next_try_at=NOON, is_last_try=True, doubt="not_there")
        assert await work.outbox.claim("m1", NOON)
    await store.release_claims()
    async with store.reading() as work:
        [after] = await work.outbox.waiting(NOON, 9)
    assert after.doubt is None, "whoever died over it may have sent it"


async def test_what_is_sent_stays_sent(store: SqlStore) -> None:
    await owe(store, owed("m1"))
    async with store.work() as work:
        await work.outbox.sent("m1", NOON)
        await work.outbox.failed("m1", NOON, NOON, "a late answer")
        await work.outbox.retry("m1", NOON)
    assert await waiting(store) == []


async def test_rows_that_nobody_has_begun_to_send_are_known(store: SqlStore) -> None:
    results = [owed(name, name, News.RESULT) for name in ("a", "b", "c", "d")]
    await owe(store, *results, owed("e", "e", News.PAUSED))
    async with store.work() as work:
        await work.outbox.claim("a", NOON)
        await work.outbox.claim("b", NOON)
        await work.outbox.failed("b", NOON, NOON + HOUR, "busy")
        await work.outbox.sent("c", NOON)
    async with store.reading() as work:
        assert await work.outbox.unclaimed("battle", News.RESULT) == [results[3]]
        assert await work.outbox.open_rows("battle", News.RESULT) == 3
        assert await work.outbox.open_rows("battle", News.OPENING) == 0


async def test_the_age_of_what_is_still_owed_is_known(store: SqlStore) -> None:
    await owe(
        store, owed("a", "a"), replace(owed("b", "b"), made_at=NOON + HOUR), replace(owed("c", "c"), made_at=NOON + DAY)
    )
    async with store.work() as work:
        assert await work.outbox.oldest_open() == NOON
        await work.outbox.sent("a", NOON)
        await work.outbox.claim("b", NOON)
        assert await work.outbox.oldest_open() == NOON + HOUR
        for name in ("b", "c"):
            await work.outbox.sent(name, NOON)
        assert await work.outbox.oldest_open() is None


async def test_what_a_dead_process_was_sending_is_tried_again_after_start(store: SqlStore) -> None:
    await owe(store, owed("m1"), owed("m2"))
    async with store.work() as work:
        await work.outbox.claim("m1", NOON)
    assert await waiting(store, 99999) == []
    await store.release_claims()
    assert await waiting(store) == ["m1"]
    async with store.reading() as work:
        assert await work.outbox.unclaimed("battle", News.OPENING) == [owed("m2")]
