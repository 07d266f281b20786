"""A story for every way to decide, told through any door: what is typed, what is pressed, and what comes of it.

What has to come out was worked out by hand, as it stands beside each.
"""

from collections.abc import Callable

from tests.stories.a_vote import House, Vote
from tests.stories.deciding import graded
from tests.stories.person import Json, Person, button, press, refusal, subject, texts
from tests.stories.telling import DAY, heard, state_of, until

Presses = Callable[[Person], int]
"""How often somebody has pressed anything."""


async def two_criteria(house: House) -> None:
    """Tell of cakes that are graded by taste, which counts twice, and by look.

    Taste and look, and twice taste plus look:
                 Torte        Pie         Bun
        Ann      her own      3 4 10      4 4 12
        Dan      5 2 12       2 5 9       4 3 11
        Eve      4 3 11       3 5 11      3 4 10
        Finn     5 1 11       1 5 7       4 4 12
        Gil      4 4 12       2 4 8       passed
        sums     46 from 4    45 from 5   45 from 4
    Not everybody graded everything, so each mean is drawn towards the mean of all grades, 136/13, by as many grades as
    the median entry has, 4: (4 x 136/13 + 46) / (4 + 4) = 571/52, and so on. Without weights Bun would win by 30 to 28.
    """
    line = 'title=Cakes method=score criteria="taste:2, look"'
    vote = await Vote.opened(house, line, {"Ann": "Torte", "Bob": "Pie", "Cleo": "Bun"})
    torte, pie, bun = vote.ids("Torte Pie Bun")
    grades = {
        "Ann": {pie: (3, 4), bun: (4, 4)},
        "Dan": {torte: (5, 2), pie: (2, 5), bun: (4, 3)},
        "Eve": {torte: (4, 3), pie: (3, 5), bun: (3, 4)},
        "Finn": {torte: (5, 1), pie: (1, 5), bun: (4, 4)},
        "Gil": {torte: (4, 4), pie: (2, 4)},
    }
    await vote.cast(dict.fromkeys(grades, ""), lambda who, _: graded(who, vote.contest, grades[who.name]))
    await _half_a_grade(vote, await vote.comes("Hana"))
    lines = await vote.standings("title", "rank", "score", "exposures", "reward")
    assert lines == [
        ("Torte", 1, "571/52", 4, "an apron"),
        ("Bun", 2, "1129/104", 4, None),
        ("Pie", 3, "1129/117", 5, None),
    ], lines
    assert (await house.contest(vote.contest))["turnout"] == 5
    await vote.is_told("Winner: “Torte” by Ann.", "3.66 of 5, from 4", "3.62 of 5", "3.22 of 5")


async def _half_a_grade(vote: Vote, person: Person) -> None:
    """Let somebody grade one entry by the first criterion alone, which says nothing of it."""
    shown = await vote.paper(person)
    entry, criterion, _ = subject(shown, "grade").split(":")
    assert (criterion, "taste: which grade" in texts(shown)) == ("1", True)
    shown = await person.press(shown[-1], f"grade:{entry}:1:1")
    assert "look: which grade" in texts(shown)
    assert button(shown, "grade").button.startswith(f"grade:{entry}:2:")


ORDERS = {
    "Dan": "Ant Bee Cat Dog Elk",
    "Eve": "Ant Bee Dog",
    "Finn": "Ant Bee Dog",
    "Gil": "Cat Bee Ant Elk Dog",
    "Hana": "Cat Bee Ant Elk Dog",
    "Ida": "Cat Bee Ant Elk Dog",
    "Jan": "Bee Cat Ant Dog Elk",
    "Kim": "Bee Cat Ant Dog Elk",
}


async def _ordered(house: House, method: str, presses: Presses | None) -> Vote:
    """Let the same eight people put the same five entries in order, a press a place."""
    vote = await Vote.opened(house, f"title=Animals method={method}", {"Ann": "Ant Bee Cat", "Bob": "Dog Elk"})

    async def puts(person: Person, order: str) -> Json:
        before = presses(person) if presses else 0
        done = await vote.ranks(person, order)
        assert presses is None or presses(person) - before == len(order.split()), "a press a place, and no more"
        return done

    await vote.cast(ORDERS, puts)
    return vote


async def schulze(house: House, presses: Presses | None) -> None:
    """Tell of animals that are put in order, and compared each with each.

    Bee is before Ant on 5 ballots of 8, and before Cat on 5; Cat before Ant on 5; these three before Dog and Elk on
    all, but for two on which Dog is before Cat, which they leave out. Dog is before Elk on 5, since what is left out
    counts as less liked: on two of them Elk has no place.
    """
    vote = await _ordered(house, "schulze", presses)
    lines = await vote.standings("title", "rank", "score", "approvals")
    assert lines == [
        ("Bee", 1, "4", 8),
        ("Cat", 2, "3", 6),
        ("Ant", 3, "2", 8),
        ("Dog", 4, "1", 8),
        ("Elk", 5, "0", 6),
    ], lines
    await vote.is_told("Winner: “Bee” by Ann.", "beats 4 of 4", "beats 0 of 4")


