"""How a contest is voted on, as its manager set it: queue or list, many or one, quorum; and nobody sees standings."""

from tests.stories.person import Door, Json, Person, press, refusal, subject, texts
from tests.stories.telling import DAY, entered, heard, scheduled, state_of, until, votes
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" review=off reward="1:a bag"'


async def opened(web: Door, manager: Person, line: str, entries: int = 2) -> tuple[str, dict[str, Person]]:
    """Schedule a contest, let as many people enter, and let the voting open; return it, and authors by entry."""
    contest = await scheduled(manager, line)
    authors = [await web.person(f"Author {number}") for number in range(entries)]
    by = {await entered(one, f"/enter title=Entry{number}"): one for number, one in enumerate(authors)}
    await until(web, contest, "voting")
    return contest, by


async def voters(web: Door, number: int) -> list[Person]:
    """Let people in who only vote."""
    return [await web.person(f"Voter {one}") for one in range(number)]


async def test_up_to_six_entries_are_a_list_unless_the_manager_says_otherwise(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest, ids = await opened(web, mona, LINE, entries=6)
    assert (await web.contest(contest))["mode"] == "list"
    paper = await ann.say(f"/vote {contest}")
    select = paper[-1]["selects"][0]
    assert {one["value"] for one in select["options"]} == set(ids)
    assert (select["min"], select["max"]) == (0, 6)
    told = texts(await heard(web, ann))
    assert "You see all entries at once" in told


async def test_seven_entries_come_one_by_one(web: WebDoor, mona: Person, ann: Person) -> None:
    contest, _ = await opened(web, mona, LINE, entries=7)
    assert (await web.contest(contest))["mode"] == "queue"
    assert subject(await ann.say(f"/vote {contest}"), "approve")


async def test_a_queue_can_be_asked_for_and_a_single_choice_moves_with_the_next_approval(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest, (first, second) = await opened(web, mona, f"{LINE} mode=queue method=single")
    done = await votes(ann, [first, second], contest)
    assert done["receipt"]
    await until(web, contest, "announced")
    lines = await web.standings(contest)
    assert sorted(line["approvals"] for line in lines) == [0, 1], "approving the second released the first"
    assert [line["exposures"] for line in lines] == [1, 1]


async def test_a_list_in_single_choice_takes_one(web: WebDoor, mona: Person, ann: Person) -> None:
    contest, (first, second) = await opened(web, mona, f"{LINE} mode=list method=single")
    paper = await ann.say(f"/vote {contest}")
    assert paper[-1]["selects"][0]["max"] == 1
    both = await press(ann, paper, "ballot", first, second)
    assert refusal(both) == "too_large"
    one = await press(ann, paper, "ballot", first)
    await press(ann, one, "ballot", second)
    await until(web, contest, "announced")
    lines = {line["entry"]: line["approvals"] for line in await web.standings(contest)}
    assert lines == {first: 0, second: 1}


async def test_standings_are_hidden_from_everybody_until_the_decision(
    web: WebDoor, mona: WebPerson, mo: WebPerson, ann: WebPerson
) -> None:
    contest, (first, _) = await opened(web, mona, LINE)
    before = {
        person.name: [texts(await person.say(line)) for line in looks(person, contest)] for person in (mona, mo, ann)
    }
    for voter in await voters(web, 3):
        await votes(voter, [first], contest)
    for person in (mona, mo, ann):
        status, answer = await person.call("GET", f"/api/contests/{contest}/standings")
        assert (status, answer["error"]["key"]) == (404, "not_decided")
        for line, text in zip(looks(person, contest), before[person.name], strict=True):
            now = texts(await person.say(line))
            assert without_numbers(now) == without_numbers(text), f"{line} says no more than how many voted"
    assert "3 members have voted" in texts(await mona.say(f"/contest status {contest}"))
    assert refusal(await mona.say(f"/contest results {contest}")) == "not_open"
    assert not [one for one in await heard(web, mona, "desk") if one["media"]], "no table of winners before the close"
    listed: Json = (await mona.call("GET", f"/api/contests/{contest}/entries"))[1]
    assert not {"score", "approvals", "rank"} & set(listed["items"][0])


def looks(person: WebPerson, contest: str) -> list[str]:
    """Return everything that somebody may type to look at a contest."""
    everybody = ["/contests", f"/brief {contest}"]
    return everybody if person.name == "Ann" else [*everybody, "/manage", "/moderate"]


def without_numbers(text: str) -> str:
    """Return a text without its counts and times, which change by themselves."""
    kept = [line for line in text.splitlines() if "voted" not in line and "UTC" not in line]
    return "\n".join(kept)


async def test_a_missed_quorum_extends_once_and_all_are_told_then_it_is_decided_without_a_winner(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest, (first, _) = await opened(web, mona, f'{LINE} quorum=3 extension="12 hours"')
    brief = texts(await ann.say(f"/brief {contest}"))
    assert "At least 3 members" in brief
    assert "12 hours" in brief
    await votes(ann, [first], contest)
    [empty] = await voters(web, 1)
    assert refusal(await press(empty, await empty.say(f"/vote {contest}"), "ballot")) is None, "an empty ballot is one"
    await web.turn(DAY)
    assert await state_of(web, contest) == "voting"
    told = texts(await heard(web, ann))
    assert "It takes 3 members" in told
    await until(web, contest, "announced")
    lines = await web.standings(contest)
    assert [(line["reward"], line["office"]) for line in lines] == [(None, None)] * 2
    result = texts(await heard(web, ann)).partition("The result of")[2]
    assert "Nobody wins" in result
    assert "Entry0" in result, "standings are published"
    assert (await web.contest(contest))["turnout"] == 2


async def test_a_quorum_that_is_met_during_the_extension_decides_as_usual(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest, (first, _) = await opened(web, mona, f"{LINE} quorum=2")
    await votes(ann, [first], contest)
    await web.turn(DAY)
    [late] = await voters(web, 1)
    await votes(late, [first], contest)
    await until(web, contest, "announced")
    assert next(line for line in await web.standings(contest) if line["entry"] == first)["reward"] == "a bag"


async def test_an_entry_without_a_vote_wins_nothing(web: WebDoor, mona: Person, ann: Person) -> None:
    contest, _ = await opened(web, mona, LINE, entries=1)
    await until(web, contest, "announced")
    assert [(line["rank"], line["reward"], line["office"]) for line in await web.standings(contest)] == [
        (1, None, None)
    ]
    assert "no entry got a vote" in texts(await heard(web, ann))


async def test_one_entry_is_voted_on_all_the_same(web: WebDoor, mona: Person, ann: Person) -> None:
    contest, [only] = await opened(web, mona, LINE, entries=1)
    await votes(ann, [only], contest)
    await until(web, contest, "announced")
    assert [line["reward"] for line in await web.standings(contest)] == ["a bag"]


async def test_whoever_runs_contests_neither_enters_nor_votes(web: WebDoor, mona: Person, mo: Person) -> None:
    contest, _ = await opened(web, mona, LINE)
    juror = await web.person("Jo", "juror")
    for person in (mona, mo, juror):
        assert refusal(await person.say(f"/vote {contest}")) == "role"


async def test_a_review_drive_is_decided_by_what_peers_approve_and_never_by_stars(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    line = '/contest new template=review title="Cup reviews" product=Cup submissions="1 day" voting="1 day" review=off'
    contest = await scheduled(mona, f'{line} reward="1:a cup"')
    brief = texts(await ann.say("/brief"))
    assert "up to 5 entries" in brief
    assert "never the number of stars" in brief
    bob = await web.person("Bob")
    glowing = await entered(ann, "/review product=Cup rating=5 got=sample")
    honest = await entered(bob, '/review product=Cup rating=1 got=bought criticised=lid text="It leaks"')
    assert refusal(await ann.say("/enter title=Sun")) == "wrong_type"
    await until(web, contest, "voting")
    [voter] = await voters(web, 1)
    await votes(voter, [honest], contest)
    await until(web, contest, "announced")
    assert [line["entry"] for line in await web.standings(contest)] == [honest, glowing]
