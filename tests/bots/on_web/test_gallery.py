"""The gallery from outside: who sees what, in which order, and what is told where a page is linked to."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from contests.desk.arriving import make_link
from contests.desk.people import digest_of
from contests.model.ambassador import Offer, OfferState
from contests.model.ballot import Choice, Method
from contests.model.community import KitPiece
from contests.model.contest import Jury, Round, RoundKind, Rules, State
from contests.model.entry import Decision, EntryState, Words
from contests.model.media import Media
from contests.model.member import Role
from contests.model.standing import Columns, Standing
from tests.bots.on_web.house import NOON, House, Visitor, open_house
from tests.bots.on_web.test_files import HASH, URL, keep, status
from tests.bots.on_web.test_reading import add, decide, enter
from tests.storage.making import vote

PUBLIC = "https://contests.example.org"
THERE = {"Host": "contests.example.org"}


@dataclass(frozen=True, slots=True)
class Street:
    """A house off practice mode; whoever passes by has no login."""

    house: House

    async def person(self, name: str, role: Role = Role.MEMBER) -> Visitor:
        """Let somebody in by a personal link."""
        store, at = self.house.store, self.house.clock.now()
        member, _ = await make_link(store, self.house.community.id, name, role, at, digest=digest_of(name))
        headers = THERE | {"Accept": "application/json"}
        async with self.house.nobody.ask("POST", f"/enter/{name}", headers=headers) as answer:
            return replace(self.house.nobody, token=(await answer.json())["token"], id=member.id)

    async def sees(self, path: str, by: Visitor | None = None) -> str:
        """Return a page's HTML, or its status where there is none."""
        async with (by or self.house.nobody).ask("GET", path, headers=THERE | {"Accept": "text/html"}) as answer:
            return await answer.text() if answer.status == 200 else str(answer.status)


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    async with open_house(tmp_path, practice=False, public_url=PUBLIC) as house:
        yield Street(house)


def linked(html: str) -> list[str]:
    """Return the entries that a page's grid shows, in its order."""
    return re.findall(r'class="to-entry" href="/gallery/entries/(\w+)"', html)


async def test_the_public_sees_what_was_agreed_to_and_members_what_the_room_shows(street: Street) -> None:
    house, ada, mo = street.house, await street.person("Ada"), await street.person("Mo", Role.MODERATOR)
    await add(house, "draft", State.DRAFT)
    await add(house, "battle", State.SUBMISSION)
    for state in EntryState:
        await enter(house, ada, state.value, state)
    await enter(house, ada, "shy", in_gallery=False)
    ben = await street.person("Ben")
    page = "/gallery/contests/battle"
    assert linked(await street.sees(page)) == ["admitted", "disqualified"]
    assert linked(await street.sees(page, ben)) == ["admitted", "disqualified", "shy"]
    assert set(linked(await street.sees(page, ada))) == set(linked(await street.sees(page, mo)))
    assert len(linked(await street.sees(page, mo))) == 6
    for entry, seen in {
        "shy": (0, 1),
        "waiting": (0, 0),
        "draft": (0, 0),
        "withdrawn": (0, 0),
        "admitted": (1, 1),
    }.items():
        found = [await street.sees(f"/gallery/entries/{entry}", by) != "404" for by in (None, ben)]
        assert tuple(found) == seen, entry
    assert await street.sees("/gallery/contests/draft") == "404"
    assert "The draft" not in await street.sees("/gallery")
    assert "The battle" in await street.sees("/gallery")


async def test_a_withdrawal_takes_page_and_files_away_at_once(street: Street) -> None:
    house, ada = street.house, await street.person("Ada")
    await add(house, "battle")
    sent = await enter(house, ada, "e1", media=(keep(house),))
    async with house.nobody.ask("GET", URL, headers=THERE) as answer:
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "private, max-age=60")
    assert linked(await street.sees("/gallery/contests/battle")) == ["e1"]
    async with house.store.work() as work:
        await work.entries.save(replace(sent, state=EntryState.WITHDRAWN))
    assert linked(await street.sees("/gallery/contests/battle")) == []
    assert [await street.sees(path) for path in ("/gallery/entries/e1", URL)] == ["404", "404"]


async def test_files_of_what_the_gallery_does_not_show_stay_in_the_room(street: Street) -> None:
    house, ada, ben = street.house, await street.person("Ada"), await street.person("Ben")
    await add(house, "battle")
    await enter(house, ada, "e1", media=(keep(house),), in_gallery=False)
    assert [await street.sees(URL), await street.sees(URL, ben) != "404"] == ["404", True]


