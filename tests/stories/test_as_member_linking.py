"""A member links an account in the web room with one on another platform: one person, one ballot (RULES.md 28, 30)."""

import re
from collections.abc import Sequence

import pytest

from contests.desk.entering import Typed, save_draft
from contests.ports import Actor
from contests.refusals import Refusal
from tests.stories.person import Json, Person, press, refusal, subject, texts
from tests.stories.telling import DAY, HOUR, entered, own_entry, scheduled, until, votes
from tests.stories.test_as_manager_voting import opened
from tests.stories.toy_port import PLACE, ToyPerson, ToyPort
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="2 days" review=off'
MINUTE = 60.0


def why(messages: Sequence[Json]) -> str:
    """Return what a refusal tells apart."""
    facts = messages[-1]["refusal"]["facts"]
    return str(facts.get("why") or facts.get("what"))


async def code_of(person: Person) -> str:
    """Ask for a code."""
    told = await person.say("/link")
    assert told[0]["private"]
    return str(re.findall(r"/link (\S+)", texts(told))[0])


async def link(person: Person, other: Person) -> list[Json]:
    """Link somebody's account with another; return what was said at the end."""
    shown = await person.say(f"/link {await code_of(other)}")
    assert refusal(shown) is None, shown
    done = await press(person, shown, "link_up")
    assert refusal(done) is None, done
    return done


@pytest.fixture
async def mona(toys: ToyPort) -> WebPerson:
    return await WebDoor.person(toys, "Mona", "manager")


@pytest.fixture
async def ann(toys: ToyPort) -> WebPerson:
    return await WebDoor.person(toys, "Ann")


@pytest.fixture
async def annie(toys: ToyPort, ann: WebPerson) -> ToyPerson:
    """The same person on the other platform, who came in there later."""
    assert ann
    return await toys.person("Annie")


async def test_two_accounts_are_one_person_after_a_code_and_a_press(ann: WebPerson, annie: ToyPerson) -> None:
    shown = await annie.say(f'/link "{(await code_of(ann)).lower().replace("-", " ")}"')
    assert "Link this account with Ann (web room)?" in texts(shown)
    assert "one person here from then on: Ann" in texts(shown)
    assert "You are Annie." in texts(await annie.say("/me")), "nothing has happened yet"
    assert "You are Ann with both accounts now" in texts(await press(annie, shown, "link_up"))
    for account in (ann, annie):
        mine = texts(await account.say("/me"))
        assert "You are Ann." in mine
        assert "Your accounts: web room and toy." in mine
    assert why(await ann.say(f"/link {await code_of(annie)}")) == "linked"


async def test_the_older_account_stays_whichever_typed_the_code(ann: WebPerson, annie: ToyPerson) -> None:
    assert "You are Ann with both" in texts(await link(ann, annie))


async def test_one_limit_holds_over_both_and_entries_above_it_stay(
    toys: ToyPort, mona: WebPerson, ann: WebPerson, annie: ToyPerson
) -> None:
    await scheduled(mona, LINE)
    sun, moon = await entered(ann, "/enter title=Sun"), await entered(annie, "/enter title=Moon")
    await link(annie, ann)
    for account in (ann, annie):
        mine = texts(await account.say("/me"))
        assert sun in mine
        assert moon in mine
        assert refusal(await account.say("/enter title=Star")) == "limit_entries"
    await toys.turn(0)


async def test_a_draft_of_before_can_still_be_sent_and_counts(
    mona: WebPerson, ann: WebPerson, annie: ToyPerson
) -> None:
    await scheduled(mona, LINE)
    preview = await annie.say("/enter title=Moon")
    await link(annie, ann)
    assert refusal(await press(annie, preview, "send")) is None
    assert await own_entry(ann) == await own_entry(annie)
    assert refusal(await ann.say("/enter title=Star")) == "limit_entries"


