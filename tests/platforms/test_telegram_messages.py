"""Messages on the loopback Telegram: entities, edits, files, albums, topics, channels."""

import io
from pathlib import Path

import pytest
from PIL import Image
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    MessageEntity,
    User,
)
from telegram.error import BadRequest

from tests.platforms.telegram_parts.detecting import found
from tests.platforms.telegram_scene import Scene, bot_of
from tests.platforms.telegram_server import File, loopback_telegram


def picture(width: int = 64, height: int = 48, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (200, 80, 10)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("hi @cleo, and a@b and @ab", ["@cleo"]),
        ("/vote now, /vote@prosument_bot, not 1/2 nor </b>", ["/vote", "/vote@prosument_bot"]),
        ("#sunrise #2026 #a1 a#b", ["#sunrise", "#a1"]),
        ("see example.org/x?y=1, or https://localhost/z.", ["example.org/x?y=1", "https://localhost/z"]),
        ("mail to a.b@example.org now", ["a.b@example.org"]),
        ("readme.md and file.txt and 1.2.3.4", ["readme.md", "1.2.3.4"]),
        ("e.g. this, i.e. that. And so on.Then", []),
        ("costs $USD or $5", ["$USD"]),
        ("@\u2060cleo /\u2060vote #\u2060sunrise example\u2060.org", []),
        ("https://t.me/prosument_bot?start=x", ["https://t.me/prosument_bot?start=x"]),
        ("(www.example.com) tg://user?id=5", ["www.example.com", "tg://user?id=5"]),
    ],
)
def test_what_the_server_links_by_itself(text: str, links: list[str]) -> None:
    assert [text[start:end] for start, end, _ in found(text)] == links


async def test_names_notify_who_is_there_and_nothing_does_in_code(scene: Scene) -> None:
    away = scene.server.person("Away")
    await scene.bot.send_message(scene.group.id, "@cleo @away @olga")
    assert scene.group.messages[-1].pinged == {scene.cleo.id, scene.owner.id}
    code = MessageEntity(MessageEntity.CODE, 0, 5)
    await scene.bot.send_message(scene.group.id, "@cleo", entities=[code])
    last = scene.group.messages[-1]
    assert (last.pinged, last.links) == (frozenset(), [])
    bold = MessageEntity(MessageEntity.BOLD, 0, 5)
    await scene.bot.send_message(scene.group.id, "@cleo", entities=[bold])
    assert scene.group.messages[-1].pinged == {scene.cleo.id}
    for one in (scene.cleo, away):
        mention = MessageEntity(MessageEntity.TEXT_MENTION, 0, 4, user=User(one.id, one.name, is_bot=False))
        sent = await scene.bot.send_message(scene.group.id, "Name", entities=[mention])
        assert len(sent.entities) == (one is scene.cleo)
        assert scene.group.messages[-1].pinged == ({scene.cleo.id} if one is scene.cleo else set())


async def test_what_the_server_looks_for_itself_cannot_be_claimed(scene: Scene) -> None:
    claimed = [MessageEntity(MessageEntity.MENTION, 0, 4), MessageEntity(MessageEntity.URL, 5, 4)]
    sent = await scene.bot.send_message(scene.group.id, "cleo here @olga", entities=claimed)
    assert [(one.type, one.offset, one.length) for one in sent.entities] == [("mention", 10, 5)]


async def test_entities_are_counted_in_utf_16_and_white_space_is_cut(scene: Scene) -> None:
    sent = await scene.bot.send_message(
        scene.group.id, "  \U0001f600 bold ", entities=[MessageEntity(MessageEntity.BOLD, 5, 5)]
    )
    assert sent.text == "\U0001f600 bold"
    assert [(one.type, one.offset, one.length) for one in sent.entities] == [("bold", 3, 4)]
    html = await scene.bot.send_message(
        scene.group.id, "<b>x &lt; y</b> <a href='https://a.org/'>z</a>", parse_mode="HTML"
    )
    assert html.text == "x < y z"
    assert [(one.type, one.offset, one.length) for one in html.entities] == [("bold", 0, 5), ("text_link", 6, 1)]


async def test_edits_keep_what_was_said_and_the_same_is_refused(scene: Scene) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="g")]])
    sent = await scene.bot.send_message(scene.group.id, "one", reply_markup=keyboard)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("one", reply_markup=keyboard)
    await sent.edit_text("two", reply_markup=keyboard)
    await sent.edit_reply_markup(None)
    kept = scene.group.messages[-1]
    assert [one.words for one in kept.edits] == ["one", "two"]
    assert kept.buttons == []
    await sent.delete()
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await sent.edit_text("three")
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await sent.delete()
    assert scene.group.messages == []


async def test_nobody_elses_message_is_edited_and_old_ones_stay(scene: Scene) -> None:
    (said,) = await scene.cleo.say(scene.group, "/mine")
    for refused in (
        scene.bot.edit_message_text("x", scene.group.id, said.id),
        scene.bot.delete_message(scene.group.id, said.id),
    ):
        with pytest.raises(BadRequest, match=r"can't be (edited|deleted)"):
            await refused
    sent = await scene.bot.send_message(scene.group.id, "old")
    scene.server.clock.turn(49 * 3600)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await sent.delete()
    await sent.edit_text("edits have no age")


async def test_a_picture_is_made_over_and_fetched(scene: Scene) -> None:
    await scene.cleo.start()
    data = picture()
    await scene.cleo.say(scene.server.bot, "Dawn", File("dawn.png", data))
    await scene.cleo.say(scene.server.bot, "", File("dawn.png", data, kind="document"))
    _, photo, document = await scene.heard(3)
    assert photo.message is not None
    assert document.message is not None
    assert photo.message.caption == "Dawn"
    largest = photo.message.photo[-1]
    assert (largest.width, largest.height) == (64, 48)
    got = bytes(await (await largest.get_file()).download_as_bytearray())
    assert got.startswith(b"\xff\xd8")
    assert len(got) == largest.file_size
    assert document.message.document is not None
    assert document.message.document.file_name == "dawn.png"
    file = await document.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == data
    scene.server.clock.turn(2 * 3600)
    with pytest.raises(Exception, match="Not Found"):
        await file.download_as_bytearray()


