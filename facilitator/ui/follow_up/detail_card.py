"""What is known of the selected promise: its words, what it came from, and what was said of it."""

from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from facilitator.domain.follow_up.register import ActionChain, ActionEntry, SaidVerdict
from facilitator.domain.follow_up.registers import FoundGap, RegisterEntry
from facilitator.domain.text import shortened
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.translate import tr
from facilitator.ui.follow_up.promise_rows import state_name
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.label import Label

LONGEST = 200
"""Characters of what was promised, and of what it came from."""
LONGEST_WORDS = 120
SHOWN = 5
"""How many verdicts are told: the last ones."""


def chain_text(chain: ActionChain | None) -> str:
    """Return the gap and the excuse an action came from, a line each; empty while not known."""
    if chain is None:
        return ""
    gap, excuse = shortened(chain.gap, LONGEST), shortened(chain.excuse, LONGEST)
    lines = (
        tr("Because of “{gap}”", gap=gap) if gap else "",
        tr("Instead of “{excuse}”", excuse=excuse) if excuse else "",
    )
    return "\n".join(filter(None, lines))


def history_text(entry: ActionEntry) -> str:
    """Return when and where an action was promised, and what was said of it since, a line each.

    It names no owner: an excuse is never told beside a person’s name.
    """
    day = _day(entry.held_on)
    title = shortened(entry.title, LONGEST_WORDS)
    first = tr("{day} promised: {meeting}", day=day, meeting=title)
    lines = [first if title else tr("{day} promised", day=day)]
    lines += map(_said, entry.verdicts[-SHOWN:])
    return "\n".join(lines)


def _said(verdict: SaidVerdict) -> str:
    day, said = _day(verdict.day), phrases.verdict(verdict.status)
    if not verdict.text:
        return tr("{day} {said}", day=day, said=said)
    words = shortened(verdict.text, LONGEST_WORDS)
    return tr("{day} {said}: “{words}”", day=day, said=said, words=words)


@dataclass(frozen=True, slots=True)
class DetailTexts:
    """What is told of an entry: its words, what it came from, and its history, in lines."""

    title: str
    chain: str
    history: str

    @property
    def line(self) -> str:
        """All but the words, in one line."""
        lines = [*self.chain.split("\n"), *self.history.split("\n")]
        return " · ".join(filter(None, lines))


def of_promise(entry: ActionEntry, chain: ActionChain | None) -> DetailTexts:
    """Return what is told of a promise."""
    text = phrases.after_kind(entry.text, entry.kind)
    return DetailTexts(shortened(text, LONGEST), chain_text(chain), history_text(entry))


def of_register(entry: RegisterEntry) -> DetailTexts:
    """Return what is told of what is in a register: where it was found, and its states."""
    told = [
        (each.held_on, tr("{day} found: {meeting}", day=_day(each.held_on), meeting=_title(each)))
        for each in entry.found
    ]
    told += [
        (note.day, tr("{day} {state}", day=_day(note.day), state=state_name(note.state)))
        for note in entry.notes
    ]
    told.sort(key=itemgetter(0))
    history = "\n".join(said for _, said in told[-SHOWN:])
    return DetailTexts(shortened(entry.text, LONGEST), "", history)


def _day(day: date) -> str:
    return dates.day(day, False)


def _title(found: FoundGap) -> str:
    return shortened(found.title, LONGEST_WORDS)


class DetailCard(QWidget):
    """A quiet card with all of that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.title = Label(parent=self)
        self.chain = Label(parent=self)
        self.history = Label(parent=self)
        self._column = QVBoxLayout(self)
        for label in (self.title, self.chain, self.history):
            label.setWordWrap(True)
            self._column.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_texts(self, texts: DetailTexts | None) -> None:
        """Show what is known of an entry; hide for none."""
        self.setVisible(texts is not None)
        if texts is None:
            return
        shown = (texts.title, texts.chain, texts.history)
        for label, text in zip((self.title, self.chain, self.history), shown, strict=True):
            if text != label.text():
                label.setText(text)
            label.setVisible(bool(text))

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        m = metrics
        for label, kind, ink in (
            (self.title, Type.BODY_BOLD, Ink.TEXT),
            (self.chain, Type.KEYS, Ink.QUIET),
            (self.history, Type.KEYS, Ink.QUIET),
        ):
            label.setFont(m.font(kind))
            set_text_color(label, m, ink)
        edge = m.px(Space.L)
        self._column.setContentsMargins(edge, m.px(Space.M), edge, m.px(Space.M))
        self._column.setSpacing(m.px(Space.S))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, self, self._metrics)


def paint_card(painter: QPainter, widget: QWidget, metrics: Metrics) -> None:
    """Paint the ground of a quiet card over a whole widget."""
    box = widget.rect().toRectF().adjusted(1, 1, -1, -1)
    edge, radius = metrics.color(Ink.LINE), metrics.px(Space.COLUMN_RADIUS)
    paint_rounded(painter, box, radius, metrics.color(Ink.PAPER), edge, metrics.px(Space.HAIR))
