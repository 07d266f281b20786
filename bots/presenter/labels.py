"""What the rules' own words are called for people: states, rules, licences, fields."""

from collections.abc import Mapping

from bots.words import N_, Words
from contests.model.announcement import News
from contests.model.ballot import Choice, Method, Scoring, Unranked
from contests.model.contest import Points, State, Template, TieRule
from contests.model.entry import EntryKind, EntryState, HowGot
from contests.model.member import Role
from contests.model.terms import Licence
from contests.rules.moderation import Rule, Verdict

Labels = Mapping[str, str]


def label(t: Words, labels: Labels, key: str) -> str:
    """Return what a key is called; a key that has no label is its own."""
    return t._(labels[key]) if key in labels else key


STATES: Labels = {
    State.DRAFT: N_("draft"),
    State.SCHEDULED: N_("opens soon"),
    State.SUBMISSION: N_("open for entries"),
    State.REVIEW: N_("entries are being reviewed"),
    State.VOTING: N_("open for votes"),
    State.FINAL: N_("final vote"),
    State.RUNOFF: N_("run-off vote"),
    State.DECIDED: N_("decided"),
    State.ANNOUNCED: N_("decided and announced"),
    State.ARCHIVED: N_("archived"),
    State.CANCELLED: N_("cancelled"),
}

TEMPLATES: Labels = {
    Template.REMIX: N_("Remix battle"),
    Template.REVIEW: N_("Review drive"),
}

ENTRY_STATES: Labels = {
    EntryState.DRAFT: N_("a draft, not sent yet"),
    EntryState.WAITING: N_("waiting for review"),
    EntryState.CHANGES: N_("waiting for your changes"),
    EntryState.ADMITTED: N_("taking part"),
    EntryState.REJECTED: N_("not taken in"),
    EntryState.DISQUALIFIED: N_("disqualified"),
    EntryState.WITHDRAWN: N_("withdrawn"),
}

KINDS: Labels = {
    EntryKind.REMIX: N_("Remix"),
    EntryKind.REVIEW: N_("Review"),
}

HOW_GOT: Labels = {
    HowGot.BOUGHT: N_("bought"),
    HowGot.GIFT: N_("a gift"),
    HowGot.SAMPLE: N_("a free sample"),
    HowGot.EMPLOYEE: N_("works for the brand"),
    HowGot.PRIZE: N_("a prize"),
}

CHOICES: Labels = {
    Choice.APPROVE: N_("Approve"),
    Choice.PASS: N_("Pass"),
}

METHODS: Labels = {
    Method.APPROVAL: N_("approve as many as you like"),
    Method.SINGLE: N_("choose one"),
    Method.LIMITED: N_("approve only a few"),
    Method.SCORE: N_("grade from 1 to 5, the best average wins"),
    Method.STAR: N_("grade from 1 to 5, then the best two meet (STAR)"),
    Method.MAJORITY: N_("grade from 1 to 5, the middle grade decides (majority judgment)"),
    Method.SCHULZE: N_("put in order, each is compared with each (Schulze)"),
    Method.IRV: N_("put in order, the last one goes out, again and again (instant run-off)"),
    Method.PAIRWISE: N_("say which of two is better, again and again"),
    Method.EPH: N_("approve, so that no group takes every place in a final (E Pluribus Hugo)"),
}
"""How people vote; what is counted from files alone has none."""

GOOD_FOR: Labels = {
    Method.APPROVAL: N_("Fits most contests, with few entries or with hundreds. Without method= this is it."),
    Method.SINGLE: N_("Known from elections. With entries that are much alike, their votes are divided."),
    Method.LIMITED: N_("Makes people choose. stars= says how many."),
    Method.SCORE: N_("For juries and small fields, also by several criteria=."),
    Method.STAR: N_("For a final. Says how much better, and still what more people prefer."),
    Method.MAJORITY: N_("For a final. A few very high or very low grades change little."),
    Method.SCHULZE: N_("For a final of up to 10. What beats all others one by one wins."),
    Method.IRV: N_("For a final of up to 10. Known from elections."),
    Method.PAIRWISE: N_("For 10 to 200 entries, when people should look at many. One press an answer."),
    Method.EPH: N_("Before a final only, when groups may vote alike."),
}
"""What each way to vote is good for."""

