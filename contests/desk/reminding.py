"""Reminders before a close, for those who asked for them."""

from contests.desk.access import as_now, contest_for
from contests.model.contest import State
from contests.ports import Actor, Store
from contests.refusals import Refusal


async def remind_me(store: Store, actor: Actor, contest_id: str, *, wanted: bool) -> None:
    """Note or forget that the actor wants reminders.

    Raises:
        Refusal: `no_such`; `cancelled` or `already_decided` for a contest of which nothing is to come.
    """
    async with store.work() as work:
        contest = await contest_for(work, actor, contest_id)
        if wanted and contest.state is State.CANCELLED:
            raise Refusal("cancelled", why=contest.ended_because, contest=contest.brief.title)
        if wanted and contest.is_frozen:
            raise Refusal("already_decided", why="contest", contest=contest.brief.title)
        await work.contests.remind(contest.id, (await as_now(work, actor)).member.id, wanted=wanted)


async def wants_reminders(store: Store, actor: Actor, contest_id: str) -> bool:
    """Tell whether the actor asked for reminders of a contest."""
    async with store.reading() as work:
        return actor.member.id in await work.contests.reminded(contest_id)
