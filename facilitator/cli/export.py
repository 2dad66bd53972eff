"""The command that writes meetings to files."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from facilitator.cli.base.terminal import counted, shown
from facilitator.cli.data_folder import library_of, opened_store
from facilitator.cli.export_choices import (
    NOTHING,
    Wanted,
    check_export,
    chosen_owner,
    day_text,
    paper_of,
)
from facilitator.cli.export_files import ExportFolder, told
from facilitator.cli.team_choice import team_ids
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.text import shortened
from facilitator.errors import ExportError, FacilitatorError, InputRefusedError
from facilitator.exercises.exercise_library import Library, with_opening
from facilitator.exercises.guide import guide_to
from facilitator.export.calendar.of_meeting import owners_of
from facilitator.export.files import EmptyExportError, file_name
from facilitator.export.options import Options, What
from facilitator.export.without_names import title_without_names
from facilitator.export.writers.formats import WRITERS, Format, export_meeting
from facilitator.progress import Progress, part_of
from facilitator.services.beside import read_beside, read_last_labels
from facilitator.services.team_history import ids_of
from facilitator.services.team_reads import TeamReads
from facilitator.storage.protected_files import check_target
from facilitator.storage.store import Store


def export(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `export MEETING -o FILE`, or with `--all` or `--by-owner` `-o FOLDER`."""
    wanted = check_export(options)
    if options.all:
        yield from _export_all(options, wanted, data)
        return
    if not options.by_owner:
        check_target(wanted.path, data)
    library = library_of(data)
    with opened_store(data) as store:
        meeting = store.load(_exported(store, options, wanted.fmt)).result()
        # What is said between meetings follows no exercise: any one has the form of the file.
        is_journal = meeting.team is not None
        exercise = library.default if is_journal else library.of_meeting(meeting)
        chosen = _options(options, wanted, meeting, exercise, TeamReads(store), library, data)
    if options.by_owner:
        yield from _export_by_owner(meeting, exercise, wanted, chosen, data)
        return
    if options.owner is not None:
        owner = chosen_owner(options.owner, owners_of(meeting, exercise))
        chosen = replace(chosen, owner=owner)
    with shown("Writing the file…") as progress:
        exported = export_meeting(meeting, exercise, wanted.fmt, wanted.path, chosen, progress)
    yield from told(exported)


def _options(
    options: argparse.Namespace,
    wanted: Wanted,
    meeting: Meeting,
    exercise: Exercise,
    reads: TeamReads,
    library: Library,
    data: Path,
) -> Options:
    """Return how the file of a meeting is to be made, with what it needs of other meetings."""
    is_journal = meeting.team is not None
    chosen = Options(
        today=date.today(),
        what=wanted.what,
        paper=paper_of(options, data),
        is_landscape=options.landscape,
        has_check_columns=options.check_columns,
        has_signatures=not options.no_signatures,
        logo=Path(options.logo) if options.logo is not None else None,
        without_names=options.without_names,
        day_text=day_text(wanted.fmt),
        as_events=options.as_what == "events",
    )
    if is_journal:
        return chosen
    if wanted.what is What.GUIDE:
        return replace(chosen, guide=guide_to(with_opening(exercise)))
    if wanted.what is What.WEEK:
        team_id = meeting.details.team_id
        found = reads.actions(team_id).result()
        own = found if team_id else [each for each in found if each.meeting == meeting.id]
        return replace(chosen, promises=own)
    return replace(
        chosen,
        beside=read_beside(meeting, exercise, reads, library) if options.beside else None,
        last=read_last_labels(meeting, exercise, reads, library),
    )


def _exported(store: Store, options: argparse.Namespace, fmt: Format) -> str:
    """Return the id of the meeting that is meant, else of the journal of a team of that name."""
    from facilitator.domain.follow_up.teams import find

    try:
        return store.resolve(options.meeting).result()
    except InputRefusedError:
        teams = store.teams().result()
        team = teams.get(options.meeting) or find(options.meeting, teams)
        if team is None:
            raise
        if fmt is not Format.JSON:
            raise InputRefusedError(
                f"“{shortened(team.name)}” is a team, and what it says between meetings is "
                f"exported as JSON only; {NOTHING}. Use --format json."
            ) from None
        return team.id


