"""A whole meeting of thirty people, each with a device, and one keyboard.

Networks are lost in the middle of requests and answers, the program is killed, and the projector is
pulled. The exported file holds exactly what the devices were told was taken, each thing once.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from facilitator.storage.store import Store
from tests.support import xhands
from tests.support.crowd import Crowd, Device, Sent
from tests.support.joined_run import JoinedRun
from tests.support.projector import Projector
from tests.support.series import Series
from tests.support.xhands import MISSING, XHands, exported

LACKING = [*MISSING, *(() if shutil.which("xrandr") else ("xrandr",))]
pytestmark = [
    pytest.mark.xscreen,
    pytest.mark.skipif(bool(LACKING), reason=f"not installed here: {', '.join(LACKING)}"),
]
TEAM, EARLIER = "Front desk", 6
NAMES = [f"Person {number:02}" for number in range(1, 31)]
WRITTEN_DOWN = "Call back the same day"
"""An action of the last of them that the facilitator types."""
DUE = (date.today() + timedelta(days=7)).isoformat()
BACK_SECONDS = 2.0
"""So soon after people can join again all are in again unasked."""
CUTS = 12
"""Of 100 requests, how many are cut off in their middle or before their answer comes."""


class Meeting:
    """The meeting, from the first promise that is looked back on to the last yes."""

    def __init__(self, data: Path, meeting: str, hands: XHands, projector: Projector) -> None:
        self._data, self._hands, self._projector = data, hands, projector
        self.typed: list[str] = []
        """The cards that came by the keyboard."""
        self.run = self._started("open", meeting)
        self.run.until(lambda seen: seen["at"] and seen["has_wall"], "the meeting")
        self.link = self.run.lets_people_join()
        self.run.does("everybody", on=True)
        self.people = Crowd(self.link, NAMES)
        self.people.joins().result(60)
        self.heard(lambda device: device.room is not None, "being let in")
        self.people.cuts = CUTS

    def _started(self, *words: str) -> JoinedRun:
        return JoinedRun(self._data, *words, environment=self._hands.environment)

    # What is waited for

    def heard(self, is_so: Any, what: str) -> None:  # noqa: ANN401
        self.people.until(lambda: all(is_so(device) for device in self.people), what)

    def turns_to(self, stage: str) -> None:
        self.run.does("go", stage=stage)
        self.heard(lambda device: device.room and device.room["stage"] == stage, stage)

    def send(self, what: "list[tuple[Device, str, dict[str, Any]]]") -> list[Sent]:
        """Let devices send in one moment, while networks are lost; wait for the answers."""
        sents = self.people.send_at_once(what)
        gone = self.people.chance.sample(self.people.devices, 5)
        self.people.lose_network(gone)
        self.people.find_network(gone)
        return self.people.answers(sents)

    def confirms(self, count: int) -> None:
        """Approve what waits, one after the other, by its key and Enter."""
        self.run.until(lambda seen: seen["waiting"] == count, f"{count} proposals")
        self.run.runs("PROPOSALS")
        self.run.presses(*["Enter"] * count)
        self.run.until(lambda seen: seen["waiting"] == 0, "all to be approved")

    # The meeting

    def looks_back(self) -> None:
        def verdict(device: Device) -> dict[str, Any]:
            assert device.you is not None
            (action,) = (each for each in device.you["actions"] if each["earlier"])
            return {"action": action["id"], "status": "done", "text": f"{device.name} did it"}

        owners = self.people.devices[:EARLIER]
        self.people.until(
            lambda: all(device.you and device.you["actions"] for device in owners), "own promises"
        )
        self.send([(device, "verdict", verdict(device)) for device in owners])
        self.confirms(EARLIER)

    def writes(self) -> None:
        """Strengths and gaps; some are labeled, some taken back; the keyboard goes on typing."""
        self.turns_to("feel-first")
        under_way = self.people.send_at_once(
            (device, "card", card(f"Good, says {device.name}", "left"))
            for device in self.people.devices[::2]
        )
        self.typed += ["We know them by name", "The bread is warm"]
        self.run.says(*self.typed)
        self.people.answers(under_way)
        gaps = self.send(
            [(d, "card", card(f"{d.name} waits too long", "right")) for d in self.people]
        )
        labels = ["penalizing-policy"]
        self.send([(s.device, "labels", {"of": s.key, "labels": labels}) for s in gaps[::5]])
        self.send([(s.device, "back", {"of": s.key}) for s in gaps[1::5]])

    def writes_in_private(self) -> None:
        """Nobody sees what others wrote; the program is killed in the middle, then all is shown."""
        self.turns_to("where-not")
        self.run.runs("PRIVATE")
        self.heard(lambda device: device.room["private"], "private writing")
        hidden = self.send(
            [(d, "card", card(f"{d.name} says in private", "right")) for d in self.people]
        )
        words = {sent.fields["text"] for sent in hidden}
        assert not any(words & set(device.texts) for device in self.people)
        under_way = self.people.send_at_once(
            (device, "card", card(f"{device.name}, while it is killed", "right"))
            for device in self.people
        )
        self.people.until(lambda: any(sent.status for sent in under_way), "the first answer")
        self.is_killed()
        words |= {sent.fields["text"] for sent in self.people.answers(under_way)}
        assert not any(words & set(device.texts) for device in self.people)
        self.run.runs("REVEAL")
        self.heard(lambda device: words <= set(device.texts), "the reveal")

    def is_killed(self) -> None:
        before = [device.everything for device in self.people]
        self.run.is_killed()
        self.run = self._started()
        self.run.until(lambda seen: seen.get("link"), "joining to go on")
        opened = monotonic()
        assert self.run.does("look")["link"] == self.link
        self.people.until(
            lambda: all(d.everything > b for d, b in zip(self.people, before, strict=True)),
            "all to be in again",
        )
        assert monotonic() - opened < BACK_SECONDS
        self.run.until(lambda seen: seen["in"] == len(NAMES), "all to be in again")

    def votes(self) -> None:
        """Slips of thirty devices beside three raised hands, in secret until the end."""
        self.turns_to("what-matters")
        self.run.runs("VOTE")
        self.run.does("say", sentences=["3"])
        self.run.presses("Enter")
        self.heard(lambda device: device.room["vote"], "the vote")
        gaps = self.people[0].room["vote"]["gaps"]  # type: ignore[index]
        self.send([(d, "dots", {"gap": gaps[0], "dots": 2}) for d in self.people])
        self.send(
            [(d, "dots", {"gap": gaps[1 + n % 7], "dots": 1}) for n, d in enumerate(self.people)]
        )
        assert not any(card["dots"] for d in self.people for card in d.room["cards"])  # type: ignore[index]
        self.run.presses("4", "Down")
        self.run.runs("VOTE")
        self.heard(lambda device: any(card["dots"] for card in device.room["cards"]), "the sums")

    def answers_why(self) -> None:
        """Excuses and strategies, while the projector is pulled and plugged."""
        for stage, kind in (("why", "excuse"), ("instead", "strategy")):
            self.turns_to(stage)
            self.heard(lambda device: device.room["about"], "what to answer")
            parent = self.people[0].room["about"][0]["id"]  # type: ignore[index]
            under_way = self.people.send_at_once(
                (device, "link", {"kind": kind, "parent": parent, "text": f"{kind}: {device.name}"})
                for device in self.people.devices[::3]
            )
            self._projector.pull()
            self.run.until(lambda seen: not seen["has_wall"], "the wall to go")
            self.people.answers(under_way)
            self._projector.plug()
            self.run.until(lambda seen: seen["has_wall"], "the wall")

    def commits(self) -> None:
        self.turns_to("who-when")
        self.heard(lambda device: device.room["about"], "strategies")
        ways = [each["id"] for each in self.people[0].room["about"]]  # type: ignore[index]
        self.send(
            [
                (d, "promise", {"parent": way, "text": f"I will, says {d.name}", "due": DUE})
                for d, way in zip(self.people.devices[10:15], ways, strict=False)
            ]
        )
        self.confirms(5)
        self.run.says(WRITTEN_DOWN, NAMES[-1], "in 2 weeks", "")

    def closes(self) -> None:
        self.turns_to("close")
        self.heard(lambda device: device.room["fingers"], "the last question")
        owner = self.people[-1]
        self.people.until(lambda: bool(owner.you and owner.you["actions"]), "a promise to agree to")
        (action,) = owner.you["actions"]  # type: ignore[index]
        self.send([(owner, "yes", {"action": action["id"]})])
        self.send([(d, "fingers", {"fingers": 1 + n % 5}) for n, d in enumerate(self.people)])
        self.send([(device, "done", {"is_done": True}) for device in self.people])
        self.run.until(lambda seen: seen["done"] == len(NAMES), "all to be done")


def card(text: str, side: str) -> dict[str, Any]:
    return {"side": side, "text": text, "labels": []}


def earlier_meeting(data: Path) -> str:
    """A meeting a month ago, in which some promised something; the id of the one held now."""
    store = Store(data)
    store.start()
    series = Series(store, TEAM)
    before = series.meets(date.today() - timedelta(days=28))
    for name in NAMES[:EARLIER]:
        series.promises(before, f"{name} calls back", due=date.today(), owner=name)
    today = series.meets(date.today(), title="Today")
    assert store.close()
    return today.id


@pytest.fixture
def hands() -> Iterator[XHands]:
    with xhands.screen() as hands:
        yield hands


def test_a_meeting_of_thirty_devices_and_one_keyboard_through_everything(
    hands: XHands, own_data_folder: Path
) -> None:
    held_today = earlier_meeting(own_data_folder)
    projector = Projector(hands)
    projector.plug()
    meeting = Meeting(own_data_folder, held_today, hands, projector)
    try:
        meeting.looks_back()
        meeting.writes()
        meeting.writes_in_private()
        meeting.votes()
        meeting.answers_why()
        meeting.commits()
        meeting.closes()
        meeting.run.quits()
        assert "Traceback" not in meeting.run.errors
    finally:
        meeting.people.close()
        if not meeting.run.is_over:
            meeting.run.is_killed()
    assert meeting.people.cut_off > 20
    assert_is_what_was_sent(exported(own_data_folder, own_data_folder), meeting)


def assert_is_what_was_sent(document: dict[str, Any], meeting: Meeting) -> None:
    """Each thing that a device was told was taken is there once, and nothing else is."""
    sent = meeting.people.sent
    assert [(each.do, each.status) for each in sent if not each.is_taken] == []
    back = {each.fields["of"] for each in sent if each.do == "back"}

    def texts(*do: str, **having: str) -> Counter[str]:
        return Counter(
            each.fields["text"]
            for each in sent
            if each.do in do and each.key not in back and having.items() <= each.fields.items()
        )

    def found(table: str) -> Counter[str]:
        return Counter(row["text"] for row in document[table])

    assert found("cards") == texts("card") + Counter(meeting.typed)
    assert found("excuses") == texts("link", kind="excuse")
    assert found("strategies") == texts("link", kind="strategy")
    assert found("actions") == texts("promise") + Counter([WRITTEN_DOWN])
    owned = {row["owner"]: row["agreed"] for row in document["actions"]}
    assert owned == {name: [name] for name in owned}
    assert found("verdicts") == texts("verdict")
    labeled = {each.fields["of"] for each in sent if each.do == "labels"}
    items = {each.item for each in sent if each.do == "card" and each.key in labeled}
    assert {row["id"] for row in document["cards"] if row["labels"]} == items
    given = Counter[str]()
    for device in meeting.people:
        dots = {
            each.fields["gap"]: each.fields["dots"] for each in device.sent if each.do == "dots"
        }
        given[str(sorted(dots.items()))] += 1
    (ballot,) = document["ballots"]
    assert [vote["dots"] for vote in ballot["votes"]] == [4]
    votes = (
        sorted((vote["gap"], vote["dots"]) for vote in slip["votes"]) for slip in ballot["slips"]
    )
    assert Counter(str(each) for each in votes) == given
    fingers = Counter(each.fields["fingers"] for each in sent if each.do == "fingers")
    assert Counter(document["roti"]) == fingers
