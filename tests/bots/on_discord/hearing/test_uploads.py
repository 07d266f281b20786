"""What people attach: fetched at once from Discord alone, within limits, and gone from the folder afterwards."""

from pathlib import Path

import pytest
import yarl

from bots.fetching import NotFetchedError
from bots.on_discord.uploads import Attached, Fetcher
from contests.refusals import Refusal
from contests.rules.media import MediaLimits
from tests.bots.on_discord.hearing.house import Place, jpeg, picture
from tests.platforms.discord_server import File, loopback_discord

SMALL = MediaLimits(picture_bytes=100, video_bytes=100, audio_bytes=100, files=2)


def incoming(place: Place) -> list[Path]:
    return left_in(place.house.incoming)


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_files_are_stored_and_nothing_is_left_in_the_folder(place: Place) -> None:
    await place.contest()
    shown = await place.member("Ann").run(place.main, "enter", title="Sun", file=picture(), file2=picture("navy"))
    assert [one.alt for one in shown.message.media] == ["Sun", "Sun"]
    assert incoming(place) == []


async def test_a_file_above_the_limit_is_refused_before_it_is_fetched(place: Place) -> None:
    await place.contest()
    limit = place.house.media_limits.video_bytes
    large = File("large.mp4", bytes(1000))
    large_one = Attached("http://127.0.0.1:1/nothing", limit + 1)
    fetcher = Fetcher(place.house.incoming, place.house.media_limits, yarl.URL(place.discord.api_url))
    with pytest.raises(Refusal) as refused:
        async with fetcher.fetched([large_one]):
            pass
    assert refused.value.facts["limit"] == limit
    assert large.name


async def test_what_is_no_picture_is_refused_and_the_form_comes_back(place: Place) -> None:
    await place.contest()
    ann = place.member("Ann")
    opened = await ann.run(place.main, "enter")
    assert opened.modal
    refused = await ann.submit(
        opened.modal, {"title": "Sun", "text": "Words", "file": [File("a.exe", b"MZ" + bytes(500))]}
    )
    again = await ann.press(refused.message, refused.message.buttons[0].custom_id)
    assert again.modal
    assert again.modal.field("text").value == "Words"
    assert incoming(place) == []


async def test_files_that_discord_no_longer_has_are_asked_for_again_and_nothing_typed_is_lost(place: Place) -> None:
    await place.contest()
    ann = place.member("Ann")
    message = await ann.type(place.main, "Made at dawn", [picture()])
    opened = await ann.menu(message, "Enter this in a contest")
    assert opened.modal
    place.discord.clock.turn(25 * 3600)
    reply = await ann.submit(opened.modal, {"title": "Sun"})
    assert "did not hand over your files" in reply.text
    again = await ann.press(reply.message, reply.message.buttons[0].custom_id)
    assert again.modal
    assert again.modal.field("title").value == "Sun"


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/x", "https://example.org/x", "https://cdn.discordapp.com.evil.org/x", "file:///etc/passwd"],
)
async def test_nothing_is_fetched_from_anywhere_but_discord(tmp_path: Path, address: str) -> None:
    fetcher = Fetcher(tmp_path, SMALL, yarl.URL("https://discord.com/api/v10"))
    with pytest.raises(NotFetchedError, match="not one of Discord's hosts"):
        async with fetcher.fetched([Attached(address, 10)]):
            pass
    assert left_in(tmp_path) == []


async def test_with_a_base_of_ones_own_nothing_is_fetched_from_discord(tmp_path: Path) -> None:
    fetcher = Fetcher(tmp_path, SMALL, yarl.URL("http://127.0.0.1:1/api/v10"))
    with pytest.raises(NotFetchedError, match="not one of Discord's hosts"):
        async with fetcher.fetched([Attached("https://cdn.discordapp.com/x", 10)]):
            pass


async def test_a_file_that_is_larger_than_it_was_said_to_be_is_cut_off(tmp_path: Path) -> None:
    async with loopback_discord() as server:
        guild = server.guild("Sunrise")
        channel, ann = guild.channel("talk"), guild.let_in(server.person("Ann"))
        message = await ann.type(channel, "", [File("large.jpg", jpeg(size=400))])
        fetcher = Fetcher(tmp_path, SMALL, yarl.URL(server.api_url))
        url = message.now.attachments[0].url
        with pytest.raises(Refusal):
            async with fetcher.fetched([Attached(url, 10)]):
                pass
        await fetcher.close()
    assert left_in(tmp_path) == []


async def test_more_files_than_an_entry_holds_are_refused(tmp_path: Path) -> None:
    fetcher = Fetcher(tmp_path, SMALL, yarl.URL("https://discord.com/api/v10"))
    with pytest.raises(Refusal):
        async with fetcher.fetched([Attached("https://cdn.discordapp.com/x", 10)] * 3):
            pass