def _export_by_owner(
    meeting: Meeting, exercise: Exercise, wanted: Wanted, chosen: Options, data: Path
) -> Iterator[str]:
    """Write a calendar for each owner. Raises FacilitatorError."""
    owners = owners_of(meeting, exercise)
    if not owners:
        raise InputRefusedError(f"No action has an owner here; {NOTHING}.")
    folder = ExportFolder(wanted.path, data)
    details = meeting.details
    lines: list[str] = []
    with shown("Writing the files…") as progress:
        for number, owner in enumerate(owners):
            progress(number, len(owners))
            path = folder.file(file_name(f"{owner} {details.title}", details.held_on, wanted.fmt))
            own = replace(chosen, owner=owner)
            try:
                lines += told(export_meeting(meeting, exercise, wanted.fmt, path, own))
            except EmptyExportError:
                lines.append(f"No action of “{shortened(owner)}” has a date: there is no file.")
    yield from lines


def _export_all(options: argparse.Namespace, wanted: Wanted, data: Path) -> Iterator[str]:
    """Write every meeting, or every one of a team, to a file of its own.

    One that can't be written keeps no other from it. Raises FacilitatorError, also in the end where
    that was so.
    """
    library = library_of(data)
    written = failed = 0
    lines: list[str] = []
    with opened_store(data) as store:
        found = _meetings(options, store, data)
        folder, reads = ExportFolder(wanted.path, data), TeamReads(store)
        with shown("Writing the files…") as progress:
            for number, (known, title) in enumerate(found):
                step = _step(progress, number, len(found))
                try:
                    meeting = store.load(known).result()
                    exercise = library.of_meeting(meeting)
                    chosen = _options(options, wanted, meeting, exercise, reads, library, data)
                    path = folder.file(_name(meeting, wanted, chosen))
                    exported = export_meeting(meeting, exercise, wanted.fmt, path, chosen, step)
                except EmptyExportError as empty:
                    lines.append(f"“{shortened(title)}” is left out. {empty}")
                except FacilitatorError as error:
                    failed += 1
                    lines.append(f"“{shortened(title)}” was not written. {error}")
                else:
                    written += 1
                    lines += told(exported)
    yield from lines
    if failed:
        rest = f"; the rest is in {wanted.path}" if written else ""
        raise ExportError(
            f"{failed} of {counted(len(found), 'meeting')} could not be exported, as said above"
            f"{rest}."
        )
    if not written:
        raise ExportError(f"There is nothing to write yet, as said above; {NOTHING}.")


def _meetings(options: argparse.Namespace, store: Store, data: Path) -> list[tuple[str, str]]:
    """Return the id and the title of each meeting that is wanted, always in the same order.

    Raises InputRefusedError where there is none.
    """
    found = sorted(store.meetings(date.today()).result(), key=lambda each: (each.held_on, each.id))
    ids = team_ids(store, options.team)
    if ids is not None:
        known = store.containers(ids_of(ids[0], store.teams().result())).result().found
        of_team = {each.id for each in known}
        found = [each for each in found if each.id in of_team]
    if not found:
        whose = f"of “{shortened(options.team)}” " if ids is not None else ""
        raise InputRefusedError(f"There is no meeting {whose}in {data} yet; {NOTHING}.")
    return [(each.id, each.title) for each in found]


def _name(meeting: Meeting, wanted: Wanted, chosen: Options) -> str:
    """Return the name of a file among those of other meetings; the usual part isn't in it."""
    details = meeting.details
    title = title_without_names(meeting) if chosen.without_names else details.title
    is_usual = wanted.what is WRITERS[wanted.fmt].whats[0]
    words = title if is_usual else f"{wanted.what} {title}"
    return file_name(words, details.held_on, wanted.fmt)


def _step(progress: Progress, number: int, total: int) -> Progress:
    return part_of(progress, 100 * number // total, 100 * (number + 1) // total)
