"""Cards as pictures: who may see which, that they change with what they show, and that they are kept in bounds."""

import asyncio
import io
import os
import time
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from bots.cards import Cards
from bots.on_web import tidy
from bots.pictures import shelf
from bots.words import words
from contests.desk.looker import Looker
from contests.model.ambassador import Offer, OfferState
from contests.model.contest import State
from contests.model.entry import EntryState, Words
from contests.model.member import Member
from contests.model.standing import Standing
from tests.bots.on_web.house import NOON, House, Visitor, open_house
from tests.bots.on_web.test_reading import add, decide, enter
from tests.bots.test_pictures_process import workers

PUBLIC, EVERYBODY = Looker(None, NOON), Looker(None, NOON, is_the_room=True)


async def card(visitor: Visitor, path: str) -> bytes:
    async with visitor.ask("GET", f"/cards/{path}") as answer:
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg"), await answer.text()
        assert answer.headers["Cache-Control"] == "private, max-age=60"
        return bytes(await answer.read())


async def status(visitor: Visitor, path: str) -> int:
    async with visitor.ask("GET", f"/cards/{path}") as answer:
        return int(answer.status)


def offer(state: OfferState = OfferState.ACCEPTED, entry: str = "e1") -> Offer:
    return Offer("battleo1", "battle", entry, "", state, NOON, NOON, NOON, NOON + timedelta(days=180))


async def test_an_entrys_card_changes_with_it_and_is_gone_when_it_is(house: House) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    await add(house, "battle")
    await enter(house, ada, "e1")
    drawn = await card(bob, "entries/e1.jpg")
    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)
    assert await card(house.nobody, "entries/e1.jpg") == drawn
    assert len(list(house.room.cards_folder.iterdir())) == 1, "one drawing for both"
    assert Image.open(io.BytesIO(await card(bob, "entries/e1.jpg?shape=tall"))).size == (1080, 1350)
    assert Image.open(io.BytesIO(await card(bob, "entries/e1/tree.jpg"))).size == (1200, 630)
    await enter(house, ada, "e1", words=Words("Another title"))
    assert await card(bob, "entries/e1.jpg") != drawn
    await enter(house, ada, "e1", EntryState.WITHDRAWN)
    for visitor in (ada, bob, house.nobody):
        assert await status(visitor, "entries/e1.jpg") == await status(visitor, "entries/e1/tree.jpg") == 404
    assert await status(bob, "entries/e1.jpg?shape=round") == 422
    assert await status(bob, "entries/none.jpg") == 404


async def test_a_result_is_there_once_it_is_decided_and_a_certificate_once_it_is_accepted(house: House) -> None:
    ada = await house.person("Ada")
    running = await add(house, "battle")
    await enter(house, ada, "e1")
    assert await status(ada, "contests/battle.jpg") == 404
    line = Standing("e1", ada.id, 1, Fraction(1), 1, 1, frozen_rank=1)
    for state, expected in ((OfferState.OPEN, 404), (OfferState.LEFT, 404), (OfferState.ACCEPTED, 200)):
        await decide(house, running, line, offers=(replace(offer(state), member=ada.id),))
        assert await status(house.nobody, "offices/battleo1.jpg") == expected
    assert await status(ada, "contests/battle.jpg") == 200


async def test_another_communitys_cards_are_those_that_the_public_sees(house: House) -> None:
    ada = await house.person("Ada")
    async with house.store.work() as work:
        await work.people.save_community(replace(house.community, id="elsewhere"))
    theirs = await add(replace(house, community=replace(house.community, id="elsewhere")), "theirs")
    await enter(house, ada, "e8", contest="theirs")
    await enter(house, ada, "e9", contest="theirs", in_gallery=False)
    offer_of_shy = replace(offer(entry="e9"), contest="theirs", member=ada.id)
    await decide(house, theirs, Standing("e9", ada.id, 1, Fraction(1), 1, 1, frozen_rank=1), offers=(offer_of_shy,))
    for path in ("entries/e9.jpg", "entries/e9/tree.jpg", "offices/battleo1.jpg"):
        assert await status(ada, path) == 404, path
    assert await status(ada, "entries/e8.jpg") == 200
    cards, looker = Cards(house.store, lambda media: Path(media.id)), Looker(await member(house, ada), NOON)
    assert [one.title for one in (await cards.result("theirs", looker, words("en"))).places] == [
        "an entry that is not shown now"
    ]


async def member(house: House, visitor: Visitor) -> Member:
    async with house.store.reading() as work:
        return await work.people.member(visitor.id)