async def test_an_album_comes_as_single_messages_that_belong_together(scene: Scene) -> None:
    await scene.cleo.start()
    await scene.cleo.say(scene.server.bot, "three", *(File(f"{n}.png", picture()) for n in range(3)), album=True)
    got = [one.message for one in (await scene.heard(4))[1:]]
    assert all(one is not None and one.photo for one in got)
    assert len({one.media_group_id for one in got if one}) == 1
    assert [one.caption for one in got if one] == ["three", None, None]


async def test_the_bot_sends_files_and_albums_and_again_by_their_ids(scene: Scene) -> None:
    data = picture(kind="JPEG")
    sent = await scene.bot.send_photo(scene.group.id, data, caption="one")
    again = await scene.bot.send_photo(scene.group.id, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    album = await scene.bot.send_media_group(
        scene.group.id, [InputMediaPhoto(data, caption="in an album"), InputMediaPhoto(sent.photo[-1].file_id)]
    )
    assert len({one.media_group_id for one in album}) == 1
    await scene.bot.send_document(scene.group.id, b"words", filename="a.txt")
    shown = scene.group.messages
    assert [one.media[0].kind for one in shown] == ["photo", "photo", "photo", "photo", "document"]
    assert shown[0].media[0].bytes == data
    assert (shown[-1].media[0].mime, shown[-1].media[0].name) == ("text/plain", "a.txt")
    await sent.edit_media(InputMediaDocument(b"other", filename="b.txt", caption="now a file"))
    assert (shown[0].caption, shown[0].media[0].bytes) == ("now a file", b"other")
    text = await scene.bot.send_message(scene.group.id, "words first")
    await text.edit_media(InputMediaPhoto(data))
    assert scene.group.messages[-1].media[0].kind == "photo"


async def test_only_so_large_a_file_is_fetched_unless_the_server_is_local(scene: Scene, tmp_path: Path) -> None:
    await scene.cleo.start()
    large = bytes(20 * 2**20 + 1)
    await scene.cleo.say(scene.server.bot, "", File("large.bin", large))
    _, update = await scene.heard(2)
    assert update.message is not None
    assert update.message.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await update.message.document.get_file()
    async with loopback_telegram(local=tmp_path) as server:
        piet = server.person("Piet")
        await piet.start()
        await piet.say(server.bot, "", File("large.bin", large))
        async with bot_of(server, local_mode=True) as bot:
            _, update = await bot.get_updates()
            assert update.message is not None
            assert update.message.document is not None
            file = await update.message.document.get_file()
            assert bytes(await file.download_as_bytearray()) == large
            assert str(file.file_path).startswith(str(tmp_path))
            place = tmp_path / "ours.txt"
            place.write_text("ours")
            await bot.send_document(piet.id, place)
            assert piet.sees()[-1].media[0].bytes == b"ours"


async def test_a_forum_has_topics(scene: Scene) -> None:
    forum = scene.server.group("Forum", owner=scene.owner, is_forum=True)
    forum.let_in(scene.cleo)
    topic = forum.topic("Contest")
    forum.add_bot(())
    await scene.bot.send_message(forum.id, "in it", message_thread_id=topic.thread)
    await scene.bot.send_message(forum.id, "in general")
    assert [one.text for one in scene.cleo.sees(forum, topic)] == ["in it"]
    await scene.cleo.say(forum, "/enter", topic=topic)
    update = (await scene.heard(2))[-1]
    assert update.message is not None
    assert update.message.message_thread_id == topic.thread
    assert update.message.is_topic_message
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.forum_topic_created is not None
    forum.delete_topic(topic)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await scene.bot.send_message(forum.id, "late", message_thread_id=topic.thread)
    assert [one.text for one in forum.messages] == ["in general"]


async def test_a_channel_speaks_for_itself(scene: Scene) -> None:
    channel = scene.server.channel("News", owner=scene.owner)
    channel.add_bot({"can_post_messages"})
    await scene.owner.say(channel, "/setup")
    update = (await scene.heard(2))[-1]
    assert update.channel_post is not None
    assert update.channel_post.text == "/setup"
    assert update.channel_post.from_user is None
    sent = await scene.bot.send_message(channel.id, "a result")
    await sent.edit_text("a better result")
    with pytest.raises(AssertionError, match="may not write"):
        await scene.server.groups[channel.id].let_in(scene.cleo).say(channel, "me too")


async def test_a_command_that_answers_a_picture_shows_it(scene: Scene) -> None:
    (shared,) = await scene.cleo.say(scene.group, "look", File("a.png", picture()))
    await scene.owner.say(scene.group, "/enter", reply_to=shared)
    (update,) = await scene.heard()
    assert update.message is not None
    answered = update.message.reply_to_message
    assert answered is not None
    assert answered.photo
    assert answered.from_user is not None
    assert answered.from_user.id == scene.cleo.id
    assert update.message.message_thread_id is not None
    assert not update.message.is_topic_message


async def test_an_edit_by_a_person_is_told(scene: Scene) -> None:
    await scene.cleo.start()
    (said,) = await scene.cleo.say(scene.server.bot, "first")
    await scene.cleo.edits(said, "second")
    edited = (await scene.heard(3))[-1].edited_message
    assert edited is not None
    assert (edited.text, edited.message_id) == ("second", said.id)
