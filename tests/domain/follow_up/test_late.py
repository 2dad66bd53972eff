"""How late an earlier action is, told by a meeting that is looked at again much later."""

from datetime import date, timedelta

from facilitator.domain.chain.status import days_late
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.follow_up.look_back import REVIEW
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import EarlierAction, Status
from facilitator.exercises.exercise_library import Library, with_review

JUNE = date(2026, 6, 1)
DAY = timedelta(days=1)


def test_an_old_meeting_calls_late_what_was_late_when_it_was_judged() -> None:
    texts = ("skipped", "moved on", "still an excuse", "done")
    promises = [
        EarlierAction(
            id=text,
            stage=REVIEW,
            text=text,
            place=number,
            meeting="before",
            action=f"action {number}",
            due=JUNE - 3 * DAY,
            promised_on=JUNE - 20 * DAY,
        )
        for number, text in enumerate(texts, start=1)
    ]
    meeting, setup = Meeting(), MeetingSetup(title="June")
    meeting.apply(begin(with_review(Library().default), setup, JUNE, brought_along=promises))
    _, moved, excused, done = promises
    meeting.apply(judge(meeting, moved, Status.PROGRESS, JUNE, "half", JUNE + 7 * DAY))
    meeting.apply(judge(meeting, excused, Status.EXCUSE, JUNE, "no time"))
    meeting.apply(judge(meeting, done, Status.DONE, JUNE, "it works"))
    # What nobody judged is late to this day; of the others, later meetings know what became.
    for day, late in ((JUNE, [3, 0, 3, 0]), (JUNE + 90 * DAY, [93, 0, 3, 0])):
        assert [days_late(meeting, each, day) for each in promises] == late
