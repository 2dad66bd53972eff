"""What participants send from their own devices: each has one effect and one answer."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

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
    TakeBack,
)
from facilitator.domain.contributions.own import Own
from facilitator.domain.records import Side, Status
from facilitator.join.desk import Answer, Asked
from facilitator.join.join_file import join_file
from facilitator.join.web.opening import Pace
from tests.support.fake_desk import FakeDesk, joining, takes_all
from tests.support.phone import PATIENCE, Phone, Reply, new_key

KEY = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("sent", "contribution"),
    [
        (
            {"do": "card", "side": "right", "text": "Late", "labels": ["policy"]},
            AddCard(side=Side.RIGHT, text="Late", labels=("policy",)),
        ),
        (
            {"do": "link", "kind": "excuse", "parent": "g1", "text": "No time"},
            AddLink(kind=LinkKind.EXCUSE, parent="g1", text="No time"),
        ),
        (
            {"do": "statement", "stage": "s", "text": "We answer"},
            AddStatement(stage="s", text="We answer"),
        ),
        ({"do": "dots", "gap": "g1", "dots": 2}, GiveDots(gap="g1", dots=2)),
        (
            {"do": "promise", "parent": "s1", "text": "I'll do that", "due": "2026-12-04"},
            Promise(parent="s1", text="I'll do that", due=date(2026, 12, 4)),
        ),
        (
            {"do": "verdict", "action": "a1", "status": "excuse", "text": "Ill"},
            ProposeVerdict(action="a1", status=Status.EXCUSE, text="Ill"),
        ),
        ({"do": "fingers", "fingers": 4}, RaiseFingers(fingers=4)),
        ({"do": "yes", "action": "a1"}, SayYes(action="a1")),
    ],
)
def test_what_is_contributed_arrives_as_it_was_sent(
    sent: dict[str, object], contribution: object
) -> None:
    with joining() as room:
        reply = room.come_in("Ben").post("/contribute", {"key": KEY, **sent})
        assert reply.status == 200, reply
        (asked,) = room.desk.submitted
        assert asked.contribution == contribution
        assert reply.data == {"item": asked.item, "waits": False}


def test_own_card_is_named_by_the_key_it_was_sent_with() -> None:
    with joining() as room:
        ben = room.come_in("Ben")
        ben.card("Too slow", KEY)
        ben.contribute("labels", of=KEY, labels=["policy"])
        ben.contribute("back", of=KEY)
        card, labels, back = room.desk.submitted
        assert labels.contribution == SetLabels(item=card.item, labels=("policy",))
        assert back.contribution == TakeBack(item=card.item)
        assert back.own.items[0] == card.item
        # The same words of another device are about another item.
        eve = room.come_in("Eve")
        eve.contribute("back", of=KEY)
        assert room.desk.submitted[3].contribution != back.contribution


def test_what_the_meeting_refuses_is_told_with_its_reason() -> None:
    def refuses(asked: Asked) -> Answer:
        return Answer(is_taken=False, why="vote-over")

    with joining(FakeDesk(refuses)) as room:
        ben = room.come_in("Ben")
        reply = ben.contribute("dots", KEY, gap="g1", dots=1)
        assert (reply.status, reply.why) == (409, "vote-over")
        # Also when asked again.
        assert ben.contribute("dots", KEY, gap="g1", dots=1).why == "vote-over"
        assert len(room.desk.submitted) == 1


def test_eight_times_the_same_at_once_is_one_card_and_eight_equal_answers() -> None:
    desk = FakeDesk(lambda asked: None)
    with joining(desk) as room, ThreadPoolExecutor(8) as threads:
        ben = room.come_in("Ben")
        replies = [threads.submit(ben.card, "Only once", KEY) for _ in range(8)]
        (asked,) = desk.wait_submitted(1)
        asked.answer.set_result(takes_all(asked))
        answers = [reply.result(PATIENCE) for reply in replies]
        assert {(answer.status, answer.body) for answer in answers} == {(200, answers[0].body)}
        assert answers[0].data["item"] == asked.item
        assert len(desk.submitted) == 1
        assert room.server.own_of()[asked.device].items == (asked.item,)


def test_same_key_gets_the_same_answer_after_a_crash(tmp_path: Path) -> None:
    file = join_file(tmp_path)
    with joining(file=file, keep=True) as room:
        ben = room.come_in("Ben")
        before = ben.card("Sent before the crash", KEY)
        port = room.opened.port
    with joining(file=file) as again:
        assert not again.opened.is_new_code
        assert (again.opened.port, again.opened.token) == (port, room.opened.token)
        assert ben.join("").data == {"name": "Ben", "state": "in"}
        assert ben.card("Sent before the crash", KEY).body == before.body
        assert again.desk.submitted == []
        ben.contribute("back", of=KEY)
        assert again.desk.submitted[0].contribution == TakeBack(item=before.data["item"])
        assert again.desk.submitted[0].own.items == (before.data["item"],)


def test_five_at_once_then_one_each_two_seconds_and_nothing_is_queued_beyond() -> None:
    with joining() as room:
        ben = room.come_in("Ben")
        keys = [new_key() for _ in range(7)]
        replies = [ben.card(f"Card {number}", key) for number, key in enumerate(keys)]
        assert [reply.status for reply in replies] == [200] * 5 + [429] * 2
        assert replies[5].headers["Retry-After"] == "2"
        assert len(room.desk.submitted) == 5
        # What was answered costs nothing, and another device has its own measure.
        assert ben.card("Card 0", keys[0]).body == replies[0].body
        assert room.come_in("Eve").card("Mine").status == 200


def test_phone_that_goes_away_does_not_undo_its_card() -> None:
    desk = FakeDesk(lambda asked: None)
    with joining(desk) as room:
        ben = room.come_in("Ben")
        with ben.open() as opened:
            body = b'{"key":"%s","do":"card","side":"left","text":"Sent in passing"}' % KEY.encode()
            opened.sendall(
                f"POST /contribute HTTP/1.1\r\nHost: {ben.host}\r\nOrigin: http://{ben.host}\r\n"
                f"Content-Type: application/json\r\nCookie: device={ben.cookie}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            (asked,) = desk.wait_submitted(1)
        asked.answer.set_result(takes_all(asked))
        assert ben.card("Sent in passing", KEY).data["item"] == asked.item
        assert len(desk.submitted) == 1


def test_busy_program_is_asked_once_and_the_page_sends_again() -> None:
    desk = FakeDesk(lambda asked: None)
    with joining(desk, pace=Pace(answer=0.05)) as room:
        ben = room.come_in("Ben")
        reply = ben.card("While it is busy", KEY)
        assert (reply.status, reply.why) == (503, "busy")
        assert "Retry-After" in reply.headers
        assert ben.card("While it is busy", KEY).status == 503
        (asked,) = desk.submitted
        asked.answer.set_result(takes_all(asked))
        assert _until_answered(ben, KEY).data["item"] == asked.item
        assert len(desk.submitted) == 1


def test_one_device_has_one_thing_on_its_way_and_in_order() -> None:
    desk = FakeDesk(lambda asked: None)
    with joining(desk) as room, ThreadPoolExecutor(2) as threads:
        ben, eve = room.come_in("Ben"), room.come_in("Eve")
        first = threads.submit(ben.contribute, "dots", gap="g1", dots=1)
        (asked,) = desk.wait_submitted(1)
        second = threads.submit(ben.contribute, "dots", gap="g2", dots=1)
        # Somebody else does not wait for it.
        with ThreadPoolExecutor(1) as other:
            hers = other.submit(eve.card, "Meanwhile")
            desk.wait_submitted(2)[1].answer.set_result(Answer(is_taken=True))
            assert hers.result(PATIENCE).status == 200
        assert len(desk.submitted) == 2
        own = replace(asked.own, slip="slip-1", ballot="ballot-1")
        asked.answer.set_result(Answer(is_taken=True, own=own))
        later = desk.wait_submitted(3)[2]
        assert later.own.slip == "slip-1"
        later.answer.set_result(Answer(is_taken=True))
        assert {first.result(PATIENCE).status, second.result(PATIENCE).status} == {200}


def test_what_the_reveal_made_everybodys_does_not_come_back_with_a_late_answer() -> None:
    desk = FakeDesk(lambda asked: None)
    with joining(desk) as room, ThreadPoolExecutor(1) as threads:
        ben = room.come_in("Ben")
        device = desk.person("Ben").id
        room.server.set_own(device, Own(name="Ben", items=("hidden-1", "hidden-2")))
        sent = threads.submit(ben.card, "The last one")
        (asked,) = desk.wait_submitted(1)
        assert asked.own.items == ("hidden-1", "hidden-2")
        room.server.set_own(device, Own(name="Ben"))
        asked.answer.set_result(takes_all(asked))
        sent.result(PATIENCE)
        assert room.server.own_of()[device] == Own(name="Ben", items=(asked.item,))


def test_bug_of_the_program_is_told_and_the_page_sends_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def breaks(asked: Asked) -> Answer:
        raise ValueError(f"no room for {asked.contribution}")

    desk = FakeDesk(breaks)
    with joining(desk) as room:
        ben = room.come_in("Ben")
        assert ben.card("Words of mine", KEY).status == 503
        desk.reply = takes_all
        assert ben.card("Words of mine", KEY).status == 200
        assert len(desk.failures) == 1
    (record,) = caplog.records
    assert record.exc_info is not None
    assert record.exc_info[0] is ValueError
    assert "Words of mine" not in caplog.text
    caplog.clear()


def test_done_is_between_the_device_and_the_list_of_people() -> None:
    with joining() as room:
        ben = room.come_in("Ben")
        with ben.listening() as events:
            events.next("all")
            assert ben.contribute("done", is_done=True).status == 200
            assert events.next("you").data["done"]
            assert room.desk.people(lambda people: any(person.is_done for person in people))
            room.server.clear_done()
            assert not events.next("you").data["done"]
        assert not room.desk.people(lambda people: not people[0].is_done)[0].is_done
        assert room.desk.submitted == []


def _until_answered(phone: Phone, key: str) -> Reply:
    """Send the same until it is answered, as the page does."""
    waited = threading.Event()
    for _ in range(100):
        if (reply := phone.card("While it is busy", key)).status != 503:
            return reply
        waited.wait(0.02)
    raise AssertionError(reply)
