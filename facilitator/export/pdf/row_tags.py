"""What each row is to who hears the page read aloud: headings, texts, lists and tables."""

from collections.abc import Sequence

from facilitator.export.pdf.rows import HEADINGS, Cell, Role, Row, RowElements
from facilitator.export.pdf_objects.language import language_of
from facilitator.export.pdf_objects.structure import Element, Structure

_COLUMN = "/A << /O /Table /Scope /Column >> "
_BULLETS = "/A << /O /List /ListNumbering /Disc >> "


class Part:
    """Rows that are read one after the other, and the list or table that the next may belong to."""

    def __init__(self, structure: Structure, element: Element) -> None:
        self._structure = structure
        self._element = element
        self._group: Element | None = None
        self._columns: tuple[float, ...] = ()
        """The left edges of the columns of a table."""
        self._level = 0

    def part(self) -> "Part":
        """Return what is read apart from what goes on here, such as one of two columns."""
        self._end_group()
        part = Part(self._structure, self._structure.open("Div", self._element))
        part._level = self._level
        return part

    def end(self) -> None:
        """Close what is open."""
        self._end_group()
        self._structure.close(self._element)

    def single(self, tag: str, text: str = "", entries: str = "") -> Element:
        """Return an element of its own with this text."""
        self._end_group()
        return self._structure.open(tag, self._element, lang=language_of(text), entries=entries)

    def elements_of(self, row: Row) -> RowElements | None:
        """Return the new elements of a row, None where it is decoration."""
        role = row.role or _role_of(row)
        if role is Role.DECORATION or not any(cell.text for cell in row.cells):
            return None
        if role is Role.ITEM:
            return self._item(row)
        if role is Role.TABLE_HEADING:
            return self._table_heading(row)
        if role is Role.TABLE_ROW and self._columns:
            return self._table_row(row)
        if role is Role.TABLE_SPAN and self._columns:
            return self._table_span(row)
        return self._text(row, role)

    def _text(self, row: Row, role: Role) -> RowElements:
        tag = "P"
        if role in HEADINGS:
            # No level is left out on the way down.
            self._level = min(HEADINGS.index(role) + 1, self._level + 1)
            tag = f"H{self._level}"
        outer = self.single(tag, _text_of(row))
        box = self._structure.open("Form", outer) if _is_field(row) else None
        cells, links = self._linked(row.cells, [outer] * len(row.cells))
        return RowElements(cells, box, (*([box] if box else []), *links, outer))

    def _item(self, row: Row) -> RowElements:
        if self._group is None or self._group.tag != "L":
            self._end_group()
            self._group = self._structure.open("L", self._element, entries=_BULLETS)
        item = self._structure.open("LI", self._group)
        names = [cell for cell in row.cells if cell.is_label and cell.text]
        label = self._structure.open("Lbl", item) if names else None
        body = self._structure.open("LBody", item, lang=language_of(_text_of(row)))
        box = self._structure.open("Form", body) if _is_field(row) else None
        around = [label if label and cell.is_label else body for cell in row.cells]
        cells, links = self._linked(row.cells, around)
        own = (*links, box, label, body, item)
        return RowElements(cells, box, tuple(each for each in own if each is not None))

    def _table_heading(self, row: Row) -> RowElements:
        self._end_group()
        self._group = self._structure.open("Table", self._element)
        self._columns = tuple(cell.x for cell in row.cells)
        line = self._structure.open("TR", self._group)
        heads = tuple(
            self._structure.open("TH", line, lang=language_of(cell.text), entries=_COLUMN)
            for cell in row.cells
        )
        return RowElements(heads, None, (*heads, line))

    def _table_row(self, row: Row) -> RowElements:
        """Return a row of a table, each cell in the column that it is below."""
        line = self._structure.open("TR", self._open_group)
        texts = [""] * len(self._columns)
        for cell in row.cells:
            texts[self._column_of(cell)] = cell.text
        fields = [self._structure.open("TD", line, lang=language_of(text)) for text in texts]
        box = self._structure.open("Form", fields[0]) if _is_field(row) else None
        around = [fields[self._column_of(cell)] for cell in row.cells]
        cells, links = self._linked(row.cells, around)
        return RowElements(cells, box, (*([box] if box else []), *links, *fields, line))

    def _table_span(self, row: Row) -> RowElements:
        """Return a row over all columns of a table."""
        line = self._structure.open("TR", self._open_group)
        entries = f"/A << /O /Table /ColSpan {len(self._columns)} >> "
        field = self._structure.open("TD", line, lang=language_of(_text_of(row)), entries=entries)
        cells, links = self._linked(row.cells, [field] * len(row.cells))
        return RowElements(cells, None, (*links, field, line))

    @property
    def _open_group(self) -> Element:
        assert self._group is not None
        return self._group

    def _column_of(self, cell: Cell) -> int:
        """Return the column of a cell: the one whose heading begins nearest."""
        return min(range(len(self._columns)), key=lambda at: abs(self._columns[at] - cell.x))

    def _linked(
        self, cells: Sequence[Cell], around: Sequence[Element]
    ) -> tuple[tuple[Element | None, ...], list[Element]]:
        """Return the element of each cell, one within the element around it where it is a link."""
        links: list[Element] = []
        found: list[Element | None] = []
        for cell, element in zip(cells, around, strict=True):
            if cell.text and cell.link:
                links.append(self._structure.open("Link", element))
                found.append(links[-1])
            else:
                found.append(element if cell.text else None)
        return tuple(found), links

    def _end_group(self) -> None:
        if self._group is not None:
            self._structure.close(self._group)
        self._group, self._columns = None, ()


def _role_of(row: Row) -> Role:
    if row.anchor is None:
        return Role.TEXT
    return HEADINGS[min(row.anchor.level, len(HEADINGS) - 1)]


def _is_field(row: Row) -> bool:
    return row.checkbox is not None and bool(row.checkbox.label)


def _text_of(row: Row) -> str:
    return " ".join(cell.text for cell in row.cells)
