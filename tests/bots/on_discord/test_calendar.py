"""A server's events agree with a contest's rounds, however often that is asked."""

from datetime import UTC, datetime, timedelta

import pytest

from bots.hearing import Date, NotSentError
from tests.bots.on_discord.conftest import Town

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
ENTER = Date("r1", "Enter: Sun", "Send your remix.", NOW + DAY, NOW + 2 * DAY)
VOTE = Date("r2", "Vote: Sun", "Choose.", NOW + 2 * DAY, NOW + 3 * DAY)


def events(town: Town) -> list[tuple[str, str, str]]:
    return [
        (one["name"], str(one["description"]), one["entity_metadata"]["location"])
        for one in town.guild.scheduled_events()
    ]


async def agree(town: Town, *dates: Date, contest: str = "k1") -> None:
    await town.speaker.agree(town.place(town.main), contest, dates)


async def test_rounds_become_events_once(town: Town) -> None:
    for _ in range(2):
        await agree(town, ENTER, VOTE)
    assert events(town) == [
        ("Enter: Sun", "Send your remix.\n\nProsument k1/r1", "contest"),
        ("Vote: Sun", "Choose.\n\nProsument k1/r2", "contest"),
    ]
    assert sum(one.startswith("POST") for one in town.server.requests) == 2
    assert not any(one.startswith("PATCH") for one in town.server.requests)


async def test_what_has_changed_is_changed_and_what_is_not_wanted_goes(town: Town) -> None:
    await agree(town, ENTER, VOTE)
    await agree(town, ENTER, contest="k2")
    later = Date("r2", "Vote: Sun and Moon", "Choose.", VOTE.opens + DAY, VOTE.closes + DAY)
    await agree(town, later)
    assert [name for name, _, _ in events(town)] == ["Vote: Sun and Moon", "Enter: Sun"]
    changed = town.guild.scheduled_events()[0]
    assert datetime.fromisoformat(changed["scheduled_start_time"]) == later.opens
    assert datetime.fromisoformat(changed["scheduled_end_time"]) == later.closes
    await agree(town)
    assert [text for _, text, _ in events(town)] == ["Send your remix.\n\nProsument k2/r1"]


async def test_a_round_that_is_on_begins_now_and_only_its_end_moves(town: Town) -> None:
    on = Date("r1", "Enter: Sun", "", NOW - DAY, NOW + DAY)
    for _ in range(2):
        await agree(town, on)
    (event,) = town.guild.scheduled_events()
    began = event["scheduled_start_time"]
    assert datetime.fromisoformat(began) > NOW
    await agree(town, Date("r1", "Enter: Sun", "", NOW - DAY, NOW + 2 * DAY))
    (event,) = town.guild.scheduled_events()
    assert (event["scheduled_start_time"], datetime.fromisoformat(event["scheduled_end_time"])) == (
        began,
        NOW + 2 * DAY,
    )


async def test_what_is_over_has_no_event(town: Town) -> None:
    await agree(town, Date("r1", "Enter: Sun", "", NOW - 2 * DAY, NOW - DAY))
    await agree(town, Date("r2", "Vote: Sun", "", NOW - DAY, NOW + timedelta(seconds=30)))
    assert events(town) == []


@pytest.mark.parametrize("fault", ["cut after", "503 after"])
async def test_an_event_whose_making_was_cut_is_made_once(town: Town, fault: str) -> None:
    town.server.fail("POST", "/guilds/*/scheduled-events", fault)
    with pytest.raises(NotSentError) as lost:
        await agree(town, ENTER)
    assert not lost.value.final
    await agree(town, ENTER)
    assert len(events(town)) == 1


async def test_others_events_are_left_alone_and_a_missing_permission_is_final(town: Town) -> None:
    await agree(town, ENTER)
    (event,) = town.guild.scheduled_events()
    event["creator_id"] = str(town.cleo.id)
    await agree(town)
    assert len(events(town)) == 1
    town.guild.allow_bot(0)
    with pytest.raises(NotSentError) as lost:
        await agree(town, VOTE)
    assert lost.value.final


async def test_a_long_text_keeps_the_line_by_which_it_is_known(town: Town) -> None:
    long = Date("r1", "x" * 300, "A sentence. 😀" * 400, NOW + DAY, NOW + 2 * DAY)
    for _ in range(2):
        await agree(town, long)
    ((name, text, _),) = events(town)
    assert len(name) <= 100
    assert text.endswith("…\n\nProsument k1/r1")
