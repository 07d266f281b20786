"""`/contests` and `/brief`: what is on, and one contest's brief; `remind:` for reminders."""

from bots.commands.contest import which
from bots.commands.dispatch import in_place
from bots.commands.registry import button, command
from bots.commands.talk import Args, Talk
from bots.post import Post
from bots.presenter import contests as present
from bots.presenter import results as present_results
from bots.words import N_
from contests.desk.reminding import remind_me, wants_reminders
from contests.desk.views import contest_view, contest_views, result_view


@command("contests", N_("What is on"))
async def contests(talk: Talk, _: Args) -> list[Post]:
    """List the contests that run and ran."""
    views = await contest_views(talk.store, talk.actor)
    return [present.contest_list(views, talk.t, talk.zone, talk.now)]


@command("brief", N_("One contest: what it is about, its dates, what may be won"), which("public"))
async def brief(talk: Talk, args: Args) -> list[Post]:
    """Show a contest's brief; a decided one's standings follow."""
    return await _brief(talk, args.text("contest"))


@button("brief")
async def on_brief(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Show the brief of a contest in a list."""
    return await _brief(talk, subject)


async def _brief(talk: Talk, contest_id: str) -> list[Post]:
    view = await contest_view(talk.store, talk.actor, contest_id)
    reminded = await wants_reminders(talk.store, talk.actor, contest_id)
    posts = [present.brief(view, talk.t, talk.zone, talk.now, reminded=reminded)]
    if view.contest.is_frozen:
        posts.append(present_results.standings(await result_view(talk.store, talk.actor, contest_id), talk.t))
    return posts


@button("remind")
async def on_remind(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Note that the person wants reminders of this contest."""
    return await _reminded(talk, subject, wanted=True)


@button("forget")
async def on_forget(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Note that the person wants no reminders of this contest any more."""
    return await _reminded(talk, subject, wanted=False)


async def _reminded(talk: Talk, subject: str, *, wanted: bool) -> list[Post]:
    await remind_me(talk.store, talk.actor, subject, wanted=wanted)
    view = await contest_view(talk.store, talk.actor, subject)
    return [in_place(present.brief(view, talk.t, talk.zone, talk.now, reminded=wanted))]
