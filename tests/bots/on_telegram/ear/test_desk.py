"""Moderating in a group of its own: what is decided stands there, what is asked is asked in private."""

from dataclasses import replace

from contests.model.entry import EntryState
from contests.model.member import Role
from tests.bots.on_telegram.ear.house import Place, data, has
from tests.bots.on_telegram.ear.test_entering import press, say
from tests.platforms.telegram_server import Group, Message, Person


async def a_desk(place: Place) -> Group:
    """Give the venue a group for its moderators."""
    desk = place.telegram.group("Sunrise team", owner=place.manager)
    desk.add_bot(None, by=place.manager)
    async with place.running.store.work() as work:
        [venue] = [one for one in await work.people.venues(place.running.community.id) if one.platform == "telegram"]
        await work.people.save_venue(replace(venue, desk=str(desk.id)))
    return desk


async def waiting(place: Place) -> tuple[Group, Message, Person, str]:
    """Have an entry wait for review; return the desk, its card there, its author, and the contest."""
    desk = await a_desk(place)
    contest = await place.contest(review="on")
    cleo = await place.member("Cleo")
    await cleo.start()
    await cleo.until(1)
    await cleo.say(place.telegram.bot, '/enter title="Two suns" text="They rise."')
    [preview] = await cleo.until(lambda one: has(one, "send"))
    await press(cleo, preview, data(preview, "send"))
    place.running.courier.wake()
    await place.running.courier.flush()
    [card] = [one for one in desk.messages if has(one, "admit")]
    return desk, card, cleo, contest


async def test_admitting_is_one_press_and_stands_on_the_desk(place: Place) -> None:
    desk, card, _, contest = await waiting(place)
    pressed = await place.manager.press(card, data(card, "admit"))
    assert pressed.is_answered
    await place.manager.until(lambda one: one is card, desk)
    assert "Admit" in card.said or "admitted" in card.said
    [entry] = await place.entries(contest)
    assert entry.state is EntryState.ADMITTED


async def test_rejecting_asks_for_rule_and_reason_in_private(place: Place) -> None:
    desk, card, _, contest = await waiting(place)
    pressed = await place.manager.press(card, data(card, "reject"))
    assert pressed.is_answered
    [asked] = await place.manager.until(1)
    assert "Rule" in asked.text
    assert "Reason" in (await press(place.manager, asked, "It is about something else")).text
    await say(place.manager, "Not about spring.")
    [entry] = await place.entries(contest)
    assert entry.state is EntryState.REJECTED
    assert has(card, "admit") or card in desk.messages


async def test_who_moderates_nothing_decides_nothing(place: Place) -> None:
    desk, card, _, contest = await waiting(place)
    eve = await place.member("Eve")
    desk.let_in(eve)
    pressed = await eve.press(card, data(card, "admit"))
    assert pressed.is_answered
    [entry] = await place.entries(contest)
    assert entry.state is EntryState.WAITING


async def test_a_moderator_who_never_opened_the_private_chat_is_led_there_by_the_press(place: Place) -> None:
    desk, card, _, _ = await waiting(place)
    eve = await place.member("Eve")
    desk.let_in(eve)
    await eve.say(place.group, "/contests")
    await eve.until(1, place.group)
    async with place.running.store.work() as work:
        [account] = await work.people.accounts_of("telegram", str(eve.id))
        member = await work.people.member(account.member)
        await work.people.save_member(replace(member, roles=frozenset({Role.MODERATOR})))
    await eve.press(card, data(card, "reject"))
    found = await eve.until(lambda one: "Rule" in one.said)
    assert found