async def instant_runoff(house: House, presses: Presses | None = None) -> None:
    """Tell of the same ballots, counted otherwise: Bee is second for most, and first for too few.

    First places: Ant 3, Cat 3, Bee 2, nobody else; Dog and Elk go out, then Bee, and both of its ballots go to Cat.
    """
    vote = await _ordered(house, "irv", presses)
    lines = await vote.standings("title", "rank", "score")
    assert sorted(lines, key=lambda line: (line[1], line[0])) == [
        ("Cat", 1, "5"),
        ("Ant", 2, "3"),
        ("Bee", 3, "2"),
        ("Dog", 4, "0"),
        ("Elk", 4, "0"),
    ], lines
    await vote.is_told("Winner: “Cat” by Ann.", "5 ballots in its last round")


async def pairwise(house: House) -> None:
    """Tell of animals that are compared two at a time.

    Who is preferred to whom:
        Bee : Ant 3:0, and Finn cannot say; Bee : Cat 5:0; Bee : Dog 4:1; Dog : Cat 5:0; Dog : Ant 2:2; Ant : Cat 3:1;
    so of 14 answers about each but Ant, which has 12, Bee wins 12, Dog 8, Ant 5, Cat 1.
    """
    vote = await Vote.opened(house, "title=Animals method=pairwise", {"Ann": "Ant", "Bob": "Bee Cat Dog"})
    assert await _compares(vote, "Ann", "Bee Dog Cat") == 3, "nobody votes on their own entry"
    orders = {"Cleo": "Bee Ant Dog Cat", "Dan": "Dog Bee Ant Cat", "Eve": "Bee Dog Cat Ant", "Finn": "Ant=Bee Dog Cat"}
    for name, order in orders.items():
        assert await _compares(vote, name, order) == 6
    lines = await vote.standings("title", "rank", "approvals", "exposures")
    assert lines == [
        ("Bee", 1, 12, 14),
        ("Dog", 2, 8, 14),
        ("Ant", 3, 5, 12),
        ("Cat", 4, 1, 14),
    ], lines
    await vote.is_told("Winner: “Bee” by Bob.", "against the average")


async def _compares(vote: Vote, name: str, order: str) -> int:
    """Let somebody prefer what they like better, as long as there are two to compare; return how often."""
    places = {vote.entries[title]: at for at, group in enumerate(order.split()) for title in group.split("=")}
    person = await vote.comes(name)
    shown, pairs = await vote.paper(person), set[str]()
    while any(one["id"].startswith("prefer:") for one in shown[-1]["buttons"]):
        pair = subject(shown, "prefer").split(":")[0]
        assert pair not in pairs, "what was answered is asked again"
        pairs.add(pair)
        one, other = pair.split("~")
        preferred = "pass" if places[one] == places[other] else min(one, other, key=places.__getitem__)
        shown = await person.press(shown[-1], f"prefer:{pair}:{preferred}")
    assert "You have compared all that there is." in texts(shown)
    assert shown[-1]["receipt"]
    return len(pairs)


async def jury_beside_public(house: House) -> None:
    """Tell of views that members and jurors vote on, each counted apart.

               public              jury                 0.6 x public + 0.4 x jury
        Hill    5 votes, 12 points  none,    7 points    10
        Fog    3 votes,  9 points  2 votes, 12 points   10.2
        Sea    3 votes,  9 points  1 vote,  9 points    9
        Ice    1 vote,   7 points  1 vote,  9 points    7.8
    Who ties shares the points of the places that they use up: (10 + 8) / 2.
    """
    works = {"Ann": "Hill Sea", "Bob": "Fog Ice"}
    vote = await Vote.opened(house, "title=Views mode=list jury=40 points=12", works, jurors="Jo Jill")
    ballots = {
        "Cleo": "Hill Sea",
        "Dan": "Hill Sea",
        "Eve": "Hill Fog",
        "Finn": "Hill Fog",
        "Gil": "Hill",
        "Hana": "Ice",
    }
    await vote.cast({**ballots, "Ida": "Sea Fog"}, vote.approves)
    assert "You vote as a juror" in texts(await vote.paper(vote.people["Jo"]))
    await vote.cast({"Jo": "Fog Ice", "Jill": "Fog Sea"}, vote.approves)
    lines = await vote.standings("title", "rank", "score", "approvals", "columns", "reward")
    assert lines == [
        ("Fog", 1, "51/5", 5, _columns((2, "9"), (1, "12")), "an apron"),
        ("Hill", 2, "10", 5, _columns((1, "12"), (4, "7")), None),
        ("Sea", 3, "9", 4, _columns((2, "9"), (2, "9")), None),
        ("Ice", 4, "39/5", 2, _columns((4, "7"), (2, "9")), None),
    ], lines
    await vote.is_told(
        "Winner: “Fog” by Bob.",
        "10.2 points (public 9 for place 2, jury 12 for place 1)",
        "10 points (public 12 for place 1, jury 7 for place 4)",
    )


