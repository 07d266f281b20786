"""Words ballots, each kind of mark in its own file; seen by the voter alone."""

from bots.post import Post
from bots.presenter.ballots.approving import list_paper, queue_paper
from bots.presenter.ballots.comparing import pair_paper
from bots.presenter.ballots.grading import grade_paper
from bots.presenter.ballots.ranking import rank_paper
from bots.presenter.ballots.sheet import done, over
from bots.presenter.parts import Zone
from bots.words import Words
from contests.desk.voting import BallotPaper
from contests.model.ballot import Marking, Mode

__all__ = ["ballot", "done", "over"]


def ballot(paper: BallotPaper, t: Words, zone: Zone, *, in_place: bool = False) -> Post:
    """Show a ballot as its round serves it, `in_place` of the message that was pressed if need be."""
    match paper.marking:
        case Marking.GRADE:
            return grade_paper(paper, t, zone, in_place=in_place)
        case Marking.RANK:
            return rank_paper(paper, t, zone, in_place=in_place)
        case Marking.COMPARE:
            return pair_paper(paper, t, zone, in_place=in_place)
    if paper.round.mode is Mode.LIST:
        return list_paper(paper, t, zone, in_place=in_place)
    return queue_paper(paper, t, zone, in_place=in_place)
