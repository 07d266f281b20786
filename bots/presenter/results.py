"""Words the result of a decided contest: for everybody, as standings, and as a table for the managers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bots.pictures.card import Place, ResultCard
from bots.post import Attachment, Post
from bots.presenter.deciding import needs
from bots.presenter.entry_parts import credit, made_from, titled, why
from bots.presenter.labels import OFFICES, label
from bots.presenter.parts import Zone, bullets, lines, paragraphs
from bots.presenter.scores import SKIPPED, has_final, how_to_read, score
from bots.words import Words, mention
from contests.desk.views import ResultLine, ResultView
from contests.model.contest import Contest, RoundKind
from contests.model.standing import Columns

PODIUM = 3
LISTED = 25
"""Places that a public message lists."""


def result(
    view: ResultView, t: Words, zone: Zone, card: Attachment | None = None, winners: tuple[str, ...] = ()
) -> Post:
    """Tell everybody the result; the card says the same, and its alt text, too. `winners` are handles to mention."""
    title = view.contest.title
    text = paragraphs(
        t._("🏆 The result of “{title}”", title=title),
        late_note(view.contest, t, zone),
        outcome(view, t),
        congratulations(winners, t),
        _all_places(view, t),
        t._("Thank you to everybody who entered, voted and looked on!"),
    )
    pictures = (replace(card, alt=result_alt(view, t)),) if card else ()
    return Post(text, private=False, pictures=pictures, mentions=winners)


def congratulations(winners: tuple[str, ...], t: Words) -> str:
    """Name the winners by their handles, where there are any."""
    return t._("Congratulations, {winners}!", winners=t.listed(mention(one) for one in winners)) if winners else ""


def result_alt(view: ResultView, t: Words) -> str:
    """Say in words what the result card shows."""
    beside = (
        f"{_credit(line, t)}: {_beside(line.standing.columns, t)}" for line in podium(view) if line.standing.columns
    )
    return lines(t._("The result of “{title}”", title=view.contest.title), outcome(view, t), *beside)


def outcome(view: ResultView, t: Words) -> str:
    """Say who won what, and how many took part."""
    won = podium(view)
    first = [line for line in won if line.standing.rank == 1]
    others = [line for line in won if line.standing.rank > 1]
    return lines(
        _first_place(first, t) if first else no_winner(view.contest, t),
        *(_place(line, t) for line in others),
        _turnout_told(view, t),
    )


def podium(view: ResultView) -> list[ResultLine]:
    """Return the lines of the first three places; an entry without an approval wins nothing (RULES.md 18)."""
    if view.contest.ended_because:
        return []
    return [line for line in ranked(view) if line.standing.rank <= PODIUM and line.standing.may_win]


def has_won(line: ResultLine) -> bool:
    """Tell whether a line of the podium is a winner's: the first place, or one with a reward."""
    return line.standing.rank == 1 or bool(line.standing.reward)


def ranked(view: ResultView) -> list[ResultLine]:
    """Return the lines that hold a rank."""
    return [line for line in view.lines if not line.standing.struck]


def _first_place(first: list[ResultLine], t: Words) -> str:
    if len(first) == 1:
        return lines(t._("Winner: {entry}.", entry=_credit(first[0], t)), _reward(first[0], t))
    rewards = {_reward(line, t) for line in first}
    if len(rewards) > 1:  # it passes some of them over
        return lines(t._("Shared first place:"), bullets(_place(line, t) for line in first))
    return lines(t._("Shared first place:"), bullets(_credit(line, t) for line in first), *rewards)


def _credit(line: ResultLine, t: Words) -> str:
    return credit(line.view, t) if line.view else _nameless(line, t)


def _nameless(line: ResultLine, t: Words) -> str:
    return t._("an entry that is not shown now") if line.is_hidden else t._("a withdrawn entry")


