"""A contest by hand in Chromium: run by clicking alone, lived through by keyboard alone."""

from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Locator, expect

from tests.browser import Window, chromium, in_chromium, opened
from tests.files.makers import mp4
from tests.stories.telling import DAY, entered, scheduled
from tests.stories.test_in_the_room import BATTLE
from tests.stories.web_door import WebDoor, web_house

pytestmark = [*in_chromium, pytest.mark.long]

CLIP = FilePayload(name="spin.mp4", mimeType="video/mp4", buffer=mp4())
MOST_STOPS = 80
"""So many times Tab is pressed before something counts as out of reach."""


async def test_a_contest_by_clicking_alone_with_a_video_and_a_lost_connection(
    tmp_path: Path,
) -> None:
    async with (
        web_house(tmp_path) as (door, _),
        chromium() as browser,
        opened(browser) as mona,
        opened(browser) as ann,
        opened(browser) as bob,
    ):
        await makes_a_contest(mona, door.address)
        await ann.come_in(door.address, "Ann")
        await enters_with_a_video(ann)
        await reviews(mona)
        await bob.come_in(door.address, "Bob")
        await turns_to(mona, "Voting on “Bag battle” is open")
        await votes_over_a_lost_connection(bob)
        await turns_to(mona, "The result of “Bag battle”")
        await beside(mona, "Results").click()
        await expect(mona.last).to_contain_text("Spin")
        await expect(bob.saying("The result of “Bag battle”")).to_contain_text("Winner: “Spin” by Ann.")
        assert [(await door.contest(one))["turnout"] for one in await contests(door)] == [1]


async def contests(door: WebDoor) -> list[str]:
    _, shown = await (await door.keep()).call("GET", "/api/contests")
    return [one["id"] for one in shown["items"]]


def beside(window: Window, name: str) -> Locator:
    """Return a button beside the chat."""
    return window.page.get_by_role("complementary").get_by_role("button", name=name)


async def makes_a_contest(mona: Window, address: str) -> None:
    page = mona.page
    await page.goto(f"{address}/room")
    await page.get_by_label("Your name").fill("Mona")
    await page.get_by_label("You are a").select_option("manager")
    await page.get_by_role("button", name="Come in").click()
    await beside(mona, "New contest").click()
    await mona.last.get_by_label("Kind").select_option("Remix battle")
    await mona.last.get_by_label("How entries are shown").select_option("one by one")
    typed = {"Title": "Bag battle", "Until when entries come in": "2 days", "Until when people vote": "1 day"}
    await mona.fill(typed)
    await mona.press("Send")
    await expect(mona.last).to_contain_text("a draft that only managers see")
    await beside(mona, "See what members will see").click()
    await expect(mona.last).to_contain_text("This is what will be said, and when")
    await mona.press("Confirm")
    await expect(mona.last).to_contain_text("A new contest is open: Bag battle")


async def enters_with_a_video(ann: Window) -> None:
    await ann.press("Enter")
    await ann.fill({"Title": "Spin", "Describe it": "The bag, turning"})
    await ann.last.get_by_label("Files", exact=True).set_input_files(CLIP)
    await ann.press("Send")
    await plays(ann.last.get_by_label("The bag, turning"))
    await ann.press("Send")
    await expect(ann.last).to_contain_text("Sent: “Spin” is in “Bag battle”")


async def plays(video: Locator) -> None:
    """See a film that really came: it can be played, and moves on."""
    await expect(video).to_be_visible()
    await video.evaluate("(one) => { one.muted = true; return one.play(); }")
    assert await video.evaluate("(one) => one.readyState") >= 2
    await expect(video).not_to_have_js_property("currentTime", 0)
    assert await video.evaluate("(one) => one.videoWidth") > 0


async def reviews(mona: Window) -> None:
    await expect(mona.page.get_by_role("complementary")).to_contain_text("1 entry waits for review")
    await beside(mona, "Review").first.click()
    await plays(mona.last.get_by_label("The bag, turning"))
    await mona.press("Admit")
    await expect(mona.last).to_contain_text("admitted by Mona")


async def turns_to(mona: Window, expected: str) -> None:
    """Turn the practice clock by its button, date after date, until something is said."""
    for _ in range(6):
        if await mona.saying(expected).count():
            break
        moment = await mona.page.locator("#clock time").inner_text()
        await mona.page.get_by_role("button", name="To the next date").click()
        await expect(mona.page.locator("#clock time")).not_to_have_text(moment)
    await expect(mona.saying(expected)).to_have_count(1)


async def votes_over_a_lost_connection(bob: Window) -> None:
    """A press that got lost is told of; pressed again it counts, once."""
    await bob.saying("Voting on “Bag battle” is open").get_by_role("button", name="Vote").click()
    await expect(bob.last).to_contain_text("Still to look at: 1")
    await bob.page.context.set_offline(True)
    await bob.last.get_by_role("button", name="Approve").click()
    await expect(bob.last.get_by_role("alert")).to_contain_text("No answer came")
    await expect(bob.last).to_contain_text("Still to look at: 1")
    await bob.page.context.set_offline(False)
    await bob.last.get_by_role("button", name="Approve").click()
    await expect(bob.last).to_contain_text("You have looked at the one entry.")


async def test_from_the_door_to_a_sent_entry_and_a_vote_by_keyboard_alone(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, _), chromium() as browser, opened(browser) as cleo:
        contest = await scheduled(await door.person("Mona", "manager"), BATTLE)
        page, keys = cleo.page, cleo.page.keyboard
        await page.goto(door.address)
        await goes_to(cleo, page.get_by_role("link", name="Start my own"))
        await keys.press("Enter")
        await goes_to(cleo, page.get_by_label("Your name"))
        await keys.type("Cleo")
        await keys.press("Enter")
        await goes_to(cleo, cleo.last.get_by_role("button", name="Enter", exact=True))
        await keys.press("Enter")
        await goes_to(cleo, cleo.last.get_by_role("textbox", name="Title"))
        await keys.type("Sunrise")
        await goes_to(cleo, cleo.last.get_by_role("button", name="Send", exact=True))
        await keys.press("Enter")
        await expect(cleo.last).to_contain_text("A preview that only you see")
        await goes_to(cleo, cleo.last.get_by_role("button", name="Send", exact=True))
        await keys.press("Enter")
        await expect(cleo.last).to_contain_text("Sent: “Sunrise” is in “Bag battle”")
        await entered(await door.person("Ben"), "/enter title=Moon")
        await door.turn(2 * DAY)
        await goes_to(cleo, cleo.saying("Voting on “Bag battle” is open").get_by_role("button", name="Vote"))
        await keys.press("Enter")
        await expect(cleo.last).to_contain_text("Still to look at: 1")
        await goes_to(cleo, cleo.last.get_by_role("button", name="Approve"))
        await keys.press("Enter")
        await expect(cleo.last).to_contain_text("Your receipt")
        assert (await door.contest(contest))["turnout"] == 1


async def goes_to(window: Window, target: Locator) -> None:
    """Press Tab until something has the focus, around the page if need be; where one is must be seen."""
    await expect(target).to_be_visible()
    for _ in range(MOST_STOPS):
        if await target.evaluate("(one) => one === document.activeElement"):
            break
        await window.page.keyboard.press("Tab")
    await expect(target).to_be_focused()
    assert await target.evaluate("(one) => one.matches(':focus-visible')"), "the focus has a ring"
    await expect(target).to_be_in_viewport()
