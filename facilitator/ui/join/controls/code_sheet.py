"""The code over the one window that the room sees."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
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

    checks_requested = Signal()
    """Nobody has asked, and it is to be said what to check."""

    share = (1.0, 1.0)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Join with your own device"))
        self.title.hide()
        self.slide = InvitationSlide(self.sheet)
        self.asking = Label("", self.sheet)
        self.asking.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # The code must not move while people point their cameras at it.
        room = self.asking.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.asking.setSizePolicy(room)
        self.body.addWidget(self.slide, 1)
        self.body.addWidget(self.asking)
        self._count, self._nobody_came = 0, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_invitation(
        self, invitation: RoomInvitation, asking: int, *, nobody_came: bool = False
    ) -> None:
        """Show the code as it is now, and how many ask; `nobody_came` for quite a while."""
        self.slide.show_invitation(invitation)
        said = ""
        if asking:
            key = catalog.LET_IN.key
            said = tr("{ask} · {key} lets the first one in", ask=ask_text(asking), key=key)
        elif nobody_came:
            key = catalog.ACCEPT.key
            said = tr("Nobody has asked to come in yet · {key} says what to check", key=key)
        if said != self.asking.text() and said and self.isVisible():
            announce(self, said)
        self.asking.setText(said)
        self.asking.setVisible(bool(said))
        self._count, self._nobody_came = asking, nobody_came and not asking
        self.show_hints()
        self._place()

    def hints(self) -> Sequence[Hint]:
        shown = [Hint(catalog.CLOSE_SHEET, tr("hide the code"), run=self.close_sheet)]
        if self._count:
            shown.insert(0, Hint(catalog.LET_IN, tr("let in the first one")))
            if self._count > 1:
                shown.insert(1, Hint(catalog.LET_ALL_IN, tr("let all in ({n})", n=self._count)))
        elif self._nobody_came:
            run = self.checks_requested.emit
            shown.insert(0, Hint(catalog.ACCEPT, tr("what to check"), run=run))
        return [*shown, Hint(catalog.DEVICES, tr("who is in"), 1)]

    def set_metrics(self, metrics: Metrics) -> None:
        self.slide.set_metrics(metrics)
        self.asking.setFont(metrics.font(Type.BODY_BOLD))
        set_text_color(self.asking, metrics, Ink.GAP_TEXT, on=Ink.GAP_GROUND)
        across, down = metrics.px(Space.M), metrics.px(Space.S)
        self.asking.setContentsMargins(across, down, across, down)
        super().set_metrics(metrics)
        self.body.setContentsMargins(0, 0, 0, metrics.px(Space.M))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._nobody_came and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.checks_requested.emit()
        else:
            super().keyPressEvent(event)
