"""A home folder for a test, so that nothing is offered from the user's own or written there."""

from pathlib import Path

import pytest


def make_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make somebody's home folder, with one for documents."""
    home = tmp_path / "home"
    (home / "Documents").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    for variable in ("XDG_DOCUMENTS_DIR", "XDG_DOWNLOAD_DIR"):
        monkeypatch.delenv(variable, raising=False)
    return home


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's folder for documents."""
    return make_home(tmp_path, monkeypatch) / "Documents"
