"""Places that are called otherwise from now on, that are lost, and that are back: on both engines."""

from dataclasses import replace

from contests.desk.reaching import lost_place, move_place, regained_place
from contests.model.announcement import News
from contests.model.community import Brand, Community, Venue
from contests.ports import Owed
from storage.store import SqlStore
from tests.storage.making import HOUR, KIT, NOON, owed, venue

OTHER = Community("other", Brand("Other"), "de", "UTC")


def at(name: str, place: str, *, gallery: str | None = None, desk: str | None = None, of: str = KIT.id) -> Venue:
    return replace(venue(name), platform="chat", place=place, gallery=gallery, desk=desk, community=of, joined_at=NOON)


async def settled(store: SqlStore, *venues: Venue) -> None:
    async with store.work() as work:
        await work.people.save_community(KIT)
        await work.people.save_community(OTHER)
        for one in venues:
            await work.people.save_venue(one)


async def places(store: SqlStore) -> dict[str, tuple[str, str | None, str | None]]:
    async with store.reading() as work:
        found = await work.people.venues_on("chat", "")
    return {one.id: (one.place, one.gallery, one.desk) for one in found}


async def waiting(store: SqlStore) -> list[Owed]:
    async with store.reading() as work:
        return await work.outbox.waiting(NOON + HOUR, 100)


async def test_a_place_is_followed_wherever_it_is_named_and_only_there_and_twice_is_once(store: SqlStore) -> None:
    await settled(
        store,
        at("one", "-1", gallery="-1", desk="-2/7"),
        at("far", "-10", gallery="-1/4", desk=None),
        at("else", "-11", gallery="-11/1", desk="-3", of=OTHER.id),
        replace(at("web", "-1"), platform="web"),
    )
    after = {"one": ("-99", "-99", "-2/7"), "far": ("-10", "-99/4", None), "else": ("-11", "-11/1", "-3")}
    moved = await move_place(store, "chat", "-1", "-99")
    assert {one.id for one in moved} == {"one", "far"}
    assert await places(store) == after
    assert await move_place(store, "chat", "-1", "-99") == []
    assert await places(store) == after
    async with store.reading() as work:
        assert (await work.people.venue("web")).place == "-1"


async def test_a_place_that_is_a_venue_of_its_own_already_stays_that_ones(store: SqlStore) -> None:
    await settled(store, at("one", "-1", gallery="-1"), at("new", "-99"))
    await move_place(store, "chat", "-1", "-99")
    assert await places(store) == {"one": ("-1", "-99", None), "new": ("-99", None, None)}


async def test_a_loss_is_told_once_to_every_desk_that_can_still_be_reached(store: SqlStore) -> None:
    team = at("team", "-5", desk="-6")
    await settled(store, at("one", "-1/2", desk="-1/3"), team, at("two", "-7", desk="-6"), at("x", "-8", of=OTHER.id))
    for _ in range(2):
        await lost_place(store, "chat", "-1", "gone", NOON, key="k", title="Fans")
    rows = await waiting(store)
    assert [(one.community, one.venue) for one in rows] == [(KIT.id, None), (KIT.id, "team")]
    assert {one.announcement.kind for one in rows} == {News.VENUE_LOST}
    assert rows[0].announcement.facts == {"title": "Fans", "why": "gone", "parts": "venue desk"}


async def test_a_place_that_is_nobodys_is_lost_without_a_word(store: SqlStore) -> None:
    await settled(store, at("one", "-11"))
    await lost_place(store, "chat", "-1", "gone", NOON, key="k", title="Fans")
    await regained_place(store, "chat", "-1", NOON, key="b", title="Fans")
    assert await waiting(store) == []


async def test_a_place_that_is_back_is_told_with_what_was_given_up_for_it_meanwhile(store: SqlStore) -> None:
    await settled(store, at("one", "-1", desk="-1"), at("two", "-2"))
    async with store.work() as work:
        await work.outbox.add([*(owed(f"lost{n}", "one", News.RESULT) for n in range(6)), owed("not", "two")])
        for one in [*(f"lost{n}" for n in range(6)), "not"]:
            await work.outbox.failed(one, NOON, None, "gone")
    await regained_place(store, "chat", "-1", NOON, key="b", title="Fans")
    rows = await waiting(store)
    assert [one.venue for one in rows] == [None, "one"]
    again = " ".join(f"lost{n}/result" for n in range(1, 6))
    assert rows[0].announcement.facts == {"title": "Fans", "again": again, "more": 1}
