"""What a manager decides between a contest's rounds: the final, opened early or added, and the value of a draw."""

from bots.commands.dispatch import MOST_SHOWN, in_place, run
from bots.commands.registry import COMMANDS, Argument, button, command
from bots.commands.talk import Args, Talk
from bots.post import Post
from bots.presenter import contests as present
from bots.presenter import finals as words_of
from bots.words import N_
from contests.desk import finals
from contests.desk.moderating import review_queue
from contests.desk.views import contest_view
from contests.model.member import Role
from contests.refusals import Refusal


async def _status(talk: Talk, contest_id: str) -> Post:
    view = await contest_view(talk.store, talk.actor, contest_id)
    waiting = await review_queue(talk.store, talk.actor, contest_id)
    return present.status(view, len(waiting), talk.t, talk.zone, talk.now)


@command(
    "contest final",
    N_("Open the final now, before its preview ends"),
    Argument("contest", N_("Contest"), "contest", stands_alone=True, fits="previewed"),
    roles=(Role.MANAGER,),
)
async def final(talk: Talk, args: Args) -> list[Post]:
    """Open the final at once."""
    contest = await finals.open_final_now(talk.store, talk.actor, args.text("contest"))
    return [await _status(talk, contest.id)]


@button("final")
async def on_final(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Open the final at once."""
    await finals.open_final_now(talk.store, talk.actor, subject)
    return [in_place(await _status(talk, subject))]


@button("add_final")
async def on_add_final(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Add a final of the best 10."""
    contest = await finals.add_final_of_the_best(talk.store, talk.actor, subject)
    return [in_place(words_of.added(contest, talk.t, talk.zone, talk.now)), await _status(talk, contest.id)]


@command(
    "contest draw",
    N_("Break a tie by lot, with the public value that was named in advance"),
    Argument("contest", N_("Contest"), "contest", stands_alone=True, fits="awaits_draw"),
    Argument("value", N_("The value, exactly as it was published"), needed=True),
    Argument("again", N_("The same once more: it decides at once, and stands"), needed=True),
    roles=(Role.MANAGER,),
)
async def draw(talk: Talk, args: Args) -> list[Post]:
    """Draw lots, and decide the contest; nobody can take that back, so the value is typed twice."""
    value, again = args.text("value").strip(), args.text("again").strip()
    if value != again:
        raise Refusal("needs_argument", why="differ", name="again", text=value[:MOST_SHOWN], again=again[:MOST_SHOWN])
    contest = await finals.draw_lots(talk.store, talk.actor, args.text("contest"), value)
    return [await _status(talk, contest.id)]


@button("draw")
async def on_draw(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Ask for the public value."""
    return await run(talk, COMMANDS["contest draw"], Args({"contest": (subject,)}))
