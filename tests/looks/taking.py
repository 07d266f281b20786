"""Looks at states in Chromium: pictures of them, what axe finds, and what else no page may have."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Literal

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.browser import PATIENCE_MS
from tests.looks.houses import AHouse, opened
from tests.looks.states import Size, State, Where
from tests.looks.zooming import Zoom, cut_off

Scheme = Literal["light", "dark"]
VIEWPORTS: dict[Size, ViewportSize] = {
    "desk": ViewportSize(width=1280, height=800),
    "phone": ViewportSize(width=390, height=844),
}
LOCALES = {"en": "en-GB", "de": "de-DE"}
GRAVE = {"serious", "critical"}
AT_ONCE = 3
"""How many windows are looked at beside each other."""
QUIET_MS = 150
"""How long nothing may be on its way before a page is taken to be all there."""
STILL_WANTED = """() => {
  const broken = !navigator.onLine ? [] : [...document.images].filter((one) => one.complete && !one.naturalWidth).map((one) => one.src);
  const wide = document.documentElement.scrollWidth > innerWidth ? ["wider than the window"] : [];
  return [...broken.map((one) => `a picture without a picture: ${one}`), ...wide];
}"""
SHOWN = """() => [...document.querySelectorAll("[id], [class], [data-button]")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .flatMap((one) => [
    one.id && `part: ${one.id}`,
    ...[...one.classList].map((name) => `class: ${name}`),
    one.dataset.button && `press: ${one.dataset.button.split(":")[0]}`,
  ])
  .filter(Boolean)"""
ALL_DECODED = """() => Promise.allSettled([...document.images].map((one) => {
  one.loading = "eager";
  return one.decode();
}))"""


@dataclass(frozen=True, slots=True)
class View:
    """How everything is looked at: size, language, light and dark; by axe or not; at which zooms."""

    size: Size
    language: str
    schemes: tuple[Scheme, ...]
    by_axe: bool = True
    zooms: tuple[Zoom, ...] = ()


@dataclass(slots=True)
class Seen:
    """A state in a view: its pictures, what is wrong, and what axe finds that is less than serious."""

    state: State
    view: View
    wrong: list[str] = field(default_factory=list)
    minor: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    """What came into sight: parts of the page by their ids, classes, and buttons by their verbs."""
    pictures: dict[Scheme, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looker:
    """Somebody who looks, in one browser, and keeps pictures in a folder, if in any."""

    browser: Browser
    scratch: Path
    out: Path | None
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def look(self, states: Sequence[State], views: Sequence[View]) -> list[Seen]:
        """See each state in each view of its size; houses of one language are open at a time."""
        seen = []
        for language in dict.fromkeys(one.language for one in views):
            mine = [one for one in views if one.language == language]
            async with AsyncExitStack() as stack:
                wheres: Iterable[Where] = dict.fromkeys(one.where for one in states)
                houses = {one: await stack.enter_async_context(opened(self.scratch, one, language)) for one in wheres}
                jobs = [
                    self._in_one_window(view, houses[where], list(group))
                    for view in mine
                    for (where, _who), group in groupby(_fitting(states, view), lambda one: (one.where, one.who))
                ]
                for some in await asyncio.gather(*jobs):
                    seen += some
        return seen

    async def _in_one_window(self, view: View, house: AHouse, states: Sequence[State]) -> list[Seen]:
        async with self.turns, _context(self.browser, view) as context:
            await house.come_in(context, states[0].who)
            return [await self._state(context, view, house, one) for one in states]

    async def _state(self, context: BrowserContext, view: View, house: AHouse, state: State) -> Seen:
        seen = Seen(state, view)
        page = await context.new_page()
        page.on("pageerror", lambda error: seen.wrong.append(f"script: {error}"))
        try:
            answer = await page.goto(house.address + state.path.format(**house.places))
            assert answer, "no answer"
            assert answer.status == state.status, f"status {answer.status}"
            await state.act(page)
            await _all_there(page)
            if state.said:
                await expect(page.locator(".message").nth(state.said - 1)).to_be_visible()
            seen.wrong += await page.evaluate(STILL_WANTED)
            seen.shown.update(await page.evaluate(SHOWN))
            for scheme in view.schemes:
                await self._in_scheme(page, seen, scheme)
            if view.zooms:
                devtools = await context.new_cdp_session(page)
                for zoom in view.zooms:
                    seen.wrong += await cut_off(page, devtools, zoom)
        except Exception as error:  # noqa: BLE001 - whatever kept a state from being seen is told with it, and is red
            seen.wrong.append(f"not seen: {error}")
        await context.set_offline(False)
        if seen.state.path == "/room":
            await page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }")
        await page.close(run_before_unload=False)
        return seen

    async def _in_scheme(self, page: Page, seen: Seen, scheme: Scheme) -> None:
        await page.emulate_media(color_scheme=scheme)
        if self.out:
            path = self.out / name_of(seen.view, scheme) / f"{seen.state.name.replace(': ', '-').replace(' ', '-')}.jpg"
            is_page = seen.state.path != "/room"
            await page.screenshot(path=path, type="jpeg", quality=88, full_page=is_page)
            seen.pictures[scheme] = path
        if seen.view.by_axe:
            for one in (await Axe().run(page)).response["violations"]:
                rule = f"{one['impact']}: {one['id']}: {one['help']}"
                if one["impact"] in GRAVE:
                    nodes = "; ".join(node["html"][:140] for node in one["nodes"][:3])
                    seen.wrong.append(f"{scheme}: {rule}: {nodes}")
                else:
                    seen.minor.append(rule)


def name_of(view: View, scheme: Scheme) -> str:
    """Return the folder of a view's pictures."""
    return f"{view.size}-{scheme}-{view.language}"


def _fitting(states: Iterable[State], view: View) -> list[State]:
    """Return the states of a view's size; those that one person sees in one house beside each other."""
    return sorted((one for one in states if view.size in one.sizes), key=lambda one: (one.where, one.who))


async def _all_there(page: Page) -> None:
    """Wait until everything was fetched and is drawn; the room never stops listening, so for it a moment must do."""
    await page.evaluate(ALL_DECODED)
    await page.evaluate("() => document.fonts.ready")
    await page.wait_for_timeout(QUIET_MS if page.url.partition("?")[0].endswith("/room") else 0)


@asynccontextmanager
async def _context(browser: Browser, view: View) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(
        viewport=VIEWPORTS[view.size],
        locale=LOCALES[view.language],
        reduced_motion="reduce",
        has_touch=view.size == "phone",
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    await context.close()
