"""The browser of those who join: one for all tests, a new phone for each."""

from collections.abc import Iterator

import pytest

from tests.support.chromium import Chromium, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    with chromium() as found:
        yield found
