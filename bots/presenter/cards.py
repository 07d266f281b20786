"""Words what stands on an entry's card, on a certificate and in a family tree, and says in words what they show."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bots.pictures.card import Certificate, EntryCard, FamilyTree, Node
from bots.presenter.entry_parts import credit, kinship, made_from, why
from bots.presenter.labels import ENTRY_STATES, HOW_GOT, label
from bots.presenter.parts import lines
from bots.words import Words
from contests.desk.showing import EntryShown, FamilyShown, Kin, OfficeShown
from contests.desk.views import EntryView
from contests.model.community import Community
from contests.model.entry import EntryKind, EntryState
from contests.model.media import Media

PathOf = Callable[[str], Path | None]
"""Finds a stored file by its media id."""


def entry_card(shown: EntryShown, t: Words, path_of: PathOf) -> EntryCard:
    """Return what an entry's card shows."""
    view, brand = shown.view, shown.community.brand
    entry = view.entry
    return EntryCard(
        contest=view.contest.title,
        brand=brand.name,
        logo=_logo(shown.community, path_of),
        accent=brand.colour,
        label=_kind(view, t),
        title=entry.words.title,
        author=view.author or t._("Named after the close"),
        credit=made_from(view, t),
        note=_note(view, t),
        picture=picture_of(entry.media, path_of),
        words=entry.words.text or None,
    )


def entry_card_alt(view: EntryView, t: Words) -> str:
    """Say in words what an entry's card shows."""
    author = "" if view.author else t._("Named after the close")
    named = t._("{entry}, in “{contest}”", entry=credit(view, t), contest=view.contest.title)
    return lines(f"{_kind(view, t)}: {named}", author, _note(view, t))


def _kind(view: EntryView, t: Words) -> str:
    kind = t._("Review") if view.entry.kind is EntryKind.REVIEW else t._("Remix")
    state = view.entry.state
    return kind if state is EntryState.ADMITTED else f"{kind} · {label(t, ENTRY_STATES, state)}"


def _note(view: EntryView, t: Words) -> str:
    """Say why an entry does not take part; of a review what it is about, and how the product was got."""
    review = view.entry.words.review
    facts = (
        t._("{product}: {rating} of 5", product=review.product, rating=review.rating) if review else "",
        t._("How they got it: {got}", got=label(t, HOW_GOT, review.got)) if review else "",
        *why(view.entry, t).splitlines(),
    )
    return " · ".join(one for one in facts if one)


def certificate(office: OfficeShown, t: Words, path_of: PathOf) -> Certificate:
    """Return what an ambassador's certificate shows."""
    brand, zone = office.community.brand, office.contest.brief.zone
    start, end = office.offer.answered_at, office.offer.term_ends
    entry = office.entry.entry if office.entry else None
    contest = office.contest.title
    return Certificate(
        brand=brand.name,
        logo=_logo(office.community, path_of),
        accent=brand.colour,
        label=t._("Certificate"),
        name=office.name,
        of_brand=t._("Ambassador of {brand}", brand=brand.name),
        term=t._("{start} to {end}", start=t.day(start, zone), end=t.day(end, zone)) if start and end else "",
        reason=t._("For “{entry}” in “{contest}”", entry=entry.words.title, contest=contest)
        if entry
        else t._("For an entry in “{contest}”", contest=contest),
        thanks=t._("{brand} says thank you!", brand=brand.name),
        picture=picture_of(entry.media, path_of) if entry else None,
    )


def certificate_alt(card: Certificate) -> str:
    """Say in words what a certificate shows."""
    return lines(f"{card.label}: {card.name}", card.of_brand, card.term, card.reason, card.thanks)


def family_tree(family: FamilyShown, t: Words, path_of: PathOf) -> FamilyTree:
    """Return what a family tree shows."""
    brand = family.community.brand
    return FamilyTree(
        contest=family.view.contest.title,
        brand=brand.name,
        logo=_logo(family.community, path_of),
        accent=brand.colour,
        title=_tree_of(family.view, t),
        nodes=tuple(_node(one, brand.name, t, path_of) for one in family.kin),
        edges=family.made,
        beyond=family.beyond,
        more=t._("+{n} more", n="{n}"),
    )


def family_tree_alt(view: EntryView, t: Words) -> str:
    """Say in words what a family tree shows next to its entry."""
    return lines(_tree_of(view, t), kinship(view, t))


def _tree_of(view: EntryView, t: Words) -> str:
    return t._("Family tree of “{title}”", title=view.entry.words.title)


def _node(kin: Kin, brand: str, t: Words, path_of: PathOf) -> Node:
    source = kin.source
    if source.is_withdrawn or source.is_hidden:
        said = t._("a withdrawn entry") if source.is_withdrawn else t._("an entry that is not shown now")
        return Node(said, "", is_nameless=True)
    author = brand if kin.is_kit else source.author or t._("Named after the close")
    return Node(source.title, author, picture_of(kin.media, path_of))


def picture_of(media: Sequence[Media], path_of: PathOf) -> Path | None:
    """Return the first picture among stored files."""
    return next((path for one in media if one.kind == "picture" and (path := path_of(one.id))), None)


def _logo(community: Community, path_of: PathOf) -> Path | None:
    return path_of(community.brand.logo) if community.brand.logo else None
