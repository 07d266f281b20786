"""What a platform does not take: tried for a day, given up on the desk by name, sent again at a press (RULES.md, States)."""

from bots.hearing import NotConnectedError, NotSentError
from tests.stories.person import Json, Person, press, refusal, texts
from tests.stories.telling import DAY, HOUR, heard, scheduled, state_of, votes
from tests.stories.test_as_manager_voting import opened
from tests.stories.toy_port import ToyPort
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" review=off mode=list'
NEVER = NotSentError("403: the bot was thrown out", final=True)
BUSY = NotSentError("502: try later", final=False)
AWAY = NotConnectedError("not connected right now")


async def mona_of(toys: ToyPort) -> WebPerson:
    """Let a manager into the web room of the house."""
    return await WebDoor.person(toys, "Mona", "manager")


async def voted(toys: ToyPort, manager: Person) -> tuple[str, str]:
    """Let two enter and one vote, and stop a moment before the close; return the contest and its winner."""
    contest, by = await opened(toys, manager, f'{LINE} reward="1:a bag"', entries=2)
    winner, *_ = by
    await votes(await toys.person("Voter"), [winner], contest)
    return contest, winner


async def lost(toys: ToyPort, manager: WebPerson) -> list[Json]:
    """Return what the desk says could not be sent."""
    return [one for one in await heard(toys, manager, "desk") if "could not be sent" in one["text"]]


async def tried_again(toys: ToyPort, manager: WebPerson, trouble: NotSentError) -> tuple[list[Json], list[Json]]:
    """Have a result that was given up sent again in some trouble; return what the desk named before and after."""
    await voted(toys, manager)
    toys.speaker.broken = NEVER
    await toys.turn(DAY)
    before = await lost(toys, manager)
    toys.speaker.broken = trouble
    await press(manager, [one for one in before if "the result" in one["text"]], "again")
    return before, await lost(toys, manager)


def results(messages: list[Json]) -> list[Json]:
    return [one for one in messages if "The result of" in one["text"] and "correction" not in one["text"]]


async def test_every_venue_of_the_contest_is_told_and_no_other(toys: ToyPort) -> None:
    mona, ann = await mona_of(toys), await toys.person("Ann")
    await scheduled(mona, f'{LINE} venues="Toy group"')
    await toys.turn(0)
    assert len(await ann.reads()) == 1
    assert await heard(toys, mona) == []
    assert refusal(await mona.say("/contest cancel reason=Done")) is None
    await scheduled(mona, LINE.replace("Bag battle", "Both"))
    assert "Both" in texts(await heard(toys, mona))
    assert "Both" in texts(await ann.reads())


async def test_when_a_platform_says_never_it_is_given_up_at_once_and_the_desk_names_it(toys: ToyPort) -> None:
    mona = await mona_of(toys)
    contest, _ = await voted(toys, mona)
    toys.speaker.broken = NEVER
    await toys.turn(DAY)
    assert await state_of(toys, contest) == "announced", "told or given up, every venue"
    told = texts(await lost(toys, mona))
    for sign in ("Bag battle", "the result", "Toy group", "403: the bot was thrown out"):
        assert sign in told
    assert "could not be sent" in texts(await mona.say("/manage"))


async def test_again_sends_it_once_more_and_it_arrives_as_it_is_true_then(toys: ToyPort) -> None:
    mona, ann = await mona_of(toys), await toys.person("Ann")
    contest, winner = await voted(toys, mona)
    toys.speaker.broken = NEVER
    await toys.turn(DAY)
    [told] = [one for one in await lost(toys, mona) if "the result" in one["text"]]
    await mona.say(f'/moderate disqualify {winner} rule=vote_buying reason="Votes were paid"')
    toys.speaker.broken = None
    assert refusal(await press(mona, [told], "again")) is None
    await toys.turn(0)
    [result] = results(await ann.reads())
    assert "Entry0" not in result["text"]
    assert "Entry1" in result["text"]
    assert refusal(await press(mona, await mona.say("/manage"), "again")) is None
    assert await state_of(toys, contest) == "announced"


