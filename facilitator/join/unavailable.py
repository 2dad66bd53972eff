"""What people who join need besides the program itself: two libraries."""

from collections.abc import Iterator
from contextlib import contextmanager

from facilitator.errors import FacilitatorError


class JoinUnavailableError(FacilitatorError):
    """An error: nobody can join from this computer as it is."""


@contextmanager
def library_needed() -> Iterator[None]:
    """Say in a sentence that a library is missing or damaged. Raises JoinUnavailableError."""
    try:
        yield
    except ImportError as error:
        if (error.name or "facilitator").partition(".")[0] == "facilitator":
            raise
        raise JoinUnavailableError(
            f"Nobody can join, because the library “{error.name}” is missing or damaged; all else "
            f"works, and the meeting is safe. Install it with “pip install {error.name}”, or "
            f"install Facilitator again."
        ) from error
