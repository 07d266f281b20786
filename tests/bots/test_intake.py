"""Files that nothing holds any more are thrown away, and only those."""

from datetime import timedelta
from pathlib import Path

from bots.intake import Intake
from tests.files.makers import jpeg
from tests.stories.telling import entered, scheduled
from tests.stories.web_door import web_house


async def test_a_withdrawn_entrys_file_is_deleted_after_a_day_and_a_shown_ones_stays(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, running):
        manager, ann, bob = [
            await door.person(name, role) for name, role in (("Mona", "manager"), ("Ann", "member"), ("Bob", "member"))
        ]
        await scheduled(
            manager, '/contest new template=remix title=Tidy submissions="9 days" voting="1 day" review=off'
        )
        gone = await entered(ann, "/enter title=Gone", (jpeg(40, 40, "red"), "red"))
        await entered(bob, "/enter title=Stays", (jpeg(40, 40, "blue"), "blue"))
        assert len(pictures(tmp_path)) == 2
        await ann.press((await ann.say(f"/entry {gone}"))[-1], f"withdraw:{gone}")
        intake: Intake = running.intake
        await intake.throw_away(running.store, running.clock.now())
        assert len(pictures(tmp_path)) == 2, "a day's grace"
        await intake.throw_away(running.store, running.clock.now() + timedelta(days=2))
        assert len(pictures(tmp_path)) == 1


def pictures(folder: Path) -> list[Path]:
    """Return the stored pictures."""
    return list((folder / "media").rglob("*.jpg"))
