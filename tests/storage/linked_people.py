"""Two accounts that vote, link and unlink at once: acts by the use cases, and a small model of what must come of them."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import permutations
from random import Random
from typing import Literal

from contests.desk.arriving import Person, known_as
from contests.desk.linking import accounts_of, link_accounts, make_link_code, type_link_code, unlink_account
from contests.desk.voting import choose, choose_list, prefer, rank
from contests.model.ballot import BETWEEN, Choice, Mark, Method, Mode, Place, Preference, entries_of, pair_of
from contests.model.community import Community
from contests.model.contest import Round, Rules
from contests.model.member import Account, Member
from contests.ports import Actor
from contests.refusals import Refusal
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, KIT, NOON, contest, entry

BOTH = ("ann", "toy")
"""The accounts; ann's was here first."""
ENTRIES = {"by-ann": "ann", "by-toy": "toy", "x": "", "y": "", "z": ""}
"""Each with the account of its author, if it is one of these."""
STEP = timedelta(minutes=16)
"""Between two acts: few enough codes an hour."""
MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Act:
    """What one account does at a time."""

    kind: Literal["vote", "link", "unlink"]
    by: str
    at: datetime
    choice: tuple[str, Mark] = ("x", Choice.APPROVE)
    approved: tuple[str, ...] = ()
    """Or ranked, best first."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A member's ballot: choices with their times, when it was last changed, and how many receipts it has."""

    choices: Mapping[str, tuple[Mark, datetime]] = field(default_factory=dict)
    at: datetime | None = None
    receipts: int = 0


@dataclass(frozen=True, slots=True)
class Model:
    """What must be so; while linked, both are the member `ann`."""

    mode: Mode
    method: Method
    is_linked: bool = False
    owners: Mapping[str, str] = field(default_factory=lambda: dict(ENTRIES))
    ballots: Mapping[str, Ballot] = field(default_factory=lambda: dict.fromkeys(BOTH, Ballot()))
    voted: frozenset[str] = frozenset()

    def played(self, act: Act) -> tuple["Model", str]:
        """Return what is so after an act, and how it was answered."""
        return {"vote": self._vote, "link": self._link, "unlink": self._unlink}[act.kind](act)

    def _vote(self, act: Act) -> tuple["Model", str]:
        who = "ann" if self.is_linked else act.by
        named = act.approved if self.mode is Mode.LIST else entries_of(act.choice[0])
        if any(self.owners[one] == who for one in named):
            return self, "own_entry"
        old = self.ballots[who]
        new = self._chosen(old.choices, act)
        changes = {entry: one for entry, one in new.items() if old.choices.get(entry, (None,))[0] != one}
        voted = replace(self, voted=self.voted | {act.by})
        if old.at is not None and not changes and new.keys() == old.choices.keys():
            return voted, "ok"
        dated = {entry: (one, act.at if entry in changes else old.choices[entry][1]) for entry, one in new.items()}
        return voted._with(who, Ballot(dated, act.at, old.receipts + 1)), "ok"

    def _chosen(self, old: Mapping[str, tuple[Mark, datetime]], act: Act) -> dict[str, Mark]:
        if self.method is Method.SCHULZE:
            return {entry: Place(number) for number, entry in enumerate(act.approved, 1)}
        if self.mode is Mode.LIST:
            return dict.fromkeys(act.approved, Choice.APPROVE)
        entry, choice = act.choice
        kept = {name: one for name, (one, _) in old.items()}
        if self.method is Method.SINGLE and choice is Choice.APPROVE:
            kept = dict.fromkeys(kept, Choice.PASS)
        return kept | {entry: choice}

    def _link(self, _: Act) -> tuple["Model", str]:
        if self.is_linked:
            return self, "already_decided:linked"
        mine, other = self.ballots["ann"], self.ballots["toy"]
        own = {entry for entry, by in self.owners.items() if by}
        owners = {entry: "ann" if by else "" for entry, by in self.owners.items()}
        linked = replace(self, is_linked=True, owners=owners)._with("toy", Ballot())
        lost = [one for one in (*mine.choices, *other.choices) if own & {*entries_of(one)}]
        is_new = bool(lost) or (mine.at is not None and other.at is not None)
        at = _.at if is_new else mine.at or other.at
        return linked._with("ann", Ballot(self._merged(own), at, mine.receipts + other.receipts + is_new)), "ok"

    def _merged(self, own: set[str]) -> dict[str, tuple[Mark, datetime]]:
        mine, other = self.ballots["ann"], self.ballots["toy"]
        if self.mode is Mode.LIST:
            later = max(mine, other, key=lambda one: one.at or NOON)
            left = {entry: one for entry, one in later.choices.items() if entry not in own}
            if self.method is not Method.SCHULZE:
                return left
            order = sorted(left, key=lambda entry: str(left[entry][0]))
            return {entry: (Place(number), left[entry][1]) for number, entry in enumerate(order, 1)}
        dated = sorted([*mine.choices.items(), *other.choices.items()], key=lambda one: one[1][1])
        chosen = {entry: one for entry, one in dated if not own.intersection(entries_of(entry))}  # the later one stands
        approved = [entry for entry, one in dated if chosen.get(entry) == one and one[0] is Choice.APPROVE]
        if self.method is Method.SINGLE:
            chosen |= {entry: (Choice.PASS, chosen[entry][1]) for entry in approved[:-1]}
        return chosen

    def _unlink(self, _: Act) -> tuple["Model", str]:
        if not self.is_linked:
            return self, "no_such:linked"
        if self.voted >= set(BOTH):
            return self, "not_open:both_voted"
        return replace(self, is_linked=False), "ok"

    def _with(self, who: str, ballot: Ballot) -> "Model":
        return replace(self, ballots={**self.ballots, who: ballot})


