"""The commands that need no window; each yields the lines that it prints."""

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from facilitator import paths
from facilitator.cli.base.arguments import with_data_option
from facilitator.cli.base.terminal import counted, shown
from facilitator.cli.data_folder import check_nobody_rescued, library_of, opened_store
from facilitator.domain.change import Change
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.timing import LONGEST, check_length
from facilitator.domain.facilitation.trash import days_left
from facilitator.domain.facilitation.trash import restore as restore_from_trash
from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.follow_up.registers import RegisterEntry
from facilitator.domain.meeting import Meeting
from facilitator.domain.refusals import RefusedError
from facilitator.errors import ExerciseError, InputRefusedError, StorageError
from facilitator.exercises.exercise_library import Library
from facilitator.progress import no_progress
from facilitator.storage.references import short_ids
from facilitator.storage.store import Store
from facilitator.storage.summary import MeetingSummary


def resolved(reference: str, data: Path) -> str:
    """Return the full id of the meeting that is meant. Raises InputRefusedError, StorageError."""
    with opened_store(data) as store:
        return store.resolve(reference).result()


def check_exercise(exercise_id: str | None, data: Path) -> Exercise:
    """Return the exercise of that id, or the default one. Raises ExerciseError, naming all ids."""
    library = library_of(data)
    if exercise_id is None:
        return library.default
    try:
        return library.get(exercise_id)
    except ExerciseError:
        ids = [exercise.id for exercise in library.all()]
        begins = (f"{exercise_id}.toml:", f"{exercise_id}.toml, line ")
        if any(refusal.startswith(begins) for refusal in library.refused):
            raise
    raise ExerciseError(
        f"There is no exercise “{exercise_id}”; nothing was done. Choose {', '.join(ids[:-1])} or "
        f"{ids[-1]}."
    )


def checked_minutes(typed: str | None, exercise: Exercise) -> int | None:
    """Return the typed length in minutes, None for the exercise's own. Raises InputRefusedError."""
    if typed is None:
        return None
    # No meeting takes a number that long.
    minutes = int(typed) if typed.isdecimal() and len(typed) < 9 else 0
    try:
        check_length(exercise, minutes)
    except RefusedError as refused:
        raise InputRefusedError(
            f"--minutes has to be a whole number from {len(exercise.stages)} to {LONGEST} for "
            f"“{exercise.title}”, not “{typed}”; nothing was done."
        ) from refused
    return minutes


