"""Fit changes that were made for another database to the meetings in this one."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facilitator.domain.change import Change
    from facilitator.storage.db.database import Database


class Replay:
    """Fits changes to the meetings here; after one that does not fit, none of its meeting does."""

    def __init__(self) -> None:
        self._refused: set[str] = set()

    def fitted(self, database: "Database", change: "Change") -> "Change":
        """Return the change for the meeting as it is here.

        Raises StaleChangeError when anything of it can't be done to that.
        """
        from facilitator.domain.meeting import Meeting, StaleChangeError
        from facilitator.domain.rebase import is_wholly_made, rebase
        from facilitator.storage.db.queries import read_records

        if change.meeting in self._refused:
            raise StaleChangeError(f"an earlier change of {change.meeting} did not fit")
        meeting = Meeting.from_records(read_records(database.core, change.meeting))
        try:
            fitted = rebase(change, meeting)
            meeting.apply(fitted)
            if not is_wholly_made(change, meeting):
                raise StaleChangeError(f"{change.meeting} is not as it was for this change")
            if any(edit.after is not None for edit in change.edits):
                # Raises for what belongs to a meeting that is not there.
                _ = meeting.details
        except StaleChangeError:
            self._refused.add(change.meeting)
            raise
        return fitted
