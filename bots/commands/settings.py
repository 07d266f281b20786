"""What of a contest can be set: the arguments of `/contest new` and `/contest edit`, in the order of their form."""

from bots.commands.registry import YES_NO, Argument
from bots.presenter.labels import METHODS, POINTS, SCORINGS, TIES, UNRANKED, Labels
from bots.words import N_
from contests.model.ballot import Voters
from contests.model.contest import Template
from contests.model.terms import Licence
from contests.rules.combining import FINAL_METHODS


def _choices(labels: Labels) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), called) for value, called in labels.items())


TEMPLATES = ((Template.REMIX.value, N_("Remix battle")), (Template.REVIEW.value, N_("Review drive")))
LICENCES = (
    (Licence.PROMOTION.value, N_("Show it to promote this contest, 24 months, with credit")),
    (Licence.BRAND_USE.value, N_("Use it in the brand's own channels, 24 months, with credit")),
    (Licence.CC_BY.value, N_("Creative Commons Attribution 4.0, for everybody")),
    (Licence.TRANSFER_OFFER.value, N_("Promote this contest; winners get a separate offer")),
)
VOTERS = (
    (Voters.EVERYBODY.value, N_("every member")),
    (Voters.LINKED.value, N_("members with linked accounts")),
    (Voters.AMBASSADORS.value, N_("ambassadors, now or before")),
)
ON_OFF = (("on", N_("on")), ("off", N_("off")))
MODES = (("queue", N_("one by one")), ("list", N_("all at once")))
MADE_OF = (
    Argument("text", N_("What it is about"), "long"),
    Argument("sponsor", N_("Who gives the rewards: name and address")),
    Argument("product", N_("What is reviewed"), repeated=True),
    Argument("opens", N_("When it opens; empty: as soon as you confirm"), "when"),
    Argument("review", N_("Look at entries before they are shown?"), "choice", choices=ON_OFF),
    Argument("method", N_("How people vote; /help deciding compares the ways"), "choice", choices=_choices(METHODS)),
    Argument("mode", N_("How entries are shown to voters"), "choice", choices=MODES),
    Argument("stars", N_("How many entries a ballot may approve"), "number", rare=True),
    Argument("criteria", N_("What is graded, with weights, such as taste:2, look"), rare=True),
    Argument("scoring", N_("How approvals one by one become a score"), "choice", choices=_choices(SCORINGS), rare=True),
    Argument("unranked", N_("What is not ranked on a ballot"), "choice", choices=_choices(UNRANKED), rare=True),
    Argument("final", N_("Until when a final among the best runs, such as 2 days; empty: none"), "when"),
    Argument("finalists", N_("How many go on to the final"), "number"),
    Argument("bar", N_("Instead: the score that takes an entry to the final, such as 60%"), rare=True),
    Argument(
        "final_method",
        N_("How people vote in the final"),
        "choice",
        choices=tuple((one.value, METHODS[one]) for one in FINAL_METHODS),
        rare=True,
    ),
    Argument("final_voters", N_("Who may vote in the final"), "choice", choices=VOTERS, rare=True),
    Argument("preview", N_("How long you see the finalists before everybody does"), rare=True),
    Argument("no_award", N_("May people vote in the final that nobody wins?"), "choice", choices=YES_NO, rare=True),
    Argument("jury", N_("How much jurors weigh beside the public, in percent; empty: no jury")),
    Argument("points", N_("How places become points beside a jury"), "choice", choices=_choices(POINTS), rare=True),
    Argument("entries", N_("Entries for each member"), "number"),
    Argument("reward", N_("Rewards, such as 1:2 tickets"), "long", repeated=True),
    Argument("one_each", N_("At most one reward for each member?"), "choice", choices=YES_NO, rare=True),
    Argument("repeat", N_("How long winners get no reward again; empty: no limit"), rare=True),
    Argument("ambassadors", N_("How many winners are offered to be ambassadors"), "number"),
    Argument("answer", N_("How long they may think about it"), rare=True),
    Argument("term", N_("How long an ambassador's term lasts")),
    Argument("tie", N_("When places are tied"), "choice", choices=_choices(TIES)),
    Argument("runoff", N_("How long a run-off lasts")),
    Argument("lottery", N_("The public value that a draw will rest on, and its date"), rare=True),
    Argument("quorum", N_("What it takes at least: 20 ballots, 20% of members, 5 looks an entry")),
    Argument("extension", N_("How much longer voting runs if that is missed"), rare=True),
    Argument("voters", N_("Who may vote"), "choice", choices=VOTERS),
    Argument("licence", N_("What may be done with entries"), "choice", choices=LICENCES),
    Argument("venues", N_("Where it runs; empty: everywhere"), rare=True),
    Argument("languages", N_("Languages of entries, such as en, de"), rare=True),
)
TITLE = Argument("title", N_("Title"), needed=True)
SUBMISSIONS = Argument(
    "submissions", N_("Until when entries come in, such as Friday 18:00 or 3 days"), "when", needed=True
)
VOTING = Argument("voting", N_("Until when people vote, such as Sunday 18:00 or 2 days"), "when", needed=True)
TEMPLATE = Argument("template", N_("Kind"), "choice", needed=True, choices=TEMPLATES)
CONFIRM = Argument("confirm", N_("Confirm at once"), "choice", choices=YES_NO, rare=True)
