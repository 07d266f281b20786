"""What the page asks for besides messages: commands to be completed, the desk or what is on, and who a tab is."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bots.on_web.cookies import MOST_PEOPLE
from contests.model.contest import State
from contests.model.entry import EntryState
from tests.bots.on_web.house import House, Json, Visitor, open_house
from tests.bots.on_web.test_reading import add, enter

OWN_PAGE = "X-Prosument"


async def named_commands(visitor: Visitor) -> dict[str, Json]:
    return {one["name"]: one for one in (await visitor.get("/commands.json"))["commands"]}


async def test_the_commands_offered_are_those_that_one_may_use_in_ones_own_language(house: House) -> None:
    ada, mona = await house.person(), await house.person("Mona", "manager")
    offered = await named_commands(ada)
    assert {"enter", "vote", "me", "help"} <= offered.keys()
    assert not {"contest new", "moderate", "manage"} & offered.keys()
    assert {"contest new", "moderate", "contest"} <= (await named_commands(mona)).keys()
    [contest, *_] = offered["enter"]["arguments"]
    assert (contest["name"], contest["alone"], contest["fits"]) == ("contest", True, "takes_remixes")
    assert [one["value"] for one in offered["me language"]["arguments"][0]["choices"]] == ["en", "de"]

    english = offered["vote"]["help"]
    await speaks_german(house, ada)
    assert (await named_commands(ada))["vote"]["help"] != english
    assert (await house.nobody.call("GET", "/commands.json"))[0] == 401


async def speaks_german(house: House, who: Visitor) -> None:
    async with house.store.work() as work:
        [account] = await work.people.accounts(who.id)
        await work.people.save_account(replace(account, language="de"))


async def test_members_see_beside_the_chat_what_is_on_and_what_they_can_do_now(house: House) -> None:
    ada, juror = await house.person(), await house.person("Jo", "juror")
    assert (await ada.get("/side.json"))["cards"] == []
    await add(house, "battle")
    await add(house, "draft", State.DRAFT)
    await enter(house, ada, "e1")
    [card] = (await ada.get("/side.json"))["cards"]
    assert (card["title"], card["waiting"]) == ("The battle", "")
    assert commands_in([card]) == ["/vote battle", "/brief battle"]
    assert commands_in((await juror.get("/side.json"))["cards"]) == ["/brief battle"]
    [title] = (await ada.get("/side.json"))["titles"]
    assert "voting" in title["fits"]
    assert "takes_remixes" not in title["fits"]


async def test_the_desk_says_what_waits_and_since_when_and_nothing_of_standings(house: House) -> None:
    mona, mo, ada = [await house.person(*who) for who in (("Mona", "manager"), ("Mo", "moderator"), ("Ada", "member"))]
    await add(house, "battle", State.SUBMISSION)
    await enter(house, ada, "e1", EntryState.WAITING)
    house.clock.turn(hours=3)
    shown = await mona.get("/side.json")
    [card] = shown["cards"]
    assert card["waiting"].startswith("1 entry waits for review")
    assert commands_in([card]) == ["/moderate battle", "/contest status battle"]
    assert commands_in([shown]) == ["/contest new"]
    assert commands_in((await mo.get("/side.json"))["cards"]) == ["/moderate battle"]
    assert "score" not in str(shown)


def commands_in(cards: Iterable[Json]) -> list[str]:
    return [action["command"] for card in cards for action in card["actions"]]


async def come_in(house: House, *names: str) -> tuple[dict[str, str], list[str]]:
    """Let one browser be several people, one after the other; return its cookies and their ids."""
    kept: dict[str, str] = {}
    ids = []
    for name in names:
        person = await house.person(name)
        login = {"token": person.token}
        async with house.nobody.ask("POST", "/api/login", json=login, **browser(kept, "1")) as answer:
            for one, morsel in answer.cookies.items():
                kept[one] = morsel.value
                if not morsel.value:
                    del kept[one]
        ids.append(person.id)
    return kept, ids


def browser(kept: dict[str, str], as_: str) -> dict[str, Any]:
    return {"headers": {"Cookie": "; ".join(f"{one}={value}" for one, value in kept.items()), OWN_PAGE: as_}}


async def said_by(house: House, kept: dict[str, str], as_: str) -> str | int:
    """Return the name under which a tab speaks, or the status that refuses it."""
    said = {"room": "main", "text": "Hello"}
    status, body = await house.nobody.call("POST", "/api/say", json=said, **browser(kept, as_))
    return str(body["messages"][0]["author"]["name"]) if status == 200 else status


async def test_each_tab_is_whom_it_names_of_those_whose_token_the_browser_holds(house: House) -> None:
    kept, (ada, ben) = await come_in(house, "Ada", "Ben")
    assert [await said_by(house, kept, one) for one in (ada, ben, "1")] == ["Ada", "Ben", "Ben"]
    stranger = await house.person("Stranger")
    assert await said_by(house, kept, stranger.id) == 401
    del kept["prosument"]
    async with house.nobody.ask("GET", f"/room?as={ada}", **browser(kept, ada)) as page:
        assert f'data-as="{ada}"' in await page.text()
    async with house.nobody.ask("GET", f"/room?as={ada}") as page:
        assert "data-as" not in await page.text()

    status, _ = await house.nobody.call("POST", "/api/logout", json={}, **browser(kept, ada))
    assert status == 200
    assert [await said_by(house, kept, one) for one in (ada, ben)] == [401, "Ben"]


async def test_a_browser_holds_no_more_people_than_fit_a_call(house: House) -> None:
    kept, ids = await come_in(house, *(f"Person {n}" for n in range(MOST_PEOPLE + 2)))
    assert len(kept) == 1 + MOST_PEOPLE
    assert [await said_by(house, kept, one) for one in (ids[0], ids[-1])] == [401, f"Person {MOST_PEOPLE + 1}"]


async def test_off_practice_mode_a_browser_is_one_person_whatever_a_tab_says(tmp_path: Path) -> None:
    async with open_house(tmp_path) as practice:
        kept, (ada, _) = await come_in(practice, "Ada", "Ben")
    async with open_house(tmp_path, practice=False) as house:
        assert await said_by(house, kept, ada) == "Ben"
