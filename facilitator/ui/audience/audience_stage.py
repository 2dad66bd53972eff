"""A stage as the room sees it: the question, the board, and what is being typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.exercise import Kind, Words
from facilitator.domain.follow_up.roti import RotiSoFar
from facilitator.domain.records import Side
from facilitator.domain.room.beside_last import BesideLast
from facilitator.domain.room.entry import Entry
from facilitator.domain.room.invitation import RoomInvitation
from facilitator.domain.room.room_view import RoomColumn, RoomView
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.cards.open_strip import OpenStrip
from facilitator.ui.cards.room_content import content_of, style_of
from facilitator.ui.stages.beside.beside_page import BesidePage
from facilitator.ui.stages.context import SIDES
from facilitator.ui.stages.invitation.invitation_corner import InvitationCorner
from facilitator.ui.stages.invitation.invitation_slide import InvitationSlide
from facilitator.ui.stages.kinds.registry import shape_of
from facilitator.ui.stages.lines.room_lines import RoomLines
from facilitator.ui.stages.lines.room_texts import daily_line, place_line, room_lines
from facilitator.ui.stages.opening.opening_slide import OpeningSlide
from facilitator.ui.stages.pinned.pinned_strip import PinnedStrip
from facilitator.ui.stages.rhythm.part_badge import PartBadge
from facilitator.ui.stages.verdicts.review_card import ReviewCard, share_all, share_height, texts_of
from facilitator.ui.stages.widgets.about_room import AboutRoom
from facilitator.ui.stages.widgets.band_text import band_text
from facilitator.ui.stages.widgets.bands import Band
from facilitator.ui.stages.widgets.column_row import ColumnRow
from facilitator.ui.stages.widgets.column_stack import ColumnStack
from facilitator.ui.stages.widgets.parked_count import ParkedCount
from facilitator.ui.stages.widgets.question import Question
from facilitator.ui.stages.widgets.roti_bars import RotiBars
from facilitator.ui.stages.widgets.turn_badge import TurnBadge
from facilitator.ui.stages.widgets.typed_preview import TypedPreview
from facilitator.ui.style.theme import Metrics, Space
from facilitator.ui.timer.clock_text import ClockText
from facilitator.ui.timer.time_pill import TimePill


class AudienceStage(QWidget):
    """The widget of a RoomView of one kind of stage; no key or click means anything here.

    Its pages hold what fits this window, and turn to what was added or selected last.
    """

    def __init__(self, kind: Kind, metrics: Metrics, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._shape = shape = shape_of(kind)
        self._view: RoomView | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.question = Question("", shape.question, self)
        self.parked = ParkedCount(self)
        self.pinned = PinnedStrip(self, is_tight=shape.band is not None or shape.reviews)
        self.slide = OpeningSlide(self, is_read_only=True) if shape.opens else None
        self.time = TimePill(self)
        self.band = Band(shape.band.tone, self, shape.band.text) if shape.band else None
        self.panels = {
            side: ColumnPanel(text_type, self)
            for side, text_type in zip(SIDES, shape.cards, strict=True)
        }
        self._about = AboutRoom(self.band, self.panels.values()) if self.band is not None else None
        self.open = OpenStrip(self) if shape.tells_open else None
        self.review = ReviewCard(self) if shape.reviews else None
        self.lines = RoomLines(self)
        """The questions of the close, how many carry each label, and the daily question."""
        self.part = PartBadge(self)
        self.turn = TurnBadge(self)
        self.line = TypedPreview(self)
        self.roti: RotiBars | None = None
        """What the time was worth, over all else while fingers are raised."""
        self.beside: BesidePage | None = None
        """The meeting beside the last one, over all else while the room looks at that."""
        self.invitation: InvitationSlide | None = None
        """The code to scan, over all else while people are asked to join."""
        self.corner: InvitationCorner | None = None
        """The same code in a corner, while the meeting goes on."""
        self._assemble()
        self.set_metrics(metrics)

    def _assemble(self) -> None:
        self._column = QVBoxLayout(self)
        for panel in self.panels.values():
            panel.set_read_only()
        self._columns: ColumnRow | ColumnStack = (
            ColumnStack(self.panels)
            if self._shape.stacked
            else ColumnRow(self.panels, self._shape.widths)
        )
        self._head = QHBoxLayout()
        self._head.addWidget(self.question, 1)
        self._head.addWidget(self.parked)
        self._head.addWidget(self.time, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(self._head)
        self._column.addWidget(self.pinned)
        if self.slide is not None:
            self._column.addWidget(self.slide, 1)
            self.panels[Side.LEFT].hide()
        if self.band is not None:
            self._column.addWidget(self.band)
        if self.review is not None:
            self._column.addWidget(self.review, 3)
        self._column.addLayout(self._columns, 0 if self.slide is not None else 1)
        if self.open is not None and self._shape.stacked:
            self.open.head(self.panels[Side.RIGHT])
        elif self.open is not None:
            self._column.addWidget(self.open)
        self._column.addWidget(self.lines)
        self._who = QHBoxLayout()
        self._who.addWidget(self.part)
        self._who.addWidget(self.turn)
        self._who.addStretch(1)
        self._below = QVBoxLayout()
        self._below.addStretch(1)
        self._below.addLayout(self._who)
        self._below.addWidget(self.line)
        self._foot = QHBoxLayout()
        self._foot.addLayout(self._below, 1)
        self._column.addLayout(self._foot)

    def set_metrics(self, metrics: Metrics) -> None:
        m = self._metrics = metrics
        if self.roti is not None:
            self.roti.set_metrics(m)
        if self.beside is not None:
            self.beside.set_metrics(m)
        for invited in (self.invitation, self.corner):
            if invited is not None:
                invited.set_metrics(m)
        edge = m.px(Space.XL)
        self._column.setContentsMargins(edge, m.px(Space.S), edge, m.px(Space.L))
        self._column.setSpacing(m.px(Space.S))
        self._columns.set_metrics(m)
        self._head.setSpacing(m.px(Space.XL))
        self._foot.setSpacing(m.px(Space.M))
        self._below.setSpacing(m.px(Space.S))
        self.time.set_metrics(m)
        self.question.set_metrics(m)
        self.parked.set_metrics(m)
        self.pinned.set_metrics(m)
        if self.slide is not None:
            self.slide.set_metrics(m)
        self._head_list()
        for panel in self.panels.values():
            panel.set_metrics(m)
        if self.band is not None:
            self.band.set_metrics(m)
        if self.open is not None:
            self.open.set_metrics(m)
        if self.review is not None:
            self.review.set_metrics(m)
        self._share_review()
        self.lines.set_metrics(m)
        self._who.setSpacing(m.px(Space.M))
        self.part.set_metrics(m)
        self.turn.set_metrics(m)
        self.line.set_metrics(m)

    def _head_list(self) -> None:
        """Let the question head the list in a deep room, where a row is worth more."""
        heads = self._shape.lists and self.question.heads_list
        self.question.setVisible(not heads)
        self.parked.set_room(not heads)
        self.panels[Side.LEFT].set_heading(self.question.text() if heads else "")

    def show_view(self, view: RoomView) -> None:
        """Show a view of this kind of stage; what is the same as before is not touched."""
        before, self._view = self._view, view
        if before is None or view.question != before.question:
            self.question.set_question(view.question)
            self._head_list()
        if self.band is not None and (before is None or view.band != before.band):
            self._show_band(self.band, view)
        if isinstance(self._columns, ColumnStack):
            self._columns.give_room(view.side)
        elif self._shape.gives_width:
            self._columns.give_width(view.side)
        if before is None or view.columns != before.columns:
            self._show_columns(view, before.columns if before is not None else ())
        if before is None or view.clock != before.clock:
            self.time.show_time(ClockText(view.clock) if view.clock else None)
        if self.review is not None:
            self._show_review(self.review, view)
        if self.open is not None:
            self.open.show_counts(view.still_open, view.words)
        self.parked.show_count(view.parked)
        self.pinned.show_pinned(view.pinned)
        if self.slide is not None:
            self.slide.show_opening(view.opening)
        places = [line] if (line := place_line(view.close)) else []
        lines = room_lines(view.close, view.labels)
        rows = len(view.columns[0].cards) if view.columns else 0
        self.lines.show_lines([*places, *lines], rows=rows, strong=daily_line(view.close))
        self._show_roti(view.roti)
        if before is None or view.beside != before.beside:
            self._show_beside(view.beside, view.words)
        if before is None or view.invitation != before.invitation:
            self._show_invitation(view.invitation)
        self.part.show_rhythm(view.rhythm, view.clock.part_left if view.clock else None)
        turn = view.turn
        self.turn.show_turn(turn.name if turn else None, turn.following if turn else None)
        self.line.setVisible(view.opening is None)
        self.line.set_typed(_typed(view.entry))

    def _show_roti(self, roti: RotiSoFar | None) -> None:
        if roti is None:
            if self.roti is not None:
                self.roti.hide()
            return
        if self.roti is None:
            self.roti = RotiBars(self)
            self.roti.set_metrics(self._metrics)
        self.roti.show_roti(roti)
        self.roti.setGeometry(self.rect())
        self.roti.show()
        self.roti.raise_()

    def _show_beside(self, found: BesideLast | None, words: Words) -> None:
        if self.beside is None and found is not None:
            self.beside = BesidePage(self)
            self.beside.set_metrics(self._metrics)
        if self.beside is not None:
            self.beside.setGeometry(self.rect())
            self.beside.setVisible(found is not None)
            self.beside.raise_()
            self.beside.show_beside(found, words)

    def _show_invitation(self, found: RoomInvitation | None) -> None:
        """Show the code over all else, in the corner, or not at all."""
        large = found if found is not None and not found.is_small else None
        small = found if found is not None and found.is_small else None
        if large is not None:
            if self.invitation is None:
                self.invitation = InvitationSlide(self)
                self.invitation.set_metrics(self._metrics)
            self.invitation.show_invitation(large)
            self.invitation.setGeometry(self.rect())
            self.invitation.raise_()
        if small is not None:
            if self.corner is None:
                self.corner = InvitationCorner(self)
                self.corner.set_metrics(self._metrics)
                self._foot.addWidget(self.corner, 0, Qt.AlignmentFlag.AlignBottom)
            self.corner.show_invitation(small)
        if self.invitation is not None:
            self.invitation.setVisible(large is not None)
        if self.corner is not None:
            self.corner.setVisible(small is not None)

    def _show_review(self, card: ReviewCard, view: RoomView) -> None:
        """Show one action and below it what was said of it, or the list of all."""
        column = view.columns[0]
        is_one = view.side is Side.RIGHT
        empty = "" if view.reviewed else column.empty
        card.show_texts(texts_of(view.reviewed, view.review, view.words, empty))
        card.setVisible(is_one)
        is_listed = not is_one or bool(column.cards)
        self.panels[Side.LEFT].setVisible(is_listed)
        self._column.setStretchFactor(self._columns, 1 if is_listed else 0)
        self._share_review()

    def _share_review(self) -> None:
        if self.review is not None:
            panel, is_one = self.panels[Side.LEFT], self.review.isVisibleTo(self)
            if is_one:
                share_height(panel, self.height())
            else:
                share_all(panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_review()
        if self.roti is not None:
            self.roti.setGeometry(self.rect())
        if self.beside is not None:
            self.beside.setGeometry(self.rect())
        if self.invitation is not None:
            self.invitation.setGeometry(self.rect())

    def _show_band(self, band: Band, view: RoomView) -> None:
        band.show_text(band_text(view.band, view.words) if view.band is not None else None)

    def _show_columns(self, view: RoomView, before: tuple[RoomColumn, ...]) -> None:
        self.panels[Side.RIGHT].setVisible(len(view.columns) > 1)
        self.line.set_marks({column.tone: column.mark for column in view.columns})
        for index, (side, column) in enumerate(zip(SIDES, view.columns, strict=False)):
            known = before[index] if index < len(before) else None
            if column != known:
                _show_column(self.panels[side], column, known, view.words)


def _show_column(
    panel: ColumnPanel, column: RoomColumn, before: RoomColumn | None, words: Words
) -> None:
    if panel.look != style_of(column):
        panel.set_look(style_of(column))
    panel.set_total(column.total)
    panel.set_hidden(column.hidden)
    if before is None or _page_of(column) != _page_of(before):
        _show_cards(panel, column, before, words)
    panel.view.select(column.selected, show=False)
    panel.view.set_context(column.is_outlined)
    panel.view.set_marked(column.marked)
    panel.view.set_fresh(column.fresh)


def _show_cards(
    panel: ColumnPanel, column: RoomColumn, before: RoomColumn | None, words: Words
) -> None:
    """Turn to the page that the console shows; if nobody turned one, follow what came by itself."""
    cards, places = {card.id: card for card in column.cards}, column.places
    ids, model = list(cards), panel.view.column

    def content(card_id: str) -> CardContent:
        return content_of(cards[card_id], words, places)

    known = [card.id for card in before.cards] if before is not None else []
    if before is None or before.page != column.page or not _is_same_order(known, ids):
        model.show_page(ids, content, column.page)
    else:
        # What is outlined is being talked about; a card that only changed is still sought.
        talked_about = column.selected if column.is_outlined else None
        sought = column.page.sought if known == ids else None
        model.follow_items(ids, content, talked_about or sought)


def _is_same_order(before: Sequence[str], now: Sequence[str]) -> bool:
    """Return whether nothing was moved: what is in both is in the same order."""
    common = set(before).intersection(now)
    return [key for key in before if key in common] == [key for key in now if key in common]


def _page_of(column: RoomColumn) -> tuple[object, ...]:
    """Return all on which the cards on a page depend."""
    return column.cards, column.places, column.page


def _typed(entry: Entry | None) -> Entry:
    """Return the text of the entry line, without words that are private."""
    if entry is not None:
        return entry
    return Entry(name=tr("Private"), prompt=tr("Cards stay hidden until you reveal them"))
