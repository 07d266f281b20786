"""Entering: a few messages, in private, with everything kept that was given."""

import pytest

from bots.on_telegram.albums import QUIET_S
from contests.model.entry import Entry
from tests.bots.on_telegram.ear.house import Place, data, has, labels, picture
from tests.platforms.telegram_server import File, Message, Person


async def entering(place: Place, name: str = "Cleo", **others: str) -> tuple[Person, Message, str]:
    """Have somebody follow the group's link; return what they are asked first."""
    contest = await place.contest(**others)
    cleo = await place.member(name)
    await cleo.start(f"enter-{contest}")
    [asked] = await cleo.until(1)
    return cleo, asked, contest


async def say(person: Person, text: str, *files: File) -> Message:
    """Send something in private; return the answer."""
    await person.say(person.world.bot, text, *files)
    return (await person.until(1))[-1]


async def press(person: Person, message: Message, label: str) -> Message:
    """Press a button in private; return what is there then."""
    pressed = await person.press(message, label)
    assert pressed.is_answered
    return (await person.until(1))[-1]


async def sent(place: Place, person: Person, asked: Message, contest: str) -> Entry:
    """Look at the preview and send it; return the entry."""
    await person.press(asked, "Preview")
    [preview] = await person.until(lambda one: has(one, "send"))
    await press(person, preview, data(preview, "send"))
    [entry] = await place.entries(contest)
    return entry


async def test_a_remix_is_a_picture_a_title_and_a_few_presses(place: Place) -> None:
    cleo, asked, contest = await entering(place)
    assert "Files" in asked.text
    assert "Title" in (await say(cleo, "", picture())).text

    asked = await say(cleo, "Two suns")
    for step, following in (("Text", "Describe it"), ("Describe it", "Made from")):
        assert step in asked.text
        assert following in (await press(cleo, asked, "Skip")).text
    assert len([one for one in cleo.sees() if one.author is not cleo]) == 3, "the same message is edited"
    await cleo.press(asked, "Preview")
    [preview] = await cleo.until(lambda one: has(one, "send"))
    assert preview.media
    assert "Two suns" in preview.said

    await press(cleo, preview, data(preview, "send"))
    [entry] = await place.entries(contest)
    assert (entry.words.title, len(entry.media)) == ("Two suns", 1)


async def test_the_last_answer_leads_to_the_preview_by_itself(place: Place) -> None:
    cleo, asked, _ = await entering(place)
    await press(cleo, asked, "Skip")
    for text in ("Two suns", "They rise.", "A sun"):
        answer = await say(cleo, text)
        if "Made from" in answer.text:
            assert has(await press(cleo, answer, "Skip"), "send")
            return
    raise AssertionError("it was never asked what it is made from")


async def test_an_album_is_one_answer(place: Place) -> None:
    cleo, _, contest = await entering(place)
    files = [picture(colour) for colour in ("red", "green", "blue")]
    await cleo.say(place.telegram.bot, "Three suns", *files, album=True)
    [asked] = await cleo.until(1, within=QUIET_S + 10)
    assert "Title" not in asked.text, "the caption is the title"
    entry = await sent(place, cleo, asked, contest)
    assert (entry.words.title, len(entry.media)) == ("Three suns", 3)


async def test_files_may_come_one_after_the_other_at_any_step(place: Place) -> None:
    cleo, _, contest = await entering(place)
    await say(cleo, "", picture("red"))
    await say(cleo, "Two suns")
    asked = await say(cleo, "", picture("blue"))
    assert "Text" in asked.text
    entry = await sent(place, cleo, asked, contest)
    assert len(entry.media) == 2


async def test_it_goes_on_after_a_restart_and_a_week(place: Place) -> None:
    cleo, _, contest = await entering(place, submissions="20 days")
    await say(cleo, "", picture())
    await say(cleo, "Two suns")
    await place.restart()
    await place.turn(days=7)
    asked = await say(cleo, "They rise.")
    assert "Describe it" in asked.text
    await cleo.start(f"enter-{contest}")
    again = (await cleo.until(1))[-1]
    assert "Describe it" in again.text, "the same place, not a new beginning"
    await cleo.press(again, "Preview")
    [preview] = await cleo.until(lambda one: has(one, "send"))
    assert "They rise." in preview.said
    assert preview.media


