"""What a test needs that not every computer has: without it the test is skipped.

Unless the variable FACILITATOR_NO_SKIPS is set, as .ci/run does, which installs all of it: then the
test fails.
"""

import os
from typing import NoReturn

import pytest

NOT_INSTALLED = "not installed here: "
"""The beginning of the reason for which such a test is skipped."""


def do_without(need: str, reason: str) -> NoReturn:
    """Skip the test that asks."""
    pytest.skip(f"{NOT_INSTALLED}{need}: {reason}")


def fail_where_all_is_installed(report: pytest.TestReport) -> None:
    """Turn the skip of a test that lacks something into a failure, where nothing may be lacking."""
    if not (report.skipped and os.environ.get("FACILITATOR_NO_SKIPS")):
        return
    reason = str(report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr)
    if NOT_INSTALLED in reason:
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} must run here. {reason}"
