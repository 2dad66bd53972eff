"""The command that writes the facilitator's guide to a PDF."""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from facilitator import paths
from facilitator.cli.base.terminal import shown
from facilitator.cli.commands import check_exercise
from facilitator.errors import InputRefusedError
from facilitator.exercises.exercise_library import Library, with_opening
from facilitator.exercises.guide import guide_to
from facilitator.storage.protected_files import check_target


def guide(options: argparse.Namespace, data: Path) -> Iterator[str]:
    """Run `guide [EXERCISE] FILE`; makes no data folder."""
    from facilitator.export.guide.files import export_guide
    from facilitator.export.paper import Paper
    from facilitator.settings import load_settings

    if options.file in ("", "-"):
        raise InputRefusedError("The guide needs the name of a file; nothing was written.")
    check_target(Path(options.file), data)
    if options.exercise is None:
        wanted = Library(paths.own_exercises_folder(data)).all()
    else:
        wanted = [check_exercise(options.exercise, data)]
    with shown("Writing the file…") as progress:
        exported = export_guide(
            [guide_to(with_opening(exercise)) for exercise in wanted],
            Path(options.file),
            today=date.today(),
            paper=Paper(load_settings(paths.settings_file(data)).paper.lower()),
            progress=progress,
        )
    yield f"Wrote {exported.path}."
