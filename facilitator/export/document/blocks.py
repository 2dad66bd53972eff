"""A document as a sequence of blocks: what every format with headings and tables is written from.

All texts are plain: a writer escapes what its format would read as markup, and keeps the lines of
a text that has several. Links between blocks are ids; the writer decides what they become.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from facilitator.domain.exercise import Tone
from facilitator.export.logo import Logo
from facilitator.progress import Progress

DEEPEST = 8
"""The depth down to which entries are indented; deeper ones are below one another."""


class Role(Enum):
    """What a paragraph is for; a writer may give each a look of its own."""

    TITLE = auto()
    """What the meeting is called, right below the heading of the document."""
    FACTS = auto()
    STRONG = auto()
    FIRST = auto()
    """The one thing first, in a box."""
    STATEMENT = auto()
    """What was defined, in large letters."""
    NOTICE = auto()
    """What is still open, in a box."""
    DAILY = auto()
    """The question for every day, in large letters."""
    BODY = auto()


class Box(Enum):
    """A box to tick."""

    EMPTY = auto()
    TICKED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 is that of the document, there is one of it.

    `lead` is a number before it, `details` are in small letters below it, `aside` is at the other
    edge of its line. One with a `tone` is that of a gap, a strength or their column.
    """

    text: str
    level: int
    id: str = ""
    lead: str = ""
    details: tuple[str, ...] = ()
    aside: str = ""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; `lead` is what it begins with, set off from the rest.

    `details` are in small letters below it, `aside` is at the other edge. `link` is the id of the
    block that says more, empty for none. Where the text is made of `parts` each of these runs in
    a direction of its own; empty where it is one.
    """

    text: str
    lead: str = ""
    role: Role = Role.BODY
    details: tuple[str, ...] = ()
    aside: str = ""
    link: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """Cells, one for each column. Around the text of `Table.main` are small letters.

    `before` is above it, `details` are below. `link` is the id of the block that the row belongs
    to, empty for none. One that `is_over` is of no interest any more.
    """

    cells: tuple[str, ...]
    before: str = ""
    details: tuple[str, ...] = ()
    box: Box | None = None
    id: str = ""
    link: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows below one heading; `name` says what the table is, for who can't see it.

    The cell of column `main` is what the row is about. `caption` is seen above the table, empty
    for none; `has_boxes` tells that its rows have boxes to tick.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    main: int = 0
    caption: str = ""
    has_boxes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of an outline at a depth, from 0; `lead` says what it is, such as "Excuse".

    `before`, `details`, `link` and `is_over` are as in `TableRow`; `aside` is at the other edge:
    who, and by when. One that `is_small` is in small letters, such as a card of a theme.
    """

    text: str
    depth: int = 0
    lead: str = ""
    before: str = ""
    details: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    box: Box | None = None
    id: str = ""
    link: str = ""
    is_strong: bool = False
    is_small: bool = False
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Entries below one another, each a part of the last one before it that is less deep."""

    entries: tuple[Entry, ...]

    def nested(self) -> Iterator[tuple[int, Entry]]:
        """Yield each entry with a depth at most one more than that of the one before."""
        before = -1
        for entry in self.entries:
            before = min(entry.depth, before + 1, DEEPEST)
            yield before, entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of cards below its heading; `note` is said after them, empty for nothing."""

    heading: Heading
    cards: tuple[Entry, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Columns side by side, where there is room for that."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Who signs, on paper: a format that nobody signs leaves the lines out."""

    names: tuple[str, ...]


Block = Heading | Paragraph | Table | Outline | Columns | Signatures


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Blocks in the order of reading, and what a reader of the file is told about it.

    `language` is a BCP 47 tag; `runs_right_to_left` is the direction of the whole. `logo` is that
    of the team, and `logo_name` what it is, for who can't see it.
    """

    title: str
    author: str
    subject: str
    made_on: date
    blocks: tuple[Block, ...]
    language: str = "en"
    runs_right_to_left: bool = False
    logo: Logo | None = None
    logo_name: str = ""

    def in_turn(self, progress: Progress) -> Iterator[Block]:
        """Yield the blocks, and tell the progress by how much is in them."""
        whole, done = sum(map(_size, self.blocks)), 0
        for block in self.blocks:
            progress(done, whole)
            yield block
            done += _size(block)

    @property
    def ids(self) -> frozenset[str]:
        """Return the ids of its blocks and rows: where a link can go."""
        return frozenset(filter(None, self._ids()))

    def _ids(self) -> Iterator[str]:
        for block in self.blocks:
            if isinstance(block, Heading):
                yield block.id
            elif isinstance(block, Table):
                yield from (row.id for row in block.rows)
            elif isinstance(block, Outline):
                yield from (entry.id for entry in block.entries)


def _size(block: Block) -> int:
    """Return about how many texts a block has."""
    if isinstance(block, Table):
        return len(block.rows)
    if isinstance(block, Outline):
        return len(block.entries)
    if isinstance(block, Columns):
        return sum(len(column.cards) for column in block.columns)
    return 1