async def test_commands_work_in_between_and_lead_back(place: Place) -> None:
    cleo, _, _ = await entering(place)
    answer = await say(cleo, "/contests")
    assert "Go on: Spring" in labels(answer)
    assert "Files" in (await press(cleo, answer, "Go on: Spring")).text


async def test_it_is_cancelled_by_a_button_and_by_a_command(place: Place) -> None:
    cleo, asked, contest = await entering(place)
    assert "nothing was sent" in (await press(cleo, asked, "Cancel")).text
    assert "help" in (await say(cleo, "Two suns")).text
    await cleo.start(f"enter-{contest}")
    await cleo.until(1)
    assert "nothing was sent" in (await say(cleo, "/cancel")).text
    assert "nothing to cancel" in (await say(cleo, "/cancel")).text


async def test_what_is_too_long_is_told_at_once_and_asked_for_again(place: Place) -> None:
    cleo, asked, _ = await entering(place)
    await press(cleo, asked, "Skip")
    answer = await say(cleo, "x" * 101)
    assert "100" in answer.text
    assert "Title" in answer.text
    assert "Text" in (await say(cleo, "Two suns")).text


async def test_what_the_preview_refuses_comes_back_at_the_field_that_is_wrong(place: Place) -> None:
    cleo, asked, _ = await entering(place)
    await press(cleo, asked, "Skip")
    await say(cleo, "Two suns")
    await press(cleo, cleo.sees()[-1], "Skip")
    await press(cleo, cleo.sees()[-1], "Skip")
    answer = await say(cleo, "nosuchsource")
    assert "nosuchsource" in answer.text
    assert "Made from" in answer.text
    preview = await press(cleo, answer, "Empty")
    assert "Two suns" in preview.said


async def test_an_edited_answer_is_taken(place: Place) -> None:
    cleo, asked, _ = await entering(place)
    await press(cleo, asked, "Skip")
    [mine] = await cleo.say(place.telegram.bot, "Two sons")
    [asked] = await cleo.until(1)
    await cleo.edits(mine, "Two suns")
    await cleo.until(lambda one: one is asked)
    assert "Two suns" in (await press(cleo, asked, "Back")).text


async def test_old_steps_do_no_harm(place: Place) -> None:
    cleo, asked, _ = await entering(place)
    await say(cleo, "", picture())
    await say(cleo, "Two suns")
    asked = await press(cleo, asked, "Skip")
    assert "Text" in asked.text
    assert "step is over" in asked.text


@pytest.mark.parametrize("word", ["nonsense", "k", "o99", "f99", "zz"])
async def test_what_nobody_could_press_does_no_harm(place: Place, word: str) -> None:
    cleo, asked, _ = await entering(place)
    begun = (asked.buttons[0].data or "").rpartition(":")[0]
    pressed = await cleo.forge_press(asked, f"{begun}:{word}")
    assert pressed.is_answered


async def test_a_kind_of_message_that_says_nothing_gets_a_sentence(place: Place) -> None:
    cleo, _, _ = await entering(place)
    chat = {"id": cleo.id, "type": "private", "first_name": "Cleo"}
    who = {"id": cleo.id, "is_bot": False, "first_name": "Cleo"}
    dice = {"message_id": 9_000_000, "date": 1, "chat": chat, "from": who, "dice": {"emoji": "🎲", "value": 3}}
    cleo.world.updates.tell("message", dice, cleo.id)
    [answer] = await cleo.until(1)
    assert "kind of message" in answer.text


async def test_a_file_larger_than_telegram_hands_over_is_refused_with_the_limit(place: Place) -> None:
    cleo, _, _ = await entering(place)
    answer = await say(cleo, "", File("long.mp4", b"\0" * (21 * 1024 * 1024), kind="video"))
    assert "20 MiB" in answer.text
    assert "Files" in answer.text
    assert "Title" in (await say(cleo, "", picture())).text


