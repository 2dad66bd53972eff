"""The page on a phone, in a real browser, with the real server: what is sent and what comes."""

from facilitator.domain.contributions.contribution import AddCard, SetDone
from facilitator.domain.records import Side
from facilitator.join.desk import Answer
from facilitator.join.web.opening import Pace
from tests.support.chromium import Chromium, Device
from tests.support.page_guest import FIELD, come_in, texts, waits, write
from tests.support.page_room import PageRoom, until
from tests.support.page_states import BOARD, DISCUSS, OPENING, OWN_CARDS, PRIVATE, own_item, you


def test_what_people_type_is_text(phone: Device, room: PageRoom) -> None:
    come_in(phone, room)
    text = "<img src=x onerror=alert(1)> & <b>bold</b>"
    write(phone, text)
    phone.wait_for(text)
    until(lambda: texts(room) == [text])
    assert phone.read("document.querySelectorAll('img, #room .words b').length") == 0


def test_cards_typed_without_network_wait_in_order_and_arrive_once(
    phone: Device, room: PageRoom
) -> None:
    come_in(phone, room)
    phone.set_network(False)
    write(phone, "first")
    write(phone, "second")
    waits(phone, 2)
    phone.wait_for("No network: 2 cards wait on this phone and go by themselves.")
    phone.type("half a sen")
    # What is sent now gets no answer, as when the phone is put away at the worst moment.
    room.holds = []
    phone.set_network(True)
    phone.reload()
    phone.wait_for("Connected")
    waits(phone, 2)
    assert phone.read(f"{FIELD}.value") == "half a sen"
    until(lambda: bool(room.holds))
    held, room.holds = room.holds, None
    for asked in held:
        room.answer(asked)
    waits(phone, 0)
    assert texts(room) == ["first", "second"]
    assert "No network" not in phone.text


def test_many_cards_at_once_wait_their_turn(phone: Device, room: PageRoom) -> None:
    come_in(phone, room)
    written = [f"card {number}" for number in range(7)]
    for text in written:
        write(phone, text)
    waits(phone, 0)
    phone.wait("!JSON.stringify(localStorage).includes('join.out.')")
    assert texts(room) == written


def test_a_phone_that_sets_its_clock_back_sends_all_the_same(phone: Device, room: PageRoom) -> None:
    come_in(phone, room)
    written = [f"card {number}" for number in range(7)]
    for text in written:
        write(phone, text)
    held = "performance.getEntriesByType('resource').filter(e => e.responseStatus === 429)"
    phone.wait(f"{held}.length > 0")
    phone.read("const real = Date.now; Date.now = () => real() - 3600000")
    waits(phone, 0)
    assert texts(room) == written


def test_a_card_stays_on_the_phone_until_there_is_an_answer_about_it(browser: Chromium) -> None:
    with PageRoom(pace=Pace(answer=0.1)) as room:
        phone = Device(browser)
        come_in(phone, room)
        room.holds = []
        write(phone, "They are busy")
        until(lambda: bool(room.holds))
        busy = "performance.getEntriesByType('resource').filter(e => e.responseStatus === 503)"
        phone.wait(f"{busy}.length > 0")
        waits(phone, 1)
        held, room.holds = room.holds, None
        for asked in held:
            room.answer(asked)
        waits(phone, 0)
        assert texts(room) == ["They are busy"]
        phone.close()


def test_a_second_tab_of_the_same_phone_sends_nothing_twice(phone: Device, room: PageRoom) -> None:
    come_in(phone, room)
    room.holds = []
    write(phone, "only once")
    until(lambda: bool(room.holds))
    with phone.another_tab_in_front(room.address):
        held, room.holds = room.holds, None
        for asked in held:
            room.answer(asked)
        until(lambda: room.people[0].is_connected)
    waits(phone, 0)
    assert texts(room) == ["only once"]


