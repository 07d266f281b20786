"""The context menus of a message."""

from dataclasses import replace

from tests.bots.on_discord.hearing.house import Place, button, picture

ENTER = "Enter this in a contest"


async def test_a_message_is_entered_with_its_words_and_files(place: Place) -> None:
    await place.contest()
    ann = place.member("Ann")
    message = await ann.type(place.main, "Made at dawn", [picture(), picture("navy")])
    opened = await ann.menu(message, ENTER)
    assert opened.modal
    assert opened.modal.field("text").value == "Made at dawn"
    shown = await ann.submit(opened.modal, {"title": "Sun"})
    assert len(shown.message.media) == 2
    assert "Made at dawn" in shown.text


async def test_it_asks_which_contest_where_several_take_entries(place: Place) -> None:
    await place.contest("Spring")
    await place.contest("Tests", template="review", product="Cup")
    ann = place.member("Ann")
    message = await ann.type(place.main, "Made at dawn", [picture()])
    asked = await ann.menu(message, ENTER)
    opened = await ann.press(asked.message, "Spring")
    assert opened.modal
    shown = await ann.submit(opened.modal, {"title": "Sun"})
    assert "Sun" in shown.text
    assert len(shown.message.media) == 1


async def test_nobody_enters_what_somebody_else_wrote(place: Place) -> None:
    await place.contest()
    ann, bob = place.member("Ann"), place.member("Bob")
    message = await ann.type(place.main, "Made at dawn")
    assert "Only who wrote a message" in (await bob.menu(message, ENTER)).text


async def test_without_a_contest_it_says_so(place: Place) -> None:
    ann = place.member("Ann")
    message = await ann.type(place.main, "Made at dawn")
    reply = await ann.menu(message, ENTER)
    assert not reply.modal
    assert reply.text


async def test_a_message_is_reported_by_its_link_and_an_entry_as_such(place: Place) -> None:
    await place.contest()
    ann, bob = place.member("Ann"), place.member("Bob")
    message = await ann.type(place.main, "Something foul")
    opened = await bob.menu(message, "Report to the contest team")
    assert opened.modal
    assert [one.custom_id for one in opened.modal.fields] == ["reason"]
    told = await bob.submit(opened.modal, {"reason": "It is foul"})
    assert "about that message" in told.text


async def test_an_entry_in_the_gallery_is_reported_as_such(place: Place) -> None:
    async with place.running.store.work() as work:
        venue = await work.people.venue("venue-one")
        await work.people.save_venue(replace(venue, gallery=venue.place))
    await place.contest()
    ann, bob = place.member("Ann"), place.member("Bob")
    shown = await ann.run(place.main, "enter", title="Sun", text="Made at dawn")
    await ann.press(shown.message, button(shown.message, "send"))
    await place.running.courier.flush()
    [seen] = [one for one in bob.sees(place.main) if "Made at dawn" in one.text]
    opened = await bob.menu(seen, "Report to the contest team")
    assert opened.modal
    assert "“Sun”" in (await bob.submit(opened.modal, {"reason": "It is mine"})).text
