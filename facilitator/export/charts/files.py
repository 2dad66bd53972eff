"""The charts of a team as a file, written whole and read back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from facilitator.domain.follow_up.over_time import TeamHistory
from facilitator.domain.follow_up.registers import RegisterEntry
from facilitator.export.charts.language import ENGLISH, Language
from facilitator.export.charts.team_charts import team_charts
from facilitator.export.files import Exported, Written, export_to
from facilitator.export.paper import Paper
from facilitator.progress import Progress, no_progress, part_of


def export_charts(
    history: TeamHistory,
    registers: Sequence[RegisterEntry],
    title: str,
    path: Path,
    *,
    team: str,
    today: date,
    paper: Paper = Paper.A4,
    language: Language = ENGLISH,
    progress: Progress = no_progress,
) -> Exported:
    """Write the charts of a team to a PDF under a title, and after them their tables.

    Raises ExportError. When `progress` stops it, nothing has changed at that place.
    """
    written = write_charts(
        history,
        registers,
        title,
        team=team,
        today=today,
        paper=paper,
        language=language,
        progress=progress,
    )
    return export_to(path, written)


def write_charts(
    history: TeamHistory,
    registers: Sequence[RegisterEntry],
    title: str,
    *,
    team: str,
    today: date,
    paper: Paper = Paper.A4,
    language: Language = ENGLISH,
    progress: Progress = no_progress,
) -> Written:
    """Return the charts of a team as a PDF; `progress` may stop it."""
    # Imported here because reportlab takes longer to load than the rest of an export.
    from facilitator.export.charts.pdf_charts import ChartPages, render_charts
    from facilitator.export.pdf.fonts import printable_days

    days = printable_days(lambda day, with_weekday, with_year: language.day(day, with_year))
    w = replace(
        language,
        day=lambda day, with_year: days(day, False, with_year),
    )
    pages = ChartPages(
        title=title,
        day=w.day(today, True),
        team=team,
        tables=w.tr("The same in numbers"),
        charts=team_charts(history, registers, w),
        today=today,
    )
    rendered = render_charts(pages, paper, part_of(progress, 0, 99))
    return rendered.written()
