"""Crashes at any moment, again and again: nothing is lost, and only what was being answered is heard anew."""

import asyncio
import random

import pytest

from bots.on_telegram.updates import Raw
from tests.bots.on_telegram.life.house import SOON_S, Life

PEOPLE, EACH, CRASHES = 4, 12, 5


@pytest.mark.parametrize("seed", range(12))
async def test_nothing_is_lost_and_what_was_done_is_done_once(life: Life, seed: int) -> None:
    chance = random.Random(seed)
    people = [life.server.person(f"P{number}") for number in range(PEOPLE)]
    lives = [life]
    anew: list[tuple[int, set[int]]] = []

    def slowly(_: Raw) -> object:
        return asyncio.sleep(chance.choice([0, 0, 0.001, 0.005]))

    for one in people:
        one.private.is_started = True
    life.meanwhile = slowly
    await life.begin()
    for number in range(EACH):
        for place, one in enumerate(people):
            await one.say(life.server.bot, f"{place}.{number}")
        if number % 2 and len(lives) <= CRASHES:
            await asyncio.sleep(chance.uniform(0, 0.03))
            again = await lives[-1].die()
            anew.append((len(lives), set(life.inbox.all_noted)))
            again.meanwhile = slowly
            lives.append(again)
            await life.go_on_as(again)
    everything = {f"{place}.{number}" for place in range(PEOPLE) for number in range(EACH)}
    async with asyncio.timeout(SOON_S), lives[-1].changed:
        await lives[-1].changed.wait_for(lambda: everything <= heard_by(lives))
    await life.stop()
    assert await life.waiting() == []
    for place in range(PEOPLE):
        theirs = [text for one in lives for text, _ in one.heard if text.startswith(f"{place}.")]
        assert list(dict.fromkeys(theirs)) == [f"{place}.{number}" for number in range(EACH)]
    for each in lives:
        assert len(each.numbers) == len(set(each.numbers))
    for number, done_before in anew:
        assert not done_before & set(lives[number].numbers)


def heard_by(lives: list[Life]) -> set[str]:
    return {text for one in lives for text, _ in one.heard}
