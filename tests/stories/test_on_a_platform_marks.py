"""What is made so on a platform: ambassadors wear a mark while they hold the office, calendars show the rounds."""

from bots.hearing import NotSentError, UnsureError
from tests.stories.person import Person, press, refusal, subject, texts
from tests.stories.telling import DAY, HOUR, entered, heard, scheduled, until, votes
from tests.stories.test_as_manager_voting import opened
from tests.stories.toy_port import PLACE, ToyPerson, ToyPort
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="2 days" review=off mode=list'
STANDS_ABOVE = NotSentError("The role Ambassador stands above mine", final=True)


async def mona_of(toys: ToyPort) -> WebPerson:
    return await WebDoor.person(toys, "Mona", "manager")


async def won(toys: ToyPort, manager: Person) -> tuple[str, str, ToyPerson]:
    """Let somebody win who has not answered yet; return the contest, the entry and the winner."""
    contest, by = await opened(toys, manager, f'{LINE} reward="1:a bag" term="1 month"', entries=2)
    winner, *_ = by
    await votes(await toys.person("Voter"), [winner], contest)
    await until(toys, contest, "announced")
    who = by[winner]
    assert isinstance(who, ToyPerson)
    return contest, winner, who


async def accepted(winner: ToyPerson) -> None:
    offered = [one for one in await winner.reads("me") if "asks you to be its ambassador" in one["text"]]
    assert refusal(await press(winner, offered, "accept")) is None


def worn(toys: ToyPort, person: ToyPerson) -> bool | None:
    return toys.speaker.marks.get((PLACE, "badge", person.name))


async def test_a_mark_is_given_with_the_office_and_taken_back_when_the_term_ends(toys: ToyPort) -> None:
    await toys.settle(office="badge")
    _, _, winner = await won(toys, await mona_of(toys))
    assert worn(toys, winner) is None
    await accepted(winner)
    await toys.turn(0)
    assert worn(toys, winner) is True
    await toys.turn(32 * DAY)
    assert worn(toys, winner) is False


async def test_a_mark_is_taken_back_from_whoever_leaves(toys: ToyPort) -> None:
    await toys.settle(office="badge")
    contest, _, winner = await won(toys, await mona_of(toys))
    await accepted(winner)
    await toys.turn(0)
    assert refusal(await winner.press({"id": "any"}, f"leave:{contest}o1")) is None
    await toys.turn(0)
    assert worn(toys, winner) is False


async def test_a_mark_is_taken_back_from_the_disqualified(toys: ToyPort) -> None:
    await toys.settle(office="badge")
    mona = await mona_of(toys)
    _, entry, winner = await won(toys, mona)
    await accepted(winner)
    await toys.turn(0)
    await mona.say(f'/moderate disqualify {entry} rule=vote_buying reason="Votes were paid"')
    await toys.turn(0)
    assert worn(toys, winner) is False


async def test_a_mark_that_the_platform_refuses_is_owed_on_the_desk_and_given_at_a_press(toys: ToyPort) -> None:
    await toys.settle(office="badge")
    mona = await mona_of(toys)
    _, _, winner = await won(toys, mona)
    toys.speaker.barred["badge"] = STANDS_ABOVE
    await accepted(winner)
    told = [one for one in await heard(toys, mona, "desk") if "could not be sent" in one["text"]]
    for sign in ("the mark of an ambassador", winner.name, "Toy group", "The role Ambassador stands above mine"):
        assert sign in texts(told)
    assert "is now ambassador of" in texts(await winner.reads()), "it holds no announcement back"
    assert "The role Ambassador stands above mine" in texts(await mona.say("/manage"))
    del toys.speaker.barred["badge"]
    assert refusal(await press(mona, told, "again")) is None
    await toys.turn(0)
    assert worn(toys, winner) is True


async def test_a_mark_whose_answer_was_lost_is_given_once_more_and_nobody_is_asked(toys: ToyPort) -> None:
    await toys.settle(office="badge")
    mona = await mona_of(toys)
    _, _, winner = await won(toys, mona)
    toys.speaker.barred["badge"] = UnsureError("cut off")
    await accepted(winner)
    assert "not certain" not in texts(await heard(toys, mona, "desk"))
    del toys.speaker.barred["badge"]
    await toys.turn(HOUR)
    assert worn(toys, winner) is True
    assert "could not be sent" not in texts(await heard(toys, mona, "desk"))


