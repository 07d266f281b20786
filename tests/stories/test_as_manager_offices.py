"""Ambassadors: offered, accepted, declined, lapsed, left, ended (RULES.md 24, 25)."""

from tests.stories.person import Json, Person, button, press, refusal, texts
from tests.stories.telling import DAY, HOUR, heard, state_of, until, votes
from tests.stories.test_as_manager_voting import opened, voters
from tests.stories.web_door import WebDoor, WebPerson

LINE = (
    '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" review=off mode=list '
    'reward="1:a bag"'
)


async def ranked(web: WebDoor, manager: Person, line: str = LINE) -> tuple[str, dict[str, Person]]:
    """Let four enter, who come in first, second, third and without a vote."""
    contest, by = await opened(web, manager, line, entries=4)
    ids = list(by)
    for number, voter in enumerate(await voters(web, 3), 1):
        await votes(voter, ids[:number], contest)
    await until(web, contest, "announced")
    return contest, by


async def offices(web: WebDoor, contest: str) -> list[str | None]:
    return [line["office"] for line in await web.standings(contest)]


async def offers(web: WebDoor, person: Person) -> list[Json]:
    return [one for one in await heard(web, person, "me") if "asks you to be its ambassador" in one["text"]]


async def test_the_winner_is_offered_the_office_with_its_term_its_duty_and_until_when(
    web: WebDoor, mona: Person
) -> None:
    contest, by = await ranked(web, mona, f'{LINE} term="1 year" answer="3 days"')
    winner, second, *_ = by.values()
    told = texts(await offers(web, winner))
    for sign in (
        "The term: 12 months",
        "say that you are its ambassador",
        "Please answer by",
        "in 3 days",
        "stays yours",
    ):
        assert sign in told, sign
    assert await offers(web, second) == []
    assert await offices(web, contest) == ["offered", None, None, None]
    assert "offered" not in texts(await heard(web, second)), "in public nothing is said before the answer"


async def test_acceptance_is_told_to_every_venue_and_the_badge_is_worn(
    web: WebDoor, mona: Person, ann: WebPerson
) -> None:
    contest, by = await ranked(web, mona)
    winner, *_ = by.values()
    offered = await offers(web, winner)
    accepted = await press(winner, offered, "accept")
    assert refusal(accepted) is None
    assert button(accepted, "leave")
    told = await heard(web, ann)
    assert "Author 0 is now ambassador of Prosument" in told[-1]["text"]
    for message in (accepted[-1], told[-1]):
        [certificate] = message["pictures"]
        assert "Author 0\nAmbassador of Prosument" in certificate["alt"]
        assert (await ann.media(certificate["url"]))[1].startswith(b"\xff\xd8")
    assert await offices(web, contest) == ["ambassador", None, None, None]
    await winner.say("Thank you all!")
    said = [one for one in await ann.reads() if one["text"] == "Thank you all!"]
    assert said[0]["author"]["badges"] == ["ambassador"]
    assert "ambassador" in texts(await winner.say("/me"))
    assert await press(winner, offered, "accept") == accepted, "a second press is answered as the first"
    assert len([one for one in await heard(web, ann) if "is now ambassador" in one["text"]]) == 1


async def test_a_declined_office_passes_on_and_the_reward_stays(web: WebDoor, mona: Person) -> None:
    contest, by = await ranked(web, mona)
    winner, second, third, last = by.values()
    declined = await press(winner, await offers(web, winner), "decline")
    assert refusal(declined) is None
    assert "stays yours" in texts(declined)
    assert (await web.standings(contest))[0]["reward"] == "a bag"
    assert await offices(web, contest) == [None, "offered", None, None]
    await press(second, await offers(web, second), "decline")
    await press(third, await offers(web, third), "decline")
    assert await offers(web, last) == [], "never to whoever got no vote"
    assert await offices(web, contest) == [None] * 4


async def test_silence_for_the_time_to_answer_passes_it_on(web: WebDoor, mona: Person) -> None:
    contest, by = await ranked(web, mona)
    winner, second, *_ = by.values()
    late = await offers(web, winner)
    (lapsed,) = await web.turn(7 * DAY)
    assert await offices(web, contest) == [None, "offered", None, None]
    assert "run out" in texts(await heard(web, winner, "me"))
    for answer in ("accept", "decline"):
        no = (await press(winner, late, answer))[0]
        assert no["refusal"] == {"key": "too_late", "facts": {"why": "offer_lapsed", "at": lapsed["at"]}}
        assert "went on to the next in line" in no["text"]
    assert refusal(await press(second, await offers(web, second), "accept")) is None


async def test_everybody_who_ties_at_the_last_office_is_offered_one(web: WebDoor, mona: Person) -> None:
    contest, by = await opened(web, mona, f"{LINE} ambassadors=2", entries=3)
    first, second, third = by
    one, other = await voters(web, 2)
    await votes(one, [first, second, third], contest)
    await votes(other, [first], contest)
    await until(web, contest, "announced")
    assert await offices(web, contest) == ["offered"] * 3


async def test_with_two_offices_a_decline_passes_on_only_while_fewer_are_held_or_offered(
    web: WebDoor, mona: Person
) -> None:
    contest, by = await ranked(web, mona, f"{LINE} ambassadors=2")
    first, second, *_ = by.values()
    assert await offices(web, contest) == ["offered", "offered", None, None]
    await press(first, await offers(web, first), "accept")
    await press(second, await offers(web, second), "decline")
    assert await offices(web, contest) == ["ambassador", None, "offered", None]


async def test_leaving_is_one_button_at_any_time_also_when_it_is_archived(web: WebDoor, mona: Person) -> None:
    contest, by = await ranked(web, mona)
    winner, *_ = by.values()
    await press(winner, await offers(web, winner), "accept")
    await web.turn(31 * DAY)
    assert await state_of(web, contest) == "archived"
    left = await press(winner, await winner.say("/me"), "leave")
    assert refusal(left) is None
    assert await offices(web, contest) == [None] * 4, "and it does not pass on"
    await winner.say("Hello")
    assert [one["author"]["badges"] for one in await winner.reads() if one["text"] == "Hello"] == [[]]


async def test_at_the_end_of_the_term_the_badge_becomes_alumni_with_the_year(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest, by = await ranked(web, mona, f'{LINE} term="2 days"')
    winner, *_ = by.values()
    await press(winner, await offers(web, winner), "accept")
    await web.turn(2 * DAY + HOUR)
    assert await offices(web, contest) == ["alumni", None, None, None]
    assert "over" in texts(await heard(web, winner, "me"))
    await winner.say("Hello")
    [badge] = next(one["author"]["badges"] for one in await ann.reads() if one["text"] == "Hello")
    assert badge.startswith("alumni 20")


async def test_it_is_not_archived_before_the_last_offer_is_closed(web: WebDoor, mona: Person) -> None:
    contest, _ = await ranked(web, mona, f'{LINE} answer="40 days"')
    await web.turn(35 * DAY)
    assert await state_of(web, contest) == "announced"
    await web.turn(130 * DAY)
    assert await state_of(web, contest) == "archived"


async def test_an_offer_stays_in_me_until_it_is_answered_and_belongs_to_nobody_else(web: WebDoor, mona: Person) -> None:
    _, by = await ranked(web, mona)
    winner, second, *_ = by.values()
    shown = await winner.say("/me")
    offer = button(shown, "accept").button
    theirs = await second.say("/me")
    assert refusal(await second.press(theirs[-1], offer)) == "not_yours"
    assert refusal(await press(winner, shown, "accept")) is None
