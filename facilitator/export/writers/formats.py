"""The formats of an export, and the writer of each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.lifecycle import storable, with_clock_stopped
from facilitator.domain.meeting import Meeting
from facilitator.errors import ExportError
from facilitator.export.files import EmptyExportError, Exported, Written, export_to, file_name
from facilitator.export.needed import library_needed
from facilitator.export.options import Options, Source, What
from facilitator.export.read_back.checks import check_for
from facilitator.export.read_back.pdf_check import PdfCheck
from facilitator.export.without_names import title_without_names, without_names
from facilitator.progress import Progress, no_progress, part_of

Write = Callable[[Source, Progress], Written]


class Format(StrEnum):
    """A format; its value is also the ending of the file's name."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    MARKDOWN = "md"
    HTML = "html"
    ICS = "ics"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Writer:
    """How a format is written; `whats` are the parts that it can have, the usual one first."""

    write: Write
    whats: tuple[What, ...]


def export_meeting(
    meeting: Meeting,
    exercise: Exercise,
    fmt: Format,
    path: Path,
    options: Options,
    progress: Progress = no_progress,
) -> Exported:
    """Write a meeting to a file, whole and read back. Raises ExportError.

    When `progress` stops it, nothing has changed at that place.
    """
    written = write_meeting(meeting, exercise, fmt, options, part_of(progress, 0, 90))
    return export_to(path, written, part_of(progress, 90, 99))


def write_meeting(
    meeting: Meeting,
    exercise: Exercise,
    fmt: Format,
    options: Options,
    progress: Progress = no_progress,
) -> Written:
    """Return a meeting as the bytes of a file. Raises ExportError; `progress` may stop it.

    Here alone it is decided whether people are named, so that every format follows.
    """
    source = Source(meeting, exercise, options)
    if options.without_names:
        source = without_names(source)
    with library_needed():
        written = WRITERS[fmt].write(source, progress)
    return written if written.check else replace(written, check=check_for(fmt, written.pages))


def suggested_name(meeting: Meeting, fmt: Format, *, without_names: bool = False) -> str:
    """Return a name that every file system accepts: the title, the day, the ending."""
    title = title_without_names(meeting) if without_names else meeting.details.title
    return file_name(title, meeting.details.held_on, fmt)


# Each writer is imported only when it is used: most need a library that takes long to load.


def _pdf(source: Source, progress: Progress) -> Written:
    return _PARTS[source.options.what or What.RECORD](source, progress)


def _report(source: Source, progress: Progress) -> Written:
    from facilitator.export.pdf.parts.printed_report import render_pdf
    from facilitator.export.pdf.sheet import sheet_of
    from facilitator.export.report import build_report

    options = source.options
    report = build_report(
        source.meeting,
        source.exercise,
        options.today,
        options.day_text,
        options.beside,
        options.last,
    )
    rendered = render_pdf(report, options.paper, progress, sheet_of(options))
    # A set: of a plan without its fonts every text may be among them.
    lacking = frozenset(rendered.unprintable.texts)
    texts = [row.text for row in report.actions if row.text not in lacking]
    return rendered.written(PdfCheck(rendered.pages, texts))


def _poster(source: Source, progress: Progress) -> Written:
    from facilitator.export.poster.files import write_poster

    options = source.options
    return write_poster(
        source.meeting, source.exercise, paper=options.paper, day_text=options.day_text
    )


def _week(source: Source, progress: Progress) -> Written:
    from facilitator.export.promises.files import PromiseFile, write_promises
    from facilitator.export.promises.week import due_on_sheet

    options = source.options
    if not due_on_sheet(options.promises, options.today):
        raise EmptyExportError(
            "Nothing is due this week, so a week sheet would be empty; nothing was written. "
            "Export the plan instead."
        )
    return write_promises(
        options.promises,
        source.meeting.details.team,
        PromiseFile.WEEK_SHEET,
        today=options.today,
        paper=options.paper,
        day_text=options.day_text,
        progress=progress,
    )


def _guide(source: Source, progress: Progress) -> Written:
    from facilitator.export.guide.files import write_guide

    options = source.options
    if options.guide is None:
        raise ExportError(
            f"“{source.exercise.title}” has no guide; nothing was written. Export the plan instead."
        )
    return write_guide([options.guide], today=options.today, paper=options.paper, progress=progress)


_PARTS: dict[What, Write] = {
    What.RECORD: _report,
    What.PLAN: _report,
    What.WEEK: _week,
    What.POSTER: _poster,
    What.GUIDE: _guide,
}
"""What writes each part as a PDF, in the order in which they are offered."""


def _ics(source: Source, progress: Progress) -> Written:
    from facilitator.export.calendar.of_meeting import calendar_of_meeting
    from facilitator.export.writers.ics import render_calendar

    options = source.options
    calendar = calendar_of_meeting(
        source.meeting,
        source.exercise,
        options.today,
        owner=options.owner,
        as_events=options.as_events,
    )
    return render_calendar(calendar, progress)


def _json(source: Source, progress: Progress) -> Written:
    from facilitator.export.json_format import dumps

    meeting = with_clock_stopped(source.meeting, datetime.now(UTC))
    # Half a character can't be typed; a record that was damaged may have one.
    return Written(storable(dumps(meeting, source.exercise)).encode())


def _docx(source: Source, progress: Progress) -> Written:
    from facilitator.export.document.of_meeting import document_of
    from facilitator.export.writers.docx import write_docx

    options = source.options
    data = write_docx(
        document_of(source),
        options.paper,
        options.is_landscape,
        progress,
        has_check_columns=options.has_check_columns,
    )
    return Written(data)


def _xlsx(source: Source, progress: Progress) -> Written:
    from facilitator.export.writers.meeting_tables import meeting_xlsx

    return meeting_xlsx(source, progress)


def _csv(source: Source, _: Progress) -> Written:
    from facilitator.export.writers.meeting_tables import meeting_csv

    return meeting_csv(source)


def _markdown(source: Source, progress: Progress) -> Written:
    from facilitator.export.document.of_meeting import document_of
    from facilitator.export.writers.markdown import markdown

    return Written(markdown(document_of(source), progress=progress).encode())


def _html(source: Source, progress: Progress) -> Written:
    from facilitator.export.document.of_meeting import document_of
    from facilitator.export.writers.html import html

    options = source.options
    page = html(
        document_of(source),
        options.paper,
        is_landscape=options.is_landscape,
        progress=progress,
    )
    return Written(page.encode())


WRITERS: dict[Format, Writer] = {
    Format.PDF: Writer(_pdf, tuple(_PARTS)),
    Format.DOCX: Writer(_docx, (What.RECORD, What.PLAN)),
    Format.XLSX: Writer(_xlsx, (What.RECORD, What.ACTIONS, What.CARDS)),
    Format.CSV: Writer(_csv, (What.ACTIONS, What.CARDS)),
    Format.MARKDOWN: Writer(_markdown, (What.RECORD, What.PLAN)),
    Format.HTML: Writer(_html, (What.RECORD, What.PLAN)),
    Format.ICS: Writer(_ics, (What.ACTIONS,)),
    Format.JSON: Writer(_json, (What.RECORD,)),
}
"""Every format that can be written, in the order in which they are offered."""
