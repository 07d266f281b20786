"""The commands that a client shows: by chat, by what somebody may do, in their language; told only when they change."""

from collections.abc import Iterator

import pytest
from telegram.error import TelegramError

from bots.commands.registry import COMMANDS
from bots.on_telegram.command_names import LONGEST, as_typed, name_on_telegram, names
from bots.on_telegram.commands_menu import MOST, Menus, administrators, everybodys, menu, runners
from bots.words import LANGUAGES
from contests.model.member import Account, Member, Role
from tests.bots.on_telegram.life.house import Life
from tests.platforms.telegram_server import Person


def test_every_command_has_a_name_that_telegram_takes_and_that_names_it_alone() -> None:
    assert sorted(names().values()) == sorted(COMMANDS)
    for name in names():
        assert name == name.lower()
        assert len(name) <= LONGEST
        assert name.replace("_", "").isascii()
        assert name.replace("_", "").isalnum()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("/contest_new title=Cup", "/contest new title=Cup"),
        ("/brand_people_add name=Ann", "/brand people add name=Ann"),
        ("/me", "/me"),
        ("/me_show", "/me show"),
        ("/setup", "/setup"),
        ("/setup@OurBot join=X", "/setup join=X"),
        ("/CONTEST_NEW@ourbot\ntitle=Cup", "/contest new\ntitle=Cup"),
        ("/contest new title=Cup", "/contest new title=Cup"),
        ("/enter", "/enter"),
        ("/\u2060erase", "/erase"),
        ("/contest_nwe a", "/contest_nwe a"),
        ("/enter@AnotherBot", None),
        ("enter", None),
        ("/", None),
        ("//enter", None),
        ("", None),
    ],
)
def test_what_is_typed_is_read_as_our_line(typed: str, read: str | None) -> None:
    assert as_typed(typed, "OurBot") == read


def test_menus_fit_and_say_nothing_that_is_not_for_them() -> None:
    shown = {name_on_telegram(one.name) for one in everybodys()}
    assert {"enter", "vote", "privacy", "contests", "me", "help"} <= shown
    assert not shown & {"setup", "contest_new", "moderate"}
    assert {name_on_telegram(one.name) for one in administrators()} - shown == {"setup"}
    moderates = {name_on_telegram(one.name) for one in runners({Role.MODERATOR})}
    assert {"moderate", "manage", "privacy"} <= moderates
    assert "contest_new" not in moderates
    assert "contest_new" in {name_on_telegram(one.name) for one in runners({Role.MANAGER})}
    for language in LANGUAGES:
        for commands in (everybodys(), administrators(), runners(set(Role))):
            assert len(menu(commands, language)) <= MOST
            assert all(1 <= len(one.description) <= 256 for one in menu(commands, language))


@pytest.fixture
async def menus(life: Life) -> Menus:
    await life.begin()
    return Menus(life.house, life.bot)


async def known(life: Life, person: Person, *roles: Role) -> None:
    """Let somebody be known to the community, with roles."""
    community = life.running.community.id
    member = Member(f"m{person.id:011}", community, person.name, life.running.clock.now(), frozenset(roles))
    async with life.running.store.work() as work:
        await work.people.save_member(member)
        account = Account(f"a{person.id:011}", community, member.id, "telegram", str(person.id), None)
        await work.people.save_account(account)


def told(life: Life) -> Iterator[str]:
    return (one.method for one in life.server.calls if one.method.endswith("MyCommands"))


async def test_everybody_sees_commands_in_their_language(life: Life, menus: Menus) -> None:
    await menus.tell()
    ann, jan = life.server.person("Ann", "en"), life.server.person("Jan", "de-AT")
    await ann.start()
    await jan.start()
    group = life.server.group("Sunrise fans", owner=ann)
    group.let_in(jan)
    group.add_bot({"can_manage_chat"}, by=ann)
    assert ann.commands_in(life.server.bot)["vote"] == "Vote; you can change it until the close"
    assert jan.commands_in(life.server.bot)["vote"] == "Abstimmen; bis zum Schluss kannst du es ändern"
    assert "contest_new" not in ann.commands_in(life.server.bot)
    assert "setup" in ann.commands_in(group)
    assert "setup" not in jan.commands_in(group)
    assert jan.commands_in(group)["vote"].startswith("Abstimmen")


async def test_who_runs_contests_sees_more_in_private_as_long_as_they_do(life: Life, menus: Menus) -> None:
    ann = life.server.person("Ann", "de")
    await ann.start()
    await known(life, ann, Role.MODERATOR)
    await menus.tell()
    assert "moderate" in ann.commands_in(life.server.bot)
    assert "contest_new" not in ann.commands_in(life.server.bot)
    await known(life, ann, Role.MANAGER)
    await menus.after({"message": {"text": "/me", "chat": {"id": ann.id, "type": "private"}}})
    assert "contest_new" in ann.commands_in(life.server.bot)
    await known(life, ann)
    await menus.after({"message": {"text": "/me", "chat": {"id": ann.id, "type": "private"}}})
    assert "moderate" not in ann.commands_in(life.server.bot)
    assert "vote" in ann.commands_in(life.server.bot)


async def test_they_are_told_once_and_again_only_when_they_change(life: Life, menus: Menus) -> None:
    ann = life.server.person("Ann")
    await ann.start()
    await known(life, ann, Role.MANAGER)
    await menus.tell()
    first = len(list(told(life)))
    assert first == 4 * len(LANGUAGES)
    again = Menus(life.house, life.bot)
    await again.tell()
    for _ in range(3):
        await again.after({"message": {"text": "/me", "chat": {"id": ann.id, "type": "private"}}})
        await again.after({"message": {"text": "hello", "chat": {"id": ann.id, "type": "private"}}})
        await again.after({"message": {"text": "/me", "chat": {"id": -5, "type": "group"}}})
        await again.after({"callback_query": {"from": {"id": ann.id}}})
    assert len(list(told(life))) == first
    await life.house.keep.put(f"telegram-commands:{life.bot.id}:groups", "another")
    await Menus(life.house, life.bot).tell()
    assert len(list(told(life))) == first + len(LANGUAGES)


async def test_a_manager_who_never_began_a_chat_stops_nobody_elses(life: Life, menus: Menus) -> None:
    await known(life, life.server.person("Mara"), Role.MANAGER)
    await menus.tell()
    assert life.server.person("Ann").commands_in(life.server.bot)


async def test_what_fails_is_told_again_later(life: Life) -> None:
    await life.begin()
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    menus = Menus(life.house, life.bot, wait)
    life.server.faults.add("setMyCommands", "500", 2)
    with pytest.raises(TelegramError):
        await menus.tell()
    await menus.told()
    assert waited == [60.0]
    assert life.server.person("Ann").commands_in(life.server.bot)
    life.server.faults.add("*MyCommands", "500", 1)
    await known(life, life.server.person("Ben"), Role.MANAGER)
    await menus.look_after(str(life.server.person("Ben").id))  # and raises nothing
