"""(c) Prosument's own client of Discord and a whole house of it, beside a crowd of voters."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import yarl

from bots.app import Running, composed, house_of
from bots.on_discord.client import HearingClient
from bots.on_discord.listening import Ear
from bots.on_discord.uploads import Fetcher
from bots.settings import Settings
from tests.benchmarks.crowd import Crowd, fill
from tests.benchmarks.discord_bots import Pressed, handle_of
from tests.benchmarks.discord_stub import CHANNEL, GUILD, Frames, Stub
from tests.benchmarks.presses import Size


class PressedHouse(Pressed):
    """Prosument, pressed."""

    light: HearingClient
    running: Running


@asynccontextmanager
async def prosument(stub: Stub, folder: Path, size: Size) -> AsyncIterator[PressedHouse]:
    """Run a house with its Discord client."""
    settings = Settings(data=folder / "house", web_port=0, _env_file=None)  # type: ignore[call-arg]  # pydantic's own
    async with composed(settings, practice_clock=False) as running:
        await fill(running, size, Crowd("discord", f"{GUILD}/{CHANNEL}", handle_of))
        house = house_of(running, settings.address)
        ear = Ear(house, Fetcher(house.incoming, house.media_limits, yarl.URL(stub.api)))
        async with HearingClient(ear, house.keep, lambda: None) as client:
            await client.login("a token")
            pressed = PressedHouse(client, Frames("b1:", is_v2=True), stub)
            pressed.light, pressed.running = client, running
            yield pressed
            await client.finish(10)
