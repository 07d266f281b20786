"""A thing of each kind that somebody may ask about: made by those who may, told by what it is called in the rules."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from bots.app import Running
from contests.model.ballot import Method, pair_of
from tests.stories.deciding import prepared
from tests.stories.person import Door, Json, Person, subject
from tests.stories.rights import AUTHOR, MANAGER, MEMBER
from tests.stories.telling import DAY, entered, scheduled, state_of, until, votes

NEW = "/contest new template=remix submissions='1 day' voting='9 days' review=off entries=5 mode=queue title="
OPEN = "/contest new template=remix submissions='9 days' voting='9 days' entries=5 title=Open"


class OpenDoor(Door, Protocol):
    """A door into a house that is at hand."""

    running: Running


async def _nothing_more() -> None:
    """Wait for nothing: what was done is done."""


async def things_of(
    port: OpenDoor, people: Mapping[str, Person], settled: Callable[[], Awaitable[None]] = _nothing_more
) -> dict[str, str]:
    """Make everything, and return the ids; `settled` waits until what was done has come through."""
    mona, ann, bob = people[MANAGER], people[AUTHOR], people[MEMBER]
    past = await scheduled(mona, f"{NEW}Past".replace("9 days", "1 day"))
    sun = await entered(ann, f"/enter {past} title=Sun")
    await port.turn(DAY)
    await votes(bob, [sun], past)
    await until(port, past, "announced")
    await settled()
    offer = subject(await ann.reads("me"), "accept")
    vote = await scheduled(mona, f"{NEW}Vote")
    moon = await entered(ann, f"/enter {vote} title=Moon")
    star = await entered(bob, f"/enter {vote} title=Star")
    await port.turn(DAY)
    assert await state_of(port, vote) == "voting"
    voted = await _voted_otherwise(port, mona, ann)
    on = await scheduled(mona, OPEN)
    waiting = await entered(ann, f"/enter {on} title=Dew")
    preview, spare = [await ann.say(f"/enter {on} title={title}") for title in ("Rain", "Hail")]
    doomed = await mona.say("/contest new template=remix submissions='9 days' voting='9 days' title=Doomed")
    made = await mona.say("/contest new template=remix submissions='9 days' voting='9 days' title=Draft")
    async with port.running.store.reading() as work:
        voting = (await work.contests.get(vote)).rounds[-1].id
    await settled()
    return {
        **voted,
        "draft": subject(preview, "send"),
        "draft contest": _contest_of(made),
        "entry": moon,
        "offer": offer,
        "open contest": on,
        "other entry": star,
        "round": voting,
        "spare contest": _contest_of(doomed),
        "spare draft": subject(spare, "send"),
        "terms": f"{on}:1",
        "verdict": f"reject:{waiting}",
        "vote": vote,
        "waiting entry": waiting,
    }


METHODS = {"graded": Method.SCORE, "ranked": Method.SCHULZE, "compared": Method.PAIRWISE}


async def _voted_otherwise(port: OpenDoor, mona: Person, ann: Person) -> dict[str, str]:
    """Make votes in which entries are graded, put in order, and compared."""
    made = {
        name: await prepared(port.running, mona, dict.fromkeys((f"{name}-1", f"{name}-2"), (ann, None)), method=method)
        for name, method in METHODS.items()
    }
    await port.turn(DAY)
    entries = {name: tuple(found.values()) for name, (_, found) in made.items()}
    async with port.running.store.reading() as work:
        ranked = (await work.contests.get(made["ranked"][0])).rounds[-1].id
    return {
        "compared pair": f"{pair_of(*entries['compared'])}:{entries['compared'][0]}",
        "graded entry": f"{entries['graded'][0]}:1:3",
        "ranked entry": f"{ranked}:{entries['ranked'][0]}",
        "ranked round": ranked,
    }


def _contest_of(made: list[Json]) -> str:
    return next(str(one["id"]).split(":")[1] for message in made for one in message["buttons"] if ":" in one["id"])
