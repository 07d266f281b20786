"""Turns of phrase of stories in which a contest has more than one vote, a jury or a draw."""

from dataclasses import replace

from bots.app import Running
from contests.model.contest import Contest
from contests.model.span import Span
from tests.stories.person import Json, Person, press, refusal, subject
from tests.stories.telling import entered, until, votes
from tests.stories.web_door import WebDoor, WebPerson

LINE = (
    '/contest new template=remix title="Bag battle" submissions="1 day" voting="2 days" review=off mode=list '
    'reward="1:a bag" reward="2:a cup"'
)


async def drafted(running: Running, manager: Person, line: str = LINE, **rules: object) -> str:
    """Make a draft with these rules, and a final of a day where they have one; return its id."""
    made = await manager.say(line)
    assert refusal(made) is None, made
    contest = subject(made, "alter")
    async with running.store.work() as work:
        one = await work.contests.get(contest)
        plan = replace(one.plan, final=Span(days=1))
        await work.contests.save(replace(one, rules=replace(one.rules, **rules), plan=plan))  # type: ignore[arg-type]  # the rules' own fields
    return contest


async def confirmed(manager: Person, contest: str) -> list[Json]:
    """Schedule a draft; return the preview."""
    shown = await manager.say(f"/contest schedule {contest}")
    assert refusal(await press(manager, shown, "confirm")) is None
    return shown


async def chained(
    web: WebDoor, running: Running, manager: Person, entries: int, **rules: object
) -> tuple[str, dict[str, WebPerson]]:
    """Run a contest by these rules until its vote is open; return it, and authors by entry."""
    contest = await drafted(running, manager, LINE, **rules)
    await confirmed(manager, contest)
    authors = [await web.person(f"Author {number}") for number in range(entries)]
    by = {await entered(one, f"/enter title=Entry{number}"): one for number, one in enumerate(authors)}
    await until(web, contest, "voting")
    return contest, by


async def stored(running: Running, contest: str) -> Contest:
    """Return a contest as it is stored."""
    async with running.store.reading() as work:
        return await work.contests.get(contest)


async def liked(web: WebDoor, contest: str, votes_of: dict[str, int]) -> None:
    """Let as many voters approve each entry as are named."""
    for number in range(max(votes_of.values())):
        voter = await web.person(f"Voter {number}")
        await votes(voter, [entry for entry, many in votes_of.items() if many > number], contest)
