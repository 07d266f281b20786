"""Any post, with texts that break things in it, is sent and changed by calls that Telegram and its description take."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bots.commands.registry import COMMANDS
from bots.on_telegram.places import Place
from bots.post import Attachment, Button, Option, Post, Select
from tests.bots.on_telegram.speak.conftest import Town
from tests.bots.on_telegram.speak.test_literal import WORDS
from tests.halves import of_a_hundred

BREAKING = (
    *(
        "@cleo",
        "@olga_99 ",
        "t.me/cleo",
        "https://example.org/?a=1",
        "/contest_new",
        "/start@prosument_bot",
        "#tag",
        "$USD",
    ),
    *(
        "+49 170 1234567",
        "a@b.com",
        "\u202e",
        "\u2067",
        "\u200b",
        "\u2060",
        "\ue000@77\ue001",
        "\ue000t:0:F\ue001",
        "\ue000",
    ),
    *(
        "\ud83d",
        "\udc00",
        "😀",
        "👩‍👩‍👧‍👦",
        "🇩🇪🇩",
        "e\u0301",
        "\0",
        "<b>",
        "&amp;",
        "*_`[x](y)",
        "\n",
        "\n\n",
        " ",
        "x" * 200,
    ),
)
"""Bits of hostile texts, halves of characters among them."""
OURS = {f"/{name.partition(' ')[0]}" for name in COMMANDS}
"""What may be pressed in any text: it is the same as typing it."""
texts = st.lists(st.sampled_from(BREAKING) | st.text(st.characters(), max_size=20), max_size=40).map("".join) | WORDS
long = st.builds(lambda text, times: text * times, texts, st.sampled_from([1, 1, 3, 60]))
ids = st.text("abcdefgh:_0123456789", min_size=1, max_size=70)
buttons = st.builds(Button, ids, texts, st.sampled_from(["primary", "secondary", "success", "danger"]), st.booleans())
selects = st.builds(
    Select, ids, texts, st.lists(st.builds(Option, ids, texts), max_size=30).map(tuple), st.just(0), st.integers(0, 9)
)
attachments = st.builds(
    lambda media, alt: Attachment(media, "picture", "image/png", alt), st.sampled_from(["cup", "sun", "sea"]), texts
)
posts = st.builds(
    Post,
    long,
    private=st.booleans(),
    buttons=st.lists(buttons, max_size=20).map(tuple),
    selects=st.lists(selects, max_size=3).map(tuple),
    pictures=st.lists(attachments, max_size=1).map(tuple),
    media=st.lists(attachments, max_size=3).map(tuple),
    files=st.lists(st.tuples(st.just("results.csv"), st.binary(min_size=1, max_size=20)), max_size=1).map(tuple),
    title=texts,
)


CUP = Attachment("cup", "picture", "image/png", "")


@example(
    post=Post("", media=(CUP, CUP)), later=Post("", media=(CUP,), files=(("results.csv", b"\0"),)), is_private=False
)
@settings(
    max_examples=of_a_hundred(15),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(post=posts, later=posts, is_private=st.booleans())
async def test_any_post_is_sent_and_changed_as_telegram_takes_it(
    town: Town, post: Post, later: Post, *, is_private: bool
) -> None:
    chat = town.cleo.private if is_private else town.group
    town.cleo.private.is_started = True
    before = len(chat.messages)
    where = await town.poster.send(Place(chat.id), post)
    await town.poster.edit(where, later)
    assert not town.server.violations
    assert len(chat.messages) > before
    for one in chat.messages[before:]:
        assert not one.pinged
        assert set(one.links) <= OURS
