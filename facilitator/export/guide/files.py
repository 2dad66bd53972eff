"""The facilitator's guide as a file: written whole and read back."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from facilitator.domain.facilitation.guide import Guide
from facilitator.export.files import Exported, Written, export_to
from facilitator.export.paper import Paper
from facilitator.progress import Progress, no_progress


def export_guide(
    guides: Sequence[Guide],
    path: Path,
    *,
    today: date,
    paper: Paper = Paper.A4,
    progress: Progress = no_progress,
) -> Exported:
    """Write the guide to one exercise or several to a PDF. Raises ExportError.

    When `progress` stops it, nothing has changed at that place.
    """
    return export_to(path, write_guide(guides, today=today, paper=paper, progress=progress))


def write_guide(
    guides: Sequence[Guide],
    *,
    today: date,
    paper: Paper = Paper.A4,
    progress: Progress = no_progress,
) -> Written:
    """Return the guide to one exercise or several as a PDF; `progress` may stop it."""
    # Imported here because reportlab takes longer to load than the rest of an export.
    from facilitator.export.guide.printed_guide import render_guide

    rendered = render_guide(guides, paper, today, progress)
    return rendered.written()
