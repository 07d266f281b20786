"""The role of ambassadors as the manager hears of it when a contest is confirmed."""

from contests.desk.arriving import known_as
from contests.desk.settling import settle_venue
from contests.ports import Actor
from tests.bots.on_discord.hearing.house import Place, button
from tests.platforms.discord_server import Reply

DRAFT = {"template": "remix", "title": "Spring", "submissions": "3 days", "voting": "2 days"}
ABOVE = "The role Ambassador stands above mine, so I cannot give it. Open Server Settings → Roles"


async def with_role(place: Place, role: int) -> None:
    """Have the venue's manager choose a role."""
    [mara] = await known_as(place.running.store, "discord", str(place.manager.id))
    actor = Actor(mara.member, mara.account, place.running.clock.now())
    shown = {"gallery": None, "desk": None, "office": str(role), "has_calendar": False}
    await settle_venue(place.running.store, actor, "venue-one", **shown)  # type: ignore[arg-type]  # as typed there


async def confirmed(place: Place) -> Reply:
    draft = await place.manager.run(place.main, "contest new", **DRAFT)
    shown = await place.manager.press(draft.message, button(draft.message, "schedule"))
    return await place.manager.press(shown.message, button(shown.message, "confirm"))


async def test_a_role_above_the_bots_own_is_told_to_the_manager_alone(place: Place) -> None:
    ann = place.member("Ann")
    await with_role(place, place.guild.role("Ambassador", position=200).id)
    reply = await confirmed(place)
    await reply.until(2)
    status, told = reply.messages
    assert "Spring" in status.text
    assert "#contest” ambassadors cannot be given their role: " + ABOVE in told.text
    assert told in place.manager.sees(place.main)
    assert told not in ann.sees(place.main)


async def test_a_role_that_can_be_given_is_not_spoken_of(place: Place) -> None:
    await with_role(place, place.guild.role("Ambassador").id)
    await confirmed(place)
    await place.manager.run(place.main, "contests")  # whatever was still to come is there by now
    assert not [one for one in place.manager.sees(place.main) if "cannot be given" in one.text]
