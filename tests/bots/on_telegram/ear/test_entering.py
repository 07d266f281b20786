"""Entering: a few messages, in private, with everything kept that was given."""

from tests.bots.on_telegram.ear.house import Place, data, has, labels, picture


async def test_a_remix_is_a_picture_a_title_and_a_few_presses(place: Place) -> None:
    contest = await place.contest()
    cleo = await place.member("Cleo")
    await cleo.start(f"enter-{contest}")
    [asked] = await cleo.until(1)
    assert "Files" in asked.text

    await cleo.say(place.telegram.bot, "", picture())
    [asked] = await cleo.until(1)
    assert "Title" in asked.text, asked.text

    await cleo.say(place.telegram.bot, "Two suns")
    [asked] = await cleo.until(1)
    assert "Preview" in labels(asked)
    await cleo.press(asked, "Preview")
    [preview] = await cleo.until(lambda one: has(one, "send"))
    assert preview.media
    assert "Two suns" in preview.said

    await cleo.press(preview, data(preview, "send"))
    [entry] = await place.entries(contest)
    assert entry.words.title == "Two suns"
    assert len(entry.media) == 1
