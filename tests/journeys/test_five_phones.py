"""Five phones with real browsers in one meeting: from the code on the wall to the last fingers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.chromium import Chromium, Device
from tests.support.joined_run import JoinedRun, joined_run
from tests.support.two_screens import PLATFORM

NAMES = ("Amira", "Ben", "Chloé", "Dov", "Eun-ji")
AT_ONCE = 3
"""So many may ask at one address before somebody is let in."""


class Phones:
    """The phones of five people; `name` tells which is whose."""

    def __init__(self, browser: Chromium, link: str, run: JoinedRun) -> None:
        self.of = {name: Device(browser) for name in NAMES}
        self._link, self._run = link, run

    def join(self) -> None:
        """Scan, ask, and be let in by one key of the console."""
        for names in (NAMES[:AT_ONCE], NAMES[AT_ONCE:]):
            for name in names:
                phone = self.of[name]
                phone.open(self._link)
                phone.tap("Your name")
                phone.type(name)
                phone.tap("Ask to come in")
                phone.wait_for(f"Hello, {name}")
            self._run.until(lambda seen: seen["asking"] == len(names), "who asks")  # noqa: B023
            self._run.presses("Ctrl+Shift+F7")
        self._run.until(lambda seen: seen["in"] == len(NAMES), "all to be in")

    def each(self, does: Callable[[str, Device], object]) -> None:
        for name, phone in self.of.items():
            does(name, phone)

    def wait_for(self, text: str) -> None:
        self.each(lambda name, phone: phone.wait_for(text))


def write(phone: Device, field: str, text: str) -> None:
    """Type into a field and press Enter."""
    phone.wait(f"!!document.querySelector('{field}')?.offsetParent")
    phone.read(f"document.querySelector('{field}').focus()")
    phone.type(text)
    phone.press("Enter", 13)
    phone.wait(f"document.querySelector('{field}').value === ''")


@pytest.fixture
def run(own_data_folder: Path) -> Iterator[JoinedRun]:
    environment = {"QT_QPA_PLATFORM": PLATFORM}
    with joined_run(own_data_folder, "new", "Monday", environment=environment) as run:
        run.until(lambda seen: seen["at"] and seen["has_wall"], "the meeting")
        yield run


@pytest.fixture
def phones(browser: Chromium, run: JoinedRun) -> Iterator[Phones]:
    phones = Phones(browser, run.lets_people_join(), run)
    yield phones
    for phone in phones.of.values():
        assert phone.complaints == []
        phone.close()


def test_five_phones_hold_a_meeting_with_the_console(run: JoinedRun, phones: Phones) -> None:
    phones.join()
    run.runs("SHOW_CODE")
    run.does("go", stage="where-not")
    run.says("Closed at noon")
    phones.wait_for("On the wall: 1 card")
    phones.each(lambda name, phone: phone.tap("Where we don’t"))
    phones.each(lambda name, phone: write(phone, "#card-text", f"{name} waits too long"))
    written = {f"{name} waits too long" for name in NAMES}
    run.until(lambda seen: written < set(seen["wall"]), "all cards on the wall")
    phones.wait_for("On the wall: 6 cards")
    run.does("go", stage="what-matters")
    run.runs("VOTE")
    run.presses("Enter")
    phones.wait_for("5 of 5 dots left")
    phones.each(lambda name, phone: phone.tap("One dot more"))
    phones.wait_for("4 of 5 dots left")
    run.until(lambda seen: seen["slips"] == len(NAMES), "five slips")
    run.runs("VOTE")
    run.until(lambda seen: seen["wall"][0] == "Closed at noon", "the winner on top")
    run.does("go", stage="why")
    run.says("We are too few")
    run.does("go", stage="instead")
    run.says("Take turns at noon")
    run.does("go", stage="who-when")
    phones.wait_for("Take turns at noon")
    phones.each(lambda name, phone: promise(phone, f"{name} takes a turn"))
    run.until(lambda seen: seen["waiting"] == len(NAMES), "five promises")
    run.runs("PROPOSALS")
    run.presses(*["Enter"] * len(NAMES))
    run.does("go", stage="close")
    plan = {f"{name} takes a turn" for name in NAMES}
    run.until(lambda seen: plan <= set(seen["wall"]), "the plan on the wall")
    phones.each(lambda name, phone: phone.tap("4"))
    run.until(lambda seen: seen["roti"] == [4] * len(NAMES), "five hands of four fingers")
    run.quits()
    phones.wait_for("Joining has ended. What you sent is kept in the meeting.")


def promise(phone: Device, text: str) -> None:
    """Take on what is offered, in words of one's own; the day is offered too."""
    phone.tap("I’ll do that")
    form = "document.querySelector('#promise-for').closest('form')"
    phone.wait(f"!{form}.hidden")
    phone.read(f"{form}.querySelector('textarea').select()")
    phone.type(text)
    phone.read(f"{form}.requestSubmit()")
