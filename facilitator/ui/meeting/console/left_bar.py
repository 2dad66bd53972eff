"""Where the meeting stands: its stages, and who has the turn."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.ui.base.translate import tr
from facilitator.ui.meeting.console import summary
from facilitator.ui.meeting.console.bar import INDENT, Bar, dress_caption
from facilitator.ui.meeting.console.stage_list import StageList
from facilitator.ui.style.theme import Metrics
from facilitator.ui.widgets.label import Label
from facilitator.ui.workspace.session import Session

WIDTH = 309
"""In pixels at 1080 lines."""


class LeftBar(Bar):
    """The list of stages; sections that are added come below it."""

    stage_requested = Signal(int)
    """Index of the stage, from 0."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("The meeting"), parent)
        self._session = session
        self._heading = Label("", self)
        self._heading.setWordWrap(True)
        self.stages = StageList(self)
        self.stages.stage_requested.connect(self.stage_requested)
        self._add(self._heading)
        self._add(self.stages)

    def set_metrics(self, metrics: Metrics) -> None:
        self.setFixedWidth(metrics.px(WIDTH))
        dress_caption(self._heading, metrics)
        self._heading.setIndent(metrics.px(INDENT))
        super().set_metrics(metrics)

    def refresh(self) -> None:
        """Show the meeting as it is now."""
        self._heading.setText(summary.heading(self._session))
        self.stages.show_stages(summary.stages(self._session))