@dataclass(frozen=True, slots=True)
class Seen:
    """What is stored: who is one, the ballots, and the count."""

    is_linked: bool
    choices: Mapping[str, Mapping[str, Mark]]
    receipts: Mapping[str, int]
    voters: int
    looks: Mapping[str, int]
    codes: frozenset[str] = field(default=frozenset(), compare=False)
    """Of all receipts; which they are, no model knows."""


def expected(model: Model) -> Seen:
    """Return what must be stored."""
    who = ("ann",) if model.is_linked else BOTH
    choices = {one: {entry: choice for entry, (choice, _) in model.ballots[one].choices.items()} for one in who}
    looks = {entry: sum(entry in one for one in choices.values()) for entry in ENTRIES}
    receipts = {one: model.ballots[one].receipts for one in who}
    voters = sum(number > 0 for number in receipts.values())
    return Seen(model.is_linked, choices, receipts, voters, {entry: n for entry, n in looks.items() if n})


@dataclass(frozen=True, slots=True)
class Town:
    """One community, in which two accounts may be one person's."""

    store: SqlStore
    name: str
    voting: Round

    async def person(self, account: str) -> Person:
        """Return who an account is now."""
        [found] = await known_as(self.store, account, f"{self.name}-{account}")
        return found

    async def seen(self) -> Seen:
        """Return what is stored; each ballot that has receipts has one that is not replaced."""
        async with self.store.reading() as work:
            accounts = [await work.people.account(f"{self.name}-{one}-account") for one in BOTH]
            people = {one.platform: one.member for one in accounts}
            is_linked = len({*people.values()}) == 1
            who = ("ann",) if is_linked else BOTH
            choices = {one: await work.ballots.of_member(self.voting.id, people[one]) for one in who}
            receipts = {one: await work.ballots.receipts(people[one]) for one in who}
            count = await work.ballots.count(self.voting.id)
        assert all(sum(not one.replaced for one in given) == bool(given) for given in receipts.values())
        cut = len(self.name) + 1
        named = {
            one: {BETWEEN.join(entry[cut:] for entry in entries_of(about)): mark for about, mark in made.items()}
            for one, made in choices.items()
        }
        looks = {entry[cut:]: tally.exposures for entry, tally in count.by_entry.items()}
        codes = frozenset(one.code for given in receipts.values() for one in given)
        numbers = {one: len(given) for one, given in receipts.items()}
        return Seen(is_linked, named, numbers, count.ballots, looks, codes)


async def founded(store: SqlStore, name: str, mode: Mode, method: Method, rules: Rules | None = None) -> Town:
    """Make a community with a contest in voting, whose entries are by both accounts and by somebody else."""
    running = replace(contest(name, community=name), id=name, rules=rules or Rules())
    voting = replace(running.rounds[1], mode=mode, method=method, closes=NOON + 9 * DAY)
    async with store.work() as work:
        await work.people.save_community(Community(name, KIT.brand, "en", "UTC"))
        for one in (*BOTH, ""):
            who = Member(f"{name}-{one}", name, one or "somebody", NOON - DAY)
            await work.people.save_member(who)
            await work.people.save_account(Account(f"{name}-{one}-account", name, who.id, one, who.id, None))
        await work.contests.add(running.with_round(voting))
        for title, by in ENTRIES.items():
            made = entry(f"{name}-{title}", f"{name}-{by}", in_=name)
            await work.entries.save(replace(made, account=f"{name}-{by}-account"))
    return Town(store, name, voting)