SCORINGS: Labels = {
    Scoring.SHRUNK: N_("votes among looks; where few looked, drawn towards the average"),
    Scoring.SHARE: N_("votes among looks, as they are"),
    Scoring.ITCH: N_("votes among looks; less where fewer looked than at half the entries (itch.io)"),
    Scoring.WILSON: N_("votes among looks; where few looked, as low as it may be by chance (Wilson)"),
}

UNRANKED: Labels = {
    Unranked.BELOW: N_("stands below all that is ranked"),
    Unranked.APART: N_("is not compared"),
}

POINTS: Labels = {
    Points.TOP: N_("12, 10, 8, 7, then one fewer each"),
    Points.LINEAR: N_("one more for each entry behind"),
}

TIES: Labels = {
    TieRule.SHARED: N_("all tied win"),
    TieRule.RUNOFF: N_("a run-off decides"),
    TieRule.JURY: N_("the entry that the jury ranks higher"),
    TieRule.HEAD_TO_HEAD: N_("the entry that more people prefer to the other"),
    TieRule.LOTTERY: N_("a draw that anybody can repeat"),
}

LICENCES: Labels = {
    Licence.PROMOTION: N_(
        "The brand may show your entry to promote this contest, for 24 months, always with your name."
        " Everything else stays yours."
    ),
    Licence.BRAND_USE: N_(
        "The brand may use your entry in its own channels, for 24 months, always with your name;"
        " you may use it elsewhere, too. Everything else stays yours."
    ),
    Licence.CC_BY: N_(
        "Creative Commons Attribution 4.0: everybody may use and change your entry, also commercially,"
        " as long as they name you."
    ),
    Licence.TRANSFER_OFFER: N_(
        "The brand may show your entry to promote this contest, for 24 months, always with your name. If you win,"
        " it may offer to buy more rights; you are free to say no and still keep your reward."
    ),
}

RULES: Labels = {
    Rule.OFF_TOPIC: N_("It is about something else"),
    Rule.NOT_OWN_WORK: N_("It is not the author's own work"),
    Rule.SOURCE_NOT_NAMED: N_("What it was made from is not named"),
    Rule.HURTS_PEOPLE: N_("It hurts people"),
    Rule.UNLAWFUL: N_("It is against the law"),
    Rule.PERSONAL_DATA: N_("It shows somebody's personal data"),
    Rule.BROKEN_MEDIA: N_("A file cannot be seen or heard"),
    Rule.AGAINST_BRIEF: N_("It does not follow the brief"),
    Rule.VOTE_BUYING: N_("Votes were bought or traded"),
}

VERDICTS: Labels = {
    Verdict.ADMIT: N_("Admit"),
    Verdict.CHANGES: N_("Ask for changes"),
    Verdict.REJECT: N_("Reject"),
    Verdict.DISQUALIFY: N_("Disqualify"),
    Verdict.UNDO: N_("Undo"),
}

DECISIONS: Labels = {
    "admitted": N_("admitted"),
    "changes": N_("asked for changes"),
    "rejected": N_("rejected"),
    "disqualified": N_("disqualified"),
    "undone": N_("verdict taken back"),
}
"""The acts of moderation, by `Decision.verdict`."""

ROLES: Labels = {
    Role.MEMBER: N_("members"),
    Role.JUROR: N_("jurors"),
    Role.MODERATOR: N_("moderators and managers"),
    Role.MANAGER: N_("managers"),
}

OFFICES: Labels = {
    "offered": N_("asked to be ambassador"),
    "ambassador": N_("ambassador"),
    "alumni": N_("ambassador before"),
}

