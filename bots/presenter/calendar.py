"""Words a contest's rounds for a platform's calendar."""

from bots.hearing import Date
from bots.presenter.parts import paragraphs
from bots.words import N_, Words
from contests.lifecycle.following import in_calendars
from contests.model.contest import Contest, RoundKind

NAMES = {
    RoundKind.SUBMISSION: N_("{title}: entries are open"),
    RoundKind.VOTING: N_("{title}: voting is open"),
    RoundKind.FINAL: N_("{title}: the final"),
    RoundKind.RUNOFF: N_("{title}: run-off vote"),
}
WHAT_TO_DO = {
    RoundKind.SUBMISSION: N_("Take part with /enter; /brief says what it is about."),
    RoundKind.VOTING: N_("Vote with /vote. Your vote is secret, and you can change it until the close."),
    RoundKind.FINAL: N_("Vote on the best with /vote. Your vote is secret, and you can change it until the close."),
    RoundKind.RUNOFF: N_("Vote once more with /vote: it decides between entries that are tied."),
}


def dates_of(contest: Contest, t: Words) -> list[Date]:
    """Return the rounds that a calendar shows now; an open one began when it opened."""
    return [
        Date(
            key=one.id,
            title=t._(NAMES[one.kind], title=contest.title),
            text=paragraphs(t._(WHAT_TO_DO[one.kind]), contest.brief.text),
            opens=one.opened_at or one.opens,
            closes=one.closes,
        )
        for one in in_calendars(contest)
    ]
