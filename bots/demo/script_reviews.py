"""The review drive that takes reviews now: "Finch Breakfast, honestly"."""

from bots.demo.acts import Act, Decides, Reviews, When
from bots.words import N_
from contests.model.entry import HowGot

REVIEWING: tuple[Act, ...] = (
    Reviews(
        When(-7, 8), "Femi", "breakfast", "review-femi", N_("My six o'clock"), 5, HowGot.BOUGHT,
        N_("Strong without being bitter. Holds up to milk, holds up to me."), (N_("taste"),),
        picture="on-my-desk", alt=N_("A white cup beside a red tin on a wooden table"),
    ),
    Reviews(
        When(-6, 9), "Jonas", "breakfast", "review-jonas", N_("Good tea, stubborn lid"), 3, HowGot.BOUGHT,
        N_("I like what is inside. I needed a spoon to get to it, every morning."), (N_("taste"),), (N_("the lid"),),
    ),
    Decides(When(-6, 10), "review-femi"),
    Decides(When(-6, 10, 1), "review-jonas"),
    Reviews(
        When(-5, 9), "Kaya", "breakfast", "review-kaya", N_("For mornings with a list"), 4, HowGot.GIFT,
        N_("A present from my sister. It smells like toast, in the best way."), (N_("smell"), N_("the tin")),
    ),
    Reviews(
        When(-4, 12), "Lars", "breakfast", "review-lars", N_("Too strong for me"), 2, HowGot.SAMPLE,
        N_("Two minutes and it could stand up alone. Say so on the box."), (), (N_("strength"), N_("instructions")),
    ),
    Decides(When(-4, 13), "review-kaya"),
    Decides(When(-4, 13, 1), "review-lars"),
    Reviews(
        When(-1, 16), "Amina", "breakfast", "review-amina", N_("Better the second time"), 4, HowGot.BOUGHT,
        N_("Try it with less water. The second pot was the good one."), (N_("taste"),), (N_("instructions"),),
    ),
)  # fmt: skip
