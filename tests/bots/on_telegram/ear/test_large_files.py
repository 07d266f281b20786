"""Large files: Telegram hands bots at most 20 MB; a server of the operator's own has no such limit."""

from pathlib import Path

from tests.bots.on_telegram.ear.house import a_place, has
from tests.bots.on_telegram.ear.test_entering import entering, say, sent
from tests.files import makers
from tests.platforms.telegram_server import File

MORE_THAN_TELEGRAMS = 22 * 2**20


def large() -> File:
    """Return a video with a long box at its end that means nothing."""
    video = makers.mp4(1)
    length = MORE_THAN_TELEGRAMS - len(video)
    return File("dance.mp4", video + length.to_bytes(4) + b"free" + bytes(length - 8))


async def test_what_telegram_does_not_hand_over_is_refused_with_its_limit(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        cleo, _, _ = await entering(place)
        refused = await say(cleo, "", large())
        assert "19 MiB" in refused.text or "20" in refused.text, refused.text
        assert not has(refused, "send")


async def test_a_local_server_hands_over_what_the_project_takes(tmp_path: Path) -> None:
    async with a_place(tmp_path / "data", local=tmp_path) as place:
        cleo, asked, contest = await entering(place)
        asked = await say(cleo, "", large())
        asked = await say(cleo, "A long dance")
        entry = await sent(place, cleo, asked, contest)
        assert [one.kind for one in entry.media] == ["video"]