async def test_a_message_that_was_sent_is_not_sent_again(toys: ToyPort) -> None:
    mona, ann = await mona_of(toys), await toys.person("Ann")
    await voted(toys, mona)
    toys.speaker.broken = NEVER
    await toys.turn(DAY)
    desk = await mona.say("/manage")
    toys.speaker.broken = None
    again = [one["id"] for one in desk[0]["buttons"] if one["id"].startswith("again:")]
    max_ = await WebDoor.person(toys, "Max", "manager")
    other = await max_.say("/manage")
    for button in again:
        assert refusal(await mona.press(desk[0], button)) is None
    await toys.turn(0)
    for button in again:
        assert refusal(await max_.press(other[0], button)) == "already_decided"
    await toys.turn(DAY)
    assert len(results(await ann.reads())) == 1


async def test_again_tries_once_and_does_not_begin_another_day(toys: ToyPort) -> None:
    before, after = await tried_again(toys, await mona_of(toys), BUSY)
    assert len(after) == len(before) + 1, "it failed once more, and the desk says so"
    assert "502" in after[-1]["text"]


async def test_again_waits_for_the_platform_and_is_not_spent_while_that_is_away(toys: ToyPort) -> None:
    ann = await toys.person("Ann")
    before, after = await tried_again(toys, await mona_of(toys), AWAY)
    assert len(after) == len(before), "nothing was tried, and nothing is given up"
    toys.speaker.broken = None
    await toys.turn(HOUR)
    assert len(results(await ann.reads())) == 1


async def test_what_fails_for_a_while_is_tried_for_a_day_and_announced_only_then(toys: ToyPort) -> None:
    mona = await mona_of(toys)
    contest, _ = await voted(toys, mona)
    toys.speaker.broken = BUSY
    await toys.turn(DAY)
    assert await state_of(toys, contest) == "decided"
    assert len(await toys.standings(contest)) == 2, "decided is public, whoever was told"
    await toys.turn(23 * HOUR)
    assert await state_of(toys, contest) == "decided"
    assert await lost(toys, mona) == []
    await toys.turn(HOUR)
    assert await state_of(toys, contest) == "announced"
    assert "502" in texts(await lost(toys, mona))


async def test_what_fails_for_an_hour_arrives_once_when_the_platform_is_back(toys: ToyPort) -> None:
    mona, ann = await mona_of(toys), await toys.person("Ann")
    contest, _ = await voted(toys, mona)
    toys.speaker.broken = BUSY
    await toys.turn(DAY)
    toys.speaker.broken = None
    await toys.turn(2 * HOUR)
    assert len(results(await ann.reads())) == 1
    assert await state_of(toys, contest) == "announced"
    assert await lost(toys, mona) == []


async def test_a_venue_that_is_still_owed_the_result_gets_the_corrected_one_and_the_other_a_correction(
    toys: ToyPort,
) -> None:
    mona, ann = await mona_of(toys), await toys.person("Ann")
    contest, winner = await voted(toys, mona)
    await toys.turn(23 * HOUR)
    toys.speaker.broken = BUSY
    await mona.say(f'/contest extend {contest} by="1 hour" reason="A holiday"')
    await toys.turn(2 * HOUR)
    await mona.say(f'/moderate disqualify {winner} rule=vote_buying reason="Votes were paid"')
    toys.speaker.broken = None
    await toys.turn(2 * HOUR)
    [result] = results(await ann.reads())
    assert "Entry0" not in result["text"], "it is the corrected one"
    assert "A correction to" not in texts(await ann.reads())
    web = await heard(toys, mona)
    assert "Winner: “Entry0”" in results(web)[0]["text"], "it had the first one"
    assert "A correction to the result" in web[-1]["text"]
