"""What nobody needs any more is thrown away, and only that: files that nothing holds, old notes."""

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


async def test_the_hourly_tidying_forgets_what_a_platform_noted_a_month_ago(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (_, running):
        now = running.clock.now()
        for key, age in (("discord old", 31), ("discord new", 29)):
            await running.keep.note(key, "said 1/2", now - timedelta(days=age))
        await running.ticker._tidied()
        assert await running.keep.noted("discord old") is None
        assert await running.keep.noted("discord new") == "said 1/2"


def pictures(folder: Path) -> list[Path]:
    """Return the stored pictures."""
    return list((folder / "media").rglob("*.jpg"))
