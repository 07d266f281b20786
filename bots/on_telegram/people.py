"""Who speaks on Telegram, for which community, and in which venues they are."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import telegram
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bots.acquaintance import Acquaintances, Sightings, of_one_community
from bots.hearing import Hearing
from bots.house import House
from bots.on_telegram.places import PLATFORM, Place
from bots.speaking import NotHereError, Speaking, cleaned, community_named
from bots.words import LANGUAGES, N_
from contests.desk.arriving import Person, Stranger, come_in
from contests.model.community import Community, Venue

PATIENCE_S = 1.0
"""How long an answer waits for that word; without it the venue is left out."""
MOST_MET = 20
"""Groups that are looked through for somebody whom nobody knows."""
HOME = "telegram home "
"""Begins the key of the community in which somebody was last spoken to in private."""
NOBODY_YET = N_("You are in no contest yet. Open this chat by the buttons in a group where one runs.")
NO_GROUP = N_("This group is not part of a contest community yet. One of its administrators types /setup here.")
SEVERAL_HERE = N_("There is more than one contest community here. Type the command in the topic of the one you mean.")


class WhichError(Exception):
    """Somebody in private is in several communities, and nothing tells which one is meant."""

    def __init__(self, communities: Sequence[Community]) -> None:
        """Name them."""
        super().__init__("several")
        self.communities = communities


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something was said: a place in a group, or in private."""

    user: telegram.User
    place: Place

    @property
    def is_private(self) -> bool:
        """Whether it was said in private."""
        return self.place.is_private


def language_of(user: telegram.User | None) -> str | None:
    """Return the language of somebody's Telegram, if it is one that we speak."""
    base = (user.language_code or "").partition("-")[0].lower() if user else ""
    return base if base in LANGUAGES else None


def stranger(user: telegram.User) -> Stranger:
    """Return how somebody introduces themselves by their Telegram."""
    return Stranger(PLATFORM, str(user.id), cleaned(user.full_name), language_of(user))


