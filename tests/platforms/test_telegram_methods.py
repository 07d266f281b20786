"""The rest of the methods that the loopback Telegram answers, each as the library calls it."""

import io
import wave

import pytest
from telegram import InputMediaAudio
from telegram.error import BadRequest

from tests.platforms.telegram_scene import Scene
from tests.platforms.telegram_server import File


def sound(seconds: int = 2) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as tune:
        tune.setnchannels(1)
        tune.setsampwidth(2)
        tune.setframerate(8000)
        tune.writeframes(bytes(2 * 8000 * seconds))
    return out.getvalue()


async def test_every_kind_of_file_arrives_as_what_it_was_sent_as(scene: Scene) -> None:
    here, data = scene.group.id, sound()
    await scene.bot.send_video(here, data, filename="a.mp4", caption="v")
    await scene.bot.send_audio(here, data, filename="a.wav")
    await scene.bot.send_voice(here, data, filename="a.ogg")
    await scene.bot.send_animation(here, data, filename="a.gif")
    await scene.bot.send_media_group(here, [InputMediaAudio(data), InputMediaAudio(data)])
    shown = scene.group.messages
    assert [one.media[0].kind for one in shown] == ["video", "audio", "voice", "animation", "audio", "audio"]
    assert all(one.media[0].bytes == data for one in shown)
    assert shown[1].media[0].seconds == 2
    await scene.bot.edit_message_caption(here, shown[0].id, caption="w")
    assert shown[0].caption == "w"


async def test_a_person_sends_every_kind_too(scene: Scene) -> None:
    await scene.cleo.start()
    kinds = ("video", "audio", "voice", "document", "animation", "video_note")
    for kind in kinds:
        await scene.cleo.say(scene.server.bot, "", File("a.bin", sound(), kind=kind))
    came = [one.message for one in (await scene.heard(1 + len(kinds)))[1:]]
    assert all(one is not None and getattr(one, kind) for one, kind in zip(came, kinds, strict=True))
    assert came[2] is not None
    assert came[2].voice is not None
    assert len(await (await came[2].voice.get_file()).download_as_bytearray()) == len(sound())


def test_a_file_is_sent_as_what_its_name_says() -> None:
    for name, kind in (("a.mp3", "audio"), ("a.mp4", "video"), ("a.gif", "animation"), ("a.pdf", "document")):
        assert File(name, b"x").sent_as == kind
    assert File("a.png", b"no picture").sent_as == "document"


async def test_messages_are_copied_pinned_and_taken_back_together(scene: Scene) -> None:
    here = scene.group.id
    sent = await scene.bot.send_message(here, "one")
    copied = await scene.bot.copy_message(here, here, sent.id)
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages"):
        await sent.pin()
    scene.group.promote(scene.server.bot, {"can_pin_messages"})
    await sent.pin()
    assert [one.is_pinned for one in scene.group.messages] == [True, False]
    await sent.unpin()
    assert [one.is_pinned for one in scene.group.messages] == [False, False]
    assert [one.text for one in scene.group.messages] == ["one", "one"]
    await scene.bot.delete_messages(here, [sent.id, copied.message_id, 999])
    assert scene.group.messages == []


async def test_a_topic_is_made_by_who_may_and_closed_to_others(scene: Scene) -> None:
    forum = scene.server.group("Forum", owner=scene.owner, is_forum=True)
    forum.add_bot({"can_manage_topics", "can_invite_users"})
    made = await scene.bot.create_forum_topic(forum.id, "Contest")
    assert forum.topics[made.message_thread_id].title == "Contest"
    assert (await scene.bot.export_chat_invite_link(forum.id)).startswith("https://t.me/+")
    forum.closed.add(made.message_thread_id)
    await scene.bot.send_message(forum.id, "may", message_thread_id=made.message_thread_id)
    forum.promote(scene.server.bot, None)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await scene.bot.send_message(forum.id, "may not", message_thread_id=made.message_thread_id)
    with pytest.raises(BadRequest):
        await scene.bot.create_forum_topic(forum.id, "Another")
    scene.group.promote(scene.server.bot, {"can_manage_topics"})
    with pytest.raises(BadRequest, match="The chat is not a forum"):
        await scene.bot.create_forum_topic(scene.group.id, "Another")


async def test_an_answer_to_what_is_not_there(scene: Scene) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await scene.bot.send_message(scene.group.id, "x", reply_to_message_id=999)
    await scene.bot.send_message(scene.group.id, "x", reply_to_message_id=999, allow_sending_without_reply=True)
    assert scene.group.messages[-1].reply_to is None


async def test_the_bot_says_what_it_is_and_counts_who_is_there(scene: Scene) -> None:
    await scene.bot.set_my_description("Wettbewerbe", language_code="de")
    await scene.bot.set_my_short_description("Contests")
    assert scene.server.descriptions == {"de": "Wettbewerbe", "short ": "Contests"}
    assert await scene.bot.get_chat_member_count(scene.group.id) == 3
    assert (await scene.bot.get_me()).can_read_all_group_messages is False


async def test_an_administrator_hears_all_and_takes_back_what_others_said(scene: Scene) -> None:
    scene.group.promote(scene.server.bot, {"can_delete_messages"})
    (said,) = await scene.cleo.say(scene.group, "just chatting")
    heard = (await scene.heard(2))[-1]
    assert heard.message is not None
    assert heard.message.text == "just chatting"
    await scene.bot.delete_message(scene.group.id, said.id)
    assert scene.cleo.sees(scene.group) == []


async def test_who_waits_in_vain_is_told_what_is_there(scene: Scene) -> None:
    await scene.bot.send_message(scene.group.id, "the only one")
    with pytest.raises(AssertionError, match="the only one"):
        await scene.cleo.until(2, scene.group, within=0.05)
    with pytest.raises(AssertionError, match="does not see"):
        await scene.server.person("Away").press(scene.group.messages[-1], "x")
    with pytest.raises(AssertionError, match="somebody else's chat"):
        await scene.owner.say(scene.cleo.private, "hello")
    with pytest.raises(AssertionError, match="has not started the bot"):
        await scene.cleo.say(scene.server.bot, "hello")
