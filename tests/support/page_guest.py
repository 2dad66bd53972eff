"""What a participant does on the page, and what is to be seen of it."""

from facilitator.domain.contributions.contribution import AddCard
from tests.support.chromium import Device
from tests.support.page_room import PageRoom
from tests.support.page_states import BOARD

QUESTION = BOARD["question"]
FIELD = "document.querySelector('#card-text')"


def come_in(phone: Device, room: PageRoom) -> None:
    """Scan, ask, be let in, and see the board."""
    room.show(BOARD)
    phone.open(room.link)
    phone.tap("Your name")
    phone.type("Amira")
    phone.tap("Ask to come in")
    phone.wait_for("The facilitator will let you in")
    room.admit()
    phone.wait_for(QUESTION)
    phone.tap("We don’t")


def write(phone: Device, text: str) -> None:
    """Type a card and press Enter."""
    phone.read(f"{FIELD}.focus()")
    phone.type(text)
    phone.press("Enter", 13)


def texts(room: PageRoom) -> list[str]:
    """Return the words of the cards that have arrived."""
    return [each.text for each in room.sent if isinstance(each, AddCard)]


def waits(phone: Device, number: int) -> None:
    """Wait until so many cards wait on the phone."""
    phone.wait(f"document.querySelectorAll('.card.waits').length === {number}")
