"""Printed pages look as they did when somebody last looked at them."""

from pathlib import Path

import pytest

from facilitator.export.text import system_fonts
from tests.support.golden_pictures import FOLDER, PICTURED, changed, file_of


@pytest.mark.parametrize("name", PICTURED)
def test_pages_look_as_in_their_pictures(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fonts of the system are off: they are others on each computer."""
    monkeypatch.setenv(system_fonts.SWITCH, "0")
    found = list(changed(name))
    for number, picture in found:
        if picture is not None:
            picture.save(tmp_path / file_of(name, number).name)
    assert found == [], f"Compare {tmp_path} with {FOLDER}."
