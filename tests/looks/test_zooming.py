"""Pages and states at four zooms, on a very wide window and on phones: nothing is out of reach, no text is cut.

A sample of them; `python -m tests.looks --only axe` looks at all.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser import chromium, in_chromium
from tests.looks.__main__ import ZOOMED
from tests.looks.states import states
from tests.looks.taking import Looker
from tests.looks.zooming import Zoom, cut_off

pytestmark = in_chromium
EACH = 6
"""One in so many states."""
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


@pytest.mark.long
@pytest.mark.timeout(300)  # a minute of an idle machine, and minutes of a busy one
async def test_a_sample_of_states_can_be_used_and_read_at_every_zoom(browser: Browser, tmp_path: Path) -> None:
    sample = states()[::EACH]
    seen = await Looker(browser, tmp_path, None).look(sample, ZOOMED)
    assert {one.state.name for one in seen} == {one.name for one in sample}
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