async def test_while_voting_runs_the_least_seen_come_first_whatever_their_score(house: House) -> None:
    ada, voters = await house.person(), [(await house.person(f"V{n}")).id for n in range(3)]
    await add(house, "battle")
    for name in ("loved", "passed", "fresh"):
        await enter(house, ada, name)
    database = house.store._database
    await vote(database, voters[0], {"loved": Choice.APPROVE, "passed": Choice.PASS}, in_="battle-v")
    await vote(database, voters[1], {"loved": Choice.APPROVE}, in_="battle-v")
    street = Street(house)
    assert linked(await local(street, "/gallery/contests/battle")) == ["fresh", "passed", "loved"]
    async with house.store.work() as work:
        running = await work.contests.get("battle")
        await work.contests.save(replace(running, state=State.SUBMISSION))
    assert linked(await local(street, "/gallery/contests/battle")) == ["fresh", "loved", "passed"]


async def local(street: Street, path: str, by: Visitor | None = None) -> str:
    """Return a page's HTML in practice mode."""
    async with (by or street.house.nobody).ask("GET", path, headers={"Accept": "text/html"}) as answer:
        assert answer.status == 200, await answer.text()
        return str(await answer.text())


@pytest.mark.parametrize("state", [State.SUBMISSION, State.VOTING])
async def test_pages_lead_on_and_back_whatever_the_order(
    house: House, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bots.on_web.gallery.contest.ENTRIES", 2)
    ada, street = await house.person(), Street(house)
    await add(house, "battle", state)
    for n in range(5):
        await enter(house, ada, f"e{n}")
    seen, path = [], "/gallery/contests/battle"
    page = await local(street, path)
    while onward := re.search(r'rel="next" href="(\?[^"#]+)', page):
        seen += linked(page)
        page = await local(street, path + onward[1].replace("&amp;", "&"))
    assert [*seen, *linked(page)] == [f"e{n}" for n in range(5)]
    back = re.search(r'rel="prev" href="(\?[^"#]+)', page)
    assert back is not None
    assert linked(await local(street, path + back[1])) == ["e2", "e3"]
    async with house.nobody.ask("GET", f"{path}?after=never") as answer:
        assert answer.status == 404


async def test_entries_are_filtered_by_what_they_are_made_of_and_by_author_once_named(house: House) -> None:
    ada, street, path = await house.person(), Street(house), "/gallery/contests/battle"
    running = await add(house, "battle")
    await enter(house, ada, "e1", media=(Media(HASH, "picture", "image/png"),))
    await enter(house, ada, "e2")
    async with house.store.work() as work:
        await work.entries.save(replace(await work.entries.get("e2"), shown_as="Moony"))
    assert linked(await local(street, f"{path}?kind=picture")) == ["e1"]
    assert linked(await local(street, f"{path}?kind=words")) == ["e2"]
    async with house.nobody.ask("GET", f"{path}?author=Moony") as answer:
        assert answer.status == 404
    assert "Moony" not in await local(street, path)
    await decide(house, running)
    assert linked(await local(street, f"{path}?author=Moony")) == ["e2"]
    assert linked(await local(street, f"{path}?author=Moony&kind=picture")) == []


async def test_standings_card_and_names_come_with_the_decision(house: House) -> None:
    ada, street, path = await house.person(), Street(house), "/gallery/contests/battle"
    running = await add(house, "battle")
    for name in ("e1", "e2", "e3", "shy"):
        await enter(house, ada, name, in_gallery=name != "shy")
    before = await local(street, path)
    assert not [word for word in ("Standings", "/cards/", "Sunny", "<rect") if word in before]
    lines = [
        Standing("e1", ada.id, 1, Fraction(3, 4), 3, 4, 1, reward="2 tickets"),
        Standing("e2", ada.id, 2, Fraction(1, 2), 2, 4, 2),
        Standing("e3", ada.id, 2, Fraction(1, 2), 2, 4, 2),
        Standing("shy", ada.id, 4, Fraction(1, 4), 1, 4, 4),
    ]
    offer = Offer("o1", "battle", "e1", ada.id, OfferState.ACCEPTED, NOON, NOON, NOON, NOON + timedelta(days=180))
    await decide(house, running, *lines, offers=(offer,))
    page = await local(street, path)
    assert "/cards/contests/battle.jpg" in page
    first, tied, fourth = re.findall(r"<tbody.*?</tbody>", page, re.DOTALL)
    assert [part in first for part in ("3 of 4", 'width="75"', "2 tickets", "ambassador", "Sunny")] == [True] * 5
    assert ('class="tied"' in tied, 'rowspan="2"' in tied, "shared" in tied) == (True, True, True)
    assert ("Entry shy" in fourth, "an entry that is not shown" in fourth) == (False, True)
    assert "Entry shy" in await local(street, path, ada)


async def test_standings_show_jury_beside_public_and_finalists_before_the_others(house: House) -> None:
    ada, street, path = await house.person(), Street(house), "/gallery/contests/battle"
    running = await add(house, "battle")
    for name in ("e1", "e2", "e3"):
        await enter(house, ada, name)
    columns = Columns(1, Fraction(12), 4, Fraction(7))
    final = Round("bf", RoundKind.FINAL, NOON, NOON, NOON, NOON, method=Method.SCORE, among=("e1",))
    lines = [
        Standing(
            "e1", ada.id, 1, Fraction(19, 2), 3, 4, 1, columns=columns, qualified=Fraction(3, 4), skipped="repeat"
        ),
        Standing("e2", ada.id, 2, Fraction(1, 2), 2, 4, 2, qualified=Fraction(1, 2), is_finalist=False),
        Standing("e3", ada.id, 3, Fraction(1, 4), 1, 4, 3, qualified=Fraction(1, 4), is_finalist=False),
    ]
    await decide(house, running, *lines, rounds=(*running.rounds, final), rules=Rules(jury=Jury(50)))
    page = await local(street, path)
    for part in ("Public</th>", "Jury</th>", "Score</th>", "weigh 50 of 100", "4 members looked at it"):
        assert part in page, part
    first, heading, second, third = re.findall(r"<tbody.*?</tbody>", page, re.DOTALL)
    assert [part in first for part in ("9.5 points", "12 (place 1)", "7 (place 4)", "won one here lately")] == [
        True
    ] * 4
    assert "Not in the final" in heading
    assert ("2 of 4" in second, 'width="50"' in second, "1 of 4" in third) == (True, True, True)


async def test_an_entrys_page_shows_its_family_and_names_no_one_who_withdrew_or_did_not_agree(house: House) -> None:
    ada, street = await house.person(), Street(house)
    await decide(house, await add(house, "battle"))
    async with house.store.work() as work:
        await work.media.save(keep(house))
        await work.people.save_piece(KitPiece("k1", house.community.id, "Stripes", HASH, "seven stripes", "CC BY"))
    made = {"root": ("k1",), "gone": ("root",), "shy": ("root",), "e1": ("root", "gone", "shy"), "child": ("e1",)}
    for name, sources in made.items():
        state = EntryState.WITHDRAWN if name == "gone" else EntryState.ADMITTED
        words = Words(f"Title of {name}", sources=sources)
        await enter(house, ada, name, state, words=words, in_gallery=name != "shy")
    page = await local(street, "/gallery/entries/e1")
    drawing = page[page.index('<div class="tree"') : page.index("</div>", page.index('<div class="tree"'))]
    for shown in ("Title of root", "Title of child", "Stripes", "withdrawn", "not shown"):
        assert shown[:14] in drawing, shown
    assert "a withdrawn entry" in page
    assert not [name for name in ("gone", "shy") if f"Title of {name}" in page or f"/gallery/entries/{name}" in page]
    assert "Title of shy" in await local(street, "/gallery/entries/e1", ada)
    assert "style=" not in page


async def test_a_disqualified_entry_is_shown_struck_with_its_reason(house: House) -> None:
    ada, street = await house.person(), Street(house)
    await add(house, "battle")
    verdict = Decision("disqualified", ada.id, NOON, "not_own_work", "It is Ben's.", EntryState.ADMITTED)
    await enter(house, ada, "e1", EntryState.DISQUALIFIED, decisions=(verdict,), media=(keep(house),))
    page = await local(street, "/gallery/entries/e1")
    assert [part in page for part in ("struck", "This entry is disqualified.", "It is Ben&#39;s.")] == [True] * 3


async def test_what_a_link_shows_elsewhere_is_absolute_and_typed_text_stays_text(street: Street) -> None:
    house, ada = street.house, await street.person("Ada")
    running = await add(house, "battle")
    await enter(house, ada, "e1", words=Words('Sun "<b>', "over Kit"), media=(keep(house),))

    async def told(path: str) -> dict[str, str]:
        found = re.findall(r'<meta (?:property|name)="((?:og|twitter):\w+)" content="([^"]*)"', await street.sees(path))
        return dict(found)

    entry = await told("/gallery/entries/e1")
    assert entry["og:title"] == "Sun &#34;&lt;b&gt;"
    assert entry["og:image"] == f"{PUBLIC}/cards/entries/e1.jpg"
    assert entry["og:url"] == f"{PUBLIC}/gallery/entries/e1"
    assert "Sunny" not in entry["og:description"]
    contest = await told("/gallery/contests/battle")
    assert (contest["og:title"], contest["og:image"]) == ("The battle", f"{PUBLIC}{URL}")
    await decide(house, running)
    contest = await told("/gallery/contests/battle")
    assert (contest["og:image"], contest["og:type"]) == (f"{PUBLIC}/cards/contests/battle.jpg", "website")
    assert contest["twitter:card"] == "summary_large_image"


async def test_the_brand_shows_its_kit_and_who_speaks_for_it(house: House) -> None:
    ada, street = await house.person(), Street(house)
    running = await add(house, "battle")
    for name in ("now", "then", "shy"):
        await enter(house, ada, name, in_gallery=name != "shy")
    async with house.store.work() as work:
        await work.media.save(keep(house))
        await work.people.save_piece(KitPiece("k1", house.community.id, "Stripes", HASH, "seven stripes", "CC BY"))
    held = Offer("o1", "battle", "now", ada.id, OfferState.ACCEPTED, NOON, NOON, NOON, NOON + timedelta(days=180))
    offers = (held, replace(held, id="o2", entry="then", state=OfferState.ENDED), replace(held, id="o3", entry="shy"))
    await decide(house, running, offers=offers)
    page = await local(street, "/gallery/brand")
    for shown in (
        "Kit &amp; Co",
        "Stripes",
        'alt="seven stripes"',
        "Licence: CC BY",
        "23 November 2026 to 22 May 2027",
        "alumni 2027",
    ):
        assert shown in page, shown
    assert re.findall(r'"/gallery/entries/(\w+)"', page) == ["now", "then"]


@pytest.mark.parametrize(
    ("colour", "day", "night"), [("#1F6F5C", "#1f6f5c", "var(--ink)"), ("#F2E205", "var(--ink)", "#f2e205")]
)
async def test_the_brands_colour_is_a_text_colour_only_where_it_can_be_read(
    house: House, colour: str, day: str, night: str
) -> None:
    async with house.store.work() as work:
        mine = house.community
        await work.people.save_community(replace(mine, brand=replace(mine.brand, colour=colour)))
    async with house.nobody.ask("GET", "/brand.css") as answer:
        style = await answer.text()
        assert answer.content_type == "text/css"
    assert re.findall(r"--brand-text: (.+);", style) == [day, night]
    assert f"--brand: {colour.lower()};" in style


async def test_the_gallery_speaks_the_readers_language_and_says_times_for_every_zone(house: House) -> None:
    ada, street = await house.person(), Street(house)
    await add(house, "battle")
    async with house.store.work() as work:
        [account] = await work.people.accounts(ada.id)
        await work.people.save_account(replace(account, language="de"))
    page = await local(street, "/gallery/contests/battle", ada)
    assert '<html lang="de">' in page
    assert "Worum es geht" in page
    assert '<time datetime="2026-11-24T12:00:00+00:00">Dienstag, 24. November 2026, 12:00 Uhr, UTC</time>' in page


async def test_another_communitys_contest_is_shown_as_the_public_sees_it(house: House) -> None:
    street, mona = Street(house), await house.person("Mona", "manager")
    async with house.store.work() as work:
        await work.people.save_community(replace(house.community, id="elsewhere"))
    ada = await house.person()
    await add(house, "battle")
    shy = await enter(house, ada, "shy", in_gallery=False)
    async with house.store.work() as work:
        theirs = replace(await work.contests.get("battle"), id="theirs", community="elsewhere", rounds=())
        await work.contests.add(theirs)
        await work.entries.save(replace(shy, id="theirs1", contest="theirs", in_gallery=True))
        await work.entries.save(replace(shy, id="theirs2", contest="theirs"))
    assert linked(await local(street, "/gallery/contests/theirs", mona)) == ["theirs1"]
    assert "theirs" not in await local(street, "/gallery", mona)
    assert await status(mona, "/gallery/entries/theirs2") == 404
