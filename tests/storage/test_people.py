"""Communities, venues, members, accounts, roles, ways in, and the kit."""

from dataclasses import replace

import pytest

from contests.model.ballot import Voters
from contests.model.community import Brand, Community, KitPiece
from contests.model.media import Media
from contests.model.member import Role
from contests.ports import Login, PersonalLink
from contests.refusals import Refusal
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, KIT, NOON, account, member, settle, venue

OTHER = Community("other", Brand("Other", "#000000", "logo"), "de", "UTC")


async def test_who_or_what_is_not_there_is_refused(store: SqlStore) -> None:
    async with store.reading() as work:
        people = work.people
        for looking in (people.community("x"), people.venue("x"), people.member("x"), people.account("x")):
            with pytest.raises(Refusal, match="no_such"):
                await looking


async def test_communities_come_in_order_of_making(store: SqlStore) -> None:
    renamed = replace(KIT, brand=Brand("Kit", "#FFFFFF", "logo"), language="pl")
    async with store.work() as work:
        await work.people.save_community(KIT)
        await work.people.save_community(OTHER)
        await work.people.save_community(renamed)
    async with store.reading() as work:
        assert await work.people.communities() == [renamed, OTHER]
        assert await work.people.community(KIT.id) == renamed


async def test_venues_come_oldest_first_and_are_found_by_their_place(store: SqlStore) -> None:
    main, side = venue("main"), replace(venue("side"), joined_at=NOON - HOUR)
    async with store.work() as work:
        await work.people.save_community(KIT)
        await work.people.save_venue(main)
        await work.people.save_venue(side)
        await work.people.save_venue(replace(main, title="Main room"))
    main = replace(main, title="Main room")
    async with store.reading() as work:
        assert await work.people.venues(KIT.id) == [side, main]
        assert await work.people.venue("main") == main
        assert await work.people.venue_at("web", "kit/main") == main
        assert await work.people.venue_at("discord", "kit/main") is None


async def test_a_venue_keeps_what_is_shown_where(store: SqlStore) -> None:
    settled = replace(venue("main"), gallery="1/2", desk="1/3", office="4", has_calendar=True)
    async with store.work() as work:
        await work.people.save_community(KIT)
        await work.people.save_venue(venue("side"))
        await work.people.save_venue(settled)
    async with store.reading() as work:
        assert await work.people.venue("main") == settled
        assert await work.people.venue("side") == venue("side")


async def test_the_venues_of_a_server_are_those_whose_place_begins_so_letter_case_and_all(store: SqlStore) -> None:
    places = {"one": "7/1", "two": "7/2", "else": "77/1", "upper": "A/1", "lower": "a/1", "odd": "%/1"}
    async with store.work() as work:
        await work.people.save_community(KIT)
        await work.people.save_community(OTHER)
        for number, (name, place) in enumerate(places.items()):
            here = replace(venue(name), platform="chat", place=place, joined_at=NOON + number * HOUR)
            await work.people.save_venue(replace(here, community="other") if name == "two" else here)
        await work.people.save_venue(replace(venue("web"), place="7/9"))
    async with store.reading() as work:
        for prefix, names in {"7/": ["one", "two"], "A/": ["upper"], "a/": ["lower"], "%/": ["odd"], "8/": []}.items():
            assert [one.id for one in await work.people.venues_on("chat", prefix)] == names


async def test_a_person_of_a_platform_is_found_in_all_communities(store: SqlStore) -> None:
    here, there = account("ann", "chat"), replace(account("zoe", "chat"), community="other", handle="ann@chat")
    async with store.work() as work:
        await settle(work, "ann")
        await work.people.save_community(OTHER)
        await work.people.save_member(member("zoe", community="other"))
        await work.people.save_account(here)
        await work.people.save_account(there)
    async with store.reading() as work:
        assert await work.people.accounts_of("chat", "ann@chat") == [here, there]
        assert await work.people.accounts_of("web", "ann@chat") == []


async def test_many_people_of_a_platform_are_known_at_a_glance_with_their_roles(store: SqlStore) -> None:
    here, there = account("ann", "chat"), replace(account("zoe", "chat"), community="other", handle="ann@chat")
    ann, zoe = member("ann", Role.MANAGER, Role.JUROR), member("zoe", community="other")
    ben = replace(account("ben", "chat"), language="de", linked_from="x")
    async with store.work() as work:
        await work.people.save_community(KIT)
        await work.people.save_community(OTHER)
        for one in (ann, zoe, member("ben")):
            await work.people.save_member(one)
        for each in (here, there, ben, account("ann")):
            await work.people.save_account(each)
    async with store.work():  # nor does it wait for a writer
        known = await store.known_at("chat", ["ann@chat", "ben@chat", "nobody@chat"])
    assert sorted(known, key=lambda one: one[0].id) == [(here, ann), (ben, member("ben")), (there, zoe)]
    async with store.reading() as work:
        assert await work.people.known_at("web", ["ann@web"]) == [(account("ann"), ann)]
    assert await store.known_at("chat", []) == []


