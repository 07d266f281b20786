"""What the gallery reads: pages of contests, entries and standings, a cover, a family, offices."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from contests.model.ambassador import Offer, OfferState
from contests.model.contest import State
from contests.model.entry import EntryState, Words
from contests.model.media import Media
from contests.model.standing import Standing
from contests.ports import Glance
from contests.refusals import Refusal
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, KIT, NOON, SECOND, contest, entry, later, stage

PICTURE, SONG = Media("f" * 64, "picture", "image/png", "a bag"), Media("e" * 64, "audio", "audio/ogg", "a song")
ALL = Glance("battle", 99)
PLACES = [Standing(name, "ann", n, Fraction(1, n), 1, n, n) for n, name in enumerate(("c", "b", "a"), 1)]
OFFER = Offer("o1", "battle", "a", "ann", OfferState.ACCEPTED, NOON, NOON, NOON, NOON + 90 * DAY)


async def shown(store: SqlStore, glance: Glance) -> list[str]:
    """Return what a glance shows, having made sure that its ids are the same ones."""
    async with store.reading() as work:
        found = [one.id for one in await work.gallery.entries(glance)]
        every = await work.gallery.ids(glance)
    assert [one for one in every if one in found] == found
    return found


async def test_contests_come_newest_first_a_page_at_a_time_without_drafts_and_standings(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(work, *(entry(name, "ann") for name in "abc"))
        for n, name in enumerate(("x", "y", "z")):
            await work.contests.add(replace(contest(name), created_at=NOON + n * HOUR))
        await work.contests.add(replace(contest("plan", State.DRAFT), created_at=NOON + DAY))
        running = await work.contests.get("battle")
        await work.contests.save(replace(running, standings=tuple(PLACES), offers=(OFFER,)))
    async with store.reading() as work:
        assert [one.id for one in await work.gallery.contests(KIT.id, None, 2)] == ["z", "y"]
        [x, battle] = await work.gallery.contests(KIT.id, "y", 9)
        assert (x.id, battle) == ("x", replace(await work.contests.get("battle"), standings=()))
        assert await work.gallery.contest("battle") == battle
        for wrong in (work.gallery.contests(KIT.id, "no", 2), work.gallery.contest("no")):
            with pytest.raises(Refusal, match="no_such"):
                await wrong


async def test_standings_are_read_from_a_line_on(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(work, *(entry(name, "ann") for name in "abc"))
        await work.contests.save(replace(await work.contests.get("battle"), standings=tuple(PLACES)))
    async with store.reading() as work:
        assert await work.gallery.standings("battle", 0, 2) == PLACES[:2]
        assert await work.gallery.standings("battle", 2, 9) == PLACES[2:]


async def test_entries_are_paged_both_ways(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(work, *(later(entry(f"e{n}", "ann"), n // 2 * SECOND) for n in range(6)))
    for glance, found in {
        replace(ALL, limit=2): "01",
        replace(ALL, limit=2, after="e1"): "23",
        replace(ALL, limit=9, after="e4"): "5",
        replace(ALL, limit=2, before="e4"): "23",
        replace(ALL, limit=9, before="e2"): "01",
    }.items():
        assert await shown(store, glance) == [f"e{n}" for n in found]
    with pytest.raises(Refusal, match="no_such"):
        await shown(store, replace(ALL, after="no"))


async def test_each_reader_sees_what_is_for_them(store: SqlStore) -> None:
    every = [entry(state.value, "ann", state) for state in EntryState]
    async with store.work() as work:
        await stage(work, *every, replace(entry("shy", "ann"), in_gallery=False), voters=("ben",))
    public = {"admitted", "disqualified"}
    own = public | {"shy", "waiting", "changes", "rejected"}
    assert set(await shown(store, ALL)) == public
    assert set(await shown(store, replace(ALL, reader="ben"))) == public | {"shy"}
    assert set(await shown(store, replace(ALL, reader="ann"))) == own
    assert set(await shown(store, replace(ALL, reader="ben", sees_all=True))) == own


async def test_entries_are_filtered_by_their_files_and_by_the_name_they_are_shown_under(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(work, replace(entry("a", "ann"), shown_as="Sunny"), replace(entry("b", "ann"), shown_as="Moony"))
        for file in (PICTURE, SONG):
            await work.media.save(file)
        await work.entries.save(replace(entry("c", "ann"), media=(PICTURE, SONG)))
    assert await shown(store, replace(ALL, author="Sunny")) == ["a"]
    assert await shown(store, replace(ALL, media="audio")) == ["c"]
    assert await shown(store, replace(ALL, media="video")) == []
    assert await shown(store, replace(ALL, media="words")) == ["a", "b"]


async def test_a_cover_is_of_the_best_placed_with_a_picture_before_the_decision_of_the_first(store: SqlStore) -> None:
    shy = replace(PICTURE, id="d" * 64, alt="shy")
    async with store.work() as work:
        await stage(work, entry("c", "ann"), voters=("ann",))
        for file in (PICTURE, SONG, shy):
            await work.media.save(file)
        await work.entries.save(replace(entry("a", "ann"), media=(shy,), in_gallery=False))
        await work.entries.save(replace(later(entry("b", "ann"), HOUR), media=(SONG, PICTURE)))
        assert await work.gallery.cover("battle", is_public=True) == PICTURE
        assert await work.gallery.cover("battle", is_public=False) == shy
        await work.contests.save(replace(await work.contests.get("battle"), standings=tuple(PLACES)))
        assert await work.gallery.cover("battle", is_public=False) == PICTURE
        assert await work.gallery.cover("other", is_public=True) is None


async def test_a_family_is_what_is_public_or_was_withdrawn(store: SqlStore) -> None:
    made = [replace(entry(one.value, "ann", one), words=Words("W", sources=("x", "y"))) for one in EntryState]
    async with store.work() as work:
        await stage(work, *made, entry("x", "ann"))
    async with store.reading() as work:
        found = [one.id for one in await work.gallery.made_from(["y", "z", "x"])]
        assert found == ["admitted", "disqualified", "withdrawn"]
        assert await work.gallery.made_from([]) == []


async def test_offices_are_those_that_last_newest_first(store: SqlStore) -> None:
    states = [
        replace(OFFER, id=one.value, state=one, term_ends=NOON + timedelta(days=n)) for n, one in enumerate(OfferState)
    ]
    async with store.work() as work:
        await stage(work, entry("a", "ann"))
        await work.contests.save(replace(await work.contests.get("battle"), offers=tuple(states)))
    async with store.reading() as work:
        assert [one.id for one in await work.gallery.offices(KIT.id)] == ["ended", "accepted"]
        assert await work.gallery.offices("other") == []
