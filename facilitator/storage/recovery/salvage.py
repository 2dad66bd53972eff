"""Salvage of a damaged database: whole meetings, reconstructed from the rows that can be read.

The file and its log are only read, and never by SQLite. They must not be open in this process:
closing them here would drop the lock that guards them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from facilitator import file_faults, file_reader
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up.teams import is_journal
from facilitator.domain.follow_up.verdicts import ticked
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Bookmark,
    Card,
    Clock,
    Details,
    Item,
    Listed,
    Record,
    Roti,
    Script,
    Single,
    Status,
    Team,
    TeamTemplate,
    Theme,
    parent_of,
)
from facilitator.domain.repair.reconstruction import Reconstruction, reconstruct
from facilitator.errors import StorageError
from facilitator.former_labels import label_ids
from facilitator.progress import Progress, no_progress, part_of
from facilitator.storage.db.file_format import APPLICATION_ID, VERSION
from facilitator.storage.db.shape import first_pages
from facilitator.storage.db.tables.sharing_tables import membership
from facilitator.storage.opening import refusals
from facilitator.storage.recovery.btree import Batch, Trees
from facilitator.storage.recovery.damaged_rows import moments_in, read_record, status_in
from facilitator.storage.recovery.pages import Pages, page_sizes
from facilitator.storage.recovery.row_kinds import with_kinds

_READ, _SORTED = 30, 80
"""Percent of the work that is done once all pages are read, and once all rows are records."""
_SOME = 500
"""Rows between two looks at whether to go on."""
_MOST_COMPARED = 1_000_000
"""Pairs of ids that are compared letter by letter."""
_ABSURD = 1000
"""No version will be that high: bits of it have flipped."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A salvaged meeting; `placeholders` counts lost records that others point at.

    `repaired` counts records with a damaged value, now the default. `named` is false when title
    and day are lost. `kept` are the moments that the database holds of a meeting, ISO 8601 in UTC,
    by column.
    """

    meeting: Meeting
    exercise: Exercise
    placeholders: int
    repaired: int
    named: bool
    kept: dict[str, str]

    @property
    def whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return self.named and not self.placeholders and not self.repaired


@dataclass(frozen=True, slots=True)
class Salvage:
    """The salvaged meetings, the last changed first; `lost` of `pages` could not be read.

    Beside them are the `journals` of teams, which are no meetings. `was_shared` says that they were
    shared with an organisation; what was known of that is not salvaged.
    """

    meetings: tuple[Salvaged, ...]
    pages: int
    lost: int
    journals: tuple[Salvaged, ...] = ()
    was_shared: bool = False

    @property
    def all(self) -> tuple[Salvaged, ...]:
        return (*self.meetings, *self.journals)

    @property
    def whole(self) -> bool:
        """Whether nothing at all is missing."""
        return not self.lost and all(each.whole for each in self.all)


@dataclass(slots=True)
class _MeetingRecords:
    """The records that were read of one meeting."""

    details: Details | None = None
    bookmark: Bookmark | None = None
    single: dict[type[Record], Clock | Script | Team | TeamTemplate | Roti] = field(
        default_factory=dict
    )
    listed: dict[tuple[type[Record], str], Listed] = field(default_factory=dict)
    items: dict[tuple[type[Item], str], Item] = field(default_factory=dict)
    ticked: dict[str, Status] = field(default_factory=dict)
    """What became of actions, by their ids, in a file from before there were verdicts."""
    kept: dict[str, str] = field(default_factory=dict)
    repaired: int = 0


def salvage(
    file: Path, exercises: Sequence[Exercise], today: date, progress: Progress = no_progress
) -> Salvage:
    """Return every meeting of which something can be read.

    A meeting of an exercise that is not among these becomes one of the likeliest of them, the
    first in doubt. Raises StorageError when the file can't be opened at
    all or was made by a newer version, and Stopped.
    """
    try:
        _refuse_newer(file)
        sizes = page_sizes(file)
        read = [_read(file, size, part_of(progress, 0, _READ)) for size in sizes]
        was_shared = any(shared for *_, shared in read)
    except OSError as error:
        raise StorageError(
            f"{file} cannot be read ({file_faults.reason(error)}); it was left untouched. Check "
            f"that file or restore a backup."
        ) from error
    batches, pages, lost, _ = max(read, key=lambda found: sum(len(b.rows) for b in found[0]))
    by_id = _by_meeting(batches, today, part_of(progress, _READ, _SORTED))
    building = part_of(progress, _SORTED, 100)
    found: list[Salvaged] = []
    for known, records in by_id.items():
        building(len(found), len(by_id))
        found.append(_salvaged(known, records, exercises, today))
    progress(1, 1)
    found.sort(key=lambda salvaged: salvaged.kept.get("updated_at", ""), reverse=True)
    journals = tuple(each for each in found if is_journal(each.meeting.details))
    held = (each for each in found if not is_journal(each.meeting.details))
    return Salvage(tuple(_numbered(held)), pages, lost, journals, was_shared)


def _refuse_newer(file: Path) -> None:
    """Refuse a file of a newer version. Raises StorageError, OSError."""
    version = _version(file)
    if version > VERSION:
        raise refusals.newer(file, version, VERSION)


def _version(file: Path) -> int:
    """Return the file's version, or the current one if it names none. Raises OSError."""
    head = file_reader.read_start(file, 100)
    version = int.from_bytes(head[60:64], "big")
    ours = head[68:72] == APPLICATION_ID.to_bytes(4, "big")
    return version if ours and 0 < version < _ABSURD else VERSION


