"""Forms as windows of five fields: opened, filled, refused, gone on with after a restart."""

from typing import Any

from tests.bots.on_discord.hearing.house import Place, button, picture
from tests.platforms.discord_server import Message, Modal


def labels(modal: Modal) -> list[str]:
    return [one.custom_id for one in modal.fields]


def values(modal: Modal) -> dict[str, str]:
    return {one.custom_id: one.value for one in modal.fields if one.value}


def page(message: Message, number: int) -> str:
    return next(
        one.custom_id for one in message.buttons if one.custom_id.endswith(f":{number}") and one.custom_id[:3] == "f1:"
    )


def typed(modal: Modal, **texts: str) -> list[dict[str, Any]]:
    """Return a window's components as somebody's own client may send them."""
    empty: dict[str, Any] = {
        one.custom_id: {"values": []} if one.custom_id == "file" else {"value": ""} for one in modal.fields
    }
    return modal.filled(empty | {name: {"value": text} for name, text in texts.items()})


async def test_entering_is_one_window_of_five(place: Place) -> None:
    await place.contest()
    ann = place.member("Ann")
    opened = await ann.run(place.main, "enter")
    assert opened.modal
    assert labels(opened.modal) == ["title", "text", "file", "alt", "from"]
    shown = await ann.submit(opened.modal, {"title": "Sun", "file": [picture(), picture("navy")], "alt": "A\nB"})
    assert [one.alt for one in shown.message.media] == ["A", "B"]


async def test_a_window_that_was_open_during_a_restart_is_taken(place: Place) -> None:
    await place.contest()
    ann = place.member("Ann")
    opened = await ann.run(place.main, "enter")
    assert opened.modal
    await place.restart()
    shown = await ann.submit(opened.modal, {"title": "Sun", "text": "Words"})
    assert "Sun" in shown.text
    assert button(shown.message, "send")


async def test_a_review_takes_three_options_and_asks_for_the_rest(place: Place) -> None:
    await place.contest("Tests", template="review", product="Cup | Lamp")
    ann = place.member("Ann")
    opened = await ann.run(place.main, "review", product="Cup", rating="5", got="bought")
    assert opened.modal
    assert labels(opened.modal) == ["text", "file", "alt", "praised", "criticised"]
    shown = await ann.submit(opened.modal, {"text": "Warm for long", "praised": "handle"})
    assert "Cup" in shown.text
    assert "handle" in shown.text


async def test_what_is_refused_comes_back_as_it_was_typed(place: Place) -> None:
    await place.contest()
    ann = place.member("Ann")
    opened = await ann.run(place.main, "enter")
    assert opened.modal
    refused = await ann.submit(opened.modal, {"title": "x" * 120, "text": "Words", "file": [picture()]})
    assert "100" in refused.text
    again = await ann.press(refused.message, page(refused.message, 0))
    assert again.modal
    assert values(again.modal)["title"] == "x" * 120
    assert values(again.modal)["text"] == "Words"
    shown = await ann.submit(again.modal, {"title": "Sun"})
    assert "Sun" in shown.text
    assert shown.message is refused.message, "the answer takes the place of what only opened the form"
    assert shown.message.media, "the files were kept"


async def test_the_rest_of_an_entry_is_a_second_page_of_changing_it(place: Place) -> None:
    await place.contest()
    ann = place.member("Ann")
    shown = await ann.run(place.main, "enter", title="Sun", text="Words")
    board = await ann.press(shown.message, button(shown.message, "edit"))
    assert not board.modal
    opened = await ann.press(board.message, page(board.message, 1))
    assert opened.modal
    assert set(labels(opened.modal)) == {"thanks", "name", "gallery", "remix"}
    shown = await ann.submit(opened.modal, {"name": "Sunny", "gallery": "no"})
    async with place.running.store.reading() as work:
        draft = await work.entries.get(button(shown.message, "send").rpartition(":")[2])
    assert (draft.words.title, draft.words.text, draft.shown_as, draft.in_gallery) == ("Sun", "Words", "Sunny", False)


async def test_a_bare_command_opens_its_form_and_changing_a_contest_shows_its_pages(place: Place) -> None:
    contest = await place.contest()
    board = await place.manager.run(place.main, "contest edit")
    assert "Spring" in board.text
    assert len([one for one in board.message.buttons if one.custom_id.startswith("f1:")]) > 1
    opened = await place.manager.press(board.message, page(board.message, 0))
    assert opened.modal
    assert "contest" not in labels(opened.modal)
    await place.manager.submit(opened.modal, {"title": "Spring again"})
    async with place.running.store.reading() as work:
        assert (await work.contests.get(contest)).title == "Spring again"


async def test_a_verdict_asks_for_its_reason(place: Place) -> None:
    await place.contest(review="on")
    ann = place.member("Ann")
    shown = await ann.run(place.main, "enter", title="Sun", text="Words")
    await ann.press(shown.message, button(shown.message, "send"))
    queue = await place.manager.run(place.main, "moderate show")
    opened = await place.manager.press(queue.message, button(queue.message, "reject"))
    assert opened.modal
    assert labels(opened.modal) == ["rule", "reason"]
    decided = await place.manager.submit(
        opened.modal, {"rule": opened.modal.fields[0].options[0], "reason": "No sun in it"}
    )
    assert "Rejected" in decided.text or "rejected" in decided.text


async def test_a_page_that_leaves_something_out_says_what_and_keeps_the_rest(place: Place) -> None:
    await place.contest()
    ann = place.member("Ann")
    opened = await ann.run(place.main, "enter")
    assert opened.modal
    data = {"custom_id": opened.modal.custom_id, "components": typed(opened.modal, title="", text="Words")}
    asked = await ann.forge_submit(place.main, data)
    assert "Still needed: Title" in asked.text
    again = await ann.press(asked.message, page(asked.message, 0))
    assert again.modal
    assert values(again.modal)["text"] == "Words"


async def test_a_window_of_somebody_else_is_not_taken(place: Place) -> None:
    await place.contest()
    ann, bob = place.member("Ann"), place.member("Bob")
    opened = await ann.run(place.main, "enter")
    assert opened.modal
    data = {"custom_id": opened.modal.custom_id, "components": typed(opened.modal, title="Sun")}
    reply = await bob.forge_submit(place.main, data)
    assert "too old" in reply.text


async def test_a_text_longer_than_a_window_holds_stays_unless_it_is_typed_anew(place: Place) -> None:
    from bots.on_discord.pages import Kept, filled, pages, submitted  # noqa: PLC0415 - alone here
    from bots.post import Field, Form  # noqa: PLC0415 - alone here

    form = Form(
        "change:abc", "Sun", (Field("alt", "Alt", "long", value="x" * 5000), Field("title", "Title", value="Sun"))
    )
    assert submitted(filled(form, {"alt": ("",), "title": ("Moon",)}), pages(form)[0]) == {
        "alt": ("x" * 5000,),
        "title": ("Moon",),
    }
    assert submitted(filled(form, {"alt": ("new",)}), pages(form)[0])["alt"] == ("new",)
    assert Kept(form).carried == ()
