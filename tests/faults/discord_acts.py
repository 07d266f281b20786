"""What a process is killed in the midst of on Discord, and what must be true afterwards of each."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator

from tests.faults.act import ALWAYS, RESULT, Act, After, Scene
from tests.faults.check import ballot_of
from tests.faults.prepare import ENTRIES, Moment, World
from tests.faults.town import DESK, GALLERY, MAIN, Town, chosen, pressed, receipt_in, submitted
from tests.faults.web_acts import ANNOUNCED, OPENED, decided, turn, voting
from tests.platforms.discord_server import Reply
from tests.stories.person import Json

PRESSED, VOTED = "bots/on_discord/listening.py pressed", "bots/on_discord/light.py _answer"
SENT = "SELECT count(*) FROM entries WHERE title = 'Dew' AND state = 'waiting'"
ADMITTED = "SELECT count(*) FROM entries WHERE title = 'Dew' AND state = 'admitted'"
ACCEPTED = "SELECT count(*) FROM offers WHERE state = 'accepted'"
ENDED = "SELECT count(*) FROM offers WHERE state = 'ended'"

Do = Callable[[World, Moment, Scene], Awaitable[Json | None]]


def _done(act: Callable[[World, Town], Awaitable[Reply]]) -> Do:
    async def do(world: World, _: Moment, scene: Scene) -> Json | None:
        reply = await act(world, scene.town)
        assert not reply.failed, "the application did not respond"
        return None  # whoever watches sees for themselves what came of it, also where nobody lived to say so

    return do


async def _submit(_: World, town: Town) -> Reply:
    return await submitted(town)


async def _press_send(_: World, town: Town) -> Reply:
    return await pressed(town.person("Eve"), town.shows(MAIN, "b1:send:"), "b1:send:")


async def _press_admit(_: World, town: Town) -> Reply:
    return await pressed(town.person("Mona"), town.shows(DESK, "b1:admit:"), "b1:admit:")


async def _press_accept(_: World, town: Town) -> Reply:
    return await pressed(town.person("Ann"), town.shows("Ann", "b1:accept:"), "b1:accept:")


def _seen(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    """Name what is doubled or missing in the gallery, and who wrongly wears the role or does not."""
    town = after.scene.town
    admitted = [title for (title,) in by_hand.execute("SELECT title FROM entries WHERE state = 'admitted'")]
    shown = [one.text.splitlines()[0].strip("*") for one in town.said(GALLERY)]
    if sorted(shown) != sorted(admitted):
        yield f"the gallery shows {shown}, not {admitted}"
    wearers = ["Ann"] if by_hand.execute(ACCEPTED).fetchone()[0] else []
    if (worn := town.wearers()) != wearers:
        yield f"the role is worn by {worn}, not by {wearers}"


def _took(after: After, by_hand: sqlite3.Connection, query: str, what: str) -> Iterator[str]:
    if after.acknowledged and by_hand.execute(query).fetchone()[0] != 1:
        yield f"{what} was acknowledged and is lost: {after.acknowledged}"
    yield from _seen(after, by_hand)


def _previewed(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    drafts = by_hand.execute("SELECT id FROM entries WHERE title = 'Dew' AND state = 'draft'").fetchall()
    files = by_hand.execute("SELECT entry, alt FROM entry_media JOIN entries ON entries.id = entry WHERE title = 'Dew'")
    if files.fetchall() != [(one, "Dew") for (one,) in drafts] or len(drafts) > 1:
        yield f"the entry is half there: {drafts}"
    if after.acknowledged and not drafts:
        yield "the preview was shown and its entry is lost"
    yield from _seen(after, by_hand)


def _sent(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    [found] = by_hand.execute("SELECT state, sent_at, first_sent_at FROM entries WHERE title = 'Dew'").fetchall()
    if found != ("draft", None, None) and not (found[0] == "waiting" and all(found)):
        yield f"the entry is half sent: {found}"
    yield from _took(after, by_hand, SENT, "the Send")


def _admitted(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    if by_hand.execute(ADMITTED).fetchone()[0]:
        cards = [one for one in after.scene.town.said(DESK) if one.text.startswith("“Dew”")]
        if ["admitted by Mona" in one.text for one in cards] != [True]:
            yield f"the desk does not show who decided: {[one.text for one in cards]}"
    yield from _took(after, by_hand, ADMITTED, "the verdict")


def _opened(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    yield from voting(after, by_hand)
    yield from _seen(after, by_hand)


def _cast(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    found, receipt = ballot_of(after.world, by_hand, "Finn")
    ballot = len(after.world.votable_by("Finn"))
    if len(found) not in {ballot - 1, ballot}:
        yield f"the ballot is half cast: {found}"
    if after.acknowledged and (len(found) != ballot or receipt_in(after.acknowledged["text"]) != receipt):
        yield f"the ballot was acknowledged and is lost: {after.acknowledged}"
    yield from _seen(after, by_hand)


def _decided(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    town = after.scene.town
    yield from decided(after, by_hand)
    for one in town.said(MAIN):
        pinged = {town.person(name).id for name in WINNERS} if RESULT in one.text else set()
        if set(one.pinged) != pinged:
            yield f"{one.pinged} are pinged by {one!r}"
    for one in town.said(GALLERY):
        author = next(name for name, title in ENTRIES.items() if one.text.strip("*").startswith(title))
        if f"By {author}" not in one.text:
            yield f"the author is not named: {one!r}"
    yield from _seen(after, by_hand)


def _accepted(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    yield from _took(after, by_hand, ACCEPTED, "the acceptance")


def _ended(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    yield from _seen(after, by_hand)


TURN = "bots/ticker.py turn"
WINNERS = ("Ann", "Bob", "Cleo")
"""Who gets a reward: Moon and Star share the second place."""
ENTRANTS = {("", name): 1 for name in ENTRIES}
RESULTS = {("", MAIN): 1, ("", DESK): 1, **ENTRANTS, ("", "Ann"): 2, ("Keeper", "main"): 1, ("Keeper", "desk"): 1}
DISCORD_ACTS = (
    Act("Discord window", "window", "bots/on_discord/listening.py _submitted", ALWAYS, _done(_submit), _previewed,
        on_discord=True),
    Act("Discord Send", "send", PRESSED, ALWAYS, _done(_press_send), _sent, {("", DESK): 1},
        on_discord=True, took_place=SENT),
    Act("Discord verdict", "admit", PRESSED, ALWAYS, _done(_press_admit), _admitted, {("", GALLERY): 1, ("", "Eve"): 1},
        on_discord=True, took_place=ADMITTED),
    Act("Discord opening", "opening", TURN, OPENED, turn, _opened, {("", MAIN): 2, ("Keeper", "main"): 2},
        on_discord=True),
    Act("Discord vote", "vote", VOTED, ALWAYS, _done(chosen), _cast, on_discord=True),
    Act("Discord close", "close", TURN, ANNOUNCED, turn, _decided, RESULTS, decides=True, on_discord=True),
    Act("Discord role given", "accept", PRESSED, ALWAYS, _done(_press_accept), _accepted,
        {("", MAIN): 1, ("Keeper", "main"): 1}, on_discord=True, took_place=ACCEPTED),
    Act("Discord role taken", "term", TURN, ENDED, turn, _ended, {("", "Ann"): 1}, on_discord=True),
)  # fmt: skip
