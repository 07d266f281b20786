"""From brief to ambassador, in the shortest words."""

from pathlib import Path

from tests.files.makers import jpeg
from tests.stories.person import button, press, texts
from tests.stories.telling import DAY, HOUR, entered, scheduled, state_of, votes
from tests.stories.web_door import web_house


async def test_a_remix_battle_from_brief_to_ambassador(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, _):
        manager = await door.person("Mona", "manager")
        moderator = await door.person("Mo", "moderator")
        ann, bob, cleo = [await door.person(name) for name in ("Ann", "Bob", "Cleo")]

        contest = await scheduled(
            manager,
            '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day" '
            'reward="1:a bag" reward="2:a cup"',
        )
        assert await state_of(door, contest) == "submission"

        sun = await entered(ann, '/enter title=Sun text="Made with love" alt="A sun"', (jpeg(64, 64, "red"), "A sun"))
        moon = await entered(bob, "/enter title=Moon text=Words")
        for entry in (sun, moon):
            await moderator.say(f"/moderate admit {entry}")

        await door.turn(2 * DAY)
        assert await state_of(door, contest) == "voting"
        ballot = await votes(cleo, [sun], contest)
        assert ballot["receipt"]
        await votes(bob, [sun], contest)

        await door.turn(DAY)
        assert await state_of(door, contest) == "announced"
        first = (await door.standings(contest))[0]
        assert (first["rank"], first["title"], first["reward"]) == (1, "Sun", "a bag")
        results = [one for one in await cleo.reads() if "Sun" in one["text"] and one["pictures"]]
        assert len(results) == 1

        offered = await ann.reads("me")
        accepted = await press(ann, offered, "accept")
        assert button(accepted, "leave")
        await door.turn(HOUR)
        assert (await door.standings(contest))[0]["office"] == "ambassador"
        assert "Ann" in texts(await cleo.reads())
