"""Words the page that helps a manager to choose how a contest is decided."""

from collections.abc import Sequence

from bots.post import Post
from bots.presenter.labels import GOOD_FOR, METHODS
from bots.presenter.parts import bullets, lines, paragraphs
from bots.words import Words
from contests.model.ballot import MARKINGS, Marking, Method
from contests.rules.advice import TWO_STAGES_FROM


def ways_to_decide(t: Words) -> Post:
    """List every way to vote with what it is good for, then what else decides, each with how it is typed."""
    text = paragraphs(
        lines(
            t._("How people vote is set by method= in /contest new."),
            t._("Choose by what people should do on their ballot:"),
        ),
        _ways(t._("They say yes to entries:"), Marking.APPROVE, t),
        _ways(t._("They give grades:"), Marking.GRADE, t),
        _ways(t._("They put entries in order, up to 25:"), Marking.RANK, t),
        _ways(t._("They see two at a time:"), Marking.COMPARE, t),
        lines(t._("What else decides:"), bullets(_beside(t))),
        t._("/help contest new lists every setting. The preview of /contest schedule says in words what you have set."),
    )
    return Post(text)


def _ways(head: str, marking: Marking, t: Words) -> str:
    methods = [one for one in map(Method, METHODS) if MARKINGS[one] is marking]
    return lines(head, bullets(f"{one}: {t._(METHODS[one])}. {t._(GOOD_FOR[one])}" for one in methods))


def _beside(t: Words) -> Sequence[str]:
    return (
        t._("final=: a second vote among the best, worth it from {n} entries on.", n=t.number(TWO_STAGES_FROM)),
        t._("jury=: jurors vote, too, and are counted apart."),
        t._("tie=: what happens when places are tied."),
        t._("quorum=: how many have to vote, so that anybody wins."),
        t._("one_each=, repeat=: who gets no reward again."),
    )
