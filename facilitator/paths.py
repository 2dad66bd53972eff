"""Where things are: resources (checkout, wheel or frozen bundle) and the user's data folder."""

import os
import sys
from functools import cache
from pathlib import Path

DATA_VARIABLE = "FACILITATOR_DATA"


@cache
def resources() -> Path:
    """The folder that holds exercises, fonts and samples, wherever the program was put."""
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [package / "resources", package.parent / "resources"]
    if bundle:
        candidates.insert(0, Path(bundle) / "resources")
    for folder in candidates:
        if (folder / "exercises").is_dir():
            return folder
    raise RuntimeError(f"resources/ is missing beside {package}")


def data_folder(chosen: str | None = None) -> Path:
    """The user's folder: `--data`, else FACILITATOR_DATA, else the system's place."""
    named = chosen or os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named).expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path("Facilitator", appauthor=False)


def documents_folder() -> Path:
    """Where an exported plan is offered to be saved."""
    from platformdirs import user_documents_path

    folder = user_documents_path()
    return folder if folder.is_dir() else Path.home()


def database_file(data: Path) -> Path:
    return data / "meetings.db"


def lock_file(data: Path) -> Path:
    """Whoever has the database open holds a lock on this file."""
    return data / "meetings.lock"


def settings_file(data: Path) -> Path:
    return data / "settings.json"


def own_exercises_folder(data: Path) -> Path:
    """Exercises the user wrote; they stand beside the shipped ones."""
    return data / "exercises"