async def test_nobody_votes_for_an_entry_that_their_other_account_made_and_a_vote_of_before_goes(
    toys: ToyPort, mona: WebPerson, ann: WebPerson, annie: ToyPerson
) -> None:
    contest = await scheduled(mona, f"{LINE} mode=queue")
    sun = await entered(ann, "/enter title=Sun")
    moon = await entered(await toys.person("Bo"), "/enter title=Moon")
    await toys.turn(DAY)
    await votes(annie, [sun, moon], contest)
    shown = await annie.say(f"/link {await code_of(ann)}")
    assert "1 choice on what is then an entry of your own is taken back" in texts(shown)
    assert "New receipt" in texts(await press(annie, shown, "link_up"))
    assert refusal(await annie.press({"id": "any"}, f"approve:{sun}")) == "own_entry"
    assert sun not in str((await ann.say("/vote"))[-1]["buttons"])
    await until(toys, contest, "announced")
    assert {one["entry"]: one["approvals"] for one in await toys.standings(contest)} == {sun: 0, moon: 1}


async def test_two_ballots_become_one_the_later_choice_stands_and_both_receipts_show_it(
    toys: ToyPort, mona: WebPerson, ann: WebPerson, annie: ToyPerson
) -> None:
    contest, by = await opened(toys, mona, f"{LINE} mode=queue", entries=2)
    first, second = by
    early = await votes(ann, [first, second], contest)
    await toys.turn(HOUR)
    late = await votes(annie, [second], contest)
    assert (await toys.contest(contest))["turnout"] == 2
    shown = await annie.say(f"/link {await code_of(ann)}")
    assert "In “Bag battle” both have voted" in texts(shown)
    assert "New receipt for “Bag battle”" in texts(await press(annie, shown, "link_up"))
    assert (await toys.contest(contest))["turnout"] == 1
    for account in (ann, annie):
        mine = texts(await account.say("/me"))
        for receipt in (early["receipt"], late["receipt"]):
            assert re.search(f"{receipt}.*replaced by a later one", mine)
    await until(toys, contest, "announced")
    assert {one["entry"]: one["approvals"] for one in await toys.standings(contest)} == {first: 0, second: 1}


async def test_in_a_list_the_later_ballot_stands_and_is_changed_from_either(
    toys: ToyPort, mona: WebPerson, ann: WebPerson, annie: ToyPerson
) -> None:
    contest, by = await opened(toys, mona, f"{LINE} mode=list", entries=3)
    first, second, third = by
    await votes(annie, [first], contest)
    await toys.turn(HOUR)
    await votes(ann, [second], contest)
    await link(annie, ann)
    assert "Your vote now: “" in texts(await annie.say("/vote"))
    await votes(annie, [second, third], contest)
    await until(toys, contest, "announced")
    scores = {one["entry"]: one["score"] for one in await toys.standings(contest)}
    assert scores == {first: "0", second: "1", third: "1"}


async def test_how_many_voters_were_linked_is_frozen_with_the_result(
    toys: ToyPort, mona: WebPerson, ann: WebPerson, annie: ToyPerson
) -> None:
    contest, by = await opened(toys, mona, f"{LINE} mode=list", entries=1)
    [only] = by
    await link(annie, ann)
    for voter in (ann, await toys.person("Zoe"), await toys.person("Kim")):
        await votes(voter, [only], contest)
    await until(toys, contest, "announced")
    press_it = await annie.say("/unlink")
    assert refusal(await press(annie, press_it, "unlink")) is None
    async with toys.running.store.reading() as work:
        decided = await work.contests.get(contest)
        assert (decided.linked_voters, (await work.ballots.turnout(contest)).ballots) == (1, 3)


async def test_a_decided_round_stays_as_it_was(
    toys: ToyPort, mona: WebPerson, ann: WebPerson, annie: ToyPerson
) -> None:
    contest, by = await opened(toys, mona, f"{LINE} mode=list", entries=1)
    [only] = by
    receipts = [(await votes(voter, [only], contest))["receipt"] for voter in (ann, annie)]
    await until(toys, contest, "announced")
    before = await toys.standings(contest)
    await link(annie, ann)
    assert await toys.standings(contest) == before
    assert (await toys.contest(contest))["turnout"] == 2
    mine = texts(await annie.say("/me"))
    assert all(one in mine for one in receipts)
    assert "replaced" not in mine


