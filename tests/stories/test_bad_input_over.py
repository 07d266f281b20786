"""A contest that is over, cancelled or archived: everything that one may still try is answered with what happened."""

import pytest

from tests.files.makers import png
from tests.stories.person import Json, button, filled, form, press, refusal, texts
from tests.stories.telling import DAY, entered, scheduled, until
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day" review=off mode=queue'


class Begun:
    """What two members had begun before the contest was over."""

    def __init__(self, contest: str) -> None:
        """Begin in a contest."""
        self.contest = contest
        self.entry = ""
        self.preview: list[Json] = []
        self.change: list[Json] = []


@pytest.fixture
async def begun(mona: WebPerson, ann: WebPerson, bob: WebPerson) -> Begun:
    """Return a contest with an entry, a preview, and a change that is half done."""
    found = Begun(await scheduled(mona, LINE))
    found.entry = await entered(ann, "/enter title=Sun", (png(8, 8), "A sun"))
    found.change = await press(ann, await ann.say(f"/entry {found.entry}"), "edit")
    found.preview = await bob.say("/enter title=Moon")
    return found


async def everything(begun: Begun, ann: WebPerson, bob: WebPerson) -> dict[str, str | None]:
    """Try everything; return each refusal's key."""
    message, contest, entry = (await bob.say("/help"))[0], begun.contest, begun.entry
    said = {
        "enter": await bob.say(f"/enter {contest} title=Star"),
        "the form": await bob.press(message, f"enter:{contest}"),
        "send": await press(bob, begun.preview, "send"),
        "edit": await press(bob, begun.preview, "edit"),
        "change": await ann.submit(form(begun.change), {**filled(begun.change), "title": "Late"}),
        "replace": await ann.press((await ann.say("/help"))[0], f"replace:{entry}"),
        "vote": await bob.say(f"/vote {contest}"),
        "approve": await bob.press(message, f"approve:{entry}"),
        "back": await bob.press(message, f"back:{entry}"),
        "remind": await bob.press(message, f"remind:{contest}"),
    }
    for answer in said.values():
        assert len(texts(answer)) > 20
    return {name: refusal(answer) for name, answer in said.items()}


async def test_once_it_is_decided(begun: Begun, web: WebDoor, ann: WebPerson, bob: WebPerson) -> None:
    await until(web, begun.contest, "announced")
    keys = await everything(begun, ann, bob)
    assert keys.pop("remind") == "already_decided"
    assert set(keys.values()) == {"too_late"}, keys
    assert refusal(await bob.say(f"/brief {begun.contest}")) is refusal(await bob.say(f"/entry {begun.entry}")) is None
    assert refusal(await press(bob, begun.preview, "cancel")) is None


async def test_once_it_is_archived_it_is_still_read_and_left(
    begun: Begun, web: WebDoor, ann: WebPerson, bob: WebPerson
) -> None:
    await until(web, begun.contest, "archived")
    keys = await everything(begun, ann, bob)
    assert keys.pop("remind") == "already_decided"
    assert set(keys.values()) == {"too_late"}, keys
    assert "Sun" in texts(await bob.say("/brief"))
    assert refusal(await press(ann, await ann.say(f"/entry {begun.entry}"), "withdraw")) == "already_decided"


async def test_once_it_is_cancelled(begun: Begun, mona: WebPerson, ann: WebPerson, bob: WebPerson) -> None:
    await mona.say('/contest cancel reason="The bags burned"')
    keys = await everything(begun, ann, bob)
    assert set(keys.values()) == {"cancelled"}, keys
    assert "The bags burned" in texts(await bob.say(f"/vote {begun.contest}"))
    gone = await press(ann, await ann.say(f"/entry {begun.entry}"), "withdraw")
    assert refusal(gone) is None, "one may still take an entry back"


async def test_a_draft_of_a_contest_is_nowhere(mona: WebPerson, ann: WebPerson) -> None:
    made = await mona.say(LINE)
    contest = button(await mona.say("/contest schedule"), "confirm").button.partition(":")[2]
    assert refusal(made) is None
    message = (await ann.say("/help"))[0]
    for verb in ("brief", "enter", "vote", "remind", "entries", "forget"):
        assert refusal(await ann.press(message, f"{verb}:{contest}")) == "no_such", verb
    for line in (f"/brief {contest}", f"/enter {contest} title=Sun", f"/vote {contest}", f"/entry contest={contest}"):
        assert refusal(await ann.say(line)) == "no_such", line
    for path in ("", "/entries", "/standings"):
        assert (await ann.call("GET", f"/api/contests/{contest}{path}"))[0] == 404


async def test_a_contest_that_opens_later_says_when(web: WebDoor, mona: WebPerson, ann: WebPerson) -> None:
    contest = await scheduled(mona, f'{LINE} opens="in 1 day"')
    for line in ("/enter title=Sun", "/enter", f"/vote {contest}"):
        assert refusal(await ann.say(line)) == "not_open"
    assert "in 1 day" in texts(await ann.say("/enter title=Sun"))
    assert "Remind me" in str(await ann.say("/brief"))
    await web.turn(DAY)
    assert refusal(await ann.say("/enter title=Sun")) is None
