"""Turns of phrase that stories share: enter, review, vote, moderate."""

from collections.abc import Sequence

from tests.stories.person import Door, File, Json, Person, button, press, refusal, subject

DAY = 86_400.0
HOUR = 3_600.0


async def scheduled(manager: Person, line: str) -> str:
    """Make a contest by a typed line, confirm it, and return its id."""
    made = await manager.say(line)
    assert refusal(made) is None, made
    shown = await manager.say("/contest schedule")
    contest = subject(shown, "confirm")
    await press(manager, shown, "confirm")
    return contest


async def entered(person: Person, line: str, *files: File) -> str:
    """Enter by a typed line, look at the preview, press Send, and return the entry's id."""
    shown = await person.say(line, *files)
    assert refusal(shown) is None, shown
    sent = await press(person, shown, "send")
    assert refusal(sent) is None, sent
    return await own_entry(person)


async def own_entry(person: Person) -> str:
    """Return the id of the person's newest entry."""
    return subject(await person.say("/me"), "look")


async def admitted(moderator: Person, entries: Sequence[str]) -> None:
    """Approve entries in the review queue."""
    for entry in entries:
        done = await moderator.say(f"/moderate admit {entry}")
        assert refusal(done) is None, done


async def votes(person: Person, approved: Sequence[str], contest: str) -> Json:
    """Vote in whichever way the contest is served; return the last message, with its receipt."""
    shown = await person.say(f"/vote {contest}")
    assert refusal(shown) is None, shown
    if shown[-1]["selects"]:
        offered = {one["value"] for one in shown[-1]["selects"][0]["options"]}
        return (await press(person, shown, "ballot", *[one for one in approved if one in offered]))[-1]
    while any(one["id"].startswith("approve:") for one in shown[-1]["buttons"]):
        current = subject(shown, "approve")
        shown = await press(person, shown, "approve" if current in approved else "pass")
        assert refusal(shown) is None, shown
    return shown[-1]


async def heard(door: Door, person: Person, room: str = "main") -> list[Json]:
    """Return what Prosument has said in a room without being asked, once all that is owed was sent; oldest first."""
    await door.turn(0)
    said = await person.reads(room)
    return [one for one in said if one["author"]["id"] == "prosument" and (room == "me" or not one["private"])]


async def state_of(door: Door, contest: str) -> str:
    """Return a contest's state."""
    return str((await door.contest(contest))["state"])


async def until(door: Door, contest: str, state: str, most: int = 20) -> None:
    """Turn the clock from deadline to deadline until a contest is in a state."""
    for _ in range(most):
        if await state_of(door, contest) == state:
            return
        await door.turn()
    raise AssertionError(f"{contest} is {await state_of(door, contest)}, not {state}")


__all__ = [
    "DAY",
    "HOUR",
    "admitted",
    "button",
    "entered",
    "heard",
    "own_entry",
    "scheduled",
    "state_of",
    "until",
    "votes",
]
