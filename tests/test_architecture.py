"""House rules that no reviewer should have to look for.

Who may import whom is in pyproject.toml, for lint-imports.
"""

import re
import sys
from pathlib import Path

from tests.support.import_graph import PACKAGE, ROOT, SOURCES, imports


def room_of(source: Path) -> str:
    """The room a file stands in: a folder of the package, or a module of its own."""
    return source.relative_to(PACKAGE).with_suffix("").parts[0]


def broken(rule: str, source: Path, line: int) -> str:
    return f"{source.relative_to(ROOT)}:{line} {rule}"


def test_the_domain_needs_the_standard_library_only() -> None:
    faults = [
        broken(f"imports {name}", source, line)
        for source in SOURCES
        if room_of(source) == "domain"
        for line, name, _ in imports(source)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "facilitator"}
    ]
    assert not faults


def test_imports_say_what_they_import_and_from_where() -> None:
    faults = [
        broken(f"imports {name}", source, line)
        for source in SOURCES
        for line, name, wildcard in imports(source)
        if wildcard or name.startswith(".")
    ]
    assert not faults


def test_nothing_on_the_screen_moves_by_itself() -> None:
    """Qt tells of no wish for less motion: so there is none to be taken away."""
    moving = re.compile(r"Animation|QTimeLine|QMovie|QGraphicsOpacityEffect|EasingCurve")
    faults = [
        broken(f"imports {name}", source, line)
        for source in SOURCES
        for line, name, _ in imports(source)
        if name.startswith("PySide6") and moving.search(name)
    ]
    assert not faults


def test_code_never_mentions_whom_a_meeting_is_about() -> None:
    word = "custom" + "er"
    faults = [
        broken(line.strip(), source, number)
        for source in SOURCES
        for number, line in enumerate(source.read_text("utf-8").splitlines(), start=1)
        if word in line.lower()
    ]
    assert not faults


def shipped_files() -> list[Path]:
    """Every text of the repository; what tools leave behind is not looked at."""
    ours = [path for path in ROOT.iterdir() if not path.name.startswith(".")]
    ours += [ROOT / ".ci", ROOT / ".github", ROOT / ".gitignore"]
    left_behind = {"__pycache__", "build", "dist", "venv", "env", "node_modules"}
    found = []
    for top in filter(Path.exists, ours):
        for path in [top, *top.rglob("*")]:
            parts = set(path.relative_to(ROOT).parts)
            if path.is_file() and not parts & left_behind and path.suffix != ".pyc":
                found.append(path)
    return found


def test_no_file_names_the_host_of_a_package_registry() -> None:
    names = "pypi|pythonhosted|npmjs|crates|rubygems|anaconda|golang"
    hosts = re.compile(rf"\b(?:{names})\.(?:org|com|io)\b".encode(), re.IGNORECASE)
    naming = [
        str(path.relative_to(ROOT)) for path in shipped_files() if hosts.search(path.read_bytes())
    ]
    assert not naming
