"""The groups of the loopback Telegram in which one contest is told: who is in them, and what is done there."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.faults.prepare import APPROVED, World
from tests.faults.town import RECEIPT
from tests.files.makers import jpeg
from tests.platforms.telegram_server import File, Group, Message, Person, Pressed, TelegramServer

MAIN, DESK, GALLERY = "Bag fans", "Bag team", "Bag gallery"
GROUPS = (MAIN, DESK, GALLERY)


@dataclass(slots=True)
class TelegramTown:
    """Three groups of the loopback Telegram, and who is in them; in a copy the same by name."""

    server: TelegramServer

    def group(self, title: str) -> Group:
        """Return one of the groups."""
        return next(one for one in self.server.groups.values() if one.title == title)

    def person(self, name: str) -> Person:
        """Return somebody."""
        return next(one for one in self.server.people.values() if one.name == name)

    @property
    def rooms(self) -> list[str]:
        """The groups, and whom we may write to."""
        return [*GROUPS, "Mona", *APPROVED]

    def wearers(self) -> list[str]:
        """Return who wears the ambassadors' tag."""
        worn = self.group(MAIN).tags
        return [one.name for one in self.server.people.values() if worn.get(one.id)]

    def said(self, room: str) -> list[Message]:
        """Return what the bot said in a group, or to somebody in private, and did not take back."""
        chat = self.group(room) if room in GROUPS else self.person(room).private
        return [one for one in chat.messages if one.is_of_bot and one.service is None and not one.is_deleted]

    def pings(self, room: str) -> list[Message]:
        """Return what was said in a group in answer to what was said before: an edit alone tells nobody."""
        return [one for one in self.said(room) if one.reply_to is not None]

    def shows(self, room: str, button: str) -> Message:
        """Return the newest message in a room that has a button whose data begins so."""
        return [one for one in self.said(room) if datas(one, button)][-1]


def datas(message: Message, button: str) -> Sequence[str]:
    """Return the data of a message's buttons that begins so."""
    return [one.data for one in message.buttons if one.data and one.data.startswith(button)]


async def pressed(who: Person, message: Message, button: str) -> Pressed:
    """Let somebody press a message's button whose data begins so."""
    return await who.press(message, datas(message, button)[0])


async def chosen(world: World, town: TelegramTown) -> Pressed:
    """Let Finn say of the entry that his ballot shows what he thinks of it."""
    paper = town.shows("Finn", "b1:approve:")
    entry = datas(paper, "b1:approve:")[0].split(":")[2]
    verb = "approve" if entry in world.approved_by("Finn") else "pass"
    return await pressed(town.person("Finn"), paper, f"b1:{verb}:")


def receipt_shown(town: TelegramTown, name: str) -> str:
    """Return the code of the newest receipt that somebody was shown, or nothing."""
    found = [code[0] for one in town.said(name) if (code := RECEIPT.search(one.said))]
    return found[-1] if found else ""


async def given(town: TelegramTown) -> None:
    """Let Eve give the picture that her dialogue asks for."""
    eve = town.person("Eve")
    await eve.say(town.server.bot, "", File("dew.jpg", jpeg(32, 32, "blue")))
