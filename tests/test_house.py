"""The plan of the house: a room for everything, no circles, and names that say what they are."""

import re
from collections import Counter

from tests.support.import_graph import (
    PACKAGE,
    ROOT,
    SOURCES,
    imports,
)

UI = PACKAGE / "ui"
MOST_IN_A_FOLDER = 17
TEST_FILES = sorted((ROOT / "tests").rglob("*.py"))


def test_every_module_of_the_interface_has_a_folder() -> None:
    assert [path.name for path in UI.glob("*.py") if path.stem != "__init__"] == []


def test_no_folder_is_a_heap() -> None:
    modules = Counter(source.parent for source in SOURCES if source.stem != "__init__")
    heaps = {str(f.relative_to(ROOT)): n for f, n in modules.items() if n > MOST_IN_A_FOLDER}
    assert heaps == {}


def test_no_test_module_imports_another() -> None:
    faults = [
        f"{source.relative_to(ROOT)}:{line} imports {name}"
        for source in TEST_FILES
        for line, name, _ in imports(source)
        if name.startswith("tests.") and re.search(r"\.(test_\w+|conftest)\.", f"{name}.")
    ]
    assert faults == []
