"""Ambassadors wear a tag or a title in the group; only what we gave is taken back."""

import pytest

from bots.hearing import NotSentError
from tests.bots.on_telegram.speak.conftest import Town, venue_of
from tests.platforms.telegram_server import RIGHTS

RIGHTS_HERE = RIGHTS - {"can_post_messages", "can_edit_messages", "can_manage_direct_messages"}


async def test_a_tag_is_given_once_and_taken_back(town: Town) -> None:
    for _ in range(2):
        await town.speaker.mark(town.place, "tag", town.account, worn=True)
    assert town.group.tags == {town.cleo.id: "Ambassador"}
    assert town.calls("setChatMemberTag") == 1
    for _ in range(2):
        await town.anew().mark(town.place, "tag", town.account, worn=False)
    assert town.group.tags == {}
    assert town.calls("setChatMemberTag") == 2


async def test_the_tag_that_somebody_wore_before_comes_back(town: Town) -> None:
    town.group.members[town.cleo.id].tag = "Baker"
    await town.speaker.mark(town.place, "tag", town.account, worn=True)
    await town.speaker.mark(town.place, "tag", town.account, worn=False)
    assert town.group.tags == {town.cleo.id: "Baker"}


async def test_a_tag_that_somebody_chose_since_stays(town: Town) -> None:
    await town.speaker.mark(town.place, "tag", town.account, worn=True)
    town.group.members[town.cleo.id].tag = "Baker"
    await town.speaker.mark(town.place, "tag", town.account, worn=False)
    assert town.group.tags == {town.cleo.id: "Baker"}


async def test_the_word_is_in_the_venues_language(town: Town) -> None:
    async with town.store.work() as work:
        await work.people.save_venue(venue_of(town.group, None, "de"))
    await town.speaker.mark(town.place, "tag", town.account, worn=True)
    assert town.group.tags == {town.cleo.id: "Botschafter:in"}


async def test_a_title_makes_an_administrator_who_manages_nothing(town: Town) -> None:
    await town.speaker.mark(town.place, "title", town.account, worn=True)
    mine = town.group.admins[town.cleo.id]
    assert mine.custom_title == "Ambassador"
    assert mine.rights == {"can_manage_chat"}
    await town.anew().mark(town.place, "title", town.account, worn=False)
    assert town.cleo.id not in town.group.admins
    assert town.group.of(town.cleo).is_in


async def test_who_was_given_more_to_do_since_keeps_it(town: Town) -> None:
    await town.speaker.mark(town.place, "title", town.account, worn=True)
    membership = town.group.admins[town.cleo.id]
    membership.rights = membership.rights | {"can_pin_messages"}
    await town.speaker.mark(town.place, "title", town.account, worn=False)
    assert town.group.admins[town.cleo.id].custom_title == "admin"


@pytest.mark.parametrize("office", ["tag", "title"])
async def test_administrators_of_others_and_those_who_left_are_left_alone(town: Town, office: str) -> None:
    town.group.promote(town.cleo, {"can_pin_messages"})
    with pytest.raises(NotSentError) as lost:
        await town.speaker.mark(town.place, office, town.account, worn=True)
    assert lost.value.final
    assert "administrator" in lost.value.why
    await town.speaker.mark(town.place, office, town.account, worn=False)
    assert town.group.admins[town.cleo.id].rights == {"can_pin_messages"}
    town.group.leaves(town.cleo)
    for worn in (True, False):
        await town.speaker.mark(town.place, office, town.account, worn=worn)


@pytest.mark.parametrize(("office", "right"), [("tag", "can_manage_tags"), ("title", "can_promote_members")])
async def test_what_is_in_the_way_is_said_before(town: Town, office: str, right: str) -> None:
    assert await town.speaker.hindrance(town.place, office) is None
    town.group.promote(town.server.bot, RIGHTS_HERE - {right})
    why = await town.speaker.hindrance(town.place, office)
    assert why
    assert "list of administrators" in why
    with pytest.raises(NotSentError) as lost:
        await town.speaker.mark(town.place, office, town.account, worn=True)
    assert (lost.value.final, lost.value.why) == (True, why)
    town.group.promote(town.server.bot, None)
    why = await town.speaker.hindrance(town.place, office)
    assert why
    assert "no administrator" in why
