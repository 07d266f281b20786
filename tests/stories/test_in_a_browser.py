"""From brief to ambassador in Chromium: everybody in a window of their own, on the web room as it is served."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, FilePayload, Locator, ViewportSize, expect

from bots.app import Running, make_link_in
from contests.model.member import Role
from tests.browser import DESK, PHONE, Window, chromium, in_chromium, opened
from tests.files.makers import jpeg
from tests.stories.telling import DAY
from tests.stories.web_door import WebDoor, web_house

pytestmark = in_chromium

BRIEF = "A new contest is open: Bag battle"
RECEIPT = re.compile("([0-9A-F]{4}-){4}[0-9A-F]{4}")
SUN = FilePayload(name="sun.jpg", mimeType="image/jpeg", buffer=jpeg(400, 300, "orange"))


@dataclass(frozen=True, slots=True)
class Street:
    """A whole Prosument, and the windows that look into it."""

    door: WebDoor
    running: Running
    browser: Browser
    windows: AsyncExitStack

    async def window(self, size: ViewportSize = DESK) -> Window:
        """Open somebody's window."""
        return await self.windows.enter_async_context(opened(self.browser, size))

    async def member(self, name: str) -> Window:
        """Let somebody in by practice mode; Cleo comes by telephone."""
        window = await self.window(PHONE if name == "Cleo" else DESK)
        await window.come_in(self.door.address, name)
        return window


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    async with (
        web_house(tmp_path) as (door, running),
        chromium() as browser,
        AsyncExitStack() as windows,
    ):
        yield Street(door, running, browser, windows)


@pytest.mark.long
async def test_a_remix_battle_from_brief_to_ambassador(street: Street) -> None:
    mona = await street.window()
    await comes_in_by_a_link(mona, await make_link_in(street.running, "Mona", Role.MANAGER, street.door.address))
    await fills_the_form_of_a_contest(mona)
    await schedules_it(mona)

    ann, bob, cleo = await asyncio.gather(*(street.member(name) for name in ("Ann", "Bob", "Cleo")))
    await asyncio.gather(enters_with_a_picture(ann), enters_with_words_alone(bob))
    await keeps_everything_over_a_reload(bob)
    await admits_both(mona)

    await misses_nothing_while_offline(bob, street.door)
    await votes_in_two_tabs(cleo)

    await street.door.turn(DAY)
    await mona.go_to("Prosument")
    for window in (mona, ann, bob, cleo):
        await sees_the_result(window)
    await accepts_the_office(ann)
    await hears_of_the_ambassador(bob, ann)


async def comes_in_by_a_link(mona: Window, link: str) -> None:
    await mona.page.goto(link)
    await mona.page.get_by_role("button", name="Go in").click()
    await expect(mona.page.get_by_role("button", name="The desk")).to_be_visible()
    await expect(mona.messages).to_have_count(0)


async def fills_the_form_of_a_contest(mona: Window) -> None:
    """A form that is refused comes back in its place, filled as it was."""
    await mona.say("/contest new")
    await mona.last.get_by_label("Kind").select_option("Remix battle")
    await mona.last.get_by_label("How entries are shown").select_option("one by one")
    typed = {
        "Title": "Bag battle",
        "Until when entries come in": "someday",
        "Until when people vote": "1 day",
        "What it is about": "Show us your bag.\nThe loudest wins.",
        "Rewards, such as": "1:a bag\n2:a cup",
    }
    await mona.fill(typed)
    await mona.press("Send")
    await expect(mona.last).to_contain_text("“someday” cannot be read as a time")
    await expect(mona.last.get_by_label("Kind")).to_have_value("remix")
    for label, value in typed.items():
        await expect(mona.last.get_by_role("textbox", name=label)).to_have_value(value)
    await mona.fill({"Until when entries come in": "2 days"})
    await mona.press("Send")
    await expect(mona.last).to_contain_text("a draft that only managers see")
    await expect(mona.messages).to_have_count(1)


async def schedules_it(mona: Window) -> None:
    await mona.say("/contest schedule")
    await expect(mona.last).to_contain_text("This is what members will see")
    await expect(mona.last).to_contain_text("This is what will be said, and when")
    await mona.press("Confirm")
    await expect(mona.last).to_contain_text(BRIEF)
    await expect(mona.saying("only you see this")).to_have_count(2)


async def enters_with_a_picture(ann: Window) -> None:
    """The brief has the button, the form takes the file, the preview shows it; all but the brief is private."""
    await expect(ann.messages).to_have_count(1)
    await expect(ann.last).to_contain_text(BRIEF)
    await expect(ann.last).not_to_contain_text("only you see this")
    await ann.press("Enter")
    await ann.fill({"Title": "Sunrise", "Text": "Made early", "Describe it": "The sun over a bag"})
    await ann.last.get_by_label("Files", exact=True).set_input_files(SUN)
    await ann.press("Send")
    await expect(ann.last).to_contain_text("A preview that only you see")
    await expect(ann.last).to_contain_text("Made early")
    await shows(ann.last.get_by_role("img", name="The sun over a bag"))
    await ann.press("Send")
    await expect(ann.last).to_contain_text("Sent: “Sunrise” is in “Bag battle”")
    await expect(ann.last).to_contain_text("only you see this")


