"""The result: the card and the same in words, everybody's own rank, the winners' table; and its corrections."""

import csv
import io

from tests.files.makers import jpeg
from tests.stories.person import Json, Person, form, press, refusal, texts
from tests.stories.telling import DAY, entered, heard, scheduled, state_of, until, votes
from tests.stories.test_as_manager_voting import opened, voters
from tests.stories.web_door import WebDoor, WebPerson

LINE = (
    '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" review=off mode=list '
    'reward="1:a bag" reward="2:a cup" ambassadors=1'
)
STRIKE = '/moderate disqualify {} rule=vote_buying reason="Votes were paid"'


async def decided(web: WebDoor, manager: Person, line: str = LINE) -> tuple[str, dict[str, Person]]:
    """Let three enter, with two, one and no votes, and let it be announced."""
    contest, by = await opened(web, manager, line, entries=3)
    first, second, _ = by
    one, other = await voters(web, 2)
    await votes(one, [first, second], contest)
    await votes(other, [first], contest)
    await until(web, contest, "announced")
    return contest, by


def heard_last(messages: list[Json], sign: str) -> str:
    """Return the text of the last message that holds a sign."""
    return str([one["text"] for one in messages if sign in one["text"]][-1])


async def ranks(web: WebDoor, contest: str) -> dict[str, tuple[int | None, str | None, str | None]]:
    return {line["entry"]: (line["rank"], line["reward"], line["office"]) for line in await web.standings(contest)}


async def test_the_result_is_a_card_with_an_alt_text_and_the_same_facts_in_words(
    web: WebDoor, mona: WebPerson, ann: WebPerson
) -> None:
    bob, cleo, dan = [await web.person(name) for name in ("Bob", "Cleo", "Dan")]
    await mona.say('/brand kit title="Red logo" licence="CC BY 4.0"', (jpeg(30, 30, "red"), "The logo"))
    contest = await scheduled(mona, LINE)
    kit = texts(await ann.say("/brief")).partition("Red logo (id ")[2].partition(",")[0]
    assert "licence: CC BY 4.0" in texts(await ann.say("/brief"))
    sun = await entered(ann, f"/enter title=Sun from={kit}", (jpeg(60, 40, "orange"), "A sun"))
    moon = await entered(bob, f'/enter title=Moon from={sun} thanks="Thank you for the light"')
    assert "Red logo" in texts(await dan.say(f"/entry {sun}"))
    assert "Moon" in texts(await dan.say(f"/entry {sun}")), "the family tree shows what was made from it"
    await until(web, contest, "voting")
    for voter in (cleo, dan):
        await votes(voter, [moon], contest)
    await votes(ann, [moon], contest)
    await until(web, contest, "announced")
    [result] = [one for one in await heard(web, cleo) if one["pictures"]]
    [card] = result["pictures"]
    status, picture = await cleo.media(card["url"])
    assert (status, len(picture) > 10_000) == (200, True)
    for sign in ("Bag battle", "Moon", "Bob", "Sun", "Ann", "3 members voted", "a bag"):
        assert sign in result["text"], sign
        assert sign in card["alt"], sign
    assert "Thank you" in result["text"]
    assert "All places" in result["text"]


async def test_each_entrant_is_told_their_own_rank_in_private(web: WebDoor, mona: Person, ann: Person) -> None:
    _, by = await decided(web, mona)
    for entry, (place, author) in zip(by, enumerate(by.values(), 1), strict=True):
        told = texts(await heard(web, author, "me"))
        assert f"place {place} of 3" in told, (entry, told)
        assert "Thank you" in told
    winner = next(iter(by.values()))
    told = texts(await heard(web, winner, "me"))
    assert "Your reward: a bag" in told
    assert "asks you to be its ambassador" in told
    assert await heard(web, ann, "me") == []


async def test_managers_get_the_winners_as_a_table_on_the_desk_and_by_command(
    web: WebDoor, mona: WebPerson, mo: WebPerson, ann: WebPerson
) -> None:
    contest, by = await decided(web, mona)
    first, second, _ = by
    [told] = [one for one in await heard(web, mo, "desk") if one["media"]]
    for message in (told, (await mona.say(f"/contest results {contest}"))[0]):
        [file] = message["media"]
        assert file["alt"] == f"winners-{contest}.csv"
        status, body = await mona.media(file["url"])
        assert status == 200
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
        assert [(row["Place"], row["Entry"], row["Reward"]) for row in rows] == [
            ("1", first, "a bag"),
            ("2", second, "a cup"),
        ]
        assert rows[0]["Shown as"] == "Author 0"
        assert (await ann.media(file["url"]))[0] == 404, "no member sees it"
    assert refusal(await ann.say(f"/contest results {contest}")) == "role"


