"""A member votes entry by entry: the least seen first, never their own, and may change their mind until the close."""

from collections.abc import Sequence

import pytest

from tests.stories.person import Json, button, press, refusal, subject, texts
from tests.stories.telling import DAY, HOUR, entered, scheduled, until
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day" review=off mode=queue'
TITLES = ("Sun", "Moon", "Star")


@pytest.fixture
async def battle(mona: WebPerson) -> str:
    """Return a remix battle whose ballots are queues."""
    return await scheduled(mona, LINE)


async def entries(web: WebDoor, titles: Sequence[str] = TITLES) -> dict[str, str]:
    """Let as many authors enter, and open the vote; return the entries by title."""
    found = {title: await entered(await web.person(f"Author of {title}"), f"/enter title={title}") for title in titles}
    await web.turn(2 * DAY)
    return found


def code(messages: Sequence[Json]) -> str:
    """Return the receipt of an answer."""
    assert messages[-1]["receipt"], messages
    return str(messages[-1]["receipt"])


async def test_one_private_message_shows_entry_after_entry_in_its_place(
    battle: str, web: WebDoor, ann: WebPerson
) -> None:
    left = {*(await entries(web)).values()}
    shown = first = await ann.say("/vote")
    assert shown[0]["private"]
    while left:
        assert f"Still to look at: {len(left)}" in texts(shown)
        assert "The author is named after the close" in texts(shown)
        left.remove(subject(shown, "approve"))
        shown = await press(ann, shown, "approve" if len(left) % 2 else "pass")
        assert [one["id"] for one in shown] == [first[0]["id"]]
    assert "You have looked at all 3 entries" in texts(shown)
    assert code(shown) in texts(shown)
    done = await press(ann, shown, "done")
    assert "Thank you for voting" in texts(done)
    assert code(done) in texts(done)
    assert (await web.contest(battle))["turnout"] == 1


async def test_back_shows_an_answer_to_change_and_every_change_has_a_receipt_of_its_own(
    battle: str, web: WebDoor, ann: WebPerson
) -> None:
    await entries(web)
    first = await ann.say("/vote")
    liked = subject(first, "approve")
    second = await press(ann, first, "approve")
    back = await press(ann, second, "back")
    assert "Your answer so far: Approve" in texts(back)
    assert subject(back, "approve") == liked
    same = await press(ann, back, "approve")
    assert code(same) == code(second), "the same answer again changes nothing"
    changed = await press(ann, await press(ann, same, "back"), "pass")
    assert code(changed) != code(second)
    mine = texts(await ann.say("/me"))
    old, new = (next(line for line in mine.splitlines() if code(one) in line) for one in (second, changed))
    assert "replaced by a later one" in old
    assert "replaced" not in new
    assert "Bag battle" in new
    await until(web, battle, "announced")
    assert {one["entry"]: one["approvals"] for one in await web.standings(battle)}[liked] == 0


async def test_back_goes_back_in_the_order_of_answering(battle: str, web: WebDoor, ann: WebPerson) -> None:
    await entries(web)
    shown, answered = await ann.say("/vote"), []
    for _ in TITLES:
        answered.append(subject(shown, "approve"))
        shown = await press(ann, shown, "pass")
    for expected in reversed(answered):
        assert subject(shown, "back") == expected
        shown = await press(ann, shown, "back")
    assert not [one for one in shown[0]["buttons"] if one["id"].startswith("back")]
    assert battle


async def test_the_least_seen_entry_is_served_first_and_a_showing_holds_five_minutes(
    battle: str, web: WebDoor, ann: WebPerson, bob: WebPerson, cleo: WebPerson
) -> None:
    await entries(web)
    served = [subject(await one.say("/vote"), "approve") for one in (ann, bob, cleo)]
    assert sorted(served) == sorted(set(served)), "what is being shown to somebody counts as seen"
    assert subject(await ann.say("/vote"), "approve") == served[0], "until it is answered, it stays the same"
    dan = await web.person("Dan")
    await press(ann, await ann.say("/vote"), "approve")
    await web.turn(301)
    assert subject(await dan.say("/vote"), "approve") != served[0], "unanswered showings count no more, answers do"
    assert battle


async def test_nobody_is_served_their_own_entry_or_votes_for_it(
    battle: str, web: WebDoor, ann: WebPerson, bob: WebPerson
) -> None:
    sun = await entered(ann, "/enter title=Sun")
    await web.turn(2 * DAY)
    alone = await ann.say("/vote")
    assert "nothing here for you to vote on" in texts(alone)
    assert alone[0]["buttons"] == []
    forged = await ann.press(alone[0], f"approve:{sun}")
    assert refusal(forged) == refusal(await ann.press(alone[0], f"pass:{sun}")) == "own_entry"
    assert refusal(await press(bob, await bob.say("/vote"), "approve")) is None, "one entry: voting runs all the same"
    await until(web, battle, "announced")
    assert [(one["approvals"], one["exposures"]) for one in await web.standings(battle)] == [(1, 1)]


async def test_in_single_choice_another_approval_moves_the_vote(web: WebDoor, mona: WebPerson, ann: WebPerson) -> None:
    battle = await scheduled(mona, f"{LINE} method=single")
    await entries(web)
    shown = await ann.say("/vote")
    assert "one vote" in texts(shown)
    for _ in TITLES:
        last = subject(shown, "approve")
        shown = await press(ann, shown, "approve")
    await until(web, battle, "announced")
    lines = await web.standings(battle)
    assert [(one["entry"] == last, one["approvals"], one["exposures"]) for one in lines] == [
        (True, 1, 1),
        (False, 0, 1),
        (False, 0, 1),
    ]


