"""The meetings of a team as its log tells them, without any laptop."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Record
from facilitator.domain.shared_log.entry import Entry, Key, Laid, Past
from facilitator.domain.shared_log.lay_on import lay_on, past_of, removed_by


@dataclass(slots=True)
class _Replayed:
    """A meeting, and what its log has to remember for the entries to come."""

    meeting: Meeting = field(default_factory=Meeting)
    removed: dict[Key, Record] = field(default_factory=dict)
    past: list[Past] = field(default_factory=list)
    is_erased: bool = False

    def lay(self, entry: Entry) -> None:
        if self.is_erased or entry.erases:
            self.meeting, self.is_erased = Meeting(), True
            self.removed.clear()
            self.past.clear()
            return
        laid = Laid(entry, lay_on(entry, self.meeting, self.removed, self.past).change)
        self.meeting.apply(laid.applied)
        self.removed.update(removed_by(laid))
        self.past.append(past_of(laid))


def replay(entries: Iterable[Entry]) -> list[Meeting]:
    """Return what the entries of a team's log make together, in the order in which it began.

    They come in the order of the log. Erased meetings are left out; the journal of the team and
    meetings in the trash are among the others.
    """
    replayed: dict[str, _Replayed] = {}
    for entry in entries:
        replayed.setdefault(entry.meeting, _Replayed()).lay(entry)
    return [each.meeting for each in replayed.values() if each.meeting.is_there]
