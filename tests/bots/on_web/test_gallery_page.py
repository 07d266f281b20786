"""The gallery in Chromium: by keyboard, in one's own zone, on a phone, and without scripts."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import Browser, expect

from contests.model.contest import State
from contests.model.entry import Words
from contests.model.media import Media
from tests.bots.on_web.house import House
from tests.bots.on_web.test_files import keep
from tests.bots.on_web.test_reading import add, enter
from tests.browser import DESK, PHONE, chromium, in_chromium, opened

pytestmark = in_chromium
LONG = "A very long title that a member typed because they had much to say about bags"
PAGES = ("/gallery", "/gallery/contests/battle", "/gallery/entries/e2", "/gallery/brand")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


def picture(house: House) -> Media:
    """Keep a real picture, three wide and two high."""
    drawn = BytesIO()
    Image.new("RGB", (600, 400), "orange").save(drawn, "PNG")
    return keep(house, content=drawn.getvalue())


@pytest.fixture
async def hung(house: House) -> House:
    """A house with a contest of three entries, a family among them."""
    ada = await house.person()
    await add(house, "battle", State.SUBMISSION)
    await enter(house, ada, "e1", media=(picture(house),))
    await enter(house, ada, "e2", words=Words(LONG, LONG, ("e1",)), media=(picture(house),))
    await enter(house, ada, "e3", words=Words("Words", LONG, ("e2",)))
    return house


async def test_a_visitor_filters_reads_and_shares_by_keyboard_in_their_own_zone(browser: Browser, hung: House) -> None:
    async with opened(browser, DESK) as window:
        page = window.page
        devtools = await page.context.new_cdp_session(page)
        await devtools.send("Emulation.setTimezoneOverride", {"timezoneId": "Asia/Tokyo"})
        await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await page.goto(f"{hung.nobody.address}/gallery/contests/battle")
        closes = page.locator("dd time").nth(2)
        await expect(closes).to_contain_text("24 November 2026")
        await expect(closes).to_contain_text("21:00")
        await expect(page.locator(".entry-tile")).to_have_count(3)
        await page.get_by_label("Show", exact=True).focus()
        await page.keyboard.type("wo")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.locator(".entry-tile")).to_have_count(1)
        await page.goto(f"{hung.nobody.address}/gallery/entries/e1")
        await expect(page.locator(".tree .box")).to_have_count(3)
        await page.get_by_text("As a list").focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("listitem").get_by_role("link", name="Words").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Words")
        await page.get_by_role("button", name="Copy").press("Enter")
        await expect(page.get_by_role("status")).to_have_text("Copied.")
        assert await page.evaluate("navigator.clipboard.readText()") == page.url


async def test_on_a_phone_nothing_is_cut_off_and_no_script_is_needed(browser: Browser, hung: House) -> None:
    async with opened(browser, PHONE) as window:
        for path in PAGES:
            await window.page.goto(hung.nobody.address + path)
            assert await window.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
    plain = await browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = await plain.new_page()
    await page.goto(f"{hung.nobody.address}/gallery")
    await page.get_by_role("link", name="The battle").click()
    await expect(page.locator("dd time").nth(2)).to_have_text("Tuesday 24 November 2026, 12:00, UTC")
    box = await page.get_by_role("img", name="a sun").first.bounding_box()
    assert box is not None
    assert round(box["width"] / box["height"], 1) == 1.5
    await page.get_by_role("link", name="Entry e1").click()
    await expect(page.get_by_role("textbox")).to_have_value(page.url)
    await plain.close()
