"""The picture of three places: what Discord and Telegram show is drawn as it stands there, and nothing of it is lost."""

import re
from pathlib import Path

import pytest

from tests.looks.beside import ENGLISH, page, scene
from tests.stories.three_rooms import three_rooms


@pytest.mark.long
async def test_the_picture_shows_one_contest_in_all_three_places(tmp_path: Path) -> None:
    async with three_rooms(tmp_path, ENGLISH) as rooms:
        told = await scene(rooms)
        made = page(told.discord, told.telegram, "data:image/png;base64,")
        read = await told.voter.reads()
    assert any("Your vote in “Tea for winter”" in one["text"] for one in read)
    discord, telegram, web = re.findall(r"<section.*?</section>", made, re.DOTALL)
    for place in (discord, telegram):
        assert "Voting on “Tea for winter” is open." in place
        assert "Your vote in “Tea for winter”" in place
        assert place.count("data:image/jpeg;base64,") == 1
        assert [place.count(f">{label}</span>") for label in ("Vote", "Approve", "Pass")] == [1, 1, 1]
    assert "<t:" not in discord
    assert "<time>" in discord
    assert "<i>Picture: " in telegram
    assert "data:image/png;base64," in web
