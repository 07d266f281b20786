"""`/setup`, `/manage`, and personal links: making places and people part of a community."""

from bots.commands.dispatch import in_place
from bots.commands.registry import Argument, button, command
from bots.commands.talk import Args, Talk
from bots.post import Button, Post
from bots.presenter import desk as present
from bots.presenter.platforms import what_is_down
from bots.words import N_
from contests.desk.access import must_manage
from contests.desk.arriving import make_link, revoke_link
from contests.desk.people import digest_of, make_join_code
from contests.desk.running import it_is_there, try_again
from contests.desk.views import desk_view
from contests.model.member import Role
from contests.refusals import Refusal

ROLES = (
    (Role.MEMBER.value, N_("member")),
    (Role.JUROR.value, N_("juror")),
    (Role.MODERATOR.value, N_("moderator")),
    (Role.MANAGER.value, N_("manager")),
)


@command("setup code", N_("A code by which another place joins this community"), roles=(Role.MANAGER,))
async def code(talk: Talk, _: Args) -> list[Post]:
    """Give a single-use code."""
    secret = talk.tools.new_secret()
    until = await make_join_code(talk.store, talk.actor, secret)
    text = talk.t._(
        "Type /setup join={code} where you want to add a place. The code works once, until {until}.",
        code=secret,
        until=talk.t.moment(until, talk.zone),
    )
    return [Post(text)]


@command("setup show", N_("Make this place a venue"), Argument("join", N_("The code of a community to join")))
async def setup(talk: Talk, args: Args) -> list[Post]:
    """Say whose venue this is; a place that is none yet is set up by its platform before a talk begins."""
    if args.text("join"):
        raise Refusal("already_decided", why="venue")
    name = talk.community.brand.name
    return [Post(talk.t._("This place belongs to {name}. A manager's /setup code adds more places.", name=name))]


@command(
    "setup link",
    N_("A personal link for somebody to come into the web room"),
    Argument("name", N_("Name"), needed=True, stands_alone=True),
    Argument("role", N_("Role"), "choice", choices=ROLES),
    roles=(Role.MANAGER,),
)
async def link(talk: Talk, args: Args) -> list[Post]:
    """Give a single-use personal link."""
    secret = talk.tools.new_secret()
    role = args.choice("role", tuple(Role), Role.MEMBER)
    typed, digest = args.text("name"), digest_of(secret)
    _, until = await make_link(talk.store, talk.community.id, typed, role, talk.now, digest=digest)
    text = talk.t._(
        "For {name} alone, once, until {until}: {link}",
        name=typed,
        until=talk.t.moment(until, talk.zone),
        link=talk.tools.personal_link(secret),
    )
    return [Post(text, buttons=(Button(f"revoke:{digest}", talk.t._("Take it back"), "danger"),))]


@command(
    "setup revoke",
    N_("Take a personal link back before it is used"),
    Argument("link", N_("The link"), needed=True, stands_alone=True),
    roles=(Role.MANAGER,),
)
async def revoke(talk: Talk, args: Args) -> list[Post]:
    """Take back the personal link that was typed."""
    return [await _revoked(talk, digest_of(args.text("link").rpartition("/")[2]))]


@button("revoke")
async def on_revoke(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Take back the personal link of this digest, and put that in its place."""
    return [in_place(await _revoked(talk, subject))]


async def _revoked(talk: Talk, digest: str) -> Post:
    must_manage(talk.actor)
    await revoke_link(talk.store, talk.community.id, digest, talk.now)
    return Post(talk.t._("That link is taken back: it lets nobody in."))


@command("manage", N_("What runs, what waits for review, what could not be sent"), roles=(Role.MANAGER, Role.MODERATOR))
async def manage(talk: Talk, _: Args) -> list[Post]:
    """Show the desk."""
    manages = talk.hearing.member.is_a(Role.MANAGER)
    view = await desk_view(talk.store, talk.actor)
    down = what_is_down(talk.tools.conditions, talk.t) if manages else ()
    return [present.desk(view, talk.t, talk.zone, talk.now, manages=manages, down=down)]


@button("again")
async def on_again(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Send once more what was given up, or what somebody looked for and did not find."""
    await try_again(talk.store, talk.actor, *_tried(subject))
    return [Post(talk.t._("It is being sent once more; /manage shows how it went."))]


@button("there")
async def on_there(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Take it that a message in doubt is there."""
    await it_is_there(talk.store, talk.actor, *_tried(subject))
    return [Post(talk.t._("Then it counts as sent, and nothing is sent again."))]


def _tried(subject: str) -> tuple[str, int | None]:
    """Return the message that a button is about, and which attempt at it was in doubt."""
    owed, _, attempt = subject.partition(":")
    return owed, int(attempt) if attempt.isdecimal() and len(attempt) < 10 else None  # noqa: PLR2004 - no message is tried as often
