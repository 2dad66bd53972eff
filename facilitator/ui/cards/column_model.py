"""The model of a column in pages: it holds all items and shows the view those of one page.

Text never shrinks to fit, so a column that overflows pages. A page is laid out from an anchor
outwards, which costs what the page holds and not what the column holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from facilitator.domain.room.page import Page
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_cells import CellColumns, cell_columns
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.card_layout import CardLayout, bold_of, least_height
from facilitator.ui.style.theme import Metrics, Space, Type

ContentOf = Callable[[str], CardContent]
_CACHED = 600
_MEASURED = 300
"""Items by which the columns of their cells are measured: of more nobody compares the rows."""
_HIGH = 2000
"""Pixels at 1080 lines: higher than any page."""
_LAST = 1_000_000
"""More parts than any item has: means the last one."""

ID_ROLE = Qt.ItemDataRole.UserRole + 1
SLICE_ROLE = Qt.ItemDataRole.UserRole + 2

NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Slice:
    """One row: an item, or a part of an item that is higher than the page.

    `index` is the item's position in the whole column, `part` a range of strips of its layout.
    """

    item_id: str
    index: int
    part: tuple[int, int]
    layout: CardLayout
    height: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """The start (`down`) or the end of a page: an item's index and one of its parts.

    Spare room is filled from the other side too, where the page `fills`.
    """

    index: int
    part: int
    down: bool
    fills: bool = True


class ColumnModel(QAbstractListModel):
    """A list model whose rows are one page of a column."""

    page_changed = Signal()
    """The rows shown, or the number of items, have changed."""

    def __init__(self, text_type: Type = Type.CARD) -> None:
        super().__init__()
        self._ids: Sequence[str] = ()
        self._content_of: ContentOf | None = None
        self._metrics = Metrics(1.0)
        self._text_type = text_type
        self._width = 0
        self._height = 0
        self._available = 0
        """Pixels from the first card to the last: the outline of a selected one needs the rest."""
        self._rows: list[Slice] = []
        self._shown: tuple[object, ...] = ()
        self._anchor = Anchor(0, 0, True)
        self._turned_to = self._anchor
        """The anchor of the page that somebody turned to; `_anchor` also holds it in its place."""
        self._unseen: set[str] = set()
        """The ids of what came by itself, and was on no page that was shown since."""
        self._wanted: str | None = None
        self._sought: str | None = None
        self._layouts: dict[tuple[CardContent, int, Type, CellColumns | None], CardLayout] = {}
        self._measured: dict[int, CardLayout] = {}
        self._cells: CellColumns | None = None
        self.drags = True

    @property
    def ids(self) -> Sequence[str]:
        return self._ids

    @property
    def rows(self) -> Sequence[Slice]:
        return self._rows

    @property
    def gap(self) -> int:
        """Return the pixels between two cards."""
        return self._metrics.px(6)

    def set_items(
        self,
        ids: Sequence[str],
        content_of: ContentOf,
        show: str | None = None,
        *,
        at_end: bool = False,
        holds: bool = False,
    ) -> None:
        """Set all items; the page stays, or turns to the item `show` or to the newest.

        Where it `holds`, what came by itself moves nothing: the page goes on beginning with the
        item that it began with, and what has no room on it is counted as unseen.
        """
        first = self._first_in(ids) if holds else None
        self._unseen = self._unseen_in(ids, holds) if not at_end else set()
        self._ids = ids
        self._content_of = content_of
        self._measured.clear()
        self._measure_cells()
        # Turned before it is shown, because the view lays out every page that the model announces.
        if first is not None:
            self._anchor = Anchor(*first, down=True, fills=False)
        elif at_end:
            self._sought = ids[-1] if ids else None
            self._turn_to(self._end() or self._anchor)
        self._show_with(show)

    def follow_items(self, ids: Sequence[str], content_of: ContentOf, keep: str | None) -> None:
        """Set all items as they came by themselves: the last page stays the last, others stay.

        The item `keep` stays on the page if it is on it.
        """
        kept = keep if self.row_of(keep) >= 0 else None
        if kept is None and not self.has_after:
            self.set_items(ids, content_of, at_end=True)
        else:
            self.set_items(ids, content_of, kept, holds=True)

    def _first_in(self, ids: Sequence[str]) -> tuple[int, int] | None:
        """Return the index and the part of the first row of this page that is in these items."""
        for row in self._rows:
            if row.item_id in ids:
                is_first = row is self._rows[0]
                part = self._parts(row.index).index(row.part) if is_first else 0
                return ids.index(row.item_id), part
        return None

    def _unseen_in(self, ids: Sequence[str], came_by_itself: bool) -> set[str]:
        """Return which of these items are unseen, before any of them is shown."""
        if not came_by_itself:
            return self._unseen.intersection(ids)
        return (self._unseen | set(ids).difference(self._ids)).intersection(ids)

    @property
    def unseen(self) -> int:
        """Return how many items came by themselves and were not on the page yet."""
        return len(self._unseen)

    def show_unseen(self) -> None:
        """Turn to the first item that came by itself and was not on the page yet."""
        index = next((i for i, key in enumerate(self._ids) if key in self._unseen), None)
        if index is not None:
            self._sought = self._ids[index]
            self._turn(Anchor(index, 0, True))

    def _show_with(self, show: str | None) -> None:
        """Show the page of the anchor, or a page with this item if it is not on that one."""
        rows = self._page()
        if show is not None:
            self._sought = show
            anchor = self._anchor_to_show(show, rows)
            if anchor is not None:
                self._turn_to(anchor)
                rows = self._page()
        self._show(rows)

    @property
    def page(self) -> Page:
        """Return where the column is turned to."""
        anchor = self._turned_to
        return Page(index=anchor.index, begins=anchor.down, sought=self._sought)

    def show_page(self, ids: Sequence[str], content_of: ContentOf, page: Page) -> None:
        """Show a whole column as another view of it is turned; the page may hold fewer or more."""
        self._ids, self._content_of = ids, content_of
        self._measured.clear()
        self._measure_cells()
        self._unseen.intersection_update(ids)
        self._turn_to(Anchor(page.index, 0 if page.begins else _LAST, page.begins))
        self._show_with(page.sought)
        if self._unseen and not self.has_after:
            self._unseen.clear()
            self._show(self._rows)

    def set_geometry(self, width: int, height: int, metrics: Metrics) -> None:
        """Set the width and height for cards, in pixels."""
        if (width, height, metrics) == (self._width, self._height, self._metrics):
            return
        if metrics != self._metrics:
            self._layouts.clear()
        if (width, metrics) != (self._width, self._metrics):
            self._measured.clear()
        self._width, self._height, self._metrics = width, height, metrics
        self._measure_cells()
        self._available = height - metrics.px(Space.S) * 2
        self._lay_out_again()
        if self._wanted is not None and width > 0 and height > 0:
            wanted, self._wanted = self._wanted, None
            self.show_item(wanted)

    def set_text_type(self, text_type: Type) -> None:
        """Set the letters of the cards; the page keeps the card that it begins or ends with."""
        if text_type is self._text_type:
            return
        self._text_type = text_type
        self._measured.clear()
        self._lay_out_again()

    def _lay_out_again(self) -> None:
        """Lay out the page from its anchor; an item of several parts is split again."""
        part = 0 if self._anchor.down else _LAST
        self._anchor = replace(self._anchor, part=part)
        self._lay_out()

    def show_item(self, item_id: str) -> None:
        """Turn to the page of an item; nothing moves when all of it is shown already."""
        self._sought = item_id
        anchor = self._anchor_to_show(item_id, self._rows)
        if anchor is not None:
            self._turn(anchor)

    def _anchor_to_show(self, item_id: str, rows: Sequence[Slice]) -> Anchor | None:
        """Return the anchor of a page with the item; None when all of it is in these rows."""
        if self._height <= 0 or self._width <= 0:
            self._wanted = item_id
            return None
        index = self.position(item_id)
        if index < 0:
            return None
        shown = sum(row.index == index for row in rows)
        if shown and shown == len(self._parts(index)):
            return None
        if rows and index < rows[0].index:
            return Anchor(index, 0, True)
        return self._ending_with(index)

    def _ending_with(self, index: int) -> Anchor:
        """Return the anchor of a page that ends with an item, or begins with one too high."""
        whole = len(self._parts(index)) == 1
        return Anchor(index, 0, not whole)

    def show_end(self) -> None:
        """Turn to the page of the newest item; whoever goes there knows of all that came."""
        self._unseen.clear()
        self._sought = self._ids[-1] if self._ids else None
        end = self._end()
        if end is not None:
            self._turn(end)

    def _end(self) -> Anchor | None:
        """Return the anchor of the page of the newest item; None when it is not known yet."""
        if not self._ids:
            return None
        if self._height <= 0 or self._width <= 0:
            self._wanted = self._ids[-1]
            return None
        return self._ending_with(len(self._ids) - 1)

    def show_start(self) -> None:
        """Turn to the first page."""
        self._wanted = self._sought = None
        self._turn(Anchor(0, 0, True))

    def turn_page(self, by: int) -> bool:
        """Turn to the next page (by=1) or the previous one (-1); return False if there is none."""
        if not self._rows:
            return False
        self._sought = None
        if by > 0:
            following = self._after(self._rows[-1])
            if following is None:
                return False
            self._turn(Anchor(*following, True))
        else:
            preceding = self._before(self._rows[0])
            if preceding is None:
                return False
            self._turn(Anchor(*preceding, False))
        return True

    @property
    def has_before(self) -> bool:
        return bool(self._rows) and self._before(self._rows[0]) is not None

    @property
    def has_after(self) -> bool:
        return bool(self._rows) and self._after(self._rows[-1]) is not None

    @property
    def range(self) -> tuple[int, int]:
        """Return the first and last item on the page, counted from 1; (0, 0) when there is none."""
        if not self._rows:
            return (0, 0)
        return (self._rows[0].index + 1, self._rows[-1].index + 1)

    @property
    def elsewhere(self) -> int:
        """Return how many items are on other pages, those that are on this one in part included."""
        whole = {row.index for row in self._rows if row.part == (0, len(row.layout.strips))}
        return len(self._ids) - len(whole)

    @property
    def least_height(self) -> int:
        """Return the height in pixels that fits one card of one line."""
        return least_height(self._text_type, self._metrics) + self._metrics.px(Space.S) * 2

    def fits(self, height: int) -> bool:
        """Return whether all items fit on one page of that many pixels."""
        room = height - self._metrics.px(Space.S) * 2 + self.gap
        # Whole columns are not measured for it: no card but one above them is lower than a line.
        lowest = least_height(self._text_type, self._metrics) + self.gap
        if (len(self._ids) - 1) * lowest > room:
            return False
        return sum(self.layout(i).height() + self.gap for i in range(len(self._ids))) <= room

    def height_of(self, most: int) -> int:
        """Return the height in pixels that fits the first so many items, but not much more."""
        heights = 0
        for index in range(min(most, len(self._ids))):
            heights += self.layout(index).height() + self.gap
            if heights > self._metrics.px(_HIGH):
                break
        return heights + self._metrics.px(Space.S) * 2 - self.gap

    def position(self, item_id: str | None) -> int:
        """Return the item's position in the whole column, -1 when it is not in it."""
        if item_id is None or not self._ids:
            return -1
        # The newest item is asked for most.
        if self._ids[-1] == item_id:
            return len(self._ids) - 1
        return self._ids.index(item_id) if item_id in self._ids else -1

    def row_of(self, item_id: str | None) -> int:
        """Return the first row that shows an item, -1 when it is on another page."""
        return next((i for i, row in enumerate(self._rows) if row.item_id == item_id), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == SLICE_ROLE:
            return row
        if role == ID_ROLE:
            return row.item_id
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.layout.content.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.layout.content.spoken
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return tr("{n} of {total}", n=row.index + 1, total=len(self._ids))
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Return Qt's flags; items can be dragged only where `drags` is set."""
        drag = Qt.ItemFlag.ItemIsDragEnabled if self.drags else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | drag

    def content(self, index: int) -> CardContent:
        """Return the content of an item of the whole column, without measuring it."""
        assert self._content_of is not None
        return self._content_of(self._ids[index])

    def layout(self, index: int) -> CardLayout:
        """Return the measured card of an item of the whole column."""
        found = self._measured.get(index)
        if found is None:
            found = self._measured[index] = self._layout_of(self._ids[index])
        return found

    def _measure_cells(self) -> None:
        """Measure the columns of the cells beside the texts, which all items share."""
        ids, content_of = self._ids, self._content_of
        if not ids or content_of is None or not content_of(ids[0]).cells:
            self._cells = None
            return
        shown = [content_of(key) for key in ids[:_MEASURED]]
        self._cells = cell_columns(shown, self._width, self._metrics, bold_of(self._text_type))

    def _layout_of(self, item_id: str) -> CardLayout:
        assert self._content_of is not None
        content = self._content_of(item_id)
        key = (content, self._width, self._text_type, self._cells)
        found = self._layouts.get(key)
        if found is None:
            if len(self._layouts) > _CACHED:
                self._layouts.clear()
            found = CardLayout(content, self._width, self._metrics, self._text_type, self._cells)
            self._layouts[key] = found
        return found

    def _parts(self, index: int) -> list[tuple[int, int]]:
        return self.layout(index).parts(self._available)

    def _slice(self, index: int, part: int) -> Slice:
        layout = self.layout(index)
        strips = self._parts(index)[part]
        return Slice(self._ids[index], index, strips, layout, layout.height(*strips))

    def _turn(self, anchor: Anchor) -> None:
        self._turn_to(anchor)
        self._lay_out()

    def _turn_to(self, anchor: Anchor) -> None:
        """Let the next page be that of an anchor, as somebody wants it."""
        self._anchor = self._turned_to = anchor

    def _lay_out(self) -> None:
        self._show(self._page())

    def _show(self, rows: list[Slice]) -> None:
        if self._unseen:
            self._unseen.difference_update(row.item_id for row in rows)
        shown = (len(self._ids), len(self._unseen), *rows)
        if shown == self._shown:
            return
        self._shown = shown
        self._replace(rows)
        self.page_changed.emit()

    def _page(self) -> list[Slice]:
        """Return the rows that fit from the anchor on; spare room is filled from the other side."""
        if not self._ids or self._width <= 0 or self._height <= 0:
            return []
        index = min(self._anchor.index, len(self._ids) - 1)
        part = min(self._anchor.part, len(self._parts(index)) - 1)
        rows = [self._slice(index, part)]
        gap = self.gap
        room = self._available - rows[0].height
        sides = (self._anchor.down, not self._anchor.down) if self._anchor.fills else (True,)
        for down in sides:
            while (place := self._after(rows[-1]) if down else self._before(rows[0])) is not None:
                candidate = self._slice(*place)
                if candidate.height + gap > room:
                    break
                room -= candidate.height + gap
                rows.insert(len(rows) if down else 0, candidate)
        return rows

    def _after(self, row: Slice) -> tuple[int, int] | None:
        parts = self._parts(row.index)
        part = parts.index(row.part) + 1
        if part < len(parts):
            return (row.index, part)
        return (row.index + 1, 0) if row.index + 1 < len(self._ids) else None

    def _before(self, row: Slice) -> tuple[int, int] | None:
        part = self._parts(row.index).index(row.part)
        if part > 0:
            return (row.index, part - 1)
        if row.index == 0:
            return None
        return (row.index - 1, len(self._parts(row.index - 1)) - 1)

    def _replace(self, rows: list[Slice]) -> None:
        """Tell the view as little as possible: rows added at the end, rows changed, or a reset."""
        old = self._rows
        common = min(len(old), len(rows))
        same = [row.item_id for row in old[:common]] == [row.item_id for row in rows[:common]]
        heights = [row.height for row in old[:common]] == [row.height for row in rows[:common]]
        if same and heights and len(rows) >= len(old) and old:
            if len(rows) > len(old):
                self.beginInsertRows(QModelIndex(), len(old), len(rows) - 1)
                self._rows = rows
                self.endInsertRows()
            self._rows = rows
            # Where others only add what is on no page that is shown, nothing is painted again.
            other = [row for row in range(common) if old[row] != rows[row]]
            if other:
                self.dataChanged.emit(self.index(other[0]), self.index(other[-1]))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