async def test_nothing_is_seen_of_the_count_before_the_decision(
    battle: str, web: WebDoor, mona: WebPerson, mo: WebPerson, ann: WebPerson
) -> None:
    liked = subject(await _voted(web, ann), "back")
    for person in (mona, mo, ann):
        status, answer = await person.call("GET", f"/api/contests/{battle}/standings")
        assert (status, answer["error"]["key"]) == (404, "not_decided")
        told = texts(
            [*await person.say("/brief"), *await person.say(f"/entry {liked}"), *await person.say("/contests")]
        )
        assert "1 member has voted" in told
        assert "1 of 1" not in told
    assert "not decided" in texts(await mona.say("/contest results")).lower()


async def _voted(web: WebDoor, person: WebPerson) -> list[Json]:
    await entries(web)
    return await press(person, await person.say("/vote"), "approve")


async def test_a_ballot_that_is_not_open_says_when_it_opens_and_when_it_closed(
    battle: str, web: WebDoor, ann: WebPerson
) -> None:
    sun = await entered(await web.person("Author"), "/enter title=Sun")
    early = await ann.say("/vote")
    assert refusal(early) == "not_open"
    assert "in 2 days" in texts(early)
    message = (await ann.say("/me"))[0]
    assert refusal(await ann.press(message, f"approve:{sun}")) == "not_open"
    await web.turn(2 * DAY)
    ballot = await ann.say("/vote")
    await web.turn(DAY)
    late = await press(ann, ballot, "approve")
    assert (refusal(late), refusal(await ann.say("/vote"))) == ("too_late", "too_late")
    assert late[0]["refusal"]["facts"]["at"] == (await web.contest(battle))["voting_closes"]
    assert (await web.contest(battle))["turnout"] == 0


async def test_nobody_votes_while_the_contest_is_paused_and_no_time_is_lost(
    battle: str, web: WebDoor, mona: WebPerson, ann: WebPerson
) -> None:
    await entries(web)
    ballot = await ann.say("/vote")
    closes = (await web.contest(battle))["voting_closes"]
    await mona.say("/contest pause")
    assert refusal(await press(ann, ballot, "approve")) == refusal(await ann.say("/vote")) == "paused"
    await web.turn(5 * HOUR)
    await mona.say("/contest resume")
    assert refusal(await press(ann, ballot, "approve")) is None
    assert (await web.contest(battle))["voting_closes"] > closes


async def test_those_who_run_contests_do_not_vote(battle: str, web: WebDoor, mona: WebPerson, mo: WebPerson) -> None:
    liked = next(iter((await entries(web)).values()))
    for person in (mona, mo, await web.person("Jo", "juror")):
        assert refusal(await person.say("/vote")) == "role"
        assert refusal(await person.press((await person.say("/me"))[0], f"approve:{liked}")) == "role"
    assert (await web.contest(battle))["turnout"] == 0


async def test_buttons_lead_from_the_list_of_contests_to_the_ballot_and_back_again(
    battle: str, web: WebDoor, ann: WebPerson
) -> None:
    await entries(web)
    shown = await press(ann, await ann.say("/contests"), "vote")
    for _ in TITLES:
        shown = await press(ann, shown, "pass")
    done = await press(ann, shown, "done")
    again = await press(ann, done, "vote")
    assert button(again, "back")
    assert subject(again, "back")
    assert battle


async def test_done_closes_the_ballot_of_its_own_message_whatever_was_voted_on_since(
    web: WebDoor, mona: WebPerson, ann: WebPerson
) -> None:
    ended = {}
    for title in ("First battle", "Second battle"):
        contest = await scheduled(mona, LINE.replace("Bag battle", title).replace("1 day", "20 days"))
        await entered(await web.person(f"Author in {title}"), f"/enter contest={contest} title=Sun")
        await until(web, contest, "voting")
        ended[title] = await press(ann, await ann.say(f"/vote {contest}"), "approve")
    done = await press(ann, ended["First battle"], "done")
    assert "Thank you for voting in “First battle”" in texts(done)
    assert code(done) == code(ended["First battle"])
    assert "Second battle" in texts(await press(ann, ended["Second battle"], "done"))


async def test_an_entry_that_is_looked_at_leads_to_its_ballot_once_five_of_the_queue_are_answered(
    battle: str, web: WebDoor, ann: WebPerson, mona: WebPerson
) -> None:
    found = await entries(web, ("Sun", "Moon", "Star", "Tree", "Wave", "Bird", "Leaf"))
    shown = await ann.say("/vote")
    served = subject(shown, "approve")
    later = next(one for one in found.values() if one != served)
    refused = await press(ann, await ann.say(f"/entry {later}"), "back")
    assert refusal(refused) == "not_open"
    assert "5" in texts(refused)
    answered = set[str]()
    for _ in range(5):
        answered.add(subject(shown, "approve"))
        shown = await press(ann, shown, "pass")
    now_served = subject(shown, "approve")
    unseen = next(one for one in found.values() if one not in {*answered, now_served})
    ballot = await press(ann, await ann.say(f"/entry {unseen}"), "back")
    assert subject(ballot, "approve") == unseen
    assert refusal(await press(ann, ballot, "approve")) is None
    assert not (await mona.say(f"/entry {unseen}"))[-1]["buttons"], "who runs the contest does not vote"
