"""The role of ambassadors: given and taken, and a sentence for the manager where Discord refuses."""

import pytest

from bots.hearing import NotSentError
from tests.bots.on_discord.conftest import Town, told


async def test_a_role_is_given_and_taken_and_others_stay(town: Town) -> None:
    role, other = town.guild.role("Ambassador"), town.guild.role("Regulars")
    town.guild.set_roles(town.cleo, [other])
    place, account = town.place(town.main), town.account(town.cleo)
    for _ in range(2):  # what is so already stays
        await town.speaker.mark(place, str(role.id), account, worn=True)
        assert town.guild.roles_of(town.cleo) == [other, role]
    for _ in range(2):
        await town.speaker.mark(place, str(role.id), account, worn=False)
        assert town.guild.roles_of(town.cleo) == [other]


@pytest.mark.parametrize(
    ("hindered", "said"),
    [
        ("above", "The role Ambassador stands above mine, so I cannot give it. Open Server Settings → Roles"),
        ("managed", "Nobody can give the role Ambassador"),
        ("deleted", "The role is not there any more."),
        ("forbidden", "I need “Manage Roles” to give ambassadors their role."),
    ],
)
async def test_what_hinders_is_told_before_anything_depends_on_it_and_when_it_is_given(
    town: Town, hindered: str, said: str
) -> None:
    role = town.guild.role("Ambassador", position=200 if hindered == "above" else None, managed=hindered == "managed")
    if hindered == "forbidden":
        town.guild.allow_bot(0)
    if hindered == "deleted":
        town.guild.delete_role(role)
    await told(town)
    assert said in (await town.speaker.hindrance(town.place(town.main), str(role.id)) or "")
    with pytest.raises(NotSentError) as lost:
        await town.speaker.mark(town.place(town.main), str(role.id), town.account(town.cleo), worn=True)
    assert lost.value.final
    assert said in lost.value.why


async def test_who_has_left_is_given_nothing_and_needs_nothing_taken(town: Town) -> None:
    role = town.guild.role("Ambassador")
    town.guild.remove(town.cleo)
    await told(town)
    assert await town.speaker.hindrance(town.place(town.main), str(role.id)) is None
    with pytest.raises(NotSentError) as lost:
        await town.speaker.mark(town.place(town.main), str(role.id), town.account(town.cleo), worn=True)
    assert (lost.value.final, lost.value.why) == (True, "That person is not in the server any more.")
    await town.speaker.mark(town.place(town.main), str(role.id), town.account(town.cleo), worn=False)
