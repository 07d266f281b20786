"""How a contest is decided, in plain words: by which votes, a final, a jury; what a tie, a quorum and caps do."""

from collections.abc import Iterator

from bots.presenter.parts import span_words
from bots.words import Words
from contests.model.ballot import MARKINGS, Marking, Method, Mode, Scoring, Unranked, Voters
from contests.model.contest import Contest, Criterion, Final, Jury, Points, RoundKind, Rules, Template, TieRule
from contests.rules.combining import MOST_LISTED

WHOLE = 100


def voting(contest: Contest, t: Words) -> Iterator[str]:
    """Say how members vote, what is made of it, and what a final does."""
    final = contest.rules.final if _has_final(contest) else None
    opened = contest.round_of(RoundKind.VOTING)
    method = opened.method if opened and opened.opened_at else contest.rules.method
    yield how(method, contest.rules, t)
    yield _score(contest, method, t)
    told = list(_details(method, contest.rules, t))
    yield from told
    if final is not None:
        yield from _final(final, contest.rules, t)
        yield from (one for one in _details(final.method, contest.rules, t) if one not in told)
    if contest.rules.jury is not None:
        yield _jury(contest.rules.jury, t, in_final=final is not None)
    if contest.brief.template is Template.REVIEW:
        yield t._("The votes decide, never the number of stars.")
    yield t._("Ballots are secret and can be changed until the close. Nobody sees standings before the result.")


def _has_final(contest: Contest) -> bool:
    """Tell whether there is a final: planned, and not left out because nobody had to be left out for it."""
    is_there = not contest.rounds or contest.round_of(RoundKind.FINAL) is not None
    return contest.rules.final is not None and is_there


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
            "Members grade entries from 1 to 5. Of the two with the most points,"
            " the one that more members grade higher wins (STAR)."
        ),
        Method.MAJORITY: t._(
            "Members grade entries from 1 to 5. The best middle grade wins: half the members give at least that one"
            " (majority judgment)."
        ),
        Method.SCHULZE: t._(
            "Members put entries in their order. Each entry is compared with each other one,"
            " and the one that beats all others wins (Schulze)."
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
            " cannot take every place (E Pluribus Hugo)."
        ),
    }[method]


def _score(contest: Contest, method: Method, t: Words) -> str:
    """Say how entries are shown, and how what was said of them is weighed."""
    marking = MARKINGS[method]
    opened = contest.round_of(RoundKind.VOTING)
    is_open = opened is not None and opened.opened_at is not None
    rest = "" if is_open else f" {too_long(contest.rules, t)}"
    if marking is Marking.RANK:
        return t._("All entries are shown at once.") + rest
    if marking is Marking.COMPARE:
        return t._("Pairs that were compared least come first.")
    mode = opened.mode if opened and is_open else contest.rules.mode
    if marking is Marking.GRADE:
        few = by_few(contest.rules.scoring, t) if method is Method.SCORE else ""
        return " ".join(part for part in (t._("Entries are shown one by one."), few) if part)
    if mode is Mode.LIST:
        return t._("All entries are shown at once; the most votes win.") + rest
    shown = t._("Entries are shown one by one.")
    if mode is None:
        shown = t._("Up to 6 entries are shown at once, and the most votes win. More are shown one by one.")
    if method is Method.EPH:
        return shown
    share = t._("Then the largest share of votes among those who looked wins.")
    return " ".join(part for part in (shown, share, by_few(contest.rules.scoring, t)) if part)


def too_long(rules: Rules, t: Words) -> str:
    """Say what becomes of a vote in order, or on all at once, where there are too many entries for it."""
    most = t.number(MOST_LISTED)
    if MARKINGS.get(rules.method) is Marking.RANK:
        return t._(
            "More than {n} cannot be put in order: then members approve as many as they like, one by one.", n=most
        )
    return t._("More than {n} are shown one by one.", n=most)


def by_few(scoring: Scoring, t: Words) -> str:
    """Say what becomes of a score that few people made."""
    return {
        Scoring.SHRUNK: t._("What few looked at is drawn towards the average."),
        Scoring.SHARE: "",
        Scoring.ITCH: t._("It counts less where fewer looked than at half the entries."),
        Scoring.WILSON: t._("It is taken as low as it may be by chance, for few looks prove little."),
    }[scoring]


def _details(method: Method, rules: Rules, t: Words) -> Iterator[str]:
    """Say what else belongs to a method: what is graded, and what becomes of what is left out."""
    if method is Method.SCHULZE:
        yield {
            Unranked.BELOW: t._("What somebody leaves out stands below all that they put in order."),
            Unranked.APART: t._("What somebody leaves out is not compared by their ballot."),
        }[rules.unranked]
    if MARKINGS[method] is Marking.GRADE and rules.criteria:
        yield _criteria(rules.criteria, t)


