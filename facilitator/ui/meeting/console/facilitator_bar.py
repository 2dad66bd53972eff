"""The bar that only the facilitator reads: notes, what comes next, and what the room sees."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from facilitator.domain.facilitation.ground_rules import rules_to_say
from facilitator.ui.base.phrases import rules_text
from facilitator.ui.base.translate import tr
from facilitator.ui.meeting.console import summary
from facilitator.ui.meeting.console.bar import GAP, TOP, Bar, Sized, height_of
from facilitator.ui.meeting.console.room_state import RoomState
from facilitator.ui.meeting.console.text_box import AskBox, ScrolledTextBox, TextBox
from facilitator.ui.style.theme import Metrics
from facilitator.ui.workspace.session import Session

WIDTH = 463
"""Width of the bar, in pixels at 1080 lines."""
SMALLEST_PICTURE = 0.45
"""Smallest picture, as a share of its full height; a smaller one cannot be recognized."""


class FacilitatorBar(Bar):
    """The right bar of the console. Where room is short, what is needed least goes.

    First the picture gets smaller; then the notes are written smaller, the words about what comes
    next go, and the picture goes. At the very last the notes scroll.
    """

    reminder_clicked = Signal()
    """What is reminded of leads somewhere, and was clicked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("For the facilitator"), parent)
        self._session = session
        self._edge = Qt.Edge.LeftEdge
        self._room: RoomState | None = None
        self.picture: QWidget | None = None
        self._next = ("", "")
        self._fitted: tuple[object, ...] = ()
        self.notes = ScrolledTextBox()
        self.next = TextBox()
        self.ask = AskBox()
        self.ask.clicked.connect(self.reminder_clicked)
        self._reminder = ("", "")
        self.hidden = TextBox()
        self.hidden.set_loud(True)
        for part in (self.notes, self.ask, self.next, self.hidden):
            self._add(part)

    @property
    def _section_index(self) -> int:
        return self._column.indexOf(self.notes)

    def watch_room(self, state: RoomState, thumbnail: QWidget) -> None:
        """Show what the room sees: the thumbnail, and in words what is hidden from it."""
        self._room = state
        self.picture = thumbnail
        self._add(thumbnail)
        if isinstance(thumbnail, Sized):
            thumbnail.set_metrics(self._metrics)
        thumbnail.show()
        state.changed.connect(self._show_hidden)
        self._show_hidden()

    def set_metrics(self, metrics: Metrics) -> None:
        self.setFixedWidth(metrics.px(WIDTH))
        super().set_metrics(metrics)
        self._fit()

    def refresh(self) -> None:
        """Show the meeting as it is now."""
        stage = self._session.step.stage
        rules = rules_to_say(self._session.meeting, self._session.exercise, stage)
        say = "\n\n".join(filter(None, (stage.notes.strip(), rules_text(rules))))
        self.notes.show_text(tr("Say"), say)
        self.notes.setVisible(bool(say))
        self._show_asked()
        self._next = summary.following(self._session)
        self._show_hidden()

    def show_reminder(self, question: str, why: str, *, leads: bool) -> None:
        """Show what may be asked now, before what is asked at this stage anyway."""
        if (question, why) != self._reminder:
            self._reminder = (question, why)
            self.ask.set_leads(leads)
            self._show_asked()
            self._fit()

    def _show_asked(self) -> None:
        title, why = self._reminder if any(self._reminder) else summary.reminder(self._session)
        self.ask.show_text(title, why)
        self.ask.setVisible(bool(title))

    def _show_hidden(self) -> None:
        room = self._room
        kept = summary.hidden(
            self._session,
            blank=room is not None and room.blank,
            frozen=room is not None and room.frozen,
        )
        self.hidden.show_text(tr("Hidden from the room"), "\n".join(kept))
        self.hidden.setVisible(bool(kept))
        self._fit()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return handled

    def _fit(self) -> None:
        """Choose what is shown, and how large; the layout places it."""
        picture = height_of(self.picture, self.inner_width) if self.picture is not None else 0
        fitted = (self.size(), self._metrics, self._texts, picture)
        if fitted == self._fitted:
            # Nothing changed: the request came from fitting the parts just now.
            return
        self._fitted = fitted
        room = self.height() - 2 * self._metrics.px(TOP)
        needed = 0
        for small, with_words, smallest in (
            (False, True, SMALLEST_PICTURE),
            (True, True, SMALLEST_PICTURE),
            (True, False, SMALLEST_PICTURE),
            (True, False, 0),
        ):
            self.notes.set_small(small)
            self.next.show_text(self._next[0], self._next[1] if with_words else "")
            needed = self._needed
            if needed + picture * smallest <= room:
                break
        self._share(room - needed, picture)

    @property
    def _texts(self) -> tuple[object, ...]:
        """The texts, and the heights of the sections."""
        sections = self._parts[: self._section_index]
        heights = [height_of(s, self.inner_width) for s in sections if not s.isHidden()]
        asked = self.ask.title.text(), self.ask.words.text()
        return self.notes.words.text(), asked, self._next, self.hidden.words.text(), *heights

    @property
    def _needed(self) -> int:
        """The height of all but the picture, with a gap after each, in pixels."""
        gap, width = self._metrics.px(GAP), self.inner_width
        shown = (part for part in self._parts if not part.isHidden() and part is not self.picture)
        return sum(height_of(part, width) + gap for part in shown)

    def _share(self, spare: int, picture: int) -> None:
        """Give the picture the `spare` pixels; when that is below 0, the notes lose them."""
        lost = min(0, spare + self._metrics.px(GAP))
        self.notes.set_scrolls(lost < 0)
        self.notes.setFixedHeight(max(0, height_of(self.notes, self.inner_width) + lost))
        if self.picture is not None:
            height = min(picture, spare) if spare >= picture * SMALLEST_PICTURE else 0
            self.picture.setVisible(height > 0)
            self.picture.setFixedHeight(max(1, height))
        self._column.activate()
