"""The poster as a file, written whole and read back."""

from pathlib import Path

from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.export import phrases
from facilitator.export.files import EmptyExportError, Exported, Written, export_to, file_name
from facilitator.export.paper import Paper
from facilitator.export.poster.poster import build_poster


def poster_name(meeting: Meeting, exercise: Exercise) -> str:
    """Return a name for the file: the title of the poster, and the day."""
    return file_name(exercise.poster, meeting.details.held_on, "pdf")


def export_poster(
    meeting: Meeting,
    exercise: Exercise,
    path: Path,
    *,
    paper: Paper = Paper.A4,
    day_text: phrases.DayText = phrases.day_in_english,
) -> Exported:
    """Write the poster of a meeting to a PDF. Raises ExportError, also where it would be empty."""
    return export_to(path, write_poster(meeting, exercise, paper=paper, day_text=day_text))


def write_poster(
    meeting: Meeting,
    exercise: Exercise,
    *,
    paper: Paper = Paper.A4,
    day_text: phrases.DayText = phrases.day_in_english,
) -> Written:
    """Return the poster of a meeting as a PDF. Raises ExportError, also where it would be empty."""
    # Imported here because reportlab takes longer to load than the rest of an export.
    from facilitator.export.poster.printed_poster import render_poster

    if not exercise.poster:
        raise EmptyExportError(
            f"“{exercise.title}” has no poster; nothing was written. Export the plan instead."
        )
    poster = build_poster(meeting, exercise, day_text)
    if not poster:
        raise EmptyExportError(
            "There is nothing for the poster yet, and nothing was written. "
            f"Write a definition or {exercise.words.strategy.with_article} first."
        )
    rendered = render_poster(poster, paper)
    return rendered.written()
