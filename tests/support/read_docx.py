"""A file of Word, read from its XML: its paragraphs, and whether Word would open it as it is."""

import re
import zipfile
from collections import Counter
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi "
    "spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike color spacing sz szCs u bdr shd rtl lang",
    "tblPr": "tblStyle bidiVisual tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan tcBorders shd vAlign",
    "sdtPr": "rPr alias tag id checkbox",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg bidi docGrid",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt lvlText lvlJc pPr rPr",
}
"""The order of what is in an element, as the standard has it: Word repairs any other."""
Element = etree._Element


class Docx:
    """A file that is whole; each part of it is read once."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as file:
            assert file.testzip() is None
            self.names = file.namelist()
            self.parts = {
                name: etree.fromstring(file.read(name))
                for name in self.names
                if name.endswith((".xml", ".rels"))
            }
        self.body = self.parts["word/document.xml"]
        self._check()

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        """The style and the text of each paragraph, cells of tables too."""
        return [(style_of(each), text_of(each)) for each in self.body.iter(f"{W}p")]

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.paragraphs]

    def all(self, name: str) -> list[Element]:
        return list(self.body.iter(f"{W}{name}"))

    def values(self, name: str, attribute: str = "val") -> list[str]:
        return [str(each.get(f"{W}{attribute}")) for each in self.all(name)]

    def _check(self) -> None:
        """Look for what makes Word say that a file has to be repaired."""
        for name, part in self.parts.items():
            for element in part.iter(f"{W}*"):
                _check_order(name, element)
        styles = self.parts["word/styles.xml"].findall(f"{W}style")
        known = [str(style.get(f"{W}styleId")) for style in styles]
        assert max(Counter(known).values()) == 1
        for name in ("pStyle", "rStyle", "tblStyle"):
            assert {*self.values(name)} <= {*known}
        named = [str(b.get(f"{W}val")) for s in styles for b in s.iter(f"{W}basedOn", f"{W}next")]
        assert {*named} <= {*known}
        places = self.values("bookmarkStart", "name")
        assert all(re.fullmatch("[A-Za-z]\\w{0,39}", name) for name in places)
        assert len({*places}) == len(places)
        assert {*self.values("hyperlink", "anchor")} <= {*places}
        ends = self.values("bookmarkEnd", "id")
        assert sorted(self.values("bookmarkStart", "id")) == sorted({*ends}) == sorted(ends)
        boxes = [str(pr.find(f"{W}id").get(f"{W}val")) for pr in self.all("sdtPr")]  # type: ignore[union-attr]
        assert len({*boxes}) == len(boxes)
        self._check_tables()

    def _check_tables(self) -> None:
        for table in self.all("tbl"):
            columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            for row in table.findall(f"{W}tr"):
                assert len(row.findall(f"{W}tc")) == columns
            after = table.getnext()
            assert after is not None
            assert after.tag != f"{W}tbl", "Word makes one table of two"
        for cell in self.all("tc"):
            assert cell[-1].tag == f"{W}p"


def _check_order(part: str, element: Element) -> None:
    name = etree.QName(element).localname
    if name in _ORDER:
        order = _ORDER[name].split()
        found = [etree.QName(child).localname for child in element]
        assert {*found} <= {*order}, f"{part}: {name} has {found}"
        places = [order.index(child) for child in found]
        assert places == sorted(places), f"{part}: {name} has {found}"


def style_of(element: Element) -> str:
    found = element.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def text_of(element: Element) -> str:
    """The text of a paragraph; a line of it ends where one does, and a tab is one."""
    found = []
    for each in element.iter(f"{W}t", f"{W}br", f"{W}tab"):
        if each.tag == f"{W}t":
            found.append(each.text or "")
        elif etree.QName(each.getparent()).localname == "r":  # type: ignore[arg-type]
            found.append("\n" if each.tag == f"{W}br" else "\t")
    return "".join(found)
