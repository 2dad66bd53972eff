"""What is remembered of the user survives, and a broken file costs nothing but itself."""

import json
from pathlib import Path

import pytest

from facilitator.settings import Settings, load_settings, paper_of_region, save_settings

FULL = Settings(
    facilitator="Team lead",
    team="Bäckerei Ω",
    paper="Letter",
    window=(-1900, 20, 1280, 800),
    maximized=True,
    fullscreen=True,
    export_folder="/home/me/Pläne",
    backup_folder="/media/stick/Sicherung",
    room_screen="Epson EB-W51 X4TZ0200471",
)


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "settings.json"
    save_settings(file, Settings())
    save_settings(file, FULL)
    assert load_settings(file) == FULL
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("content", [None, b"", b"[1, 2]", b"\xff\xfe", b"[" * 5000, b'{"team": '])
def test_a_missing_or_broken_file_gives_the_defaults(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "settings.json"
    if content is not None:
        file.write_bytes(content)
    assert load_settings(file) == Settings()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("facilitator", 7),
        ("team", "\ud800"),
        ("paper", "A5"),
        ("paper", ["A4"]),
        ("window", [1, 2, 3]),
        ("window", [1, 2, 0, 4]),
        ("window", [1, 2, 3.5, 4]),
        ("window", [10**30, 2, 3, 4]),
        ("window", "full"),
        ("maximized", 1),
        ("export_folder", "a\0b"),
        ("export_folder", None),
        ("backup_folder", ["/media"]),
    ],
)
def test_a_wrong_value_falls_back_alone(tmp_path: Path, field: str, wrong: object) -> None:
    file = tmp_path / "settings.json"
    save_settings(file, FULL)
    stored = json.loads(file.read_text()) | {field: wrong, "unknown": 1}
    file.write_text(json.dumps(stored))
    loaded = load_settings(file)
    assert getattr(loaded, field) == getattr(Settings(), field)
    others = {name for name in stored if name not in (field, "unknown")}
    assert all(getattr(loaded, name) == getattr(FULL, name) for name in others)


def test_a_folder_that_takes_no_file_keeps_the_old_settings(tmp_path: Path) -> None:
    file = tmp_path / "no folder"
    file.write_text("mine")
    with pytest.raises(OSError, match="no folder"):
        save_settings(file / "settings.json", FULL)
    assert file.read_text() == "mine"


@pytest.mark.parametrize(
    ("environ", "paper"),
    [
        ({"LANG": "en_US.UTF-8"}, "Letter"),
        ({"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, "A4"),
        ({"LANG": "de_DE", "LC_ALL": "es_MX@euro"}, "Letter"),
        ({"LANG": "C.UTF-8"}, "A4"),
        ({}, "A4"),
    ],
)
def test_the_first_paper_is_that_of_the_region(environ: dict[str, str], paper: str) -> None:
    assert paper_of_region(environ) == paper
