"""The feature of the facilitator's guide: in a meeting at its stage, else at an exercise."""

from PySide6.QtCore import QObject, Signal

from facilitator.exercises.guide import guide_to
from facilitator.ui.guide.guide_sheet import GuideSheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace


class FacilitatorsGuide(QObject):
    """The guide in its sheet; where it is saved is for others to ask."""

    save_requested = Signal(object)
    """With the Guide that is to be written to a PDF."""

    def __init__(self, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self.sheet = shell.add_sheet(GuideSheet(shell))
        self.sheet.save_requested.connect(self.save_requested)

    def show_stage(self) -> None:
        """Show what the facilitator of the current meeting says on its stage."""
        from facilitator.domain.facilitation.ground_rules import rules_to_say
        from facilitator.domain.facilitation.timing import planned

        session = self._workspace.current
        if session is not None:
            meeting, exercise, stage = session.meeting, session.exercise, session.step.stage
            parts = planned(meeting, exercise)
            rules = rules_to_say(meeting, exercise, stage)
            self.sheet.show_stage(guide_to(exercise), stage.id, parts, rules)

    def show_exercise(self, exercise_id: str) -> None:
        """Show the guide to an exercise; those to all others are a key away."""
        from facilitator.exercises.exercise_library import with_opening

        exercises = self._workspace.exercise_library.all()
        guides = [guide_to(with_opening(each)) for each in exercises]
        ids = [each.id for each in exercises]
        self.sheet.show_exercise(guides, ids.index(exercise_id) if exercise_id in ids else 0)

    def save(self, exercise_id: str) -> None:
        """Ask for the guide to the current meeting, else to an exercise, to be saved."""
        from facilitator.exercises.exercise_library import with_opening

        session, library = self._workspace.current, self._workspace.exercise_library
        exercise = session.exercise if session else with_opening(library.get(exercise_id))
        self.save_requested.emit(guide_to(exercise))
