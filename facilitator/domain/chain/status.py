"""What became of an action: told by the verdicts on it, here and in later meetings."""

from collections.abc import Sequence
from datetime import date

from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, EarlierAction, Status, Verdict

Promise = Action | EarlierAction
"""What somebody committed to, here or in a meeting before."""


def looked_back_on(meeting: Meeting) -> Sequence[EarlierAction]:
    """Return the actions of earlier meetings that a meeting looks back on.

    Of an erased meeting, whose words are gone, those are left of which something was said here.
    """

    def work_out() -> Sequence[EarlierAction]:
        found = meeting.all(EarlierAction)
        return tuple(each for each in found if each.text or meeting.child_count(Verdict, each.id))

    return meeting.derived("looked back on", (EarlierAction, Verdict), work_out)


def verdicts_of(meeting: Meeting, action: Promise) -> list[Verdict]:
    """Return all verdicts on an action, the earliest first."""
    own = meeting.children(Verdict, action.id)
    elsewhere = meeting.verdicts_elsewhere.get(action.id, ())
    # In a later meeting more is known on the same day.
    return sorted([*own, *elsewhere], key=lambda verdict: verdict.day)


def last_verdict(meeting: Meeting, action: Promise) -> Verdict | None:
    """Return what was said of an action last."""
    if not meeting.verdicts_elsewhere and not meeting.child_count(Verdict, action.id):
        return None
    found = verdicts_of(meeting, action)
    return found[-1] if found else None


def status_of(meeting: Meeting, action: Promise) -> Status:
    """Return what became of an action; of an earlier one what is said in this meeting."""
    verdict = last_verdict(meeting, action)
    return verdict.status if verdict is not None else Status.OPEN


def due_of(meeting: Meeting, action: Promise) -> date | None:
    """Return the day by which an action is to be done, as it was last set."""
    if meeting.verdicts_elsewhere or meeting.child_count(Verdict, action.id):
        for verdict in reversed(verdicts_of(meeting, action)):
            if verdict.due is not None:
                return verdict.due
    return action.due


def is_late(meeting: Meeting, action: Promise, today: date) -> bool:
    """Return whether an action should have been done before that day and is not."""
    return days_late(meeting, action, today) > 0


def days_late(meeting: Meeting, action: Promise, today: date) -> int:
    """Return by how many days an action is late, 0 when it is not.

    Of an earlier one that was judged here as of that verdict: what became of it since, later
    meetings know.
    """
    due = due_of(meeting, action)
    if due is None or due >= today or status_of(meeting, action).is_final:
        return 0
    verdict = last_verdict(meeting, action) if isinstance(action, EarlierAction) else None
    as_of = today if verdict is None else min(today, verdict.day)
    return max(0, (as_of - due).days)
