"""The quorum of a voting round: ballots, a share of the roll, looks at each entry (RULES.md 21)."""

from contests.counting.quorum import BALLOTS, LOOKS, SHARE, missed
from contests.lifecycle.step import Facts
from contests.lifecycle.tallying import NOTHING
from contests.model.ballot import Mode
from contests.model.contest import Contest, Round
from contests.model.standing import Standings
from contests.refusals import Fact

RULES = {BALLOTS: "quorum", SHARE: "quorum_share", LOOKS: "quorum_looks"}


def missed_quorum(contest: Contest, one: Round, facts: Facts, standings: Standings) -> dict[str, Fact]:
    """Return the first quorum that was missed, by the name of its rule; nothing where none was."""
    count = facts.counts.get(one.id, NOTHING)
    looks = (_looks(line.exposures, one, count.ballots) for line in standings)
    return {RULES[first.what]: first.asked for first in missed(contest.rules, count.approving, facts.roll, looks)[:1]}


def _looks(exposures: int, one: Round, ballots: int) -> int:
    """Return how many looked at an entry; whoever has a list before them looks at all of it."""
    return max(exposures, ballots) if one.mode is Mode.LIST else exposures
