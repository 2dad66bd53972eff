"""Write an exported file: whole and read back, or not at all."""

from pathlib import Path

from facilitator import durable, file_faults
from facilitator.domain.text import printable
from facilitator.errors import ExportError


def put_in_place(path: Path, data: bytes) -> None:
    """Write a file so that there is always either the old one or the whole new one.

    Raises ExportError when that fails; then nothing has changed at that place, but where the
    sentence says that the file is there.
    """
    try:
        durable.replace(path, data, is_private=False, is_read_back=True)
    except durable.UnconfirmedError as error:
        raise _unconfirmed(path, file_faults.reason(error)) from error
    except OSError as error:
        raise _error(path, file_faults.reason(error)) from error
    except ValueError as error:
        raise _error(path, "its name has characters that a file name can’t have") from error


def _shown(path: Path) -> str:
    return printable(str(path))


def _unconfirmed(path: Path, reason: str) -> ExportError:
    return ExportError(
        f"The file {_shown(path)} was written and read back, but might not survive a power cut "
        f"because {reason}; the meeting is safe. Check the disk or choose another place."
    )


def _error(path: Path, reason: str) -> ExportError:
    return ExportError(
        f"The file {_shown(path)} could not be written because {reason}; the meeting is safe and "
        f"no partial file was left behind. Choose another place."
    )
