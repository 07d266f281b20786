"""The room as a chat, in Chromium: completion, what is unread, links to messages, what could not be sent, tabs."""

import re
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, Route, expect

from bots.demo.scenes import drawn
from bots.hearing import Said
from bots.post import Attachment, Post
from contests.model.contest import State
from contests.model.media import Media
from tests.bots.on_web.house import House
from tests.bots.on_web.test_files import HASH, keep
from tests.bots.on_web.test_page import answers, come_in
from tests.bots.on_web.test_reading import add, enter
from tests.browser import DESK, Window, chromium, in_chromium

pytestmark = in_chromium
DECODED = "picture => picture.decode().then(() => picture.naturalWidth)"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


async def test_a_command_is_completed_with_its_arguments_by_keyboard(browser: Browser, house: House) -> None:
    async with come_in(browser, house, DESK) as window:
        text = window.page.get_by_label("Write to the room")
        await text.press_sequentially("/me la")
        options = window.page.get_by_role("listbox", name="What you can type").get_by_role("option")
        await expect(options).to_have_count(1)
        await expect(options).to_contain_text("/me language")
        await expect(window.page.get_by_role("status").filter(has_text="Suggestions: 1.")).to_have_count(1)
        await text.press("Tab")
        await expect(text).to_have_value("/me language ")
        await expect(options).to_have_text([re.compile("^en"), re.compile("^de"), re.compile("^language=.*needed")])
        await text.press("ArrowDown")
        await text.press("ArrowDown")
        chosen = options.and_(window.page.get_by_role("option", selected=True))
        await expect(chosen).to_contain_text("de")
        await expect(text).to_have_attribute("aria-activedescendant", await chosen.get_attribute("id") or "")
        await text.press("Enter")
        await expect(text).to_have_value("/me language de ")
        await text.press("Escape")
        await expect(options).to_have_count(0)
        await text.press("Enter")
        await expect(window.last).to_contain_text("Heard.")
        [(_, said)] = house.talk.heard
        assert isinstance(said, Said)
        assert said.text == "/me language de "


async def test_still_pictures_are_loaded_small_side_by_side_and_looked_at_whole(browser: Browser, house: House) -> None:
    still, moves = HASH, f"ab{'cd' * 31}"
    ada = await house.person("Ada Lovelace")
    await add(house, "battle", State.SUBMISSION)
    jpeg = keep(house, "image/jpeg", f"{still}.jpg", drawn("first-snow", 800))
    keep(house, name=f"{still}.thumbnail.webp", content=painted("WEBP", 400))
    keep(house, name=f"{moves}.gif", content=painted("GIF", 300))
    keep(house, name=f"{moves}.thumbnail.webp", content=painted("WEBP", 200))
    gif = Media(moves, "picture", "image/gif", "a wink")
    await enter(house, ada, "e1", media=(jpeg, gif))
    shown = (Attachment(still, "picture", "image/jpeg", "a sun"), Attachment(moves, "picture", "image/gif", "a wink"))
    async with come_in(browser, house, DESK, "Ben") as window:
        await house.speaker.say(f"{house.community.id}/main", Post("Two.", private=False, media=shown), "k1")
        await house.speaker.say(f"{house.community.id}/main", Post("A card.", private=False, pictures=shown[:1]), "k2")
        pictures = window.messages.get_by_role("img")
        await expect(pictures).to_have_count(3)
        widths = [await one.evaluate(DECODED) for one in await pictures.all()]
        assert widths == [400, 300, 800]
        tops = [await one.evaluate("picture => picture.getBoundingClientRect().top") for one in await pictures.all()]
        assert tops[0] == tops[1] < tops[2]
        await pictures.first.click()
        closer = window.page.get_by_role("dialog").get_by_role("img")
        await expect(closer).to_have_attribute("alt", "a sun")
        assert await closer.evaluate(DECODED) == 800


def painted(kind: str, width: int) -> bytes:
    """Return a square picture of a kind."""
    drawing = BytesIO()
    Image.new("RGB", (width, width), "orange").save(drawing, kind)
    return drawing.getvalue()


