"""What of a contest may still be changed (RULES.md, States), and its terms as versions."""

import hashlib
from dataclasses import dataclass, replace

from contests.model.ballot import Voters
from contests.model.contest import VOTING_STATES, Brief, Contest, Plan, Round, Rules, State
from contests.model.terms import Terms
from contests.refusals import Refusal

PLAIN = Rules()
ADDED = (
    "quorum_share",
    "quorum_looks",
    "stars",
    "criteria",
    "scoring",
    "unranked",
    "final",
    "jury",
    "lottery",
    "one_each",
    "repeat",
)
"""Rules that are younger than the first terms: where they are not used, the digest is as it was without them."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A contest's parts as a manager wants them now."""

    brief: Brief
    rules: Rules
    plan: Plan
    venues: tuple[str, ...] = ()


def terms_of(brief: Brief, rules: Rules, version: int) -> Terms:
    """Return a version of the terms; the digest is over everything that an author agrees to."""
    parts = (brief, rules.entries_each, rules.method, rules.ambassadors, rules.tie, rules.quorum)
    who = () if rules.voters is Voters.EVERYBODY else (rules.voters,)
    how = tuple((name, getattr(rules, name)) for name in ADDED if getattr(rules, name) != getattr(PLAIN, name))
    shown = repr((*parts, *who, *how))
    return Terms(version, brief.licence, hashlib.sha256(shown.encode()).hexdigest())


def edited(contest: Contest, edit: Edit, *, has_entries: bool, has_ballots: bool) -> Contest:
    """Return the contest as edited; its terms get a new version where authors had seen or agreed to the old one.

    Dates of a scheduled contest are changed by `later`; this changes texts and rules.

    Raises:
        Refusal: `already_decided` (frozen), `cancelled`, `too_late` for what can no longer change.

    """
    if contest.state is State.DRAFT:
        return replace(
            contest,
            brief=edit.brief,
            rules=edit.rules,
            plan=edit.plan,
            venues=edit.venues,
            terms=terms_of(edit.brief, edit.rules, 1),
        )
    if contest.state is State.CANCELLED:
        raise Refusal("cancelled", why=contest.ended_because, contest=contest.brief.title)
    if contest.is_frozen:
        raise Refusal("already_decided", why="contest", contest=contest.brief.title)
    if has_ballots or contest.state in VOTING_STATES:
        raise Refusal("too_late", why="ballots", contest=contest.brief.title)
    fixed = (contest.brief.template, contest.rules, contest.venues)
    if (edit.brief.template, edit.rules, edit.venues) != fixed:
        raise Refusal("too_late", why="scheduled", contest=contest.brief.title)
    version = contest.terms.version if contest.terms else 1
    changed = edit.brief != contest.brief
    terms = terms_of(edit.brief, edit.rules, version + 1 if changed and has_entries else version)
    return replace(contest, brief=edit.brief, terms=terms)


def check_not_opened(contest: Contest) -> None:
    """Refuse other dates once the contest has opened. Raises: Refusal `too_late`."""
    if contest.state is not State.SCHEDULED:
        raise Refusal("too_late", why="opened", contest=contest.brief.title)


def later(contest: Contest, rounds: tuple[Round, ...]) -> Contest:
    """Return a scheduled contest with these dates, none of them earlier than before.

    Raises:
        Refusal: `when_unclear` with `why=earlier`; `too_late` once it has opened.

    """
    check_not_opened(contest)
    if rounds[0].opens < contest.rounds[0].opens:
        raise Refusal("when_unclear", why="earlier", at=contest.rounds[0].opens.isoformat(), name="opens")
    for old, new in zip(contest.rounds, rounds, strict=True):
        if new.closes < old.closes:
            raise Refusal("when_unclear", why="earlier", at=old.closes.isoformat(), name=new.kind.value)
    return replace(contest, rounds=rounds)
