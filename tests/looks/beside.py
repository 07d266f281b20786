"""`python -m tests.looks.beside --out FILE.webp`: one contest on Discord, on Telegram and in the web room, in a picture."""

import argparse
import asyncio
import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import jinja2
from PIL import Image
from playwright.async_api import Browser, ViewportSize, expect

from bots.demo.scenes import drawn
from tests.browser import CHROMIUM, chromium
from tests.looks.dresses import Drawn, address_of, of_discord, of_telegram
from tests.looks.houses import OWN_PAGE
from tests.looks.taking import ALL_DECODED, QUIET_MS
from tests.stories.telling import DAY, entered, scheduled
from tests.stories.three_rooms import Names, ThreeRooms, three_rooms
from tests.stories.web_door import WebPerson

ENTRIES = (
    ("Ann", "First snow", "The first tea after the first snow.", "first-snow", "A red finch on a snowy hill"),
    ("Ben", "Night market", "Everybody queues for the smallest stall.", "night-market", "Lanterns over market stalls"),
    ("Cleo", "Morning hill", "Made before the bus came.", "morning-hill", "The sun over a green hill"),
)
LINE = (
    '/contest new template=remix title="Tea for winter" submissions="2 days" voting="3 days" mode=queue review=off'
    ' reward="1:a year of tea"'
)
ENGLISH = Names("en-US", "Tea friends", ("winter-tea", "team", "gallery"), "Ambassador", "Tea")
ROOM = ViewportSize(width=440, height=1016)
SHEET = ViewportSize(width=1440, height=1128)
SHARPER = 2
"""Pixels of a screen for each of a page."""
QUALITY = 82


@dataclass(frozen=True, slots=True)
class Column:
    """One of the three places."""

    title: str
    said: tuple[Drawn, ...] = ()
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """The contest as it stands in all three, and who looks at it in the web room."""

    discord: Column
    telegram: Column
    voter: WebPerson


async def scene(rooms: ThreeRooms) -> Scene:
    """Have a contest run until people vote in all three rooms."""
    mona = await rooms.web_person("Mona", "manager")
    renamed = await mona.say('/brand set name="Finch & Fennel"')
    assert not renamed[-1]["refusal"], renamed
    contest = await scheduled(mona, LINE)
    await rooms.turn(0)
    for name, title, text, picture, alt in ENTRIES:
        author = await rooms.web_person(name)
        await entered(author, f'/enter title="{title}" text="{text}"', (drawn(picture, 1000), alt))
    await rooms.turn(2 * DAY)
    return Scene(await _on_discord(rooms, contest), await _on_telegram(rooms, contest), await _voter(rooms, contest))


async def _on_discord(rooms: ThreeRooms, contest: str) -> Column:
    port, dan = rooms.discord, await rooms.discord.person("Dan")
    ballot = port.shown[(await dan.say(f"/vote {contest}"))[-1]["id"]]
    [opened] = [one for one in port.main.messages.values() if "Voting on" in one.text][-1:]
    now = rooms.running.clock.now()
    return Column(port.main.name, (of_discord(opened, {}, now), of_discord(ballot, {}, now, is_private=True)))


async def _on_telegram(rooms: ThreeRooms, contest: str) -> Column:
    port, tom = rooms.telegram, await rooms.telegram.person("Tom")
    await tom.say(f"/vote {contest}")
    [opened] = [one for one in port.group.messages if "Voting on" in one.said][-1:]
    [ballot] = [one for one in tom.who.sees() if any("approve" in (key.data or "") for key in one.buttons)][-1:]
    return Column(port.group.title, (of_telegram([opened]), of_telegram([ballot], is_private=True)))


async def _voter(rooms: ThreeRooms, contest: str) -> WebPerson:
    vera = await rooms.web_person("Vera")
    await vera.say(f"/vote {contest}")
    return vera


def page(told: Scene, room: str) -> str:
    """Return the picture as a page; `room` is the address of a picture of the web room."""
    folder = jinja2.FileSystemLoader(Path(__file__).parent)
    template = jinja2.Environment(loader=folder, autoescape=True).get_template("beside.html")
    web = Column("Finch & Fennel", picture=room)
    return template.render(discord=told.discord, telegram=told.telegram, web=web, bot="Prosument")


async def _room(browser: Browser, voter: WebPerson) -> str:
    """Return a picture of the web room as a voter sees it on a phone."""
    context = await browser.new_context(
        viewport=ROOM, device_scale_factor=SHARPER, locale="en-GB", reduced_motion="reduce"
    )
    await context.request.post(f"{voter.address}/api/login", data={"token": voter.token}, headers=OWN_PAGE)
    seen = await context.new_page()
    await seen.goto(f"{voter.address}/room")
    await expect(seen.get_by_role("button", name="Approve")).to_be_visible()
    await seen.evaluate(ALL_DECODED)
    await seen.wait_for_timeout(QUIET_MS)
    picture = await seen.screenshot(type="png")
    await context.close()
    return address_of(picture, "image/png")


async def taken() -> bytes:
    """Return the picture, as PNG."""
    with tempfile.TemporaryDirectory(prefix="beside-") as folder:
        async with three_rooms(Path(folder), ENGLISH) as rooms, chromium() as browser:
            told = await scene(rooms)
            made = page(told, await _room(browser, told.voter))
            sheet = await browser.new_page(viewport=SHEET, device_scale_factor=SHARPER)
            await sheet.set_content(made)
            await sheet.evaluate("() => document.fonts.ready")
            return await sheet.screenshot(type="png")


def main() -> int:
    """Do as the command line says; return the exit code."""
    asked = argparse.ArgumentParser(prog="python -m tests.looks.beside", description=__doc__)
    asked.add_argument("--out", type=Path, required=True, help="where the picture goes, as WebP")
    given = asked.parse_args()
    if CHROMIUM is None:
        print("skipped: Chromium is not installed here")
        return 0
    picture = Image.open(io.BytesIO(asyncio.run(taken())))
    picture.save(given.out, "WEBP", quality=QUALITY, method=6)
    print(f"{given.out}: {picture.width} x {picture.height}, {given.out.stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