async def test_what_is_unread_is_counted_and_marked_over_a_reload_and_linked(browser: Browser, house: House) -> None:
    ben = await house.person("Ben")
    async with come_in(browser, house, DESK) as window:
        page = window.page
        await ben.say("One")
        await ben.say("Two")
        await expect(window.messages).to_have_count(2)
        await expect(page.get_by_text("New since you last looked")).to_have_count(0)
        await expect(page.get_by_text("Today")).to_have_count(1)

        await window.go_to("Only you")
        house.clock.turn(minutes=1)
        await ben.say("Three")
        await expect(page.get_by_role("button", name="Kit & Co 1 new")).to_be_visible()
        await page.get_by_label("Write to the room").fill("half a tho")
        await page.reload()
        await expect(window.messages).to_have_count(3)
        marked = page.get_by_role("log").locator(".unread + .message")
        await expect(marked).to_have_count(1)
        await expect(marked).to_contain_text("Three")
        await expect(page.get_by_role("button", name="1 new")).to_have_count(0)
        await window.go_to("Only you")
        await expect(page.get_by_label("Write to the room")).to_have_value("half a tho")

        await page.goto(f"{page.url}#{await linked_in_main(page, window)}")
        await page.reload()
        await expect(page.locator(".linked")).to_contain_text("Two")
        await expect(page.locator(".linked")).to_be_focused()


async def linked_in_main(page: Page, window: Window) -> str:
    """Return the anchor of the second message, by the link that its time is."""
    await window.go_to("Kit & Co")
    address = await window.saying("Two").get_by_role("link").get_attribute("href")
    await window.go_to("Only you")
    return (address or "").removeprefix("#")


async def test_what_was_typed_or_could_not_be_sent_stays_over_a_reload_and_is_sent_once(
    browser: Browser, house: House
) -> None:
    house.talk.answers = answers
    async with come_in(browser, house, DESK) as window:
        page = window.page
        async with page.expect_response("**/api/say") as answer:
            await window.say("/enter")
        await (await answer.value).finished()  # or it counts as not sent over the reload
        await window.fill({"Title": "Sun over Kit"})
        await page.reload()
        await expect(window.last.get_by_role("textbox", name="Title")).to_have_value("Sun over Kit")

        async def lose_the_answer(route: Route) -> None:
            await route.fetch()
            await route.abort("internetdisconnected")

        await page.route("**/api/say", lose_the_answer, times=1)
        await window.say("Did you hear me?")
        await expect(page.get_by_text("Not sent.")).to_be_visible()
        await page.reload()
        await expect(page.get_by_role("list", name="On its way")).to_contain_text("Did you hear me?")
        await page.get_by_role("button", name="Try again").click()
        await expect(page.get_by_text("Not sent.")).to_have_count(0)
        await expect(window.messages).to_have_count(2)
    assert [one["text"] for one in await (await house.person("Reader")).reads()] == ["Did you hear me?"]


async def test_two_people_are_two_tabs_of_one_browser(browser: Browser, house: House) -> None:
    async with come_in(browser, house, DESK) as window:
        await window.page.get_by_text("Someone new").click()
        await window.page.get_by_label("Name", exact=True).fill("Ben")
        async with window.page.context.expect_page() as opening:
            await window.page.get_by_role("button", name="Open in a new tab").click()
        ben = Window(await opening.value)
        await ben.say("I am Ben")
        await window.say("I am Ada")
        for one in (window, ben):
            await expect(one.messages).to_have_count(2)
            await expect(one.saying("I am Ben").locator(".by")).to_have_text("Ben")
            await expect(one.saying("I am Ada").locator(".by")).to_have_text("Ada")
        await house.speaker.say(f"{house.community.id}/main", Post("Hello both"), "k")
        await ben.page.reload()
        await expect(ben.saying("Hello both")).to_be_visible()
        await ben.say("Still Ben")
        await expect(window.saying("Still Ben").locator(".by")).to_have_text("Ben")
