"""Makes a whole demo in a folder of its own: its pictures, its database, its key. There is all of it, or none."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from bots.app import Running, composed
from bots.clock import PracticeClock
from bots.demo.apart import Progress, throw_away, unfinished
from bots.demo.script import SCRIPT
from bots.demo.telling import Stage, Telling, moment
from bots.on_web import LiveLog, WebSpeaker
from bots.settings import Settings
from bots.words import words
from contests.model.media import Media


async def make(settings: Settings, progress: Progress = lambda _done, _of: None) -> None:
    """Make a demo anew, where these settings of a demo say; what a killed process left there goes first."""
    folder = unfinished(settings.data)
    await throw_away(folder)
    steps = _Steps(progress)
    begins = moment(SCRIPT.begins, settings.timezone, datetime.now(UTC))
    elsewhere = settings.model_copy(update={"data": folder})
    async with composed(elsewhere, practice_clock=True, begins=begins) as running:
        await _told(running, steps)
    await throw_away(settings.data)
    await asyncio.to_thread(folder.rename, settings.data)


class _Steps:
    """Counts pictures and acts."""

    def __init__(self, progress: Progress) -> None:
        from bots.demo.scenes import SCENES  # noqa: PLC0415 - Pillow is imported when something is drawn

        self._progress, self._done, self._of = progress, 0, len(SCENES) + len(SCRIPT.acts)
        progress(0, self._of)

    def one(self) -> None:
        self._done += 1
        self._progress(self._done, self._of)


async def _told(running: Running, steps: _Steps) -> None:
    settings, clock = running.settings, running.clock
    assert isinstance(clock, PracticeClock)  # noqa: S101 - it was composed with one
    live = LiveLog(running.store.room)
    running.speakers["web"] = WebSpeaker(running.store, live, clock)
    stage = Stage(
        store=running.store,
        log=live,
        ticker=running.ticker,
        courier=running.courier,
        clock=clock,
        zone=settings.timezone,
        pictures=await _pictures(running, steps),
        t=words(settings.language),
        done=steps.one,
    )
    await Telling(stage, today=datetime.now(UTC)).tell(SCRIPT)


async def _pictures(running: Running, steps: _Steps) -> dict[str, Media]:
    from bots.demo.scenes import SCENES, drawn  # noqa: PLC0415 - Pillow is imported when something is drawn

    async def kept(name: str) -> Media:
        media = await running.intake.keep_drawn(await asyncio.to_thread(drawn, name))
        steps.one()
        return replace(media, alt=SCRIPT.brand)

    return dict(zip(SCENES, await asyncio.gather(*map(kept, SCENES)), strict=True))
