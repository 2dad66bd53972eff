"""The actions of many meetings as a file of one list or table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from facilitator.domain.follow_up.register import ActionEntry, ActionFilter
from facilitator.export import phrases
from facilitator.export.document.blocks import Document
from facilitator.export.files import Exported, Written, export_to
from facilitator.export.needed import library_needed
from facilitator.export.options import Options
from facilitator.export.promises import sentences
from facilitator.export.read_back.checks import check_for
from facilitator.export.without_names import promises_without_names
from facilitator.export.writers.formats import Format
from facilitator.progress import Progress, no_progress, part_of

Write = Callable[[Sequence[ActionEntry], str, Options, Progress], Written]


def export_actions(
    entries: Sequence[ActionEntry],
    team: str,
    fmt: Format,
    path: Path,
    options: Options,
    progress: Progress = no_progress,
) -> Exported:
    """Write actions of one team, of several where `team` is empty, whole and read back.

    With an owner in `options` only what is theirs. `fmt` is one of `WRITERS`. Raises ExportError.
    When `progress` stops it, nothing has changed at that place.
    """
    written = write_actions(entries, team, fmt, options, part_of(progress, 0, 90))
    return export_to(path, written, part_of(progress, 90, 99))


def write_actions(
    entries: Sequence[ActionEntry],
    team: str,
    fmt: Format,
    options: Options,
    progress: Progress = no_progress,
) -> Written:
    """Return those actions as a file, with how it is read back. `progress` may stop it."""
    wanted: Sequence[ActionEntry] = ActionFilter(owner=options.owner).of(entries)
    if options.without_names:
        wanted = promises_without_names(wanted)
    with library_needed():
        written = WRITERS[fmt](wanted, team, options, progress)
    return replace(written, check=check_for(fmt, written.pages))


# Each writer is imported only when it is used, as those of meetings.


def _pdf(
    entries: Sequence[ActionEntry], team: str, options: Options, progress: Progress
) -> Written:
    from facilitator.export.promises.files import PromiseFile, write_promises

    return write_promises(
        entries,
        team,
        PromiseFile.BY_DATE,
        today=options.today,
        paper=options.paper,
        day_text=options.day_text,
        progress=progress,
    )


def _document(entries: Sequence[ActionEntry], team: str, options: Options) -> Document:
    from facilitator.export.promises.builders import list_by_date
    from facilitator.export.promises.document import list_document

    return list_document(list_by_date(entries, team, options.today, options.day_text))


def _docx(
    entries: Sequence[ActionEntry], team: str, options: Options, progress: Progress
) -> Written:
    from facilitator.export.writers.docx import write_docx

    document = _document(entries, team, options)
    return Written(write_docx(document, options.paper, options.is_landscape, progress))


def _markdown(entries: Sequence[ActionEntry], team: str, options: Options, _: Progress) -> Written:
    from facilitator.export.writers.markdown import markdown

    return Written(markdown(_document(entries, team, options)).encode())


def _html(entries: Sequence[ActionEntry], team: str, options: Options, _: Progress) -> Written:
    from facilitator.export.writers.html import html

    return Written(html(_document(entries, team, options), options.paper).encode())


def _xlsx(
    entries: Sequence[ActionEntry], team: str, options: Options, progress: Progress
) -> Written:
    from facilitator.export.tables.register_sheet import register_sheet
    from facilitator.export.writers.xlsx import About, write_workbook

    about = About(
        title=phrases.SEPARATOR.join((sentences.promises_of(team), _day(options.today))),
        subject=sentences.PROMISES,
        author="",
        made_on=options.today,
        paper=options.paper,
    )
    sheet = register_sheet(entries, options.today)
    return Written(write_workbook([sheet], about, progress))


def _csv(entries: Sequence[ActionEntry], _team: str, options: Options, _: Progress) -> Written:
    from facilitator.export.tables.register_sheet import register_sheet
    from facilitator.export.writers.csv_tables import write_csv

    return Written(write_csv(register_sheet(entries, options.today)))


def _ics(
    entries: Sequence[ActionEntry], team: str, options: Options, progress: Progress
) -> Written:
    from facilitator.export.calendar.of_entries import calendar_of_entries
    from facilitator.export.writers.ics import render_calendar

    calendar = calendar_of_entries(
        entries,
        sentences.promises_of(team),
        options.today,
        owner=options.owner,
        as_events=options.as_events,
    )
    return render_calendar(calendar, progress)


def _day(day: date) -> str:
    return phrases.day_in_english(day, False, True)


WRITERS: dict[Format, Write] = {
    Format.PDF: _pdf,
    Format.DOCX: _docx,
    Format.XLSX: _xlsx,
    Format.CSV: _csv,
    Format.MARKDOWN: _markdown,
    Format.HTML: _html,
    Format.ICS: _ics,
}
"""Every format of a list of actions, in the order in which they are offered."""