async def test_who_takes_part_cannot_be_linked_with_who_runs_contests(
    toys: ToyPort, mona: WebPerson, annie: ToyPerson
) -> None:
    await scheduled(mona, LINE)
    await entered(annie, "/enter title=Moon")
    for one, other in ((mona, annie), (annie, mona)):
        refused = await one.say(f"/link {await code_of(other)}")
        assert (refusal(refused), why(refused)) == ("role", "link_takes_part")
        assert "Annie takes part in “Bag battle”" in texts(refused)
    withdrawn = await annie.say(f"/entry {await own_entry(annie)}")
    await press(annie, withdrawn, "withdraw")
    code = await code_of(mona)
    shown = await annie.say(f"/link {code}")
    assert "Both may do what this person's roles allow: manager" in texts(shown)
    await press(annie, shown, "link_up")
    assert refusal(await annie.say("/manage")) is None
    assert refusal(await annie.say("/enter title=Star")) == "role"
    assert toys


async def test_codes_work_once_for_ten_minutes_and_for_whom_typed_them_first(
    toys: ToyPort, ann: WebPerson, annie: ToyPerson
) -> None:
    code = await code_of(ann)
    assert why(await ann.say(f"/link {code}")) == "own_code"
    await toys.turn(11 * MINUTE)
    assert (refusal(late := await annie.say(f"/link {code}")), why(late)) == ("too_late", "link_code")
    fresh = await code_of(ann)
    shown = await annie.say(f"/link {fresh}")
    thief = await toys.person("Thief")
    assert why(await thief.say(f"/link {fresh}")) == "link_code"
    assert why(await thief.press({"id": "any"}, f"link_up:{subject(shown, 'link_up')}")) == "link_code"
    await toys.turn(11 * MINUTE)
    assert refusal(await press(annie, shown, "link_up")) == "too_late"
    again = await annie.say(f"/link {await code_of(ann)}")
    assert refusal(await press(annie, again, "link_up")) is None
    assert refusal(await press(annie, again, "link_up")) == "already_decided"


async def test_codes_and_wrong_tries_are_counted_by_the_hour(toys: ToyPort, ann: WebPerson, annie: ToyPerson) -> None:
    codes = [await code_of(ann) for _ in range(5)]
    assert len({*codes}) == 5
    assert (refusal(many := await ann.say("/link")), why(many)) == ("not_open", "link_codes")
    for _ in range(5):
        assert why(await annie.say("/link ABCD-2345")) == "link_code"
    assert (refusal(many := await annie.say(f"/link {codes[0]}")), why(many)) == ("not_open", "link_tries")
    await toys.turn(HOUR + 1)
    assert refusal(await annie.say(f"/link {await code_of(ann)}")) is None


async def test_unlinking_waits_for_the_close_where_both_voted_and_all_stays_with_the_first(
    toys: ToyPort, mona: WebPerson, ann: WebPerson, annie: ToyPerson
) -> None:
    contest = await scheduled(mona, f"{LINE} mode=list")
    moon = await entered(annie, "/enter title=Moon")
    star = await entered(await toys.person("Bo"), "/enter title=Star")
    await toys.turn(DAY)
    await link(annie, ann)
    await votes(ann, [star], contest)
    await votes(annie, [], contest)
    refused = await press(ann, await ann.say("/unlink"), "unlink")
    assert (refusal(refused), why(refused)) == ("not_open", "both_voted")
    await until(toys, contest, "announced")
    done = await press(annie, await ann.say("/unlink"), "unlink")
    assert "The account on toy is a person of its own now: Annie." in texts(done)
    assert moon in texts(await ann.say("/me"))
    mine = texts(await annie.say("/me"))
    assert "You are Annie." in mine
    assert "You have no entries yet." in mine
    assert "Your ballots" not in mine
    assert why(await annie.say("/unlink")) == "linked"