def test_words_that_were_not_taken_come_back_with_the_reason(phone: Device, room: PageRoom) -> None:
    come_in(phone, room)
    room.answers.append(Answer(is_taken=False, why="too-long"))
    write(phone, "a very long sentence")
    phone.wait_for("That is too long. Shorten it, then send it again.")
    phone.wait(f"{FIELD}.value === 'a very long sentence'")
    room.holds = []
    phone.press("Enter", 13)
    phone.type("already the next")
    until(lambda: bool(room.holds))
    held, room.holds = room.holds, None
    room.answers.append(Answer(is_taken=False, why="not-now"))
    for asked in held:
        room.answer(asked)
    phone.wait_for("That can’t be done at this point of the meeting.")
    assert phone.read(f"{FIELD}.value") == "already the next"
    assert phone.read("document.querySelector('#refused textarea').value") == "a very long sentence"
    phone.tap("Copy")
    phone.tap("Delete")
    phone.wait("document.querySelector('#refused').hidden")


def test_what_was_taken_back_is_in_the_field_again(phone: Device, room: PageRoom) -> None:
    come_in(phone, room)
    write(phone, "We never cal back")
    phone.wait("!JSON.stringify(localStorage).includes('join.out.')")
    (item,) = room.items
    room.show(BOARD, you(items=[own_item(item, "We never cal back", "right")]))
    phone.tap("Take back")
    phone.wait(f"{FIELD}.value === 'We never cal back'")
    until(lambda: len(room.sent) == 2)
    assert getattr(room.sent[-1], "item", "") == item


def test_after_a_crash_the_phone_is_in_again_unasked(phone: Device, room: PageRoom) -> None:
    come_in(phone, room)
    room.crash()
    write(phone, "written meanwhile")
    phone.wait_for("The facilitator’s computer can’t be reached: 1 card waits on this phone")
    room.come_back()
    room.show(OPENING)
    phone.wait_for(OPENING["question"])
    waits(phone, 0)
    assert texts(room) == ["written meanwhile"]


def test_a_phone_that_was_put_away_knows_at_once_what_it_missed(
    phone: Device, room: PageRoom
) -> None:
    come_in(phone, room)
    with phone.another_tab_in_front():
        room.show(DISCUSS)
    phone.wait_for(DISCUSS["question"])


def test_what_arrives_leaves_the_sentence_alone(phone: Device, room: PageRoom) -> None:
    come_in(phone, room)
    phone.read(f"{FIELD}.focus()")
    phone.type("We put people on hold")
    phone.read(f"{FIELD}.setSelectionRange(3, 6)")
    room.show(PRIVATE, OWN_CARDS)
    phone.wait_for(PRIVATE["question"])
    assert phone.read(f"{FIELD} === document.activeElement")
    assert phone.read(f"[{FIELD}.selectionStart, {FIELD}.selectionEnd]") == [3, 6]
    room.show(DISCUSS)
    phone.wait_for("Your unfinished card")
    assert phone.read(f"{FIELD} === document.activeElement")
    phone.tap("We don’t")
    phone.tap("Send to “We don’t”")
    phone.wait(f"{FIELD}.offsetParent === null")
    until(lambda: bool(room.sent))
    assert room.sent == [AddCard(side=Side.RIGHT, text="We put people on hold", anonymous=True)]


def test_who_is_done_can_be_undone(phone: Device, room: PageRoom) -> None:
    come_in(phone, room)
    phone.tap("I’m done")
    phone.wait_for("Not done yet")
    until(lambda: room.people[0].is_done)
    phone.tap("Not done yet")
    phone.wait_for("I’m done")
    until(lambda: not room.people[0].is_done)
    assert not any(isinstance(each, SetDone) for each in room.sent)


def test_a_browser_that_keeps_nothing_says_what_that_means(
    browser: Chromium, room: PageRoom
) -> None:
    phone = Device(browser, keeps=False)
    come_in(phone, room)
    phone.set_network(False)
    write(phone, "only here")
    phone.wait_for("This browser keeps nothing: don’t close the page while a card waits.")
    phone.set_network(True)
    waits(phone, 0)
    assert texts(room) == ["only here"]
    phone.close()
