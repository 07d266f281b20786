"""How a contest is decided, in plain words: by which votes, a final, a jury; what a tie, a quorum and caps do."""

from collections.abc import Iterator

from bots.presenter.methods import by_few, how
from bots.presenter.parts import span_words
from bots.words import Words
from contests.model.ballot import MARKINGS, Marking, Method, Mode, Unranked, Voters
from contests.model.contest import Contest, Criterion, Final, Jury, Points, RoundKind, Rules, Template, TieRule
from contests.rules.combining import MOST_LISTED

WHOLE = 100


def voting(contest: Contest, t: Words) -> Iterator[str]:
    """Say how members vote, and what is made of it."""
    method = _method(contest)
    yield how(method, contest.rules, t)
    yield _score(contest, method, t)
    yield from _details(method, contest.rules, t)
    if contest.rules.jury is not None and not _has_final(contest):
        yield _jury(contest.rules.jury, t, in_final=False)
    if contest.brief.template is Template.REVIEW:
        yield t._("The votes decide, never the number of stars.")
    yield t._("Ballots are secret and can be changed until the close. Nobody sees standings before the result.")


def final(contest: Contest, t: Words) -> Iterator[str]:
    """Say who goes on to a final, and how it is decided; nothing where there is none."""
    held = contest.rules.final if _has_final(contest) else None
    if held is None:
        return
    told = set(_details(_method(contest), contest.rules, t))
    yield from _final(held, contest.rules, t)
    yield from (one for one in _details(held.method, contest.rules, t) if one not in told)
    if contest.rules.jury is not None:
        yield _jury(contest.rules.jury, t, in_final=True)


def _method(contest: Contest) -> Method:
    """Return how the voting round is voted in: as it opened, else as is planned."""
    opened = contest.round_of(RoundKind.VOTING)
    return opened.method if opened and opened.opened_at else contest.rules.method


def _has_final(contest: Contest) -> bool:
    """Tell whether there is a final: planned, and not left out because nobody had to be left out for it."""
    is_there = not contest.rounds or contest.round_of(RoundKind.FINAL) is not None
    return contest.rules.final is not None and is_there


def goes_on(contest: Contest, t: Words) -> str:
    """Say in one sentence who goes on to a final that is planned."""
    held = contest.rules.final if _has_final(contest) else None
    if held is None:
        return ""
    if held.bar:
        return t._("All entries that get at least {bar}% go on to a final.", bar=t.number(held.bar))
    return t.n_("The best {n} goes on to a final.", "The best {n} go on to a final.", held.first)


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
    shown = _approvals(mode, method, contest.rules, t)
    return shown + rest if mode is Mode.LIST else shown


def _approvals(mode: Mode | None, method: Method, rules: Rules, t: Words) -> str:
    """Say how entries that are approved are shown, and what wins; what goes on by elimination is said already."""
    shown = {
        Mode.LIST: (t._("All entries are shown at once."), t._("All entries are shown at once; the most votes win.")),
        Mode.QUEUE: (t._("Entries are shown one by one."), t._("Entries are shown one by one.")),
        None: (
            t._("Up to 6 entries are shown at once, more are shown one by one."),
            t._("Up to 6 entries are shown at once, and the most votes win. More are shown one by one."),
        ),
    }[mode]
    if method is Method.EPH:
        return shown[0]
    if mode is Mode.LIST:
        return shown[1]
    share = t._("Then the largest share of votes among those who looked wins.")
    return " ".join(part for part in (shown[1], share, by_few(rules.scoring, t)) if part)


def too_long(rules: Rules, t: Words) -> str:
    """Say what becomes of a vote in order, or on all at once, where there are too many entries for it."""
    most = t.number(MOST_LISTED)
    if MARKINGS.get(rules.method) is Marking.RANK:
        return t._(
            "More than {n} cannot be put in order: then members approve as many as they like, one by one.", n=most
        )
    return t._("More than {n} are shown one by one.", n=most)


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
            " The managers see who it is {span} before everybody. If no more come in, the final is the only vote.",
            "The best {n} go on to a final, with all who tie for the last place in it."
            " The managers see who it is {span} before everybody. If no more come in, the final is the only vote.",
            final.first,
            span=span_words(final.preview, t),
        )
    yield how(final.method, rules, t)
    if final.voters is not None and final.voters is not rules.voters:
        yield {
            Voters.EVERYBODY: t._("Every member of its chats may vote in the final."),
            Voters.LINKED: t._("To vote in the final takes linked accounts: /link links yours."),
            Voters.AMBASSADORS: t._("In the final, those vote who are or were ambassadors."),
        }[final.voters]
    if final.no_award:
        yield t._("“No award this time” can be voted for, too; what is not ahead of it wins nothing.")


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
        yield t._("One reward for each member: a second one goes to the next in line, and the result says so.")
    if rules.repeat:
        span = span_words(rules.repeat, t)
        yield t._(
            "Whoever won a reward here within {span} gets no other: it goes to the next in line,"
            " and the result says so.",
            span=span,
        )


def _tie(rules: Rules, t: Words) -> str:
    return {
        TieRule.SHARED: t._("If places are tied, all tied win; more prizes may be given."),
        TieRule.RUNOFF: t._(
            "If a tie decides on a prize or an ambassador, a run-off of {span} follows;"
            " if that ties, too, all tied win.",
            span=span_words(rules.runoff, t),
        ),
        TieRule.JURY: t._(
            "If a tie decides on a prize or an ambassador, the entry that the jury ranks higher comes first;"
            " if that ties, too, all tied win."
        ),
        TieRule.HEAD_TO_HEAD: t._(
            "If a tie decides on a prize or an ambassador, the entry that more ballots prefer to the other comes first;"
            " if that ties, too, all tied win."
        ),
        TieRule.LOTTERY: t._(
            "If a tie decides on a prize or an ambassador, lots are drawn, and anybody can repeat the draw: it rests on"
            " the receipts of the vote and on a public value that nobody knows yet: {value}.",
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
