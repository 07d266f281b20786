"""Whatever happens in a contest, the quick way to a ballot answers as the plain one does, answer by answer."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contests.desk import voting
from contests.desk.voting import BallotPaper
from contests.model.ballot import Choice, Method, Mode
from contests.model.contest import Contest, RoundKind, State
from contests.model.entry import EntryState, Words
from contests.model.member import Role
from contests.ports import Actor, Store
from contests.refusals import Refusal
from storage.store import SqlStore, open_store
from tests.halves import of_a_hundred
from tests.storage import plain_voting
from tests.storage.conftest import SECRET
from tests.storage.engines import Sqlite
from tests.storage.making import HOUR, NOON, account, entry, member, stage
from tests.storage.test_round_trips import a_few

ENTRIES = ("a", "b", "c", "d", "e")
AUTHORS = ("ann", "ben", "cy", "dan", "ann")
VOTERS = ("vi", "wo", "xu", "ann", "ben")
SOURCES = {"b": ("a",), "d": ("b", "e")}
VOTING, RUNOFF = "battle-v", "battle-r"
APPROVING = (Method.APPROVAL, Method.SINGLE)
STATES = (EntryState.ADMITTED, EntryState.WITHDRAWN, EntryState.DISQUALIFIED, EntryState.WAITING)


class Way(Protocol):
    """The functions of `contests.desk.voting`."""

    async def ballot_paper(self, store: Store, actor: Actor, contest_id: str) -> BallotPaper: ...
    async def go_back(self, store: Store, actor: Actor, entry_id: str) -> BallotPaper: ...
    async def choose(self, store: Store, actor: Actor, entry_id: str, choice: Choice) -> BallotPaper: ...
    async def choose_list(
        self, store: Store, actor: Actor, round_id: str, approved: tuple[str, ...]
    ) -> BallotPaper: ...


Act = Callable[["House"], Awaitable[object]]


@dataclass(slots=True)
class House:
    """A store, and the way in which votes are cast in it."""

    url: str
    way: Way
    store: SqlStore
    now: datetime = NOON + 2 * HOUR

    async def actor(self, name: str) -> Actor:
        """Return a member as they are now."""
        async with self.store.reading() as work:
            return Actor(await work.people.member(name), account(name), self.now)

    async def change(self, changed: Callable[[Contest], Contest]) -> None:
        """Change the contest."""
        async with self.store.work() as work:
            await work.contests.save(changed(await work.contests.get("battle")))


async def a_house(way: Way, mode: Mode, method: Method) -> House:
    url = await Sqlite(Path(mkdtemp())).migrated()
    store = await open_store(url, secret=SECRET)
    made = [
        replace(entry(name, by), words=Words(f"Entry {name}", sources=SOURCES.get(name, ())), shown_as=by)
        for name, by in zip(ENTRIES, AUTHORS, strict=True)
    ]
    async with store.work() as work:
        await stage(work, *made, voters=VOTERS)
    house = House(url, way, store)
    await house.change(lambda one: one.with_round(replace(one.rounds[1], mode=mode, method=method)))
    return house


async def press(house: House, who: str, name: str, choice: Choice) -> BallotPaper:
    return await house.way.choose(house.store, await house.actor(who), name, choice)


async def look(house: House, who: str) -> BallotPaper:
    return await house.way.ballot_paper(house.store, await house.actor(who), "battle")


async def answer(house: House, who: str, choice: Choice) -> BallotPaper:
    """Answer whatever is shown, as people do."""
    shown = (await look(house, who)).shown
    return await press(house, who, shown[0].entry.id, choice) if shown else await look(house, who)


async def go_back(house: House, who: str, name: str) -> BallotPaper:
    return await house.way.go_back(house.store, await house.actor(who), name)


async def choose_list(house: House, who: str, names: Sequence[str], one: str) -> BallotPaper:
    return await house.way.choose_list(house.store, await house.actor(who), one, tuple(names))


async def wait(house: House, seconds: int) -> None:
    house.now += timedelta(seconds=seconds)


async def moderate(house: House, name: str, state: EntryState) -> None:
    async with house.store.work() as work:
        await work.entries.save(replace(await work.entries.get(name), state=state))


async def appoint(house: House, who: str, role: Role | None) -> None:
    async with house.store.work() as work:
        await work.people.save_member(replace(member(who), roles=frozenset({role} if role else ())))


async def pause(house: House, *, is_on: bool) -> None:
    await house.change(lambda one: replace(one, paused_at=house.now if is_on else None))


async def begin_runoff(house: House, among: Sequence[str]) -> None:
    def changed(one: Contest) -> Contest:
        queue = replace(one.rounds[1], closed_at=house.now)
        runoff = replace(
            queue, id=RUNOFF, kind=RoundKind.RUNOFF, mode=Mode.LIST, among=tuple(among), opens=house.now,
            opened_at=house.now, closed_at=None, closes=house.now + 24 * HOUR,
        )  # fmt: skip
        return replace(one.with_round(queue).with_round(runoff), state=State.RUNOFF)

    await house.change(changed)


async def start_again(house: House) -> None:
    await house.store.close()
    house.store = await open_store(house.url, secret=SECRET)


def acts(of: Callable[..., Awaitable[object]], **facts: st.SearchStrategy[object]) -> st.SearchStrategy[Act]:
    """Draw acts of one kind."""
    return st.fixed_dictionaries(facts).map(lambda drawn: partial(of, **drawn))


who, name = st.sampled_from(VOTERS), st.sampled_from(ENTRIES)
some = st.lists(name, unique=True, max_size=3)
choice = st.sampled_from(Choice)
PRESSES = (
    acts(look, who=who),
    acts(answer, who=who, choice=choice),
    acts(press, who=who, name=name, choice=choice),
    acts(go_back, who=who, name=name),
    acts(wait, seconds=st.sampled_from([1, 120, 301])),
)
CHANGES = (
    acts(moderate, name=name, state=st.sampled_from(STATES)),
    acts(appoint, who=who, role=st.sampled_from([None, Role.JUROR, Role.MANAGER])),
    acts(pause, is_on=st.booleans()),
    acts(begin_runoff, among=st.lists(name, unique=True, min_size=2, max_size=3)),
    acts(start_again),
)
LISTS = (acts(choose_list, who=who, names=some, one=st.sampled_from([VOTING, RUNOFF])),)
queues = st.lists(st.one_of(*PRESSES), min_size=25, max_size=50)
histories = st.lists(st.one_of(*PRESSES, *PRESSES, *LISTS, *LISTS, *CHANGES), min_size=10, max_size=40)


@settings(a_few, max_examples=of_a_hundred(20))
@given(queues, st.sampled_from(APPROVING))
@pytest.mark.long
async def test_a_queue_is_served_as_the_plain_way_serves_it(history: list[Act], method: Method) -> None:
    await compare(history, Mode.QUEUE, method)


@pytest.mark.long
@settings(a_few, max_examples=of_a_hundred(20))
@given(histories, st.sampled_from(Mode), st.sampled_from(APPROVING))
async def test_whatever_changes_every_answer_is_that_of_the_plain_way(
    history: list[Act], mode: Mode, method: Method
) -> None:
    await compare(history, mode, method)


async def compare(history: list[Act], mode: Mode, method: Method) -> None:
    """Let the same happen in two houses."""
    quick, plain = await a_house(voting, mode, method), await a_house(plain_voting, mode, method)
    try:
        for act in history:
            assert await told(act, quick) == await told(act, plain)
    finally:
        await quick.store.close()
        await plain.store.close()


async def told(act: Act, house: House) -> object:
    """Do something, and return all that is seen of it."""
    try:
        done = await act(house)
    except Refusal as refusal:
        return refusal.key, dict(refusal.facts)
    if isinstance(done, BallotPaper) and done.round.mode is Mode.QUEUE:
        in_no_order = sorted(done.entries, key=lambda one: one.id)
        return replace(done, entries=tuple(in_no_order)), list(done.choices)
    return done