async def done(town: Town, act: Act, person: Person) -> tuple[str, str | None]:
    """Do an act as somebody who may meanwhile be somebody else; return the answer, and the receipt of a vote."""
    actor = Actor(person.member, person.account, act.at)
    try:
        if act.kind == "vote":
            return "ok", await _voted(town, act, actor)
        if act.kind == "link":
            await _linked(town, act, actor)
        else:
            accounts = await accounts_of(town.store, actor)
            await unlink_account(town.store, actor, accounts[-1].id)
    except Refusal as refusal:
        why = refusal.facts.get("why") or refusal.facts.get("what")
        return (refusal.key if refusal.key == "own_entry" else f"{refusal.key}:{why}"), None
    return "ok", None


async def _voted(town: Town, act: Act, actor: Actor) -> str | None:
    title, mark = act.choice
    if town.voting.mode is Mode.LIST:
        named = tuple(f"{town.name}-{one}" for one in act.approved)
        give = rank if town.voting.method is Method.SCHULZE else choose_list
        paper = await give(town.store, actor, town.voting.id, named)
    elif town.voting.method is Method.PAIRWISE:
        sides = [f"{town.name}-{one}" for one in entries_of(title)]
        liked = None if mark is Choice.PASS else sides[mark is Preference.SECOND]
        paper = await prefer(town.store, actor, pair_of(*sides), liked)
    else:
        assert isinstance(mark, Choice)
        paper = await choose(town.store, actor, f"{town.name}-{title}", mark)
    return paper.receipt.code if paper.receipt else None


async def _linked(town: Town, act: Act, actor: Actor) -> None:
    other = await town.person(BOTH[act.by == BOTH[0]])
    code = f"{town.name}{act.at}"
    await make_link_code(town.store, Actor(other.member, other.account, act.at), code)
    asked = await type_link_code(town.store, actor, code)
    await link_accounts(town.store, actor, asked.code)


def invented(random: Random, mode: Mode, method: Method) -> list[list[Act]]:
    """Return acts, those of each list at once."""
    at, acts = NOON + HOUR, []
    for _ in range(random.randint(2, 4)):
        at += STEP * 4
        acts.append([_act(random, at + STEP * n, mode, method) for n in range(random.choice((1, 2, 3, 3)))])
    return acts


def _act(random: Random, at: datetime, mode: Mode, method: Method) -> Act:
    kind = random.choices(("vote", "link", "unlink"), (6, 3, 2))[0]
    most = 1 if method is Method.SINGLE else 3
    approved = tuple(random.sample([*ENTRIES], random.randint(0, most))) if mode is Mode.LIST else ()
    choice: tuple[str, Mark] = random.choice([*ENTRIES]), random.choice([*Choice])
    if method is Method.PAIRWISE:
        choice = pair_of(*random.sample([*ENTRIES], 2)), random.choice([*Preference, Choice.PASS])
    return Act(kind, random.choice(BOTH), at + random.randint(-9, 9) * MILLISECOND, choice, approved)  # type: ignore[arg-type]  # one of the three


async def lived(town: Town, acts: Iterable[list[Act]], start: Model) -> None:
    """Do acts, some at once, and hold each time what is stored against the model: some order of them explains it."""
    models, receipts = [start], set[str]()
    for together in acts:
        people = {one: await town.person(one) for one in {act.by for act in together}}
        answers = await asyncio.gather(*(done(town, act, people[act.by]) for act in together))
        said, seen = [answer for answer, _ in answers], await town.seen()
        after = [model for before in models for model in _orders(before, together, said)]
        models = _different(model for model in after if expected(model) == seen)
        assert models, f"{town.name}: {together} gave {said} and {seen}, of {[expected(one) for one in after]}"
        receipts |= {code for _, code in answers if code}
        assert receipts <= seen.codes, f"{town.name}: a receipt is lost after {together}"


def _different(models: Iterable[Model]) -> list[Model]:
    found: list[Model] = []
    for one in models:
        if one not in found:
            found.append(one)
    return found


def _orders(model: Model, acts: list[Act], said: list[str]) -> Iterable[Model]:
    """Yield what comes of the acts in each order in which they are answered as they were."""
    for order in permutations(range(len(acts))):
        now, fits = model, True
        for one in order:
            now, answer = now.played(acts[one])
            fits = fits and answer == said[one]
        if fits:
            yield now
