"""Check that changes made for another database fit the meetings in this one."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.storage.db.database import Database


class ReplayCheck:
    """A check that refuses a change that does not fit, and all later ones of the same meeting."""

    def __init__(self) -> None:
        self._refused: set[str] = set()

    def check(self, database: "Database", change: "Change") -> None:
        """Raise StaleChangeError when the meeting is not as it was where the change was made."""
        from facilitator.domain.meeting import Meeting, StaleChangeError
        from facilitator.storage.db.queries import read_records

        if change.meeting in self._refused:
            raise StaleChangeError(f"an earlier change of {change.meeting} did not fit")
        meeting = Meeting.from_records(read_records(database.raw, change.meeting))
        try:
            meeting.apply(change)
            if any(edit.after is not None for edit in change.edits):
                # Raises for what belongs to a meeting that is not there.
                _ = meeting.details
        except StaleChangeError:
            self._refused.add(change.meeting)
            raise
