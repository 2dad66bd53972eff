"""The words of HTML from the clipboard: items of lists, rows of tables, and paragraphs."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from facilitator.services.clipboard.rows import Row, row_of, tidy_cell

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup "
    "option p pre section summary table tbody td tfoot th thead tr ul"
)
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_BLOCKS, _VOID = frozenset(_BLOCK_NAMES.split()), frozenset(_VOID_NAMES.split())
_ENDED_BY_THE_NEXT = frozenset(("dd", "dt", "li", "option", "p", "td", "th", "tr"))
_LISTS = frozenset(("ul", "ol", "menu"))
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.I)
_MARK_OF_WORD = re.compile(r"mso-list\s*:\s*ignore", re.I)
"""The number or dot of an item, as a word processor writes it into its text."""
_SPACE = re.compile("[ \t\n\r\f]+")
_SIGNS = re.compile(
    r"<(style|script|title|template|noscript|svg|iframe|video|audio|canvas)\b[^<>]*>.*?(?:</\1\s*>|\Z)"
    r"|<!--.*?(?:-->|\Z)|<[!?][^<>]*>"
    r"|(?P<tag></?[a-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)|<",
    re.DOTALL | re.IGNORECASE,
)
"""All that begins like a tag. What no browser shows goes before anything else is read, and a sign
that begins no tag is a sign: the parser would look for the end of each through all of the rest."""
_MOST_COLUMNS = 100
"""Columns of a table that one cell may take."""
_DEEPEST = 100
"""Elements within a hidden one that are counted; what closes deeper ones closes these."""


@dataclass(frozen=True, slots=True)
class WebPage:
    """What HTML says."""

    rows: list[Row]
    has_list: bool
    has_table: bool
    """Whether a row has several cells."""
    marks: str
    """Numbers and dots of items that a word processor wrote into the text; in no row."""


def read_html(html: str) -> WebPage:
    """Return a row for each item of a list, row of a table, and paragraph."""
    reader = _Reader()
    reader.feed(_SIGNS.sub(_only_tags, html))
    reader.close()
    reader.end_table(of_all=True)
    return WebPage(
        reader.rows,
        reader.has_list or bool(reader.marks),
        any(sum(map(bool, row)) > 1 for row in reader.rows),
        "".join(reader.marks),
    )


@dataclass(slots=True)
class _Table:
    """A table that is being read: the cells of its row so far."""

    cells: list[str] = field(default_factory=list)
    width: int = 0
    """Columns that the open cell takes; 0 when none is open."""
    is_layout: bool = False
    """Whether another table is within it: then it only puts things beside each other."""


class _Reader(HTMLParser):
    """A reader of HTML of any kind: it refuses none, and shows what a browser would."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self.has_list = False
        self._text: list[str] = []
        self._tables: list[_Table] = []
        self._lists: list[bool] = []
        """For each list that is open, whether it is within an item of another."""
        self._in_item = False
        self._pre = 0
        self.marks: list[str] = []
        self._in_mark = False
        self._unseen: list[str] = []
        """The elements that are open from the first hidden one on."""

    # What the parser finds

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen and self._unseen[0] == tag and tag in _ENDED_BY_THE_NEXT:
            self._unseen.clear()
        is_mark = _has_style(attrs, _MARK_OF_WORD)
        if self._unseen or is_mark or _is_hidden(attrs):
            self._in_mark = self._in_mark if self._unseen else is_mark
            if tag not in _VOID and len(self._unseen) < _DEEPEST:
                self._unseen.append(tag)
        elif tag == "br":
            self._break_line()
        elif tag == "img":
            self._text.append(_emoji(dict(attrs).get("alt") or ""))
        elif tag in _BLOCKS:
            self._begin_block(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen and tag not in self._unseen and tag in _BLOCKS:
            # What is around the hidden element has ended, and so has that.
            self._unseen.clear()
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        elif not self._unseen and tag in _BLOCKS:
            self._end_block(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Only of void elements the slash means something.
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            self.marks += [data] if self._in_mark else []
            return
        first, *others = data.splitlines() or [""] if self._pre else [data]
        self._text.append(_SPACE.sub(" ", first))
        for line in others:
            self._break_line()
            self._text.append(_SPACE.sub(" ", line))
        if self._pre and data.endswith("\n"):
            self._break_line()

    # Blocks

    def _begin_block(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._begin_table()
        elif tag == "tr":
            self._end_row()
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
            self._tables[-1].width = _columns(dict(attrs).get("colspan"))
        elif self._in_cell:
            self._text.append("\n")
        elif tag == "li":
            self._end_line()
            self._in_item = self.has_list = True
        elif tag in _LISTS:
            self._end_line()
            self._lists.append(self._in_item)
            self._in_item = False
        else:
            self._break_line()
        self._pre += tag == "pre"

    def _end_block(self, tag: str) -> None:
        if tag == "table":
            self.end_table()
        elif tag == "tr":
            self._end_row()
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
        elif self._in_cell:
            self._text.append("\n")
        elif tag == "li":
            self._end_line()
            self._in_item = False
        elif tag in _LISTS:
            self._end_line()
            self._in_item = self._lists.pop() if self._lists else False
        else:
            self._break_line()
        if tag == "pre":
            self._pre = max(0, self._pre - 1)

    def _break_line(self) -> None:
        """Begin another line of an item or a cell; elsewhere it is a paragraph of its own."""
        if self._in_cell or self._in_item:
            self._text.append("\n")
        else:
            self._end_line()

    def _end_line(self) -> None:
        """Add what was read since the last paragraph or item."""
        row = row_of([self._take_text()])
        if row:
            self.rows.append(row)

    def _take_text(self) -> str:
        text = re.sub(" {2,}", " ", "".join(self._text))
        self._text.clear()
        return text

    # Tables

    @property
    def _in_cell(self) -> bool:
        table = self._tables[-1] if self._tables else None
        return table is not None and table.width > 0 and not table.is_layout

    def _begin_table(self) -> None:
        if self._in_cell:
            table = self._tables[-1]
            self._text[:] = ["\n".join([*table.cells, "".join(self._text)])]
            table.cells.clear()
            table.is_layout = True
            for line in tidy_cell(self._take_text()).split("\n"):
                self.rows += [row] if (row := row_of([line])) else []
        self._end_line()
        self._tables.append(_Table())

    def _end_cell(self) -> None:
        table = self._tables[-1]
        if table.is_layout or not table.width:
            self._end_line()
        else:
            table.cells += [self._take_text(), *[""] * (table.width - 1)]
        table.width = 0

    def _end_row(self) -> None:
        if not self._tables:
            self._end_line()
            return
        self._end_cell()
        table = self._tables[-1]
        row = row_of(table.cells)
        table.cells.clear()
        if row:
            self.rows.append(row)

    def end_table(self, *, of_all: bool = False) -> None:
        """Add the last row of the table that is open, or of all that are."""
        while self._tables:
            self._end_row()
            self._tables.pop()
            if not of_all:
                break
        self._end_line()


def _only_tags(found: re.Match[str]) -> str:
    return found["tag"] or ("&lt;" if found[0] == "<" else "")


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    return any(name == "hidden" for name, _ in attrs) or _has_style(attrs, _HIDDEN)


def _has_style(attrs: list[tuple[str, str | None]], style: re.Pattern[str]) -> bool:
    return any(name == "style" and style.search(value or "") for name, value in attrs)


def _columns(written: str | None) -> int:
    number = written.strip() if written else ""
    is_number = number.isascii() and number.isdigit()
    return max(1, min(_MOST_COLUMNS, int(number[:4]))) if is_number else 1


def _emoji(alternative: str) -> str:
    """Return what is written in place of a picture if it is a sign, as chats write theirs."""
    is_sign = len(alternative) <= 16 and not any(
        map(str.isalnum, alternative.replace("\ufe0f", ""))
    )
    return alternative if is_sign else ""
