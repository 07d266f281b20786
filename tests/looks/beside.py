"""`python -m tests.looks.beside --out FILE.webp`: one contest on Discord, on Telegram and in the web room, in a picture.

With `--all`, `--out` is a folder for pictures of every kind of ballot, and of what leads from a vote to its result.
"""

import argparse
import asyncio
import io
import sys
import tempfile
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from PIL import Image
from playwright.async_api import Browser, Page, ViewportSize, expect

from bots.demo.scenes import drawn
from tests.browser import CHROMIUM, chromium
from tests.looks.dresses import Drawn, address_of, of_discord, of_telegram
from tests.looks.houses import OWN_PAGE
from tests.looks.moments import DECIDED, KINDS, moments
from tests.looks.states import Act
from tests.looks.taking import ALL_DECODED, LOCALES, QUIET_MS, Scheme
from tests.stories.telling import DAY, entered, scheduled
from tests.stories.three_rooms import GERMAN, Names, ThreeRooms, three_rooms
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
NAMES = {"en": ENGLISH, "de": GERMAN}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
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


def page(discord: Column, telegram: Column, room: str, scheme: Scheme | None = None) -> str:
    """Return the picture as a page; `room` is the address of a picture of the web room.

    Without a scheme each place is as most people know it; with one all of it is to be seen, however long it is.
    """
    folder = jinja2.FileSystemLoader(Path(__file__).parent)
    template = jinja2.Environment(loader=folder, autoescape=True).get_template("beside.html")
    web = Column("Finch & Fennel", picture=room)
    return template.render(discord=discord, telegram=telegram, web=web, bot="Prosument", scheme=scheme or "")


async def _room(browser: Browser, looker: WebPerson, act: Act, path: str = "/room", **more: Any) -> str:
    """Return a picture of a page of the web room as somebody sees it on a phone."""
    context = await browser.new_context(viewport=ROOM, device_scale_factor=SHARPER, reduced_motion="reduce", **more)
    await context.request.post(f"{looker.address}/api/login", data={"token": looker.token}, headers=OWN_PAGE)
    seen = await context.new_page()
    await seen.goto(looker.address + path)
    await act(seen)
    await seen.evaluate(ALL_DECODED)
    await seen.wait_for_timeout(QUIET_MS)
    picture = await seen.screenshot(type="png")
    await context.close()
    return address_of(picture, "image/png")


async def _asked(seen: Page) -> None:
    await expect(seen.get_by_role("button", name="Approve")).to_be_visible()


async def _sheet(browser: Browser, made: str) -> bytes:
    sheet = await browser.new_page(viewport=SHEET, device_scale_factor=SHARPER)
    await sheet.set_content(made)
    await sheet.evaluate("() => document.fonts.ready")
    picture = await sheet.screenshot(type="png", full_page=True)
    await sheet.close()
    return picture


async def taken() -> bytes:
    """Return the picture, as PNG."""
    with tempfile.TemporaryDirectory(prefix="beside-") as folder:
        async with three_rooms(Path(folder), ENGLISH) as rooms, chromium() as browser:
            told = await scene(rooms)
            room = await _room(browser, told.voter, _asked, locale="en-GB")
            return await _sheet(browser, page(told.discord, told.telegram, room))


async def all_taken(language: str, only: Collection[str]) -> AsyncIterator[tuple[str, bytes]]:
    """Yield the pictures of all moments, light and dark, as PNG, each with its name."""
    with tempfile.TemporaryDirectory(prefix="beside-") as folder:
        async with three_rooms(Path(folder), NAMES[language], language=language) as rooms, chromium() as browser:
            async for moment in moments(rooms, language, only):
                for scheme in SCHEMES:
                    more = {"locale": LOCALES[language], "color_scheme": scheme, "has_touch": True}
                    room = await _room(browser, moment.looker, moment.comes, moment.path, **more)
                    columns = (Column("tea", moment.discord), Column("Tea fans", moment.telegram))
                    yield f"{moment.name}-{scheme}-{language}", await _sheet(browser, page(*columns, room, scheme))


def _save(picture: bytes, out: Path, method: int = 6) -> None:
    image = Image.open(io.BytesIO(picture))
    image.save(out, "WEBP", quality=QUALITY, method=method)
    print(f"{out}: {image.width} x {image.height}, {out.stat().st_size // 1024} KiB")


async def _save_all(language: str, out: Path, only: Collection[str]) -> None:
    async for name, picture in all_taken(language, only):
        _save(picture, out / f"{name}.webp", method=1)


def main() -> int:
    """Do as the command line says; return the exit code."""
    asked = argparse.ArgumentParser(prog="python -m tests.looks.beside", description=__doc__)
    asked.add_argument("--out", type=Path, required=True, help="where the picture goes, as WebP; with --all a folder")
    asked.add_argument("--all", choices=sorted(NAMES), metavar="LANGUAGE", help="every ballot and result: en or de")
    asked.add_argument("--only", nargs="+", default=(), choices=[*KINDS, DECIDED], help="with --all: only these")
    given = asked.parse_args()
    if CHROMIUM is None:
        print("skipped: Chromium is not installed here")
    elif given.all:
        given.out.mkdir(parents=True, exist_ok=True)
        asyncio.run(_save_all(given.all, given.out, given.only))
    else:
        _save(asyncio.run(taken()), given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
