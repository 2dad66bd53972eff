"""People join with their own phones: what they send is in the meeting, and what they see of it."""

import pytest
from pytestqt.qtbot import QtBot

from facilitator.domain.contributions.contribute import contribute
from facilitator.domain.contributions.contribution import AddCard
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.rounds import set_participants, sign_cards
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.join.desk import Asked
from facilitator.launch import Start
from facilitator.paths import join_file
from facilitator.ui.join.inbox import queue
from facilitator.ui.join.joining import JoiningState
from tests.support.joined_room import JoinedRoom, data_of
from tests.support.phone import new_key
from tests.support.window import Room


def test_a_card_of_a_phone_is_on_the_wall_on_disk_and_on_all_phones(joined: JoinedRoom) -> None:
    room = joined.room
    ana, ben = joined.comes_in("Ana"), joined.comes_in("Ben")
    room.types("half a sen")
    sent = data_of(ana.card("They wait too long"))
    assert sent == {"item": room.meeting.all(Card)[0].id, "waits": False}
    # It was answered once it was on disk.
    store = room.controller.workspace.store
    on_disk = store.load(room.meeting.id).result(timeout=30)
    assert [card.text for card in on_disk.all(Card)] == ["They wait too long"]
    assert (room.left(), room.entry) == (["They wait too long"], "half a sen")
    for guest in (ana, ben):
        guest.until(lambda page: page.wall == ["They wait too long"])
    ana.until(lambda page: page.own == ["They wait too long"])
    ben.reads()
    assert ben.own == []
    assert not any("half a sen" in text for guest in (ana, ben) for text in guest.heard)


def test_the_facilitators_undo_takes_back_nothing_of_others(joined: JoinedRoom) -> None:
    room, ana = joined.room, joined.comes_in("Ana")
    room.says("Mine")
    ana.card("Theirs")
    room.presses("Ctrl+Z")
    assert room.left() == ["Theirs"]
    room.presses("Ctrl+Z")
    assert room.left() == ["Theirs"]
    room.presses("Ctrl+Y")
    assert sorted(room.left()) == ["Mine", "Theirs"]


def test_a_phone_takes_back_its_own_and_nothing_else(joined: JoinedRoom) -> None:
    ana, ben = joined.comes_in("Ana"), joined.comes_in("Ben")
    key = new_key()
    ana.card("They wait", key=key)
    assert ben.sends("back", of=key).status == 409
    assert ana.sends("back", of=key).status == 200
    assert joined.room.left() == []
    ana.until(lambda page: page.wall == [] and page.own == [])


def test_who_is_let_in_is_a_participant_and_a_guest_is_none(joined: JoinedRoom) -> None:
    joined.comes_in("Ana")
    joined.comes_in("")
    joined.comes_in("ana")
    assert [person.name for person in joined.joining.people] == ["Ana", "Guest 1", "ana (2)"]
    assert joined.room.meeting.details.participants == ("Ana", "ana (2)")
    assert joined.joining.devices_in == 3
    # He can be asked in turn, and taken off the list for good.
    joined.room.session.undo()
    assert joined.room.meeting.details.participants == ("Ana", "ana (2)")


def test_a_name_on_the_list_is_that_participant_however_it_was_typed(joined: JoinedRoom) -> None:
    session = joined.room.session
    session.execute(sign_cards(session.meeting, True))
    session.execute(set_participants(session.meeting, ["Zoë Berg"]))
    zoe = joined.comes_in("zoe berg")
    zoe.card("They wait too long")
    assert joined.room.meeting.details.participants == ("Zoë Berg",)
    assert [card.author for card in joined.room.meeting.all(Card)] == ["Zoë Berg"]


def test_everybody_is_let_in_only_while_the_code_is_on_the_wall(joined: JoinedRoom) -> None:
    joining = joined.joining
    joining.set_admits_all(True)
    joined.asks("Ana").until(lambda page: page.room is not None)
    joining.show_code(False)
    ben = joined.asks("Ben")
    joining.close_door()
    joining.start()
    # He asked while the code was off the wall; now it is there again.
    ben.until(lambda page: page.room is not None)