async def test_a_disqualification_after_the_announcement_is_corrected_in_public_and_the_order_closes_up(
    web: WebDoor, mona: WebPerson, mo: Person, ann: Person
) -> None:
    contest, by = await decided(web, mona)
    first, second, third = by
    assert refusal(await mo.say(STRIKE.format(first))) is None
    told = await heard(web, ann)
    assert "A correction to the result" in told[-1]["text"]
    for sign in ("Votes were paid", "Entry0", "Entry1", "a bag"):
        assert sign in told[-1]["text"]
    assert await ranks(web, contest) == {
        second: (1, "a bag", "offered"),
        third: (2, None, None),
        first: (None, None, None),
    }
    assert "Votes were paid" in texts(await heard(web, by[first], "me"))
    assert "goes to others" in texts(await heard(web, by[first], "me"))
    assert "Your reward: a bag" in heard_last(await heard(web, by[second], "me"), "is decided")
    table = [one for one in await heard(web, mo, "desk") if one["media"]][-1]["media"][0]
    assert f"1,{second}" in (await mona.media(table["url"]))[1].decode(), "the managers get the winners anew"
    offer = [one for one in await heard(web, by[second], "me") if "ambassador" in one["text"]]
    assert refusal(await press(by[second], offer, "accept")) is None
    revoked = [one for one in await heard(web, by[first], "me") if "asks you to be" in one["text"]]
    assert refusal(await press(by[first], revoked, "accept")) == "already_decided"


async def test_undoing_it_is_a_further_correction_with_its_own_reason_and_nobody_gets_a_second_office(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    contest, by = await decided(web, mona)
    first, second, _ = by
    await mo.say(STRIKE.format(first))
    card = await mo.say(f"/moderate undo {first}")
    assert refusal(card) == "needs_argument", "after the decision it takes a reason"
    undone = await mo.submit(form(card), {"entry": first, "reason": "The paper was forged"})
    assert refusal(undone) is None, texts(undone)
    told = await heard(web, ann)
    assert "takes part again" in told[-1]["text"]
    assert "The paper was forged" in told[-1]["text"]
    lines = await ranks(web, contest)
    assert lines[first] == (1, "a bag", None), "the office is with the second by now"
    assert lines[second] == (2, "a cup", "offered")


async def test_what_was_disqualified_before_the_decision_cannot_come_into_a_frozen_order(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    contest, by = await opened(web, mona, LINE, entries=2)
    first, second = by
    await votes(ann, [first, second], contest)
    await mo.say(STRIKE.format(first))
    await until(web, contest, "announced")
    before = len(await heard(web, ann))
    late = await mo.say(f'/moderate undo {first} reason="The paper was forged"')
    assert refusal(late) == "too_late", texts(late)
    assert len(await heard(web, ann)) == before
    assert set(await ranks(web, contest)) == {second}


async def test_a_tie_made_by_closing_up_is_shared(web: WebDoor, mona: Person, mo: Person) -> None:
    contest, by = await opened(web, mona, LINE, entries=3)
    first, second, third = by
    one, other = await voters(web, 2)
    await votes(one, [first, second, third], contest)
    await votes(other, [first], contest)
    await until(web, contest, "announced")
    await mo.say(STRIKE.format(first))
    lines = await ranks(web, contest)
    assert lines[second] == lines[third] == (1, "a bag", "offered")


async def test_after_the_decision_a_withdrawal_is_a_request_to_the_managers(
    web: WebDoor, mona: Person, mo: Person
) -> None:
    contest, by = await decided(web, mona)
    first, *_ = by
    asked = await press(by[first], await by[first].say(f"/entry {first}"), "withdraw")
    assert refusal(asked) == "already_decided"
    told = await heard(web, mo, "desk")
    assert "asks to have “Entry0” taken out of “Bag battle”" in texts(told)
    assert first in await ranks(web, contest)


async def test_it_is_archived_thirty_days_after_and_then_read_only(web: WebDoor, mona: Person, mo: Person) -> None:
    contest, by = await decided(web, mona, LINE.replace("ambassadors=1", "ambassadors=0"))
    first, *_ = by
    await web.turn(30 * DAY - 60)
    assert await state_of(web, contest) == "announced"
    await web.turn(120)
    assert await state_of(web, contest) == "archived"
    assert refusal(await mo.say(STRIKE.format(first))) == "already_decided"
    assert "Entry0" in texts(await mona.say(f"/contest results {contest}"))
    assert "Entry0" in texts(await by[first].say(f"/brief {contest}"))


async def test_a_result_tells_what_was_made_from_a_withdrawn_entry_without_a_name(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    bob, cleo = [await web.person(name) for name in ("Bob", "Cleo")]
    contest = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    await entered(bob, f"/enter title=Moon from={sun}")
    await press(ann, await ann.say(f"/entry {sun}"), "withdraw")
    await until(web, contest, "voting")
    paper = await cleo.say(f"/vote {contest}")
    await press(cleo, paper, "ballot", paper[-1]["selects"][0]["options"][0]["value"])
    await until(web, contest, "announced")
    [result] = [one for one in await heard(web, cleo) if one["pictures"]]
    assert "Moon" in result["text"]
    assert "“Sun”" not in result["text"]
