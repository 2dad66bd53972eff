"""Promises as files: each kind of them is written whole and read back."""

from collections.abc import Sequence
from datetime import date
from enum import Enum, auto
from pathlib import Path

from facilitator.domain.follow_up.register import ActionEntry
from facilitator.export import phrases
from facilitator.export.files import Exported, Written, export_to
from facilitator.export.paper import Paper
from facilitator.export.promises import sentences
from facilitator.progress import Progress, no_progress, part_of


class PromiseFile(Enum):
    """A kind of PDF."""

    BY_DATE = auto()
    BY_OWNER = auto()
    WEEK_SHEET = auto()


def title_of(kind: PromiseFile, team: str) -> str:
    """Return what a file is called, without its day."""
    if kind is PromiseFile.WEEK_SHEET:
        return f"{sentences.WEEK_SHEET} {team}".strip()
    title = sentences.promises_of(team)
    return f"{title} {sentences.BY_OWNER}" if kind is PromiseFile.BY_OWNER else title


def export_promises(
    entries: Sequence[ActionEntry],
    team: str,
    kind: PromiseFile,
    path: Path,
    *,
    today: date,
    paper: Paper = Paper.A4,
    day_text: phrases.DayText = phrases.day_in_english,
    progress: Progress = no_progress,
) -> Exported:
    """Write promises to a PDF, whole and read back. Raises ExportError.

    `team` is empty where they are of several. When `progress` stops it, nothing has changed at
    that place.
    """
    written = write_promises(
        entries, team, kind, today=today, paper=paper, day_text=day_text, progress=progress
    )
    return export_to(path, written)


def write_promises(
    entries: Sequence[ActionEntry],
    team: str,
    kind: PromiseFile,
    *,
    today: date,
    paper: Paper = Paper.A4,
    day_text: phrases.DayText = phrases.day_in_english,
    progress: Progress = no_progress,
) -> Written:
    """Return promises as a PDF; `progress` may stop it."""
    # Imported here because reportlab takes longer to load than the rest of an export.
    from facilitator.export.promises import builders
    from facilitator.export.promises.printed_list import render_list
    from facilitator.export.promises.week_sheet import render_week_sheet

    if kind is PromiseFile.WEEK_SHEET:
        rendered = render_week_sheet(builders.week_sheet(entries, team, today, day_text), paper)
    else:
        build = builders.list_by_owner if kind is PromiseFile.BY_OWNER else builders.list_by_date
        found = build(entries, team, today, day_text)
        rendered = render_list(found, paper, part_of(progress, 0, 99))
    return rendered.written()
