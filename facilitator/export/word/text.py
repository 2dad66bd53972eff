"""Texts and paragraphs of a document for Word, as XML: nothing typed is read as markup."""

from collections.abc import Iterable, Sequence
from html import escape

from facilitator.domain.text import shortened
from facilitator.export import phrases
from facilitator.export.direction import has_right_to_left, in_runs, is_right_to_left
from facilitator.export.document.blocks import Box
from facilitator.export.word.styles import BOX_FONT, style_id
from facilitator.export.xml_text import xml_text

LINE = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"
LONGEST_ALIAS = 60
"""Letters of what a box to tick is for, as a screen reader says it."""
_TURNS = dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of the words after it: it is framed, so that it is seen."""
_MARKS = {False: "\u200e", True: "\u200f"}
"""An unseen letter of each direction."""
_BOXES = {Box.EMPTY: ("0", "☐"), Box.TICKED: ("1", "☑")}


def paragraph(style: str, inner: str, *, is_rtl: bool = False, begins_page: bool = False) -> str:
    """Return a paragraph of what is XML already."""
    page = "<w:pageBreakBefore/>" if begins_page else ""
    bidi = "<w:bidi/>" if is_rtl else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{page}{bidi}</w:pPr>{inner}</w:p>'


def reads_rtl(texts: Iterable[str], otherwise: bool) -> bool:
    """Return whether a paragraph reads from right to left: the first text with letters decides."""
    for text in texts:
        if any(map(str.isalpha, text)):
            return is_right_to_left(text)
    return otherwise


def runs(text: str, style: str = "", is_rtl: bool = False) -> str:
    """Return a text as runs of one direction each, with its lines.

    Parts of a line with a separator between them read in their own direction, one after another.
    """
    lines = xml_text(text).split("\n")
    end = f"<w:r>{_looks(style)}<w:br/></w:r>"
    return end.join(_line(_apart(line, is_rtl), style, is_rtl) for line in lines)


def listed(texts: Sequence[str], style: str = "", is_rtl: bool = False) -> str:
    """Return several texts on a line, with a separator between them; empty ones are left out."""
    return runs(phrases.SEPARATOR.join(filter(None, texts)), style, is_rtl)


def _apart(line: str, is_rtl: bool) -> str:
    """Return a line whose parts can't be taken for one where they run in several directions.

    A number or a sign at the edge of a part would go with the part beside it: marks that nobody
    sees are before and after each.
    """
    parts = line.split(phrases.SEPARATOR)
    if len(parts) == 1 or not (is_rtl or has_right_to_left(line)):
        return line
    around = _MARKS[is_rtl]
    found = []
    for part in parts:
        mark = _MARKS[is_right_to_left(part)]
        found.append(part if mark is around else f"{mark}{part}{mark}")
    return f"{around}{phrases.SEPARATOR}{around}".join(found)


def _line(line: str, style: str, is_rtl: bool) -> str:
    found = []
    for part, reads_leftwards in in_runs(line, is_rtl):
        if part.isprintable():
            found.append(_run(part, style, reads_leftwards))
        else:
            found += _with_marks(part, style, reads_leftwards)
    return "".join(found)


def _with_marks(text: str, style: str, is_rtl: bool) -> Iterable[str]:
    """Yield the runs of a text in which there may be tabs and turns of direction."""
    plain = ""
    for character in text:
        if character != "\t" and character not in _TURNS:
            plain += character
            continue
        if plain:
            yield _run(plain, style, is_rtl)
        yield TAB if character == "\t" else _run(character, "Direction Mark", is_rtl)
        plain = ""
    if plain:
        yield _run(plain, style, is_rtl)


def _run(text: str, style: str, is_rtl: bool) -> str:
    if not text:
        return ""
    words = f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'
    return f"<w:r>{_looks(style, is_rtl)}{words}</w:r>"


def _looks(style: str, is_rtl: bool = False) -> str:
    looks = f'<w:rStyle w:val="{style_id(style)}"/>' if style else ""
    looks += "<w:rtl/>" if is_rtl else ""
    return f"<w:rPr>{looks}</w:rPr>" if looks else ""


def tick_box(box: Box, number: int, name: str) -> str:
    """Return a box that is ticked with a click; `number` is its own in the document."""
    checked, sign = _BOXES[box]
    alias = escape(shortened(xml_text(name), LONGEST_ALIAS))
    fonts = f'<w:rFonts w:ascii="{BOX_FONT}" w:hAnsi="{BOX_FONT}" w:eastAsia="{BOX_FONT}"'
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:id w:val="{number}"/>'
        f'<w14:checkbox><w14:checked w14:val="{checked}"/>'
        f'<w14:checkedState w14:val="2611" w14:font="{BOX_FONT}"/>'
        f'<w14:uncheckedState w14:val="2610" w14:font="{BOX_FONT}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{fonts}/></w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
    )


class Marks:
    """The places that links of a document go to, each with a name and number of its own."""

    def __init__(self, ids: Iterable[str]) -> None:
        # A name has to begin with a letter, and to be of letters, digits and low lines.
        self._names = {each: f"place_{number}" for number, each in enumerate(sorted(ids), start=1)}
        self._placed: set[str] = set()

    def at(self, place: str, inner: str) -> str:
        """Return what is XML already as the place of that id; a second one of an id is none."""
        if place not in self._names or place in self._placed:
            return inner
        self._placed.add(place)
        number = len(self._placed)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{self._names[place]}"/>'
        return f'{start}{inner}<w:bookmarkEnd w:id="{number}"/>'

    def knows(self, place: str) -> bool:
        """Return whether there is such a place."""
        return place in self._names

    def link(self, place: str, inner: str) -> str:
        """Return what is XML already as a link, where there is such a place."""
        if not inner or not self.knows(place):
            return inner
        return f'<w:hyperlink w:anchor="{self._names[place]}" w:history="1">{inner}</w:hyperlink>'
