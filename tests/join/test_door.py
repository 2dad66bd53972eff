"""Who gets in, and who does not: names, codes, limits."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.contributions.own import Own
from facilitator.domain.text import fold
from facilitator.join.desk import State
from facilitator.join.door import (
    GIVEN_UP_SECONDS,
    MOST_ASKING,
    MOST_ASKING_AT_ONE_ADDRESS,
    MOST_DEVICES,
    AskRefusedError,
    Clock,
    Code,
    Device,
    Door,
    Why,
)
from facilitator.join.names import LONGEST, clean_name, free_name


@dataclass
class Day:
    """A day that passes only when a test says so."""

    now: datetime = datetime(2026, 12, 1, 9, tzinfo=UTC)
    seconds: float = 1_000.0
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = Clock(lambda: self.now, lambda: self.seconds)

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def door(day: Day) -> Door:
    return Door(clock=day.clock)


def asks(door: Door, name: str = "Ben", address: str = "192.168.1.20") -> Device:
    device, _ = door.ask(door.code.token, name, address)
    return device


def refusal(door: Door, token: str, name: str = "Ben", address: str = "", cookie: str = "") -> Why:
    with pytest.raises(AskRefusedError) as refused:
        door.ask(token, name, address, cookie)
    return refused.value.why


def names(door: Door) -> list[str]:
    return [person.name for person in door.people()]


# The code


def test_the_right_code_only_asks_and_somebody_has_to_let_in(door: Door) -> None:
    ben = asks(door)
    assert [(person.name, person.state) for person in door.people()] == [("Ben", State.ASKED)]
    assert door.own_of() == {}
    assert door.admit(ben.id, "nobody", ben.id) == (ben,)
    assert [person.state for person in door.people()] == [State.IN]
    assert door.own_of() == {ben.id: Own(name="Ben")}


def test_a_code_is_random_and_void_when_turned_and_after_a_day(door: Door, day: Day) -> None:
    first = door.code.token
    # 128 bits, five a letter.
    assert re.fullmatch("[a-z2-7]{26}", first) and Door().code.token != first
    day.passes(24 * 3600)
    asks(door)
    day.passes(1)
    assert refusal(door, first) is Why.OLD_CODE
    second = door.turn_code()
    assert refusal(door, first) is Why.OLD_CODE
    assert door.ask(second, "Ada", "")[0].name == "Ada"


def test_the_code_may_be_typed_in_groups_and_capitals() -> None:
    door = Door()
    token = door.code.token.upper()
    device, _ = door.ask(" ".join(token[at : at + 4] for at in range(0, 26, 4)), "Ben", "")
    assert device.name == "Ben"


def test_digits_that_no_code_has_are_the_letters_they_look_like() -> None:
    door = Door(code=Code("lob" + "a" * 23, datetime.now(UTC)))
    assert door.ask("108" + "A" * 23, "Ben", "")[0].name == "Ben"


@given(st.text())
def test_no_other_text_is_the_code(token: str) -> None:
    door = Door()
    assert refusal(door, token) is Why.OLD_CODE
    first, rest = door.code.token[0], door.code.token[1:]
    # How it is typed does not matter, and some text is the letter itself.
    if "".join(token.split()).lower().translate(str.maketrans("018", "olb")) != first:
        assert refusal(door, token + rest) is Why.OLD_CODE
    assert refusal(door, door.code.token + "\ud800") is Why.OLD_CODE


def test_a_cookie_is_known_again_without_a_code_and_only_its_hash_is_kept(door: Door) -> None:
    ben, cookie = door.ask(door.code.token, "Ben", "")
    assert door.known(cookie) is ben
    assert cookie not in repr(ben)
    assert door.ask("", "Somebody else", "", cookie) == (ben, "")
    assert door.known("") is door.known("guessed") is door.known("\ud800") is None


def test_nobody_new_comes_through_a_closed_door_and_those_in_stay(door: Door) -> None:
    ben, cookie = door.ask(door.code.token, "Ben", "")
    door.close()
    assert refusal(door, door.code.token, "Ada") is Why.CLOSED
    assert refusal(door, "guessed", "Ada") is Why.OLD_CODE
    assert door.ask("", "", "", cookie)[0] is ben


def test_everybody_comes_in_while_the_facilitator_wants_it(door: Door) -> None:
    ben = asks(door, "Ben")
    assert door.admit_all(True) == (ben,)
    assert asks(door, "Ada").state is State.IN
    assert door.admit_all(False) == ()
    assert asks(door, "Eve").state is State.ASKED


# Those who go


def test_somebody_removed_can_never_ask_again_with_the_same_device(door: Door) -> None:
    ben, cookie = door.ask(door.code.token, "Ben", "")
    door.admit(ben.id)
    sent = Own(name="Ben", items=("card",))
    door.set_own(ben.id, sent)
    assert door.remove(ben.id) == sent
    assert door.people() == () and door.own_of() == {}
    assert refusal(door, door.turn_code(), cookie=cookie) is Why.OUT
    assert door.admit(ben.id) == () and door.remove(ben.id) == Own()
    assert door.leave(ben.id) == Own() and door.known(cookie) is ben
    door.set_own(ben.id, sent)
    assert ben.own == Own()


def test_somebody_who_left_may_ask_again_with_the_code(door: Door) -> None:
    ben, cookie = door.ask(door.code.token, "Ben", "")
    door.leave(ben.id)
    assert door.known(cookie) is None
    assert refusal(door, "", cookie=cookie) is Why.OLD_CODE
    assert door.ask(door.code.token, "Ben", "", cookie)[0].name == "Ben"


def test_who_asks_and_is_away_for_ten_minutes_is_forgotten(door: Door, day: Day) -> None:
    ben, ada, eve = (asks(door, name) for name in ("Ben", "Ada", "Eve"))
    door.admit(eve.id)
    door.connect(ada)
    day.passes(GIVEN_UP_SECONDS + 1)
    assert door.drop_vanished() == (ben.id,)
    door.disconnect(ada)
    assert door.drop_vanished() == ()
    day.passes(GIVEN_UP_SECONDS + 1)
    assert door.drop_vanished() == (ada.id,)
    assert names(door) == ["Eve"]


# Limits


def test_one_phone_cannot_fill_the_list_of_those_who_ask(door: Door) -> None:
    first, *_ = (asks(door, f"Ben {number}") for number in range(MOST_ASKING_AT_ONE_ADDRESS))
    assert refusal(door, door.code.token, address="192.168.1.20") is Why.FULL
    asks(door, address="192.168.1.21")
    door.admit(first.id)
    asks(door)


def test_same_name_from_the_same_address_is_somebody_else_once_the_first_has_listened(
    door: Door,
) -> None:
    asks(door)
    # The answer was lost on the way, so the phone asks again.
    ben = asks(door)
    assert names(door) == ["Ben"]
    door.connect(ben)
    asks(door)
    assert names(door) == ["Ben", "Ben (2)"]
    # Those without a name can't be told apart.
    asks(door, name="")
    asks(door, name="", address="192.168.1.21")
    assert names(door) == ["Ben", "Ben (2)", "Guest 1", "Guest 2"]


def test_so_many_ask_and_so_many_are_in_and_no_more(door: Door) -> None:
    for number in range(MOST_ASKING):
        asks(door, address=str(number))
    assert refusal(door, door.code.token, address="another") is Why.FULL
    door.admit_all(True)
    for number in range(MOST_ASKING, MOST_DEVICES):
        asks(door, address=str(number))
    assert refusal(door, door.code.token, address="another") is Why.FULL
    door.remove(door.people()[0].id)
    asks(door, address="another")


def test_five_are_sent_at_once_and_then_one_each_two_seconds(door: Door, day: Day) -> None:
    ben = asks(door)
    assert [door.seconds_to_wait(ben) for _ in range(5)] == [0] * 5
    assert door.seconds_to_wait(ben) == pytest.approx(2)
    day.passes(1.5)
    assert door.seconds_to_wait(ben) == pytest.approx(0.5)
    for _ in range(20):
        day.passes(2)
        assert door.seconds_to_wait(ben) == 0
        assert door.seconds_to_wait(ben) > 0
    day.passes(3600)
    assert [door.seconds_to_wait(ben) for _ in range(6)][:5] == [0] * 5


# Names


def test_a_taken_name_gets_a_number_whatever_its_case_and_accents(door: Door) -> None:
    for name in ("Zoë", "zoe", "ZOÉ", "Ben"):
        asks(door, name, name)
    assert names(door) == ["Zoë", "zoe (2)", "ZOÉ (3)", "Ben"]


def test_who_gives_no_name_is_a_guest_where_names_are_optional(door: Door) -> None:
    first = asks(door, " \u200b\u202e ", "1")
    asks(door, "Guest 2", "2")
    asks(door, "", "3")
    assert names(door) == ["Guest 1", "Guest 2", "Guest 3"]
    assert first.own.name == ""
    door.needs_names = True
    assert refusal(door, door.code.token, "\u3164", "4") is Why.NAME


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Ben \t of\nShipping ", "Ben of Shipping"),
        ("B\0e\x1bn\x7f", "Ben"),
        ("\u202eneB\u202c", "neB"),
        ("\u2066Ben\u2069", "Ben"),
        ("<b>Ben</b>", "<b>Ben</b>"),
        ("Ben\ud800", "Ben"),
        ("a" + "\u0308" * 500, "ä" + "\u0308" * 5),
        ("a" * 39 + "e\u0301o", "a" * 39 + "é"),
        ("a" * 39 + "🏳️‍🌈", "a" * 39),
        ("a" * 39 + "🇩🇪", "a" * 39),
        ("a" * 38 + "🇩🇪🇫🇷", "a" * 38 + "🇩🇪"),
        ("a" * 39 + "👍🏽", "a" * 39),
        ("a" * 38 + "กำ" * 3, "a" * 38 + "กำ"),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_a_name_is_one_clean_line(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown


@given(st.text(max_size=200), st.lists(st.text(max_size=60)))
def test_any_text_gives_a_name_that_is_safe_to_show_and_nobody_elses(
    typed: str, others: list[str]
) -> None:
    name = clean_name(typed)
    assert clean_name(name) == name
    assert len(name) <= LONGEST
    assert not {unicodedata.category(sign) for sign in name} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(name) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    free = free_name(name, [name, *others])
    assert len(free) <= LONGEST
    assert fold(free) not in {fold(other) for other in [name, *others]}


# Presence


def test_the_list_says_who_listens_and_who_is_done(door: Door) -> None:
    ben, ada = asks(door, "Ben"), asks(door, "Ada")
    door.connect(ben)
    door.connect(ben)
    door.disconnect(ben)
    ada.is_done = True
    assert [(p.name, p.is_connected, p.is_done) for p in door.people()] == [
        ("Ben", True, False),
        ("Ada", False, True),
    ]
    assert door.clear_done() == (ada,)
    assert not any(person.is_done for person in door.people())
