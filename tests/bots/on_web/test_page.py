"""The page in Chromium: what a person sees, by mouse and by keyboard, on a desk and on a phone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, FilePayload, ViewportSize, expect

from bots.hearing import Heard, Hearing, Said, Submitted
from bots.post import Button, Field, Form, Option, Post, Select
from contests.desk.arriving import make_link
from contests.desk.people import digest_of
from contests.model.member import Role
from contests.refusals import Refusal
from tests.bots.on_web.house import House
from tests.browser import DESK, PHONE, Window, chromium, in_chromium, opened

FORM = Form(
    "run:enter",
    "Enter",
    (
        Field("title", "Title", required=True),
        Field("text", "Text", "long", value="what was typed"),
        Field("licence", "Licence", "choice", options=(Option("a", "Mild"), Option("b", "Free"))),
        Field("gallery", "In the gallery?", "check", value="yes"),
        Field("file", "Files", "file"),
    ),
)
BALLOT = (Button("approve:e", "Approve", "success"), Button("pass:e", "Pass"))

pytestmark = in_chromium


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


@asynccontextmanager
async def come_in(browser: Browser, house: House, size: ViewportSize, name: str = "Ada") -> AsyncIterator[Window]:
    """Come into the room by the page; fail afterwards when the page complained of anything."""
    async with opened(browser, size) as window:
        await window.come_in(house.nobody.address, name)
        await expect(window.page.get_by_role("heading", name="Kit & Co")).to_be_visible()
        yield window


LIST = Select("ballot:r", "Approve any", (Option("a", "A"), Option("b", "B")), 0, 2)
SAID = {
    "/enter": Post("Fill this in.", form=FORM),
    "/vote": Post("Sun", buttons=BALLOT),
    "/list": Post("Your ballot", selects=(LIST,)),
}
UNKNOWN = Post("I do not know this.", refusal=Refusal("unknown_command"))


def answers(_hearing: Hearing, heard: Heard) -> list[Post]:
    """Answer as a contest would."""
    if isinstance(heard, Said):
        return [SAID.get(heard.text, UNKNOWN)]
    if isinstance(heard, Submitted):
        return [Post(f"Preview: {heard.fields['title'][0]}, {heard.files[0].alt}")]
    if heard.values:
        return [Post(f"Counted: {', '.join(heard.values)}", in_place=True)]
    return [Post(f"Counted: {heard.button}", buttons=BALLOT, receipt="abcd", in_place=True)]


async def test_a_member_talks_enters_and_votes(browser: Browser, house: House) -> None:
    house.talk.answers = answers
    ben = await house.person("Ben")
    async with come_in(browser, house, DESK) as window:
        page, messages = window.page, window.messages
        await window.say("<b>hello</b>")
        await expect(messages.last).to_contain_text("<b>hello</b>")
        await expect(messages.last).not_to_contain_text("only you see this")
        await ben.say("Hello Ada")
        await expect(messages.last).to_contain_text("Hello Ada")

        await window.say("/enter")
        await expect(messages.last).to_contain_text("only you see this")
        assert await page.get_by_label("Text", exact=True).input_value() == "what was typed"
        await page.get_by_label("Title").fill("Sun over Kit")
        sun = FilePayload(name="sun.png", mimeType="image/png", buffer=b"a sun")
        await page.get_by_label("Files", exact=True).set_input_files(sun)
        await page.get_by_label("Describe it").fill("a yellow sun")
        await page.get_by_role("log").get_by_role("button", name="Send").click()
        await expect(messages.last).to_contain_text("Preview: Sun over Kit, a yellow sun")
        assert house.talk.files[-1] == [(b"a sun", "a yellow sun")]

        await window.say("/list")
        await page.get_by_label("B", exact=True).check()
        await page.get_by_role("button", name="Choose").click()
        await expect(messages.last).to_contain_text("Counted: b")

        await window.say("/nonsense")
        await expect(messages.last).to_contain_text("I do not know this.")
        await expect(page.get_by_label("Write to the room")).to_have_value("/nonsense")


async def test_a_ballot_is_answered_by_keyboard_without_losing_ones_place(browser: Browser, house: House) -> None:
    house.talk.answers = answers
    async with come_in(browser, house, DESK) as window:
        await window.say("/vote")
        approve = window.page.get_by_role("button", name="Approve")
        await approve.focus()
        await window.page.keyboard.press("Enter")
        await expect(window.page.get_by_text("Counted: approve:e")).to_be_visible()
        await expect(window.page.get_by_text("abcd")).to_be_visible()
        await expect(approve).to_be_focused()


async def test_nothing_is_missed_or_doubled_while_the_connection_is_lost(browser: Browser, house: House) -> None:
    ben = await house.person("Ben")
    async with come_in(browser, house, DESK) as window:
        page, messages = window.page, window.messages
        await ben.say("before")
        await expect(messages).to_have_count(1)
        await page.context.set_offline(True)
        await ben.say("meanwhile")
        await expect(page.get_by_text("The connection is lost")).to_be_visible()
        await window.say("from here")
        await expect(page.get_by_text("No answer came")).to_be_visible()
        await page.context.set_offline(False)
        await expect(messages).to_have_count(2)
        await expect(page.get_by_text("The connection is lost")).to_be_hidden()
        await page.get_by_role("button", name="Try again").click()
        await expect(messages).to_have_count(3)
    assert [one["text"] for one in await ben.reads()] == ["before", "meanwhile", "from here"]


async def test_an_answer_that_breaks_off_is_asked_for_again(browser: Browser, house: House) -> None:
    ben = await house.person("Ben")
    async with come_in(browser, house, DESK) as window:
        page = window.page
        await page.route(
            "**/api/messages?*", lambda route: route.fulfill(body="{", content_type="application/json"), times=1
        )
        await page.evaluate("dispatchEvent(new Event('offline'))")
        await expect(page.get_by_text("The connection is lost")).to_be_visible()
        await ben.say("meanwhile")
        await expect(window.messages).to_have_count(1)


async def test_a_call_that_comes_too_soon_after_a_long_loss_is_soon_made_again(browser: Browser, house: House) -> None:
    ben = await house.person("Ben")
    async with come_in(browser, house, DESK) as window:
        page, calls = window.page, "**/api/messages?*"
        await page.clock.install()
        await page.route(calls, lambda route: route.abort("internetdisconnected"))
        await page.evaluate("dispatchEvent(new Event('offline'))")
        for _ in range(6):
            async with page.expect_event("requestfailed"):
                await page.clock.run_for(45_000)
        await expect(page.get_by_text("The connection is lost")).to_be_visible()
        async with page.expect_event("requestfailed"):
            await page.evaluate("dispatchEvent(new Event('online'))")
        await page.unroute(calls)
        await ben.say("at last")
        for _ in range(2):
            await page.clock.run_for(1500)
        await expect(window.messages).to_have_count(1)


async def test_what_is_written_quickly_is_all_sent_in_order(browser: Browser, house: House) -> None:
    async with come_in(browser, house, DESK) as window:
        for n in range(8):
            await window.say(f"line {n}")
        await expect(window.messages).to_have_count(8)
    reader = await house.person("Reader")
    assert [one["text"] for one in await reader.reads()] == [f"line {n}" for n in range(8)]


async def test_an_edit_comes_in_its_place_and_news_elsewhere_is_marked(browser: Browser, house: House) -> None:
    async with come_in(browser, house, DESK) as window:
        page, messages = window.page, window.messages
        where = await house.speaker.say(f"{house.community.id}/main", Post("An entry"), "k1")
        await house.speaker.say(f"{house.community.id}/main", Post("After it"), "k2")
        await expect(messages).to_have_count(2)
        await house.speaker.replace(where, Post("Withdrawn"))
        await expect(messages.first).to_contain_text("Withdrawn")
        await expect(messages.first).to_contain_text("edited")
        async with house.store.reading() as work:
            [ada] = await work.people.named(house.community.id, "Ada")
            [account] = await work.people.accounts(ada.id)
        await house.speaker.whisper(account, Post("You are third"), "k3")
        await house.speaker.say(f"{house.community.id}/main", Post("Something else"), "k4")
        await page.get_by_role("button", name="Only you 1 new").click()
        await expect(messages).to_have_count(1)
        await expect(messages.last).to_contain_text("You are third")


async def test_on_a_phone_nothing_is_cut_off_and_everything_can_be_touched(browser: Browser, house: House) -> None:
    house.talk.answers = answers
    async with come_in(browser, house, PHONE, name="A" * 60) as window:
        await window.say("x" * 300)
        for line in ("/enter", "/vote", "/list"):
            await window.say(line)
        await expect(window.page.get_by_role("button", name="Choose")).to_be_visible()
        await nothing_is_cut_off_or_small(window)
        for slides_in in ("Rooms", "What is on"):
            await window.page.get_by_role("button", name=slides_in).click()
            await nothing_is_cut_off_or_small(window)
            await window.page.keyboard.press("Escape")
            await expect(window.page.get_by_role("button", name=slides_in)).to_be_focused()
        nameless = (
            "[...document.querySelectorAll('input, select, textarea')].filter((one) => !one.labels.length).length"
        )
        assert await window.page.evaluate(nameless) == 0


async def nothing_is_cut_off_or_small(window: Window) -> None:
    assert await window.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    seen = "[...document.querySelectorAll('button, .act, .pick')].filter((one) => one.checkVisibility())"
    assert await window.page.evaluate(f"{seen}.length") > 0
    assert await window.page.evaluate(f"{seen}.filter((one) => one.offsetHeight < 44).length") == 0


async def test_a_personal_link_leads_into_the_room_by_one_press(browser: Browser, house: House) -> None:
    now = house.clock.now()
    await make_link(house.store, house.community.id, "Mona", Role.MANAGER, now, digest=digest_of("secret"))
    page = await browser.new_page()
    await page.goto(f"{house.nobody.address}/enter/secret")
    await page.get_by_role("button", name="Go in").click()
    await expect(page.get_by_role("button", name="The desk")).to_be_visible()
    await page.wait_for_url("**/room?as=*")  # the tab becomes theirs first
    await page.get_by_role("button", name="Leave").click()
    await expect(page.get_by_role("link", name="Start my own")).to_be_visible()
    await page.goto(f"{house.nobody.address}/room")
    await expect(page.get_by_label("Your name")).to_be_visible()
