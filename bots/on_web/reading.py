"""Contests, entries and standings, the clock and the health: JSON for the page and for scripts."""

from datetime import datetime, timedelta

from aiohttp import web

from bots.on_web.bodies import Body, json_body
from bots.on_web.errors import CallError, no_such, wrong
from bots.on_web.front import actor_of, front_of, json, person_of
from bots.on_web.messages import Json, stored_url
from contests.desk.looking import contests_page, entries_page, standings
from contests.desk.views import ContestView, EntryView, ResultLine, contest_view
from contests.model.contest import Contest, RoundKind
from contests.model.member import Role
from contests.model.standing import Standing

PAGE = 50
LONGEST_TURN_S = 10 * 366 * 86_400
"""How far one call may turn the practice clock."""


async def contests(request: web.Request) -> web.Response:
    """List a community's contests: `GET /api/contests`."""
    page = await contests_page(front_of(request).room.store, actor_of(request), _after(request), PAGE)
    return json({"items": [contest_json(one) for one in page.items], "next": page.next})


async def contest(request: web.Request) -> web.Response:
    """Return a contest: `GET /api/contests/ID`."""
    view = await contest_view(front_of(request).room.store, actor_of(request), request.match_info["contest"])
    return json(contest_json(view))


async def entries(request: web.Request) -> web.Response:
    """List a contest's entries: `GET /api/contests/ID/entries`."""
    front, wanted = front_of(request), request.match_info["contest"]
    page = await entries_page(front.room.store, actor_of(request), wanted, _after(request), PAGE)
    return json({"items": [_entry(one) for one in page.items], "next": page.next})


async def standings_of(request: web.Request) -> web.Response:
    """Return a decided contest's standings: `GET /api/contests/ID/standings`."""
    result = await standings(front_of(request).room.store, actor_of(request), request.match_info["contest"])
    if result is None:
        raise CallError(404, "not_decided")
    contest = result.contest
    drawn = {"draw": {"value": contest.draw, "seed": contest.draw_seed}} if contest.draw else {}
    return json({"items": [_standing(one) for one in result.lines], **drawn})


async def clock(request: web.Request) -> web.Response:
    """Turn the practice clock: `POST /api/clock`."""
    room = front_of(request).room
    if room.turn_clock is None:
        raise no_such()
    if not person_of(request).member.is_a(Role.MANAGER):
        raise CallError(403, "role")
    now, played = await room.turn_clock(_turn(await json_body(request)))
    due = [{"contest": one.contest, "step": one.step, "at": one.at.isoformat()} for one in played]
    return json({"now": now.isoformat(), "due": due})


async def healthz(request: web.Request) -> web.Response:
    """Tell how it goes: `GET /healthz`."""
    health = await front_of(request).room.health()
    return json(health, 200 if health.get("status") == "ok" else 503, {"Cache-Control": "no-store"})


def contest_json(view: ContestView) -> Json:
    """Return a contest as WEB_API shows it."""
    contest = view.contest
    submission, voting = contest.round_of(RoundKind.SUBMISSION), contest.round_of(RoundKind.VOTING)
    is_fixed = voting is not None and voting.opened_at is not None
    mode = voting.mode if voting and is_fixed else contest.rules.mode
    opens = submission.opened_at or submission.opens if submission else contest.plan.opens
    return {
        "id": contest.id,
        "title": contest.title,
        "template": contest.brief.template.value,
        "state": contest.state.value,
        "paused": contest.paused_at is not None,
        "method": (voting.method if voting and is_fixed else contest.rules.method).value,
        "mode": mode.value if mode else None,
        "opens": _time(opens),
        "submissions_close": _time(submission.closes if submission else None),
        "voting_opens": _time((voting.opened_at or voting.opens) if voting else None),
        "voting_closes": _time(voting.closes if voting else None),
        "turnout": view.turnout.ballots,
        "entries": view.turnout.entries,
        **_final_json(contest),
    }


def _final_json(contest: Contest) -> Json:
    """Return what there is only where a final is: its method, and its dates once they are planned."""
    final, rules = contest.round_of(RoundKind.FINAL), contest.rules.final
    if rules is None or (contest.rounds and final is None):
        return {}
    return {
        "final_method": (final.method if final and final.opened_at else rules.method).value,
        "final_opens": _time((final.opened_at or final.opens) if final else None),
        "final_closes": _time(final.closes if final else None),
    }


def _entry(view: EntryView) -> Json:
    entry = view.entry
    return {
        "id": entry.id,
        "contest": entry.contest,
        "kind": entry.kind.value,
        "title": entry.words.title,
        "text": entry.words.text,
        "author": view.author,
        "state": entry.state.value,
        "from": list(entry.words.sources),
        "media": [{"url": stored_url(one.id, one.mime), "kind": one.kind, "alt": one.alt} for one in entry.media],
    }


def _standing(line: ResultLine) -> Json:
    standing, view = line.standing, line.view
    return {
        "rank": None if standing.struck else standing.rank,
        "entry": standing.entry,
        "title": view.entry.words.title if view else None,
        "author": view.author if view else None,
        "score": str(standing.score),
        "approvals": standing.approvals,
        "exposures": standing.exposures,
        "reward": standing.reward,
        "office": line.office,
        **_further(standing),
    }


def _further(standing: Standing) -> Json:
    """Return what only some lines have: jury beside public, a final, a reward that went on, no award before it."""
    columns, further = standing.columns, dict[str, object]()
    if columns is not None:
        further["columns"] = {
            "public": {"rank": columns.public_rank, "points": str(columns.public_points)},
            "jury": {"rank": columns.jury_rank, "points": str(columns.jury_points)},
        }
    if standing.qualified is not None:
        further |= {"qualified": str(standing.qualified), "finalist": standing.is_finalist}
    if standing.skipped:
        further["skipped"] = standing.skipped
    if standing.is_beaten:
        further["beaten"] = True
    return further


def _turn(body: Body) -> timedelta | None:
    if body.values.get("to") == "next":
        return None
    seconds = body.values.get("advance_s")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise wrong("advance_s", "needed" if seconds is None else "unreadable")
    if not 0 <= seconds <= LONGEST_TURN_S:
        raise wrong("advance_s")
    return timedelta(seconds=seconds)


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _after(request: web.Request) -> str | None:
    return request.query.get("after") or None
