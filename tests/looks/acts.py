"""What somebody does in the room until it is in a state that must be seen."""

from playwright.async_api import FilePayload, Page, expect

from bots.demo.scenes import drawn

SLIDES_MS = 200
"""How long at most something moves, or an answer takes to be drawn."""


async def nothing(page: Page) -> None:
    """Look at it as it comes."""


async def all_of_it(page: Page) -> None:
    """Make the window as high as everything that was said."""
    await page.locator(".message").first.wait_for()
    hidden = await page.evaluate(
        "() => { const s = document.querySelector('.scroller'); return s.scrollHeight - s.clientHeight; }"
    )
    size = page.viewport_size
    assert size
    await page.set_viewport_size({"width": size["width"], "height": size["height"] + hidden})


async def badge(page: Page) -> None:
    """See all of the chat, an ambassador's line among it."""
    await page.locator(".badge").first.wait_for()
    await all_of_it(page)


async def my_room(page: Page) -> None:
    """Go to one's own room, and see all of it."""
    await _go_to(page, "me")
    await all_of_it(page)


async def desk(page: Page) -> None:
    """Go to the managers' desk, and see all of it."""
    await _go_to(page, "desk")
    await all_of_it(page)


async def ballot(page: Page) -> None:
    """See the ballot that a visitor was handed, at an entry with a picture."""
    picture = page.locator(".ballot img")
    await page.locator(".ballot").wait_for()
    while not await picture.count():
        await page.locator("[data-button^='pass:']").click()
        await page.wait_for_timeout(SLIDES_MS)
    await picture.wait_for()


async def form(page: Page) -> None:
    """Ask for the form of a review."""
    await _say(page, "/review")
    await page.locator(".message form").first.wait_for()


async def refused(page: Page) -> None:
    """Say what is not understood."""
    await _say(page, "/nonsense")
    await page.locator(".message.refusal").first.wait_for()


async def completion(page: Page) -> None:
    """Begin a command, and go to a completion by keyboard."""
    await _ready(page)
    await page.locator("#text").press_sequentially("/e")
    await page.locator("#completions [role=option]").first.wait_for()
    await page.keyboard.press("ArrowDown")


async def arguments(page: Page) -> None:
    """Complete a command's arguments."""
    await _ready(page)
    await page.locator("#text").press_sequentially("/enter ")
    await page.locator("#completions [role=option]").first.wait_for()


async def lightbox(page: Page) -> None:
    """Look closer at a picture."""
    await page.locator("a.picture").last.click()
    await page.locator("dialog.lightbox img").wait_for()


async def tray(page: Page) -> None:
    """Add files, and say what one shows."""
    await _ready(page)
    snow = FilePayload(name="first-snow.jpg", mimeType="image/jpeg", buffer=drawn("first-snow", 600))
    notes = FilePayload(name="notes.pdf", mimeType="application/pdf", buffer=b"1" * 3000)
    await page.locator("#pick").set_input_files([snow, notes])
    await page.locator("#files input").first.fill("First snow over a hill")


async def lost(page: Page) -> None:
    """Lose the connection, and write a line that cannot be sent."""
    await page.locator("#side .contest").first.wait_for(state="attached")
    await page.locator(".message img").last.evaluate("image => image.decode()")
    await page.context.set_offline(True)
    await _say(page, "Is anybody there?")
    await page.locator("#outgoing .buttons:not([hidden])").wait_for()
    await page.locator("#lost:not([hidden])").wait_for()


async def unsent(page: Page) -> None:
    """Come back to a line that could not be sent."""
    await lost(page)
    await page.context.set_offline(False)
    await page.reload()
    await expect(page.locator("#outgoing .buttons")).to_be_in_viewport()


async def drawer(page: Page) -> None:
    """Open the rooms and the practice bar on a phone, somebody new among them."""
    await page.locator("#show-rooms").click()
    await page.locator(".practice summary").click()
    await page.wait_for_timeout(SLIDES_MS)


async def sheet(page: Page) -> None:
    """Open what stands beside the chat on a phone."""
    await page.locator("#show-side").click()
    await page.locator("#side .contest").first.wait_for()
    await page.wait_for_timeout(SLIDES_MS)


async def practice(page: Page) -> None:
    """Open the form for somebody new in the practice bar."""
    await page.locator(".practice summary").click()


async def queue(page: Page) -> None:
    """Look at the next entry that waits for review."""
    await _go_to(page, "desk")
    await _say(page, "/moderate")
    await page.locator(".message").last.wait_for()


async def _go_to(page: Page, room: str) -> None:
    await _ready(page)
    if await page.locator("#show-rooms").is_visible():
        await page.locator("#show-rooms").click()
    await page.locator(f"[data-room={room}]").click()


async def _ready(page: Page) -> None:
    """Wait until it can be written into."""
    await page.locator("#composer:not([inert])").wait_for()


async def _say(page: Page, text: str) -> None:
    await _ready(page)
    await page.locator("#text").fill(text)
    await page.keyboard.press("Enter")