async def test_a_file_that_is_none_is_refused_and_another_one_taken(place: Place) -> None:
    cleo, _, contest = await entering(place)
    answer = await say(cleo, "", File("x.txt", b"hello", kind="document"))
    assert "Files" in answer.text
    assert "Send a picture" in answer.text
    assert "Title" in (await say(cleo, "", picture())).text
    assert len((await sent(place, cleo, await say(cleo, "Two suns"), contest)).media) == 1


async def test_a_preview_is_changed_field_by_field(place: Place) -> None:
    cleo, _, contest = await entering(place)
    await say(cleo, "", picture())
    preview = await press(cleo, await say(cleo, "Two suns"), "Preview")
    board = await press(cleo, preview, "Change")
    assert "Title: Two suns" in board.text
    await press(cleo, board, "Title")
    board = await say(cleo, "Three suns")
    assert "Title: Three suns" in board.text
    again = await press(cleo, board, "Preview")
    assert "Three suns" in again.said
    assert again.media, "the files of before stay"
    await press(cleo, again, data(again, "send"))
    [entry] = await place.entries(contest)
    assert entry.words.title == "Three suns"


async def test_enter_in_the_group_in_answer_to_ones_own_picture(place: Place) -> None:
    contest = await place.contest()
    cleo = await place.member("Cleo")
    await cleo.start()
    await cleo.until(1)
    [shown] = await cleo.say(place.group, "", picture())
    await cleo.say(place.group, '/enter title="Two suns"', reply_to=shown)
    [preview] = await cleo.until(lambda one: has(one, "send"))
    assert preview.media
    await press(cleo, preview, data(preview, "send"))
    assert len((await place.entries(contest))[0].media) == 1
    assert not [one for one in cleo.sees(place.group) if one.reply_to is not None and one.author is not cleo]


async def test_enter_in_answer_to_somebody_elses_picture_is_refused(place: Place) -> None:
    await place.contest()
    cleo, dan = await place.member("Cleo"), await place.member("Dan")
    [shown] = await dan.say(place.group, "", picture())
    await cleo.say(place.group, "/enter", reply_to=shown)
    [answer] = await cleo.until(1, place.group)
    assert "of your own" in answer.text


async def test_who_never_opened_the_private_chat_goes_on_there_by_a_link(place: Place) -> None:
    await place.contest()
    cleo = await place.member("Cleo")
    [shown] = await cleo.say(place.group, "", picture())
    await cleo.say(place.group, '/enter title="Two suns"', reply_to=shown)
    [line] = await cleo.until(1, place.group)
    assert "private" in line.text
    [link] = line.buttons
    await cleo.follow(link)
    [preview] = await cleo.until(lambda one: has(one, "send"))
    assert preview.media
    dan = await place.member("Dan")
    await dan.follow(link)
    [other] = await dan.until(1)
    assert "Two suns" not in other.said, "the link is for one person"


async def test_a_review_is_mostly_pressed(place: Place) -> None:
    cleo, asked, contest = await entering(place, template="review", product="Tea")
    asked = await press(cleo, asked, "Tea")
    asked = await press(cleo, asked, "5")
    asked = await press(cleo, asked, "bought")
    assert "Files" in asked.text
    asked = await press(cleo, asked, "Skip")
    asked = await say(cleo, "A good tea.")
    entry = await sent(place, cleo, asked, contest)
    assert entry.words.review is not None
    assert (entry.words.review.rating, entry.words.text) == (5, "A good tea.")


async def test_what_it_was_made_from_is_ticked(place: Place) -> None:
    cleo, asked, contest = await entering(place)
    await press(cleo, asked, "Skip")
    entry = await sent(place, cleo, await say(cleo, "Two suns"), contest)
    dan = await place.member("Dan")
    await dan.start(f"enter-{contest}")
    [asked] = await dan.until(1)
    await press(dan, asked, "Skip")
    asked = await say(dan, "Three suns")
    for _ in range(2):
        asked = await press(dan, asked, "Skip")
    asked = await press(dan, asked, "Two suns")
    assert "So far: Two suns" in asked.text
    await press(dan, asked, "Preview")
    [preview] = [one for one in dan.sees() if has(one, "send")]
    await press(dan, preview, data(preview, "send"))
    made = [one for one in await place.entries(contest) if one.id != entry.id]
    assert [one.words.sources for one in made] == [(entry.id,)]
