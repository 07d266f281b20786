"""A first visitor in Chromium: tries the demo, votes, starts it again, and leaves it."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser import PHONE, chromium, in_chromium, opened
from tests.stories.web_door import web_house

pytestmark = [*in_chromium, pytest.mark.timeout(300)]

MADE_MS = 120_000
"""How long a demo may take on a machine that has other things to do; it takes a tenth of that on an idle one."""


async def test_a_visitor_tries_the_demo_and_votes(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, _), chromium() as browser, opened(browser, PHONE) as window:
        page = window.page
        await nothing_can_be_pressed_before_its_script_listens(page, f"{door.address}/room", "come_in.js", "Come in")
        await nothing_can_be_pressed_before_its_script_listens(page, door.address, "landing.js", "Try it")
        tries = page.get_by_role("button", name="Try it")
        await expect(tries).to_be_in_viewport()
        pictures = page.get_by_role("list", name="Entries from the demo").get_by_role("img")
        await expect(pictures).to_have_count(8)
        assert await pictures.last.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 200
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is cut off"

        await tries.focus()
        await page.keyboard.press("Enter")
        await expect(tries).to_be_disabled()
        progress = page.get_by_role("progressbar")
        await expect(progress).to_have_attribute("value", re.compile(r"^0\.[1-9]"), timeout=MADE_MS)
        await page.wait_for_url(re.compile(r"/room(\?.*)?$"), timeout=MADE_MS)
        assert not page.url.startswith(door.address)

        bar = page.get_by_role("complementary", name="The demo")
        await expect(bar).to_contain_text("This is the demo.")
        await expect(window.last).to_contain_text("Your vote in “The spring label”")
        await window.press("Approve")
        await expect(window.last).to_contain_text("Still to look at: 9")

        await page.get_by_role("banner").get_by_role("link", name="Prosument").click()
        await expect(page.get_by_role("heading", name="The spring label")).to_be_visible()
        await bar.get_by_role("button", name="Start again").click()
        await page.wait_for_url(re.compile(r"/room(\?.*)?$"), timeout=MADE_MS)
        await expect(window.last).to_contain_text("Still to look at: 10", timeout=MADE_MS)
        await bar.get_by_role("link", name="Leave the demo").click()
        await expect(page).to_have_url(f"{door.address}/")
        await page.get_by_role("link", name="Start my own").click()
        await expect(page.get_by_role("heading", name="Come in")).to_be_visible()


async def nothing_can_be_pressed_before_its_script_listens(page: Page, url: str, script: str, button: str) -> None:
    """Open a page whose script is late, and wait until it came."""
    comes = asyncio.Event()

    async def late(route: Route) -> None:
        await comes.wait()
        await route.continue_()

    await page.route(f"**/static/{script}", late)
    await page.goto(url, wait_until="commit")
    pressed = page.get_by_role("button", name=button)
    await expect(pressed).to_be_disabled()
    comes.set()
    await expect(pressed).to_be_enabled()
