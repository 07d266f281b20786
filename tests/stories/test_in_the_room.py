"""A contest in the room as members live it: pictures dropped and pasted, a lost upload, votes by keyboard alone."""

from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Route, expect

from bots.app import Running
from tests.browser import Window, chromium, in_chromium, opened
from tests.files.makers import jpeg
from tests.stories.telling import DAY, scheduled
from tests.stories.web_door import WebDoor, web_house

pytestmark = in_chromium

BATTLE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day" mode=queue review=off'
CARRIED = """(target, [kind, name, data]) => {
    const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], name, { type: "image/jpeg" }));
    const how = { bubbles: true, cancelable: true, dataTransfer: carried, clipboardData: carried };
    target.dispatchEvent(kind === "paste" ? new ClipboardEvent(kind, how) : new DragEvent(kind, how));
}"""
"""What a browser does where a person drops or pastes a file."""


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[tuple[WebDoor, Running, Browser]]:
    async with web_house(tmp_path) as (door, running), chromium() as browser:
        yield door, running, browser


async def brings(target: Locator, kind: str, name: str, colour: str) -> None:
    await target.evaluate(CARRIED, [kind, name, b64encode(jpeg(60, 40, colour)).decode()])


async def test_pictures_are_dropped_and_pasted_and_voted_on_by_keyboard(
    street: tuple[WebDoor, Running, Browser],
) -> None:
    door, _, browser = street
    mona = await door.person("Mona", "manager")
    contest = await scheduled(mona, BATTLE)
    async with opened(browser) as ann, opened(browser) as bob, opened(browser) as cleo:
        await ann.come_in(door.address, "Ann")
        await drops_a_picture_on_the_form(ann)
        await bob.come_in(door.address, "Bob")
        await pastes_a_picture_and_loses_the_connection(bob)
        await door.turn(2 * DAY)
        await cleo.come_in(door.address, "Cleo")
        await votes_by_keyboard_alone(cleo)
        assert (await door.contest(contest))["turnout"] == 1


async def drops_a_picture_on_the_form(ann: Window) -> None:
    """What is beside the chat opens the form; the picture goes to the form that it is dropped on."""
    await ann.page.get_by_role("complementary").get_by_role("button", name="Enter").click()
    await ann.fill({"Title": "Sunrise"})
    await brings(ann.last.get_by_role("textbox", name="Title"), "dragover", "sun.jpg", "orange")
    await expect(ann.page.get_by_text("Drop files here", exact=True)).to_be_visible()
    await brings(ann.last.get_by_role("textbox", name="Title"), "drop", "sun.jpg", "orange")
    await expect(ann.page.get_by_text("Drop files here", exact=True)).to_be_hidden()
    await expect(ann.last).to_contain_text("sun.jpg")
    await ann.fill({"Describe it": "The sun"})
    await ann.press("Send")
    await ann.last.get_by_role("img", name="The sun").click()
    await expect(ann.page.get_by_role("dialog")).to_contain_text("The sun")
    await ann.page.keyboard.press("Escape")
    await expect(ann.page.get_by_role("dialog")).to_have_count(0)
    await expect(ann.last.get_by_role("link", name="The sun")).to_be_focused()
    await ann.press("Send")
    await expect(ann.last).to_contain_text("Sent: “Sunrise” is in “Bag battle”")


async def pastes_a_picture_and_loses_the_connection(bob: Window) -> None:
    """The upload is tried again with its file and its words, and makes one entry."""
    lost = False

    async def lose_the_answer(route: Route) -> None:
        nonlocal lost
        await route.fetch()
        await route.abort("internetdisconnected")
        lost = True

    page = bob.page
    text = page.get_by_label("Write to the room")
    await text.fill("/enter title=Moon")
    await brings(text, "paste", "moon.jpg", "navy")
    await page.get_by_role("list", name="Files to be sent").get_by_role("textbox").fill("The moon")
    await page.route("**/api/say", lose_the_answer, times=1)
    await text.press("Enter")
    await expect(page.get_by_text("Not sent.")).to_be_visible()
    assert lost
    await page.get_by_role("button", name="Try again").click()
    await expect(bob.last.get_by_role("img", name="The moon")).to_be_visible()
    await expect(bob.saying("A preview that only you see")).to_have_count(1)
    await bob.press("Send")
    await expect(bob.last).to_contain_text("Sent: “Moon” is in “Bag battle”")


async def votes_by_keyboard_alone(cleo: Window) -> None:
    """From the beginning of the page to the receipt, without a mouse."""
    page = cleo.page
    text = page.get_by_label("Write to the room")
    for _ in range(40):
        if await text.evaluate("(one) => one === document.activeElement"):
            break
        await page.keyboard.press("Tab")
    await page.keyboard.type("/vo")
    await expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(cleo.last).to_contain_text("Still to look at: 2")
    await page.keyboard.type("pa")  # into the text field, where they are letters
    await expect(text).to_have_value("pa")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("a")
    await expect(cleo.last).to_contain_text("Still to look at: 1")
    await page.keyboard.press("p")
    await expect(cleo.last).to_contain_text("You have looked at all 2 entries")
    await expect(cleo.last).to_contain_text("Your receipt")


async def test_the_clock_is_turned_beside_the_chat_whoever_the_tab_is(
    street: tuple[WebDoor, Running, Browser],
) -> None:
    door, _, browser = street
    mona = await door.person("Mona", "manager")
    contest = await scheduled(mona, BATTLE)
    async with opened(browser) as ann:
        await ann.come_in(door.address, "Ann")
        await ann.say('/enter title=Sunrise text="Made early"')
        await ann.press("Send")
        await expect(ann.last).to_contain_text("Sent: “Sunrise”")
        await ann.page.get_by_role("button", name="+1 day").click()
        await expect(ann.page.get_by_role("complementary")).to_contain_text("in 1 day")
        await ann.page.get_by_role("button", name="+1 day").click()
        await expect(ann.last).to_contain_text("Voting on “Bag battle” is open")
        await expect(ann.page.get_by_role("complementary").get_by_role("button", name="Vote")).to_be_visible()
        assert (await door.contest(contest))["state"] == "voting"
