"""The first window waits for nothing that it does not show."""

import subprocess
import sys

LATER = (
    "facilitator.domain.meeting",
    "facilitator.domain.facilitation",
    "facilitator.ui.stages",
    "facilitator.ui.meeting.meeting_screen",
    "facilitator.ui.audience.audience",
    "facilitator.ui.new_meeting.new_meeting",
    "facilitator.ui.backups",
    "facilitator.ui.timer.timer",
    "facilitator.export",
    "facilitator.services",
    "sqlalchemy",
    "reportlab",
    "rapidfuzz",
)


def test_what_a_meeting_needs_is_not_loaded_before_the_first_window() -> None:
    code = "import sys, facilitator.ui.app.application; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name for name in LATER if name in run.stdout.split()} == set()
