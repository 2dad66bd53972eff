"""People join with their own devices: who gets in, and who does not, over real sockets."""

from facilitator.domain.contributions.own import Own
from facilitator.join.desk import State
from tests.support.fake_desk import HERE, a_room, joining
from tests.support.phone import PATIENCE


def test_right_code_only_asks_and_nothing_is_seen_before_the_facilitator_lets_in() -> None:
    with joining() as room:
        room.server.publish(a_room("We answer within the hour"))
        ben = room.asked("Ben")
        with ben.listening() as events:
            first = events.next()
            assert (first.name, first.data["room"], first.id) == ("all", None, "")
            assert first.data["you"]["state"] == "asked"
            assert ben.card("Sent too early").why == "asked"
            room.server.admit(room.desk.person("Ben").id)
            inside = events.next()
        assert inside.data["room"]["cards"][0]["text"] == "We answer within the hour"
        assert inside.data["you"] | {"state": "in", "name": "Ben"} == inside.data["you"]
        assert not room.desk.submitted


def test_wrong_code_void_code_and_no_code_do_not_even_ask() -> None:
    with joining() as room:
        old = room.opened.token
        assert room.phone().join("guessed", "Eve").why == "old-code"
        assert room.phone().join("", "Eve").why == "old-code"
        new = room.server.turn_code().result(PATIENCE)
        assert room.server.link(HERE) == f"http://127.0.0.1:{room.opened.port}/#{new}"
        assert room.phone().join(old, "Eve").why == "old-code"
        assert room.phone().join(new, "Ben").data == {"name": "Ben", "state": "asked"}
        room.server.close_door()
        assert room.phone().join(new, "Eve").why == "closed"


def test_nobody_is_known_without_a_cookie_and_removed_devices_stay_out() -> None:
    with joining() as room:
        stranger = room.phone()
        assert stranger.request("GET", "/events").status == 401
        assert stranger.card("Let me in").status == 401
        ben = room.come_in("Ben")
        assert ben.join("", "Benny").data == {"name": "Ben", "state": "in"}
        with ben.listening() as events, ben.listening() as second:
            events.next("all"), second.next("all")
            gone = room.server.remove(room.desk.person("Ben").id).result(PATIENCE)
            assert [event.data["state"] for event in events.rest()] == ["out"]
            assert [event.data["state"] for event in second.rest()] == ["out"]
        assert gone == Own(name="Ben")
        assert ben.request("GET", "/events").why == "out"
        assert ben.card("One more").why == "out"
        assert ben.join(room.opened.token, "Somebody else").why == "out"


def test_somebody_who_leaves_may_ask_again() -> None:
    with joining() as room:
        ben = room.come_in("Ben")
        with ben.listening() as events:
            assert ben.post("/leave").status == 200
            events.next("all")
            assert events.rest() == []
        room.desk.people(lambda people: not people)
        assert ben.card("Gone").status == 401
        assert ben.join(room.opened.token, "Ben").data["state"] == "asked"


def test_taken_name_is_told_apart_on_both_sides() -> None:
    with joining() as room:
        room.come_in("Ben")
        assert room.phone().join(room.opened.token, " ben ").data["name"] == "ben (2)"
        assert room.desk.person("ben (2)").state is State.ASKED


def test_somebody_who_missed_the_answer_and_asks_again_is_there_once() -> None:
    with joining() as room:
        room.phone().join(room.opened.token, "Ben")
        ben = room.asked("Ben")
        with ben.listening() as events:
            events.next("all")
            assert room.desk.people(lambda people: len(people) == 1 and people[0].is_connected)
            # Whoever listens has got the answer, so this is somebody else.
            assert room.phone().join(room.opened.token, "Ben").data["name"] == "Ben (2)"


def test_name_is_needed_only_where_names_are_kept() -> None:
    with joining() as room:
        assert room.phone().join(room.opened.token, " ").data["name"] == "Guest 1"
    with joining(needs_names=True) as room:
        assert room.phone().join(room.opened.token, " ").why == "name"
        assert room.phone().join(room.opened.token, "Ben").data["name"] == "Ben"


def test_while_all_are_let_in_nobody_waits() -> None:
    with joining() as room:
        asked = room.asked("Ben")
        with asked.listening() as events:
            assert events.next("all").data["you"]["state"] == "asked"
            room.server.admit_all(True)
            assert events.next("all").data["you"]["state"] == "in"
        assert room.phone().join(room.opened.token, "Eve").data["state"] == "in"
        room.server.admit_all(False)
        room.desk.person("Eve", State.IN)
        assert room.phone().join(room.opened.token, "Cy").data["state"] == "asked"