def _reward(line: ResultLine, t: Words) -> str:
    if line.standing.reward:
        return t._("Reward: {reward}.", reward=line.standing.reward)
    skipped = line.standing.skipped
    return t._("Reward: {reward}.", reward=label(t, SKIPPED, skipped)) if skipped else ""


def _place(line: ResultLine, t: Words) -> str:
    said = t._("Place {place}: {entry}.", place=t.number(line.standing.rank), entry=_credit(line, t))
    return f"{said} {_reward(line, t)}".strip()


def no_winner(contest: Contest, t: Words) -> str:
    """Say why nobody wins."""
    rules, why = contest.rules, contest.ended_because
    if not contest.standings:
        return t._("Nobody wins this time: no entry is left.")
    if why == "quorum" and rules.quorum and not (rules.quorum_share or rules.quorum_looks):
        return t.n_(
            "Nobody wins this time: it takes {n} member who votes for something, and there were fewer.",
            "Nobody wins this time: it takes {n} members who vote for something, and there were fewer.",
            rules.quorum,
        )
    if why == "quorum":
        return " ".join((t._("Nobody wins this time: too few took part."), *needs(rules, t)))
    if why == "bar" and rules.final is not None:
        bar = t.number(rules.final.bar)
        return t._("Nobody wins this time: no entry got the {bar}% that it takes to go on to the final.", bar=bar)
    others = {
        "none_left": t._("Nobody wins this time: no entry is left that may go on to the final."),
        "no_award": t._("Nobody wins this time: no entry is ahead of “No award this time”."),
    }
    if not why and contest.round_of(RoundKind.FINAL) is not None:
        return t._("Nobody wins this time: no entry got a vote in the final.")
    return others.get(why, t._("Nobody wins this time: no entry got a vote."))


def turnout(view: ResultView, t: Words) -> str:
    """Say how many took part."""
    entries = t.n_("{n} entry", "{n} entries", len(ranked(view)))
    voters = t.n_("{n} member voted", "{n} members voted", view.turnout.ballots)
    return f"{entries}, {voters}"


def _turnout_told(view: ResultView, t: Words) -> str:
    """Say how many took part; on several platforms, too, how many of the voters are known to be one person on them."""
    if not view.turnout.ballots or (view.platforms == 1 and not view.linked_voters):
        return turnout(view, t)
    linked = (
        t._("{n} of them with linked accounts", n=t.number(view.linked_voters))
        if view.linked_voters
        else t._("none of them with linked accounts")
    )
    return f"{turnout(view, t)}, {linked}"


def late_note(contest: Contest, t: Words, zone: Zone) -> str:
    """Say that a close was played late, and that nothing came of it."""
    late = next((one for one in contest.rounds if one.late and one.kind is not RoundKind.SUBMISSION), None)
    if late is None:
        return ""
    return t._(
        "Voting closed on time: {at}. This news comes late because Prosument was not running then; every vote counts.",
        at=t.moment(late.closes, zone),
    )


def _all_places(view: ResultView, t: Words) -> str:
    placed = ranked(view)
    if not placed:
        return ""
    more = len(placed) - LISTED
    return lines(
        t._("All places:"),
        *_parts(placed[:LISTED], view, t),
        t.n_("{n} more in /brief.", "{n} more in /brief.", more) if more > 0 else "",
        how_to_read(view, t),
    )


def _parts(some: Sequence[ResultLine], view: ResultView, t: Words) -> list[str]:
    """Return the lines of the standings; where there was a final, those who were not in it apart."""
    in_final = [line for line in some if line.standing.is_finalist and not line.standing.struck]
    others = [line for line in some if line not in in_final]
    if not has_final(view.contest) or not others:
        return [lines(*(standing_line(line, view, t) for line in some))]
    return [
        lines(t._("In the final:"), *(standing_line(line, view, t) for line in in_final)) if in_final else "",
        lines(t._("Not in the final:"), *(standing_line(line, view, t) for line in others)),
    ]