def test_a_card_whose_answer_nobody_waits_for_any_more_is_in_the_meeting(
    joined: JoinedRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, ana, ben = contribute, joined.comes_in("Ana"), joined.comes_in("Ben")
    inbox = joined.joining._queue

    def as_the_server_gives_up(*given: object) -> object:
        for asked in taken:
            asked.answer.cancel()
        return real(*given)  # type: ignore[arg-type]

    taken: list[Asked] = []
    put = inbox.put
    monkeypatch.setattr(inbox, "put", lambda asked: (taken.append(asked), put(asked)))
    monkeypatch.setattr(joined.joining._desk, "submit", inbox.put)
    monkeypatch.setattr(queue, "contribute", as_the_server_gives_up)
    assert ana.card("They wait too long").status == 200
    assert ben.sends("back", of=new_key()).status == 409
    assert joined.room.left() == ["They wait too long"]


def test_many_cards_at_one_instant_are_all_on_the_wall_in_one_piece(joined: JoinedRoom) -> None:
    room = joined.room
    guests = [joined.comes_in(f"Guest of honor {number}") for number in range(6)]
    wanted = {f"Card {at}.{number}" for at in range(6) for number in range(5)}

    def send_five(at: int) -> list[int]:
        return [guests[at].phone.card(f"Card {at}.{number}").status for number in range(5)]

    works = [lambda at=at: send_five(at) for at in range(6)]
    statuses = joined.all_do(*works)
    assert statuses == [[200] * 5] * 6
    assert {card.text for card in room.meeting.all(Card)} == wanted
    assert len(room.meeting.all(Card)) == 30
    guests[0].until(lambda page: set(page.wall) == wanted)


def test_what_is_private_is_seen_by_its_writer_alone_until_the_reveal(joined: JoinedRoom) -> None:
    room = joined.room
    ana, ben = joined.comes_in("Ana"), joined.comes_in("Ben")
    room.presses("Ctrl+H")
    ben.until(lambda page: page.room is not None and page.room["private"])
    data_of(ana.card("The owner shouts"))
    ana.until(lambda page: page.own == ["The owner shouts"])
    ben.until(lambda page: page.room is not None and page.room["columns"][0]["hidden"] == 1)
    assert not any("shouts" in text for text in ben.heard)
    room.presses("Ctrl+Shift+H")
    ben.until(lambda page: page.wall == ["The owner shouts"])
    # From now on nobody can tell whose it is, not even the computer.
    ana.until(lambda page: page.own == [])
    server = joined.joining._server
    assert server is not None
    room.until(lambda: all(own.items == () for own in server.own_of().values()))


def test_done_holds_for_a_stage(joined: JoinedRoom) -> None:
    ana = joined.comes_in("Ana")
    ana.sends("done", is_done=True)
    joined.room.until(lambda: joined.joining.people[0].is_done)
    joined.room.presses("PgDown")
    joined.room.until(lambda: not joined.joining.people[0].is_done)
    ana.until(lambda page: page.you is not None and not page.you["done"])
    ana.until(lambda page: page.room is not None and page.room["stage"] == joined.room.at)


def test_somebody_who_is_removed_is_out_and_what_was_sent_can_be_removed_in_one(
    joined: JoinedRoom,
) -> None:
    room, ana = joined.room, joined.comes_in("Ana")
    ana.card("One")
    ana.card("Two")
    room.says("Mine")
    heard: list[tuple[str, object]] = []
    joined.joining.removed.connect(lambda name, own: heard.append((name, own)))
    joined.joining.remove(joined.device_of("Ana"))
    room.until(lambda: bool(heard))
    ((name, own),) = heard
    assert (name, ana.card("Three").status, joined.joining.people) == ("Ana", 403, ())
    assert room.left() == ["One", "Two", "Mine"]
    assert joined.joining.withdraw(own) == 2
    assert room.left() == ["Mine"]
    room.presses("Ctrl+Z")
    assert sorted(room.left()) == ["Mine", "One", "Two"]


def test_on_the_list_of_meetings_it_is_paused_and_what_is_sent_is_taken(
    joined: JoinedRoom,
) -> None:
    room, ana = joined.room, joined.comes_in("Ana")
    meeting, at = room.meeting.id, room.at
    room.controller.go_home()
    ana.until(lambda page: page.room is not None and page.room["kind"] == "paused")
    data_of(ana.card("Sent meanwhile"))
    room.controller.meetings.open_meeting(meeting)
    room.until(lambda: room.controller.workspace.current is not None)
    ana.until(lambda page: page.room is not None and page.room["stage"] == at)
    ana.until(lambda page: page.wall == ["Sent meanwhile"])
    assert room.left() == ["Sent meanwhile"]
    assert joined.joining.is_on


def test_when_another_meeting_is_opened_joining_the_first_is_over(
    joined: JoinedRoom,
) -> None:
    room, ana = joined.room, joined.comes_in("Ana")
    room.controller.perform(Start("new", title="Tuesday"))
    ana.until(lambda page: page.is_over)
    room.until(lambda: joined.joining.state is JoiningState.OFF)
    assert joined.joining.people == ()
    assert not join_file(room.data).exists()
    # The next meeting can be joined as the first could.
    joined.joining.start()
    room.until(lambda: joined.joining.is_on)
    ben = joined.comes_in("Ben")
    ben.card("In the second")
    assert [card.text for card in room.meeting.all(Card)] == ["In the second"]


def test_joining_a_meeting_that_is_put_in_the_trash_is_over(joined: JoinedRoom) -> None:
    room, ana = joined.room, joined.comes_in("Ana")
    meeting = room.meeting.id
    room.controller.go_home()
    room.controller.trash.discard(meeting, "Monday")
    ana.until(lambda page: page.is_over)
    room.until(lambda: joined.joining.state is JoiningState.OFF)


def test_as_the_program_ends_the_phones_hear_that_it_is_over(joined: JoinedRoom) -> None:
    room, ana = joined.room, joined.comes_in("Ana")
    ana.card("The last one")
    assert join_file(room.data).exists()
    room.leaves()
    assert not join_file(room.data).exists()
    assert ana.rest()[-1] == "over"


def test_stopping_and_starting_at_once_makes_a_new_code(joined: JoinedRoom) -> None:
    token = joined.token
    joined.joining.stop()
    joined.joining.start()
    joined.room.until(lambda: joined.joining.is_on)
    assert joined.token != token


def test_the_code_is_on_the_wall_and_says_how_many_are_in(joined: JoinedRoom) -> None:
    room = joined.room
    invitation = room.stage.room.view().invitation
    assert invitation is not None
    assert invitation.address.startswith("127.0.0.1:")
    assert len(invitation.qr) == len(invitation.qr[0]) >= 21
    joined.comes_in("Ana")
    room.until(lambda: room.stage.room.view().invitation.people == 1)  # type: ignore[union-attr]
    room.presses("PgDown")
    assert room.stage.room.view().invitation is not None
    joined.joining.show_code(False)
    assert room.stage.room.view().invitation is None
    assert joined.joining.invitation is not None


def test_what_many_cards_hold_up_comes_in_afterwards(joined: JoinedRoom, room: Room) -> None:
    ana = joined.comes_in("Ana")
    room.session.large.alone = True
    sending = joined._threads.submit(ana.phone.card, "Meanwhile")
    room.until(lambda: not joined.joining._queue.is_empty)
    assert room.left() == []
    room.session.large.alone = False
    room.until(sending.done)
    assert sending.result().status == 200
    assert room.left() == ["Meanwhile"]


def test_a_bug_with_one_card_costs_that_card_alone(
    joined: JoinedRoom, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(meeting: Meeting, exercise: Exercise, sent: AddCard, *others: object) -> object:
        if sent.text == "Breaks":
            raise ZeroDivisionError
        return contribute(meeting, exercise, sent, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(queue, "contribute", breaks)
    ana, ben = joined.comes_in("Ana"), joined.comes_in("Ben")
    with qtbot.captureExceptions() as caught:
        answers = joined.all_do(
            lambda: ben.phone.card("Before"),
            lambda: ana.phone.card("Breaks"),
            lambda: ben.phone.card("After"),
        )
    assert [answer.status for answer in answers] == [200, 409, 200]
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert sorted(joined.room.left()) == ["After", "Before"]
