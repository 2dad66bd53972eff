"""The styles of a document for Word: all of its look, so that who edits it changes a style.

What is measured is in twentieths of a point, the sizes of letters in half points and borders in
eighths, as the file has them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from facilitator.export.document.blocks import DEEPEST

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "Arial"
"""Known wherever such files are opened, also for Arabic and Hebrew."""
BOX_FONT = "Segoe UI Symbol"
INK, SECOND, RULE = "1A1A1A", "3D3D3D", "BFBFBF"
BLUE, BLUE_GROUND = "0072B2", "E3EEF9"
ORANGE, ORANGE_GROUND = "E69F00", "FFE9CC"
LIST_LEVELS = 3
LEAD_WIDTH, STEP = 1150, 340
"""The room before a line of the chain for what it is, and how much deeper each level begins."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The language of a document, and the font of Chinese, Japanese and Korean letters in it."""

    tag: str
    east_asian: str
    east_asian_font: str


@dataclass(frozen=True, slots=True)
class _Style:
    """A style of paragraphs: how they are laid out, and how their letters look."""

    name: str
    layout: str = ""
    letters: str = ""
    base: str = "Normal"
    following: str = ""
    is_own: bool = True


def style_id(name: str) -> str:
    """Return the id of a style by its name."""
    return name.replace(" ", "")


def chain_style(depth: int) -> str:
    """Return the name of the style of a line of the chain at a depth, from 0."""
    return f"Chain {min(depth, DEEPEST) + 1}"


def list_style(name: str, depth: int) -> str:
    """Return the name of the style of an entry of a list at a depth, from 0."""
    return name if depth == 0 else f"{name} {min(depth + 1, LIST_LEVELS)}"


def styles_xml(languages: Languages, width: int) -> str:
    """Return the part of the file that has the styles; `width` is that of the text."""
    found = [_defaults(languages), *_BUILT_IN]
    found += [_paragraph_style(style) for style in _paragraphs(width)]
    found += [_letter_style(name, letters) for name, letters in _LETTERS.items()]
    found.append(_TABLE)
    return f'<w:styles xmlns:w="{W}">{"".join(found)}</w:styles>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_BOLD = "<w:b/><w:bCs/>"


