"""`/brand`: name, colour, logo, the kit, and the people who run contests."""

from bots.commands.dispatch import form_of
from bots.commands.entering import described
from bots.commands.registry import COMMANDS, Argument, command
from bots.commands.talk import Args, Talk
from bots.post import Attachment, Post
from bots.presenter.parts import shortened
from bots.words import N_
from contests.desk.people import add_to_kit, appoint, dismiss, set_brand
from contests.model.community import Brand
from contests.model.member import Role
from contests.refusals import Refusal

MANAGER = (Role.MANAGER,)
ROLES = (
    (Role.MANAGER.value, N_("manager")),
    (Role.MODERATOR.value, N_("moderator")),
    (Role.JUROR.value, N_("juror")),
)
PERSON = Argument("person", N_("Who: their name"), needed=True, stands_alone=True)
ROLE = Argument("role", N_("Role"), "choice", needed=True, stands_alone=True, choices=ROLES)
HEX = frozenset("0123456789abcdefABCDEF")


@command("brand show", N_("The brand's name, colour, zone, kit and people"), roles=MANAGER)
async def show(talk: Talk, _: Args) -> list[Post]:
    """Show the brand, with the form to change it."""
    brand = talk.community.brand
    async with talk.store.reading() as work:
        kit = await work.people.kit(talk.community.id)
        people = await work.people.with_role(talk.community.id, Role.MANAGER, Role.MODERATOR, Role.JUROR)
        media = [await work.media.get(piece.media) for piece in kit]
    lines = [f"{brand.name} · {brand.colour} · {talk.community.zone}"]
    lines += [f"{piece.id}: {piece.title} ({piece.licence})" for piece in kit]
    lines += [f"{one.name}: {_roles(talk, one.roles)}" for one in people]
    args = Args({"name": (brand.name,), "colour": (brand.colour,), "zone": (talk.community.zone,)})
    form = await form_of(talk, COMMANDS["brand set"], args)
    shown = tuple(
        Attachment(one.id, one.kind, one.mime, piece.alt) for one, piece in zip(media, kit, strict=True) if one
    )
    return [Post("\n".join(lines), form=form, media=shown)]


@command(
    "brand set",
    N_("Change the brand's name, colour, zone or logo"),
    Argument("name", N_("Name")),
    Argument("colour", N_("Colour, such as #1F6F5C")),
    Argument("zone", N_("Time zone, such as Europe/Warsaw")),
    Argument("logo", N_("Logo"), "file"),
    roles=MANAGER,
)
async def change(talk: Talk, args: Args) -> list[Post]:
    """Change the brand."""
    old = talk.community.brand
    colour = args.text("colour", old.colour)
    if len(colour) != len("#rrggbb") or colour[0] != "#" or not HEX.issuperset(colour[1:]):
        raise Refusal("needs_argument", name="colour", why="colour", text=colour[:40])
    media = await talk.media()
    brand = Brand(args.text("name", old.name), colour, old.logo)
    zone = args.text("zone", talk.community.zone)
    changed = await set_brand(talk.store, talk.actor, brand, zone, media[0] if media else None)
    return [
        Post(talk.t._("The brand is {name} now, {colour}, {zone}.", name=changed.brand.name, colour=colour, zone=zone))
    ]


@command(
    "brand kit",
    N_("Add pieces that may be remixed"),
    Argument("title", N_("Titles, one a line; empty: what it shows"), "long", repeated=True),
    Argument("alt", N_("What it shows, for people who cannot see it"), "long", repeated=True),
    Argument("licence", N_("Licence of these pieces")),
    Argument("file", N_("Pictures, video or audio"), "file", repeated=True),
    roles=MANAGER,
)
async def kit(talk: Talk, args: Args) -> list[Post]:
    """Add files to the kit."""
    limits = talk.tools.limits
    titles = [line.strip() for value in args.all("title") for line in value.splitlines()]
    media = described(await talk.media(), args)
    padded = titles[: len(media)] + [""] * (len(media) - len(titles))
    pieces = [
        (one, title or shortened(one.alt, limits.title) or talk.t._("Piece {number}", number=number))
        for number, (one, title) in enumerate(zip(media, padded, strict=True), 1)
    ]
    added = await add_to_kit(talk.store, talk.actor, pieces, args.text("licence", "remix"), limits)
    listed = "\n".join(f"{piece.id}: {piece.title}" for piece in added)
    return [Post(talk.t._("In the kit now; remixes name them by these ids:") + f"\n{listed}")]


@command("brand people add", N_("Give somebody a role"), PERSON, ROLE, roles=MANAGER)
async def add(talk: Talk, args: Args) -> list[Post]:
    """Appoint somebody."""
    member = await appoint(talk.store, talk.actor, args.text("person"), _role(args))
    return [Post(talk.t._("{name} is {roles} now.", name=member.name, roles=_roles(talk, member.roles)))]


@command("brand people remove", N_("Take a role away"), PERSON, ROLE, roles=MANAGER)
async def remove(talk: Talk, args: Args) -> list[Post]:
    """Dismiss somebody."""
    member = await dismiss(talk.store, talk.actor, args.text("person"), _role(args))
    return [Post(talk.t._("{name} is {roles} now.", name=member.name, roles=_roles(talk, member.roles)))]


def _role(args: Args) -> Role:
    return args.choice("role", (Role.MANAGER, Role.MODERATOR, Role.JUROR), Role.MODERATOR)


def _roles(talk: Talk, roles: frozenset[Role]) -> str:
    worded = {value: talk.t._(label) for value, label in ROLES}
    return talk.t.listed([worded[one.value] for one in Role if one.value in worded and one in roles]) or talk.t._(
        "member"
    )
