"""(c) Prosument's own client of Telegram and a whole house of it, beside a crowd of voters."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bots.app import Running, composed, house_of
from bots.on_telegram.light import Light
from bots.on_telegram.limiter import Limiter
from bots.on_telegram.platform import TelegramPlatform
from bots.settings import Settings
from tests.benchmarks.crowd import Crowd, fill
from tests.benchmarks.presses import Size, member_id
from tests.benchmarks.telegram_bots import Pressed, token_of
from tests.benchmarks.telegram_stub import GROUP, Stub, handle_of


class PressedHouse(Pressed):
    """Prosument, pressed."""

    light: Light
    running: Running


@asynccontextmanager
async def prosument(stub: Stub, folder: Path, size: Size) -> AsyncIterator[PressedHouse]:
    """Run a house with its Telegram client, without budgets."""
    settings = Settings(data=folder / "house", web_port=0, _env_file=None)  # type: ignore[call-arg]  # pydantic's own
    async with composed(settings, practice_clock=False) as running:
        await fill(running, size, Crowd("telegram", str(GROUP), handle_of))
        platform = TelegramPlatform(house_of(running, settings.address), token_of("ours"), stub.api)
        up = asyncio.Event()
        task = asyncio.create_task(platform.run(up.set))
        await asyncio.wait_for(up.wait(), 20)
        light = platform.light
        assert light is not None
        limiter = light.ear.bot.rate_limiter
        assert isinstance(limiter, Limiter)
        limiter.is_lifted = True
        at = running.clock.now()
        for member in map(member_id, range(size.members)):  # they have just opened their ballots
            light.ear.people.seen(GROUP, int(handle_of(member)), at, is_in=True)
        pressed = PressedHouse(stub, token_of("ours"))
        pressed.light, pressed.running = light, running
        try:
            yield pressed
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
