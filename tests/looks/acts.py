"""What somebody does in the room until it is in a state that must be seen."""

from collections.abc import Awaitable, Callable, Sequence

from playwright.async_api import FilePayload, Page, expect

from bots.demo.scenes import drawn

SLIDES_MS = 200
"""How long at most something moves, or an answer takes to be drawn."""


async def nothing(page: Page) -> None:
    """Look at it as it comes."""


async def trying(page: Page) -> None:
    """Press Try it, and wait for a demo that takes its time."""
    await page.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
    await page.locator("#try").click()
    await page.locator("#making").wait_for()


async def trying_in_vain(page: Page) -> None:
    """Press Try it while nothing answers."""
    await page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    await page.locator("#try").click()
    await page.locator("#wrong").wait_for()


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
    await go_to(page, "me")
    await all_of_it(page)


async def my_empty_room(page: Page) -> None:
    """Go to one's own room, in which nothing was said yet."""
    await go_to(page, "me")
    await page.locator(".nothing").wait_for()


async def above(page: Page) -> None:
    """Look at what was said first."""
    await _ready(page)
    await page.locator(".message").nth(2).wait_for()
    await page.locator(".scroller").hover()
    await page.mouse.wheel(0, -100_000)
    await page.locator("#to-end").wait_for()


async def linked(page: Page) -> None:
    """Follow a link to the first message."""
    await _ready(page)
    await page.locator(".message .time").first.click()
    await page.locator(".message.linked").wait_for()


async def unread(page: Page) -> None:
    """Come back to what was said since one looked last."""
    await _ready(page)
    await page.locator(".message").nth(2).wait_for()
    await page.evaluate(
        """() => localStorage.setItem(`${document.body.dataset.me}:read`, JSON.stringify(
          { main: Date.parse([...document.querySelectorAll(".message")].at(-3).dataset.at) }))"""
    )
    await page.reload()
    await page.locator(".line.unread").wait_for()


async def desk(page: Page) -> None:
    """Go to the managers' desk, and see all of it."""
    await go_to(page, "desk")
    await all_of_it(page)


async def ballot(page: Page) -> None:
    """See the ballot that a visitor was handed, once they have answered, at an entry with a picture."""
    picture = page.locator(".ballot img")
    await page.locator(".ballot").wait_for()
    if not await page.locator("[data-button^='back:']").count():
        await _pass(page)
    while not await picture.count():
        await _pass(page)
    await picture.wait_for()


async def _pass(page: Page) -> None:
    await page.locator("[data-button^='pass:']").click()
    await page.wait_for_timeout(SLIDES_MS)


async def graded(page: Page) -> None:
    """Grade an entry, and see the next."""
    await _vote(page, "Grades")
    await _press(page, "grade:", 3)


async def graded_by_criteria(page: Page) -> None:
    """Give the first of an entry's two grades."""
    await _vote(page, "Criteria")
    await _press(page, "grade:", 4)


async def not_ranked(page: Page) -> None:
    """See all that can be put in order, from the beginning."""
    await _vote(page, "Order")


async def ranked(page: Page) -> None:
    """Put two entries in order, one of a long title, and see where that is told."""
    await _vote(page, "Order")
    for title in ("Meadow", "Two finches"):
        await _press(page, "place:", 0, title)
    await page.locator("[data-button^='done:']").last.scroll_into_view_if_needed()


async def compared(page: Page) -> None:
    """Compare two entries, and see the next two."""
    await _vote(page, "Pairs")
    await _press(page, "prefer:", 1)


async def starred(page: Page) -> None:
    """Approve two entries, which is all that may be."""
    await _vote(page, "Stars")
    for _ in range(2):
        await _press(page, "approve:", 0)


async def listed(page: Page) -> None:
    """Tick two entries of a list, and say so."""
    await _vote(page, "List")
    for number in (0, 2):
        await page.locator(".message").last.locator(".choice input").nth(number).check()


async def _vote(page: Page, contest: str) -> None:
    async with page.expect_response("**/api/say"):
        await _say(page, f"/vote {contest}")
    await expect(page.locator(".message").last).to_be_in_viewport()
    await page.wait_for_timeout(SLIDES_MS)


async def _press(page: Page, verb: str, number: int, text: str = "") -> None:
    buttons = page.locator(".message").last.locator(f"[data-button^='{verb}']").filter(has_text=text)
    async with page.expect_response("**/api/press"):
        await buttons.nth(number).click()
    await page.wait_for_timeout(SLIDES_MS)


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


async def tray_of_form(page: Page) -> None:
    """Add a file to a form."""
    await form(page)
    snow = FilePayload(name="first-snow.jpg", mimeType="image/jpeg", buffer=drawn("first-snow", 600))
    await page.locator(".message form input[type=file]").last.set_input_files(snow)
    files = page.locator(".message form .files li").last
    await files.locator("button").press("Shift")
    await files.scroll_into_view_if_needed()


async def dragging(page: Page) -> None:
    """Drag a file over the window."""
    await _ready(page)
    await page.evaluate(
        """() => {
          const carried = new DataTransfer();
          carried.items.add(new File(["1"], "sun.png", { type: "image/png" }));
          document.querySelector("main").dispatchEvent(new DragEvent("dragover", { dataTransfer: carried, bubbles: true }));
        }"""
    )
    await page.locator("#drop-here").wait_for()


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


def saying(commands: Sequence[str]) -> Callable[[Page], Awaitable[None]]:
    """Return what says commands in one's own room, and sees all the answers."""

    async def act(page: Page) -> None:
        await go_to(page, "me")
        answers = page.locator(".message")
        for command in commands:
            before = await answers.count()
            await _say(page, f"/{command}")
            await answers.nth(before).wait_for()
        await all_of_it(page)

    return act


async def queue(page: Page) -> None:
    """Look at the next entry that waits for review."""
    await go_to(page, "desk")
    await _say(page, "/moderate")
    await page.locator(".message").last.wait_for()


async def go_to(page: Page, room: str) -> None:
    """Open a room."""
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
