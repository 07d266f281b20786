"""Grades, an order and comparisons in Discord and in Telegram: one press each, in the message that was pressed."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bots import closing, noting, rewording
from bots.app import Running
from contests.model.ballot import Method, Mode
from contests.model.contest import Criterion
from tests.files.makers import png
from tests.stories.deciding import compared, graded, opened, ranked
from tests.stories.discord_door import DiscordPort, discord_house
from tests.stories.person import Json, Person, press, refusal, texts
from tests.stories.telegram_door import TelegramPort, telegram_house
from tests.stories.telegram_told import unhurried
from tests.stories.telling import DAY, votes

__all__ = ["unhurried"]

Port = DiscordPort | TelegramPort
WORKS = ("Sun", "Sea", "Fog")
HOUSES: dict[str, Callable[[Path], AbstractAsyncContextManager[tuple[Port, Running]]]] = {
    "discord": discord_house,
    "telegram": telegram_house,
}


@pytest.fixture(params=HOUSES)
async def port(request: pytest.FixtureRequest, tmp_path: Path, unhurried: None) -> AsyncIterator[Port]:
    async with HOUSES[request.param](tmp_path) as (found, _):
        yield found


async def battle_of(port: Port, method: Method, **rules: object) -> tuple[str, dict[str, str], Person]:
    """Return a contest of three works with a picture each, its entries by title, and a member who votes."""
    mona, ann, bob = [await port.person(*who) for who in (("Mona", "manager"), ("Ann",), ("Bob",))]
    works = {title: (bob, (png(), f"The {title.lower()}")) for title in WORKS}
    contest, entries = await opened(port, port.running, mona, works, method=method, **rules)
    return contest, entries, ann


def labels(messages: list[Json]) -> list[str]:
    return [one["label"] for one in messages[-1]["buttons"]]


def literally(messages: list[Json]) -> str:
    """Return what is read, without the marks that keep it from being taken for markup."""
    return texts(messages).replace("\\", "")


async def test_an_order_is_made_by_one_press_a_place(port: Port) -> None:
    contest, entries, ann = await battle_of(port, Method.SCHULZE)
    shown = first = await ann.say(f"/vote contest={contest}")
    assert not shown[-1]["selects"], "to open a select and to choose in it are two"
    for place, title in enumerate(("Sea", "Sun", "Fog"), 1):
        [button] = [one["id"] for one in shown[-1]["buttons"] if one["id"].endswith(f":{entries[title]}")]
        shown = await ann.press(shown[-1], button)
        assert f"{place}. {title}" in labels(shown)
        assert f"{place}. {title}" in literally(shown)
    assert shown[-1]["id"] == first[-1]["id"], "it is edited in its place"
    [sea] = [one["id"] for one in shown[-1]["buttons"] if one["label"] == "1. Sea"]
    assert {"1. Sun", "2. Fog", "Sea"} <= {*labels(await ann.press(shown[-1], sea))}
    done = await press(ann, await ann.say(f"/vote contest={contest}"), "done")
    assert "Thank you for voting" in texts(done)
    assert done[-1]["receipt"]
    assert (await port.contest(contest))["turnout"] == 1


async def test_an_entry_has_its_grades_in_one_message(port: Port) -> None:
    criteria = (Criterion("Taste", 2), Criterion("Look"))
    contest, entries, ann = await battle_of(port, Method.SCORE, criteria=criteria)
    shown = await ann.say(f"/vote contest={contest}")
    assert labels(shown) == ["1", "2", "3", "4", "5", "Pass"]
    assert "Taste: which grade" in texts(shown)
    last = await graded(ann, f"contest={contest}", {entries["Sun"]: (5, 4), entries["Sea"]: (2, 3)})
    assert "all 3 entries" in last["text"]
    assert last["receipt"]
    assert (await port.contest(contest))["turnout"] == 1


async def test_two_are_compared_with_both_pictures_and_a_press_brings_the_next_two(port: Port) -> None:
    contest, entries, ann = await battle_of(port, Method.PAIRWISE)
    shown = await ann.say(f"/vote contest={contest}")
    assert len(shown[-1]["media"]) == 2
    assert [one[:3] for one in labels(shown)[:2]] == ["A: ", "B: "]
    after = await press(ann, shown, "prefer")
    assert refusal(after) is None
    assert labels(after)[-2:] == ["Back", "Done"]
    assert after[-1]["media"], "and one that stays where it was is not sent again"
    last = await compared(ann, f"contest={contest}", tuple(entries.values()))
    assert "You have compared all that there is." in last["text"]
    assert (await port.contest(contest))["turnout"] == 1


async def test_what_is_left_to_give_is_told_and_one_more_is_refused(port: Port) -> None:
    contest, _, ann = await battle_of(port, Method.LIMITED, stars=1, mode=Mode.QUEUE)
    shown = await ann.say(f"/vote contest={contest}")
    assert "You can approve one entry." in texts(shown)
    shown = await press(ann, shown, "approve")
    assert "None is left: take one back to approve another." in texts(shown)
    more = await press(ann, shown, "approve")
    assert refusal(more) == "too_large"
    assert "Approved so far: “" in texts(more)


async def test_what_is_ranked_here_is_counted(port: Port) -> None:
    contest, entries, ann = await battle_of(port, Method.IRV)
    last = await ranked(ann, f"contest={contest}", (entries["Fog"], entries["Sea"]))
    assert "1. Fog\n2. Sea" in literally([last])


@pytest.fixture
def one_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let only one message be changed before all else that is owed has its turn again."""
    for module in (closing, rewording):
        monkeypatch.setattr(module, "AT_ONCE", 1)


