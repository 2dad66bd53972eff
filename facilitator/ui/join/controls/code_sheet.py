"""The code over the one window that the room sees."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from facilitator.domain.room.invitation import RoomInvitation
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.join.controls.join_state import ask_text
from facilitator.ui.stages.invitation.invitation_slide import InvitationSlide
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet


class CodeSheet(Sheet):
    """The invitation as large as the window, and how many ask: never who.

    Closing it takes the code off the wall.
    """

    share = (1.0, 1.0)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Join with your own device"))
        self.title.hide()
        self.slide = InvitationSlide(self.sheet)
        self.asking = Label("", self.sheet)
        self.asking.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.slide, 1)
        self.body.addWidget(self.asking)
        self._count = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_invitation(self, invitation: RoomInvitation, asking: int) -> None:
        """Show the code as it is now, and how many ask to come in."""
        self.slide.show_invitation(invitation)
        key = catalog.LET_IN.key
        said = tr("{ask} · {key} lets the first one in", ask=ask_text(asking), key=key)
        self.asking.setText(said if asking else "")
        self.asking.setVisible(asking > 0)
        if asking > self._count and self.isVisible():
            announce(self, ask_text(asking))
        self._count = asking
        self.show_hints()
        self._place()

    def hints(self) -> Sequence[Hint]:
        shown = [Hint(catalog.CLOSE_SHEET, tr("hide the code"), run=self.close_sheet)]
        if self._count:
            shown.insert(0, Hint(catalog.LET_IN, tr("let in the first one")))
            if self._count > 1:
                shown.insert(1, Hint(catalog.LET_ALL_IN, tr("let all in ({n})", n=self._count)))
        return [*shown, Hint(catalog.DEVICES, tr("who is in"), 1)]

    def set_metrics(self, metrics: Metrics) -> None:
        self.slide.set_metrics(metrics)
        self.asking.setFont(metrics.font(Type.BODY_BOLD))
        set_text_color(self.asking, metrics, Ink.GAP_TEXT, on=Ink.GAP_GROUND)
        across, down = metrics.px(Space.M), metrics.px(Space.S)
        self.asking.setContentsMargins(across, down, across, down)
        super().set_metrics(metrics)
        self.body.setContentsMargins(0, 0, 0, metrics.px(Space.M))
