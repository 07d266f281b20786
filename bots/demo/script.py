"""The demo's script: a small tea maker, twelve people who like it, and five weeks of theirs."""

from bots.demo.acts import Act, Drafts, Enters, Piece, Says, Schedules, Script, When
from bots.demo.script_reviews import REVIEWING
from bots.demo.script_spring import SPRING
from bots.demo.script_winter import WINTER
from bots.words import N_
from contests.model.contest import Template

MANAGER, MODERATOR = "Mara", "Theo"
MEMBERS = (
    "Amina", "Bruno", "Chiara", "Dev", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Lars",
)  # fmt: skip
LICENCE = N_("free to remix for our contests")
KIT = (
    Piece("finch", N_("The finch"), N_("A berry-red finch with a golden beak, in profile"), LICENCE),
    Piece("fennel", N_("The fennel"), N_("A fennel flower, golden on dark green"), LICENCE),
    Piece("cup", N_("The cup"), N_("A red cup of steaming tea"), LICENCE),
    Piece("tin", N_("The tin"), N_("A blue tea tin with an empty label"), LICENCE),
    Piece("patchwork", N_("The patchwork"), N_("A pattern of quarter circles in red, green, gold and cream"), LICENCE),
)
CONTESTS: tuple[Act, ...] = (
    Drafts(
        When(-34, 10),
        "winter",
        N_("A tin for winter"),
        N_(
            "Our winter tea needs a tin. Take what you like from the kit and show us winter as you see it: "
            "a picture, a pattern or a few words. The winner is printed on 2,000 tins, with your name under the lid."
        ),
        rewards=(N_("your tin, printed, and tea for a year"), N_("tea for six months"), N_("tea for three months")),
        submissions=When(-22, 18),
        voting=When(-15, 18),
        ambassadors=2,
    ),
    Schedules(When(-34, 11), "winter"),
    Says(When(-34, 11, 20), MANAGER, N_("The kit has our finch, the fennel, the cup, an empty tin and the patchwork.")),
    Drafts(
        When(-13, 9),
        "spring",
        N_("The spring label"),
        N_(
            "Spring tea, new label. Remix the kit, or an entry of the winter contest: credit goes with it. "
            "The most liked entry goes onto every box from March on."
        ),
        rewards=(N_("your label on every box, and tea for a year"), N_("tea for six months")),
        submissions=When(-3, 18),
        voting=When(4, 18),
        ambassadors=1,
    ),
    Schedules(When(-13, 10), "spring"),
    Drafts(
        When(-8, 9),
        "breakfast",
        N_("Finch Breakfast, honestly"),
        N_("What do you really think of our breakfast tea? Praise helps others choose, criticism helps us brew."),
        template=Template.REVIEW,
        products=("Finch Breakfast",),
        rewards=(N_("a tasting box"),),
        submissions=When(9, 18),
        voting=When(14, 18),
    ),
    Schedules(When(-8, 10), "breakfast"),
    Drafts(
        When(-1, 9),
        "caption",
        N_("Caption the finch"),
        N_("One picture, one line: what is the finch thinking?"),
        rewards=(N_("a print of the finch"),),
    ),
)

SCRIPT = Script(
    brand="Fennel & Finch",
    colour="#8C2F4E",
    begins=When(-34, 9),
    manager=MANAGER,
    moderator=MODERATOR,
    members=MEMBERS,
    kit=KIT,
    acts=tuple(
        sorted(
            (*CONTESTS, *WINTER, *SPRING, *REVIEWING),
            key=lambda act: (act.when.day, act.when.hour, act.when.minute),
        )
    ),
)
"""What the demo tells."""

STRIP = ("first-finch", "fennel-stars", "two-finches", "april-rain", "patchwork-winter", "alps", "tide-thyme", "meadow")
"""The entries, by their pictures, of which the landing page shows a strip."""


def strip() -> list[Enters]:
    """Return the entries of the strip, in its order."""
    by_picture = {act.picture: act for act in SCRIPT.acts if isinstance(act, Enters)}
    return [by_picture[picture] for picture in STRIP]
