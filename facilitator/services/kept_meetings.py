"""Whole meetings that are kept as files, for what was changed here has no other place any more."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator import durable
from facilitator.progress import Progress, no_progress

if TYPE_CHECKING:
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.meeting import Meeting


def keep(
    data: Path, meeting: "Meeting", exercise: "Exercise", progress: Progress = no_progress
) -> Path:
    """Export the whole meeting into the data folder; return the file. Raises FacilitatorError."""
    from facilitator.export.options import Options
    from facilitator.export.writers.formats import Format, export_meeting, suggested_name

    now = durable.time_in_name(datetime.now(UTC))
    file = data / f"kept-{now}-{suggested_name(meeting, Format.JSON)}"
    export_meeting(
        meeting, exercise, Format.JSON, file, Options(today=date.today()), progress=progress
    )
    return file
