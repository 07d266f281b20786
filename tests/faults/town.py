"""A server of the loopback Discord in which one contest is told: its places and people, and what is done there."""

import re
from dataclasses import dataclass

from tests.faults.prepare import APPROVED, World
from tests.files.makers import jpeg
from tests.platforms.discord_server import Channel, DiscordServer, File, Guild, Message, Person, Reply, Role

RECEIPT = re.compile(r"(?:[0-9A-F]{4}-){4}[0-9A-F]{4}")
MAIN, DESK, GALLERY, OFFICE = "contest", "desk", "gallery", "Ambassador"


@dataclass(slots=True)
class Town:
    """A server of the loopback Discord, and who is in it; in a copy the same by name."""

    server: DiscordServer

    @property
    def guild(self) -> Guild:
        """The only guild."""
        [found] = self.server.guilds.values()
        return found

    def channel(self, name: str) -> Channel:
        """Return one of its channels."""
        return next(one for one in self.guild.channels.values() if one.name == name)

    @property
    def office(self) -> Role:
        """The role that ambassadors wear."""
        return next(one for one in self.guild.roles.values() if one.name == OFFICE)

    def person(self, name: str) -> Person:
        """Return somebody."""
        return next(one for one in self.server.people.values() if one.global_name == name)

    @property
    def rooms(self) -> list[str]:
        """The channels, and whom we may write to."""
        return [MAIN, DESK, GALLERY, "Mona", *APPROVED]

    def place(self, room: str) -> Channel:
        """Return a channel by its name, or what is written to somebody in private."""
        return self.channel(room) if room in {MAIN, DESK, GALLERY} else self.person(room).dm

    def wearers(self) -> list[str]:
        """Return who wears the ambassadors' role."""
        return [one.global_name or "" for one in self.server.people.values() if self.office in self.guild.roles_of(one)]

    def said(self, room: str) -> list[Message]:
        """Return what we said unasked in a channel, or to somebody in private."""
        return [one for one in self.place(room).public if one.came_of is None and one.author is self.server.bot]

    def shows(self, room: str, button: str) -> Message:
        """Return the newest message in a room that has a button whose id begins so."""
        return [
            one
            for one in self.place(room).messages.values()
            if any(b.custom_id.startswith(button) for b in one.buttons)
        ][-1]


async def pressed(who: Person, message: Message, button: str) -> Reply:
    """Let somebody press a message's button whose id begins so."""
    return await who.press(message, next(one.custom_id for one in message.buttons if one.custom_id.startswith(button)))


async def chosen(world: World, town: Town) -> Reply:
    """Let Finn say of the entry that his ballot shows what he thinks of it."""
    paper = town.shows(MAIN, "b1:approve:")
    entry = next(one.custom_id for one in paper.buttons if one.custom_id.startswith("b1:approve:")).split(":")[2]
    verb = "approve" if entry in world.approved_by("Finn") else "pass"
    return await pressed(town.person("Finn"), paper, f"b1:{verb}:")


def receipt_in(text: str) -> str:
    """Return the code of the receipt that a message shows, or nothing."""
    found = RECEIPT.search(text)
    return found[0] if found else ""


async def submitted(town: Town) -> Reply:
    """Let Eve fill in the window that `/enter` opened and send it."""
    opened = [one for one in town.server.interactions.values() if one.modal is not None][-1]
    assert opened.modal is not None
    picture = File("dew.jpg", jpeg(32, 32, "blue"))
    answers = {"title": "Dew", "text": "Words", "file": [picture], "alt": "Dew"}
    return await town.person("Eve").submit(opened.modal, answers)
