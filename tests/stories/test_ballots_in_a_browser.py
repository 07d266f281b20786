"""Grades, an order and comparisons in Chromium, by keyboard alone; what is pressed keeps the focus."""

from collections.abc import Mapping
from pathlib import Path

from playwright.async_api import Route, expect

from bots.app import Running
from contests.model.ballot import Method, Mode
from tests.browser import Window, chromium, in_chromium, opened
from tests.files.makers import png
from tests.stories.deciding import LINE, ruled
from tests.stories.telling import DAY, entered, scheduled
from tests.stories.web_door import WebDoor, web_house

pytestmark = in_chromium

RULES: Mapping[str, Mapping[str, object]] = {
    "Grades": {"method": Method.SCORE, "mode": Mode.QUEUE},
    "Order": {"method": Method.SCHULZE},
    "Pairs": {"method": Method.PAIRWISE},
    "List": {"method": Method.SINGLE, "mode": Mode.LIST},
}
WORKS = ("Sun", "Sea", "Fog")


async def votes_of_every_kind(door: WebDoor, running: Running) -> None:
    mona, bob = await door.person("Mona", "manager"), await door.person("Bob")
    for title, rules in RULES.items():
        contest = await scheduled(mona, f"{LINE}{title}")
        await ruled(running, contest, **rules)
        for work in WORKS:
            await entered(bob, f"/enter {contest} title={work} text='{work} by morning.'", (png(), f"The {work}"))
    await door.turn(DAY)


async def test_votes_of_every_kind_are_cast_by_keyboard(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, running), chromium() as browser, opened(browser) as cleo:
        await votes_of_every_kind(door, running)
        await cleo.come_in(door.address, "Cleo")
        await grades(cleo)
        await puts_in_order(cleo)
        await compares(cleo)
        await chooses(cleo)


async def test_an_order_that_the_poll_brings_first_is_gone_to(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, running), chromium() as browser, opened(browser) as cleo:
        await votes_of_every_kind(door, running)
        await cleo.come_in(door.address, "Cleo")
        for times in (1, 2, 3):
            await cleo.say("/help")
            await expect(cleo.page.locator(".message.private")).to_have_count(times)

        async def answers_late(route: Route) -> None:
            """Let its reader look at something above meanwhile, and the poll bring the ballot."""
            answer = await route.fetch()
            await cleo.page.mouse.move(600, 300)
            await cleo.page.mouse.wheel(0, -5000)
            await cleo.page.locator(".order").wait_for(state="attached")
            await route.fulfill(response=answer)

        await cleo.page.route("**/api/say", answers_late)
        await cleo.say("/vote Order")
        await expect(cleo.page.locator(".message:has(.order)")).to_be_in_viewport()


async def leaves_the_text(cleo: Window) -> None:
    await cleo.page.evaluate("() => document.activeElement.blur()")


async def grades(cleo: Window) -> None:
    await cleo.say("/vote Grades")
    scale = cleo.last.get_by_role("group", name="Which grade does it get, from 1 to 5?")
    await expect(scale.get_by_role("button")).to_have_count(5)
    await leaves_the_text(cleo)
    for left, key in ((3, "4"), (2, "p"), (1, "5")):
        await expect(cleo.last).to_contain_text(f"Still to look at: {left}")
        await cleo.page.keyboard.press(key)
    await expect(cleo.last).to_contain_text("You have looked at all 3 entries")


async def puts_in_order(cleo: Window) -> None:
    await cleo.say("/vote Order")
    rows = cleo.last.locator(".order button")
    await expect(rows).to_have_count(3)
    await expect(cleo.last.locator(".order img")).to_have_count(3)
    await leaves_the_text(cleo)
    await cleo.page.keyboard.press("2")
    await expect(rows.nth(1)).to_have_attribute("aria-pressed", "true")
    await expect(rows.nth(1)).to_contain_text("1. ")
    await rows.nth(0).focus()
    await cleo.page.keyboard.press("Enter")
    await expect(rows.nth(0)).to_contain_text("2. ")
    await expect(rows.nth(0)).to_be_focused()
    places = cleo.last.get_by_role("group", name="Your order so far; press one again to take it back:")
    await expect(places.get_by_role("button")).to_have_count(2)
    await places.get_by_role("button").nth(0).click()
    await expect(places.get_by_role("button")).to_have_count(1)
    await expect(rows.nth(1)).to_be_focused()
    await rows.nth(0).focus()
    await expect(rows.nth(0)).to_contain_text("1. ")
    await expect(rows.nth(1)).to_have_attribute("aria-pressed", "false")
    await expect(rows.nth(0)).to_be_focused()
    await cleo.press("Done")
    await expect(cleo.last).to_contain_text("Thank you for voting in “Order”")


async def compares(cleo: Window) -> None:
    await cleo.say("/vote Pairs")
    await expect(cleo.last.locator(".pair img")).to_have_count(2)
    heads = cleo.last.get_by_role("heading")
    await expect(heads).to_have_count(2)
    preferred = (await heads.nth(1).inner_text()).removeprefix("B: ")
    await leaves_the_text(cleo)
    await cleo.page.keyboard.press("ArrowRight")
    await expect(cleo.last).to_contain_text("You have compared one pair so far.")
    await cleo.press("Back")
    await expect(cleo.last).to_contain_text(f"Your answer so far: “{preferred}”.")
    await leaves_the_text(cleo)
    await cleo.page.keyboard.press("ArrowLeft")
    await expect(cleo.last).not_to_contain_text("Your answer so far")
    await cleo.page.keyboard.press("p")
    await expect(cleo.last).to_contain_text("You have compared 2 pairs so far.")
    await cleo.press("Done")
    await expect(cleo.last).to_contain_text("Thank you for voting in “Pairs”")


async def chooses(cleo: Window) -> None:
    """Choose one of a list, each beside its picture; a box that is ticked unticks the others."""
    await cleo.say("/vote List")
    boxes = cleo.last.get_by_role("checkbox")
    await expect(boxes).to_have_count(3)
    await expect(cleo.last.locator(".choice:has(img)")).to_have_count(3)
    await expect(cleo.last.locator(".choice").nth(0)).to_contain_text("by morning.")
    for number in (0, 2):
        await boxes.nth(number).focus()
        await cleo.page.keyboard.press("Space")
    await expect(cleo.last.locator(":checked")).to_have_count(1)
    await cleo.press("Choose")
    await expect(cleo.last).to_contain_text("Your vote now: “")
    await expect(boxes.nth(2)).to_be_checked()
    await expect(boxes.nth(0)).not_to_be_checked()
