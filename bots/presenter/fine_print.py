"""A contest's rules in plain words."""

from collections.abc import Iterable

from bots.presenter import deciding
from bots.presenter.labels import LICENCES, label
from bots.presenter.parts import bullets, language_name, lines, paragraphs, span_words
from bots.words import Words
from contests.model.ballot import Voters
from contests.model.contest import Contest


def who_may(contest: Contest, t: Words) -> str:
    """Say who takes part, and with how many entries."""
    rules = contest.rules
    others = t._("Managers, moderators and jurors do neither.")
    if rules.jury is not None:
        others = t._("Managers and moderators do neither, and jurors only vote.")
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
    """Say how it is decided, in the order in which it happens: the vote, a final, and who wins."""
    return paragraphs(
        _part(t._("How it is decided:"), (_review(contest, t), *deciding.voting(contest, t))),
        _part(t._("The final:"), deciding.final(contest, t)),
        _part(t._("Who wins:"), deciding.ends(contest.rules, t)),
    )


def _part(head: str, said: Iterable[str]) -> str:
    """Return a list under its head, without what is empty; nothing where all is."""
    listed = bullets(one for one in said if one)
    return lines(head, listed) if listed else ""


def _review(contest: Contest, t: Words) -> str:
    if not contest.rules.review:
        return t._("Entries are shown as soon as they are sent.")
    return t._("A moderator looks at each entry before it is shown. Honest criticism is welcome and stays.")


def languages(contest: Contest, t: Words) -> str:
    """Name the languages of a contest."""
    return t._("Languages: {languages}", languages=t.listed(language_name(one, t) for one in contest.brief.languages))
