"""Every page and state at four zooms, on a very wide window and on phones: nothing is out of reach, no text is cut."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser import chromium, in_chromium
from tests.looks.states import Size, states
from tests.looks.taking import Looker, View
from tests.looks.zooming import PHONES, WIDE, ZOOMS, Zoom, cut_off

pytestmark = [*in_chromium, pytest.mark.timeout(600)]
AT: dict[Size, tuple[Zoom, ...]] = {"desk": (*ZOOMS, WIDE, *PHONES), "phone": PHONES}
BROKEN = {
    "wider than the window": "main { width: 200vw }",
    "off the window": "#b { position: fixed; left: -50px }",
    "covered by": "main::after { content: ''; position: fixed; inset: 0 }",
    "cut at the side": "p { width: 30px; overflow: hidden; white-space: nowrap }",
    "cut below": "p { height: 4px; overflow: hidden }",
    "runs out of its button": "button { width: 20px; padding: 0; white-space: nowrap }",
    "text off the window": "p { position: fixed; left: -20px }",
}
"""What is complained of, and a style that makes it so."""


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


async def test_every_state_can_be_used_and_read_at_every_zoom(browser: Browser, tmp_path: Path) -> None:
    desk, phone = (View(size, "de", (), by_axe=False, zooms=zooms) for size, zooms in AT.items())  # the longest words
    on_a_desk = [one for one in states() if "desk" in one.sizes]
    on_phones_alone = [one for one in states() if "desk" not in one.sizes]
    seen = await Looker(browser, tmp_path / "desk", None).look(on_a_desk, [desk])
    seen += await Looker(browser, tmp_path / "phone", None).look(on_phones_alone, [phone])
    assert len(seen) == len(states())
    assert {one.state.name: one.wrong for one in seen if one.wrong} == {}


@pytest.mark.parametrize("complaint", ["", *BROKEN])
async def test_what_is_out_of_reach_or_cut_is_named(browser: Browser, complaint: str) -> None:
    page = await browser.new_page()
    await page.set_content(
        f"<style>{BROKEN.get(complaint, '')}</style><main><p>All of these words</p><button id=b>Press this</button></main>"
    )
    devtools = await page.context.new_cdp_session(page)
    found = await cut_off(page, devtools, Zoom("150 %", 1280, 800, 1.5))
    assert await page.evaluate("[innerWidth, devicePixelRatio]") == [853, 1.5]
    assert bool(found) == bool(complaint)
    assert all(one.startswith("at 150 %: ") for one in found)
    assert not complaint or any(complaint in one for one in found), found
