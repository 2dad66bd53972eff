"""A whole meeting by who does not see the screen: through a real accessibility bus."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from facilitator.exercises.exercise_library import Library, with_opening
from tests.journeys import screen_reader
from tests.journeys.screen_reader import Ears, Part
from tests.support import xhands
from tests.support.xhands import MISSING, Program, XHands, until

_MISSING = MISSING or screen_reader.missing()
pytestmark = [
    pytest.mark.xscreen,
    pytest.mark.skipif(bool(_MISSING), reason=f"not installed here: {', '.join(_MISSING)}"),
]

EXERCISE = with_opening(Library().default)
STRENGTHS, GAPS = (column.title for column in EXERCISE.columns)
TODAY = date.today()


class Listener:
    """Works the keyboard and goes on only when it was heard what a key did."""

    def __init__(self, hands: XHands, ears: Ears) -> None:
        self.hands = hands
        self.ears = ears

    def is_on(self, role: str, name: str) -> Part:
        """Wait until the focus is on that; returns what is said of it."""

        def there() -> bool:
            return (self.ears.focus.get("role"), self.ears.focus.get("name")) == (role, name)

        until(there, f"the {role} “{name}”, the focus is on {self.ears.focus}")
        return self.ears.focus

    def types(self, text: str, field: str) -> None:
        """Type into the field of that name until it holds just that."""
        self.hands.types(text)
        until(lambda: (field, text) in self.fields(), f"“{text}” in the field “{field}”")

    def described(self, field: str) -> object:
        """What is said of a field besides its name."""
        found = (
            p["description"]
            for p in self.ears.parts()
            if p["name"] == field and p["role"] == "text"
        )
        return next(found, None)

    def fields(self) -> list[tuple[object, object]]:
        """The names of all fields that are shown, and what they hold."""
        found = self.ears.parts()
        return [(part["name"], part["text"]) for part in found if part["role"] == "text"]

    def says(self, text: str, field: str, heard: str = "Added: {text}") -> None:
        self.types(text, field)
        self.presses("Enter", heard.format(text=text))

    def presses(self, key: str, heard: str) -> None:
        self.hands.presses(key)
        self.ears.hears(heard)

    def goes_to(self, key: str, role: str, name: str) -> Part:
        self.hands.presses(key)
        return self.is_on(role, name)

    def fills(self, text: str, field: str, key: str, following: str) -> None:
        """Fill a field of a form and go on to the next."""
        self.types(text, field)
        self.goes_to(key, "text", following)


@pytest.fixture
def listener(own_data_folder: Path, tmp_path: Path) -> Iterator[Listener]:
    with xhands.screen() as hands, screen_reader.ears(hands, tmp_path) as ears:
        yield Listener(hands, ears)


def stage(number: int) -> str:
    """What is said when a stage comes."""
    script = EXERCISE.stages[number - 1]
    return f"Stage {number} of {len(EXERCISE.stages)}: {script.name}. {script.question}"


def test_a_whole_meeting_is_held_by_ear(
    listener: Listener, own_data_folder: Path, tmp_path: Path
) -> None:
    with Program(listener.hands, own_data_folder) as program:
        program.is_at("Facilitator")
        begins(listener)
        program.is_at("By ear · Facilitator")
        hears_why_it_is_held(listener)
        writes_on_both_columns(listener)
        puts_in_order(listener)
        asks_why(listener)
        commits(listener)
        closes(listener)
        prints(listener, tmp_path / "plan.pdf")
        listener.hands.presses("Ctrl+Q")
        assert program.has_quit() == 0
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")


def begins(listener: Listener) -> None:
    # The tree of a window may be there a moment after the window.
    for _ in range(50):
        shown = [(part["role"], part["name"]) for part in listener.ears.parts()]
        if shown:
            break
    assert ("push button", "Hold a meeting") in shown
    listener.goes_to("Enter", "text", "Title")
    listener.fills("By ear", "Title", "Tab", "Team")
    listener.fills("Corner Bakery", "Team", "Tab", "Facilitator")
    listener.fills("Dana", "Facilitator", "Tab", "Participants")
    listener.types("Dana, Lee", "Participants")
    listener.hands.presses("Enter")


def hears_why_it_is_held(listener: Listener) -> None:
    """All of the slide is told, and who is here, before the first stage comes."""
    opening = EXERCISE.opening
    assert opening is not None
    told = listener.ears.hears_of(stage(1))
    assert opening.purpose in told
    assert all(rule in told for rule in opening.ground_rules)
    kind = opening.who[0]
    listener.presses("1", f"Ticked: {kind}")
    listener.ears.hears_of(f"Only {kind} are here. Who can speak for ")
    listener.presses("1", f"Unticked: {kind}")
    listener.presses("Enter", stage(2))


def writes_on_both_columns(listener: Listener) -> None:
    prompt = EXERCISE.columns[0].prompt
    assert listener.is_on("text", STRENGTHS)["description"] == prompt
    listener.says("Bread is warm at seven", STRENGTHS)
    listener.presses("PgDown", stage(3))
    listener.says("The queue reaches the door", GAPS)
    listener.says("We never ask how it was", GAPS)
    assert listener.ears.items(STRENGTHS) == ["Bread is warm at seven"]
    assert listener.ears.items(GAPS) == ["The queue reaches the door", "We never ask how it was"]
    listener.presses("Ctrl+Z", "Undo: add card “We never ask how it was”")
    assert listener.ears.items(GAPS) == ["The queue reaches the door"]
    listener.presses("Ctrl+Y", "Redo: add card “We never ask how it was”")


def puts_in_order(listener: Listener) -> None:
    listener.presses("PgDown", stage(4))
    order = EXERCISE.stages[3].left.title
    found = listener.goes_to("Up", "list item", "We never ask how it was")
    assert (found["description"], found["place"]) == ("2 of 2", [2, 2])
    listener.presses("Alt+Up", f"Moved: We never ask how it was, {order} 1 of 2")
    wanted = ["1, We never ask how it was", "2, The queue reaches the door"]
    assert listener.ears.items(order) == wanted


def asks_why(listener: Listener) -> None:
    listener.presses("PgDown", f"{stage(5)} We never ask how it was. gap 1 of 2")
    why, instead = EXERCISE.stages[4], EXERCISE.stages[5]
    assert listener.is_on("text", why.left.name)["description"] == why.left.prompt
    listener.says("They would tell us", why.left.name)
    prompt = f"{why.right.name}. {why.right.prompt} “They would tell us”"
    listener.presses("Ctrl+Tab", prompt)
    listener.says("Somebody asked once", why.right.name)
    assert listener.ears.items(why.left.title) == ["They would tell us"]
    listener.presses("PgDown", f"{stage(5)} The queue reaches the door. gap 2 of 2")
    listener.presses("PgDown", stage(6))
    asked = listener.is_on("text", instead.right.name)["description"]
    assert "They would tell us" in str(asked), "the excuse that is answered"
    listener.says("Ask one person an hour", instead.right.name)
    assert listener.ears.items(instead.right.title) == ["Ask one person an hour"]


def commits(listener: Listener) -> None:
    listener.presses("PgDown", stage(7))
    sign = EXERCISE.words.sign
    listener.is_on("text", "What")
    listener.fills("Put a jar of pens out", "What", "Enter", "Who")
    listener.fills("Lee", "Who", "Enter", "By when")
    listener.types("tomorrow", "By when")
    day = (TODAY + timedelta(days=1)).day
    until(lambda: f"{day}" in str(listener.described("By when")), "the day that was understood")
    listener.goes_to("Enter", "text", sign)
    listener.says("They find a pen", sign, "Committed: Put a jar of pens out")
    (action,) = listener.ears.items(EXERCISE.stages[6].right.title)
    assert action.startswith("Put a jar of pens out, not ticked, Lee, ")
    assert f"{day}" in action


def closes(listener: Listener) -> None:
    listener.presses("PgDown", stage(8))
    (action,) = listener.ears.items(EXERCISE.stages[7].left.title)
    assert action.startswith("Put a jar of pens out, not ticked, Lee, ")
    listener.goes_to("Up", "list item", action)
    listener.presses("Space", "Chosen as the first change: Put a jar of pens out")


def prints(listener: Listener, plan: Path) -> None:
    listener.goes_to("Ctrl+E", "text", "PDF file")
    listener.hands.presses("Ctrl+A")
    listener.says(str(plan), "PDF file", f"The plan is ready. 2 pages: {plan}")
    listener.is_on("push button", "Open the plan")
    listener.goes_to("Esc", "list item", listener.ears.items(EXERCISE.stages[7].left.title)[0])
