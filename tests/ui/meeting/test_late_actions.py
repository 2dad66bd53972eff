"""What should be done by now is marked wherever it is listed, by a symbol and a word."""

from collections.abc import Iterator

import pytest

from facilitator.domain.exercise import Kind
from facilitator.domain.records import Action, Side
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_view import room_view
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.card_wall import columns_of
from tests.support.audience import shown
from tests.support.screens import YESTERDAY, with_a_late_action
from tests.support.window import OpenRoom, Room, faces


@pytest.fixture
def room(open_room: OpenRoom) -> Room:
    room = open_room()
    room.takes_in(with_a_late_action())
    return room


def of_action(room: Room, found: list[CardContent]) -> Iterator[CardContent]:
    text = next(iter(room.meeting.all(Action))).text
    return (face for face in found if face.text == text)


def test_a_late_action_is_marked_wherever_it_is_listed(
    room: Room, audience: AudienceWindow
) -> None:
    for kind in (Kind.COMMIT, Kind.CLOSE):
        stage = next(s for s in room.session.exercise.stages if s.kind is kind)
        room.walks_to(stage.id)
        room.until(lambda: shown(audience).question.text() == room.stage.script.question)
        for panels in (room.stage.panels, shown(audience).panels):
            listed = [face for side in Side for face in faces(panels[side].view)]
            (late,) = of_action(room, listed)
            assert "‼ late" in late.spoken, kind
        overview = columns_of(room.stage.room.view())
        (late,) = of_action(room, [face for column in overview for face in column.contents])
        assert "‼ late" in late.spoken, kind
    room.presses("Ctrl+F")
    room.types("rota")
    assert "‼ late" in faces(room.controller.finder().sheet.list)[0].detail


def test_what_is_late_depends_on_the_day(room: Room) -> None:
    session = room.session
    stage = next(s for s in session.exercise.stages if s.kind is Kind.CLOSE)
    room.walks_to(stage.id)

    def marks(today: object) -> list[bool]:
        view = room_view(
            session.meeting,
            session.exercise,
            session.step,
            Attention(),
            Entry(),
            today=today,  # type: ignore[arg-type]
        )
        return [card.is_late for column in view.columns for card in column.cards]

    assert not any(marks(YESTERDAY))
    assert any(marks(YESTERDAY.replace(year=YESTERDAY.year + 1)))
