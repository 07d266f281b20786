"""Words advice for managers: a final where there are many entries, more voters where looks would be few."""

from bots.post import Button, Post
from bots.presenter.deciding import too_long
from bots.presenter.occasion import Occasion
from bots.presenter.parts import lines, paragraphs
from bots.words import Words
from contests.desk.managing import Preview
from contests.model.announcement import Announcement
from contests.model.ballot import Voters
from contests.model.contest import Final, Rules
from contests.rules.advice import TWO_STAGES_FROM, is_final_advised, is_too_long, too_few_looks
from contests.rules.combining import MOST_LISTED


def advice(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Advise the managers when entries are closed: a final, or more voters."""
    contest, facts = occasion.about, said.facts
    entries, looks, is_final = int(facts.get("entries") or 0), facts.get("looks"), bool(facts.get("is_final"))
    text = paragraphs(
        t.n_(
            "{n} entry has come in for “{title}”.",
            "{n} entries have come in for “{title}”.",
            entries,
            title=contest.title,
        ),
        lines(_why_final(contest.rules, entries, t), t._("You can add one until voting opens.")) if is_final else "",
        few_looks(int(looks), t) if looks is not None else "",
    )
    add = Button(f"add_final:{contest.id}", t._("Add a final of the best {n}", n=t.number(Final().first)), "primary")
    return Post(text, private=False, buttons=(add,) if is_final else ())


def hints(preview: Preview, t: Words) -> str:
    """Advise a manager before a contest is scheduled, by what the community's last contests had."""
    entries, voters = preview.expected
    rules = preview.contest.rules
    looks = too_few_looks(rules, entries, voters)
    likely = is_final_advised(rules, entries or TWO_STAGES_FROM)
    is_listed = is_too_long(rules, entries or MOST_LISTED + 1)
    return lines(
        t.n_("About {n} entry came in last time.", "About {n} entries came in last time.", entries)
        if entries and is_listed
        else "",
        too_long(rules, t) if is_listed else "",
        t._("A final among the best keeps what you chose: final= says until when, final_method= how people vote in it.")
        if is_listed
        else "",
        t._("From {n} entries on, a final is worth it: add final=, such as “2 days”.", n=t.number(TWO_STAGES_FROM))
        if likely
        else "",
        why_two_stages(t) if likely else "",
        few_looks(looks, t) if looks is not None else "",
        *(nobody_votes(one, t) for one in preview.empty),
    )


def nobody_votes(voters: Voters, t: Words) -> str:
    """Warn that nobody is among those whom a vote lets vote."""
    return {
        Voters.EVERYBODY: "",
        Voters.LINKED: t._("Nobody here has linked accounts yet, so nobody could vote where it takes them."),
        Voters.AMBASSADORS: t._("Nobody here is or was an ambassador yet, so nobody could vote where only they do."),
    }[voters]


def _why_final(rules: Rules, entries: int, t: Words) -> str:
    if not is_too_long(rules, entries):
        return why_two_stages(t)
    return lines(too_long(rules, t), t._("In a final of the best it is as you chose."))


def why_two_stages(t: Words) -> str:
    """Say what a final is good for where there are many entries."""
    return t._(
        "In simulated votes, one vote on all entries found the best one in 38 of 100 runs;"
        " a vote and then a final of the best 10 in 82, and nobody had to look at more."
    )


def few_looks(looks: int, t: Words) -> str:
    """Warn that each entry will hardly be looked at."""
    return t.n_(
        "If as many vote as last time, each entry is looked at about once. Less than 6 times says little:"
        " invite more people, or give more time.",
        "If as many vote as last time, each entry is looked at about {n} times. Less than 6 says little:"
        " invite more people, or give more time.",
        looks,
    )
