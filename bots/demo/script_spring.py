"""The contest that runs, in voting: "The spring label"."""

from bots.demo.acts import Act, Decides, Enters, Says, Votes, When
from bots.words import N_
from contests.rules.moderation import Rule, Verdict

SPRING: tuple[Act, ...] = (
    Enters(
        When(-12, 9), "Kaya", "spring", "april-rain", N_("April rain, April tea"), N_("Let it rain, I have a cup."),
        "april-rain", N_("A pink cup of tea on a green hill in the rain"), ("cup",),
    ),
    Enters(
        When(-11, 13), "Lars", "spring", "meadow", N_("Meadow in stripes"), "", "meadow",
        N_("Three fennel flowers before slanting stripes of green, cream and pink"), ("fennel",),
    ),
    Decides(When(-11, 14), "april-rain"),
    Decides(When(-11, 14, 1), "meadow"),
    Enters(
        When(-10, 18), "Amina", "spring", "first-finch", N_("First finch of the year"),
        N_("Same window, better weather."), "first-finch",
        N_("A pink finch on a green hill under a golden sun"), ("first-snow",),
    ),
    Enters(
        When(-9, 20), "Bruno", "spring", "green-stars", N_("Green constellations"), "", "green-stars",
        N_("Three fennel flowers, cream, gold and pink, before a dark green sky"), ("fennel-stars",),
    ),
    Decides(When(-9, 21), "first-finch"),
    Decides(When(-9, 21, 1), "green-stars"),
    Says(When(-9, 21, 30), "Hugo", N_("Bruno keeps turning vegetables into galaxies.")),
    Enters(
        When(-8, 7), "Chiara", "spring", "morning-hill", N_("Morning on the hill"), "", "morning-hill",
        N_("A small finch on green hills before a rising sun"), ("finch",),
    ),
    Enters(
        When(-7, 12), "Dev", "spring", "picnic", N_("Picnic cloth"), "", "picnic",
        N_("A patchwork of quarter circles in spring colours"), ("patchwork-winter",),
        N_("Greta's quilt, washed at forty degrees."),
    ),
    Decides(When(-7, 13), "morning-hill"),
    Decides(When(-7, 13, 1), "picnic"),
    Enters(
        When(-6, 19), "Elif", "spring", "paper-sun", N_("Lantern moon, paper sun"),
        N_("The market by day. Everybody is awake now."), "paper-sun",
        N_("Paper lanterns above lilac hills in the sun, leaves and a red cup in front"), ("night-market",),
    ),
    Enters(
        When(-5, 8), "Ines", "spring", "eleven-words", N_("Spring in eleven words"),
        N_("The kettle hums, the window opens, somebody outside is already singing."),
    ),
    Enters(
        When(-5, 17), "Greta", "spring", "leaf-letter", N_("Leaf letter"), "", "leaf-letter",
        N_("A finch above seven green leaves in a frame"),
    ),
    Decides(When(-5, 18), "paper-sun"),
    Decides(When(-5, 18, 1), "eleven-words"),
    Decides(
        When(-5, 18, 5), "leaf-letter", Verdict.CHANGES, Rule.SOURCE_NOT_NAMED,
        N_("Lovely. That is the finch from the kit: name it as a source, and it is in."),
    ),
    Enters(
        When(-4, 9), "Greta", "spring", "leaf-letter", N_("Leaf letter"), N_("With thanks to the finch."),
        "leaf-letter",
        N_("A finch above seven green leaves in a frame"), ("finch",), replaces="leaf-letter",
    ),
    Decides(When(-4, 10), "leaf-letter"),
    Enters(
        When(-4, 21), "Hugo", "spring", "tide-thyme", N_("Tide and thyme"),
        N_("The sea thawed. Kaya brought the rain."),
        "tide-thyme", N_("Green waves before a pink sun, three leaves rising from them"), ("snow-sea", "april-rain"),
    ),
    Decides(When(-3, 9), "tide-thyme"),
    Votes(When(-3, 19), "Femi", "spring", ("first-finch", "eleven-words", "tide-thyme")),
    Votes(When(-3, 20), "Jonas", "spring", ("paper-sun", "picnic")),
    Votes(When(-2, 8), "Kaya", "spring", ("tide-thyme", "first-finch", "green-stars")),
    Votes(When(-2, 12), "Lars", "spring", ("morning-hill", "paper-sun")),
    Says(When(-2, 12, 10), "Lars", N_("Hard one this time. I passed on three that I would drink from.")),
    Votes(When(-1, 18), "Dev", "spring", ("leaf-letter", "first-finch", "meadow")),
    Votes(When(-1, 20), "Ines", "spring", ("april-rain", "tide-thyme", "morning-hill")),
)  # fmt: skip
