"""A disk that refuses what is written."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def disk_that_takes_no_more() -> Iterator[None]:
    """Every write beyond the first bytes of a file fails, as on a disk with a fault."""
    resource = pytest.importorskip("resource", reason="file sizes cannot be limited here")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
