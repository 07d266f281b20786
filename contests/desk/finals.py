"""What managers decide between a contest's rounds: a final that is added, or opened early, and the value of a draw."""

from contests.desk.knowing import facts_of
from contests.desk.managing import asks_again, managed, steered
from contests.lifecycle.advance import start_final
from contests.lifecycle.deadlines import final_to_open
from contests.lifecycle.deciding import draw
from contests.lifecycle.steering import add_final, must_run
from contests.lifecycle.step import Step
from contests.model.announcement import Announcement, News
from contests.model.contest import Contest, RoundKind, State
from contests.ports import Actor, Store
from contests.refusals import Refusal


async def open_final_now(store: Store, actor: Actor, contest_id: str) -> Contest:
    """Cut the preview short, and open the final.

    Raises:
        Refusal: `role`, `no_such`, `paused`, `already_decided` when it is open, `not_open` when there is none to open;
            what `must_run` raises.

    """
    async with store.work() as work:
        contest = await managed(work, actor, contest_id)
        must_run(contest)
        _must_be_previewed(contest)
        step = start_final(contest, await facts_of(work, contest, actor.at), actor.at)
        return await steered(work, actor, contest, step, "contest final")


def _must_be_previewed(contest: Contest) -> None:
    if final_to_open(contest) is None:
        final = contest.round_of(RoundKind.FINAL)
        if final is not None and final.opened_at is not None:
            raise Refusal("already_decided", why="final_open", contest=contest.title)
        raise Refusal("not_open", why="no_final", contest=contest.title)
    if contest.paused_at is not None:
        raise Refusal("paused", at=contest.paused_at.isoformat(), contest=contest.title)


async def draw_lots(store: Store, actor: Actor, contest_id: str, value: str) -> Contest:
    """Break the ties that matter by the public value that was named in advance; it is published with the result.

    Raises:
        Refusal: `role`, `no_such`, `not_open`, `paused`, `needs_argument`; what `must_run` raises.

    """
    async with store.work() as work:
        contest = await managed(work, actor, contest_id)
        must_run(contest)
        step = draw(contest, await facts_of(work, contest, actor.at), value, actor.at)
        return await steered(work, actor, contest, step, "contest draw", value)


async def add_final_of_the_best(store: Store, actor: Actor, contest_id: str) -> Contest:
    """Add a final of the best 10, while voting has not opened; authors are asked about the new terms.

    Raises:
        Refusal: `role`, `no_such`, `too_late` once voting has opened, `already_decided` when there is a final.

    """
    async with store.work() as work:
        contest = await managed(work, actor, contest_id)
        entries = await work.entries.of_contest(contest.id)
        agreed = bool(entries) or await work.entries.has_drafts(contest.id)
        changed = add_final(contest, has_entries=agreed)
        asked = sorted({one.member for one in entries if one.counts_against_limit})
        told = () if contest.state is State.SCHEDULED else (Announcement(News.FINAL_ADDED, contest.id),)
        step = Step(changed, (*told, *(asks_again(changed, member) for member in asked)))
        return await steered(work, actor, contest, step, "contest final")
