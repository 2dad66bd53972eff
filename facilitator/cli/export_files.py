"""The files that an export writes: a folder of them, no two of one name, and what is told."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from facilitator import file_faults
from facilitator.cli.base.terminal import counted
from facilitator.cli.export_choices import NOTHING
from facilitator.domain.text import shortened
from facilitator.errors import InputRefusedError
from facilitator.export.files import Exported
from facilitator.export.text.unprintable import sentence
from facilitator.storage.protected_files import check_target

LONGEST_QUOTE = 60


class ExportFolder:
    """The folder; it is made where it is missing. Files that are there from before are replaced."""

    def __init__(self, folder: Path, data: Path) -> None:
        self._folder, self._data = folder, data
        self._given: set[str] = set()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            why = (
                file_faults.reason(error)
                if isinstance(error, OSError)
                else "a file name can’t have such characters"
            )
            raise InputRefusedError(
                f"The folder {folder} cannot be created because {why}; {NOTHING}. "
                "Choose another one."
            ) from error

    def file(self, name: str) -> Path:
        """Return where a file of that name goes; one that was given out gets a number.

        Raises ExportError for a file of the program's own.
        """
        wanted, number = Path(name), 1
        path = wanted
        while _compared(path) in self._given:
            number += 1
            path = wanted.with_name(f"{wanted.stem} {number}{wanted.suffix}")
        self._given.add(_compared(path))
        check_target(self._folder / path, self._data)
        return self._folder / path


def told(exported: Exported) -> Iterator[str]:
    """Yield where a file is, what it leaves out, and what it lacks."""
    yield f"Wrote {exported.path}."
    if exported.left_out:
        n = exported.left_out
        is_left = "has no date, so it isn’t" if n == 1 else "have no date, so they aren’t"
        yield f"{counted(n, 'action')} {is_left} in the calendar."
    if exported.unprintable:
        n, first = exported.unprintable, shortened(exported.unprintable_in[0], LONGEST_QUOTE)
        boxes = "is printed as a box" if n == 1 else "are printed as boxes"
        yield f"{counted(n, 'character')} {boxes}; the first is in “{first}”."
        if exported.unprintable_characters:
            yield sentence(exported.unprintable_characters)


def _compared(path: Path) -> str:
    """Return a name as those disks compare it that tell neither A from a nor ways to write ä."""
    return unicodedata.normalize("NFC", str(path)).casefold()