FIELDS: Labels = {
    "title": N_("Title"),
    "text": N_("Text"),
    "from": N_("Made from"),
    "thanks": N_("Thanks to its authors, in one sentence"),
    "alt": N_("Describe it for those who cannot see or hear it"),
    "file": N_("Files"),
    "gallery": N_("May it be shown in the gallery?"),
    "remix": N_("May others remix it?"),
    "name": N_("Name to be shown"),
    "stars": N_("Approvals on a ballot"),
    "criteria": N_("What is graded"),
    "bar": N_("Score for the final"),
    "entries": N_("Entries for each member"),
    "ambassadors": N_("Ambassadors"),
    "product": N_("Product"),
    "rating": N_("Rating, 1 to 5"),
    "praised": N_("What is good, separated by commas"),
    "criticised": N_("What is not so good, separated by commas"),
    "aspect": N_("What is good, what is not"),
    "got": N_("How did you get it?"),
    "licence": N_("Licence"),
    "sponsor": N_("Sponsor"),
    "reward": N_("Reward"),
    "contest": N_("Contest"),
    "entry": N_("Entry"),
    "person": N_("Person"),
    "role": N_("Role"),
    "template": N_("Kind"),
    "rule": N_("Rule"),
    "reason": N_("Reason"),
    "opens": N_("Entries open"),
    "submissions": N_("Entries close"),
    "submission": N_("Entries close"),
    "voting": N_("Voting closes"),
    "final": N_("Final closes"),
    "run-off": N_("Run-off closes"),
    "lottery": N_("Public value of the draw"),
    "jury": N_("Weight of the jury"),
    "finalists": N_("Entries in the final"),
    "by": N_("Longer by"),
    "voters": N_("Who votes"),
    "value": N_("Public value of the draw"),
    "again": N_("The value once more"),
    "link": N_("Link"),
}

NEWS: Labels = {
    News.OPENING: N_("the opening"),
    News.SUBMISSIONS_CLOSED: N_("that entries are closed"),
    News.VOTING_OPENED: N_("that voting is open"),
    News.OPENING_WAITS: N_("why voting waits"),
    News.EXTENDED: N_("that there is more time"),
    News.PAUSED: N_("the pause"),
    News.RESUMED: N_("that it goes on"),
    News.FINAL_ADDED: N_("that there is a final now"),
    News.FINAL_OPENED: N_("that the final is open"),
    News.RUNOFF_OPENED: N_("the run-off"),
    News.RESULT: N_("the result"),
    News.AMBASSADOR: N_("a new ambassador"),
    News.CORRECTION: N_("a correction"),
    News.CANCELLED: N_("the cancellation"),
    News.ENTRY_DECIDED: N_("what was decided on an entry"),
    News.TERMS_CHANGED: N_("the new terms"),
    News.RANK: N_("a place in the standings"),
    News.OFFER: N_("the offer to be ambassador"),
    News.OFFER_CLOSED: N_("that an offer ran out"),
    News.TERM_ENDED: N_("the end of a term"),
    News.REMINDER: N_("a reminder"),
    News.DECIDE_OR_EXTEND: N_("that entries wait for review"),
    News.ADVICE: N_("advice for the vote"),
    News.FINALISTS: N_("who goes on to the final"),
    News.DRAW_AWAITED: N_("that lots are to be drawn"),
    News.WINNERS: N_("the winners"),
    News.WITHDRAWAL_ASKED: N_("that an author wants to be taken out"),
    News.NOT_SENT: N_("that something could not be sent"),
    News.UNSURE: N_("that something may not have been sent"),
    News.REPORTED: N_("that something was reported"),
    News.VENUE_LOST: N_("that a place cannot be reached"),
    News.VENUE_BACK: N_("that a place can be reached again"),
    News.TO_REVIEW: N_("an entry that waits for review"),
    News.ENTRY: N_("an entry, for the gallery"),
    News.OFFICE: N_("the mark of an ambassador"),
    News.CALENDAR: N_("the dates in the calendar"),
    News.REFRESH: N_("an entry as it is now"),
}
