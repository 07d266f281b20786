"""Words what nobody asked for: every kind of announcement, for venues, members and the managers' desk."""

from collections.abc import Callable, Mapping

from bots.post import Post
from bots.presenter import advising, desk_news, finals, member_news, places, public_news, turnout
from bots.presenter.occasion import Occasion
from bots.words import Words
from contests.model.announcement import Announcement, News

__all__ = ["UNSAID", "WORDINGS", "Occasion", "announce"]

Wording = Callable[[Announcement, Words, Occasion], Post]

WORDINGS: Mapping[News, Wording] = {
    News.OPENING: public_news.opening,
    News.SUBMISSIONS_CLOSED: public_news.submissions_closed,
    News.VOTING_OPENED: turnout.voting_opened,
    News.OPENING_WAITS: public_news.opening_waits,
    News.EXTENDED: public_news.extended,
    News.PAUSED: public_news.paused,
    News.RESUMED: public_news.resumed,
    News.FINAL_ADDED: finals.final_added,
    News.FINAL_OPENED: finals.final_opened,
    News.RUNOFF_OPENED: turnout.runoff_opened,
    News.RESULT: public_news.result,
    News.AMBASSADOR: public_news.ambassador,
    News.CORRECTION: public_news.correction,
    News.CANCELLED: public_news.cancelled,
    News.ENTRY_DECIDED: member_news.entry_decided,
    News.TERMS_CHANGED: member_news.terms_changed,
    News.RANK: member_news.rank,
    News.OFFER: member_news.offer,
    News.OFFER_CLOSED: member_news.offer_closed,
    News.TERM_ENDED: member_news.term_ended,
    News.REMINDER: member_news.reminder,
    News.DECIDE_OR_EXTEND: desk_news.decide_or_extend,
    News.ADVICE: advising.advice,
    News.FINALISTS: finals.finalists,
    News.DRAW_AWAITED: finals.draw_awaited,
    News.WINNERS: desk_news.winners,
    News.WITHDRAWAL_ASKED: desk_news.withdrawal_asked,
    News.NOT_SENT: desk_news.not_sent,
    News.UNSURE: desk_news.unsure,
    News.REPORTED: desk_news.reported,
    News.TO_REVIEW: desk_news.to_review,
    News.ENTRY: public_news.entry_shown,
    News.REFRESH: public_news.refresh,
    News.VENUE_LOST: places.lost,
    News.VENUE_BACK: places.back,
}


UNSAID = frozenset({News.OFFICE, News.CALENDAR})
"""Of these nothing is said: it is made so."""


def announce(announcement: Announcement, t: Words, occasion: Occasion) -> Post:
    """Word an announcement for its reader."""
    return WORDINGS[announcement.kind](announcement, t, occasion)
