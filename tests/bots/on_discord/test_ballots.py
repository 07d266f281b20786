"""The longest order that can be voted on is one message of Discord's, each place one press."""

from dataclasses import replace
from pathlib import Path

from bots.on_discord.dress import dressed
from bots.presenter.ballots import ballot
from bots.words import words
from contests.model.ballot import Method, Mode, Place
from contests.model.contest import State
from contests.rules.voting import Candidate
from tests.bots.on_discord.reading import held_to_limits, walked, wire
from tests.bots.presenter_examples import ZONE, entry, entry_view
from tests.bots.test_presenter_ballots import NOBODY, paper

MOST = 25
ROW, BUTTON = 1, 2


def test_all_candidates_of_the_longest_order_are_buttons_and_so_are_clear_and_done(tmp_path: Path) -> None:
    picture = tmp_path / "sun.png"
    picture.write_bytes(b"p" * 1000)
    entries = [entry("T" * 100, id_=f"e{number:011}") for number in range(MOST)]
    entries = [replace(one, words=replace(one.words, text="word " * 1000)) for one in entries]
    candidates = tuple(Candidate(one.id, one.member, one.state) for one in entries)
    views = tuple(entry_view(one, State.VOTING) for one in entries)
    order = paper({entries[3].id: Place(1)}, Method.SCHULZE, mode=Mode.LIST, no_award=True)
    order = replace(order, entries=(*candidates, NOBODY), shown=views)
    components = wire(dressed(ballot(order, words("de"), ZONE), lambda _: picture, limit_bytes=10**7))
    held_to_limits(components)
    ids = [one["custom_id"] for one in walked(components) if one["type"] == BUTTON]
    assert len([one for one in ids if one.startswith(("b1:place:", "b1:unplace:"))]) == MOST + 1
    assert [one.split(":")[1] for one in ids[-2:]] == ["unrank", "done"]
    last = [one for one in walked(components) if one["type"] == ROW][-1]
    assert len(last["components"]) == 2, "what ends it stands apart from what is ranked"
