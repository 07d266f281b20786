"""`/vote`: the queue of entries, or the whole list."""

from bots.commands.contest import which
from bots.commands.dispatch import in_place
from bots.commands.registry import button, command
from bots.commands.talk import Args, Talk
from bots.post import Post
from bots.presenter import ballots as present
from bots.words import N_
from contests.desk import voting
from contests.desk.voting import BallotPaper
from contests.model.ballot import Choice
from contests.refusals import Refusal


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


@button("done")
async def on_done(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Close the message of a ballot with its receipt: of the contest of an entry, else of the one answered last."""
    async with talk.store.reading() as work:
        receipts = await work.ballots.receipts(talk.hearing.member.id)
        contest = (await work.entries.get(subject)).contest if subject else ""
    if not receipts:
        raise Refusal("no_such", what="button", id="done")
    paper = await voting.ballot_paper(talk.store, talk.actor, contest or receipts[0].contest)
    return [in_place(present.done(paper, talk.t, talk.zone))]
