"""The quick dress of a ballot is the whole dress, to the letter."""

from hypothesis import given
from hypothesis import strategies as st

from bots.on_discord.bare import bare
from bots.on_discord.dress import dressed
from bots.post import Attachment, Button, Option, Post, Select
from tests.bots.on_discord.test_literal import WORDS

MIB = 1024 * 1024
words = st.one_of(
    st.text(max_size=60), st.sampled_from(["1.", "- x", "2) ", "https://x.y/a_b.", "@everyone", "*a*", ""])
)
texts = st.lists(words | WORDS, max_size=6).flatmap(
    lambda some: st.sampled_from(["\n", "\n\n", " ", "\n\n\n"]).map(lambda gap: gap.join(some))
)
styles = st.sampled_from(["primary", "secondary", "success", "danger"])
buttons = st.builds(
    Button, st.from_regex("approve:[a-z]{1,9}", fullmatch=True), texts, styles, st.booleans(), st.booleans()
)
colours = st.sampled_from([None, "#ff8800", "none"])


@given(texts, st.lists(buttons, min_size=1, max_size=10, unique_by=lambda one: one.id), colours)
def test_the_quick_dress_is_the_whole_dress(text: str, some: list[Button], colour: str | None) -> None:
    strong = tuple(text.split("\n")[1::2])
    post = Post(text, buttons=tuple(some), shows=("ballot:e1",), in_place=True, strong=strong)
    quick = bare(post, colour)
    whole = dressed(post, lambda _: None, limit_bytes=MIB, colour=colour)
    assert quick is None or quick == whole.view.to_components()  # type: ignore[no-untyped-call]  # the library's
    assert quick is not None or not text.strip()


def test_whatever_is_more_than_words_and_buttons_is_left_to_the_whole_dress() -> None:
    plain = Button("approve:e1", "Approve")
    picture = Attachment("m1", "picture", "image/png", "A cat")
    assert bare(Post("Words", buttons=(plain,)), None) is not None
    for post in (
        Post("Words"),
        Post("", buttons=(plain,)),
        Post("Words", buttons=(plain,) * 11),
        Post("Words", buttons=(plain,), media=(picture,)),
        Post("Words", buttons=(plain,), pictures=(picture,)),
        Post("Words", buttons=(plain,), files=(("a.csv", b""),)),
        Post("Words", buttons=(plain,), mentions=("1",)),
        Post("Words", buttons=(plain,), selects=(Select("pick:x", "Pick", (Option("a", "A"),)),)),
        Post("x" * 3001, buttons=(plain,)),
    ):
        assert bare(post, None) is None
