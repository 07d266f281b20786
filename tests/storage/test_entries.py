"""Entries are kept with their files, sources and decisions, and found in order of first sending."""

from dataclasses import replace

import pytest

from contests.model.entry import Decision, Entry, EntryState, HowGot, ReviewFacts, Words
from contests.model.media import Media
from contests.refusals import Refusal
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, NOON, SECOND, contest, entry, later, stage

FILES = (Media("f" * 64, "picture", "image/png", "a bag"), Media("e" * 64, "audio", "audio/ogg", "a song"))
FACTS = ReviewFacts("Bag", 4, ("light", "red"), ("small",), HowGot.SAMPLE)
WORDS = Words("Bag №1", "Zażółć\n<b>not bold</b>", ("piece", "a"), "Thanks, Ann!", FACTS)
DECISIONS = (
    Decision("changes", "mod", NOON, "off_topic", "Why a cup?"),
    Decision("admitted", "mod", NOON + HOUR, before=EntryState.CHANGES),
)


def ids(found: list[Entry]) -> list[str]:
    """Return the entries' ids."""
    return [one.id for one in found]


async def test_an_entry_comes_back_whole(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(work, voters=("ann", "mod"))
        for file in FILES:
            await work.media.save(replace(file, alt=""))
        sent = replace(entry("b", "ann"), words=WORDS, media=FILES, decisions=DECISIONS, shown_as="A.")
        sent = replace(sent, in_gallery=False, may_be_remixed=False, wants_messages=False, terms_version=2)
        await work.entries.save(replace(sent, replaces="c"))
    async with store.reading() as work:
        assert await work.entries.get("b") == replace(sent, replaces="c")


async def test_what_a_change_takes_away_is_gone(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(work, voters=("ann", "mod"))
        for file in FILES:
            await work.media.save(file)
        sent = replace(entry("b", "ann"), words=WORDS, media=FILES, decisions=DECISIONS)
        await work.entries.save(sent)
    changed = replace(sent, words=Words("Bag", sources=("a",)), media=FILES[1:], state=EntryState.WAITING)
    async with store.work() as work:
        await work.entries.save(changed)
    async with store.reading() as work:
        assert await work.entries.get("b") == changed


async def test_an_entry_that_is_not_there_is_refused(store: SqlStore) -> None:
    async with store.reading() as work:
        with pytest.raises(Refusal, match="no_such"):
            await work.entries.get("x")


async def test_only_known_ids_are_known_drafts_included(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(work, entry("a", "ann"), entry("d", "ann", EntryState.DRAFT))
    async with store.reading() as work:
        assert {one.id for one in await work.entries.known(["a", "d", "x"])} == {"a", "d"}
        assert await work.entries.known([]) == []


async def test_a_deleted_draft_leaves_nothing(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(work, voters=("ann",))
        await work.media.save(FILES[0])
        draft = replace(entry("d", "ann", EntryState.DRAFT), media=FILES[:1], words=Words("D", sources=("piece",)))
        await work.entries.save(draft)
        await work.entries.delete("d")
        assert await work.entries.known(["d"]) == []
        assert await work.media.orphans(NOON + 9000 * DAY) == [FILES[0].id]


async def test_a_contests_entries_come_in_order_of_first_sending_without_drafts(store: SqlStore) -> None:
    first, second = entry("z", "ann"), later(entry("a", "ben", EntryState.REJECTED), HOUR)
    async with store.work() as work:
        await stage(work, second, first, entry("d", "ann", EntryState.DRAFT))
        await work.entries.save(later(first, DAY))
    async with store.reading() as work:
        assert ids(await work.entries.of_contest("battle")) == ["z", "a"]


async def test_candidates_are_what_takes_part_in_order_of_first_sending(store: SqlStore) -> None:
    out = [entry(state.value, "ann", state) for state in EntryState if state is not EntryState.ADMITTED]
    async with store.work() as work:
        await stage(work, later(entry("a", "ben"), HOUR), entry("z", "ann"), *out)
        await work.contests.add(contest("other"))
        await work.entries.save(entry("o", "ann", in_="other"))
    async with store.reading() as work:
        found = await work.entries.candidates("battle")
    assert [(one.id, one.member, one.state) for one in found] == [
        ("z", "ann", EntryState.ADMITTED),
        ("a", "ben", EntryState.ADMITTED),
    ]


async def test_a_sent_draft_takes_its_place_by_the_time_of_its_send(store: SqlStore) -> None:
    draft = entry("d", "ann", EntryState.DRAFT)
    async with store.work() as work:
        await stage(work, draft, later(entry("a", "ben"), HOUR), later(entry("b", "ben"), 3 * HOUR))
        await work.entries.save(replace(draft, state=EntryState.WAITING, sent_at=NOON + 2 * HOUR))
    async with store.reading() as work:
        assert ids(await work.entries.of_contest("battle")) == ["a", "d", "b"]


async def test_a_members_entries_come_newest_first(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(work, entry("a", "ann"), later(entry("b", "ann"), HOUR), entry("c", "ben"))
        await work.contests.add(contest("other"))
        await work.entries.save(later(entry("o", "ann", in_="other"), 2 * HOUR))
        await work.entries.save(entry("d", "ann", EntryState.DRAFT))
    async with store.reading() as work:
        assert ids(await work.entries.of_member("ann")) == ["o", "b", "a"]
        assert ids(await work.entries.of_member("ann", "battle")) == ["b", "a"]


async def test_pages_hold_every_public_entry_once(store: SqlStore) -> None:
    public = [later(entry(name, "ann"), index // 2 * SECOND) for index, name in enumerate("fedcba")]
    hidden = [entry(state.value, "ann", state) for state in (EntryState.WAITING, EntryState.WITHDRAWN)]
    disqualified = later(entry("x", "ann", EntryState.DISQUALIFIED), HOUR)
    async with store.work() as work:
        await stage(work, *public, *hidden, disqualified)
    async with store.reading() as work:
        seen: list[str] = []
        while page := await work.entries.page("battle", seen[-1] if seen else None, 2):
            seen += ids(page)
        assert seen == ["e", "f", "c", "d", "a", "b", "x"]
        assert await work.entries.page("battle", "unknown", 2) == []


async def test_a_page_goes_on_after_an_entry_that_was_withdrawn_meanwhile(store: SqlStore) -> None:
    gone = later(entry("b", "ann"), SECOND)
    async with store.work() as work:
        await stage(work, entry("a", "ann"), gone, later(entry("c", "ann"), HOUR))
        await work.entries.save(replace(gone, state=EntryState.WITHDRAWN))
    async with store.reading() as work:
        assert ids(await work.entries.page("battle", "b", 9)) == ["c"]


async def test_children_are_public_entries_made_from_a_source(store: SqlStore) -> None:
    made_from_a = Words("Remix", sources=("piece", "a"))
    children = [replace(entry(name, "ben"), words=made_from_a) for name in "cb"]
    hidden = replace(entry("h", "ben", EntryState.WAITING), words=made_from_a)
    async with store.work() as work:
        await stage(work, entry("a", "ann"), *children, hidden)
    async with store.reading() as work:
        assert ids(await work.entries.children("a")) == ["b", "c"]
        assert ids(await work.entries.children("piece")) == ["b", "c"]
        assert await work.entries.children("b") == []
