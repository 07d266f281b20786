"""Who comes in by a platform, and how its places become part of a community (RULES.md 26, 29)."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bots.app import Running
from contests.desk.arriving import Stranger, come_in, known_as
from contests.desk.founding import web_place
from contests.desk.settling import add_place, found_here, join_here, settle_venue
from contests.model.community import Venue
from contests.model.member import Role
from contests.ports import Actor, Store
from contests.refusals import Refusal
from contests.rules.limits import TextLimits
from tests.stories.person import refusal, texts
from tests.stories.toy_port import ToyPort

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
ZOE = Stranger("toy", "7", "Zoë", "de")
PLACE = Venue("newplace", "", "toy", "9/1", "#lamps", "de", AT)


async def refused(answer: "asyncio.Future[object] | object") -> str:
    """Return the key and the why of a refusal."""
    with pytest.raises(Refusal) as told:
        await answer  # type: ignore[misc]  # whatever can be awaited
    return f"{told.value.key}:{told.value.facts.get('why') or told.value.facts.get('what') or ''}"


@pytest.fixture
def running(toys: ToyPort) -> Running:
    return toys.running


async def test_somebody_new_is_a_member_with_an_account_and_stays_who_they_are(running: Running) -> None:
    first = await come_in(running.store, running.community.id, ZOE, AT)
    assert (first.member.name, first.member.roles, first.member.joined_at) == ("Zoë", frozenset(), AT)
    assert (first.account.platform, first.account.handle, first.account.language) == ("toy", "7", "de")
    again = await come_in(running.store, running.community.id, replace(ZOE, name="Zoe!", language="en"), AT)
    assert again == first
    assert await known_as(running.store, "toy", "7") == [first]
    assert await known_as(running.store, "toy", "8") == []


async def test_two_first_presses_at_once_make_one_account_and_two_people_make_two(running: Running) -> None:
    people = [ZOE, ZOE, ZOE, replace(ZOE, handle="8", name="Zoë")]
    came = await asyncio.gather(*(come_in(running.store, running.community.id, one, AT) for one in people))
    assert len({one.account.id for one in came}) == 2
    assert len({one.member.id for one in came}) == 2
    async with running.store.reading() as work:
        assert len(await work.people.named(running.community.id, "zoë")) == 2


@pytest.mark.parametrize(("shown", "name"), [("", "7"), (" \u200b ", "7"), ("x" * 99, "x" * 60), ("  Zoë ", "Zoë")])
async def test_whatever_a_platform_calls_somebody_they_have_a_name(running: Running, shown: str, name: str) -> None:
    came = await come_in(running.store, running.community.id, replace(ZOE, name=shown), AT)
    assert came.member.name == name
    assert len(name) <= TextLimits().name


async def test_whoever_sets_a_place_up_founds_a_community_that_is_theirs(running: Running) -> None:
    manager = await found_here(running.store, PLACE, "Lamps", "Europe/Berlin", ZOE, AT)
    assert manager.member.roles == {Role.MANAGER}
    async with running.store.reading() as work:
        community = await work.people.community(manager.member.community)
        venues = await work.people.venues(community.id)
    assert (community.brand.name, community.language, community.zone) == ("Lamps", "de", "Europe/Berlin")
    assert {(one.platform, one.place) for one in venues} == {("web", web_place(community.id)), ("toy", "9/1")}
    assert community.id != running.community.id
    again = found_here(running.store, replace(PLACE, id="other"), "Mine", "UTC", replace(ZOE, handle="8"), AT)
    assert await refused(again) == "already_decided:venue"
    async with running.store.reading() as work:
        assert len(await work.people.communities()) == 2, "nothing is half-founded"


async def test_of_two_who_set_a_place_up_at_once_one_does(running: Running) -> None:
    both = await asyncio.gather(
        *(
            found_here(running.store, replace(PLACE, id=f"v{handle}"), "Lamps", "UTC", replace(ZOE, handle=handle), AT)
            for handle in "78"
        ),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in both) == ["Person", "Refusal"]


async def test_one_person_is_somebody_else_in_each_community(running: Running) -> None:
    here = await come_in(running.store, running.community.id, ZOE, AT)
    there = await found_here(running.store, PLACE, "Lamps", "UTC", ZOE, AT)
    assert {one.member.id for one in await known_as(running.store, "toy", "7")} == {here.member.id, there.member.id}
    assert here.member.roles == frozenset(), "managing one makes nobody a manager of another"


async def test_a_place_joins_by_a_code_and_who_typed_it_comes_in_without_a_role(toys: ToyPort) -> None:
    running, keeper = toys.running, await toys.keep()
    code = (await keeper.say("/setup code"))[0]["text"].partition("join=")[2].split()[0]
    came = await join_here(running.store, code, PLACE, ZOE, AT)
    assert (came.member.community, came.member.roles) == (running.community.id, frozenset())
    other = replace(PLACE, id="other", place="9/2")
    assert await refused(join_here(running.store, code, other, ZOE, AT)) == "no_such:code"
    async with running.store.reading() as work:
        assert await work.people.venue_at("toy", "9/2") is None


async def actor_of(store: Store, community: str, who: Stranger, *roles: Role) -> Actor:
    person = await come_in(store, community, who, AT)
    async with store.work() as work:
        member = replace(person.member, roles=frozenset(roles))
        await work.people.save_member(member)
    return Actor(member, person.account, AT)


async def test_a_manager_adds_and_settles_places_of_their_own_community_alone(running: Running) -> None:
    store = running.store
    manager = await actor_of(store, running.community.id, ZOE, Role.MANAGER)
    member = await actor_of(store, running.community.id, replace(ZOE, handle="8"), Role.MODERATOR)
    added = await add_place(store, manager, PLACE)
    assert added.community == running.community.id
    shown = {"gallery": "9/2", "desk": "9/3", "office": "4", "has_calendar": True}
    settled = await settle_venue(store, manager, added.id, **shown)  # type: ignore[arg-type]  # as typed there
    assert (settled.gallery, settled.desk, settled.office, settled.has_calendar) == tuple(shown.values())
    assert await refused(add_place(store, manager, replace(PLACE, id="x"))) == "already_decided:venue"
    assert await refused(add_place(store, member, replace(PLACE, id="x", place="9/8"))) == "role:needs"
    stranger = await found_here(store, replace(PLACE, id="y", place="5/1"), "Bags", "UTC", ZOE, AT)
    theirs = Actor(stranger.member, stranger.account, AT)
    for actor, told in ((member, "role:needs"), (theirs, "no_such:venue")):
        assert await refused(settle_venue(store, actor, added.id, **shown)) == told  # type: ignore[arg-type]  # as above
    async with store.reading() as work:
        assert await work.people.venue(added.id) == settled


async def test_somebody_who_comes_in_talks_in_their_language(toys: ToyPort) -> None:
    ann = await toys.person("Ann")
    assert refusal(await ann.say("/me")) is None
    zoe = await come_in(toys.running.store, toys.venue.community, ZOE, AT)
    told = await replace(ann, account=zoe.account).say("/contests")
    assert "Es gibt noch keinen Wettbewerb" in texts(told)
