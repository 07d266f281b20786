"""What is offered to somebody who is typing, on both engines."""

from dataclasses import replace

from contests.model.contest import RoundKind, State
from contests.model.entry import EntryState, Words
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, KIT, NOON, contest, entry, later, stage


async def test_contests_are_offered_newest_first_drafts_too_with_their_first_round(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(work)
        await work.contests.add(replace(contest("plan", State.DRAFT), created_at=NOON + DAY))
        await work.contests.add(replace(contest("old"), created_at=NOON - 9 * DAY))
    async with store.reading() as work:
        found = await work.suggestions.contests(KIT.id, 2)
        elsewhere = await work.suggestions.contests("another", 2)
        whole = await work.contests.get("battle")
    assert [one.id for one in found] == ["plan", "battle"]
    assert found[0].rounds == ()
    assert found[1] == replace(whole, rounds=whole.rounds[:1])
    assert found[1].round_of(RoundKind.SUBMISSION)
    assert elsewhere == []


async def test_entries_are_offered_by_their_titles_to_those_who_may_see_them(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(
            work,
            later(replace(entry("a", "ann"), words=Words("Sun 100%")), HOUR),
            later(replace(entry("b", "bob"), words=Words("The SUN_set")), 2 * HOUR),
            later(replace(entry("c", "ann", EntryState.WAITING), words=Words("Sunny")), 3 * HOUR),
            replace(entry("d", "ann", EntryState.WITHDRAWN), words=Words("Sun no more")),
            replace(entry("e", "ann", EntryState.DRAFT), words=Words("Sun to be")),
        )

    async def offered(typed: str, reader: str = "bob", *, sees_all: bool = False, limit: int = 9) -> list[str]:
        async with store.reading() as work:
            found = await work.suggestions.entries(KIT.id, typed, reader, sees_all=sees_all, limit=limit)
        return [one.id for one in found]

    assert await offered("sun") == ["b", "a"]
    assert await offered("sun", limit=1) == ["b"]
    assert await offered("sun", "ann") == ["c", "b", "a"]
    assert await offered("", sees_all=True) == ["c", "b", "a"]
    assert await offered("%") == ["a"], "no wildcard"
    assert await offered("_") == ["b"], "nor this one"
    assert await offered("b") == ["b"], "an id is found as it is"