def standing_line(line: ResultLine, view: ResultView, t: Words) -> str:
    """Return one line of the standings: place, entry, author, score, reward, office."""
    named = titled(line.view.entry.words.title, line.view.author, t) if line.view else _nameless(line, t)
    if line.standing.struck:
        given = why(line.view.entry, t).replace("\n", " ") if line.view else ""
        without = t._("Without a place: {entry}, disqualified.", entry=named)
        return f"{without} {given}".strip()
    office = line.office if line.office != "offered" else None  # an offer is between two until it is accepted
    won = (score(line, view, t), line.standing.reward, label(t, OFFICES, office) if office else "")
    place = f"{t.number(line.standing.rank)}. {named}"
    return " · ".join(part for part in (place, *won, _shared(line, view, t), *notes(line, t)) if part)


def notes(line: ResultLine, t: Words) -> Iterator[str]:
    """Say why a place wins nothing that its rank might."""
    if line.standing.is_beaten and line.standing.is_finalist:
        yield t._("not ahead of “No award this time”")
    if line.standing.skipped:
        yield t._("reward: {why}", why=label(t, SKIPPED, line.standing.skipped))


def _shared(line: ResultLine, view: ResultView, t: Words) -> str:
    same = [one for one in ranked(view) if one.standing.rank == line.standing.rank]
    return t._("shared place") if len(same) > 1 else ""


def result_card(view: ResultView, t: Words, path_of: Callable[[str], Path | None]) -> ResultCard:
    """Return what the result card shows; `path_of` finds a stored file by its media id."""
    contest, brand = view.contest, view.community.brand
    first = [line for line in podium(view) if line.standing.rank == 1]
    return ResultCard(
        contest=contest.title,
        brand=brand.name,
        logo=path_of(brand.logo) if brand.logo else None,
        accent=brand.colour,
        places=tuple(_card_place(line, len(first), t, path_of) for line in podium(view)),
        turnout=turnout(view, t),
        date=t.day(contest.decided_at, contest.brief.zone) if contest.decided_at else "",
        note="" if first else no_winner(contest, t),
    )


def _beside(columns: Columns, t: Words) -> str:
    """Name the places with public and jury whose points were added."""
    return t._(
        "public place {place}, jury place {jury}",
        place=t.number(columns.public_rank),
        jury=t.number(columns.jury_rank),
    )


def _card_place(line: ResultLine, firsts: int, t: Words, path_of: Callable[[str], Path | None]) -> Place:
    rank, shown = line.standing.rank, line.view
    first = t._("Winner") if firsts == 1 else t._("Shared first place")
    label_ = first if rank == 1 else t._("Place {number}", number=t.number(rank))
    beside = _beside(line.standing.columns, t) if line.standing.columns else ""
    is_shared_first = rank == 1 and firsts > 1  # whose label stands above all of them
    if beside and not is_shared_first:
        label_ = f"{label_} · {beside}"
    if shown is None:
        return Place(rank, label_, _nameless(line, t), "")
    pictures = (path_of(one.id) for one in shown.entry.media if one.kind == "picture")
    return Place(
        rank,
        label_,
        shown.entry.words.title,
        shown.author or "",
        credit=" · ".join(part for part in (beside if is_shared_first else "", made_from(shown, t)) if part),
        picture=next((path for path in pictures if path), None),
        words=shown.entry.words.text or None,
    )


def standings(view: ResultView, t: Words) -> Post:
    """Show the standings of all entries; before the decision there are none."""
    if not view.lines:
        told = no_winner(view.contest, t) if view.contest.is_frozen else t._("Standings come with the result.")
        return Post(told)
    text = paragraphs(
        t._("Standings of “{title}”", title=view.contest.title),
        "" if podium(view) else no_winner(view.contest, t),
        *_parts(view.lines, view, t),
        how_to_read(view, t),
        _turnout_told(view, t),
    )
    return Post(text)
