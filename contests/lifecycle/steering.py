"""What a manager does to a contest that runs: schedule, pause, resume, extend, cancel (RULES.md 3-5)."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from contests.lifecycle.advance import cancelled
from contests.lifecycle.deadlines import awaits_draw
from contests.lifecycle.finals import voting_of
from contests.lifecycle.step import Step
from contests.model.announcement import Announcement, News
from contests.model.ballot import MARKINGS, Marking
from contests.model.contest import RUNNING, Contest, Final, Plan, Round, RoundKind, State, TieRule
from contests.model.span import Span
from contests.refusals import Fact, Refusal
from contests.rules.editing import terms_of
from contests.rules.limits import is_blank

NOTHING = timedelta(0)


def must_run(contest: Contest) -> None:
    """Refuse what only a contest before its decision allows.

    Raises:
        Refusal: `cancelled`, `already_decided`, `not_open` (a draft).

    """
    if contest.state is State.CANCELLED:
        raise Refusal("cancelled", why=contest.ended_because, contest=contest.brief.title)
    if contest.is_frozen:
        raise Refusal("already_decided", why="contest", contest=contest.brief.title)
    if contest.state not in RUNNING:
        raise Refusal("not_open", why="draft", contest=contest.brief.title)


def planned_rounds(contest: Contest, plan: Plan, at: datetime) -> tuple[Round, ...]:
    """Return the rounds of a plan that is confirmed at `at`: submission, voting at its close, then the final if any.

    Raises:
        Refusal: `needs_argument` for a missing date; `when_unclear` for dates in the wrong order or past.

    """
    opens = plan.opens or at
    if opens < at:
        raise Refusal("when_unclear", why="past", name="opens", at=opens.isoformat())
    zone = ZoneInfo(contest.brief.zone)
    closes = _resolved(plan.submissions, opens, zone, "submissions")
    voting = Round(f"{contest.id}v", RoundKind.VOTING, closes, _resolved(plan.voting, closes, zone, "voting"))
    final = contest.rules.final
    finals = (planned_final(contest.id, final, plan, voting, zone),) if final else ()
    return (Round(f"{contest.id}s", RoundKind.SUBMISSION, opens, closes), voting, *finals)


def planned_final(contest_id: str, final: Final, plan: Plan, voting: Round, zone: ZoneInfo) -> Round:
    """Return the final that opens once the managers have seen who goes on. Raises: as `planned_rounds`."""
    opens = final.preview.after(voting.closes, zone)
    return Round(f"{contest_id}f", RoundKind.FINAL, opens, _resolved(plan.final, opens, zone, "final"))


def _resolved(when: datetime | Span | None, opening: datetime, zone: ZoneInfo, name: str) -> datetime:
    if when is None:
        raise Refusal("needs_argument", name=name)
    close = when.after(opening, zone) if isinstance(when, Span) else when
    if close <= opening:
        raise Refusal("when_unclear", why="order", name=name, at=close.isoformat(), after=opening.isoformat())
    return close


def schedule(contest: Contest, at: datetime) -> Contest:
    """Fix the dates of a draft; a plan without an opening opens now.

    Raises:
        Refusal: `already_decided` when it is no draft; `needs_argument` for a lottery whose public value is not named;
            what `planned_rounds` raises.

    """
    if contest.state is State.CANCELLED:
        raise Refusal("cancelled", why=contest.ended_because, contest=contest.brief.title)
    if contest.state is not State.DRAFT:
        raise Refusal("already_decided", why="scheduled", contest=contest.brief.title)
    if contest.rules.tie is TieRule.LOTTERY and is_blank(contest.rules.lottery):
        raise Refusal("needs_argument", name="lottery")
    rounds = planned_rounds(contest, contest.plan, at)
    plan = contest.plan if contest.rules.final else replace(contest.plan, final=None)
    return replace(contest, state=State.SCHEDULED, rounds=rounds, plan=plan)


def add_final(contest: Contest, *, has_entries: bool) -> Contest:
    """Return a contest with a final of the best 10, as long as its vote, which has not opened yet.

    Where members rank, they do so in the final too.

    Raises:
        Refusal: `too_late` once voting has opened, `already_decided` when there is a final; what `must_run` raises.

    """
    must_run(contest)
    if contest.state not in {State.SCHEDULED, State.SUBMISSION, State.REVIEW}:
        raise Refusal("too_late", why="ballots", contest=contest.title)
    if contest.rules.final is not None:
        raise Refusal("already_decided", why="final_set", contest=contest.title)
    method = contest.rules.method
    final = Final(method) if MARKINGS.get(method) is Marking.RANK else Final()
    voting = voting_of(contest)
    opens = final.preview.after(voting.closes, ZoneInfo(contest.brief.zone))
    added = Round(f"{contest.id}f", RoundKind.FINAL, opens, opens + (voting.closes - voting.opens))
    rules, version = replace(contest.rules, final=final), contest.terms.version if contest.terms else 1
    terms = terms_of(contest.brief, rules, version + 1 if has_entries else version)
    plan = replace(contest.plan, final=added.closes)
    return replace(contest, rules=rules, plan=plan, terms=terms).with_round(added)


def pause(contest: Contest, at: datetime) -> Step:
    """Stop entering and voting until it is resumed.

    Raises:
        Refusal: `paused` when it is; `cancelled`, `already_decided`, `not_open`.

    """
    must_run(contest)
    if contest.paused_at is not None:
        raise Refusal("paused", at=contest.paused_at.isoformat(), contest=contest.brief.title)
    return Step(replace(contest, paused_at=at), (Announcement(News.PAUSED, contest.id),))


def resume(contest: Contest, at: datetime) -> Step:
    """Go on, with every later deadline moved by the pause.

    Raises:
        Refusal: `not_open` when it is not paused; `cancelled`, `already_decided`.

    """
    must_run(contest)
    if contest.paused_at is None:
        raise Refusal("not_open", why="not_paused", contest=contest.brief.title)
    resumed = replace(contest.moved(at - contest.paused_at), paused_at=None)
    return Step(resumed, (Announcement(News.RESUMED, contest.id, facts=_next_close(resumed)),))


def extend(contest: Contest, by: Span, reason: str, at: datetime) -> Step:
    """Move the running deadline and all later ones by the same time, for a public reason.

    An opening that waits for unreviewed entries is moved on from now: what it has waited is lost already.

    Raises:
        Refusal: `needs_argument` without a reason, `when_unclear` unless later; `cancelled`, `already_decided`;
            `not_open` while only a draw is awaited.

    """
    must_run(contest)
    if awaits_draw(contest):
        raise Refusal("not_open", why="draw", contest=contest.title)
    if is_blank(reason):
        raise Refusal("needs_argument", name="reason")
    if not by:
        raise Refusal("when_unclear", why="earlier", name="by")
    if contest.waiting_since is not None:
        waited = (contest.paused_at or at) - _running_deadline(contest)
        contest = replace(contest.moved(max(waited, NOTHING)), waiting_since=None, asked_at=None)
    running = _running_deadline(contest)
    try:
        longer = contest.moved(by.after(running, ZoneInfo(contest.brief.zone)) - running)
    except OverflowError as past_9999:
        raise Refusal("when_unclear", why="far", name="by") from past_9999
    going_on = longer.moved(at - longer.paused_at) if longer.paused_at else longer
    facts = {"why": "manager", "reason": reason, **_next_close(going_on)}
    return Step(longer, (Announcement(News.EXTENDED, contest.id, facts=facts),))


def _running_deadline(contest: Contest) -> datetime:
    """Return the close of the round that is open, else the opening that comes."""
    following = next(one for one in contest.rounds if one.closed_at is None)
    return following.closes if following.opened_at else following.opens


def cancel(contest: Contest, reason: str) -> Step:
    """End a contest before its decision, for a public reason; a draft tells nobody.

    Raises:
        Refusal: `needs_argument` without a reason; `cancelled`, `already_decided`.

    """
    if contest.state is not State.DRAFT:
        must_run(contest)
    if is_blank(reason):
        raise Refusal("needs_argument", name="reason")
    step = cancelled(contest, reason)
    return Step(step.contest) if contest.state is State.DRAFT else step


def _next_close(contest: Contest) -> dict[str, Fact]:
    """Return the dates of the next round that closes, as facts; `opens` while it is still to open."""
    following = next((one for one in contest.rounds if one.closed_at is None), None)
    if following is None:
        return {}
    opens: dict[str, Fact] = {} if following.opened_at else {"opens": following.opens.isoformat()}
    return {"round": following.kind.value, **opens, "closes": following.closes.isoformat()}