async def test_a_mark_that_comes_later_is_given_to_those_who_are_ambassadors_then(toys: ToyPort) -> None:
    _, _, winner = await won(toys, await mona_of(toys))
    await accepted(winner)
    await toys.settle(office="badge")
    await toys.turn(0)
    assert worn(toys, winner) is True


async def confirmed(mona: WebPerson, line: str) -> str:
    """Make a contest and confirm it; return what is said to that."""
    drafted = await mona.say(line)
    assert refusal(drafted) is None
    return texts(await press(mona, await mona.say(f"/contest schedule {subject(drafted, 'schedule')}"), "confirm"))


async def test_a_mark_that_could_not_be_given_is_named_when_the_contest_is_confirmed(toys: ToyPort) -> None:
    mona, badly = await mona_of(toys), "In “Toy group” ambassadors cannot be given their role: "
    toys.speaker.barred["badge"] = STANDS_ABOVE
    assert badly not in await confirmed(mona, LINE), "no mark, no hindrance"
    await toys.settle(office="badge")
    assert f"{badly}The role Ambassador stands above mine" in await confirmed(mona, LINE)
    drafted = await mona.say(LINE)
    at_once = texts(await mona.say(f"/contest schedule {subject(drafted, 'schedule')} confirm=yes"))
    assert badly in at_once
    assert badly not in await confirmed(mona, f"{LINE} ambassadors=0")
    toys.speaker.broken = NotSentError("503", final=False)
    assert badly not in await confirmed(mona, LINE), "a platform that is down says nothing"
    toys.speaker.broken = None
    del toys.speaker.barred["badge"]
    assert badly not in await confirmed(mona, LINE)


def calendar(toys: ToyPort, contest: str) -> list[str]:
    return [one.title for one in toys.speaker.calendars.get((PLACE, contest), ())]


async def test_a_calendar_shows_the_rounds_that_are_on_or_come_until_the_decision(toys: ToyPort) -> None:
    await toys.settle(has_calendar=True)
    mona = await mona_of(toys)
    contest = await scheduled(mona, LINE)
    await toys.turn(0)
    assert calendar(toys, contest) == ["Bag battle: entries are open", "Bag battle: voting is open"]
    await entered(await toys.person("Ann"), "/enter title=Sun")
    before = toys.speaker.calendars[PLACE, contest]
    await mona.say(f'/contest extend {contest} by="1 day" reason="Snow"')
    await toys.turn(0)
    after = toys.speaker.calendars[PLACE, contest]
    assert [(two.closes - one.closes).days for one, two in zip(before, after, strict=True)] == [1, 1]
    assert [one.key for one in before] == [one.key for one in after]
    await until(toys, contest, "voting")
    assert calendar(toys, contest) == ["Bag battle: voting is open"]
    await until(toys, contest, "announced")
    assert calendar(toys, contest) == []


async def test_a_calendar_says_nothing_of_what_is_paused_or_called_off(toys: ToyPort) -> None:
    await toys.settle(has_calendar=True)
    mona = await mona_of(toys)
    contest = await scheduled(mona, LINE)
    for line, shown in ((f"pause {contest}", 0), (f"resume {contest}", 2), (f"cancel {contest} reason=Rain", 0)):
        assert refusal(await mona.say(f"/contest {line}")) is None
        await toys.turn(0)
        assert len(calendar(toys, contest)) == shown, line


async def test_a_calendar_that_cannot_be_written_is_told_and_holds_no_announcement_back(toys: ToyPort) -> None:
    await toys.settle(has_calendar=True)
    mona, ann = await mona_of(toys), await toys.person("Ann")
    toys.speaker.barred[PLACE] = NotSentError("502: try later", final=False)
    contest = await scheduled(mona, LINE)
    await toys.turn(0)
    del toys.speaker.barred[PLACE]
    await toys.turn(3600)
    assert "A new contest is open" in texts(await ann.reads())
    assert len(calendar(toys, contest)) == 2


async def test_a_platform_without_marks_or_a_calendar_owes_none(toys: ToyPort) -> None:
    async with toys.running.store.work() as work:
        [room] = [one for one in await work.people.venues(toys.venue.community) if one.platform == "web"]
    await toys.settle()
    toys.venue = room
    await toys.settle(office="badge", has_calendar=True)
    mona = await mona_of(toys)
    await scheduled(mona, LINE)
    await toys.turn(DAY)
    assert "could not be sent" not in texts(await heard(toys, mona, "desk"))
    async with toys.running.store.reading() as work:
        assert await work.outbox.oldest_open() is None
