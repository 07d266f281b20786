"""Turns of phrase of stories in which votes are decided in other ways than by approval."""

from collections.abc import Mapping
from dataclasses import replace

from bots.app import Running
from contests.model.contest import Contest
from tests.stories.person import Door, File, Json, Person, press, subject
from tests.stories.telling import DAY, entered, scheduled

LINE = "/contest new template=remix submissions='1 day' voting='9 days' review=off entries=5 title="


async def opened(
    door: Door, running: Running, manager: Person, works: Mapping[str, tuple[Person, File | None]], **rules: object
) -> tuple[str, dict[str, str]]:
    """Make a contest by these rules, let people enter, and open the vote; return it and the entries by title."""
    made = await prepared(running, manager, works, **rules)
    await door.turn(DAY)
    return made


async def prepared(
    running: Running, manager: Person, works: Mapping[str, tuple[Person, File | None]], **rules: object
) -> tuple[str, dict[str, str]]:
    """Make a contest by these rules, and let people enter; return it and the entries by title."""
    contest = await scheduled(manager, f"{LINE}'{' and '.join(works)}'")
    await ruled(running, contest, **rules)
    entries = {}
    for title, (author, file) in works.items():
        entries[title] = await entered(author, f"/enter {contest} title='{title}'", *([file] if file else []))
    return contest, entries


async def ruled(running: Running, contest: str, **rules: object) -> None:
    """Change the rules of a contest."""
    async with running.store.work() as work:
        one = await work.contests.get(contest)
        await work.contests.save(replace(one, rules=replace(one.rules, **rules)))  # type: ignore[arg-type]  # the rules' own fields


async def with_no_award(running: Running, contest: str) -> None:
    """Let members say in the vote of a contest that nobody shall win."""
    async with running.store.work() as work:
        one: Contest = await work.contests.get(contest)
        voting = one.rounds[-1]
        await work.contests.save(one.with_round(replace(voting, no_award=True)))


async def graded(person: Person, contest: str, grades: Mapping[str, tuple[int, ...]]) -> Json:
    """Give each entry its grades, and pass on the others; return the last message."""
    shown, pressed = await person.say(f"/vote {contest}"), set[str]()
    while any(one["id"].startswith("grade:") for one in shown[-1]["buttons"]):
        entry, criterion, _ = subject(shown, "grade").split(":")
        assert f"{entry}:{criterion}" not in pressed, "what was answered is asked again"
        pressed.add(f"{entry}:{criterion}")
        if entry in grades:
            wanted = f"grade:{entry}:{criterion}:{grades[entry][int(criterion) - 1]}"
            shown = await person.press(shown[-1], wanted)
        else:
            shown = await press(person, shown, "pass")
    return shown[-1]


async def ranked(person: Person, contest: str, order: tuple[str, ...]) -> Json:
    """Put entries in order by a press a place; return the last message."""
    shown = await person.say(f"/vote {contest}")
    for entry in order:
        [button] = [one["id"] for one in shown[-1]["buttons"] if one["id"].endswith(f":{entry}")]
        shown = await person.press(shown[-1], button)
    return shown[-1]


async def compared(person: Person, contest: str, order: tuple[str, ...]) -> Json:
    """Prefer of each pair the entry that stands first in an order; return the last message."""
    shown = await person.say(f"/vote {contest}")
    while any(one["id"].startswith("prefer:") for one in shown[-1]["buttons"]):
        pair = subject(shown, "prefer").split(":")[0]
        better = min(pair.split("~"), key=order.index)
        shown = await person.press(shown[-1], f"prefer:{pair}:{better}")
    return shown[-1]
