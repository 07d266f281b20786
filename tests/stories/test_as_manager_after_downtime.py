"""The program was down for days: what is owed is played once, in due order (RULES.md 4, "The schedule")."""

from datetime import datetime, timedelta
from pathlib import Path

from bots.app import Running
from tests.stories.person import Json, texts
from tests.stories.telling import DAY, HOUR, entered, heard, scheduled, votes
from tests.stories.web_door import WebDoor, WebPerson, web_house

LINE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" review=off reward="1:a bag"'


async def sleeps(running: Running, by: timedelta) -> None:
    """Let time pass while nothing is played: what a stop does."""
    await running.clock.move_to(running.clock.now() + by)  # type: ignore[attr-defined]  # it is the practice clock


def at(contest: Json, date: str) -> datetime:
    return datetime.fromisoformat(contest[date])


async def reader(web: WebDoor) -> WebPerson:
    return await web.person("Reader")


async def test_a_round_that_was_open_closes_at_its_deadline_marked_late_and_the_next_opens_now_in_full(
    tmp_path: Path,
) -> None:
    async with web_house(tmp_path) as (web, running):
        contest = await scheduled(await web.person("Mona", "manager"), LINE)
        await entered(await web.person("Ann"), "/enter title=Sun")
        planned = await web.contest(contest)
        await sleeps(running, timedelta(days=3))
    async with web_house(tmp_path) as (web, running):
        after = await web.contest(contest)
        assert after["state"] == "voting"
        assert after["submissions_close"] == planned["submissions_close"]
        assert abs(at(after, "voting_opens") - running.clock.now()) < timedelta(minutes=1)
        assert at(after, "voting_closes") - at(after, "voting_opens") == timedelta(days=1)
        told = await heard(web, await reader(web))
        kinds = [one["text"].splitlines()[0] for one in told]
        assert kinds[1:] == ["Entries for “Bag battle” are closed.", "Voting on “Bag battle” is open."]
        assert "not running" in told[1]["text"], "it says why it comes late"


async def test_one_that_never_opened_opens_now_with_its_full_length(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (web, running):
        contest = await scheduled(await web.person("Mona", "manager"), f'{LINE} opens="in 1 day"')
        await sleeps(running, timedelta(days=5))
    async with web_house(tmp_path) as (web, running):
        after = await web.contest(contest)
        assert after["state"] == "submission"
        assert abs(at(after, "opens") - running.clock.now()) < timedelta(minutes=1)
        assert at(after, "submissions_close") - at(after, "opens") == timedelta(days=1)
        assert len(await heard(web, await reader(web))) == 1


async def test_votes_of_before_the_stop_decide_and_the_result_is_told_once(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (web, running):
        contest = await scheduled(await web.person("Mona", "manager"), f'{LINE} term="1 day"')
        sun = await entered(await web.person("Ann"), "/enter title=Sun")
        await web.turn(DAY)
        await votes(await web.person("Bob"), [sun], contest)
        planned = await web.contest(contest)
        await sleeps(running, timedelta(days=9))
    for _ in range(2):
        async with web_house(tmp_path) as (web, _running):
            [result] = [one for one in await heard(web, await reader(web)) if one["pictures"]]
            after = await web.contest(contest)
            assert after["state"] == "announced"
            assert after["voting_closes"] == planned["voting_closes"]
            assert "Voting closed on time" in result["text"]
            assert [line["approvals"] for line in await web.standings(contest)] == [1]
            assert [line["office"] for line in await web.standings(contest)] == ["offered"], (
                "asked now, with the full time"
            )


async def test_missed_reminders_of_a_closed_round_are_not_sent(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (web, running):
        contest = await scheduled(await web.person("Mona", "manager"), LINE.replace("1 day", "3 days", 1))
        ann = await web.person("Ann")
        shown = await ann.say(f"/brief {contest}")
        await ann.press(shown[0], f"remind:{contest}")
        await sleeps(running, timedelta(days=2, hours=12))
        token = ann.token
    async with web_house(tmp_path) as (web, _):
        same = WebPerson("Ann", web.session, web.address, token)
        reminded = await heard(web, same, "me")
        assert len(reminded) == 1, "the one of a day before is late, but the close is still to come"
        assert "in 12 hours" in texts(reminded)
        await web.turn(11 * HOUR)
        assert len(await heard(web, same, "me")) == 2
