"""The teams that the data folder knows, as the forms ask for them."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from facilitator import paths
from facilitator.settings import Settings
from facilitator.ui.workspace.workspace import Workspace


def test_while_nobody_can_say_which_teams_there_are_none_is_founded(
    dressed: QApplication, own_data_folder: Path
) -> None:
    own_data_folder.mkdir(parents=True)
    paths.database_file(own_data_folder).write_bytes(b"no database at all" * 1_000)
    workspace = Workspace(own_data_folder, Settings())
    workspace.store.start()
    assert workspace.teams.register("Front desk") is None
    assert workspace.store.unsaved == ()
    workspace.store_service.close(10)
    workspace.deleteLater()
