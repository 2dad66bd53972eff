"""What a wheel carries: small enough, and each font under its licence."""

import tomllib
import zlib
from pathlib import Path

from fontTools.ttLib import TTFont

from tests.support.import_graph import ROOT

LARGEST_WHEEL = 15_000_000
"""Bytes, without the fonts of Chinese, Japanese and Korean, which are an extra."""


def shipped() -> list[Path]:
    """All files of a wheel: the program, and what is put in beside it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    beside = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    found = []
    for place in (ROOT / "facilitator", *(ROOT / name for name in beside)):
        inside = [place] if place.is_file() else place.rglob("*")
        found += [file for file in inside if file.is_file() and "__pycache__" not in file.parts]
    return found


def test_a_wheel_stays_small() -> None:
    sizes = {file: len(zlib.compress(file.read_bytes(), 1)) for file in shipped()}
    assert len([file for file in sizes if file.suffix == ".ttf"]) > 20
    assert sum(sizes.values()) < LARGEST_WHEEL, sorted(sizes.items(), key=lambda one: -one[1])[:5]


def test_every_font_is_shipped_with_its_licence() -> None:
    fonts = [file for file in shipped() if file.suffix in (".ttf", ".otf", ".ttc")]
    assert "resources/fonts/OFL.txt" in (ROOT / "pyproject.toml").read_text("utf-8")
    licence = (ROOT / "resources" / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    for file in fonts:
        with TTFont(file, lazy=True) as font:
            said = " ".join(str(font["name"].getDebugName(number)) for number in (13, 14))
        assert "Open Font License" in said, file.name