async def enters_with_words_alone(bob: Window) -> None:
    await bob.say("/enter")
    await bob.fill({"Title": "Moon", "Text": "A bag for the night"})
    await bob.press("Send")
    await expect(bob.last).to_contain_text("A preview that only you see")
    await bob.press("Send")
    await expect(bob.last).to_contain_text("Sent: “Moon” is in “Bag battle”")
    await expect(bob.saying("Sunrise")).to_have_count(0)


async def keeps_everything_over_a_reload(bob: Window) -> None:
    before = await bob.messages.all_inner_texts()
    await bob.page.reload()
    await expect(bob.messages).to_have_count(len(before))
    assert await bob.messages.all_inner_texts() == before


async def admits_both(mona: Window) -> None:
    await mona.go_to("The desk")
    await mona.say("/moderate")
    await expect(mona.messages).to_have_count(2)
    await shows(mona.messages.get_by_role("img", name="The sun over a bag"))
    for title in ("Sunrise", "Moon"):
        await mona.saying(title).get_by_role("button", name="Admit").click()
        await expect(mona.saying(f"“{title}”: admitted by Mona")).to_have_count(1)
    await expect(mona.messages).to_have_count(2)


async def misses_nothing_while_offline(bob: Window, door: WebDoor) -> None:
    """What was said meanwhile comes once, in its order."""
    await bob.page.context.set_offline(True)
    await door.turn(2 * DAY)
    await expect(bob.page.get_by_text("The connection is lost")).to_be_visible()
    await expect(bob.saying("Voting on “Bag battle” is open")).to_have_count(0)
    await bob.page.context.set_offline(False)
    await expect(bob.page.get_by_text("The connection is lost")).to_be_hidden()
    await expect(bob.messages).to_contain_text([BRIEF, "Moon", "are closed", "Voting on “Bag battle” is open"])
    said = await bob.messages.all_inner_texts()
    assert len(said) == 4, said


async def votes_in_two_tabs(cleo: Window) -> None:
    """Each answer brings the next entry in the same message, in the second tab, too."""
    await expect(cleo.last).to_contain_text("Voting on “Bag battle” is open")
    await cleo.press("Vote")
    await expect(cleo.last).to_contain_text("Still to look at: 2")
    other = await cleo.other_tab()
    await expect(other.last).to_contain_text("Still to look at: 2")
    for following in ("Still to look at: 1", "You have looked at all 2 entries"):
        for answer in ("Approve", "Pass"):
            await expect(cleo.last.get_by_role("button", name=answer)).to_be_in_viewport(ratio=1)
        await cleo.press("Approve" if "Sunrise" in await cleo.last.inner_text() else "Pass")
        for window in (cleo, other):
            await expect(window.last).to_contain_text(following)
    await cleo.press("Done")
    for window in (cleo, other):
        await expect(window.last).to_contain_text("Thank you for voting")
        await expect(window.last).to_contain_text(RECEIPT)


async def sees_the_result(window: Window) -> None:
    result = window.saying("The result of “Bag battle”")
    await expect(result).to_have_count(1)
    await expect(result).to_contain_text("Winner: “Sunrise” by Ann.")
    await shows(result.get_by_role("img", name="Winner: “Sunrise” by Ann. Reward: a bag."))


async def accepts_the_office(ann: Window) -> None:
    await ann.go_to("Only you")
    await expect(ann.saying("“Sunrise” came in at place 1 of 2")).to_have_count(1)
    await expect(ann.last).to_contain_text("Prosument asks you to be its ambassador")
    await ann.press("Accept")
    await expect(ann.last).to_contain_text("Welcome, ambassador of Prosument!")
    await expect(ann.saying("only you see this")).to_have_count(await ann.messages.count())


async def hears_of_the_ambassador(bob: Window, ann: Window) -> None:
    await expect(bob.last).to_contain_text("Ann is now ambassador of Prosument.")
    await ann.go_to("Prosument")
    await ann.say("Thank you all!")
    await expect(bob.last).to_contain_text("Thank you all!")
    await expect(bob.last.get_by_text("ambassador", exact=True)).to_be_visible()


async def shows(picture: Locator) -> None:
    """See a picture that really came."""
    await picture.scroll_into_view_if_needed()
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("complete", value=True)
    assert await picture.evaluate("(image) => image.naturalWidth") > 0
