"""The page on a phone at each stage of a meeting: what can be done there, and how it looks."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from facilitator.domain.contributions.contribution import (
    AddCard,
    AddLink,
    AddStatement,
    GiveDots,
    LinkKind,
    Promise,
    ProposeVerdict,
    RaiseFingers,
    SayYes,
    SetLabels,
)
from facilitator.domain.records import Side, Status
from facilitator.join.desk import Answer
from facilitator.join.page_data import RoomData, YouData
from tests.support.chromium import Chromium, Device
from tests.support.page_room import PageRoom, until
from tests.support.page_states import (
    BOARD,
    CLOSE,
    COMMIT,
    DISCUSS,
    EVERY,
    OWN_ACTIONS,
    OWN_DOTS,
    OWN_HIDDEN,
    PRIVATE,
    RANK,
    REVIEW,
    STATEMENT,
    STRATEGIES,
    VOTE,
    own_item,
    you,
)


@pytest.fixture(scope="module")
def room() -> Iterator[PageRoom]:
    with PageRoom() as found:
        yield found


@pytest.fixture(scope="module")
def phone(browser: Chromium, room: PageRoom) -> Iterator[Device]:
    """A phone that is in, all through the meeting."""
    found = Device(browser)
    come_in(found, room)
    yield found
    assert found.complaints == []
    found.close()


def come_in(phone: Device, room: PageRoom) -> None:
    room.server.admit_all(True)
    room.show(BOARD)
    phone.open(room.link)
    phone.tap("Your name")
    phone.type("Amira")
    phone.tap("Ask to come in")
    phone.wait_for("You are Amira")


def show(phone: Device, room: PageRoom, seen: RoomData, own: YouData) -> None:
    """Go to a stage, and forget what was sent before."""
    room.sent.clear()
    # Otherwise one's own may come after a page that is waited for.
    room.show(STATEMENT if seen["kind"] != "statement" else BOARD)
    room.show(seen, own)
    phone.wait_for(seen["question"])


def sent(room: PageRoom) -> object:
    """Return the one thing that was sent, once it has arrived."""
    until(lambda: bool(room.sent))
    (found,) = room.sent
    return found


def test_on_the_board_a_card_gets_the_labels_of_its_column(phone: Device, room: PageRoom) -> None:
    show(phone, room, BOARD, you())
    phone.tap("Your card")
    phone.type("We greet by name")
    phone.tap("Send")
    phone.wait_for("Choose a column first.")
    phone.tap("We do")
    phone.tap("keep")
    phone.tap("Send to “We do”")
    assert sent(room) == AddCard(side=Side.LEFT, text="We greet by name", labels=("keep",))
    phone.wait("document.querySelector('#card-text').value === ''")
    item = room.items[-1]
    room.show(BOARD, you(items=[own_item(item, "We greet by name", "left")]))
    room.sent.clear()
    phone.tap("Labels")
    phone.read("document.querySelector('.card .choice input').click()")
    assert sent(room) == SetLabels(item=item, labels=("policy",))


def test_in_private_only_one_s_own_cards_are_seen(phone: Device, room: PageRoom) -> None:
    show(phone, room, PRIVATE, OWN_HIDDEN)
    phone.wait_for("Only you see it until the facilitator reveals all cards.")
    phone.wait_for("We laugh about customers")
    phone.wait_for("On the wall: 7 hidden cards")
    phone.wait_for("1:05 over · paused")


def test_a_vote_that_begins_is_seen_unless_one_is_in_the_middle_of_a_text(
    phone: Device, room: PageRoom
) -> None:
    show(phone, room, RANK, you())
    phone.read("document.body.style.minHeight = '300vh'; scrollTo(0, 500)")
    room.show(VOTE, OWN_DOTS)
    phone.wait("scrollY === 0")
    room.show(RANK, you())
    phone.wait(
        "document.querySelector('.dots button') === null || "
        "document.querySelector('.dots button').offsetParent === null"
    )
    phone.tap("Your card")
    phone.type("half a thought")
    phone.read("scrollTo(0, 500)")
    room.show(VOTE, OWN_DOTS)
    phone.wait_for("2 of 5 dots left")
    assert phone.read("scrollY") != 0
    phone.read("document.activeElement.value = ''; document.body.style.minHeight = ''")


def test_dots_have_limits_and_can_be_taken_back(phone: Device, room: PageRoom) -> None:
    show(phone, room, VOTE, OWN_DOTS)
    plus, minus = (f"document.querySelectorAll('.dots button')[{number}]" for number in (1, 0))
    phone.wait_for("2 of 5 dots left")
    phone.read(f"{plus}.click()")
    phone.wait_for("1 dot left")
    phone.read(f"{plus}.click()")
    phone.wait("document.querySelector('#said').textContent.includes('At most 3 on one.')")
    assert phone.read(f"{plus}.getAttribute('aria-disabled')") == "true"
    phone.read(f"{minus}.click(); {minus}.click()")
    phone.wait_for("3 of 5 dots left")
    until(lambda: room.sent[-1:] == [GiveDots(gap="g1", dots=1)])
    # What was chosen only on the way there is not sent.
    assert GiveDots(gap="g1", dots=2) not in room.sent


def test_dots_that_came_too_late_are_said_to_be(phone: Device, room: PageRoom) -> None:
    show(phone, room, VOTE, OWN_DOTS)
    room.answers.append(Answer(is_taken=False, why="vote-over"))
    phone.read("document.querySelectorAll('.dots button')[3].click()")
    phone.wait_for("The vote is over: this dot came too late.")
    room.show(RANK)
    phone.wait_for("Gaps, biggest first")
    phone.wait_for("1. We keep callers on hold for ten minutes")


def test_an_excuse_and_an_origin_go_under_what_is_talked_about(
    phone: Device, room: PageRoom
) -> None:
    show(phone, room, DISCUSS, you())
    phone.wait_for("It’s your turn. Then Ben.")
    phone.tap("Excuse for “We keep callers on hold for ten minutes”")
    phone.type("It’s always been so")
    phone.tap("Send excuse")
    assert sent(room) == AddLink(kind=LinkKind.EXCUSE, parent="g1", text="It’s always been so")
    room.sent.clear()
    phone.tap("Origin forEverybody eats at the same time")
    phone.type("The canteen closes at one")
    phone.tap("Send origin")
    assert sent(room) == AddLink(
        kind=LinkKind.ORIGIN, parent="o1", text="The canteen closes at one"
    )


def test_a_strategy_that_was_begun_stays_with_its_excuse(phone: Device, room: PageRoom) -> None:
    show(phone, room, STRATEGIES, you())
    phone.tap("Strategy for “We never have enough people at noon”")
    phone.type("Ask the")
    room.show(DISCUSS)
    phone.wait_for(DISCUSS["question"])
    phone.type(" part-timers")
    phone.tap("Send strategy")
    assert sent(room) == AddLink(kind=LinkKind.STRATEGY, parent="e1", text="Ask the part-timers")


def test_a_promise_has_a_day_and_waits_for_the_facilitator(phone: Device, room: PageRoom) -> None:
    show(phone, room, COMMIT, OWN_ACTIONS)
    phone.wait_for("Call back within the hour, by Dec 14")
    phone.tap("I’ll do that")
    phone.wait("document.querySelector('#promise-text').value === 'Two people have lunch at one'")
    phone.read("document.querySelector('#promise-form button').click()")
    assert sent(room) == Promise(
        parent="s1", text="Two people have lunch at one", due=date.today() + timedelta(days=14)
    )


def test_looking_back_an_excuse_needs_words(phone: Device, room: PageRoom) -> None:
    show(phone, room, REVIEW, OWN_ACTIONS)
    phone.tap("Say how it went")
    phone.tap("Excuse")
    phone.tap("Send to the facilitator")
    phone.wait_for("Write what got in the way.")
    phone.tap("What got in the way?")
    phone.type("No time")
    phone.tap("Send to the facilitator")
    assert sent(room) == ProposeVerdict(action="p1", status=Status.EXCUSE, text="No time")


def test_at_the_close_one_says_yes_and_what_it_was_worth(phone: Device, room: PageRoom) -> None:
    show(phone, room, CLOSE, OWN_ACTIONS)
    phone.tap("Yes, I’ll do it")
    assert sent(room) == SayYes(action="a1")
    room.sent.clear()
    phone.tap("5")
    assert sent(room) == RaiseFingers(fingers=5)


def test_a_sentence_is_sent_where_one_is_asked_for(phone: Device, room: PageRoom) -> None:
    show(phone, room, STATEMENT, you())
    phone.tap("Your sentence")
    phone.type("We call back")
    phone.press("Enter", 13)
    assert sent(room) == AddStatement(stage="statement", text="We call back")


@pytest.mark.parametrize("zoom", [1, 2])
def test_every_stage_fits_can_be_touched_and_is_named(
    browser: Chromium, room: PageRoom, zoom: int
) -> None:
    phone = Device(browser, zoom=zoom)
    come_in(phone, room)
    for name, (seen, own) in EVERY.items():
        room.show(seen, own)
        phone.wait_for(seen["question"])
        phone.read("document.querySelectorAll('details').forEach(each => { each.open = true })")
        phone.wait("true")
        assert phone.read(_TOO_WIDE) == [], name
        assert phone.read(_TOO_SMALL) == [], name
        assert phone.read(_NAMELESS) == [], name
        assert phone.read(_SKIPPED) == [], name
    assert phone.complaints == []
    phone.close()


_SEEN = """const seen = (places) => [...document.querySelectorAll(places)].filter(
    (node) => node.offsetParent !== null && !node.closest('.unseen'));"""
_TOO_WIDE = f"""(() => {{ {_SEEN} const width = document.documentElement.clientWidth;
  const wide = seen('body *').filter((node) => node.getBoundingClientRect().right > width + 0.5);
  const bar = document.documentElement.scrollWidth > width ? ['the page'] : [];
  return bar.concat(wide.map((node) => node.outerHTML.slice(0, 90))); }})()"""
"""What makes the page wider than the phone."""
_TOO_SMALL = f"""(() => {{ {_SEEN}
  return seen('button, textarea, summary, .choice, input:not(.choice input)').filter((node) => {{
    const box = node.getBoundingClientRect(); return box.height < 48 || box.width < 48; }})
    .map((node) => node.outerHTML.slice(0, 90)); }})()"""
"""What is too small to be touched, in pixels of the page."""
_NAMELESS = f"""(() => {{ {_SEEN}
  return seen('button, textarea, input').filter((node) => !(node.textContent.trim()
    || node.getAttribute('aria-label') || (node.labels && node.labels.length)))
    .map((node) => node.outerHTML.slice(0, 90)); }})()"""
"""What a screen reader can't name."""
_SKIPPED = f"""(() => {{ {_SEEN} let last = 0;
  return seen('h1, h2, h3').filter((node) => {{ const level = Number(node.tagName[1]);
    const skips = level > last + 1; last = level; return skips; }})
    .map((node) => node.outerHTML.slice(0, 90)); }})()"""
"""Headings that leave out a level."""
