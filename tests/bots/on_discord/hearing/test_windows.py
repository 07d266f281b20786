"""Windows hold whatever a form holds, within Discord's limits: a property, and the cases that it is easy to get wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.on_discord.forms import window
from bots.on_discord.pages import pages
from bots.post import Field, Form, Option
from bots.words import words
from tests.platforms.discord_parts.modals import problems_of

T = words("en")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)
OPTIONS = st.lists(
    st.builds(Option, st.from_regex(r"[a-z0-9]{0,2}|x{101}", fullmatch=True), TEXTS),
    max_size=30,
)
KINDS = st.sampled_from(["text", "long", "choice", "number", "time", "file"])
FIELDS = st.builds(
    Field,
    name=st.from_regex(r"[a-z]{1,12}", fullmatch=True),
    label=TEXTS,
    kind=KINDS,
    required=st.booleans(),
    value=st.text(st.characters(exclude_categories=["Cs"]), max_size=5000),
    options=OPTIONS,
)
FORMS = st.builds(
    Form,
    st.just("entry:abc"),
    TEXTS,
    st.lists(FIELDS, min_size=1, max_size=24, unique_by=lambda one: one.name).map(tuple),
)


@given(FORMS)
async def test_every_page_of_every_form_is_a_window_that_discord_takes(form: Form) -> None:
    found = pages(form)
    names = [one.name for page in found for one in page]
    assert len(names) == len(set(names))
    assert set(names) | {"contest"} >= {one.name for one in form.fields}
    for number in range(len(found)):
        assert problems_of(dict(window(form, number, "key", T).to_dict())) == []


async def test_what_must_be_filled_in_comes_first_where_not_all_fits() -> None:
    fields = [Field(f"f{n}", f"F{n}", required=n == 7) for n in range(8)]
    assert pages(Form("x:1", "X", tuple(fields)))[0][0].name == "f7"
    assert [one.name for one in pages(Form("x:1", "X", tuple(fields[:5])))[0]] == ["f0", "f1", "f2", "f3", "f4"]


@pytest.mark.parametrize("count", [25, 26])
async def test_more_options_than_a_select_takes_are_typed(count: int) -> None:
    options = tuple(Option(str(n), f"Product {n}") for n in range(count))
    form = Form("x:1", "X", (Field("product", "Product", "choice", options=options),))
    [label] = window(form, 0, "key", T).to_dict()["components"]
    assert label["component"]["type"] == (3 if count == 25 else 4)


async def test_a_label_too_long_for_its_place_is_told_in_full_beside_it() -> None:
    text = "Until when entries come in, such as Friday 18:00 or 3 days"
    [label] = window(Form("x:1", "X", (Field("a", text),)), 0, "key", T).to_dict()["components"]
    assert label["description"] == text
    assert len(label["label"]) <= 45
