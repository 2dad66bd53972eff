"""The page on a phone, in a real browser: how one comes in, and how one is out again."""

from tests.support.chromium import Device
from tests.support.page_guest import QUESTION, come_in, write
from tests.support.page_room import PageRoom, until
from tests.support.page_states import BOARD


def test_a_code_gets_one_to_the_door_and_its_token_leaves_the_address(
    phone: Device, room: PageRoom
) -> None:
    room.show(BOARD)
    phone.open(room.link)
    phone.wait_for("Your name")
    assert phone.read("location.href") == room.address
    phone.tap("Ask to come in")
    phone.wait_for("Type your name. This meeting needs one.")
    phone.tap("Your name")
    phone.type("Amira")
    phone.tap("Ask to come in")
    phone.wait_for("Hello, Amira")
    assert QUESTION not in phone.text
    phone.reload()
    phone.wait_for("Hello, Amira")
    room.admit()
    phone.wait_for(QUESTION)
    assert phone.read("sessionStorage.getItem('join.token')") is None


def test_who_asked_under_a_wrong_name_can_ask_again(phone: Device, room: PageRoom) -> None:
    phone.open(room.link)
    phone.tap("Your name")
    phone.type("Amra")
    phone.tap("Ask to come in")
    phone.tap("Change my name")
    phone.tap("Your name")
    phone.read("document.activeElement.select()")
    phone.type("Amira")
    phone.tap("Ask to come in")
    phone.wait_for("Hello, Amira")
    assert [person.name for person in room.people] == ["Amira"]


def test_a_code_that_was_turned_has_to_be_scanned_again(phone: Device, room: PageRoom) -> None:
    old = room.link
    room.server.turn_code().result(30)
    phone.open(old)
    phone.tap("Your name")
    phone.type("Amira")
    phone.tap("Ask to come in")
    phone.wait_for("This code is no longer valid. Scan the code on the wall again")
    assert "Check each letter" not in phone.text
    phone.open(room.link)
    phone.wait_for("Ask to come in")


def test_who_has_no_camera_types_the_address_and_the_code(phone: Device, room: PageRoom) -> None:
    token = room.link.partition("#")[2]
    phone.open(room.address)
    phone.tap("Your name")
    phone.type("Amira")
    phone.tap("Ask to come in")
    phone.wait_for("Type the code on the wall, or scan it.")
    phone.tap("Code on the wall")
    phone.type(token[:-1])
    phone.tap("Ask to come in")
    phone.wait_for("That is not the code on the wall. Check each letter.")
    phone.tap("Code on the wall")
    phone.read("document.activeElement.select()")
    phone.type(" ".join(token[at : at + 4] for at in range(0, len(token), 4)).upper())
    phone.tap("Ask to come in")
    phone.wait_for("Hello, Amira")


def test_nobody_new_comes_through_a_closed_door(phone: Device, room: PageRoom) -> None:
    room.server.close_door()
    phone.open(room.link)
    phone.tap("Your name")
    phone.type("Amira")
    phone.tap("Ask to come in")
    phone.wait_for("Nobody new can join right now.")
    room.server.open_door()
    phone.tap("Ask to come in")
    phone.wait_for("Hello, Amira")


def test_who_was_removed_is_told_so_and_keeps_unsent_words(phone: Device, room: PageRoom) -> None:
    come_in(phone, room)
    room.holds = []
    write(phone, "on the way")
    room.server.remove(room.people[0].id).result(30)
    phone.wait_for("The facilitator has removed this device.")
    assert QUESTION not in phone.text
    assert phone.read("document.querySelector('#refused textarea').value") == "on the way"
    phone.open(room.link)
    phone.wait_for("The facilitator has removed this device.")


def test_at_the_end_it_says_that_what_was_sent_is_kept(phone: Device, room: PageRoom) -> None:
    come_in(phone, room)
    room.stop()
    phone.wait_for("Joining has ended. What you sent is kept in the meeting.")
    room.come_back()


def test_who_leaves_can_come_back_with_the_code(phone: Device, room: PageRoom) -> None:
    come_in(phone, room)
    phone.tap("Leave the meeting")
    phone.tap("Leave")
    phone.wait_for("To come back, scan the code on the wall")
    until(lambda: room.people == ())
    phone.open(room.link)
    phone.wait_for("Ask to come in")
