"""A contest that runs in some venues alone is for the people there, and for nobody else."""

from tests.stories.person import press, refusal, texts
from tests.stories.telling import DAY, entered, scheduled
from tests.stories.toy_port import ToyPort
from tests.stories.web_door import WebDoor

LINE = (
    '/contest new template=remix title="Toy battle" submissions="2 days" voting="1 day" review=off venues="Toy group"'
)


async def test_who_is_in_none_of_its_venues_looks_on(toys: ToyPort) -> None:
    manager = await toys.person("Mona", "manager")
    await scheduled(manager, LINE)
    ann, bob = await toys.person("Ann"), await WebDoor.person(toys, "Bob")
    entry = await entered(ann, "/enter title=Sun")
    refused = await bob.say("/enter title=Moon")
    assert refusal(refused) == "role"
    assert "members of its chats" in texts(refused)
    assert "“Sun”" in texts(await bob.say("/entry"))
    await toys.turn(2 * DAY)
    assert refusal(await bob.say("/vote")) == "role"
    assert refusal(await bob.press((await bob.say("/me"))[0], f"ballot:{entry}")) == "no_such"
    cleo = await toys.person("Cleo")
    assert refusal(await press(cleo, await cleo.say("/vote"), "ballot", entry)) is None
