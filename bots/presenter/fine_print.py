"""A contest's rules in plain words."""

from bots.presenter.labels import LICENCES, label
from bots.presenter.parts import bullets, language_name, lines, span_words
from bots.words import Words
from contests.model.ballot import Method, Mode, Voters
from contests.model.contest import Contest, RoundKind, Rules, Template, TieRule


def who_may(contest: Contest, t: Words) -> str:
    """Say who takes part, and with how many entries."""
    others = t._("Managers, moderators and jurors do neither.")
    rules = contest.rules
    if rules.voters is Voters.EVERYBODY:
        each = t.n_(
            "Every member of its chats may send {n} entry and vote.",
            "Every member of its chats may send up to {n} entries and vote.",
            rules.entries_each,
        )
        return f"{each} {others}"
    each = t.n_(
        "Every member of its chats may send {n} entry.",
        "Every member of its chats may send up to {n} entries.",
        rules.entries_each,
    )
    vote = {
        Voters.LINKED: t._("To vote takes linked accounts: /link links yours."),
        Voters.AMBASSADORS: t._("Those vote who are or were ambassadors."),
    }[rules.voters]
    return f"{each} {vote} {others}"


def rewards(contest: Contest, t: Words) -> str:
    """List what each place wins."""
    places = sorted({reward.place for reward in contest.brief.rewards})
    won = [t._("Place {place}: {reward}", place=place, reward=contest.brief.reward_of(place)) for place in places]
    return lines(t._("What may be won:"), bullets(won)) if won else t._("Nothing but honour may be won.")


def ambassadors(contest: Contest, brand: str, t: Words) -> str:
    """Say who is asked to be ambassador, and for how long."""
    rules = contest.rules
    if not rules.ambassadors:
        return ""
    return t.n_(
        "The winner is asked to be ambassador of {brand} for {term}, and is free to say no.",
        "The first {n} are asked to be ambassadors of {brand} for {term}, and are free to say no.",
        rules.ambassadors,
        brand=brand,
        term=span_words(rules.term, t),
    )


def licence(contest: Contest, t: Words) -> str:
    """Say what may be done with an entry."""
    return t._("What happens with your entry: {licence}", licence=label(t, LICENCES, contest.brief.licence))


def how_decided(contest: Contest, t: Words) -> str:
    """Say how it is decided, in the order in which it happens."""
    return lines(
        t._("How it is decided:"),
        bullets(part for part in (_review(contest, t), *_voting(contest, t), *_ends(contest.rules, t)) if part),
    )


def _review(contest: Contest, t: Words) -> str:
    if not contest.rules.review:
        return t._("Entries are shown as soon as they are sent.")
    return t._("A moderator looks at each entry before it is shown. Honest criticism is welcome and stays.")


def _voting(contest: Contest, t: Words) -> tuple[str, ...]:
    method = {
        Method.APPROVAL: t._("Members vote, and approve as many entries as they like."),
        Method.SINGLE: t._("Members vote, and choose one entry."),
    }[contest.rules.method]
    stars = t._("What members approve decides, never the number of stars.")
    secret = t._("Ballots are secret and can be changed until the close. Nobody sees standings before the result.")
    return method, _score(contest, t), stars if contest.brief.template is Template.REVIEW else "", secret


def _score(contest: Contest, t: Words) -> str:
    voting = contest.round_of(RoundKind.VOTING)
    mode = voting.mode if voting and voting.opened_at else contest.rules.mode
    if mode is Mode.LIST:
        return t._("All entries are shown at once; the most votes win.")
    if mode is Mode.QUEUE:
        return t._("Entries are shown one by one; the largest share of votes among those who looked wins.")
    return t._(
        "Up to 6 entries are shown at once, and the most votes win."
        " More are shown one by one, and the largest share of votes among those who looked wins."
    )


def _ends(rules: Rules, t: Words) -> tuple[str, str]:
    tie = {
        TieRule.SHARED: t._("If places are tied, all tied win; more prizes may be given."),
        TieRule.RUNOFF: t._(
            "If a tie decides on a prize or the office, a run-off of {span} follows; if that ties, too, all tied win.",
            span=span_words(rules.runoff, t),
        ),
    }[rules.tie]
    return tie, _quorum(rules, t)


def _quorum(rules: Rules, t: Words) -> str:
    if not rules.quorum:
        return ""
    return t.n_(
        "At least {n} member has to vote for something. If not, voting is extended once by {span};"
        " if that does not help, nobody wins.",
        "At least {n} members have to vote for something. If not, voting is extended once by {span};"
        " if that does not help, nobody wins.",
        rules.quorum,
        span=span_words(rules.extension, t),
    )


def languages(contest: Contest, t: Words) -> str:
    """Name the languages of a contest."""
    return t._("Languages: {languages}", languages=t.listed(language_name(one, t) for one in contest.brief.languages))
