"""What follows from a change of a contest for what is shown elsewhere: in calendars, galleries, ambassadors' marks."""

from collections.abc import Set as AbstractSet

from contests.model.ambassador import OfferState
from contests.model.announcement import Announcement, Audience, News
from contests.model.contest import RUNNING, Contest, Round, RoundKind


def in_calendars(contest: Contest) -> tuple[Round, ...]:
    """Return the rounds that a calendar shows: those to come and the open one, as far as their times are known.

    Of a paused contest nobody knows them, and neither of a vote that waits for reviews, nor of the final after it.
    """
    if contest.state not in RUNNING or contest.paused_at is not None:
        return ()
    waits = contest.waiting_since is not None
    return tuple(
        one for one in contest.rounds if one.closed_at is None and not (waits and one.kind is not RoundKind.SUBMISSION)
    )


def ambassadors(contest: Contest) -> frozenset[str]:
    """Return the members who hold an office for this contest now."""
    return frozenset(offer.member for offer in contest.offers if offer.state is OfferState.ACCEPTED)


def followed(before: Contest, after: Contest) -> tuple[Announcement, ...]:
    """Return what is to be made to agree with a contest: the calendars, and the mark of each whose office changed."""
    changed = ambassadors(before) ^ ambassadors(after)
    marks = tuple(marked(after, member) for member in sorted(changed))
    same = _noted(before) == _noted(after)
    return marks if same else (*marks, Announcement(News.CALENDAR, after.id, Audience.CALENDARS))


def marked(contest: Contest, member: str) -> Announcement:
    """Return what makes a member's mark agree with the offices that they hold."""
    return Announcement(News.OFFICE, contest.id, Audience.MARKS, member)


def looks_other(before: Contest, after: Contest) -> bool:
    """Tell whether entries are shown otherwise now: with a vote that is open, or with their authors named."""
    return _look(before) != _look(after)


def ends_a_vote(before: Contest, after: Contest) -> bool:
    """Tell whether ballots can no longer be changed, and no other vote has begun."""
    return before.takes_votes and not after.takes_votes


def _noted(contest: Contest) -> AbstractSet[tuple[object, ...]]:
    return {(one.id, contest.title, one.opens, one.closes) for one in in_calendars(contest)}


def _look(contest: Contest) -> tuple[bool, bool]:
    return contest.takes_votes, contest.is_frozen
