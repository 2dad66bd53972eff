"""The bar above the sections of home: which one is shown, of which team, and the menu."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import CommandSpec
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import is_mirrored, mirrored, start_of
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.buttons import Button, MenuButton

HEIGHT = 56
"""In pixels at 1080 lines."""
PILL = 44
"""Height of a section's button, in pixels at 1080 lines."""
LEAST_NAME = 120
"""Width of a team's name below which the menu gives up its word, in pixels at 1080 lines."""


class Section(Enum):
    """A section of home; the value declares the key that shows it."""

    MEETINGS = catalog.SHOW_MEETINGS
    PROMISES = catalog.SHOW_PROMISES
    OVER_TIME = catalog.SHOW_OVER_TIME
    ORGANISATION = catalog.SHOW_ORGANISATION
    SEARCH = catalog.FIND

    @property
    def spec(self) -> CommandSpec:
        spec: CommandSpec = self.value
        return spec

    @property
    def title(self) -> str:
        return tr("Search…") if self is Section.SEARCH else tr(self.spec.name)


class SectionButton(Button):
    """The way to one section; that of the section shown is filled and bold."""

    def __init__(self, section: Section, parent: QWidget) -> None:
        super().__init__(section.title, parent)
        self.section = section
        self.setAccessibleName(section.title.rstrip("…"))
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(section.spec.key)

    def nextCheckState(self) -> None:
        """Leave it to the bar what is shown: a click alone shows no other section."""

    def set_shown(self, shown: bool) -> None:
        """Show whether its section is the one on the screen; Tab comes to that one alone."""
        policies = Qt.FocusPolicy
        self.setChecked(shown)
        self.setFocusPolicy(policies.StrongFocus if shown else policies.ClickFocus)
        self.setAccessibleDescription(tr("shown now") if shown else "")

    def sizeHint(self) -> QSize:
        m = self._metrics
        # As wide as when it is bold, so that nothing moves when another section is shown.
        words = QFontMetricsF(m.font(Type.KEYS_BOLD)).horizontalAdvance(self.text())
        return QSize(round(words) + 2 * m.px(Space.M), m.px(PILL))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        box = QRectF(self.rect())
        ink = Ink.TEXT
        painter.setFont(m.font(Type.KEYS))
        if self.hasFocus():
            paint_rounded(painter, box, box.height() / 2, m.color(Ink.FOCUS))
            edge = m.px(3)
            box = box.adjusted(edge, edge, -edge, -edge)
            paint_rounded(painter, box, box.height() / 2, m.color(Ink.GROUND))
        if self.isChecked():
            edge = m.px(2)
            box = box.adjusted(edge, edge, -edge, -edge)
            paint_rounded(painter, box, box.height() / 2, m.color(Ink.TEXT))
            ink = Ink.GROUND
            painter.setFont(m.font(Type.KEYS_BOLD))
        elif self.underMouse():
            paint_rounded(painter, box, box.height() / 2, m.color(Ink.CHIP))
        painter.setPen(m.color(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class TeamButton(Button):
    """The team that is shown, with the sign that others can be chosen; long names are cut."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(catalog.CHOOSE_TEAM.key)

    def set_name(self, name: str) -> None:
        """Show the name of the team, or with "" that all are shown."""
        self.setText(name or tr("All teams"))
        self.setAccessibleName(tr("Team: {name}", name=self.text()))

    def sizeHint(self) -> QSize:
        m = self._metrics
        words = QFontMetricsF(m.font(Type.KEYS)).horizontalAdvance(self.text())
        return QSize(round(words) + self._beside + 1, m.px(PILL))

    @property
    def _beside(self) -> int:
        """The width of all but the name."""
        m = self._metrics
        return 2 * m.px(Space.M) + m.px(Space.S) + m.px(Space.M)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        box = QRectF(self.rect())
        if self.hasFocus():
            paint_rounded(painter, box, m.px(Space.S), m.color(Ink.FOCUS))
            edge = m.px(3)
            inner = box.adjusted(edge, edge, -edge, -edge)
            paint_rounded(painter, inner, m.px(Space.S), m.color(Ink.GROUND))
        elif self.underMouse():
            paint_rounded(painter, box, m.px(Space.S), m.color(Ink.CHIP))
        painter.setFont(m.font(Type.KEYS))
        painter.setPen(m.color(Ink.TEXT))
        words = box.adjusted(m.px(Space.M), 0, m.px(Space.M) - self._beside, 0)
        name = QFontMetricsF(painter.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, words.width() + 1
        )
        painter.drawText(mirrored(self, words), start_of(self), name)
        middle = QPointF(box.right() - m.px(Space.M) - m.px(Space.S), box.center().y())
        sign = QRectF(0, 0, m.px(Space.M), m.px(Space.S))
        sign.moveCenter(middle)
        sign = mirrored(self, sign)
        painter.setPen(QPen(m.color(Ink.QUIET), m.px(3)))
        tip = QPointF(sign.center().x(), sign.bottom())
        painter.drawLine(sign.topLeft(), tip)
        painter.drawLine(tip, sign.topRight())


class SectionBar(QWidget):
    """The sections, the choice of a team, and the menu; it emits what is chosen."""

    section_chosen = Signal(Section)
    team_requested = Signal()
    left = Signal()
    """The keyboard goes down, to the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.setAccessibleName(tr("Sections"))
        self.buttons: dict[Section, SectionButton] = {}
        for section in Section:
            button = self.buttons[section] = SectionButton(section, self)
            button.clicked.connect(lambda *_, chosen=section: self.section_chosen.emit(chosen))
            button.hide()
        self.team = TeamButton(self)
        self.team.set_name("")
        self.team.hide()
        self.team.clicked.connect(self.team_requested)
        self.menu = MenuButton(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sections(self, sections: Sequence[Section], shown: Section | None) -> None:
        """Show the ways to these sections; `shown` is the one on the screen."""
        for section, button in self.buttons.items():
            button.setVisible(section in sections)
            button.set_shown(section is shown)
        self._arrange()

    def show_team(self, name: str, *, any_choice: bool) -> None:
        """Show the name of the chosen team, "" for all; nothing without `any_choice`."""
        self.team.set_name(name)
        self.team.setVisible(any_choice)
        self._arrange()

    def focus(self) -> None:
        """Give the keyboard to the section that is shown."""
        for button in self.buttons.values():
            if button.isChecked() and not button.isHidden():
                button.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        for button in (*self.buttons.values(), self.team, self.menu):
            button.set_metrics(metrics)
        self.setFixedHeight(metrics.px(HEIGHT))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Left, keys.Key_Right):
            forwards = event.key() == keys.Key_Right
            if is_mirrored(self):
                forwards = not forwards
            self._step(1 if forwards else -1)
        elif event.key() in (keys.Key_Down, keys.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        every: list[Button] = [*self.buttons.values(), self.team]
        row = [each for each in every if not each.isHidden()]
        at = next((n for n, each in enumerate(row) if each.hasFocus()), None)
        if at is not None:
            row[max(0, min(len(row) - 1, at + by))].setFocus()

    def _arrange(self) -> None:
        """Place the sections from the left, and from the right the menu and the team."""
        m, middle = self._metrics, self.height() // 2
        margin, gap = m.px(Space.XL), m.px(Space.XS)
        at = margin + m.px(Space.M)
        for button in self.buttons.values():
            if not button.isHidden():
                button.resize(button.sizeHint())
                self._place(button, at, middle)
                at += button.width() + gap
        end = self.width() - margin
        least = m.px(LEAST_NAME) if not self.team.isHidden() else 0
        self.menu.set_compact(end - self.menu.full_width - m.px(Space.L) - least < at)
        end -= self.menu.width()
        self._place(self.menu, end, middle)
        end -= m.px(Space.M)
        hint = self.team.sizeHint()
        self.team.resize(max(1, min(hint.width(), end - at)), hint.height())
        self._place(self.team, end - self.team.width(), middle)

    def _place(self, button: Button, left: int, middle: int) -> None:
        if is_mirrored(self):
            left = self.width() - left - button.width()
        # QStyle would mirror it too: a class that PySide takes long to load.
        button.move(left, middle - button.height() // 2)