def _color(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def _spacing(before: int, after: int, line: int = 259) -> str:
    values = f'w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"'
    return f"<w:spacing {values}/>"


def _boxed(color: str, ground: str, width: int = 0) -> str:
    """Return a ground, with a bar of a color at the beginning of the lines where it has a width."""
    bar = f'<w:left w:val="single" w:sz="{width}" w:space="8" w:color="{color}"/>' if width else ""
    edge = f'w:val="single" w:sz="4" w:space="6" w:color="{ground}"'
    borders = f"<w:pBdr><w:top {edge}/>{bar}<w:bottom {edge}/></w:pBdr>"
    return f'{borders}<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'


def _tab(width: int) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'


def _paragraphs(width: int) -> Iterator[_Style]:
    keep = "<w:keepNext/><w:keepLines/>"
    tab = _tab(width)
    yield _Style(
        "Title",
        f"{keep}{tab}{_spacing(0, 60, 240)}",
        f"{_BOLD}{_color(INK)}{_size(60)}",
        following="Subtitle",
        is_own=False,
    )
    yield _Style(
        "Subtitle",
        f"{keep}{_spacing(0, 80, 240)}",
        f"{_BOLD}{_color(INK)}{_size(32)}",
        is_own=False,
    )
    sizes = (34, 23, 21, 21, 21)
    for level, size in enumerate(sizes, start=1):
        before = 440 if level == 1 else 240
        yield _Style(
            f"heading {level}",
            f'{keep}{tab}{_spacing(before, 80, 252)}<w:outlineLvl w:val="{level - 1}"/>',
            f"{_BOLD}{_color(INK)}{_size(size)}",
            following="Normal",
            is_own=False,
        )
    yield _Style("caption", f"{keep}{_spacing(200, 80)}", _BOLD, is_own=False)
    yield _Style("header", f"{tab}{_spacing(0, 0)}", _color(SECOND) + _size(17), is_own=False)
    yield _Style("footer", f"{tab}{_spacing(0, 0)}", _color(SECOND) + _size(17), is_own=False)
    for depth in range(LIST_LEVELS):
        name = list_style("List Bullet", depth)
        number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
        yield _Style(name, f"{number}{tab}{_spacing(40, 40)}", is_own=False)
        hanging = f'<w:ind w:left="{STEP * (depth + 1)}" w:hanging="{STEP}"/>'
        yield _Style(list_style("Task", depth), f"{tab}{_spacing(40, 40)}{hanging}")
    gap = _boxed(ORANGE, ORANGE_GROUND, 36)
    strength = _boxed(BLUE, BLUE_GROUND, 36)
    inside = '<w:ind w:left="220" w:right="120"/>'
    yield _Style("Gap Heading", f"{gap}{tab}{inside}", base="Heading3", following="Normal")
    yield _Style("Strength Heading", f"{strength}{tab}{inside}", base="Heading3")
    yield _Style("Facts", f"{tab}{_spacing(0, 60)}", _color(SECOND))
    yield _Style("Key Line", f"{tab}{_spacing(60, 60)}", _BOLD)
    yield _Style(
        "First Thing",
        f"<w:keepLines/>{_boxed(BLUE, BLUE_GROUND, 48)}{tab}{_spacing(200, 220)}{inside}",
        f"{_BOLD}{_size(27)}",
    )
    yield _Style(
        "Notice",
        f"<w:keepLines/>{_boxed(ORANGE, ORANGE_GROUND)}{tab}{_spacing(220, 200)}{inside}",
    )
    yield _Style("Statement", f"{tab}{_spacing(120, 120)}", _size(25))
    yield _Style("Daily Question", f"<w:keepLines/>{tab}{_spacing(140, 140)}", _BOLD + _size(27))
    yield _Style("Details", f"{tab}{_spacing(0, 60, 247)}", _color(SECOND) + _size(18))
    yield _Style("Heading Details", "<w:keepNext/>", base="Details")
    yield _Style("Boxed Details", "<w:keepNext/>" + inside, base="Details")
    yield _Style("Gap Between", f"<w:keepNext/>{_spacing(0, 0, 240)}", _size(8))
    yield _Style("Table Head", f"<w:keepNext/>{_spacing(0, 40)}", _color(SECOND) + _size(18))
    yield _Style("Table Text", _spacing(0, 0, 252))
    yield _Style("Table Key", base="TableText", letters=_BOLD)
    yield _Style("Table Details", _spacing(0, 0, 247), _color(SECOND) + _size(18))
    yield _Style("Tick Box", _spacing(0, 0, 252), _size(24))
    over = f'<w:pBdr><w:top w:val="single" w:sz="6" w:space="3" w:color="{INK}"/></w:pBdr>'
    yield _Style("Signature Line", f"{over}{_spacing(0, 0)}", _size(19))
    for depth in range(DEEPEST + 1):
        start = LEAD_WIDTH + STEP * depth
        indent = f'<w:ind w:left="{start}" w:hanging="{LEAD_WIDTH}"/>'
        yield _Style(chain_style(depth), f"{tab}{_spacing(40, 40)}{indent}")


_LETTERS = {
    "Lead": f'<w:b w:val="0"/><w:bCs w:val="0"/>{_color(SECOND)}{_size(18)}',
    "Key": _BOLD,
    "Small": f'<w:b w:val="0"/><w:bCs w:val="0"/>{_color(SECOND)}{_size(18)}',
    "Settled": f"<w:strike/>{_color(SECOND)}",
    "Direction Mark": '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>',
    "Link": f'<w:u w:val="single" w:color="{RULE}"/>',
}
"""The styles of letters within a paragraph."""

_BUILT_IN = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>",
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style>",
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
)

_TABLE = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="PlanTable">'
    '<w:name w:val="Plan Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
    "<w:tblPr><w:tblBorders>"
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    "</w:tblBorders><w:tblCellMar>"
    '<w:top w:w="70" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
    '<w:bottom w:w="80" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="12" w:space="0" w:color="{INK}"/>'
    "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
)


def _defaults(languages: Languages) -> str:
    fonts = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"'
    fonts += f' w:eastAsia="{languages.east_asian_font}"'
    tags = f'w:val="{languages.tag}" w:eastAsia="{languages.east_asian}" w:bidi="ar-SA"'
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts {fonts}/>{_color(INK)}{_size(21)}<w:lang {tags}/>"
        "</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{_spacing(0, 80)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _paragraph_style(style: _Style) -> str:
    own = ' w:customStyle="1"' if style.is_own else ""
    name_id = style_id(style.name[:1].upper() + style.name[1:])
    following = f'<w:next w:val="{style.following}"/>' if style.following else ""
    layout = f"<w:pPr>{style.layout}</w:pPr>" if style.layout else ""
    letters = f"<w:rPr>{style.letters}</w:rPr>" if style.letters else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{name_id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.base}"/>{following}<w:qFormat/>{layout}{letters}</w:style>'
    )


def _letter_style(name: str, letters: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
        f"<w:rPr>{letters}</w:rPr></w:style>"
    )
