"""What a process is killed in the midst of on Telegram, and what must be true afterwards of each.

What somebody does there is never lost: Telegram keeps it until it was written down here, and it is heard then.
"""

import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator

from tests.faults.act import RESULT, Act, After, Scene
from tests.faults.check import ballot_of
from tests.faults.discord_acts import ACCEPTED, ADMITTED, ENDED, SENT, WINNERS
from tests.faults.prepare import ENTRIES, Moment, World
from tests.faults.telegram_town import DESK, GALLERY, GROUPS, MAIN, TelegramTown, chosen, given, pressed, receipt_shown
from tests.faults.web_acts import ANNOUNCED, OPENED, decided, turn, voting
from tests.stories.person import Json

TAKEN = "storage/inbox.py take"
"""From when on an update is on its way into the inbox."""
HEARD = "SELECT count(*) = 0 FROM inbox WHERE done_at IS NULL"
STEPPED = "SELECT count(*) > 0 FROM entries WHERE state = 'draft'"
DRAFTS = """
    SELECT count(entry_media.entry) FROM entries LEFT JOIN entry_media ON entry_media.entry = entries.id
    WHERE entries.state = 'draft' GROUP BY entries.id
"""
DIALOGUES = "SELECT value FROM keep WHERE key LIKE 'note telegram dialogue %' AND value LIKE '%change:%'"
VOTED = "SELECT count(*) = 16 FROM choices"
"""Three of each of the four who entered, and four of Finn."""
MOST = 2
"""How often somebody may read a private message: of two ways to be wrong, twice is better there than never."""


def _done(act: Callable[[World, TelegramTown], Awaitable[object]]) -> Callable[..., Awaitable[Json | None]]:
    async def do(world: World, _: Moment, scene: Scene) -> Json | None:
        await act(world, scene.telegram)
        return None  # whoever watches sees for themselves what came of it

    return do


async def _give(_: World, town: TelegramTown) -> None:
    await given(town)
    await town.person("Eve").until(1)


async def _press_send(_: World, town: TelegramTown) -> None:
    await pressed(town.person("Eve"), town.shows("Eve", "b1:send:"), "b1:send:")


async def _press_admit(_: World, town: TelegramTown) -> None:
    await pressed(town.person("Mona"), town.shows(DESK, "b1:admit:"), "b1:admit:")


async def _press_accept(_: World, town: TelegramTown) -> None:
    await pressed(town.person("Ann"), town.shows("Ann", "b1:accept:"), "b1:accept:")