@pytest.fixture
def notes_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a ballot is shown is not written by itself before what the story does next."""
    monkeypatch.setattr(noting, "GATHER_S", 3.0)


@pytest.mark.usefixtures("one_a_turn", "notes_wait")
async def test_whoever_withdraws_leaves_each_ballot_once_however_many_turns_that_takes(port: Port) -> None:
    bob = await port.person("Bob")
    works = dict.fromkeys(WORKS, (bob, None))
    mona = await port.person("Mona", "manager")
    contest, entries = await opened(port, port.running, mona, works, method=Method.APPROVAL, mode=Mode.LIST)
    ballots = [await (await port.person(name)).say(f"/vote contest={contest}") for name in ("Ann", "Cleo", "Dan")]
    shown = [port.shown[one[-1]["id"]] for one in ballots]
    await port.turn(0)
    assert refusal(await press(bob, await bob.say(f"/entry entry={entries['Fog']}"), "withdraw")) is None
    await port.turn(0)
    assert [len(one.edits) for one in shown] == [1, 1, 1]
    for one in shown:
        listed = literally([_now(port, one)]).replace(" and ".join(WORKS), "the contest's title")
        assert ("Sea" in listed, "Fog" in listed) == (True, False)


def _now(port: Port, message: object) -> Json:
    """Return a message as it stands now."""
    return port.as_json(message if isinstance(port, DiscordPort) else [message])  # type: ignore[arg-type, list-item]  # each port's own kind of message


@pytest.mark.usefixtures("one_a_turn", "notes_wait")
async def test_at_the_close_each_ballot_is_changed_once_however_many_entries_it_shows(port: Port) -> None:
    works = {title: (await port.person("Bob"), None) for title in WORKS}
    mona = await port.person("Mona", "manager")
    contest, entries = await opened(port, port.running, mona, works, method=Method.APPROVAL, mode=Mode.LIST)
    await port.turn(9 * DAY - 300)
    ballots = []
    for name in ("Ann", "Cleo"):
        voter = await port.person(name)
        await votes(voter, [entries["Sun"]], contest)
        ballots += await voter.say(f"/vote contest={contest}")
    shown = [port.shown[one["id"]] for one in ballots]
    assert all("Sun" in literally([one]) for one in ballots)
    before = [len(one.edits) for one in shown]
    await port.turn(360)
    assert [len(one.edits) for one in shown] == [times + 1 for times in before]
    for one, was in zip(shown, ballots, strict=True):
        now = _now(port, one)
        assert "Voting closed" in literally([now])
        assert not now["buttons"]
        assert was["buttons"] or was["selects"]
