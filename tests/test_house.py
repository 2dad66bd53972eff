"""The plan of the house: a room for everything, no circles, and names that say what they are."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.support.import_graph import (
    PACKAGE,
    ROOT,
    SOURCES,
    circle,
    imports,
    module_graph,
    package_graph,
)

UI = PACKAGE / "ui"
MOST_IN_A_FOLDER = 17
NOUNS = {"joining", "meeting", "opening", "timing"}
"""End like a gerund and are none."""
TEST_FILES = sorted((ROOT / "tests").rglob("*.py"))


def nodes(source: Path, *words: str) -> Iterator[ast.AST]:
    """All that a module consists of, if it has one of these words at all: parsing takes time."""
    text = source.read_text("utf-8")
    return ast.walk(ast.parse(text)) if any(word in text for word in words) else iter(())


def at(source: Path, node: ast.AST) -> str:
    return f"{source.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(module_graph()) == []


def test_no_packages_import_each_other_in_a_circle() -> None:
    assert circle(package_graph()) == []


def test_every_module_of_the_interface_has_a_folder() -> None:
    assert [path.name for path in UI.glob("*.py") if path.stem != "__init__"] == []


def test_no_folder_is_a_heap() -> None:
    modules = Counter(source.parent for source in SOURCES if source.stem != "__init__")
    heaps = {str(f.relative_to(ROOT)): n for f, n in modules.items() if n > MOST_IN_A_FOLDER}
    assert heaps == {}


def test_modules_are_named_by_nouns() -> None:
    helpers = [file for file in TEST_FILES if not file.stem.startswith("test_")]
    gerunds = [
        str(source.relative_to(ROOT))
        for source in [*SOURCES, *helpers]
        if re.search("[a-z]{2}ing$", source.stem) and source.stem.split("_")[-1] not in NOUNS
    ]
    assert gerunds == []


def test_the_interface_looks_into_no_object_by_the_name_of_a_field() -> None:
    """What may not be there yet says so itself, and what types know is not asked by a string."""
    faults = [
        at(source, node)
        for source in SOURCES
        if source.is_relative_to(UI)
        for node in nodes(source, "getattr", "__dict__")
        if _looks_by_name(node)
    ]
    assert faults == []


def _looks_by_name(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(attr="__dict__"):
            return True
        case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(), *_]):
            return True
    return False


def test_what_is_due_later_has_an_owner() -> None:
    faults = [
        at(source, node)
        for source in SOURCES
        if source != UI / "base" / "timers.py"
        for node in nodes(source, "singleShot", "setSingleShot")
        if isinstance(node, ast.Attribute) and node.attr in ("singleShot", "setSingleShot")
    ]
    assert faults == []


def test_arguments_are_written_plainly() -> None:
    faults = [
        at(source, call)
        for source in SOURCES
        for call in nodes(source, "*(", "*[")
        if isinstance(call, ast.Call)
        for argument in call.args
        if isinstance(argument, ast.Starred) and isinstance(argument.value, ast.Tuple | ast.List)
    ]
    assert faults == []


def test_no_class_but_the_root_of_the_interface_takes_the_controller() -> None:
    faults = [
        f"{source.relative_to(ROOT)}:{line}"
        for source in SOURCES
        if source.is_relative_to(UI) and not source.is_relative_to(UI / "app")
        for line, name, _ in imports(source)
        if name.startswith("facilitator.ui.app")
    ]
    assert faults == []


def test_no_test_module_imports_another() -> None:
    faults = [
        f"{source.relative_to(ROOT)}:{line} imports {name}"
        for source in TEST_FILES
        for line, name, _ in imports(source)
        if name.startswith("tests.") and re.search(r"\.(test_\w+|conftest)\.", f"{name}.")
    ]
    assert faults == []