def list_meetings(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `list [--json]`; makes no folder."""
    from facilitator.cli.still_open import OpenIn, as_json, open_in, said
    from facilitator.storage.recovery.rescue import rescues

    found: list[MeetingSummary] = []
    opened: dict[str, OpenIn] = {}
    library = library_of(data)
    check_nobody_rescued(data)
    if os.path.lexists(paths.database_file(data)):
        with opened_store(data) as store:
            found = store.meetings(date.today()).result()
            opened = open_in(store, [summary.id for summary in found], library)
    if options.json:
        rows = [asdict(row) | {"still_open": as_json(opened.get(row.id))} for row in found]
        yield from json.dumps(rows, default=_iso, indent=2).split("\n")
    elif not found:
        none = f"There are no meetings in {data} yet. Start one with “facilitator new”."
        yield with_data_option(none, options.data)
    else:
        short = short_ids([summary.id for summary in found])
        for summary in found:
            known = opened.get(summary.id)
            exercise = known.exercise if known is not None else None
            about = _described(summary, library, exercise)
            yield f"{short[summary.id]}  {summary.held_on}  {about}{said(known)}"
    if not options.json:
        for rescue in rescues(data):
            held = counted(len(rescue.titles), "meeting")
            back = f"“facilitator restore {rescue.file.name}” puts them back."
            yield with_data_option(f"{held} more in {rescue.file}; {back}", options.data)


def actions(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `actions [--team T] [--open] [--json | -o FILE]`; makes no folder of meetings."""
    from facilitator.cli import actions as register
    from facilitator.cli.action_files import check_actions, write_actions
    from facilitator.cli.team_choice import chosen_team, unknown

    fmt = check_actions(options)
    check_nobody_rescued(data)
    found: list[ActionEntry] = []
    team = None
    if os.path.lexists(paths.database_file(data)):
        with opened_store(data) as store:
            team = chosen_team(store, options.team)
            ids = [team.id] if team is not None else None
            found = store.actions(ids, with_chain=True, only_open=options.open).result()
    elif options.team is not None:
        raise unknown(options.team, [])
    if fmt is not None:
        yield from write_actions(options, fmt, found, team.name if team else "", data)
    elif options.json:
        yield from register.in_json(found)
    elif not found:
        yield "Nothing is open." if options.open else f"There are no actions in {data} yet."
    else:
        yield from register.in_words(found, date.today())


def registers(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `registers [--team T] [--json]`; makes no folder."""
    from facilitator.cli import label_registers
    from facilitator.cli.team_choice import team_ids, unknown
    from facilitator.domain.follow_up.registers import register_labels

    check_nobody_rescued(data)
    found: list[RegisterEntry] = []
    if os.path.lexists(paths.database_file(data)):
        labels = register_labels(library_of(data).all())
        with opened_store(data) as store:
            found = store.register_entries(labels, team_ids(store, options.team)).result()
    elif options.team is not None:
        raise unknown(options.team, [])
    if options.json:
        yield from label_registers.in_json(found)
    elif not found:
        yield f"Nothing in {data} has a label that belongs in a register yet."
    else:
        yield from label_registers.in_words(found)


def organisation(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `organisation [--json]`; makes no folder."""
    from facilitator.cli.organisation import overview
    from facilitator.services.organisation import read_organisation

    check_nobody_rescued(data)
    membership = None
    if os.path.lexists(paths.database_file(data)):
        library = library_of(data)
        with opened_store(data) as store:
            membership = store.sharing.membership().result()
            if membership is not None:
                found = read_organisation(
                    store, library, membership.teams, date.today(), "somebody", no_progress
                )
    if membership is None:
        raise InputRefusedError(
            "This laptop shares with no organization, so there is nothing to list. "
            "“facilitator join INVITATION” joins one."
        )
    print_as = overview.in_json if options.json else overview.in_words
    yield from print_as(membership.organisation_name, found)


def import_meeting(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `import FILE [--as-copy]`."""
    from facilitator.services.journal_import import plan_journal
    from facilitator.services.meeting_import import (
        ImportPlan,
        import_message,
        plan_import,
        read_meeting_file,
    )
    from facilitator.services.sharing.shared_rights import check_may_change

    with shown("Reading the meeting…") as progress:
        meeting, exercise = read_meeting_file(Path(options.file), data, library_of(data), progress)
    with opened_store(data) as store:
        if meeting.team is not None:
            plan = plan_journal(meeting, store)
            if plan.change:
                check_may_change(store, plan.details)
                _commit(store, plan.change)
            yield plan.message
            return
        what, there = plan_import(meeting, exercise, store, as_copy=options.as_copy)
        if what is not ImportPlan.HERE:
            check_may_change(store, there.details)
        if what is ImportPlan.NEW:
            _commit(store, lifecycle.import_meeting(there.records()))
        elif what is ImportPlan.BACK:
            _commit(store, restore_from_trash(there))
    yield import_message(what, there)


def trash(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `trash [--restore MEETING]`; without that option it makes no folder."""
    there = os.path.lexists(paths.database_file(data))
    if options.restore is None:
        yield from _listed_trash(options, data) if there else [_nothing_deleted(data)]
        return
    if not there:
        raise InputRefusedError(f"{_nothing_deleted(data)[:-1]}, so nothing was restored.")
    from facilitator.services.sharing.shared_rights import check_may_change

    with opened_store(data) as store:
        known = store.resolve_discarded(options.restore).result()
        meeting = store.load(known).result()
        check_may_change(store, meeting.details)
        _commit(store, restore_from_trash(meeting))
    yield f"“{meeting.details.title}” is restored as {known}."


def _listed_trash(options: argparse.Namespace, data: Path) -> Iterator[str]:
    with opened_store(data) as store:
        found = store.trash().result()
    if not found:
        yield _nothing_deleted(data)
        return
    now, short = datetime.now(UTC), short_ids([meeting.id for meeting in found])
    for meeting in found:
        deleted = meeting.discarded_at.astimezone().date()
        left = counted(days_left(meeting.discarded_at, now), "day")
        yield f"{short[meeting.id]}  {meeting.title}, deleted {deleted}, {left} left"
    yield with_data_option("“facilitator trash --restore MEETING” restores one.", options.data)


def _nothing_deleted(data: Path) -> str:
    return f"The trash of {data} is empty."


def backup(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `backup [--to DIR]`; nothing is removed from a folder that is named."""
    if options.to == "":
        raise InputRefusedError("--to needs a folder; nothing was done.")
    folder = None if options.to is None else Path(options.to).absolute()
    with opened_store(data) as store, shown("Backing up…") as progress:
        making = store.back_up(
            folder, now=datetime.now(UTC), rotate=folder is None, progress=progress
        )
        made = making.result()
    yield f"Backed up {counted(made.meetings, 'meeting')} to {made.file}."


def restore(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `restore [FILE]`."""
    if options.file is None:
        yield from _listed_backups(options, data)
        return
    from facilitator.storage.recovery.rescue import is_rescue, restore_rescue_file
    from facilitator.storage.recovery.restore import find_backup
    from facilitator.storage.recovery.restore import restore as restoring

    file = find_backup(options.file, data)
    with shown("Restoring…") as progress:
        if is_rescue(file):
            meetings, aside = restore_rescue_file(data, file, datetime.now(UTC), progress)
        else:
            taken, aside = restoring(data, file, datetime.now(UTC), progress)
            meetings = taken.meetings
    yield f"Restored {counted(meetings, 'meeting')} from {file}."
    if aside is not None:
        yield f"What was there before is kept in {aside}."


def _listed_backups(options: argparse.Namespace, data: Path) -> Iterator[str]:
    from facilitator.storage.backup.backups import backup_folder, list_backups, mark_of

    folder = backup_folder(data)
    from facilitator.storage.recovery.rescue import kept_aside, rescues

    with shown("Verifying the backups…") as progress:
        found = list_backups(folder, progress)
    for rescue in rescues(data):
        held = counted(len(rescue.titles), "meeting")
        yield f"Saved when the meetings file was lost: {rescue.file}, {held}"
    if not found:
        none = f"There are no backups in {folder} yet. Make one with “facilitator backup”."
        yield with_data_option(none, options.data)
        return
    for file in kept_aside(data):
        yield f"Set aside: {file.name}"
    yield f"In {folder}, newest first:"
    for made in found:
        when = made.moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        state = f"damaged: {made.fault}" if made.fault else "good"
        state += "" if made.is_of(mark_of(data)) else ", from another data folder"
        held = counted(made.meetings, "meeting")
        yield f"{made.file.name}  {when}  {made.size / 1000:,.0f} kB  {held}  {state}"
    back = "“facilitator restore FILE” restores one; what it replaces is kept."
    yield with_data_option(back, options.data)


def salvage(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `salvage [--to DIR]`; the damaged file is only read."""
    if options.to == "":
        raise InputRefusedError("--to needs a folder; nothing was done.")
    from facilitator.domain.records import ITEM_TYPES
    from facilitator.storage.recovery.repair import whole_file
    from facilitator.storage.recovery.salvage import salvage as salvaging

    file = whole_file(data)
    if not os.path.lexists(file):
        raise InputRefusedError(f"There are no meetings in {data} yet, so nothing was done.")
    found = salvaging(file, library_of(data).all(), date.today())
    if not found.all:
        raise InputRefusedError(
            f"Nothing could be read in {file}; it was left untouched. “facilitator restore” lists "
            f"the backups."
        )
    # A journal in which nothing was said yet begins again by itself.
    said = (each for each in found.journals if any(map(each.meeting.count, ITEM_TYPES)))
    for each in (*found.meetings, *said):
        written = "" if each.whole else ", part of it is missing"
        if options.to is not None:
            written += f", in {_written(each.meeting, each.exercise, Path(options.to))}"
        yield f"{each.meeting.details.title}: {_parts(each.meeting)}{written}"
    missing = "" if found.whole else "; part of it is missing"
    if found.lost:
        missing += ", and more may be lost"
    yield f"Read {counted(len(found.meetings), 'meeting')} from {file}{missing}."
    if found.was_shared:
        yield "They were shared with an organization; join it again to go on sharing."
    if options.to is None:
        writes = "“facilitator salvage --to DIR” writes each to a file for “facilitator import”."
        yield with_data_option(writes, options.data)


def _parts(meeting: Meeting) -> str:
    from facilitator.domain.records import ITEM_TYPES
    from facilitator.domain.repair.reconstruction import read_of

    names = (
        *("earlier action", "card", "theme", "answer"),
        *("excuse", "origin", "strategy", "action"),
        *("statement", "parked item", "verdict"),
    )
    counts = [(read_of(meeting, kind), name) for kind, name in zip(ITEM_TYPES, names, strict=True)]
    return ", ".join(counted(count, name) for count, name in counts if count) or "nothing yet"


def _written(meeting: Meeting, exercise: Exercise, folder: Path) -> Path:
    """Write a meeting to a new file in a folder, made if missing. Raises FacilitatorError."""
    from facilitator.export.options import Options
    from facilitator.export.writers.formats import Format, export_meeting, suggested_name

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise InputRefusedError(
            f"The folder {folder} cannot be created; nothing was written. Choose another one."
        ) from error
    name = Path(suggested_name(meeting, Format.JSON))
    path, count = folder / name, 1
    while os.path.lexists(path):
        count += 1
        path = folder / f"{name.stem} {count}{name.suffix}"
    return export_meeting(meeting, exercise, Format.JSON, path, Options(today=date.today())).path


def exercises(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `exercises [--check FILE | --schema]`."""
    if options.schema:
        from facilitator.exercises.schema import schema_text

        yield from schema_text().splitlines()
        return
    if options.check is not None:
        from facilitator.exercises.loader import load_exercise

        checked = load_exercise(Path(options.check), options.check)
        yield f"OK: “{checked.title}”, {_extent(checked)}."
        return
    library = library_of(data)
    found = library.all()
    width = max(len(exercise.id) for exercise in found)
    for exercise in found:
        yield f"{exercise.id:{width}}  {exercise.title}, {_extent(exercise)}"
    yield from library.refused


def _commit(store: Store, change: Change) -> None:
    """Write a change and close the store. Raises StorageError."""
    written = store.commit(change)
    # Closing first: a change that cannot be written would be waited for without end.
    store.close()
    written.result()
    if store.elsewhere is not None:
        raise StorageError(store.elsewhere.sentence)


def _described(summary: MeetingSummary, library: Library, exercise: Exercise | None = None) -> str:
    """Return a meeting in a few words; the exercise is that of its wording, where it is known."""
    team = f" ({summary.team})" if summary.team else ""
    try:
        exercise = exercise or library.get(summary.exercise)
        stage = exercise.stage(summary.stage).name
    except ExerciseError:
        stage = summary.stage
    return f"{summary.title}{team}, at “{stage}”, {_actions(summary)}"


def _actions(summary: MeetingSummary) -> str:
    """Return how many actions there are and how many of them are open, as home says it."""
    total, still_open = summary.actions, summary.actions_open
    late = f", ‼ {summary.actions_late} late" if summary.actions_late else ""
    if not total:
        return "no actions yet"
    if not still_open:
        return f"{counted(total, 'action')} done"
    if still_open == total:
        return f"{counted(total, 'action')} open{late}"
    return f"{still_open} of {total} actions open{late}"


def _extent(exercise: Exercise) -> str:
    return f"{exercise.minutes} minutes, {len(exercise.stages)} stages"


def _iso(value: object) -> str:
    assert isinstance(value, date | datetime)
    return value.isoformat()