async def test_an_account_that_did_not_vote_is_unlinked_at_once_and_votes_for_itself(
    toys: ToyPort, mona: WebPerson, ann: WebPerson, annie: ToyPerson
) -> None:
    contest, by = await opened(toys, mona, f"{LINE} mode=list", entries=1)
    [only] = by
    await votes(ann, [only], contest)
    await link(annie, ann)
    assert refusal(await press(ann, await ann.say("/unlink"), "unlink")) is None
    await votes(annie, [only], contest)
    assert (await toys.contest(contest))["turnout"] == 2


async def test_a_badge_is_worn_by_both_accounts_and_by_the_first_alone_after(toys: ToyPort, mona: WebPerson) -> None:
    await toys.settle(office="badge")
    contest, by = await opened(toys, mona, f'{LINE} mode=list reward="1:a bag" term="1 month"', entries=1)
    [only] = by
    winner, second = by[only], await toys.person("Second")
    await votes(await toys.person("Voter"), [only], contest)
    await until(toys, contest, "announced")
    asked = [one for one in await winner.reads("me") if "asks you to be its ambassador" in one["text"]]
    await press(winner, asked, "accept")
    await link(second, winner)
    await toys.turn(0)

    def worn() -> list[bool | None]:
        return [toys.speaker.marks.get((PLACE, "badge", one.name)) for one in (winner, second)]

    assert worn() == [True, True]
    assert "ambassador" in texts(await second.say("/me"))
    await press(second, await second.say("/unlink"), "unlink")
    await toys.turn(0)
    assert worn() == [True, False]
    assert "ambassador" not in texts(await second.say("/me"))


async def test_who_was_heard_before_and_acts_after_is_who_they_are_by_then(
    toys: ToyPort, mona: WebPerson, ann: WebPerson, annie: ToyPerson
) -> None:
    contest = await scheduled(mona, LINE)
    store, at = toys.running.store, toys.running.clock.now()
    async with store.reading() as work:
        before = Actor(await work.people.member(annie.account.member), annie.account, at)
    await entered(ann, "/enter title=Sun")
    await link(annie, ann)
    with pytest.raises(Refusal, match="limit_entries"):
        await save_draft(store, before, contest, Typed("Moon"))
    await press(ann, await ann.say("/unlink"), "unlink")
    alone = await save_draft(store, before, contest, Typed("Moon"))
    async with store.reading() as work:
        assert alone.member == (await work.people.account(annie.account.id)).member != before.member.id


async def test_a_name_that_stands_for_another_is_found_no_more_and_its_id_finds_who_stands_for_it(
    mona: WebPerson, ann: WebPerson, annie: ToyPerson
) -> None:
    await link(annie, ann)
    assert refusal(await mona.say("/brand people add Annie role=moderator")) == "no_such"
    assert refusal(await mona.say(f"/brand people add {annie.account.member} role=moderator")) is None
    assert refusal(await annie.say("/moderate")) is None
    assert refusal(await ann.say("/moderate")) is None


async def test_it_is_said_in_german(ann: WebPerson, annie: ToyPerson) -> None:
    for one in (ann, annie):
        await one.say("/me language de")
    assert "Tippe mit deinem anderen Konto /link" in texts(await ann.say("/link"))
    shown = await annie.say(f"/link {await code_of(ann)}")
    assert "Dieses Konto mit Ann (Webraum) verknüpfen?" in texts(shown)
    assert "Du bist jetzt mit beiden Konten Ann" in texts(await press(annie, shown, "link_up"))
    assert "Deine Konten: Webraum und toy." in texts(await ann.say("/me"))
    assert "Trennen: toy" in str(await ann.say("/unlink"))
    assert "/link: Verknüpfe deine Konten" in texts(await ann.say("/help"))
