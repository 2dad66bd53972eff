"""What writes and reads the formats is loaded by the first export or preview, not before."""

import subprocess
import sys

from tests.support.import_graph import ROOT

HEAVY = (
    *("docx", "fontTools", "icalendar", "lxml", "PIL", "pypdfium2", "reportlab", "resvg_py"),
    *("uharfbuzz", "xlsxwriter"),
)


def test_no_module_of_the_window_or_of_the_commands_loads_what_writes_formats() -> None:
    # The doctor looks into the fonts, and is loaded by its own command alone.
    script = (
        "import importlib, pkgutil, sys\n"
        "import facilitator.cli, facilitator.services, facilitator.ui\n"
        "import facilitator.export.writers.choices\n"
        "for package in (facilitator.cli, facilitator.services, facilitator.ui):\n"
        "    for found in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        if found.name != 'facilitator.cli.doctor':\n"
        "            importlib.import_module(found.name)\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.split()
    assert {"facilitator", "PySide6"} <= set(told)
    assert set(HEAVY) & set(told) == set()


def test_a_plan_with_composed_glyphs_loads_no_library_of_fonts_nor_of_the_network() -> None:
    # Each took longer to load than the plan to print.
    script = (
        "import sys\n"
        "from datetime import date\n"
        "from facilitator.export.options import Options\n"
        "from facilitator.export.writers.formats import Format, write_meeting\n"
        "from tests.support.golden_meetings import golden\n"
        "file = golden('emoji')\n"
        "before = set(sys.modules)\n"
        "options = Options(today=date(2026, 11, 22))\n"
        "write_meeting(file.meeting, file.exercise, Format.PDF, options)\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.split()
    assert "facilitator.export.text.composites" in told
    assert {"fontTools", "urllib.request", "http.client"} & set(told) == set()
