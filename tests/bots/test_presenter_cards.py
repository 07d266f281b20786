"""What stands on cards, in both languages, and the same in words for whoever cannot see them."""

from dataclasses import replace
from pathlib import Path

import pytest

from bots.presenter.cards import certificate, certificate_alt, entry_card, entry_card_alt, family_tree, family_tree_alt
from bots.words import words
from contests.desk.showing import EntryShown, FamilyShown, Kin, OfficeShown
from contests.desk.views import Source
from contests.model.ambassador import Offer, OfferState
from contests.model.contest import State
from contests.model.entry import EntryState
from contests.model.media import Media
from tests.bots.presenter_examples import COMMUNITY, DAY, NOW, SUN, contest, entry, entry_view, review

OFFER = Offer("c1o1", "c1", "e1", "m1", OfferState.ACCEPTED, NOW, NOW + DAY, NOW, NOW + 180 * DAY)
OFFICE = OfficeShown(OFFER, contest(State.DECIDED), COMMUNITY, "Mia", entry_view(author="Mia"))


def path_of(media: str) -> Path | None:
    return Path(media) if media == SUN.id else None


@pytest.mark.parametrize(
    ("language", "label", "nobody", "credit"),
    [
        ("en", "Remix", "Named after the close", "made from “Moon” by Cleo and “Logo”"),
        ("de", "Remix", "Name folgt nach dem Schluss", "gemacht aus „Moon“ von Cleo und „Logo“"),
    ],
)
def test_an_entrys_card_credits_what_it_was_made_from(language: str, label: str, nobody: str, credit: str) -> None:
    t = words(language)
    card = entry_card(EntryShown(entry_view(), COMMUNITY), t, path_of)
    assert (card.label, card.author, card.credit) == (label, nobody, credit)
    assert (card.contest, card.title, card.words, card.picture) == ("Paint the lamp", "Sun", "It shines.", Path(SUN.id))
    said = entry_card_alt(entry_view(), t)
    for part in (label, nobody, credit, "Sun", "Paint the lamp"):
        assert part in said
    assert nobody not in entry_card_alt(entry_view(author="Mia"), t)


def test_a_review_says_how_the_product_was_got_and_what_does_not_take_part_says_why() -> None:
    t = words("en")
    card = entry_card(EntryShown(entry_view(review(), author="Mia"), COMMUNITY), t, path_of)
    assert card.label == "Review"
    assert card.note == "Desk lamp: 2 of 5 · How they got it: a free sample"
    struck = entry_card(EntryShown(entry_view(entry(state=EntryState.DISQUALIFIED)), COMMUNITY), t, path_of)
    assert struck.label == "Remix · disqualified"
    assert "Votes for cake." in struck.note
    assert "Votes for cake." in entry_card_alt(entry_view(entry(state=EntryState.DISQUALIFIED)), t)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "Certificate: Mia\nAmbassador of Lumen\n22 November 2026 to 21 May 2027\n"
                "For “Sun” in “Paint the lamp”\nLumen says thank you!"
            ),
        ),
        (
            "de",
            (
                "Urkunde: Mia\nBotschafter:in von Lumen\n22. November 2026 bis 21. Mai 2027\n"
                "Für „Sun“ in „Paint the lamp“\nLumen sagt danke!"
            ),
        ),
    ],
)
def test_a_certificate_says_who_of_whom_from_when_to_when_and_what_for(language: str, said: str) -> None:
    assert certificate_alt(certificate(OFFICE, words(language), path_of)) == said


def test_a_certificate_for_what_has_become_nameless_names_the_contest_alone() -> None:
    card = certificate(replace(OFFICE, entry=None), words("en"), path_of)
    assert (card.reason, card.picture) == ("For an entry in “Paint the lamp”", None)


def test_in_a_family_tree_the_kit_is_the_brands_and_the_withdrawn_are_nameless() -> None:
    kin = (
        Kin(Source("e1", "Sun", "Mia"), (SUN,)),
        Kin(Source("p1", "Logo", None), (Media("m" * 64, "picture", ""),), is_kit=True),
        Kin(Source("e8", "", None, is_withdrawn=True)),
        Kin(Source("e7", "Moon", None)),
    )
    t = words("en")
    tree = family_tree(FamilyShown(entry_view(author="Mia"), COMMUNITY, kin, ((1, 0), (2, 0)), 4), t, path_of)
    assert [(one.title, one.author) for one in tree.nodes] == [
        ("Sun", "Mia"),
        ("Logo", "Lumen"),
        ("a withdrawn entry", ""),
        ("Moon", "Named after the close"),
    ]
    assert [one.is_nameless for one in tree.nodes] == [False, False, True, False]
    assert (tree.beyond, tree.more.format(n=4)) == (4, "+4 more")
    said = family_tree_alt(entry_view(author="Mia"), words("de"))
    assert said.startswith("Stammbaum von „Sun“\n")
    assert "Moon" in said
    assert "Sunset" in said