def _columns(public: tuple[int, str], jury: tuple[int, str]) -> Json:
    return {name: dict(zip(("rank", "points"), of, strict=True)) for name, of in (("public", public), ("jury", jury))}


async def qualify_final_runoff(house: House) -> None:
    """Tell of views that go through a queue, a final in which two tie, and a run-off between these.

    Votes of 6 looks each: Hill 5, Sea 4, Fog 4, Ice 2, Dew 1, Oak 0; two go on, with all who tie for the second place.
    Each share is drawn towards the mean, 16/36, by 6 looks: (6 x 16/36 + 5) / 12 = 23/36, and so on.
    In the final Hill is before Sea on 3 ballots of 6; both are before Fog. In the run-off Sea has 4 votes, Hill 2.
    """
    vote = await Vote.opened(
        house,
        'title=Views mode=queue final="1 day" finalists=2 final_method=schulze preview="12 hours" tie=run-off '
        'runoff="6 hours" reward="2:a cup"',
        {"Ann": "Hill Oak", "Bob": "Sea Ice", "Cleo": "Fog Dew"},
    )
    await vote.cast(QUALIFYING, vote.approves)
    await _previewed(vote)
    await vote.cast(dict.fromkeys(FIRST, "Hill Sea Fog") | dict.fromkeys(SECOND, "Sea Hill Fog"), vote.ranks)
    await until(house, vote.contest, "run-off")
    await vote.is_hidden()
    await vote.cast(dict.fromkeys(SECOND, "Sea") | {"Dan": "Hill Sea", "Eve": "Hill"}, vote.approves)
    lines = await vote.standings("title", "rank", "score", "qualified", "finalist", "reward")
    assert lines == [
        ("Sea", 1, "1", "5/9", True, "an apron"),
        ("Hill", 2, "1", "23/36", True, "a cup"),
        ("Fog", 3, "0", "5/9", True, None),
        ("Ice", 4, "7/18", "7/18", False, None),
        ("Dew", 5, "11/36", "11/36", False, None),
        ("Oak", 6, "2/9", "2/9", False, None),
    ], lines
    await vote.is_told("Winner: “Sea” by Bob.", "In the final:", "in the run-off 4", "Not in the final:", "2 of 6")


QUALIFYING = {
    "Dan": "Hill Sea Fog",
    "Eve": "Hill Sea Fog Ice",
    "Finn": "Hill Sea Ice",
    "Gil": "Hill Fog Dew",
    "Hana": "Hill Sea",
    "Ida": "Fog",
}
FIRST, SECOND = ("Dan", "Eve", "Finn"), ("Gil", "Hana", "Ida")
"""Whom they put first in the final: the entry that led before, or the other."""


async def _previewed(vote: Vote) -> None:
    """Let the vote close, the manager alone see who goes on, and open the final before its time."""
    house, manager, member = vote.house, vote.people["Mona"], vote.people["Ann"]
    await house.turn(2 * DAY)
    assert await state_of(house, vote.contest) == "voting"
    desk = await heard(house, manager, "desk")
    shown = [one for one in desk if "go on to the final, in no order:" in one["text"]][-1:]
    assert [title for title in vote.entries if title in texts(shown)] == ["Hill", "Sea", "Fog"]
    assert not any("is in it" in texts(venue) or "are in it" in texts(venue) for venue in await vote.venues())
    early = await member.say(f"/vote {vote.contest}")
    assert (refusal(early), "The final has not opened yet" in texts(early)) == ("not_open", True)
    await vote.is_hidden()
    assert refusal(await press(manager, shown, "final")) is None
    assert await state_of(house, vote.contest) == "final"
    for venue in await vote.venues():
        [told] = [one["text"] for one in venue if "The final of “Views” is open." in one["text"]]
        assert "3 entries are in it, in no order:" in told


__all__ = [
    "House",
    "Presses",
    "instant_runoff",
    "jury_beside_public",
    "pairwise",
    "qualify_final_runoff",
    "schulze",
    "two_criteria",
]
