"""Whom a contest lets vote: everybody, who has linked accounts, or who is or was an ambassador."""

import pytest

from tests.stories.person import Json, Person, press, refusal, texts
from tests.stories.telling import DAY, HOUR, heard, scheduled, until, votes
from tests.stories.test_as_manager_offices import LINE as WITH_OFFICE
from tests.stories.test_as_manager_offices import offers, ranked
from tests.stories.test_as_manager_voting import opened
from tests.stories.test_as_member_linking import link
from tests.stories.toy_port import PLACE, ToyPort
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="2 days" review=off mode=list'
LINKED = f"{LINE} voters=linked"
AMBASSADORS = f"{WITH_OFFICE} voters=ambassadors".replace("Bag battle", "Finale")


def why(messages: list[Json]) -> str:
    """Return what a refusal by one's right tells apart."""
    assert refusal(messages) == "role", messages
    return str(messages[-1]["refusal"]["facts"]["why"])


@pytest.fixture
async def chief(toys: ToyPort) -> WebPerson:
    return await WebDoor.person(toys, "Mona", "manager")


async def test_who_has_not_linked_is_told_how_and_votes_once_they_have(toys: ToyPort, chief: WebPerson) -> None:
    contest, by = await opened(toys, chief, LINKED)
    ann, annie = await WebDoor.person(toys, "Ann"), await toys.person("Annie")
    told = await ann.say(f"/vote {contest}")
    assert why(told) == "voters_linked"
    assert "/link links yours" in texts(told)
    await link(ann, annie)
    await votes(annie, list(by)[:1], contest)
    assert "1 entry" not in texts(await ann.say(f"/vote {contest}")), "they are one person, by either account"
    await until(toys, contest, "announced")
    [result] = [one for one in toys.at(PLACE) if "The result of" in one["text"]]
    assert "2 entries, 1 member voted, 1 of them with linked accounts" in result["text"]


async def test_a_forged_press_of_who_may_not_vote_is_refused_where_ballots_are_stored(
    toys: ToyPort, chief: WebPerson
) -> None:
    contest, by = await opened(toys, chief, LINKED)
    ann, annie, bob = [await toys.person(name) for name in ("Ann", "Annie", "Bob")]
    await link(ann, annie)
    shown = await ann.say(f"/vote {contest}")
    [select] = [one for one in shown[-1]["selects"] if one["id"].startswith("ballot")]
    assert why(await bob.press(shown[-1], select["id"], *list(by)[:1])) == "voters_linked"
    assert (await toys.contest(contest))["turnout"] == 0
    assert refusal(await ann.press(shown[-1], select["id"], *list(by)[:1])) is None
    assert (await toys.contest(contest))["turnout"] == 1


async def test_who_parts_their_accounts_again_votes_no_more_and_what_they_cast_stands(
    toys: ToyPort, chief: WebPerson
) -> None:
    contest, by = await opened(toys, chief, LINKED)
    ann, annie = await toys.person("Ann"), await toys.person("Annie")
    await link(ann, annie)
    await votes(ann, list(by)[:1], contest)
    parted = await press(ann, await ann.say("/unlink"), "unlink")
    assert refusal(parted) is None, parted
    for one in (ann, annie):
        assert why(await one.say(f"/vote {contest}")) == "voters_linked"
    assert (await toys.contest(contest))["turnout"] == 1


async def test_on_several_platforms_the_result_says_that_nobody_was_linked_and_on_one_nothing(
    toys: ToyPort, chief: WebPerson
) -> None:
    contest, by = await opened(toys, chief, LINE)
    await votes(await toys.person("Voter"), list(by)[:1], contest)
    await until(toys, contest, "announced")
    [result] = [one for one in toys.at(PLACE) if "The result of" in one["text"]]
    assert "2 entries, 1 member voted, none of them with linked accounts" in result["text"]


async def test_ambassadors_vote_during_their_term_and_after_it_and_nobody_else(web: WebDoor, mona: Person) -> None:
    _, by = await ranked(web, mona, f'{WITH_OFFICE} term="1 month"')
    winner, second, *_ = by.values()
    [offer] = await offers(web, winner)
    contest, found = await opened(web, mona, AMBASSADORS, entries=2)
    assert why(await winner.say(f"/vote {contest}")) == "voters_ambassadors", "an offer is no office yet"
    assert refusal(await press(winner, [offer], "accept")) is None
    await votes(winner, list(found)[:1], contest)
    told = await second.say(f"/vote {contest}")
    assert why(told) == "voters_ambassadors"
    assert "“Finale”" in texts(told)
    await until(web, contest, "announced")
    assert "1 member voted" in texts(await heard(web, second))
    await web.turn(40 * DAY)
    later, found = await opened(web, mona, AMBASSADORS, entries=2)
    await votes(winner, list(found)[:1], later)
    assert why(await second.say(f"/vote {later}")) == "voters_ambassadors"


async def test_the_brief_says_who_votes_and_the_rule_stays_once_it_is_scheduled(web: WebDoor, mona: WebPerson) -> None:
    contest = await scheduled(mona, LINKED)
    assert "To vote takes linked accounts: /link links yours." in texts(await mona.say(f"/brief {contest}"))
    again = await mona.say(f"/contest edit {contest} voters=everybody")
    assert refusal(again) == "too_late", again
    made = await mona.say(LINE.replace("Bag battle", "Other"))
    assert refusal(made) is None
    edited = await mona.say("/contest edit Other voters=ambassadors")
    assert "Those vote who are or were ambassadors." in texts([*edited, *await mona.say("/contest schedule Other")])
    wrong = await mona.say("/contest edit Other voters=rich")
    assert refusal(wrong) == "needs_argument"
    await web.turn(HOUR)
