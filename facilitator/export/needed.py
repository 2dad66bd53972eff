"""What an export needs besides the program itself: a library for most formats."""

from collections.abc import Iterator
from contextlib import contextmanager

from facilitator.errors import ExportError


@contextmanager
def library_needed() -> Iterator[None]:
    """Say in a sentence that a library is missing or damaged. Raises ExportError."""
    try:
        yield
    except ImportError as error:
        if (error.name or "facilitator").partition(".")[0] == "facilitator":
            raise
        raise ExportError(
            f"Nothing was written because the library “{error.name}”, which this format needs, is "
            f"missing or damaged; the meeting is safe. Install Facilitator again, or choose "
            f"another format."
        ) from error
