"""Who takes no private messages: told once in vain, then in their own web room, and the desk knows (RULES.md 10)."""

import pytest

from bots.hearing import NotSentError
from contests.desk.arriving import LOGIN_LASTS, enter_by_link
from contests.desk.people import digest_of, speak
from contests.ports import Actor
from tests.stories.person import Json, press, refusal, texts
from tests.stories.telling import DAY, entered, heard, scheduled
from tests.stories.toy_port import ToyPerson, ToyPort
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day"'
CLOSED = NotSentError("50007: they take no private messages", final=True)
WAITS = "It waits in their own web room"


@pytest.fixture
async def chief(toys: ToyPort) -> WebPerson:
    return await WebDoor.person(toys, "Mona", "manager")


@pytest.fixture
async def cleo(toys: ToyPort, chief: WebPerson) -> ToyPerson:
    """Somebody known from the toy platform alone, who entered and takes no private messages."""
    await scheduled(chief, LINE)
    cleo = await toys.person("Cleo")
    await entered(cleo, "/enter title=Sun")
    toys.speaker.barred[cleo.account.id] = CLOSED
    return cleo


async def decided(toys: ToyPort, manager: WebPerson, cleo: ToyPerson, verdict: str, reason: str) -> None:
    """Decide on the one entry, for a reason."""
    async with toys.running.store.reading() as work:
        [entry] = await work.entries.of_member(cleo.account.member)
    assert refusal(await manager.say(f'/moderate {verdict} {entry.id} rule=against_brief reason="{reason}"')) is None
    await toys.turn(0)


async def not_sent(toys: ToyPort, manager: WebPerson) -> list[Json]:
    return [one for one in await heard(toys, manager, "desk") if "could not be sent" in one["text"]]


async def let_in(toys: ToyPort, manager: WebPerson, name: str) -> WebPerson:
    """Let somebody into the web room by a personal link of a manager's."""
    link = texts(await manager.say(f"/setup link {name}")).partition("/enter/")[2].split()[0]
    at, store = toys.running.clock.now(), toys.running.store
    await enter_by_link(store, digest_of(link), at, digest=digest_of("their token"), until=at + LOGIN_LASTS)
    return WebPerson(name, toys.session, toys.address, "their token")


async def test_what_nobody_took_waits_in_their_web_room_and_the_desk_says_how_they_get_there(
    toys: ToyPort, chief: WebPerson, cleo: ToyPerson
) -> None:
    await decided(toys, chief, cleo, "changes", "Add a bag")
    [told] = await not_sent(toys, chief)
    for sign in ("For: Cleo", "50007", WAITS, "/setup link"):
        assert sign in told["text"]
    await toys.turn(DAY)
    assert len(await not_sent(toys, chief)) == 1, "it is not tried again"
    room = await let_in(toys, chief, "Cleo")
    [waited] = await heard(toys, room, "me")
    assert "Add a bag" in waited["text"]
    assert "Sun" in texts(await room.say("/me")), "it is the same member"
    assert not await cleo.reads("me")


async def test_another_try_says_nothing_twice(toys: ToyPort, chief: WebPerson, cleo: ToyPerson) -> None:
    await decided(toys, chief, cleo, "changes", "Add a bag")
    assert refusal(await press(chief, await not_sent(toys, chief), "again")) is None
    assert WAITS in texts((await not_sent(toys, chief))[1:]), "it was in vain once more"
    room = await let_in(toys, chief, "Cleo")
    assert len(await heard(toys, room, "me")) == 1
    del toys.speaker.barred[cleo.account.id]
    assert refusal(await press(chief, (await not_sent(toys, chief))[1:], "again")) is None
    await toys.turn(0)
    assert len(await cleo.reads("me")) == 1


async def test_who_has_come_in_reads_it_there_and_the_desk_need_not_know(
    toys: ToyPort, chief: WebPerson, cleo: ToyPerson
) -> None:
    room = await let_in(toys, chief, "Cleo")
    await decided(toys, chief, cleo, "changes", "Add a bag")
    assert "Add a bag" in texts(await heard(toys, room, "me"))
    assert not await not_sent(toys, chief)


async def test_what_waits_there_is_said_in_the_language_they_speak_elsewhere(
    toys: ToyPort, chief: WebPerson, cleo: ToyPerson
) -> None:
    async with toys.running.store.reading() as work:
        member = await work.people.member(cleo.account.member)
    await speak(toys.running.store, Actor(member, cleo.account, toys.running.clock.now()), "de")
    await decided(toys, chief, cleo, "changes", "Add a bag")
    room = await let_in(toys, chief, "Cleo")
    assert "braucht noch eine Änderung" in texts(await heard(toys, room, "me"))


async def test_a_platform_that_is_only_busy_is_waited_for(toys: ToyPort, chief: WebPerson, cleo: ToyPerson) -> None:
    toys.speaker.barred[cleo.account.id] = NotSentError("502: try later", final=False)
    await decided(toys, chief, cleo, "changes", "Add a bag")
    del toys.speaker.barred[cleo.account.id]
    await toys.turn(60)
    assert "Add a bag" in texts(await cleo.reads("me"))
    async with toys.running.store.reading() as work:
        assert [one.platform for one in await work.people.accounts(cleo.account.member)] == ["toy"]