def _seen(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    """Name what is doubled or missing in a group, or read too often in private, and who wrongly wears the tag."""
    town = after.scene.telegram
    admitted = [title for (title,) in by_hand.execute("SELECT title FROM entries WHERE state = 'admitted'")]
    lines = [one.said.splitlines() for one in town.said(GALLERY)]
    shown = [title for each in lines for title in ENTRIES.values() if title in each]
    if sorted(shown) != sorted(admitted) or len(lines) != len(admitted):
        yield f"the gallery shows {lines}, not {admitted}"
    wearers = ["Ann"] if by_hand.execute(ACCEPTED).fetchone()[0] else []
    if (worn := town.wearers()) != wearers:
        yield f"the tag is worn by {worn}, not by {wearers}"
    for room in town.rooms:
        for text, times in Counter(one.said for one in town.said(room)).items():
            if times > (1 if room in GROUPS else MOST):
                yield f"{room} reads {times} times: {text!r}"
    if by_hand.execute(HEARD).fetchone() != (1,):
        yield "an update was not heard"


def _took(after: After, by_hand: sqlite3.Connection, query: str, what: str) -> Iterator[str]:
    if by_hand.execute(query).fetchone()[0] != 1:
        yield f"{what} is lost"
    yield from _seen(after, by_hand)


def _stepped(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    found = by_hand.execute(DRAFTS).fetchall()
    if found not in ([(1,)], [(1,), (1,)]):  # killed before the dialogue knew of it, one is left as if abandoned
        yield f"the preview is not there with its file: {found}"
    going_on = [value for (value,) in by_hand.execute(DIALOGUES)]
    if len(going_on) != 1 or not all(sign in going_on[0] for sign in ("Dew", "Words")):
        yield f"what was given before is lost: {going_on}"
    yield from _seen(after, by_hand)


def _sent(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    found = by_hand.execute("SELECT state, sent_at, first_sent_at FROM entries WHERE title = 'Dew'").fetchall()
    if len(found) != 1 or not all(found[0]):
        yield f"the entry is half sent: {found}"
    yield from _took(after, by_hand, SENT, "the Send")


def _admitted(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    cards = [one for one in after.scene.telegram.said(DESK) if "“Dew”" in one.said and "not certain" not in one.said]
    if ["admitted by Mona" in one.said for one in cards] != [True]:
        yield f"the desk does not show who decided: {[one.said for one in cards]}"
    yield from _took(after, by_hand, ADMITTED, "the verdict")


def _opened(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    yield from voting(after, by_hand)
    yield from _seen(after, by_hand)


def _cast(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    found, receipt = ballot_of(after.world, by_hand, "Finn")
    if len(found) != len(after.world.votable_by("Finn")):
        yield f"the vote is lost: {found}"
    if (told := receipt_shown(after.scene.telegram, "Finn")) not in {"", receipt}:
        yield f"Finn was told of the receipt {told}, which is not the newest: {receipt}"
    yield from _seen(after, by_hand)


def _decided(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    """Name what a decided contest must not be: its one notice became the result, and one message told people of it."""
    town = after.scene.telegram
    yield from decided(after, by_hand)
    if not all(one.is_edited for one in town.said(MAIN) if RESULT in one.said and not one.reply_to):
        yield "the result did not take the place of the vote's message"
    if any("Voting on “" in one.said or "Vote now" in one.said for one in town.said(MAIN)):
        yield "the vote's message is still there"
    winners = {town.person(name).id for name in WINNERS}
    if (told := [set(one.pinged) for one in town.pings(MAIN)]) != [winners]:
        yield f"the ping told {told}, not once {winners}"
    for one in town.said(GALLERY):
        author = next(name for name, title in ENTRIES.items() if title in one.said.splitlines())
        if f"By {author}" not in one.said:
            yield f"the author is not named: {one.said!r}"
    yield from _seen(after, by_hand)


def _accepted(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    yield from _took(after, by_hand, ACCEPTED, "the acceptance")


def _ended(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    yield from _took(after, by_hand, ENDED, "the end of the term")


TURN = "bots/ticker.py turn"
ENTRANTS = {("", name): 1 for name in ENTRIES}
RESULTS = {("", MAIN): 1, ("", DESK): 1, **ENTRANTS, ("", "Ann"): 2, ("Keeper", "main"): 1, ("Keeper", "desk"): 1}
TELEGRAM_ACTS = (
    Act("Telegram step", "step", TAKEN, STEPPED, _done(_give), _stepped, on_telegram=True),
    Act("Telegram Send", "send", TAKEN, SENT, _done(_press_send), _sent, {("", DESK): 1}, on_telegram=True),
    Act("Telegram verdict", "admit", TAKEN, ADMITTED, _done(_press_admit), _admitted,
        {("", GALLERY): 1, ("", "Eve"): 1}, on_telegram=True),
    Act("Telegram opening", "opening", TURN, OPENED, turn, _opened, {("", MAIN): 2, ("Keeper", "main"): 2},
        on_telegram=True),
    Act("Telegram vote", "vote", TAKEN, VOTED, _done(chosen), _cast, on_telegram=True),
    Act("Telegram close", "close", TURN, ANNOUNCED, turn, _decided, RESULTS, decides=True, on_telegram=True),
    Act("Telegram tag given", "accept", TAKEN, ACCEPTED, _done(_press_accept), _accepted,
        {("", MAIN): 1, ("Keeper", "main"): 1}, on_telegram=True),
    Act("Telegram tag taken", "term", TURN, ENDED, turn, _ended, {("", "Ann"): 1}, on_telegram=True),
)  # fmt: skip
