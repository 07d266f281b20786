"""The contest that was decided: "A tin for winter"."""

from bots.demo.acts import Accepts, Act, Decides, Enters, Says, Votes, When
from bots.words import N_
from contests.rules.moderation import Rule, Verdict

WINTER: tuple[Act, ...] = (
    Enters(
        When(-33, 18, 10), "Amina", "winter", "first-snow", N_("Finch under first snow"),
        N_("The morning it snowed, one sat by my window and stayed."),
        "first-snow", N_("A red finch on a snowy hill, flakes falling around it"), ("finch",),
    ),
    Decides(When(-33, 19), "first-snow"),
    Enters(
        When(-32, 21, 5), "Bruno", "winter", "fennel-stars", N_("Fennel stars"), "", "fennel-stars",
        N_("Three tall fennel flowers before a night sky with a crescent moon"), ("fennel",),
    ),
    Decides(When(-31, 9), "fennel-stars"),
    Enters(
        When(-30, 12, 40), "Chiara", "winter", "alps", N_("Steam over the Alps"),
        N_("Best cup of my life: 2,300 metres, minus eight."), "alps",
        N_("A cup of tea before three snowy mountains at sunset"), ("cup",),
    ),
    Says(When(-30, 13, 2), "Femi", N_("Chiara, I can feel the cold in my fingers. Lovely.")),
    Decides(When(-30, 14), "alps"),
    Enters(
        When(-28, 17, 30), "Dev", "winter", "two-finches", N_("Two finches, one tin"), "", "two-finches",
        N_("A red and a blue finch look at each other across a green and gold tin"), ("first-snow", "tin"),
        N_("Amina, your finch needed company."),
    ),
    Decides(When(-28, 18), "two-finches"),
    Says(When(-28, 18, 12), "Amina", N_("He does look happier now!")),
    Enters(
        When(-27, 20), "Elif", "winter", "night-market", N_("Night market"),
        N_("Lanterns, hills, and something hot to hold."), "night-market",
        N_("Lanterns above purple hills by night, fennel and a steaming cup in front"), ("fennel-stars", "cup"),
        N_("The stars are Bruno's."),
    ),
    Enters(
        When(-26, 8, 15), "Femi", "winter", "letter", N_("A letter for the bottom of the tin"),
        N_(
            "Dear whoever finished the tea,\nyou made it through the dark part. "
            "Rinse me out, put buttons in me, or letters. I keep things warm.\nYour tin"
        ),
        sources=("tin",),
    ),
    Decides(When(-26, 9), "night-market"),
    Decides(When(-26, 9, 2), "letter"),
    Says(When(-26, 9, 30), "Greta", N_("Femi, I read that twice. Words only, and it wins my heart.")),
    Enters(
        When(-25, 16), "Greta", "winter", "patchwork-winter", N_("Patchwork winter"), "", "patchwork-winter",
        N_("A patchwork of quarter circles in blue, ice, white and berry red"), ("patchwork",),
    ),
    Enters(
        When(-24, 22), "Hugo", "winter", "snow-sea", N_("Snow over the sea"), "", "snow-sea",
        N_("A snowy mountain before a pale moon, rising from a sea of round waves"), ("alps",),
        N_("Chiara's mountain, my sea."),
    ),
    Enters(
        When(-23, 10), "Ines", "winter", "redbreast", N_("Redbreast"), "", "redbreast",
        N_("An orange bird before white rings"),
    ),
    Enters(
        When(-23, 11), "Jonas", "winter", "scooter", N_("Scooter for sale"),
        N_("Nearly new, one owner, ask me. Also works in winter."),
    ),
    Decides(When(-23, 12), "patchwork-winter"),
    Decides(When(-23, 12, 1), "snow-sea"),
    Decides(When(-23, 12, 2), "redbreast"),
    Decides(
        When(-23, 12, 5), "scooter", Verdict.REJECT, Rule.OFF_TOPIC,
        N_("An offer of a scooter is not a tin. Come back with one: you may enter again."),
    ),
    Votes(When(-22, 19), "Kaya", "winter", ("two-finches", "letter", "fennel-stars")),
    Votes(When(-21, 8), "Lars", "winter", ("two-finches", "night-market")),
    Votes(When(-21, 12), "Jonas", "winter", ("night-market", "snow-sea", "two-finches")),
    Votes(When(-20, 18), "Amina", "winter", ("two-finches", "letter", "night-market")),
    Votes(When(-20, 19), "Bruno", "winter", ("night-market", "alps")),
    Votes(When(-19, 7), "Chiara", "winter", ("snow-sea", "two-finches", "letter")),
    Decides(
        When(-18, 9), "redbreast", Verdict.DISQUALIFY, Rule.NOT_OWN_WORK,
        N_("The same bird is on a calendar from 2019, by somebody else."),
    ),
    Votes(When(-18, 20), "Dev", "winter", ("night-market", "first-snow", "letter")),
    Votes(When(-17, 9), "Elif", "winter", ("two-finches", "fennel-stars")),
    Votes(When(-16, 21), "Greta", "winter", ("letter", "two-finches", "night-market")),
    Votes(When(-15, 8), "Hugo", "winter", ("alps", "night-market", "two-finches")),
    Accepts(When(-15, 19, 40), "Dev"),
    Says(When(-15, 19, 45), "Kaya", N_("Dev! A finch for everyone. Well deserved.")),
    Accepts(When(-14, 8, 20), "Elif"),
    Says(When(-14, 9), "Mara", N_("The printer has the file. Dev and Elif get the first two tins.")),
)  # fmt: skip
