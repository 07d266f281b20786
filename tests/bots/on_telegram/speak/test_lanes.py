"""Our pace on Telegram: within its limits at any time, the urgent first, and no chat keeps another waiting."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bots.on_telegram.lanes import Haste, Lanes
from bots.pace import Window

asks = st.lists(
    st.tuples(
        st.floats(0, 3),  # seconds since the one before
        st.integers(0, 5),  # in which chat
        st.sampled_from(Haste),
        st.sampled_from([1, 1, 1, 4]),  # how many messages
        st.sampled_from([0, 0, 0, 7]),  # seconds that Telegram asks for afterwards
    ),
    max_size=150,
)
CHATS = [11, 12, 13, -21, -22, -23]


def busiest(times: list[float], within_s: float) -> int:
    return max((sum(at <= other < at + within_s for other in times) for at in times), default=0)


@given(asks)
def test_no_limit_is_passed_everybody_has_their_turn_and_a_rest_is_kept(
    asked: list[tuple[float, int, Haste, int, int]],
) -> None:
    now = 0.0
    lanes, went, rests = Lanes[int](now), list[tuple[float, int, int, int]](), list[tuple[int, int, float]]()

    def give() -> float | None:
        for one in lanes.next(now):
            went.append((now, one.chat, one.size, one.turn))
        return lanes.wait(now)

    for number, (pause, where, haste, size, rest) in enumerate(asked):
        coming = now + pause
        while (wait := give()) is not None and now + wait < coming:
            now += max(wait, 0.001)
        now = coming
        lanes.join(CHATS[where], haste, number, now, size)
        if rest:
            lanes.rest(CHATS[where], now + rest, now)
            rests.append((CHATS[where], len(went), now + rest))
    while (wait := give()) is not None:
        now += max(wait, 0.001)
    assert sorted(number for *_, number in went) == list(range(len(asked)))
    assert busiest([at for at, *_ in went], 1) <= 28
    for chat in CHATS:
        mine = [(at, size) for at, where, size, _ in went if where == chat]
        assert all(busiest([at for at, _ in mine], span) <= 3 + span for span in (1, 5, 60))
        if chat < 0:
            assert busiest([at for at, size in mine for _ in range(size)], 60) <= 20
    assert not [at for chat, since, until in rests for at, where, *_ in went[since:] if where == chat and at < until]


@given(st.lists(st.tuples(st.sampled_from(CHATS), st.sampled_from(Haste)), min_size=1, max_size=60))
def test_in_one_chat_the_urgent_come_first_each_in_order_of_asking(asked: list[tuple[int, Haste]]) -> None:
    now, went = 0.0, list[tuple[int, Haste, int]]()
    lanes = Lanes[int](now)
    for number, (chat, haste) in enumerate(asked):
        lanes.join(chat, haste, number, now)
    while True:
        went += [(one.chat, one.haste, one.turn) for one in lanes.next(now)]
        if (wait := lanes.wait(now)) is None:
            break
        now += max(wait, 0.001)
    for chat in CHATS:
        mine = [(haste, number) for where, haste, number in went if where == chat]
        assert mine == sorted(mine)


def test_a_chat_that_rests_keeps_no_other_waiting() -> None:
    lanes = Lanes[str](0)
    lanes.rest(11, 100, 0)
    lanes.join(11, Haste.ANNOUNCEMENT, "late", 0)
    lanes.join(12, Haste.EDIT, "now", 0)
    assert [one.turn for one in lanes.next(0)] == ["now"]
    assert lanes.wait(0) == 100
    assert [one.turn for one in lanes.next(99)] == []
    assert [one.turn for one in lanes.next(100)] == ["late"]
    assert lanes.rests_for(11, 40) == 60


def test_an_announcement_finds_room_in_a_group_full_of_edits() -> None:
    lanes, now, went = Lanes[str](0), 0.0, 0
    for number in range(40):
        lanes.join(-21, Haste.EDIT, f"edit {number}", now)
    while now < 30:
        went += len(list(lanes.next(now)))
        now += 0.5
    assert went == 12
    lanes.join(-21, Haste.ANNOUNCEMENT, "the result", now)
    assert [one.turn for one in lanes.next(now)] == ["the result"]


def test_who_gave_up_takes_nobodys_turn() -> None:
    lanes = Lanes[str](0)
    for name in "abc":
        lanes.join(11, Haste.REPLY, name, 0)
    given_up = lanes.join(11, Haste.REPLY, "given up", 0)
    lanes.join(11, Haste.REPLY, "next", 0)
    assert [one.turn for one in (*lanes.next(0), *lanes.next(0.5))] == ["a", "b", "c"]
    given_up.is_over = True
    assert [one.turn for one in lanes.next(0.5 + (lanes.wait(0.5) or 0))] == ["next"]


def test_chats_that_nobody_speaks_to_are_forgotten() -> None:
    lanes = Lanes[int](0)
    for number in range(5_000):
        now = float(number)
        lanes.join(number + 1, Haste.REPLY, number, now)
        assert len(list(lanes.next(now))) == 1
    assert len(lanes) < 2_100


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(1, 4), st.sampled_from([0, 3])), max_size=60))
def test_a_window_lets_through_what_fits_and_tells_when(asked: list[tuple[float, int, int]]) -> None:
    window, now, went = Window(5, 10), 0.0, list[tuple[float, int]]()
    for pause, size, spare in asked:
        now += pause
        wait = window.wait(now, size, spare)
        assert wait < 10.001
        now += wait + 1e-6 if wait else 0
        assert not window.wait(now, min(size, 5 - spare), spare)
        window.take(now, min(size, 5 - spare))
        went.append((now, min(size, 5 - spare)))
    assert busiest([at for at, size in went for _ in range(size)], 9.999) <= 5
    assert all(one <= other for (one, _), (other, _) in pairwise(went))
