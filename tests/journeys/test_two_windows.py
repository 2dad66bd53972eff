"""A whole meeting with two screens, by keys alone: what the console tells, and what the room sees.

The same meeting as with one window, stage by stage.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QAccessible

from facilitator.domain.exercise import Exercise, Kind
from facilitator.domain.exercise import Stage as StageScript
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.meeting.console.bar import Bar
from facilitator.ui.meeting.stage_strip import StageStrip
from facilitator.ui.stages.context import SIDES
from facilitator.ui.widgets.hint_bar import HintBar
from tests.support import bakery
from tests.support.accessible_tree import walked
from tests.support.hands import Hands
from tests.support.on_disk import as_json, on_disk
from tests.support.outline import outline
from tests.support.two_screens import (
    two_screens,
)
from tests.support.window import LAPTOP, OpenRoom, Room, faces, keyboard_back
from tests.support.window import open_room as open_room


def _names_gaps(hands: Hands) -> None:
    hands.presses("PgDown")
    hands.says(*bakery.GAPS)


PARTS: tuple[Callable[[Hands], None], ...] = (
    lambda hands: hands.says(*bakery.STRENGTHS),
    _names_gaps,
    bakery.puts_gaps_in_order,
    bakery.asks_why,
    bakery.finds_strategies,
    bakery.commits,
    bakery.closes,
)
"""What is done at each stage of the exercise."""


@pytest.fixture
def home(open_room: OpenRoom) -> Room:
    return open_room(size=LAPTOP)


def seen_by(window: AudienceWindow) -> set[str]:
    """All that the room's window says, each text as a whole."""
    top = QAccessible.queryAccessibleInterface(window)
    assert top is not None
    return {part.text(QAccessible.Text.Name) for part in walked(top)}


def assert_the_console_tells(room: Room, stage: StageScript, following: str) -> None:
    """Where the meeting stands, what to say, and what comes next."""
    assert room.window.is_console
    console = room.screen.console
    assert console is not None
    here = [row.entry.name for row in console.left.stages.rows if row.entry.here]
    assert here == [stage.name]
    assert console.right.notes.words.text() == stage.notes.strip()
    assert console.right.next.title.text() == following
    assert room.screen.keys.isVisible()


def assert_the_room_sees(room: Room, window: AudienceWindow, exercise: Exercise) -> None:
    """The question and the cards, and nothing that is for the facilitator."""
    shown = window.stage
    assert shown is not None
    seen = seen_by(window)
    assert room.stage.question.text() in seen
    ours = [room.view(side) for side in SIDES if room.view(side).isVisible()]
    theirs = [shown.panels[side].view for side in SIDES if shown.panels[side].view.isVisible()]
    for mine, other in zip(ours, theirs, strict=True):
        assert [face.text for face in faces(mine)] == [face.text for face in faces(other)]
        for row in other.column.rows:
            assert any(row.layout.content.text in text for text in seen)
    hints = [f"{hint.key} {hint.does}" for hint in room.screen.keys.hints]
    for kept in (*(s.notes.strip() for s in exercise.stages), *hints, "minutes", "Saved", "Next:"):
        assert not any(kept in text for text in seen), kept
    assert not window.findChildren(HintBar)
    assert not window.findChildren(StageStrip)
    assert not window.findChildren(Bar)


@two_screens
def test_a_whole_meeting_by_keys_alone_on_the_console(home: Room, tmp_path: Path) -> None:
    bakery.invites(home)
    keyboard_back(home)
    window = home.controller.audience().window
    exercise = home.session.exercise
    # Past the slide that the meeting opens with.
    opening, *stages = exercise.stages
    assert opening.kind is Kind.OPENING
    assert len(PARTS) == len(stages)
    nexts = [*(f"Next: {stage.name}" for stage in stages[1:]), "Next: the plan"]
    for stage, does, following in zip(stages, PARTS, nexts, strict=True):
        does(home)
        assert home.at == stage.id
        assert_the_console_tells(home, stage, following)
        assert_the_room_sees(home, window, exercise)
    plan = tmp_path / "plan.pdf"
    bakery.exports(home, plan)
    home.until(lambda: home.controller.export().sheet.written == plan)
    home.presses("Esc")
    home.is_saved()
    home.presses("Ctrl+Q")
    home.until(lambda: not home.window.isVisible())
    assert outline(as_json(on_disk(home.data))) == bakery.AS_TYPED
    first_page, *_ = (page.extract_text() for page in PdfReader(plan).pages)
    assert "Put a jar of pens on the counter" in first_page
