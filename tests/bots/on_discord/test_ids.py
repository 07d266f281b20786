import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.on_discord.ids import BUTTON, LONGEST, MODAL, PAGE, SELECT, button_id, modal_id, page_id, select_id

said = st.text(min_size=1, max_size=64)
pages = st.integers(min_value=0, max_value=99)


@given(said)
def test_a_button_and_a_select_are_read_as_they_were_written(word: str) -> None:
    button, select = BUTTON.fullmatch(button_id(word)), SELECT.fullmatch(select_id(word))
    assert button is not None
    assert select is not None
    assert button["id"] == select["id"] == word


@given(said, pages)
def test_a_forms_page_is_read_as_it_was_written(key: str, page: int) -> None:
    for pattern, made in ((PAGE, page_id(key, page)), (MODAL, modal_id(key, page))):
        found = pattern.fullmatch(made)
        assert found is not None
        assert (found["key"], int(found["page"])) == (key, page)


@given(said, pages)
def test_no_two_patterns_take_the_same_id(word: str, page: int) -> None:
    for made in (button_id(word), select_id(word), page_id(word, page), modal_id(word, page)):
        assert len(made) <= LONGEST
        assert sum(bool(one.fullmatch(made)) for one in (BUTTON, SELECT, PAGE, MODAL)) == 1


@given(st.just("") | st.text(min_size=LONGEST - 2, max_size=200))
def test_what_discord_would_refuse_is_refused_here(word: str) -> None:
    with pytest.raises(ValueError, match="no component"):
        button_id(word)