class People:
    """Finds out who speaks."""

    def __init__(self, house: House, bot: ExtBot[Any]) -> None:
        """Look them up in this house, and ask Telegram as this bot."""
        self._house = house
        self._bot = bot
        self._sightings = Sightings()
        self._acquaintances = Acquaintances(house.store, PLATFORM)

    def forget(self, chat: int, user: int) -> None:
        """Ask Telegram anew whether somebody is in a chat: something has changed there."""
        self._sightings.forget(chat, user)

    def seen(self, chat: int, user: int, at: datetime, *, is_in: bool) -> None:
        """Take Telegram's word on somebody being in a chat."""
        self._sightings.take(chat, user, at, is_in=is_in)

    async def speaking(self, spot: Spot, at: datetime, about: Sequence[str] = (), community: str = "") -> Speaking:
        """Return who speaks; `about` are ids that tell which of several communities is meant, `community` one that is.

        Raises: NotHereError; WhichError; StorageError.
        """
        self._acquaintances.forget(spot.user.id)
        here: list[Venue] = []
        if spot.is_private:
            person = await self._in_private(spot.user, at, about, community)
        else:
            here = await self._here(spot.place, about)
            person = await come_in(self._house.store, here[0].community, stranger(spot.user), at)
        found, venues = await self._acquaintances.community(person.member.community)
        is_present = await self._presence(spot.user.id, venues, at)
        hearing = Hearing(person.member, person.account, here[0] if here else None, at, is_present)
        return Speaking(hearing, found, frozenset(one.desk for one in here if one.desk))

    async def everybody(self, user: int) -> list[Person]:
        """Return whom a user of Telegram is, in all communities. Raises: StorageError."""
        return await self._acquaintances.everywhere(user)

    async def soon(self, user: int, at: datetime) -> Speaking | None:
        """Return who speaks in private, as of a moment ago; None where `speaking` must find it out."""
        known = await self._acquaintances.lately(user)
        if len(known) != 1:
            return None
        [person] = known
        community, venues = await self._acquaintances.community(person.member.community)
        is_present = await self._presence(user, venues, at)
        return Speaking(Hearing(person.member, person.account, None, at, is_present), community, frozenset())

    async def _here(self, place: Place, about: Sequence[str]) -> list[Venue]:
        """Return the venues that are meant at a place, the nearest first; all of one community."""
        found = await self._around(place)
        if not found:
            raise NotHereError(NO_GROUP)
        near = [one for one in found if str(place) in _places_of(one)]
        near = near or [one for one in found if str(place.chat) in _places_of(one)] or found
        return await of_one_community(self._house.store, near, found, about, SEVERAL_HERE)

    async def _around(self, place: Place) -> list[Venue]:
        """Return the venues in a chat, with those that have their desk or their gallery there."""
        async with self._house.store.reading() as work:
            known = await work.people.venues_on(PLATFORM, "")
        return [one for one in known if place.chat in {Place.read(there).chat for there in _places_of(one)}]

    async def _in_private(self, user: telegram.User, at: datetime, about: Sequence[str], community: str) -> Person:
        """Return who somebody is in private: in the community that is meant, else in the one of last time."""
        known = await self.everybody(user.id)
        named = community
        if not named and about:
            async with self._house.store.reading() as work:
                named = await community_named(work, about) or ""
        key = f"{HOME}{user.id}"
        home = await self._house.keep.noted(key) if not named and len(known) > 1 else None
        if named:
            person = next((one for one in known if one.member.community == named), None)
            person = person or await come_in(self._house.store, named, stranger(user), at)
        elif len(known) == 1:
            [person] = known
        elif found := next((one for one in known if one.member.community == home), None):
            person = found
        else:
            meant = [one.member.community for one in known] or await self.met(user.id, at)
            if len(meant) != 1:
                raise await self._which(meant)
            person = await come_in(self._house.store, meant[0], stranger(user), at)
        if len(known) > 1 and named:
            await self._house.keep.note(key, named, at)
        return person

    async def met(self, user: int, at: datetime) -> list[str]:
        """Return the communities of those of our groups that Telegram shows somebody in, whom nobody knows yet."""
        async with self._house.store.reading() as work:
            venues = (await work.people.venues_on(PLATFORM, ""))[:MOST_MET]
        is_in = await self._presence(user, venues, at)
        return list(dict.fromkeys(one.community for one in venues if is_in.get(one.id)))

    async def _which(self, communities: Sequence[str]) -> Exception:
        if not communities:
            return NotHereError(NOBODY_YET)
        return WhichError([(await self._acquaintances.community(one))[0] for one in communities])

    async def _presence(self, user: int, venues: Iterable[Venue], at: datetime) -> Mapping[str, bool]:
        """Return in which of the venues the person is; those of which Telegram does not say are left out."""
        chats = {one.id: Place.read(one.place).chat for one in venues if one.platform == PLATFORM}
        asked = sorted(set(chats.values()))
        at_hand = [self._sightings.at_hand(chat, user, at) for chat in asked]
        told = at_hand if None not in at_hand else await asyncio.gather(*(self._is_in(one, user, at) for one in asked))
        known = {chat: is_in for chat, is_in in zip(asked, told, strict=True) if is_in is not None}
        return {venue: known[chat] for venue, chat in chats.items() if chat in known}

    async def _is_in(self, chat: int, user: int, at: datetime) -> bool | None:
        is_in = self._sightings.at_hand(chat, user, at)
        if is_in is not None:
            return is_in
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                is_in = await self._asked(chat, user)
        if is_in is not None:
            self.seen(chat, user, at, is_in=is_in)
        return is_in

    async def _asked(self, chat: int, user: int) -> bool | None:
        """Ask Telegram whether somebody is in a chat; None where we are not in it ourselves. Raises: TelegramError."""
        try:
            member = await self._bot.get_chat_member(chat, user)
        except Forbidden:
            return None
        except BadRequest as refused:
            said = refused.message.casefold()
            if "user not found" in said or "participant_id_invalid" in said or "member not found" in said:
                return False
            return None
        if isinstance(member, telegram.ChatMemberRestricted):
            return member.is_member
        return member.status not in {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


def _places_of(venue: Venue) -> set[str]:
    return {one for one in (venue.place, venue.gallery, venue.desk) if one}