def _read(file: Path, size: int, progress: Progress) -> tuple[list[Batch], int, int, bool]:
    roots = first_pages(_version(file))
    with closing(Pages(file, size)) as pages:
        trees = Trees(pages, roots)
        found = trees.read(progress)
        return found, pages.count, trees.lost, trees.has_rows(membership.name)


def _by_meeting(
    batches: Sequence[Batch], today: date, progress: Progress
) -> dict[str, _MeetingRecords]:
    """Return the records by meeting; of rows with one key, the one on the soundest page."""
    by_id: dict[str, _MeetingRecords] = {}
    total = sum(len(batch.rows) for batch in batches)
    for done, (kind, values) in enumerate(with_kinds(batches)):
        if done % _SOME == 0:
            progress(done, total)
        record, whole = read_record(kind, values, today)
        if not isinstance(values[0], str):
            continue
        records = by_id.setdefault(values[0], _MeetingRecords())
        records.repaired += not whole
        status = status_in(kind, values)
        if status not in (None, Status.OPEN):
            records.ticked.setdefault(record.id, status)
        if isinstance(record, Details):
            if records.details is None:
                records.details = record
                records.kept = moments_in(values)
        elif isinstance(record, Bookmark):
            records.bookmark = records.bookmark or record
        elif isinstance(record, Single):
            records.single.setdefault(type(record), record)
        elif isinstance(record, Listed):
            records.listed.setdefault((type(record), record.id), record)
        else:
            # Those that lost their id are told apart by what is left of them.
            records.items.setdefault((type(record), record.id or record.text), record)
    return {
        known: records
        for known, records in _joined(by_id).items()
        if records.details
        or records.items
        or Team in records.single
        or (records.bookmark and records.bookmark.drafts)
    }


def _joined(by_id: dict[str, _MeetingRecords]) -> dict[str, _MeetingRecords]:
    """Join meetings whose ids differ in a letter or two: bits of one of them flipped."""
    named = [known for known, records in by_id.items() if records.details]
    # Comparing each with each takes long; so many ids do not lose a letter by accident.
    compared = named if len(named) * (len(by_id) - len(named)) <= _MOST_COMPARED else []
    joined = {known: by_id[known] for known in named}
    for known, records in by_id.items():
        if records.details:
            continue
        near = next((other for other in compared if _near(known, other)), known)
        home = joined.setdefault(near, _MeetingRecords())
        home.bookmark = home.bookmark or records.bookmark
        home.single = records.single | home.single
        home.listed = records.listed | home.listed
        home.ticked = records.ticked | home.ticked
        home.repaired += records.repaired
        home.items = records.items | home.items if near in named else home.items | records.items
    return joined


def _near(one: str, other: str) -> bool:
    differing = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) >= 8 and differing <= 2


def _salvaged(
    known: str, records: _MeetingRecords, exercises: Sequence[Exercise], today: date
) -> Salvaged:
    exercise = _exercise(records, exercises)
    day = records.details.held_on if records.details else today
    said = (ticked(action, status, day) for action, status in records.ticked.items())
    labeled = (_with_label_ids(item, exercise) for item in records.items.values())
    items = [*labeled, *said]
    others = [*records.single.values(), *records.listed.values()]
    reconstruction: Reconstruction = reconstruct(
        known, records.details, records.bookmark, items, exercise, today, others
    )
    return Salvaged(
        meeting=reconstruction.meeting,
        exercise=exercise,
        placeholders=reconstruction.placeholders,
        repaired=records.repaired,
        named=reconstruction.named,
        kept=records.kept,
    )


def _with_label_ids(item: Item, exercise: Exercise) -> Item:
    """Return an item with ids of labels, which were stored by their texts up to version 4."""
    if not isinstance(item, Card | Theme):
        return item
    # No text is also the id of another label, so this needs no version, which may be damaged.
    return replace(item, labels=label_ids(exercise.id, item.labels))


def _numbered(found: Iterable[Salvaged]) -> Iterator[Salvaged]:
    """Yield the meetings, with numbers in the titles of those that lost theirs."""
    nameless = 0
    for each in found:
        nameless += not each.named
        if each.named or nameless == 1:
            yield each
            continue
        details = each.meeting.details
        titled = replace(details, title=f"{details.title} {nameless}")
        records = [titled if record == details else record for record in each.meeting.records()]
        yield replace(each, meeting=Meeting.from_records(records))


def _exercise(records: _MeetingRecords, exercises: Sequence[Exercise]) -> Exercise:
    """Return the meeting's own exercise, else the one with most of its columns and stages."""
    if records.details:
        for exercise in exercises:
            if exercise.id == records.details.exercise:
                return exercise
    named = Counter(parent_of(item) for item in records.items.values())
    named.update([records.bookmark.stage] if records.bookmark else [])

    def known(exercise: Exercise) -> int:
        ids: Iterable[str] = [*(c.id for c in exercise.columns), *(s.id for s in exercise.stages)]
        return sum(named[each] for each in set(ids))

    return max(exercises, key=known)
