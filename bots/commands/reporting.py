"""`/report`: telling those who moderate of an entry, or of a message that is none."""

from dataclasses import replace

from bots.commands.dispatch import form_of
from bots.commands.registry import COMMANDS, Argument, button, command
from bots.commands.talk import Args, Talk
from bots.post import Post
from bots.words import N_
from contests.desk.reporting import report_entry, report_message
from contests.desk.views import entry_view
from contests.refusals import Refusal


@command(
    "report",
    N_("Tell the moderators of an entry, or of a message, that breaks the rules"),
    Argument("entry", N_("The entry's id"), stands_alone=True),
    Argument("reason", N_("What is wrong with it, in a sentence"), "long", needed=True),
    Argument("link", N_("The link to a message, if it is not an entry")),
)
async def report(talk: Talk, args: Args) -> list[Post]:
    """Report an entry by its id, or a message by its link."""
    entry, link, reason = args.text("entry"), args.text("link"), args.text("reason")
    limits = talk.tools.limits
    if entry:
        title = await report_entry(talk.store, talk.actor, entry, reason, limits)
        what = talk.t._("Thank you. The moderators are told about “{title}”, and decide on it.", title=title)
    elif link:
        await report_message(talk.store, talk.actor, link, reason, limits)
        what = talk.t._("Thank you. The moderators are told about that message, and decide on it.")
    else:
        raise Refusal("needs_argument", name="entry")
    return [Post(what)]


@button("report")
async def on_report(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Ask why; the entry is filled in."""
    view = await entry_view(talk.store, talk.actor, subject)
    asked = await form_of(talk, COMMANDS["report"], Args({"entry": (view.entry.id,)}))
    asked = replace(asked, fields=tuple(one for one in asked.fields if one.name != "link"))
    return [Post(view.entry.words.title, form=asked)]
