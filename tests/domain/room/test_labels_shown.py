"""The room reads the text of a label, of which only the id is stored."""

from dataclasses import replace

from facilitator.domain.boards import Selection
from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.flow import Step
from facilitator.domain.exercise import Exercise, Kind, Label
from facilitator.domain.records import Theme
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_view import DiscussedGap, RoomView, room_view
from tests.support.small_meeting import EXERCISE, Room

POLICY = "a policy of ours"


def seen(room: Room, kind: Kind, exercise: Exercise = EXERCISE, gap: str | None = None) -> RoomView:
    stage = next(stage for stage in exercise.stages if stage.kind is kind)
    at = Attention(selection=Selection())
    return room_view(room.meeting, exercise, Step(stage, gap), at, Entry())


def labels(view: RoomView, column: int) -> list[tuple[str, ...]]:
    return [card.labels for card in view.columns[column].cards]


def test_its_text_is_on_the_board_in_the_order_of_gaps_where_it_is_discussed_and_at_the_end() -> (
    None
):
    room = Room()
    slow, late = room.cards("bad", "slow", "late")
    room.does(verbs.stamp(room.meeting, slow, "policy"))
    room.does(verbs.stamp(room.meeting, room.now(slow), "gone"))
    assert labels(seen(room, Kind.BOARD), 1) == [(POLICY, "gone"), ()]
    assert labels(seen(room, Kind.RANK), 0) == [(POLICY, "gone"), ()]
    assert labels(seen(room, Kind.CLOSE), 1) == [(POLICY, "gone"), ()]
    band = seen(room, Kind.DISCUSS, gap=slow.id).band
    assert isinstance(band, DiscussedGap) and band.labels == (POLICY, "gone")
    room.does(arrange.group(room.meeting, [room.now(slow), late], "both"))
    (theme,) = room.meeting.all(Theme)
    room.does(verbs.stamp(room.meeting, theme, "drop"))
    assert labels(seen(room, Kind.RANK), 0)[0] == ("drop",)
    assert labels(seen(room, Kind.CLOSE), 1)[0] == ("drop", POLICY, "gone")


def test_an_exercise_that_words_its_labels_anew_words_those_of_old_meetings_too() -> None:
    room = Room()
    (slow,) = room.cards("bad", "slow")
    room.does(verbs.stamp(room.meeting, slow, "policy"))
    worded = replace(EXERCISE, labels=(Label(id="policy", text="eine Regel von uns"),))
    assert labels(seen(room, Kind.BOARD, worded), 1) == [("eine Regel von uns",)]
