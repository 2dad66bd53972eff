"""Names of meetings and files on terminals that can't show them, and in them commands to one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.domain.text import printable
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_format import dumps
from tests.support.command_line import ROOT
from tests.support.stored_meetings import meeting_of_two_cards

TITLE = "Zoë, 会議 “Встреча” \u202egnp"
ODD = "Zoë \udce9 会議\x1b[31m\u202e"
"""A folder's name with a byte that is no text, and what would color and turn a terminal."""
TERMINALS = {
    "POSIX": ({"LC_ALL": "POSIX"}, "utf-8", "Zoë, 会議 “Встреча” gnp"),
    "ascii": (
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        "ascii",
        'Zoe, HuiYi "Vstrecha" gnp',
    ),
    "no UTF-8": ({"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, "ascii", 'Zoe, HuiYi "Vstrecha" gnp'),
    "cp1252": ({"PYTHONIOENCODING": "cp1252"}, "cp1252", "Zoë, HuiYi “Vstrecha” gnp"),
}
FEW = ["import FILE", "list", "salvage", "import ODD"]
EVERY = [
    *("import FILE", "import FILE", "list", "export latest --format pdf -o PLACE/plan.pdf"),
    *("export latest --format json -o PLACE/nowhere/m.json", "trash", "trash --take-back ODD"),
    *("backup", "backup --to PLACE", "restore", "restore ODD", "salvage", "salvage --to PLACE"),
    *("exercises --check FILE", "exercises --check ODD", "doctor", "open latest", "open ODD"),
    *("new --exercise ODD", "import ODD", "ODD", "list --ODD", "list"),
]


@pytest.mark.skipif(sys.platform != "linux", reason="Only there a name can be any bytes")
@pytest.mark.parametrize(
    ("terminal", "commands"),
    [
        ("POSIX", FEW[:2]),
        ("ascii", FEW),
        ("cp1252", FEW[:2]),
        pytest.param("ascii", EVERY, marks=pytest.mark.soak),
        pytest.param("no UTF-8", FEW, marks=pytest.mark.soak),
    ],
)
def test_every_command_prints_names_readably(
    tmp_path: Path, terminal: str, commands: list[str]
) -> None:
    environment, encoding, title = TERMINALS[terminal]
    place = tmp_path / ODD
    place.mkdir()
    file = place / f"{ODD}.json"
    meeting = meeting_of_two_cards(title=TITLE)
    file.write_text(dumps(meeting, Library().default), encoding="utf-8")
    for command in commands:
        arguments = [
            word.replace("PLACE", str(place)).replace("FILE", str(file)).replace("ODD", ODD)
            for word in command.split()
        ]
        ended = subprocess.run(
            [sys.executable, ROOT / "main.py", "--data", place / "data", *arguments],
            capture_output=True,
            check=False,
            env={**os.environ, **environment, "QT_QPA_PLATFORM": "xcb", "DISPLAY": ""},
        )
        printed = (ended.stdout + ended.stderr).decode(encoding)
        assert printed, command
        assert all(printable(line) == line for line in printed.splitlines()), (command, printed)
        assert "\\u" not in printed and "\x1b" not in printed, (command, printed)
        if command.startswith(("import ODD", "export", "backup")):
            assert "\\xe9" in printed, (command, printed)
        if command in ("list", "import FILE", "salvage"):
            assert title in printed, (command, printed)
