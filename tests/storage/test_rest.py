"""Showings, files, the journal, and the ids of a work."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from contests.desk.housekeeping import forget_showings
from contests.model.community import Brand, KitPiece
from contests.model.entry import EntryState
from contests.model.media import Media
from contests.ports import Act, Showing
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, KIT, NOON, entry, settle, stage

PICTURE = Media("f1", "picture", "image/png", "a bag")


async def test_showings_are_kept_by_subject(store: SqlStore) -> None:
    public, private = Showing("a", "web", "m2", None), Showing("a", "web", "m1", "ann-web")
    async with store.work() as work:
        for one in (public, private, public, Showing("b", "web", "m2", None)):
            await work.showings.add(one)
    async with store.reading() as work:
        assert await work.showings.of("a") == [private, public]
        assert await work.showings.of("x") == []
        assert await work.showings.of("a", "b", "x") == [private, public, replace(public, subject="b")]
    async with store.work() as work:
        await work.showings.drop([private])
        await work.showings.drop([])
    async with store.reading() as work:
        assert await work.showings.of("a", "b") == [public, replace(public, subject="b")]


async def test_a_showing_that_can_no_longer_be_changed_is_forgotten(store: SqlStore) -> None:
    lasting, passing = Showing("a", "web", "m1", None), Showing("a", "discord", "~t/m2", "ann", NOON)
    async with store.work() as work:
        await work.showings.add(lasting, passing)
    for now, left in ((NOON, [passing, lasting]), (NOON + timedelta(seconds=1), [lasting])):
        await forget_showings(store, now)
        async with store.reading() as work:
            assert await work.showings.of("a") == left


async def test_the_journal_is_read_in_the_order_of_its_writing(store: SqlStore) -> None:
    acts = [
        Act(KIT.id, "ann", what, "a", at, "off_topic", "Why?") for what, at in (("reject", NOON), ("undo", NOON - DAY))
    ]
    async with store.work() as work:
        await settle(work, "ann")
        for act in (*acts, replace(acts[0], subject="b")):
            await work.journal.write(act)
    async with store.reading() as work:
        assert await work.journal.of("a") == acts
        assert await work.journal.of("x") == []


async def test_a_file_is_one_row_however_often_it_is_stored(store: SqlStore) -> None:
    async with store.work() as work:
        await work.media.save(PICTURE)
        await work.media.save(replace(PICTURE, alt="a red bag"))
    async with store.reading() as work:
        assert await work.media.get("f1") == replace(PICTURE, alt="a red bag")
        assert await work.media.get("x") is None


async def test_entries_and_drafts_that_hold_a_file_are_known(store: SqlStore) -> None:
    held = [replace(entry(name, "ann", state), media=(PICTURE,)) for name, state in
            (("a", EntryState.ADMITTED), ("d", EntryState.DRAFT))]  # fmt: skip
    async with store.work() as work:
        await work.media.save(PICTURE)
        await stage(work, *held, entry("b", "ann"))
    async with store.reading() as work:
        assert {one.id for one in await work.media.shown_by("f1")} == {"a", "d"}
        assert await work.media.shown_by("x") == []


async def test_all_may_see_the_kit_the_logo_and_result_cards(store: SqlStore) -> None:
    async with store.work() as work:
        for name in ("piece", "logo", "private"):
            await work.media.save(replace(PICTURE, id=name))
        await work.people.save_community(replace(KIT, brand=Brand("Kit", logo="logo")))
        await work.people.save_piece(KitPiece("p1", KIT.id, "Bag", "piece", "", "cc-by"))
        await work.media.save(replace(PICTURE, id="card"), public=True)
        await work.media.save(replace(PICTURE, id="card"))
    async with store.reading() as work:
        seen = {name: await work.media.in_kit(name) for name in ("piece", "logo", "card", "private", "x")}
    assert seen == {"piece": True, "logo": True, "card": True, "private": False, "x": False}


async def test_orphans_are_old_files_that_nothing_holds(store: SqlStore) -> None:
    held = replace(entry("a", "ann"), media=(PICTURE,))
    async with store.work() as work:
        for name, at in (("f1", NOON), ("left", NOON), ("young", NOON + HOUR), ("again", NOON), ("again", NOON + HOUR)):
            await work.media.save(replace(PICTURE, id=name), at)
        await work.media.save(replace(PICTURE, id="card"), NOON, public=True)
        await stage(work, held)
        assert await work.media.orphans(NOON + HOUR) == ["left"]
        await work.entries.save(replace(held, state=EntryState.WITHDRAWN, media=()))
        assert await work.media.orphans(NOON + HOUR) == ["f1", "left"]
        await work.media.forget("left")
        assert await work.media.get("left") is None


async def test_a_file_without_a_time_was_stored_now(store: SqlStore) -> None:
    async with store.work() as work:
        await work.media.save(PICTURE)
        assert await work.media.orphans(datetime.now(UTC) - timedelta(minutes=1)) == []
        assert await work.media.orphans(datetime.now(UTC) + timedelta(minutes=1)) == ["f1"]


async def test_a_file_that_is_held_cannot_be_forgotten(store: SqlStore) -> None:
    async with store.work() as work:
        await work.media.save(PICTURE)
        await stage(work, replace(entry("a", "ann"), media=(PICTURE,)))
    with pytest.raises(IntegrityError):
        async with store.work() as work:
            await work.media.forget("f1")


async def test_new_ids_are_twelve_letters_and_never_the_same(store: SqlStore) -> None:
    async with store.work() as work:
        made = {work.new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch("[a-z2-7]{12}", one) for one in made)
