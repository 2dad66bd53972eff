"""What a test needs that not every computer has: without it the test is skipped.

Unless the variable FACILITATOR_NO_SKIPS names it, with commas between several, as .ci/run does of
what it installs: then the test fails.
"""

import os
from typing import NoReturn

import pytest


def do_without(need: str, reason: str) -> NoReturn:
    """Skip the test that asks, or fail it where what it needs must be there."""
    if need in os.environ.get("FACILITATOR_NO_SKIPS", "").split(","):
        pytest.fail(f"{need} is needed here: {reason}")
    pytest.skip(f"{need}: {reason}")
