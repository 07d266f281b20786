"""What is one's own: name, language, entries, ballots; the policy and the help."""

import pytest

from bots.commands import COMMANDS
from tests.stories.person import filled, form, press, refusal, texts
from tests.stories.telling import DAY, entered, heard, scheduled, until, votes
from tests.stories.test_as_manager_voting import opened
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day" review=off'


async def test_a_new_name_is_shown_from_then_on_and_entries_keep_theirs(
    web: WebDoor, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    battle = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    for renamed in (await ann.say('/me name "Ann Maria"'), await ann.say('/me name name="Ann Maria"')):
        assert "Ann Maria" in texts(renamed)
    await ann.say("Hello there")
    spoken = next(one for one in await bob.reads() if one["text"] == "Hello there")
    assert spoken["author"] == {"id": ann.id, "name": "Ann Maria", "badges": []}
    by_form = await ann.submit(form(await ann.say("/me")), {"name": "Änn 🎉"})
    assert "Änn 🎉" in texts(by_form)
    assert filled(await ann.say("/me")) == {"name": "Änn 🎉"}
    await until(web, battle, "announced")
    assert "By Ann" in texts(await bob.say(f"/entry {sun}"))


@pytest.mark.parametrize("name", ["", " ", "\n", "\N{ZERO WIDTH SPACE}", "x" * 61])
async def test_a_name_that_does_not_fit_comes_back(ann: WebPerson, name: str) -> None:
    refused = await ann.submit(form(await ann.say("/me")), {"name": name})
    assert refusal(refused) == ("too_long" if len(name) > 60 else "needs_argument")
    assert filled(refused)["name"] == name
    assert "You are Ann." in texts(await ann.say("/me"))


async def test_everything_private_is_in_the_language_that_one_chose_and_the_room_in_its_own(
    web: WebDoor, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    battle = await scheduled(mona, f'{LINE} reward="1:a bag"')
    chosen = await press(ann, await ann.say("/me"), "language", "de")
    assert "Deutsch" in texts(chosen)
    for line, sign in (
        ("/contests", "offen für Beiträge"),
        ("/brief", "Platz 1: a bag"),
        ("/help", "Was gerade läuft"),
        ("/help enter", "Wettbewerb"),
        ("/privacy", "Was gespeichert wird"),
        ("/enter text=Worte", "nötig"),
        ("/nonsense", "kein Befehl"),
        ("/me", "Du bist Ann"),
    ):
        assert sign in texts(await ann.say(line)), line
    shown = await ann.say("/enter title=Sonne")
    assert {one["label"] for one in shown[0]["buttons"]} == {"Senden", "Ändern", "Nicht senden"}
    await press(ann, shown, "send")
    await entered(bob, "/enter title=Mond")
    await web.turn(2 * DAY)
    await votes(ann, [], battle)
    await until(web, battle, "announced")
    assert "Platz" in texts(await heard(web, ann, "me"))
    assert "place" in texts(await heard(web, bob, "me"))
    assert "decided" in texts(await heard(web, ann)), "the room speaks its own language"
    status, answer = await ann.call("GET", "/api/contests/nothing")
    assert (status, answer["error"]["text"][:4]) == (404, "Hier")
    assert "English" in texts(await ann.say("/me language en"))
    assert "You are Ann" in texts(await ann.say("/me"))


@pytest.mark.parametrize("language", ["fr", "", "DE ", "deutsch", "../de", "de\n"])
async def test_a_language_that_is_not_spoken_is_asked_about(ann: WebPerson, language: str) -> None:
    said = await ann.say(f'/me language "{language}"')
    assert refusal(said) == (None if language.strip().lower() == "de" else "needs_argument"), said
    pressed = await press(ann, await ann.say("/me"), "language", language)
    assert refusal(pressed) == "needs_argument"


async def test_me_lists_entries_and_ballots_and_nothing_of_what_was_chosen(
    web: WebDoor, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    battle = await scheduled(mona, LINE)
    sun, moon = [await entered(one, f"/enter title={title}") for one, title in ((ann, "Sun"), (bob, "Moon"))]
    await web.turn(2 * DAY)
    receipt = (await votes(ann, [moon], battle))["receipt"]
    mine = texts(await ann.say("/me"))
    assert f"“Sun” in “Bag battle”: taking part (id {sun})" in mine
    assert receipt in mine
    assert "Moon" not in mine
    assert "Sun" in texts(await press(ann, await ann.say("/me"), "look"))
    assert texts(await bob.say("/me")).count("Bag battle") == 1


async def test_me_lists_every_receipt_however_many_there_are(web: WebDoor, mona: WebPerson, ann: WebPerson) -> None:
    battle, authors = await opened(web, mona, f"{LINE} mode=queue", entries=13)
    shown, codes = await ann.say(f"/vote {battle}"), []
    for _ in authors:
        shown = await press(ann, shown, "pass")
        codes.append(shown[0]["receipt"])
    mine = texts(await ann.say("/me"))
    assert [one for one in codes if one not in mine] == []
    assert mine.count("replaced by a later one") == len(set(codes)) - 1 == 12


async def test_the_policy_and_the_help_are_there_for_everybody(ann: WebPerson, mona: WebPerson) -> None:
    assert "withdraw" in texts(await ann.say("/privacy")).lower()
    overview = texts(await ann.say("/help"))
    for line in ("/contests", "/brief", "/enter", "/review", "/vote", "/entry", "/me", "/privacy", "/help"):
        assert f"{line}:" in overview
    assert "/contest new" not in overview
    assert "/contest new" in texts(await mona.say("/help"))


async def test_help_explains_every_command_with_all_its_arguments(ann: WebPerson, mona: WebPerson) -> None:
    for name, command in COMMANDS.items():
        told = texts(await mona.say(f"/help {name}")) if name.count(" ") < 2 else ""
        for argument in command.arguments if told else ():
            assert f"  {argument.name}=" in told, (name, argument.name)
        if told and not command.roles:
            assert told == texts(await ann.say(f"/help {name}"))
    assert "gallery=yes|no" in texts(await ann.say("/help /enter"))
    assert "rating=1|2|3|4|5" in texts(await ann.say("/HELP Review"))
    for line in ("/help moderate", "/help contest", "/help contest new", "/help manage"):
        assert refusal(await ann.say(line)) == "role", line
    unknown = await ann.say("/help entr")
    assert (refusal(unknown), "/enter" in texts(unknown)) == ("unknown_command", True)
