"""Each way to vote in words: what members do, what wins by it, and what becomes of a score that few people made."""

from bots.words import Words
from contests.model.ballot import Marking, Method, Mode, Scoring
from contests.model.contest import Round, Rules


def how(method: Method, rules: Rules, t: Words) -> str:
    """Say what members do on a ballot, and what wins by it."""
    if method is Method.LIMITED:
        return t.n_(
            "Members vote, and approve at most {n} entry.",
            "Members vote, and approve at most {n} entries.",
            rules.stars,
        )
    return {
        Method.APPROVAL: t._("Members vote, and approve as many entries as they like."),
        Method.SINGLE: t._("Members vote, and choose one entry."),
        Method.SCORE: t._("Members grade entries from 1 to 5; the best average wins."),
        Method.STAR: t._(
            "Members grade entries from 1 to 5, and the grades are added up. Of the two with the most points,"
            " the one that more members grade higher wins (STAR)."
        ),
        Method.MAJORITY: t._(
            "Members grade entries from 1 to 5. The best middle grade wins: at least half of the grades are that good"
            " or better (majority judgment)."
        ),
        Method.SCHULZE: t._(
            "Members put entries in their order. Each entry is compared with each other one, and the one that beats"
            " all others wins; where they beat each other in a circle, the clearest wins count (Schulze)."
        ),
        Method.IRV: t._(
            "Members put entries in their order. The entry that is first on the fewest ballots goes out,"
            " and these ballots count for their next one, until one is left (instant run-off)."
        ),
        Method.PAIRWISE: t._(
            "Members say which of two entries they like better, as often as they like."
            " The strongest wins: to beat a strong entry counts more than to beat a weak one."
        ),
        Method.EPH: t._(
            "Members vote, and approve as many entries as they like. It is counted so that a group that votes alike"
            " cannot take every place in the final (E Pluribus Hugo)."
        ),
    }[method]


def counted(one: Round, t: Words) -> str:
    """Say in one sentence what an open round makes of its ballots."""
    if one.marking is Marking.APPROVE and one.method is not Method.EPH:
        return (
            t._("The most votes come first.")
            if one.mode is Mode.LIST
            else t._("The largest share of votes among those who looked comes first.")
        )
    return {
        Method.SCORE: t._("The best average comes first."),
        Method.STAR: t._(
            "Grades are added up. Of the two with the most points, the one that more members grade higher comes first."
        ),
        Method.MAJORITY: t._("The best middle grade comes first: at least half of the grades are that good or better."),
        Method.SCHULZE: t._("Each entry is compared with each other one, and the one that beats all comes first."),
        Method.IRV: t._("The entry that is first on the fewest ballots goes out, again and again, until one is left."),
        Method.PAIRWISE: t._("To beat a strong entry counts more than to beat a weak one."),
        Method.EPH: t._("A group that votes alike cannot take every place in the final."),
    }[one.method]


def by_few(scoring: Scoring, t: Words) -> str:
    """Say what becomes of a score that few people made."""
    return {
        Scoring.SHRUNK: t._("A score that few people made is drawn towards the average."),
        Scoring.SHARE: "",
        Scoring.ITCH: t._("It counts less where fewer looked than at half the entries."),
        Scoring.WILSON: t._("It is taken as low as it may be by chance, for few looks prove little."),
    }[scoring]
