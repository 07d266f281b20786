"""The demo: what its script does is what its database holds, apart from all real data, and anew when asked."""

import asyncio
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from bots.demo import making
from bots.demo.acts import Accepts, Act, Decides, Drafts, Enters, Reviews, Says, Schedules, Votes
from bots.demo.apart import Progress, settings_of_demo
from bots.demo.script import SCRIPT
from bots.settings import Settings
from contests.rules.moderation import Verdict
from tests.stories.person import Json, button, texts
from tests.stories.web_door import WebDoor, WebPerson, settings_in, web_doors, web_house

pytestmark = pytest.mark.timeout(300)  # a demo takes six seconds of two idle cores, and minutes of busy ones

OWN_PAGE = {"X-Prosument": "1"}
TABLES = "communities venues members roles accounts links logins media kit contests rounds deadlines entries choices receipts offers outbox journal room_lines"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo, made once."""
    folder = tmp_path_factory.mktemp("data")
    asyncio.run(making.make(settings_of_demo(settings_in(folder), folder / "demo", 0)))
    return folder / "demo"


@pytest.fixture
def rows(made: Path) -> Iterator[Callable[[str], list[tuple[object, ...]]]]:
    with closing(sqlite3.connect(made / "prosument.db")) as database:
        yield lambda sql: database.execute(sql).fetchall()


def acts(kind: type[Act]) -> list[Act]:
    return [act for act in SCRIPT.acts if isinstance(act, kind)]


def test_each_act_of_the_script_is_a_row_and_each_row_an_act(rows: Callable[[str], list[tuple[object, ...]]]) -> None:
    votes = [act for act in SCRIPT.acts if isinstance(act, Votes)]
    first = [act for act in SCRIPT.acts if isinstance(act, Enters) and not act.replaces]
    counted = {
        "people": ("select count(*) from members", len(SCRIPT.members) + 2),
        "kit": ("select count(*) from kit", len(SCRIPT.kit)),
        "contests": ("select count(*) from contests", len(acts(Drafts))),
        "openings": ("select count(*) from outbox where kind = 'opening'", len(acts(Schedules))),
        "remixes": ("select count(*) from entries where kind = 'remix'", len(first)),
        "reviews": ("select count(*) from entries where kind = 'review'", len(acts(Reviews))),
        "decisions": ("select count(*) from decisions", len(acts(Decides))),
        "journal": ("select count(*) from journal where rule != ''", sum(bool(act.rule) for act in SCRIPT.acts if isinstance(act, Decides))),
        "ballots": ("select count(*) from receipts where version = 1", len(votes)),
        "approvals": ("select count(*) from choices where choice = 'approve'", sum(len(act.approves) for act in votes)),
        "offices": ("select count(*) from offers where state = 'accepted'", len(acts(Accepts))),
        "lines": ("select count(*) from room_lines where room = 'main' and author is not null", len(acts(Says))),
        "unsent": ("select count(*) from outbox where state != 'sent'", 0),
    }  # fmt: skip
    assert {name: rows(sql)[0][0] for name, (sql, _) in counted.items()} == {
        name: n for name, (_, n) in counted.items()
    }
    assert len(first) == 20
    verdicts = Counter(act.verdict for act in SCRIPT.acts if isinstance(act, Decides))
    assert verdicts[Verdict.REJECT] == verdicts[Verdict.DISQUALIFY] == verdicts[Verdict.CHANGES] == 1


def test_it_has_a_contest_of_each_state_trees_and_a_vote_that_goes_on_for_days(
    rows: Callable[[str], list[tuple[object, ...]]],
) -> None:
    assert sorted(str(state) for (state,) in rows("select state from contests")) == [
        "announced", "draft", "submission", "voting",
    ]  # fmt: skip
    grandchildren = "select count(*) from entry_sources a join entry_sources b on a.source = b.entry"
    assert int(str(rows(grandchildren)[0][0])) >= 5
    (closes,) = rows("select closes from rounds where kind = 'voting' and opened_at is not null and closed_at is null")[
        0
    ]
    left = datetime.fromtimestamp(int(str(closes)) / 1e6, UTC) - datetime.now(UTC)
    assert timedelta(days=3) < left < timedelta(days=6)
    (offset,) = rows("select value from keep where key = 'practice_clock_offset_us'")[0]
    assert abs(int(str(offset))) < 60e6, "its clock ended at now"


def test_its_pictures_are_all_different_and_described(
    made: Path, rows: Callable[[str], list[tuple[object, ...]]]
) -> None:
    shown = rows("select media, alt from entry_media")
    assert len({media for media, _ in shown}) == len(shown) == 18
    assert all(len(str(alt)) > 20 for _, alt in shown)
    for media, _ in shown:
        with Image.open(next((made / "media").glob(f"*/{media}.jpg"))) as picture:
            assert max(picture.size) >= 1100


@pytest.fixture
def copied(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make each further demo by copying the first, for time's sake."""

    async def copy(settings: Settings, progress: Progress) -> None:
        shutil.rmtree(settings.data, ignore_errors=True)
        await asyncio.to_thread(shutil.copytree, made, settings.data)
        progress(1, 1)

    monkeypatch.setattr(making, "make", copy)


