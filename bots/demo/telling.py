"""Lets the people of a script do what it says: by the same use cases as everybody, on a clock that is turned."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bots.clock import PracticeClock
from bots.courier import Courier
from bots.demo.acts import Accepts, Act, Decides, Drafts, Enters, Reviews, Says, Schedules, Script, Votes, When
from bots.on_web import LiveLog
from bots.on_web.room import MAIN
from bots.on_web.scribe import Scribe
from bots.ticker import Ticker
from bots.words import Words
from contests.desk.ambassadors import accept_offer, offers_of
from contests.desk.arriving import Person, join_person
from contests.desk.entering import Typed, save_draft, send_draft
from contests.desk.managing import new_contest, schedule_contest
from contests.desk.moderating import moderate
from contests.desk.people import add_to_kit, digest_of, set_brand
from contests.desk.voting import ballot_paper, choose
from contests.model.ambassador import OfferState
from contests.model.ballot import Choice, Mode
from contests.model.community import Brand
from contests.model.contest import Brief, Plan, Rules
from contests.model.entry import ReviewFacts
from contests.model.media import Media
from contests.model.member import Role
from contests.model.reward import Reward
from contests.model.span import Span
from contests.ports import Actor, Store
from contests.rules.editing import Edit
from contests.rules.limits import TextLimits

LASTS = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a telling works with: a store, its clock and schedule, drawn pictures, words, and who counts along."""

    store: Store
    log: LiveLog
    ticker: Ticker
    courier: Courier
    clock: PracticeClock
    zone: ZoneInfo
    pictures: Mapping[str, Media]
    t: Words
    done: Callable[[], None] = lambda: None


def moment(when: When, zone: ZoneInfo, today: datetime) -> datetime:
    """Return when something of a script is, in UTC."""
    day = today.astimezone(zone).date() + timedelta(days=when.day)
    return datetime.combine(day, time(when.hour, when.minute), zone).astimezone(UTC)


@dataclass(slots=True)
class Telling:
    """One telling of a script; it remembers who is who, and which id a key of the script has."""

    stage: Stage
    today: datetime
    people: dict[str, Person] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    async def tell(self, script: Script) -> None:
        """Tell a whole script, and turn the clock to now."""
        await self._found(script)
        for act in script.acts:
            await self._turn_to(moment(act.when, self.stage.zone, self.today))
            await self._do(act)
            if isinstance(act, Schedules):
                await self.stage.courier.flush()  # an opening says how long ago it was
            self.stage.done()
        await self._turn_to(datetime.now(UTC))

    async def _turn_to(self, at: datetime) -> None:
        by = at - self.stage.clock.now()
        await self.stage.ticker.turn(self.stage.clock, max(by, timedelta(0)))

    async def _found(self, script: Script) -> None:
        store, t = self.stage.store, self.stage.t
        roles = {script.manager: Role.MANAGER, script.moderator: Role.MODERATOR}
        for name in (script.manager, script.moderator, *script.members):
            at = self.stage.clock.now()
            role, secret = roles.get(name, Role.MEMBER), digest_of(secrets.token_hex(32))
            self.people[name] = await join_person(store, name, role, at, digest=secret, until=at + LASTS)
        manager = self._actor(script.manager)
        zone, logo = self.stage.zone.key, self.stage.pictures["logo"]
        await set_brand(store, manager, Brand(script.brand, script.colour), zone, logo)
        for piece in script.kit:
            media = replace(self.stage.pictures[piece.key], alt=t._(piece.alt))
            added = await add_to_kit(store, manager, [(media, t._(piece.title))], t._(piece.licence), TextLimits())
            self.ids[piece.key] = added[0].id
        self.people["manager"], self.people["moderator"] = self.people[script.manager], self.people[script.moderator]

    def _actor(self, who: str) -> Actor:
        person = self.people[who]
        return Actor(person.member, person.account, self.stage.clock.now())

    async def _do(self, act: Act) -> None:
        store, t = self.stage.store, self.stage.t
        match act:
            case Drafts():
                self.ids[act.key] = (await new_contest(store, self._actor("manager"), self._edit(act))).id
            case Schedules():
                await schedule_contest(store, self._actor("manager"), self.ids[act.contest])
            case Enters() | Reviews():
                await self._enter(act)
            case Decides():
                rule = act.rule.value if act.rule else ""
                moderator, reason = self._actor("moderator"), t._(act.reason) if act.reason else ""
                await moderate(store, moderator, self.ids[act.entry], act.verdict, rule=rule, reason=reason)
            case Votes():
                await self._vote(act)
            case Accepts():
                await self._accept(act)
            case Says():
                scribe, at = Scribe(store, self.stage.log), self.stage.clock.now()
                await scribe.chat(self.people[act.who], MAIN, t._(act.text), at)

    def _edit(self, act: Drafts) -> Edit:
        t = self.stage.t
        brief = Brief(
            title=t._(act.title),
            template=act.template,
            text=t._(act.text),
            products=act.products,
            rewards=tuple(Reward(place, t._(text)) for place, text in enumerate(act.rewards, 1)),
            languages=(t.language,),
            zone=self.stage.zone.key,
        )
        rules = Rules(mode=Mode.QUEUE, ambassadors=act.ambassadors)
        return Edit(brief, rules, Plan(None, self._until(act.submissions), self._until(act.voting)))

    def _until(self, when: When | None) -> datetime | Span | None:
        return moment(when, self.stage.zone, self.today) if when else None

    async def _enter(self, act: Enters | Reviews) -> None:
        store, t, author = self.stage.store, self.stage.t, self._actor(act.who)
        media = (replace(self.stage.pictures[act.picture], alt=t._(act.alt)),) if act.picture else ()
        typed = Typed(title=t._(act.title), text=t._(act.text) if act.text else "", media=media)
        replaces = None
        if isinstance(act, Enters):
            sources = tuple(self.ids[key] for key in act.sources)
            typed = replace(typed, sources=sources, thanks=t._(act.thanks) if act.thanks else "")
            replaces = self.ids.get(act.replaces)
        else:
            praised, criticised = (tuple(t._(one) for one in part) for part in (act.praised, act.criticised))
            facts = ReviewFacts("Finch Breakfast", act.rating, praised, criticised, act.got)
            typed = replace(typed, review=facts)
        draft = await save_draft(store, author, self.ids[act.contest], typed, replaces=replaces)
        sent, _ = await send_draft(store, author, draft.id)
        self.ids[act.key] = sent.id

    async def _vote(self, act: Votes) -> None:
        store, voter = self.stage.store, self._actor(act.who)
        paper = await ballot_paper(store, voter, self.ids[act.contest])
        liked = {self.ids[key] for key in act.approves}
        while paper.served is not None:
            said = Choice.APPROVE if paper.served in liked else Choice.PASS
            paper = await choose(store, voter, paper.served, said)

    async def _accept(self, act: Accepts) -> None:
        member = self.people[act.who].member
        async with self.stage.store.reading() as work:
            offers = await offers_of(work, member.id, member.community)
        made = next(offer for offer, _ in offers if offer.state is OfferState.OPEN)
        await accept_offer(self.stage.store, self._actor(act.who), made.id)