async def test_members_are_kept_with_their_roles(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.save_community(KIT)
        await work.people.save_member(member("ann", Role.MANAGER, Role.JUROR))
        await work.people.save_member(member("ben"))
        await work.people.save_member(member("ann", Role.MANAGER, Role.MODERATOR))
    async with store.reading() as work:
        ann = member("ann", Role.MANAGER, Role.MODERATOR)
        assert await work.people.member("ann") == ann
        assert await work.people.members(["ann", "ben", "x"]) == {"ann": ann, "ben": member("ben")}
        assert await work.people.members([]) == {}


async def test_members_are_found_by_name_letter_case_aside(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.save_community(KIT)
        await work.people.save_community(OTHER)
        zoe = replace(member("z1"), name="ZOË Straße")
        await work.people.save_member(zoe)
        await work.people.save_member(replace(member("z2", community="other"), name="zoë strasse"))
    async with store.reading() as work:
        assert await work.people.named(KIT.id, "zoë STRASSE") == [zoe]
        assert await work.people.named(KIT.id, "zoe") == []


async def test_members_are_found_by_role_within_their_community(store: SqlStore) -> None:
    ann, ben = member("ann", Role.MANAGER, Role.JUROR), member("ben", Role.MODERATOR)
    async with store.work() as work:
        await work.people.save_community(KIT)
        await work.people.save_community(OTHER)
        for one in (ben, ann, member("cy"), member("di", Role.MANAGER, community="other")):
            await work.people.save_member(one)
    async with store.reading() as work:
        assert await work.people.with_role(KIT.id, Role.MANAGER, Role.MODERATOR, Role.JUROR) == [ann, ben]
        assert await work.people.with_role(KIT.id, Role.MODERATOR) == [ben]


async def test_the_roll_is_who_had_joined_but_those_who_run_contests(store: SqlStore) -> None:
    joined = member("ann").joined_at
    later = replace(member("late"), joined_at=joined + HOUR)
    runs = [member(role.value, role) for role in (Role.MANAGER, Role.MODERATOR, Role.JUROR)]
    async with store.work() as work:
        await work.people.save_community(KIT)
        await work.people.save_community(OTHER)
        for one in (member("ann"), member("ben"), later, *runs, member("di", community="other")):
            await work.people.save_member(one)
    async with store.reading() as work:
        assert await work.people.roll(KIT.id, joined) == 2
        assert await work.people.roll(KIT.id, later.joined_at) == 3
        assert await work.people.roll(KIT.id, joined - HOUR) == 0


async def test_the_roll_of_a_vote_that_not_everybody_has_is_who_may_vote(store: SqlStore) -> None:
    at = member("ann").joined_at
    async with store.work() as work:
        await work.people.save_community(KIT)
        for one in (member("ann"), member("ben")):
            await work.people.save_member(one)
        await work.people.save_account(replace(account("ann"), linked_from="ann-2"))
        await work.people.save_account(account("ben"))
    async with store.reading() as work:
        rolls = [await work.people.roll(KIT.id, at, voters) for voters in Voters]
    assert rolls == [2, 1, 0]


async def test_accounts_come_first_linked_first(store: SqlStore) -> None:
    web, chat = account("ann"), account("ben", "chat")
    async with store.work() as work:
        await settle(work, "ben", "ann")
        await work.people.save_account(chat)
        await work.people.save_account(replace(account("ben"), member="ann"))
        await work.people.save_account(replace(web, language="de"))
        await work.people.save_account(replace(chat, member="ann"))
    linked = [replace(web, language="de"), replace(account("ben"), member="ann"), replace(chat, member="ann")]
    async with store.reading() as work:
        assert await work.people.accounts("ann") == linked
        assert await work.people.accounts("ben") == []
        assert await work.people.account("ann-web") == linked[0]
        assert await work.people.account_of(KIT.id, "chat", "ben@chat") == linked[2]
        assert await work.people.account_of(KIT.id, "web", "ben@chat") is None


async def test_links_are_kept_by_their_digest_until_used_or_revoked(store: SqlStore) -> None:
    login = PersonalLink("d1", "login", KIT.id, "ann", NOON + DAY)
    join = PersonalLink("d2", "join", KIT.id, None, NOON + DAY, revoked_at=NOON)
    async with store.work() as work:
        await settle(work, "ann")
        await work.people.save_link(login)
        await work.people.save_link(join)
        await work.people.save_link(replace(login, used_at=NOON))
    async with store.reading() as work:
        assert await work.people.link("d1") == replace(login, used_at=NOON)
        assert await work.people.link("d2") == join
        assert await work.people.link("d3") is None


async def test_logins_are_kept_by_their_digest(store: SqlStore) -> None:
    async with store.work() as work:
        await settle(work, "ann")
        await work.people.save_login(Login("d1", "ann-web", NOON))
        await work.people.save_login(Login("d1", "ann-web", NOON + DAY))
    async with store.reading() as work:
        assert await work.people.login("d1") == Login("d1", "ann-web", NOON + DAY)
        assert await work.people.login("d2") is None
        assert await work.people.has_come_in("ann-web")
        assert not await work.people.has_come_in("bob-web")


async def test_the_kit_is_the_brands_own(store: SqlStore) -> None:
    bag = KitPiece("p1", KIT.id, "Bag", "f1", "a red bag", "cc-by")
    async with store.work() as work:
        await work.people.save_community(KIT)
        await work.people.save_community(OTHER)
        await work.media.save(Media("f1", "picture", "image/png"))
        await work.people.save_piece(bag)
        await work.people.save_piece(replace(bag, id="p2", title="Apron"))
        await work.people.save_piece(replace(bag, alt="a bag"))
        await work.people.save_piece(replace(bag, id="p3", community="other"))
    async with store.reading() as work:
        assert [(piece.id, piece.alt) for piece in await work.people.kit(KIT.id)] == [
            ("p2", "a red bag"),
            ("p1", "a bag"),
        ]
