"""A document as a file of Word: its look is in its styles, since people will edit it."""

import zipfile
from datetime import datetime, time
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement, serialize_for_reading
from docx.shared import Length, Twips

from facilitator.domain.text import shortened
from facilitator.export import phrases
from facilitator.export.document.blocks import Document
from facilitator.export.logo import Logo
from facilitator.export.paper import Paper
from facilitator.export.word.body import BodyWriter
from facilitator.export.word.languages import languages_of
from facilitator.export.word.settings import NUMBERING, SETTINGS
from facilitator.export.word.styles import styles_xml
from facilitator.export.word.tables import ByHand
from facilitator.export.word.text import TAB, paragraph, reads_rtl, runs
from facilitator.export.xml_text import xml_text
from facilitator.progress import Progress, no_progress, part_of

SIDE, TOP, FOOT = 1_020, 1_020, 560
"""Margins in twentieths of a point: 18 mm around the text, 10 mm below the foot of a page."""
LONGEST_PROPERTY, LONGEST_FOOT = 250, 70
NEEDS, NEEDS_WIDE, CHECKED = 1_840, 3_400, 1_480
"""Widths of the columns to write in by hand."""
LOGO = (3_000, 920)
"""The largest width and height of a logo."""
_MAIN = "word/document.xml"
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The time that each part of the file has: equal documents give equal bytes."""
_LEFT_OUT = ("thumbnail", "customXml", "stylesWithEffects", "extended-properties", "webSettings")
"""Parts of the library's template that tell of another document."""


def write_docx(
    document: Document,
    paper: Paper = Paper.A4,
    is_landscape: bool = False,
    progress: Progress = no_progress,
    *,
    has_check_columns: bool = False,
) -> bytes:
    """Return a document as the bytes of a file; equal ones give equal bytes.

    With `has_check_columns` there are columns to write in by hand.
    """
    width, height = (round(20 * side) for side in paper.size)
    if is_landscape:
        width, height = height, width
    room = width - 2 * SIDE
    file = docx.Document()
    _leave_out(file)
    _replace(file.styles.element, styles_xml(languages_of(document), room))
    _replace(file.part.numbering_part.element, NUMBERING)
    _replace(file.settings.element, SETTINGS)
    _set_page(file, width, height, is_landscape)
    _write_foot(file, document)
    _empty(file, document.runs_right_to_left)
    _describe(file, document)
    by_hand = _by_hand(is_landscape) if has_check_columns else ()
    picture = _picture(file, document.logo, document.logo_name) if document.logo else ""
    body = BodyWriter(document, room, by_hand, picture)
    written = "".join(body.parts(part_of(progress, 0, 90)))
    return _packed(file, written)


def _by_hand(is_wide: bool) -> tuple[ByHand, ByHand]:
    """Return the columns to write in what somebody needs, and when it was looked at."""
    needs = ByHand(phrases.NEEDS, NEEDS_WIDE if is_wide else NEEDS)
    return needs, ByHand(phrases.CHECKED_ON, CHECKED)


def _picture(file: WordDocument, logo: Logo, name: str) -> str:
    """Return a logo as XML of a picture in a line, as large as it may be."""
    scale = min(LOGO[0] / logo.width, LOGO[1] / logo.height)
    width, height = Twips(int(scale * logo.width)), Twips(int(scale * logo.height))
    inline = file.part.new_pic_inline(BytesIO(logo.image), width, height)
    inline.docPr.set("descr", xml_text(name))
    inline.docPr.set("name", "Logo")
    return f"<w:r><w:drawing>{serialize_for_reading(inline)}</w:drawing></w:r>"


def _leave_out(file: WordDocument) -> None:
    for relations in (file.part.rels, file.part.package.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in _LEFT_OUT:
                del relations[name]


def _replace(root: BaseOxmlElement, xml: str) -> None:
    """Put all that is in an element of XML in the place of what is in another one."""
    for child in list(root):
        root.remove(child)
    root.extend(list(parse_xml(xml)))


def _set_page(file: WordDocument, width: int, height: int, is_landscape: bool) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = _twips(width), _twips(height)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = _twips(SIDE)
    section.top_margin = section.bottom_margin = _twips(TOP)
    section.header_distance = section.footer_distance = _twips(FOOT)


def _twips(value: int) -> Length:
    return Twips(value)


def _write_foot(file: WordDocument, document: Document) -> None:
    """Write at the foot of each page what it is of, and which page of how many."""
    title = shortened(" ".join(xml_text(document.title).split()), LONGEST_FOOT)
    is_rtl = reads_rtl([title], document.runs_right_to_left)
    before, between, after = phrases.page_of(0, 0).split("0")
    number = runs(before) + _field("PAGE") + runs(between) + _field("NUMPAGES") + runs(after)
    foot = file.sections[0].footer
    foot.is_linked_to_previous = False
    inner = paragraph("Footer", runs(title, "", is_rtl) + TAB + number, is_rtl=is_rtl)
    _replace(foot._element, f"<w:ftr {nsdecls('w')}>{inner}</w:ftr>")


def _field(name: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _empty(file: WordDocument, is_rtl: bool) -> None:
    """Leave nothing in the file but what is said of its pages."""
    body = file.element.body
    section = body.sectPr
    for child in list(body):
        if child is not section:
            body.remove(child)
    if is_rtl:
        section.find(qn("w:docGrid")).addprevious(parse_xml(f"<w:bidi {nsdecls('w')}/>"))


def _describe(file: WordDocument, document: Document) -> None:
    told = file.core_properties
    made = datetime.combine(document.made_on, time())
    told.title, told.subject = _property(document.title), _property(document.subject)
    told.author = _property(document.author)
    told.last_modified_by, told.comments, told.keywords = told.author, "", ""
    told.created = told.modified = made
    told.language, told.revision = document.language, 1


def _property(text: str) -> str:
    return shortened(" ".join(xml_text(text).split()), LONGEST_PROPERTY)


def _packed(file: WordDocument, written: str) -> bytes:
    """Return the file with these paragraphs and tables as bytes without a time of the clock."""
    # A file has to end in a paragraph: none may be there, or a table be the last.
    end = paragraph("Details", "") if not written or written.endswith("</w:tbl>") else ""
    saved, data = BytesIO(), BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(data, "w") as packed:
        for name in parts.namelist():
            part = parts.read(name)
            if name == _MAIN:
                # As text, since moving thousands of elements takes many times as long.
                before, section, after = part.partition(b"<w:sectPr")
                part = b"".join((before, written.encode(), end.encode(), section, after))
            packed.writestr(zipfile.ZipInfo(name, _STAMP), part, zipfile.ZIP_DEFLATED)
    return data.getvalue()
