"""An excuse or a gap that was heard before: somebody confirms it, and may take that back."""

import pytest

from facilitator.domain.chain.verbs import classify
from facilitator.domain.follow_up.recurrence import (
    Heard,
    forget_all,
    heard_on,
    recognise,
    recognise_all,
    recurrences_of,
)
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Excuse, ExcuseKind
from tests.support.earlier_meetings import OCTOBER, SEPTEMBER, Held
from tests.support.small_meeting import EXERCISE

SEPT = Heard(meeting="m1", item="e1", text="Too few of us", day=SEPTEMBER)
OCT = Heard(meeting="m2", item="e2", text="We are too few", day=OCTOBER)


@pytest.fixture
def meeting() -> Meeting:
    return Held().meeting(EXERCISE)


def test_what_is_confirmed_is_told_by_its_days_and_undone_exactly(meeting: Meeting) -> None:
    (excuse,) = meeting.all(Excuse)
    before = meeting.copy()
    change = recognise_all(meeting, excuse, [OCT, SEPT])
    meeting.apply(change)
    assert heard_on(meeting) == {excuse.id: (SEPTEMBER, OCTOBER)}
    assert [each.text for each in recurrences_of(meeting, excuse.id)] == [SEPT.text, OCT.text]
    # Said twice it is true once.
    assert not recognise(meeting, excuse, SEPT)
    meeting.apply(change.inverse())
    assert meeting == before
    assert heard_on(meeting) == {}


def test_a_confirmation_is_taken_back_as_a_whole_and_of_that_item_alone(meeting: Meeting) -> None:
    (excuse,), (gap,) = meeting.all(Excuse), meeting.all(Card)
    meeting.apply(recognise(meeting, gap, OCT))
    before = meeting.copy()
    meeting.apply(recognise_all(meeting, excuse, [SEPT, OCT]))
    meeting.apply(forget_all(meeting, excuse))
    assert meeting == before


def test_an_excuse_has_a_kind_and_only_one_that_is_not_ours_has_somebody_to_ask(
    meeting: Meeting,
) -> None:
    (excuse,) = meeting.all(Excuse)
    not_ours = classify(meeting, excuse, ExcuseKind.NOT_OURS, "  the area manager ")
    meeting.apply(not_ours)
    (excuse,) = meeting.all(Excuse)
    assert (excuse.kind, excuse.ask) == (ExcuseKind.NOT_OURS, "the area manager")
    meeting.apply(classify(meeting, excuse, ExcuseKind.COULD_NOT, "the area manager"))
    (excuse,) = meeting.all(Excuse)
    assert (excuse.kind, excuse.ask) == (ExcuseKind.COULD_NOT, "")
    meeting.apply(classify(meeting, excuse, None))
    assert meeting.all(Excuse)[0].kind is None
