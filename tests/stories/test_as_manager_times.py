"""Times, typed as people type them: read back in full, asked about when unclear, never guessed."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.stories.person import Person, form, refusal, texts
from tests.stories.web_door import WebDoor, WebPerson

DRAFT = '/contest new template=remix title="Bag battle" submissions="{typed}" voting="2 days"'


async def to_monday_noon(door: WebDoor, manager: WebPerson) -> datetime:
    """Turn the clock to noon of a Monday in UTC, so that every weekday is still to come."""
    said = await manager.say("/contests")
    now = datetime.fromisoformat(said[0]["at"])
    monday = (now + timedelta(days=7 - now.weekday())).replace(hour=12, minute=0, second=0, microsecond=0)
    await door.turn((monday - now).total_seconds())
    return monday.astimezone(UTC)


ENGLISH = {
    "Friday 18:00": (4, 18, 0),
    "Friday at 6 pm": (4, 18, 0),
    "in 3 days": (3, 12, 0),
    "tomorrow 9:30": (1, 9, 30),
}
GERMAN = {
    "nächsten Freitag 18 Uhr": (11, 18, 0),
    "morgen um 18 Uhr": (1, 18, 0),
    "in zwei Wochen": (14, 12, 0),
}


async def test_english_times_are_read_back_in_full_with_the_zone_and_how_far_they_are(
    web: WebDoor, mona: WebPerson
) -> None:
    monday = await to_monday_noon(web, mona)
    for typed, (days, hour, minute) in ENGLISH.items():
        echo = texts(await mona.say(DRAFT.format(typed=typed)))
        meant = (monday + timedelta(days=days)).replace(hour=hour, minute=minute)
        away = f"in {days} day" if days > 1 else "in 21 hours"
        day = f"{meant:%A} {meant.day} {meant:%B %Y}, {meant:%H:%M}, UTC, {away}"
        assert f"Entries close: {day}" in echo, (typed, echo)


async def test_german_times_are_read_and_answered_in_german(web: WebDoor, mona: WebPerson) -> None:
    monday = await to_monday_noon(web, mona)
    await mona.say("/me language de")
    draft = DRAFT.replace("2 days", "2 Tage")
    unclear = await mona.say(draft.format(typed="nächsten Freitag 18 Uhr"))
    assert refusal(unclear) == "when_unclear", "on a Monday the next Friday may be this week's"
    candidates = [line.rpartition(": ")[2] for line in texts(unclear).splitlines() if "T18:00" in line]
    assert len(candidates) == 2
    chosen = await mona.submit(form(unclear), {**typed_in(form(unclear)), "submissions": candidates[1]})
    assert refusal(chosen) is None, chosen
    for typed, (days, hour, minute) in GERMAN.items():
        echo = texts(chosen if "Freitag" in typed else await mona.say(draft.format(typed=typed)))
        meant = (monday + timedelta(days=days)).replace(hour=hour, minute=minute)
        assert f"{meant.day}." in echo
        assert f"{meant:%Y, %H:%M} Uhr, UTC, in {days} Tag" in echo, (typed, echo)


def typed_in(one: dict[str, object]) -> dict[str, str]:
    """Return what a form holds."""
    fields: list[dict[str, str]] = one["fields"]  # type: ignore[assignment]  # JSON as it comes over the wire
    return {field["name"]: field["value"] for field in fields}


async def test_durations_and_iso_are_read_too_and_a_zone_is_that_of_the_brand(web: WebDoor, mona: WebPerson) -> None:
    assert "Entries are taken for 1 day 12 hours" in texts(await mona.say(DRAFT.format(typed="1 day and 12 hours")))
    await mona.say("/brand set zone=Europe/Warsaw")
    assert "Tuesday 3 December 2030, 12:00, Europe/Warsaw" in texts(
        await mona.say(DRAFT.format(typed="2030-12-03 12:00"))
    )
    assert "12:00, Europe/Warsaw" in texts(await mona.say(DRAFT.format(typed="2030-12-03T11:00:00Z")))


@pytest.mark.parametrize(
    ("typed", "sign"),
    [
        ("friday", "Add the hour"),
        ("whenever", "cannot be read"),
        ("2020-01-01 12:00", "still to come"),
        ("2031-03-30 02:30", "skip"),
        ("2030-10-27 02:30", "twice"),
        ("6 o'clock", "more than one time"),
    ],
)
async def test_an_unclear_time_is_asked_about_with_what_was_typed_given_back(
    mona: Person, typed: str, sign: str
) -> None:
    await mona.say("/brand set zone=Europe/Warsaw")
    asked = await mona.say(DRAFT.format(typed=typed))
    assert refusal(asked) == "when_unclear"
    assert sign in texts(asked), texts(asked)
    assert typed_in(form(asked))["submissions"] == typed
    offered = [line.rpartition(": ")[2] for line in texts(asked).splitlines() if line.startswith("• ")]
    if sign in {"skip", "twice", "more than one time"}:
        assert len(offered) >= 2
        chosen = await mona.submit(form(asked), {**typed_in(form(asked)), "submissions": offered[0]})
        assert refusal(chosen) is None, "a time that was offered can be sent back as it is"


async def test_an_extension_is_a_length_of_time_and_anything_else_is_asked_about(web: WebDoor, mona: Person) -> None:
    await mona.say(DRAFT.format(typed="3 days"))
    await mona.say("/contest schedule confirm=yes")
    asked = await mona.say('/contest extend by="Friday" reason="More time"')
    assert refusal(asked) == "when_unclear"
    assert typed_in(form(asked))["reason"] == "More time"
    assert refusal(await mona.submit(form(asked), {**typed_in(form(asked)), "by": "2 days"})) is None