def _criteria(criteria: tuple[Criterion, ...], t: Words) -> str:
    if len({one.weight for one in criteria}) == 1:
        return t._("What is graded: {criteria}.", criteria=t.listed(one.name for one in criteria))
    weighed = (t._("{name} (weight {weight})", name=one.name, weight=t.number(one.weight)) for one in criteria)
    return t._("What is graded: {criteria}.", criteria=t.listed(weighed))


def _final(final: Final, rules: Rules, t: Words) -> Iterator[str]:
    """Say who goes on to the final, and how it is voted on."""
    if final.bar:
        yield t._(
            "All entries that get at least {bar}% go on to a final."
            " The managers see who it is {span} before everybody.",
            bar=t.number(final.bar),
            span=span_words(final.preview, t),
        )
    else:
        yield t.n_(
            "The best {n} goes on to a final, with all who tie for the last place in it."
            " The managers see who it is {span} before everybody. If no more come in, the final is held at once.",
            "The best {n} go on to a final, with all who tie for the last place in it."
            " The managers see who it is {span} before everybody. If no more come in, the final is held at once.",
            final.first,
            span=span_words(final.preview, t),
        )
    yield t._("In the final: {how}", how=how(final.method, rules, t))
    if final.voters is not None and final.voters is not rules.voters:
        yield {
            Voters.EVERYBODY: t._("Every member of its chats may vote in the final."),
            Voters.LINKED: t._("To vote in the final takes linked accounts: /link links yours."),
            Voters.AMBASSADORS: t._("In the final, those vote who are or were ambassadors."),
        }[final.voters]
    if final.no_award:
        yield t._("In the final, “No award this time” can be voted for, too; what is not ahead of it wins nothing.")


def _jury(jury: Jury, t: Words, *, in_final: bool) -> str:
    who = t._("Jurors vote in the final, too, and are counted apart:") if in_final else ""
    who = who or t._("Jurors vote, too, and are counted apart:")
    weighs = t._(
        "the jury's points weigh {jury} of 100, the public's {public}.",
        jury=t.number(jury.weight),
        public=t.number(WHOLE - jury.weight),
    )
    points = {
        Points.TOP: t._("A place gives 12, 10, 8, 7, 6, 5, 4, 3, 2 or 1 point, from the eleventh on none."),
        Points.LINEAR: t._("The last place gives 1 point, each better one a point more."),
    }[jury.points]
    return f"{who} {weighs} {points}"


def ends(rules: Rules, t: Words) -> Iterator[str]:
    """Say what comes of ties and of too few votes, and who may win."""
    yield _tie(rules, t)
    yield _quorum(rules, t)
    if rules.one_each:
        yield t._("One reward for each member: a second one goes to the next in line, and that is told.")
    if rules.repeat:
        span = span_words(rules.repeat, t)
        yield t._("Whoever won here within {span} gets no reward: it goes to the next, and that is told.", span=span)


def _tie(rules: Rules, t: Words) -> str:
    return {
        TieRule.SHARED: t._("If places are tied, all tied win; more prizes may be given."),
        TieRule.RUNOFF: t._(
            "If a tie decides on a prize or the office, a run-off of {span} follows; if that ties, too, all tied win.",
            span=span_words(rules.runoff, t),
        ),
        TieRule.JURY: t._(
            "If a tie decides on a prize or the office, whom the jury ranks higher goes first;"
            " if that ties, too, all tied win."
        ),
        TieRule.HEAD_TO_HEAD: t._(
            "If a tie decides on a prize or the office, whom more ballots prefer among the tied goes first;"
            " if that ties, too, all tied win."
        ),
        TieRule.LOTTERY: t._(
            "If a tie decides on a prize or the office, it is drawn by lot, so that anybody can repeat it: from the"
            " receipts of the vote and from a public value that nobody knows yet: {value}.",
            value=rules.lottery,
        ),
    }[rules.tie]


def _quorum(rules: Rules, t: Words) -> str:
    needed = " ".join(needs(rules, t))
    if not needed:
        return ""
    extended = t._(
        "If not, voting is extended once by {span}; if that does not help, nobody wins.",
        span=span_words(rules.extension, t),
    )
    return f"{needed} {extended}"


def needs(rules: Rules, t: Words) -> Iterator[str]:
    """Say how much voting it takes to decide, a sentence for each kind of quorum."""
    if rules.quorum:
        yield t.n_(
            "At least {n} member has to vote for something.",
            "At least {n} members have to vote for something.",
            rules.quorum,
        )
    if rules.quorum_share:
        yield t._("At least {n}% of all who may vote have to do so.", n=t.number(rules.quorum_share))
    if rules.quorum_looks:
        yield t.n_(
            "At least {n} member has to look at each entry.",
            "At least {n} members have to look at each entry.",
            rules.quorum_looks,
        )
