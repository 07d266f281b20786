"""`/me`: one's entries, receipts, offers, language and name; what one wants to be told."""

from bots.commands.dispatch import in_place
from bots.commands.registry import Argument, button, command
from bots.commands.talk import Args, Talk
from bots.post import Button, Post
from bots.presenter import people as present
from bots.words import LANGUAGES, N_, words
from contests.desk.managing import agree_to_terms
from contests.desk.people import rename, speak, stop_messages
from contests.desk.views import me_view
from contests.refusals import Refusal

NAMES = (("en", "English"), ("de", "Deutsch"))


@command("me show", N_("Your entries, receipts, offers, language and name"))
async def show(talk: Talk, _: Args) -> list[Post]:
    """Show what the member may see of themselves."""
    view = await me_view(talk.store, talk.actor)
    return [present.me(view, talk.t, talk.zone), *present.older_receipts(view, talk.t, talk.zone)]


@command("me name", N_("Change your display name"), Argument("name", N_("Name"), needed=True, stands_alone=True))
async def name(talk: Talk, args: Args) -> list[Post]:
    """Change the display name."""
    renamed = await rename(talk.store, talk.actor, args.text("name"))
    return [
        Post(talk.t._("You are {name} from now on. Entries keep the name they were sent under.", name=renamed.name))
    ]


@command(
    "me language",
    N_("The language in which you are spoken to"),
    Argument("language", N_("Language"), "choice", needed=True, stands_alone=True, choices=NAMES),
)
async def language(talk: Talk, args: Args) -> list[Post]:
    """Change the language."""
    return [await _speaks(talk, args.choice("language", LANGUAGES, "en"))]


@button("language")
async def on_language(talk: Talk, _: str, values: tuple[str, ...]) -> list[Post]:
    """Change the language by the select."""
    if len(values) != 1 or values[0] not in LANGUAGES:
        raise Refusal(
            "needs_argument", name="language", why="choice", text=", ".join(values)[:100], nearest=", ".join(LANGUAGES)
        )
    return [await _speaks(talk, values[0])]


async def _speaks(talk: Talk, chosen: str) -> Post:
    await speak(talk.store, talk.actor, chosen)
    return Post(words(chosen)._("I speak English with you from now on."))


@button("agree")
async def on_agree(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Agree to the version of a contest's terms that the message shows."""
    contest_id, _colon, version = subject.partition(":")
    contest = await agree_to_terms(talk.store, talk.actor, contest_id, version)
    return [
        in_place(
            Post(talk.t._("Thank you: your entries for {title} are under the new terms.", title=contest.brief.title))
        )
    ]


@button("stop")
async def on_stop(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Stop the private messages about an entry."""
    await stop_messages(talk.store, talk.actor, subject)
    again = Button(f"start:{subject}", talk.t._("Send them after all"))
    return [
        in_place(Post(talk.t._("No more messages about this entry. /me always shows how it stands."), buttons=(again,)))
    ]


@button("start")
async def on_start(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Take the private messages about an entry up again."""
    await stop_messages(talk.store, talk.actor, subject, stopped=False)
    return [in_place(Post(talk.t._("You get messages about this entry again.")))]


@command("privacy", N_("What is kept about you, and what is not"))
async def privacy(talk: Talk, _: Args) -> list[Post]:
    """Show the policy."""
    return [present.privacy(talk.t)]
