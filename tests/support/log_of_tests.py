"""A log in a list instead of a hub, and laptops that share one meeting through it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Clock, Record, new_id
from facilitator.domain.shared_log.entry import (
    Entry,
    Integrated,
    Key,
    Laid,
    Lost,
    Standing,
)
from facilitator.domain.shared_log.integrate import integrate
from facilitator.domain.shared_log.lay_on import past_of, removed_by
from facilitator.domain.shared_log.share import share

AT = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


@dataclass
class LogOfTests:
    """The entries of a team in their order; one that comes again keeps its place."""

    entries: list[Entry] = field(default_factory=list)

    def push(self, entries: Sequence[Entry]) -> dict[str, int]:
        known = {entry.id: entry.seq for entry in self.entries}
        placed: dict[str, int] = {}
        for entry in entries:
            seq = known.get(entry.id)
            if seq is None:
                seq = known[entry.id] = len(self.entries) + 1
                self.entries.append(replace(entry, seq=seq))
            placed[entry.id] = seq
        return placed

    def after(self, seq: int, most: int = 500) -> list[Entry]:
        return self.entries[seq : seq + most]


@dataclass
class Laptop:
    """One site with the meeting as it is there, and how that stands to the log."""

    site: str
    log: LogOfTests
    meeting: Meeting = field(default_factory=Meeting)
    waiting: tuple[Laid, ...] = ()
    held: Mapping[Key, Edit] = field(default_factory=dict)
    laid: list[Laid] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    cursor: int = 0

    def does(self, change: Change) -> Change:
        """Make a change here; what the log is told of it waits."""
        shared = share(change, self.held)
        self.meeting.apply(change)
        self.held = shared.held
        self._wait(shared.change)
        return shared.change

    def pushes(self, most: int = 500) -> None:
        self.log.push([laid.entry for laid in self.waiting[:most]])

    def pulls(self, most: int = 500) -> Integrated | None:
        """Lay on what arrived; returns what came of it, None when nothing arrived."""
        arrived = self.log.after(self.cursor, most)
        if not arrived:
            return None
        found = integrate(self.meeting, self.standing(arrived))
        self.meeting.apply(found.change)
        self.waiting, self.held = found.waiting, found.held
        self.laid += found.laid
        self.lost += found.lost
        self.cursor = arrived[-1].seq or 0
        if found.released is not None:
            self._wait(found.released)
        assert not found.is_damaged
        return found

    def syncs(self, most: int = 500) -> None:
        self.pushes(most)
        while self.pulls(most) is not None:
            pass

    def unconfirms(self, after: int) -> None:
        """Let all that the log has lost after a place wait again, in its order, also of others."""
        gone = [laid for laid in self.laid if (laid.entry.seq or 0) > after]
        again = tuple(Laid(replace(laid.entry, seq=None), laid.applied) for laid in gone)
        self.waiting = (*again, *self.waiting)
        self.laid = [laid for laid in self.laid if (laid.entry.seq or 0) <= after]
        self.lost = [lost for lost in self.lost if lost.seq <= after]
        self.cursor = min(self.cursor, after)

    def standing(self, arrived: Sequence[Entry] = ()) -> Standing:
        return Standing(
            site=self.site,
            waiting=self.waiting,
            held=self.held,
            arrived=tuple(arrived),
            removed={key: one for laid in self.laid for key, one in removed_by(laid).items()},
            past=[past_of(laid) for laid in self.laid],
        )

    def as_told(self) -> Meeting:
        """The meeting as all others see it once they have read all that waits here."""
        told = self.meeting.copy()
        told.apply(Change("", Verb.NOTHING, tuple(self.held.values())).inverse())
        return told

    def shared_records(self) -> set[Record]:
        """What is the same everywhere: all but the bookmark, the clock and what is held."""
        told = self.as_told()
        found = told.records() if told.is_there else []
        return {record for record in found if not isinstance(record, Bookmark | Clock)}

    def _wait(self, change: Change) -> None:
        if not change and change.verb is not Verb.ERASE:
            return
        entry = Entry(
            id=new_id(),
            team="team",
            meeting=change.meeting,
            site=self.site,
            actor=self.site,
            at=AT,
            base=self.cursor,
            change=change,
        )
        self.waiting = (*self.waiting, Laid(entry, change))


def all_in_step(laptops: Sequence[Laptop]) -> None:
    """Let every laptop send and read until nothing waits anywhere."""
    for _ in range(8):
        for laptop in laptops:
            laptop.syncs()
        head = len(laptops[0].log.entries)
        if all(not laptop.waiting and laptop.cursor == head for laptop in laptops):
            return
    raise AssertionError("they never come to rest")