async def test_the_public_sees_what_its_author_agreed_to(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        ada = await house.person("Ada")
        running = await add(house, "battle")
        await enter(house, ada, "e1")
        await enter(house, ada, "e2", in_gallery=False)
        await enter(house, ada, "e3", EntryState.DISQUALIFIED)
        await enter(house, ada, "e4", words=Words("A remix", sources=("e1", "e2")))
        await add(house, "draft", State.DRAFT)
        lines = [Standing(f"e{n}", ada.id, n, Fraction(1), 1, 1, frozen_rank=n) for n in (1, 2)]
        await decide(house, running, *lines, offers=(replace(offer(entry="e2"), member=ada.id),))
    async with open_house(tmp_path, practice=False) as house:
        assert await status(house.nobody, "entries/e1.jpg") == 200
        assert await status(house.nobody, "contests/battle.jpg") == 200
        assert await status(replace(house.nobody, token=ada.token), "entries/e2.jpg") == 200
        for path in ("entries/e2.jpg", "entries/e3.jpg", "offices/battleo1.jpg", "contests/draft.jpg"):
            assert await status(house.nobody, path) == 404, path
        cards, t = Cards(house.store, lambda media: tmp_path / media.id), words("en")
        shown = await cards.result("battle", PUBLIC, t)
        assert [(one.title, one.author) for one in shown.places] == [
            ("Entry e1", "Sunny"),
            ("an entry that is not shown now", ""),
        ]
        tree = await cards.tree("e4", PUBLIC, t)
        assert [one.title for one in tree.nodes] == ["A remix", "Entry e1", "an entry that is not shown now"]
        assert tree.edges == ((1, 0), (2, 0))
        assert [one.title for one in (await cards.tree("e4", EVERYBODY, t)).nodes][-1] == "Entry e2"
        assert (await cards.entry("e4", PUBLIC, t)).credit == "made from “Entry e1” by Sunny"


async def test_authors_are_named_on_cards_after_the_close(house: House) -> None:
    ada = await house.person("Ada")
    running = await add(house, "battle")
    await enter(house, ada, "e1")
    cards = Cards(house.store, lambda media: Path(media.id))
    assert (await cards.entry("e1", EVERYBODY, words("de"))).author == "Name folgt nach dem Schluss"
    await decide(house, running)
    assert (await cards.entry("e1", EVERYBODY, words("de"))).author == "Sunny"


async def test_a_family_is_gathered_both_ways_all_the_way_and_without_a_circle(house: House) -> None:
    ada = await house.person("Ada")
    await add(house, "battle")
    made_from = {"a": ("e",), "b": ("a", "gone"), "c": ("b",), "d": ("c", "b"), "e": ("d",), "other": ("a",)}
    await enter(house, ada, "gone", EntryState.WITHDRAWN)
    for name, sources in made_from.items():
        await enter(house, ada, name, words=Words(name, sources=sources))
    tree = await Cards(house.store, lambda media: Path(media.id)).tree("c", EVERYBODY, words("en"))
    titles = [one.title for one in tree.nodes]
    assert titles[0] == "c"
    assert set(titles) == {"a", "b", "c", "d", "e", "a withdrawn entry"}
    pairs = {(titles[source], titles[made]) for source, made in tree.edges}
    assert {("a", "b"), ("a withdrawn entry", "b"), ("b", "c"), ("c", "d"), ("b", "d")} <= pairs


async def test_of_many_cards_a_few_are_drawn_at_once_and_the_same_one_once(house: House) -> None:
    ada = await house.person("Ada")
    await add(house, "battle")
    for number in range(5):
        await enter(house, ada, f"e{number}")
    asked = [asyncio.create_task(card(house.nobody, f"entries/e{number % 5}.jpg")) for number in range(10)]
    most = 0
    while not all(one.done() for one in asked):
        most = max(most, len(list(workers())))
        await asyncio.sleep(0.005)
    assert 1 <= most <= shelf.AT_ONCE
    assert len({one.result() for one in asked}) == len(list(house.room.cards_folder.iterdir())) == 5


async def test_cards_that_nobody_asks_for_and_those_that_are_too_many_are_thrown_away(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MOST", 2)
    house.room.cards_folder.mkdir()
    for name, age in (("old", shelf.KEPT_S + 60), ("a", 30), ("b", 20), ("c", 10)):
        (house.room.cards_folder / name).write_bytes(b"")
        os.utime(house.room.cards_folder / name, times=(time.time() - age,) * 2)
    await tidy(house.room, NOON)
    assert {one.name for one in house.room.cards_folder.iterdir()} == {"b", "c"}
