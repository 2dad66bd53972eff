"""What pages are told as it happens, and what they get when they were away."""

import socket
from contextlib import ExitStack
from pathlib import Path

from facilitator.join.desk import State
from facilitator.join.join_file import join_file
from facilitator.join.page_data import YouData
from facilitator.join.web.events import KEPT, EventLog
from facilitator.join.web.opening import Pace
from tests.support.fake_desk import Joined, a_room, joining
from tests.support.phone import Event


def _texts(*events: Event) -> list[str]:
    """Return the texts of the cards that came with these."""
    cards = []
    for event in events:
        parts = event.data["room"] if event.name == "all" else event.data
        cards += parts["cards"]["put"] if event.name == "room" else parts["cards"]
    return [card["text"] for card in cards]


def _you(room: Joined, name: str, **more: object) -> YouData:
    you: YouData = {
        "name": name,
        "state": "in",
        "done": False,
        "items": [],
        "dots": None,
        "actions": [],
        "fingers": None,
        "waiting": [],
    }
    return {**you, **more}  # type: ignore[typeddict-item]


def test_all_who_are_in_hear_what_is_new_and_nobody_else() -> None:
    with joining() as room:
        ben, eve, cy = room.come_in("Ben"), room.come_in("Eve"), room.asked("Cy")
        room.server.publish(a_room("one"))
        with ben.listening() as his, eve.listening() as hers, cy.listening() as outside:
            for events in (his, hers):
                assert _texts(events.next("all")) == ["one"]
            outside.next("all")
            room.server.publish(a_room("one", "two"))
            room.server.tell(room.desk.person("Eve").id, _you(room, "Eve", fingers=4))
            first, second = his.next("room"), hers.next("room")
            assert first == second
            assert _texts(first) == ["two"]
            assert hers.next("you").data["fingers"] == 4
            room.server.admit(room.desk.person("Cy").id)
            assert _texts(outside.next("all")) == ["one", "two"]
            assert his.arrived() == outside.arrived() == []


def test_who_slept_gets_exactly_what_was_missed() -> None:
    with joining() as room:
        ben = room.come_in("Ben")
        room.server.publish(a_room("one"))
        with ben.listening() as events:
            last = events.next("all").id
        room.server.publish(a_room("one", "two"))
        room.server.publish(a_room("one", "two", "three"))
        for how in ({"since": last}, {"last_id": last}):
            with ben.listening(**how) as events:
                missed = [events.next(), events.next(), events.next()]
            assert [event.name for event in missed] == ["room", "room", "you"]
            assert _texts(*missed[:2]) == ["two", "three"]
        with ben.listening(since=missed[1].id) as events:
            assert events.next().name == "you"


def test_after_too_much_or_a_restart_or_with_a_number_of_nobodys_all_comes_anew(
    tmp_path: Path,
) -> None:
    file = join_file(tmp_path)
    with joining(file=file, keep=True) as room:
        ben = room.come_in("Ben")
        room.server.publish(a_room("one"))
        with ben.listening() as events:
            last = events.next("all").id
        for number in range(KEPT + 1):
            room.server.publish(a_room(f"version {number}"))
        run = last.partition("-")[0]
        for since in (last, "", f"{run}-999999", f"{run}--1", f"{run}-", f"{run}-1e2", "x-1"):
            with ben.listening(since=since) as events:
                assert _texts(events.next()) == [f"version {KEPT}"], since
        with ben.listening() as events:
            newest = events.next("all").id
    with joining(file=file) as again:
        again.server.publish(a_room("after the restart"))
        with ben.listening(since=newest) as events:
            assert _texts(events.next()) == ["after the restart"]


def test_number_of_an_event_never_leads_to_more_than_is_kept() -> None:
    log = EventLog()
    first = log.last
    made = [log.append("room", b"%d" % number) for number in range(KEPT)]
    assert log.since(first) == b"".join(made)
    assert log.since(log.last) == b""
    log.append("room", b"one more")
    assert log.since(first) is None
    log.clear()
    assert log.since(first) is None


def test_page_that_does_not_read_is_given_up_and_holds_nobody() -> None:
    with joining(pace=Pace(beat=0.05)) as room:
        slow, quick = room.come_in("Slow"), room.come_in("Quick")
        with slow.open() as opened, quick.listening() as events:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            opened.sendall(
                f"GET /events HTTP/1.1\r\nHost: {slow.host}\r\n"
                f"Cookie: device={slow.cookie}\r\n\r\n".encode()
            )
            room.desk.people(lambda people: all(person.is_connected for person in people))
            events.next("all")
            room.server.publish(a_room("first"))
            events.next("all")
            for number in range(40):
                # Each a hundred kilobytes: more than the system and we keep for somebody.
                room.server.publish(a_room(f"{number}" + "x" * 100_000))
                assert _texts(events.next("room"))[0].startswith(f"{number}")
            gone = room.desk.people(lambda people: not all(p.is_connected for p in people))
        assert {person.name: person.is_connected for person in gone} == {
            "Slow": False,
            "Quick": True,
        }
        assert room.desk.failures == []


def test_fourth_page_of_a_device_ends_the_first() -> None:
    with joining() as room, ExitStack() as opened:
        ben = room.come_in("Ben")
        pages = [opened.enter_context(ben.listening()) for _ in range(3)]
        for page in pages:
            page.next("all")
        fourth = opened.enter_context(ben.listening())
        fourth.next("all")
        assert pages[0].rest() == []
        room.server.publish(a_room("one"))
        for page in (*pages[1:], fourth):
            assert _texts(page.next("all")) == ["one"]


def test_page_hears_a_beat_and_the_console_who_is_there() -> None:
    with joining(pace=Pace(beat=0.02)) as room:
        ben = room.come_in("Ben")
        with ben.listening() as events:
            events.next("all")
            assert room.desk.people(lambda people: people[0].is_connected)
            assert {events.next().name, events.next().name} == {"beat"}
        assert not room.desk.people(lambda people: not people[0].is_connected)[0].is_connected


def test_name_and_state_are_what_the_door_says_whatever_the_program_knows() -> None:
    with joining() as room:
        ben = room.asked("Ben")
        room.server.tell(room.desk.person("Ben").id, _you(room, "Benjamin"))
        with ben.listening() as events:
            you = events.next("all").data["you"]
        assert (you["name"], you["state"]) == ("Ben", State.ASKED)


def test_what_is_told_before_anybody_can_listen_is_not_lost() -> None:
    with joining() as room:
        ben = room.come_in("Ben")
        with ben.listening() as events:
            assert events.next("all").data["room"] is None
            room.server.publish(a_room("one"))
            assert _texts(events.next("all")) == ["one"]
