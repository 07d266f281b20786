"""Chromium for tests: a window for each person, and what their pages complained of."""

import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = ViewportSize(width=1200, height=800), ViewportSize(width=360, height=640)
PATIENCE_MS = 15_000
"""How long something may take to be seen, on a machine that has other things to do."""

in_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed here"),
]


@dataclass(frozen=True, slots=True)
class Window:
    """Somebody's window: one page, seen and touched as a person does."""

    page: Page

    @property
    def messages(self) -> Locator:
        """All messages of the room that is open, oldest first."""
        return self.page.get_by_role("log").locator(".message")

    @property
    def last(self) -> Locator:
        """The newest message."""
        return self.messages.last

    def saying(self, text: str) -> Locator:
        """The messages that hold a text."""
        return self.messages.filter(has_text=text)

    async def come_in(self, address: str, name: str) -> None:
        """Come into the room by practice mode."""
        await self.page.goto(f"{address}/room")
        await self.page.get_by_label("Your name").fill(name)
        await self.page.get_by_role("button", name="Come in").click()
        await expect(self.page.get_by_role("textbox", name="Write to the room")).to_be_visible()

    async def go_to(self, room: str) -> None:
        """Open one of the rooms; on a phone they are in a drawer."""
        drawer = self.page.get_by_role("button", name="Rooms")
        if await drawer.is_visible():
            await drawer.click()
        await self.page.get_by_role("navigation").get_by_role("button", name=room).click()
        await expect(self.page.get_by_role("heading", name=room, level=1)).to_be_visible()

    async def say(self, text: str) -> None:
        """Write a line."""
        await self.page.get_by_label("Write to the room").fill(text)
        await self.page.keyboard.press("Enter")

    async def press(self, name: str) -> None:
        """Press a button of the newest message."""
        await self.last.get_by_role("button", name=name, exact=True).click()

    async def fill(self, fields: Mapping[str, str]) -> None:
        """Fill in fields of the newest message's form, each by the beginning of its label."""
        for label, value in fields.items():
            await self.last.get_by_role("textbox", name=label).fill(value)

    async def other_tab(self) -> "Window":
        """Open what is seen here in a second tab of the same person, behind this one."""
        page = await self.page.context.new_page()
        await page.goto(self.page.url)
        await self.page.bring_to_front()
        return Window(page)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run Chromium."""
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def opened(browser: Browser, size: ViewportSize = DESK) -> AsyncIterator[Window]:
    """Open a window of a person's own; fail afterwards when a page in it complained of anything."""
    context = await browser.new_context(viewport=size, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    wrong = _complaints(context)
    yield Window(await context.new_page())
    assert not wrong, wrong
    await context.close()


def _complaints(context: BrowserContext) -> list[str]:
    """Return a list that all complaints are written on, but those about a connection that a test cut."""
    wrong: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "ERR_INTERNET_DISCONNECTED" not in message.text:
            wrong.append(f"{message.text} {message.location}")

    context.on("console", note)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    return wrong
