"""The errors of the data folder and its database."""

import os
from enum import Enum
from pathlib import Path

from facilitator.errors import StorageError
from facilitator.storage.folder.open_file import Displacement


class DamagedRowError(Exception):
    """An error: a value in the database is none that this program writes."""


class Unusable(Enum):
    """Why a file cannot be the database, however often it is tried."""

    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    ODD = "odd"
    """It is no file, such as a pipe, or far too large a one."""
    ALTERED = "altered"
    """It holds something that this program does not make."""

    @property
    def is_own_file(self) -> bool:
        """Whether it is a file of this program, so that meetings may be read in it."""
        return self in (Unusable.DAMAGED, Unusable.ALTERED)


class UnusableFileError(StorageError):
    """An error: the database file cannot be used, and was left as it is.

    `what` is in an altered file and not of this program, as part of a sentence.
    """

    def __init__(self, sentence: str, file: Path, why: Unusable, what: str = "") -> None:
        super().__init__(sentence)
        self.file = file
        self.why = why
        self.what = what


class HeldError(StorageError):
    """An error: another window or program has the meetings open."""


class DisplacedError(StorageError):
    """An error: the name of the database no longer leads to the file that is open."""

    def __init__(self, file: Path, why: Displacement) -> None:
        super().__init__(
            f"{describe_displacement(file, why)}. It is being saved elsewhere, so leave the "
            "program open for a moment."
        )
        self.file = file
        self.why = why


class NotRescuedError(StorageError):
    """An error: the file of the meetings is lost, and they could not be saved elsewhere."""

    def __init__(self, displaced: DisplacedError, refusal: Exception) -> None:
        fault = refusal.fault if isinstance(refusal, NoBackupError) else "no folder can hold them"
        what = describe_displacement(displaced.file, displaced.why)
        super().__init__(
            f"{what}, and the meetings could not be saved elsewhere "
            f"({fault}). The meetings open here are kept in memory, and Facilitator keeps trying "
            f"to save them. Make room, or close the program and let it save a copy of each."
        )


class NoBackupError(StorageError):
    """An error: no backup could be made in `folder`; `fault` says why, as part of a sentence."""

    def __init__(self, folder: Path, fault: str, remedy: str = "fix that") -> None:
        super().__init__(
            f"No backup was made in {folder} ({fault}); the meetings and earlier backups are "
            f"safe: {remedy} or choose another folder for the backups."
        )
        self.folder = folder
        self.fault = fault


def describe_displacement(file: Path, why: Displacement) -> str:
    """Return what happened to the file of the meetings, as the start of a sentence."""
    if why is Displacement.GONE and not os.path.isdir(file.parent):  # noqa: PTH112 - never raises
        return f"The folder {file.parent} was removed or renamed while the meetings were open"
    said = {
        Displacement.GONE: "The file of your meetings was removed or renamed while it was open",
        Displacement.REPLACED: (
            "The file of your meetings was replaced by another file while it was open"
        ),
        Displacement.OVERWRITTEN: (
            "Another program wrote over the file of your meetings while it was open"
        ),
    }
    return said[why]
