"""Lay what arrived from the log below what waits here: take that back, lay all of it on again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.meeting import Meeting, StaleChangeError
from facilitator.domain.rebase import UNDER
from facilitator.domain.records import EarlierAction, Record
from facilitator.domain.shared_log.entry import (
    Entry,
    Integrated,
    Key,
    Laid,
    Lost,
    Past,
    Standing,
    key_of,
)
from facilitator.domain.shared_log.lay_on import (
    OWN_OF_EACH_ROOM,
    lay_on,
    meeting_records,
    past_of,
    removed_by,
)
from facilitator.domain.shared_log.share import share
from facilitator.domain.shared_log.themes import theme_left


def integrate(meeting: Meeting, standing: Standing) -> Integrated:
    """Return what becomes of a meeting here with what arrived; the meeting is not altered.

    What is not there yet is an empty meeting. What arrived and was laid on before is passed over.
    """
    known = standing.past[-1].seq if standing.past else 0
    arrived = tuple(entry for entry in standing.arrived if (entry.seq or 0) > known)
    if any(entry.erases for entry in arrived):
        return _erased(meeting, standing, arrived)
    if not arrived:
        return _unaltered(standing, ())
    if is_only_own(standing, arrived):
        return _unaltered(standing, arrived)
    return Integration(meeting, standing, arrived).integrated()


def begun(meeting: Meeting, standing: Standing) -> "Integration":
    """Return the first and long part of `integrate`, to be finished on what the meeting is by then.

    It can be worked out on another thread, of a copy of the meeting that nobody alters.
    """
    known = standing.past[-1].seq if standing.past else 0
    arrived = tuple(entry for entry in standing.arrived if (entry.seq or 0) > known)
    integration = Integration(meeting, standing, arrived)
    integration.begin()
    return integration


def rebuild(meeting: Meeting, standing: Standing, known: int) -> Integrated:
    """Return a meeting as its whole log makes it, which `standing.arrived` has from the start.

    For one that is not what its rows say, so that what waits can't be taken back. `known` entries
    were laid on before: what did not hold with them was offered then. Where this room is, and its
    clock, stay as they are.
    """
    return _Rebuilding(meeting, standing).rebuilt(known)


def _erased(meeting: Meeting, standing: Standing, arrived: Sequence[Entry]) -> Integrated:
    """Return the end of a meeting; nothing that was done to it is remembered or waits."""
    meeting_id = arrived[0].meeting
    nothing = Change(meeting_id, Verb.NOTHING)
    gone = tuple(Edit(record, None) for record in reversed(meeting_records(meeting)))
    return Integrated(
        change=Change(meeting_id, Verb.ERASE, gone),
        laid=tuple(Laid(entry, nothing) for entry in arrived),
        waiting=(),
        held={},
        is_erased=True,
    )


def is_only_own(standing: Standing, arrived: Sequence[Entry]) -> bool:
    """Return whether the own entries that waited longest are all that came, each as it is here.

    One that met what others did is laid on again: whose words it took the place of is told then.
    """
    if standing.held or len(arrived) > len(standing.waiting):
        return False
    pairs = zip(arrived, standing.waiting, strict=False)
    return all(
        entry.id == laid.entry.id
        and laid.applied == laid.entry.change
        and not any(map(_depends, laid.applied.edits))
        for entry, laid in pairs
    )


def _depends(edit: Edit) -> bool:
    """Return whether what an edit comes to depends on more than the record itself.

    A theme goes with its last card, a promise is looked back on once, and what something still
    hangs under stays.
    """
    comes = edit.before is None and isinstance(edit.after, EarlierAction)
    goes = edit.after is None and type(edit.before) in UNDER
    return comes or goes or theme_left(edit) is not None


def _unaltered(standing: Standing, arrived: Sequence[Entry]) -> Integrated:
    """Return what comes of entries that are already laid on, in the order that they have now."""
    confirmed = standing.waiting[: len(arrived)]
    meeting_id = standing.arrived[0].meeting if standing.arrived else ""
    return Integrated(
        change=Change(meeting_id, Verb.NOTHING),
        laid=tuple(Laid(e, laid.applied) for e, laid in zip(arrived, confirmed, strict=True)),
        waiting=standing.waiting[len(arrived) :],
        held=standing.held,
    )


class Integration:
    """A copy of the meeting on which everything is taken back and laid on again, once."""

    def __init__(self, meeting: Meeting, standing: Standing, arrived: Sequence[Entry]) -> None:
        self._meeting = meeting
        self._standing = standing
        self._arrived = arrived
        self._id = arrived[0].meeting
        self._work = meeting.copy()
        self._at_first: dict[Key, Record | None] = {}
        self._removed: dict[Key, Record] = dict(standing.removed)
        self._past: list[Past] = list(standing.past)

    def integrated(self) -> Integrated:
        self.begin()
        return self._end()

    def begin(self) -> None:
        """Take back all that is not in the log yet; lay on what arrived, then what waits."""
        self._is_damaged = not self._took_back()
        self._laid, self._lost = self._lay_arrived()
        confirmed = {entry.id for entry in self._arrived}
        waits = [laid for laid in self._standing.waiting if laid.entry.id not in confirmed]
        self._waiting = self._lay_waiting(waits)

    def finished(self, meeting: Meeting, made: Iterable[Change], standing: Standing) -> Integrated:
        """Return what becomes of the meeting as it is now, after `made` was done to it meanwhile.

        `standing` has what waits and is held by now. It comes to just what `integrate` would find.
        """
        for change in made:
            # Where a room is, and its clock, are not taken back, and so not laid on again.
            self._work.apply(_only_own(change))
            self._at_first.update(dict.fromkeys(map(key_of, change.edits)))
        later = standing.waiting[len(self._standing.waiting) :]
        self._standing = standing
        self._waiting += self._lay_waiting(later)
        return self._end(meeting)

    def _end(self, now: Meeting | None = None) -> Integrated:
        told, held = self._lay_held()
        if now is not None:
            self._at_first = {key: now.of_key(*key) for key in self._at_first}
        return Integrated(
            change=self._whole_change(),
            laid=self._laid,
            waiting=self._waiting,
            held=held,
            released=told if told else None,
            lost=self._lost,
            is_damaged=self._is_damaged,
        )

    def _took_back(self) -> bool:
        """Take back what is held and what waits; returns whether it fitted, else nothing is."""
        held = Change(self._id, Verb.NOTHING, tuple(self._standing.held.values()))
        try:
            for change in (held, *(laid.applied for laid in reversed(self._standing.waiting))):
                self._apply(_without_own(change).inverse())
        except StaleChangeError:
            self._work = self._meeting.copy()
            self._at_first.clear()
            return False
        return True

    def _lay_arrived(self) -> tuple[tuple[Laid, ...], tuple[Lost, ...]]:
        laid: list[Laid] = []
        lost: list[Lost] = []
        for entry in self._arrived:
            laying = lay_on(entry, self._work, self._removed, self._past)
            found = Laid(entry, laying.change)
            self._apply(found.applied)
            self._removed.update(removed_by(found))
            self._past.append(past_of(found))
            lost += laying.lost
            laid.append(found)
        return tuple(laid), tuple(lost)

    def _lay_waiting(self, waits: Iterable[Laid]) -> tuple[Laid, ...]:
        waiting: list[Laid] = []
        for laid in waits:
            laying = lay_on(laid.entry, self._work, self._removed, self._past)
            found = Laid(laid.entry, laying.change)
            self._apply(found.applied)
            self._removed.update(removed_by(found))
            waiting.append(found)
        return tuple(waiting)

    def _lay_held(self) -> tuple[Change, Mapping[Key, Edit]]:
        """Lay on what is held; returns what of it is told by now, and what still is held."""
        held = Change(self._id, Verb.NOTHING, tuple(self._standing.held.values()))
        if not held:
            return held, {}
        # What nobody else knows of brings no meeting back from the trash.
        read = self._past[-1].seq
        site = self._standing.site
        meant = replace(self._arrived[-1], id="", site=site, base=read, seq=None, change=held)
        laying = lay_on(meant, self._work, self._removed, self._past)
        self._apply(laying.change)
        shared = share(laying.change, {})
        return shared.change, shared.held

    def _apply(self, change: Change) -> None:
        self._work.apply(change)
        for edit in change.edits:
            self._at_first.setdefault(key_of(edit), edit.before)

    def _whole_change(self) -> Change:
        """Return the change from the meeting as it was to what it is now."""
        edits = tuple(_differing(self._at_first, self._work))
        return Change(self._id, Verb.NOTHING, edits)


class _Rebuilding(Integration):
    """A meeting that is made once more out of nothing but its log, what waits and what is held."""

    def __init__(self, meeting: Meeting, standing: Standing) -> None:
        whole = replace(standing, removed={}, past=())
        super().__init__(meeting, whole, standing.arrived)
        self._work = Meeting()
        for record in meeting_records(meeting):
            self._at_first[type(record), record.id] = record
            if isinstance(record, OWN_OF_EACH_ROOM):
                self._work.apply(Change(self._id, Verb.NOTHING, (Edit(None, record),)))

    def rebuilt(self, known: int) -> Integrated:
        places = {entry.seq for entry in self._arrived[:known]}
        found = self.integrated()
        lost = tuple(each for each in found.lost if each.seq not in places)
        return replace(found, lost=lost, is_damaged=True, is_rebuilt=True)

    def _took_back(self) -> bool:
        return True

    def _apply(self, change: Change) -> None:
        self._work.apply(change)
        for edit in change.edits:
            self._at_first.setdefault(key_of(edit), None)


def _differing(at_first: Mapping[Key, Record | None], meeting: Meeting) -> Iterable[Edit]:
    for (kind, record_id), before in at_first.items():
        after = meeting.of_key(kind, record_id)
        if before is not after and before != after:
            yield Edit(before, after)


def _only_own(change: Change) -> Change:
    """Return the part of a change that is about where a room is, or about its clock."""
    edits = (e for e in change.edits if isinstance(e.after or e.before, OWN_OF_EACH_ROOM))
    return replace(change, edits=tuple(edits))


def _without_own(change: Change) -> Change:
    """Return a change without what a room never takes back: where it is, and its clock."""
    if not any(isinstance(edit.after or edit.before, OWN_OF_EACH_ROOM) for edit in change.edits):
        return change
    edits = (e for e in change.edits if not isinstance(e.after or e.before, OWN_OF_EACH_ROOM))
    return replace(change, edits=tuple(edits))
