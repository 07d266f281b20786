"""`/vote`: the queue of entries or pairs, or the whole list."""

from bots.commands.contest import which
from bots.commands.dispatch import in_place
from bots.commands.registry import button, command
from bots.commands.talk import Args, Talk
from bots.post import Post
from bots.presenter import ballots as present
from bots.words import N_
from contests.desk import voting
from contests.desk.voting import BallotPaper
from contests.model.ballot import Choice, Place, entries_of
from contests.ports import Work
from contests.refusals import Refusal

LONGEST = 4
"""Digits of a number that a button names; whatever is longer was made up."""


@command("vote", N_("Vote; you can change it until the close"), which("voting"))
async def vote(talk: Talk, args: Args) -> list[Post]:
    """Show the ballot."""
    return [await _paper(talk, args.text("contest"))]


@button("vote")
async def on_vote(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Show the ballot of a contest."""
    return [await _paper(talk, subject)]


async def _paper(talk: Talk, contest_id: str) -> Post:
    return present.ballot(await voting.ballot_paper(talk.store, talk.actor, contest_id), talk.t, talk.zone)


def _anew(talk: Talk, paper: BallotPaper) -> list[Post]:
    return [present.ballot(paper, talk.t, talk.zone, in_place=True)]


@button("approve")
async def on_approve(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Approve an entry, and show the next one in the same message."""
    return _anew(talk, await voting.choose(talk.store, talk.actor, subject, Choice.APPROVE))


@button("pass")
async def on_pass(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Pass on an entry, which is a look and no vote, and show the next one in the same message."""
    return _anew(talk, await voting.choose(talk.store, talk.actor, subject, Choice.PASS))


@button("back")
async def on_back(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Show an answered entry again."""
    return _anew(talk, await voting.go_back(talk.store, talk.actor, subject))


@button("ballot")
async def on_ballot(talk: Talk, subject: str, values: tuple[str, ...]) -> list[Post]:
    """Put what was chosen from the list in the place of the ballot."""
    return _anew(talk, await voting.choose_list(talk.store, talk.actor, subject, values))


@button("grade")
async def on_grade(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Give an entry a grade by one criterion, `ENTRY:CRITERION:GRADE`, and show what comes next."""
    entry, *numbers = subject.split(":")
    if len(numbers) != 2 or not all(one.isascii() and one.isdecimal() for one in numbers):  # noqa: PLR2004 - the two that are named
        raise Refusal("no_such", what="button", id="grade")
    criterion, grade = (int(one[:LONGEST]) for one in numbers)
    return _anew(talk, await voting.grade(talk.store, talk.actor, entry, criterion, grade))


@button("place")
async def on_place(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Put an entry at the next free place, `ROUND:ENTRY`; one that has a place keeps it, so that twice is once."""
    return _anew(talk, await _placed(talk, subject, is_wanted=True))


@button("unplace")
async def on_unplace(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Take an entry back from its place, `ROUND:ENTRY`; those below it rise."""
    return _anew(talk, await _placed(talk, subject, is_wanted=False))


async def _placed(talk: Talk, subject: str, *, is_wanted: bool) -> BallotPaper:
    round_id, _, entry = subject.partition(":")
    async with talk.store.reading() as work:
        contest = await work.contests.of_round(round_id)
        said = await work.ballots.of_member(round_id, talk.hearing.member.id)
    if isinstance(said.get(entry), Place) is is_wanted:
        return await voting.ballot_paper(talk.store, talk.actor, contest.id)
    return await voting.place(talk.store, talk.actor, round_id, entry)


@button("unrank")
async def on_unrank(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Take everything back from its place."""
    return _anew(talk, await voting.unrank(talk.store, talk.actor, subject))


@button("rank")
async def on_rank(talk: Talk, subject: str, values: tuple[str, ...]) -> list[Post]:
    """Put a whole order, the best first, in the place of the ballot."""
    return _anew(talk, await voting.rank(talk.store, talk.actor, subject, values))


@button("prefer")
async def on_prefer(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Say which of two is better, `PAIR:ENTRY` or `PAIR:pass`, and show the next two."""
    pair, entry = subject.partition(":")[::2]
    preferred = None if entry == Choice.PASS.value else entry
    return _anew(talk, await voting.prefer(talk.store, talk.actor, pair, preferred))


@button("done")
async def on_done(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Close the message of a ballot with its receipt: of the contest that it is about, else of the last vote."""
    async with talk.store.reading() as work:
        receipts = await work.ballots.receipts(talk.hearing.member.id)
        contest = await _contest_of(work, subject) if subject else ""
    if not receipts:
        raise Refusal("no_such", what="button", id="done")
    paper = await voting.ballot_paper(talk.store, talk.actor, contest or receipts[0].contest)
    return [in_place(present.done(paper, talk.t, talk.zone))]


async def _contest_of(work: Work, subject: str) -> str:
    """Return the contest of what a ballot's button is about: a round, an entry, a pair. Raises: Refusal `no_such`."""
    [named, *_] = entries_of(subject.partition(":")[0])
    if known := await work.entries.known([named]):
        return known[0].contest
    try:
        return (await work.contests.of_round(named)).id
    except Refusal:
        return (await work.entries.get(named)).contest