async def called(door: WebDoor, method: str, path: str, **more: object) -> tuple[int, Json]:
    """Call without a token, from our own page."""
    async with door.session.request(method, door.address + path, headers=OWN_PAGE, **more) as answer:  # type: ignore[arg-type]  # whatever aiohttp takes
        return answer.status, await answer.json()


@asynccontextmanager
async def tried(door: WebDoor) -> AsyncIterator[tuple[WebDoor, WebPerson]]:
    """Go into the demo by the way that a house answers."""
    status, answer = await called(door, "POST", "/api/demo", json={})
    assert status == 200, answer
    address = answer["url"].partition("/enter/")[0]
    async with web_doors(address) as demo:
        yield demo, await visitor(demo, answer["url"])


async def visitor(demo: WebDoor, url: str) -> WebPerson:
    async with demo.session.get(url, headers={"Accept": "application/json"}) as answer:
        assert answer.status == 200, await answer.text()
        made = await answer.json()
    return WebPerson("Visitor", demo.session, demo.address, made["token"], made["id"])


def left_of_demos(folder: Path) -> list[Path]:
    return list(folder.glob("try-it*"))


def dumped(folder: Path) -> list[object]:
    with closing(sqlite3.connect(folder / "prosument.db")) as database:
        return [database.execute(f"select * from {table}").fetchall() for table in TABLES.split()]  # noqa: S608 - our own names


@pytest.mark.usefixtures("copied")
async def test_what_is_done_in_the_demo_never_reaches_the_house_beside_it_and_goes_with_it(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, _):
        manager = await door.keep()
        before = dumped(tmp_path)
        ways = await asyncio.gather(*(called(door, "POST", "/api/demo", json={}) for _ in range(3)))
        assert len({answer["url"].partition("/enter/")[0] for _, answer in ways}) == 1, "all get the same one"
        async with tried(door) as (demo, person), tried(door) as (same, other):
            assert demo.address == same.address != door.address
            assert person.id != other.id, "each visitor is somebody of their own"
            ballot = await person.reads()
            voted = await person.press(button(ballot, "approve").message, button(ballot, "approve").button)
            assert "9" in texts(voted)
            assert (await manager.call("GET", "/api/rooms"))[0] == 200
            stranger = WebPerson("Keeper", demo.session, demo.address, manager.token)
            assert (await stranger.call("GET", "/api/rooms"))[0] == 401, "a login of the one is none in the other"
            async with demo.session.get(f"{demo.address}/room", headers={"Host": "evil.example"}) as rebound:
                assert rebound.status == 403
            secrets = {(folder / "secret_key").read_text() for folder in (tmp_path, tmp_path / "try-it")}
            assert len(secrets) == 2
        assert dumped(tmp_path) == before
    assert not left_of_demos(tmp_path)


@pytest.mark.usefixtures("copied")
async def test_a_start_afresh_makes_another_demo_at_the_same_address(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, _):
        assert (await called(door, "POST", "/api/demo/afresh", json={}))[0] == 404, "only from within the demo"
        async with tried(door) as (demo, person):
            assert (await person.call("GET", "/api/rooms"))[0] == 200
            status, answer = await called(demo, "POST", "/api/demo/afresh", json={})
            assert status == 200, answer
            assert answer == {"made": 2}
            url = await _stands_again(demo)
            assert (await person.call("GET", "/api/rooms"))[0] == 401, "who was in the old one is unknown in the new"
            again = await visitor(demo, demo.address + url)
            assert button(await again.reads(), "approve")


async def _stands_again(demo: WebDoor) -> str:
    """Wait until the other demo is served, and return the way in."""
    async with asyncio.timeout(10):
        while True:
            try:
                if (await called(demo, "GET", "/api/demo"))[1]["made"] == 2:
                    return str((await called(demo, "POST", "/api/demo", json={}))[1]["url"])
            except OSError:  # the old one is gone, the new one not there yet
                await asyncio.sleep(0.05)


@pytest.mark.parametrize("more", [{"practice_wanted": "off"}, {"discord_token": "one of a real bot"}])
async def test_off_practice_mode_or_beside_a_real_platform_there_is_nothing_to_try(
    tmp_path: Path, more: dict[str, object]
) -> None:
    async with web_house(tmp_path, **more) as (door, _):
        for method, path in (("GET", "/api/demo"), ("POST", "/api/demo"), ("POST", "/api/demo/afresh")):
            assert (await called(door, method, path))[0] == 403
        async with (
            door.session.get(f"{door.address}/") as page,
            door.session.get(f"{door.address}/sketches/0.jpg") as no,
        ):
            assert "Try it" not in await page.text()
            assert no.status == 404
    assert not (tmp_path / "try-it").exists()


async def test_another_site_can_have_no_demo_made_and_no_other_name_reaches_it(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, _):
        async with door.session.post(f"{door.address}/api/demo", json={}) as answer:
            assert answer.status == 403
        async with door.session.get(f"{door.address}/api/demo", headers={"Host": "evil.example"}) as answer:
            assert answer.status == 403
        async with door.session.get(f"{door.address}/sketches/1.jpg") as sketch:
            assert (sketch.status, sketch.content_type) == (200, "image/jpeg")
            assert len(await sketch.read()) < 60_000
        async with door.session.get(f"{door.address}/sketches/99.jpg") as none:
            assert none.status == 404
