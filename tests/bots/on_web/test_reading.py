"""Contests, entries, standings, the clock and the health, as scripts read them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from contests.lifecycle import Played
from contests.model.ambassador import Offer, OfferState
from contests.model.contest import Contest, State
from contests.model.entry import Entry, EntryState, Words
from contests.model.media import Media
from contests.model.standing import Columns, Standing
from tests.bots.on_web.house import NOON, House, Json, Visitor, open_house
from tests.storage.making import contest, entry


async def add(house: House, name: str, state: State = State.VOTING) -> Contest:
    added = contest(name, state, house.community.id)
    async with house.store.work() as work:
        await work.contests.add(added)
    return added


async def enter(house: House, by: Visitor, name: str, state: EntryState = EntryState.ADMITTED, **more: object) -> Entry:
    async with house.store.work() as work:
        [account] = await work.people.accounts(by.id)
        sent = replace(entry(name, by.id, state), account=account.id, shown_as="Sunny", **more)  # type: ignore[arg-type]  # parts of an entry
        for media in sent.media:
            await work.media.save(media)
        await work.entries.save(sent)
    return sent


async def decide(
    house: House, decided: Contest, *lines: Standing, offers: tuple[Offer, ...] = (), **more: object
) -> None:
    async with house.store.work() as work:
        stored = await work.contests.get(decided.id)
        done = replace(stored, state=State.DECIDED, decided_at=NOON, standings=lines, offers=offers)
        await work.contests.save(replace(done, **more))  # type: ignore[arg-type]  # parts of a contest


async def ids(visitor: Visitor, path: str) -> list[str]:
    return [one["id"] for one in (await visitor.get(path))["items"]]


async def test_a_contest_says_its_dates_and_no_more_of_the_votes_than_how_many(house: House) -> None:
    ada, running = await house.person(), await add(house, "battle")
    await enter(house, ada, "e1")
    submission, voting = running.rounds
    shown = await ada.get("/api/contests/battle")
    assert shown == {
        "id": "battle",
        "title": "The battle",
        "template": "remix",
        "state": "voting",
        "paused": False,
        "method": "approval",
        "mode": "queue",
        "opens": submission.opens.isoformat(),
        "submissions_close": submission.closes.isoformat(),
        "voting_opens": voting.opens.isoformat(),
        "voting_closes": voting.closes.isoformat(),
        "turnout": 0,
        "entries": 1,
    }
    assert await ada.get("/api/contests") == {"items": [shown], "next": None}


async def test_a_draft_is_there_for_managers_alone_and_has_no_dates_yet(house: House) -> None:
    await add(house, "draft", State.DRAFT)
    ada, mona = await house.person(), await house.person("Mona", "manager")
    assert await ids(ada, "/api/contests") == []
    assert (await ada.call("GET", "/api/contests/draft"))[0] == 404
    [shown] = (await mona.get("/api/contests"))["items"]
    dates = ("opens", "submissions_close", "voting_opens", "voting_closes", "mode")
    assert [shown[name] for name in dates] == [None] * 5


async def test_another_communitys_contest_is_not_there(house: House) -> None:
    async with house.store.work() as work:
        await work.people.save_community(replace(house.community, id="elsewhere"))
        await work.contests.add(contest("theirs", community="elsewhere"))
    mona = await house.person("Mona", "manager")
    assert await ids(mona, "/api/contests") == []
    for path in ("", "/entries", "/standings"):
        status, body = await mona.call("GET", f"/api/contests/theirs{path}")
        assert (status, body["error"]["key"]) == (404, "no_such")


async def test_long_lists_come_in_pages_whatever_is_withdrawn_meanwhile(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bots.on_web.reading.PAGE", 2)
    ada = await house.person()
    await add(house, "battle")
    for n in range(5):
        await enter(house, ada, f"e{n}")
    first = await ada.get("/api/contests/battle/entries")
    assert [one["id"] for one in first["items"]] == ["e0", "e1"]
    assert first["next"] == "e1"
    await enter(house, ada, "e1", EntryState.WITHDRAWN)
    second = await ada.get("/api/contests/battle/entries?after=e1")
    last = await ada.get(f"/api/contests/battle/entries?after={second['next']}")
    assert [one["id"] for one in [*second["items"], *last["items"]]] == ["e2", "e3", "e4"]
    assert last["next"] is None
    assert (await ada.call("GET", "/api/contests/battle/entries?after=never"))[0] == 404


async def test_each_sees_the_entries_that_they_may_see(house: House) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    mia = await house.person("Mia", "moderator")
    await add(house, "battle")
    for state in EntryState:
        await enter(house, ada, state.value, state)
    assert set(await ids(bob, "/api/contests/battle/entries")) == {"admitted", "disqualified"}
    own = {"admitted", "disqualified", "waiting", "changes", "rejected"}
    assert set(await ids(ada, "/api/contests/battle/entries")) == own
    assert set(await ids(mia, "/api/contests/battle/entries")) == own


async def test_an_entry_has_every_part_and_its_author_is_named_after_the_close(house: House) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    running = await add(house, "battle")
    words = Words("Sun", "over Kit", sources=("s1", "s2"))
    await enter(house, ada, "e1", words=words, media=(Media("ab" * 32, "picture", "image/webp", "a sun"),))
    expected: Json = {
        "id": "e1",
        "contest": "battle",
        "kind": "remix",
        "title": "Sun",
        "text": "over Kit",
        "author": None,
        "state": "admitted",
        "from": ["s1", "s2"],
        "media": [{"url": f"/media/{'ab' * 32}.webp", "kind": "picture", "alt": "a sun"}],
    }
    assert (await bob.get("/api/contests/battle/entries"))["items"] == [expected]
    assert (await ada.get("/api/contests/battle/entries"))["items"] == [expected | {"author": "Sunny"}]
    await decide(house, running)
    assert (await bob.get("/api/contests/battle/entries"))["items"] == [expected | {"author": "Sunny"}]


async def test_standings_come_with_the_decision(house: House) -> None:
    await add(house, "battle")
    for role in ("member", "manager"):
        status, body = await (await house.person(role=role)).call("GET", "/api/contests/battle/standings")
        assert (status, body["error"]["key"]) == (404, "not_decided")


async def test_standings_give_fractions_rewards_and_offices_and_keep_nameless_places(house: House) -> None:
    ada = await house.person()
    running = await add(house, "battle")
    for name in ("first", "gone", "struck"):
        await enter(house, ada, name, EntryState.WITHDRAWN if name == "gone" else EntryState.ADMITTED)
    await decide(
        house,
        running,
        Standing("first", ada.id, 1, Fraction(3, 4), 3, 4, frozen_rank=1, reward="2 tickets"),
        Standing("gone", ada.id, 2, Fraction(2), 2, 0, frozen_rank=3),
        Standing("struck", ada.id, 0, Fraction(0), 0, 4, frozen_rank=2, struck=True),
        offers=(Offer("o1", "battle", "first", ada.id, OfferState.ACCEPTED, NOON, NOON, NOON, NOON),),
    )
    first, gone, struck = (await ada.get("/api/contests/battle/standings"))["items"]
    assert first == {
        "rank": 1,
        "entry": "first",
        "title": "Entry first",
        "author": "Sunny",
        "score": "3/4",
        "approvals": 3,
        "exposures": 4,
        "reward": "2 tickets",
        "office": "ambassador",
    }
    assert (gone["rank"], gone["score"], gone["title"], gone["author"], gone["office"]) == (2, "2", None, None, None)
    assert struck["rank"] is None


async def test_lines_say_jury_final_and_rewards_that_went_on_only_where_there_is_such_a_thing(house: House) -> None:
    ada = await house.person()
    running = await add(house, "battle")
    for name in ("first", "second", "third"):
        await enter(house, ada, name)
    columns = Columns(1, Fraction(12), 4, Fraction(13, 2))
    await decide(
        house,
        running,
        Standing("first", ada.id, 1, Fraction(9), 3, 4, columns=columns, qualified=Fraction(3, 4), is_beaten=True),
        Standing("second", ada.id, 2, Fraction(1, 2), 2, 4, qualified=Fraction(1, 2), is_finalist=False),
        Standing("third", ada.id, 3, Fraction(1, 3), 1, 3, skipped="one_each"),
        draw="7 13 21",
        draw_seed="ab",
    )
    answer = await ada.get("/api/contests/battle/standings")
    first, second, third = answer["items"]
    assert first["columns"] == {"public": {"rank": 1, "points": "12"}, "jury": {"rank": 4, "points": "13/2"}}
    assert (first["qualified"], first["finalist"], first["beaten"]) == ("3/4", True, True)
    assert (second["finalist"], third["skipped"]) == (False, "one_each")
    assert not {"columns", "beaten", "skipped"} & second.keys()
    assert not {"columns", "qualified", "finalist", "beaten"} & third.keys()
    assert answer["draw"] == {"value": "7 13 21", "seed": "ab"}


async def test_a_badge_stands_beside_its_holders_name(house: House) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    running = await add(house, "battle")
    for person, name in ((ada, "e1"), (bob, "e2")):
        await enter(house, person, name)
    lines = [Standing(one, who.id, n, Fraction(1), 1, 1) for n, (one, who) in enumerate((("e1", ada), ("e2", bob)), 1)]
    holds = Offer("o1", "battle", "e1", ada.id, OfferState.ACCEPTED, NOON, NOON, NOON, NOON + timedelta(days=180))
    held = replace(holds, id="o2", entry="e2", member=bob.id, state=OfferState.ENDED)
    await decide(house, running, *lines, offers=(holds, held))
    [by_ada] = await ada.say("Hello")
    [by_bob] = await bob.say("Hello")
    assert by_ada["author"]["badges"] == ["ambassador"]
    assert by_bob["author"]["badges"] == ["alumni 2027"]


async def test_the_clock_is_turned_by_managers_alone_and_says_what_was_due(tmp_path: Path) -> None:
    turned: list[timedelta | None] = []

    async def turn(by: timedelta | None) -> tuple[datetime, Sequence[Played]]:
        turned.append(by)
        return NOON, [Played("battle", "close", NOON)]

    async with open_house(tmp_path, turn_clock=turn) as house:
        ada, mona = await house.person(), await house.person("Mona", "manager")
        status, body = await ada.call("POST", "/api/clock", json={"to": "next"})
        assert (status, body["error"]["key"]) == (403, "role")
        due = [{"contest": "battle", "step": "close", "at": NOON.isoformat()}]
        assert await mona.post("/api/clock", to="next") == {"now": NOON.isoformat(), "due": due}
        await mona.post("/api/clock", advance_s=90)
        for wrong in (
            {},
            {"advance_s": -1},
            {"advance_s": "1"},
            {"advance_s": True},
            {"to": "last"},
            {"advance_s": 1e12},
        ):
            status, body = await mona.call("POST", "/api/clock", json=wrong)
            assert (status, list(body["error"]["fields"])) == (422, ["advance_s"])
        assert turned == [None, timedelta(seconds=90)]


async def test_a_real_clock_cannot_be_turned(house: House) -> None:
    status, _ = await (await house.person(role="manager")).call("POST", "/api/clock", json={"to": "next"})
    assert status == 404


async def test_health_is_seen_by_anybody_and_degraded_is_503(tmp_path: Path) -> None:
    said = {"status": "ok"}

    async def health() -> dict[str, str]:
        return said

    async with open_house(tmp_path, health=health) as house:
        assert await house.nobody.call("GET", "/healthz") == (200, {"status": "ok"})
        said["status"] = "degraded"
        assert await house.nobody.call("GET", "/healthz") == (503, {"status": "degraded"})
