"""A contest as stories tell it, from the line that makes it to its result; nobody learns in between how it stands."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol, Self

from tests.stories.deciding import ranked
from tests.stories.person import Door, Json, Person, refusal, texts
from tests.stories.telling import entered, heard, scheduled, until, votes
from tests.stories.web_door import WebPerson

NEW = '/contest new template=remix submissions="1 day" voting="2 days" review=off entries=5 reward="1:an apron" '


class House(Door, Protocol):
    """A house with the web room in it, whatever else it has."""

    async def keep(self) -> WebPerson:
        """Return the manager who turns the clock in the web room."""


class Vote:
    """A contest, from the line that makes it to its result, and the people in it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.people: dict[str, Person] = {}
        self.contest = ""
        self.entries: dict[str, str] = {}
        """By title."""

    @classmethod
    async def opened(cls, house: House, line: str, works: Mapping[str, str], jurors: str = "") -> Self:
        """Let a manager type a line, everybody send in their works, and wait until the vote is open."""
        vote = cls(house)
        manager = await vote.comes("Mona", "manager")
        for name in jurors.split():
            await vote.comes(name, "juror")
        vote.contest = await scheduled(manager, NEW + line)
        for name, titles in works.items():
            author = await vote.comes(name)
            for title in titles.split():
                vote.entries[title] = await entered(author, f"/enter {vote.contest} title={title}")
        await until(house, vote.contest, "voting")
        await vote.is_hidden()
        return vote

    async def comes(self, name: str, role: str = "member") -> Person:
        """Let somebody in, if they are not there yet."""
        if name not in self.people:
            self.people[name] = await self.house.person(name, role)
        return self.people[name]

    def ids(self, titles: str) -> tuple[str, ...]:
        """Return entries by their titles, with blanks between."""
        return tuple(self.entries[title] for title in titles.split())

    async def paper(self, person: Person) -> list[Json]:
        """Show somebody their ballot."""
        shown = await person.say(f"/vote {self.contest}")
        assert refusal(shown) is None, shown
        return shown

    async def cast(self, ballots: Mapping[str, str], by: Callable[[Person, str], Awaitable[Json]]) -> None:
        """Let people vote by name, each in the same way; all get a receipt, and nobody learns how it stands."""
        for name, ballot in ballots.items():
            done = await by(await self.comes(name), ballot)
            assert done["receipt"], done
        await self.is_hidden()

    async def approves(self, person: Person, titles: str) -> Json:
        """Let somebody approve entries, one by one or in a list."""
        return await votes(person, self.ids(titles), self.contest)

    async def ranks(self, person: Person, titles: str) -> Json:
        """Let somebody put entries in order, a press a place."""
        return await ranked(person, self.contest, self.ids(titles))

    async def is_hidden(self) -> None:
        """Check that nobody learns how it stands: neither managers nor scripts."""
        manager = self.people["Mona"]
        status, answer = await (await self.house.keep()).call("GET", f"/api/contests/{self.contest}/standings")
        assert (status, answer["error"]["key"]) == (404, "not_decided"), answer
        assert refusal(await manager.say(f"/contest results {self.contest}")), "managers, too, wait for the close"
        said = await manager.say(f"/contest status {self.contest}")
        assert refusal(said) is None, said
        assert not [title for title in self.entries if title in texts(said)], said

    async def venues(self) -> list[list[Json]]:
        """Return what stands in the venue where people are, and in the web room."""
        return [await heard(self.house, self.people["Ann"]), await heard(self.house, await self.house.keep())]

    async def is_told(self, *signs: str) -> None:
        """Check that every venue tells the result, in these words."""
        for venue in await self.venues():
            [told] = [one["text"] for one in venue if "All places" in one["text"]]
            assert not [sign for sign in signs if sign not in told], told

    async def standings(self, *names: str) -> list[tuple[object, ...]]:
        """Wait for the decision; return what is named of every line, the best first."""
        await until(self.house, self.contest, "announced")
        return [tuple(line.get(name) for name in names) for line in await self.house.standings(self.contest)]
