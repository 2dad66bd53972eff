"""Files of Word: their blocks, their styles, their languages, and any text in them."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.meeting import Meeting
from facilitator.export import phrases
from facilitator.export.direction import in_runs, is_right_to_left, mostly_right_to_left
from facilitator.export.document.blocks import (
    Block,
    Box,
    Column,
    Columns,
    Document,
    Entry,
    Heading,
    Outline,
    Paragraph,
    Role,
    Signatures,
    Table,
    TableRow,
)
from facilitator.export.logo import Logo
from facilitator.export.options import Options, What
from facilitator.export.paper import Paper
from facilitator.export.writers.docx import write_docx
from facilitator.export.writers.formats import Format, write_meeting
from facilitator.export.xml_text import xml_text
from tests.support.read_docx import Docx, W, style_of, text_of

TODAY = date(2026, 12, 1)


def made_of(*blocks: Block, is_rtl: bool = False) -> Document:
    return Document(
        title="Action plan: Monday",
        author="Ana",
        subject="Plan",
        made_on=TODAY,
        blocks=blocks,
        runs_right_to_left=is_rtl,
    )


def written(*blocks: Block, is_rtl: bool = False) -> Docx:
    return Docx(write_docx(made_of(*blocks, is_rtl=is_rtl)))


def table(*rows: TableRow, caption: str = "") -> Table:
    return Table(
        name="Action plan",
        columns=("What", "Who", "By when"),
        rows=rows,
        caption=caption,
        has_boxes=True,
    )


def row(text: str, **more: object) -> TableRow:
    made = TableRow(cells=(text, "Tom", "Fri 27 Nov"), box=Box.EMPTY)
    return replace(made, **more)  # type: ignore[arg-type]


PLAN = (
    Heading(text="Action plan", level=1),
    Paragraph(text="Monday", role=Role.TITLE),
    Paragraph(text="Front desk · 22 Nov 2026", role=Role.FACTS),
    Paragraph(text="Ring them", lead="The one thing first", role=Role.FIRST),
    table(
        row("Ring them", details=("because of: They wait", "late"), link="gap-1", id="action-1"),
        row("Write it", box=Box.TICKED, before="When they ask, then:"),
        row("Not any more", is_over=True),
    ),
    Paragraph(text="1 gap", lead="Still open:", role=Role.NOTICE, link="still-open"),
    Signatures(names=("Ana", "Tom", "Lin", "Bo", "Eve")),
    Heading(text="How we got here", level=2),
    Heading(text="They wait", level=3, lead="1", id="gap-1", details=("a rule",), tone=Tone.GAP),
    Outline(
        entries=(
            Entry(text="No time", lead="Excuse", is_strong=True),
            Entry(text="Nobody asked", lead="Origin", depth=1),
            Entry(
                text="Ring them",
                depth=2,
                box=Box.EMPTY,
                aside=("Tom", "Fri 27 Nov"),
                link="action-1",
            ),
        )
    ),
    Heading(text="Still open", level=2, id="still-open"),
    Outline(entries=(Entry(text="Nobody answers", details=("a rule",)),)),
)


def test_each_block_has_its_style() -> None:
    found = written(*PLAN).paragraphs
    assert found[:4] == [
        ("Title", "Action plan"),
        ("Subtitle", "Monday"),
        ("Facts", "Front desk · 22 Nov 2026"),
        ("FirstThing", "The one thing first\nRing them"),
    ]
    for each in (
        ("TableHead", "By when"),
        ("TableText", "Ring them"),
        ("TableDetails", "because of: They wait · late"),
        ("TableKey", "Fri 27 Nov"),
        ("TableDetails", "When they ask, then:"),
        ("Notice", "Still open: 1 gap"),
        ("SignatureLine", "Eve"),
        ("Heading1", "How we got here"),
        ("GapHeading", "1\u2002They wait"),
        ("BoxedDetails", "a rule"),
        ("Chain1", "Excuse\tNo time"),
        ("Chain2", "Origin\tNobody asked"),
        ("Chain3", "\t☐\u00a0Ring them\tTom · Fri 27 Nov"),
        ("ListBullet", "Nobody answers\na rule"),
    ):
        assert each in found


def test_rows_stay_whole_and_the_heading_is_repeated() -> None:
    long = row("word " * 500)
    lines = row("line\n" * 60)
    found = written(table(row("Ring them"), long, lines))
    head, *rows = found.all("tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    whole = [each.find(f"{W}trPr/{W}cantSplit") is not None for each in rows]
    assert whole == [True, False, False]
    assert found.values("tblCaption") == ["Action plan"]


def test_boxes_can_be_ticked() -> None:
    found = written(table(row("Ring them"), row("Write it", box=Box.TICKED)))
    boxes = [text_of(each) for each in found.all("p") if style_of(each) == "TickBox"]
    assert boxes == ["☐", "☑"]
    checked = [dict(each.attrib) for each in found.body.iter("{*}checked")]
    assert [list(each.values()) for each in checked] == [["0"], ["1"]]
    assert found.values("alias") == ["Ring them", "Write it"]
    settings_part = found.parts["word/settings.xml"]
    modes = [e.get(f"{W}val") for e in settings_part.iter(f"{W}compatSetting")]
    assert modes[0] == "15"


def test_links_go_to_what_is_there() -> None:
    found = written(*PLAN)
    linked = {text_of(each): each.get(f"{W}anchor") for each in found.all("hyperlink")}
    assert list(linked) == ["because of: They wait", "1 gap", "Ring them"]
    starts = {each.get(f"{W}name"): each for each in found.all("bookmarkStart")}
    where = [text_of(starts[name].getparent()) for name in linked.values()]  # type: ignore[index, arg-type]
    assert where == ["1\u2002They wait", "Still open", "Ring them"]


def test_a_link_to_nowhere_is_a_text() -> None:
    found = written(table(row("Ring them", details=("because of: x",), link="gone")))
    assert found.all("hyperlink") == []
    assert "because of: x" in found.texts


def test_two_tables_below_one_another_stay_two() -> None:
    found = written(table(row("Ring them")), table(row("Write it")), Signatures(names=("Ana",)))
    assert len(found.all("tbl")) == 3


def test_the_plan_has_the_first_page_to_itself() -> None:
    def begins_page(found: Docx) -> list[str]:
        pages = (p for p in found.all("p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None)
        return [text_of(each) for each in pages]

    assert begins_page(written(*PLAN)) == ["How we got here"]
    parts = (Heading(text="Overdue", level=2), table(row("Ring them")))
    assert begins_page(written(*parts, Heading(text="Later", level=2))) == []


def test_tables_of_the_same_columns_are_as_wide_as_one_another() -> None:
    longer = TableRow(cells=("Ring them", "Somebody else", "Sat 9 Jan 2027"), box=Box.EMPTY)
    found = written(table(row("Ring them")), Heading(text="Later", level=2), table(longer))
    widths = found.values("gridCol", "w")
    assert widths[:4] == widths[4:]


def test_columns_to_write_in_by_hand() -> None:
    numbers = Table(name="Labels", columns=("Label", "Now"), rows=(TableRow(cells=("a", "1")),))
    data = write_docx(made_of(*PLAN, numbers), has_check_columns=True)
    found = Docx(data)
    plan, _, labels = found.all("tbl")
    assert [text_of(each) for each in plan.findall(f"{W}tr")[0].iter(f"{W}p")] == [
        *["", "What", "Who", "By when", "Needs", "Checked on"]
    ]
    assert len(labels.findall(f"{W}tblGrid/{W}gridCol")) == 2
    widths = [int(str(each.get(f"{W}w"))) for each in plan.iter(f"{W}gridCol")]
    assert sum(widths) == 11_906 - 2 * 1_020


def test_the_logo_of_the_team_is_beside_the_title() -> None:
    image = BytesIO()
    Image.new("RGB", (300, 100), "red").save(image, "PNG")
    logo = Logo(image.getvalue(), 300, 100)
    plan = replace(made_of(*PLAN), logo=logo, logo_name=phrases.logo_of("Front desk\x00"))
    data = write_docx(plan)
    found = Docx(data)
    (picture,) = found.body.iter("{*}docPr")
    assert picture.get("descr") == phrases.logo_of("Front desk\ufffd")
    (extent,) = found.body.iter("{*}extent")
    width, height = (int(extent.get(edge) or 0) for edge in ("cx", "cy"))
    assert width / height == pytest.approx(3, rel=0.01)
    assert found.paragraphs[0] == ("Title", "Action plan\t")
    assert len([name for name in found.names if name.endswith(".png")]) == 1
    assert write_docx(plan) == data


def test_columns_come_one_after_the_other() -> None:
    column = Column(
        heading=Heading(text="Where we don't", level=3, tone=Tone.GAP),
        cards=(Entry(text="They wait"), Entry(text="Nobody answers", details=("Ana",))),
        note="1 card is still hidden.",
    )
    found = written(Columns(columns=(column, column)))
    assert found.texts == [
        *["Where we don't", "They wait", "Nobody answers\nAna", "1 card is still hidden."] * 2
    ]


def test_pages_are_numbered_and_as_large_as_the_paper() -> None:
    for paper, is_landscape, size in (
        (Paper.A4, False, ("11906", "16838")),
        (Paper.LETTER, True, ("15840", "12240")),
    ):
        found = Docx(write_docx(made_of(*PLAN), paper, is_landscape))
        (page,) = found.all("pgSz")
        assert (page.get(f"{W}w"), page.get(f"{W}h")) == size
        widths = [int(w) for w in found.values("gridCol", "w")[:4]]
        assert sum(widths) == int(size[0]) - 2 * 1_020
        foot = next(part for name, part in found.parts.items() if "footer" in name)
        text = "".join(each.text or "" for each in foot.iter(f"{W}t", f"{W}instrText"))
        assert text == "Action plan: MondayPage  PAGE 1 of  NUMPAGES 1"


def test_what_is_told_of_the_document() -> None:
    title = "word " * 100
    data = write_docx(replace(made_of(*PLAN), title=title, author="Ana\x00"))
    told = docx.Document(BytesIO(data)).core_properties
    assert (told.author, told.subject, told.language) == ("Ana\ufffd", "Plan", "en")
    assert told.title.startswith("word word") and len(told.title) <= 250
    assert (told.comments, told.created and told.created.date()) == ("", TODAY)
    assert not [n for n in Docx(data).names if "thumbnail" in n or "customXml" in n]


def test_a_paragraph_runs_in_its_own_direction() -> None:
    found = written(
        Paragraph(text="نرد على الهاتف"),
        Paragraph(text="Ring עידו at 9:15"),
        table(row("להזמין report.pdf ב-9:15 (v3)")),
    )
    turned = [text_of(p) for p in found.all("p") if p.find(f"{W}pPr/{W}bidi") is not None]
    assert turned == ["نرد على الهاتف", "להזמין report.pdf ב-9:15 (v3)"]
    leftwards = [text_of(r) for r in found.all("r") if r.find(f"{W}rPr/{W}rtl") is not None]
    assert leftwards == ["نرد على الهاتف", "עידו", "להזמין ", " ב-9:15 (", ")"]
    assert found.all("bidiVisual") == []


def test_a_document_that_runs_to_the_left() -> None:
    found = written(table(row("להזמין")), Signatures(names=("Ana",)), is_rtl=True)
    assert len(found.all("bidiVisual")) == 2
    (section,) = found.all("sectPr")
    assert section.find(f"{W}bidi") is not None
    names = [style_of(p) for p in found.all("p") if p.find(f"{W}pPr/{W}bidi") is None]
    assert "TableText" not in names


def test_parts_of_a_line_are_kept_apart_where_directions_meet() -> None:
    found = written(Paragraph(text="خدمة · 22 Nov 2026 · ليلى"), Paragraph(text="A · 22 Nov"))
    first, second = found.texts
    assert first.replace("\u200e", "").replace("\u200f", "") == "خدمة · 22 Nov 2026 · ليلى"
    assert "\u200e22 Nov 2026\u200e" in first
    assert second == "A · 22 Nov"


@pytest.mark.parametrize(
    ("text", "is_rtl", "runs"),
    [
        ("plain", False, [("plain", False)]),
        ("", False, []),
        ("abc אבג 123 def", False, [("abc ", False), ("אבג 123", True), (" def", False)]),
        ("۲۷ مهر", True, [("۲۷ مهر", True)]),
        ("אבג abc", True, [("אבג ", True), ("abc", False)]),
        ("(אבג)", False, [("(", False), ("אבג", True), (")", False)]),
    ],
)
def test_runs_of_one_direction(text: str, is_rtl: bool, runs: list[tuple[str, bool]]) -> None:
    assert in_runs(text, is_rtl) == runs


def test_directions() -> None:
    assert is_right_to_left("  «مرحبا» hello")
    assert not is_right_to_left("1. hello مرحبا")
    assert not is_right_to_left("123")
    assert mostly_right_to_left(["مرحبا", "שלום", "hello", "12"])
    assert not mostly_right_to_left([])


@pytest.mark.parametrize(
    ("text", "font"),
    [("你好", "Microsoft YaHei"), ("こんにちは 漢字", "Yu Gothic"), ("안녕", "Malgun Gothic")],
)
def test_letters_of_east_asia_have_a_font_of_their_language(text: str, font: str) -> None:
    styles = written(Paragraph(text=text)).parts["word/styles.xml"]
    fonts = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert fonts is not None and fonts.get(f"{W}eastAsia") == font


def test_what_turns_a_direction_is_seen_and_stays() -> None:
    found = written(Paragraph(text="abc\u202egpj.exe"))
    assert found.texts == ["abc\u202egpj.exe"]
    (mark,) = [r for r in found.all("r") if text_of(r) == "\u202e"]
    assert mark.find(f"{W}rPr/{W}rStyle") is not None


def as_shown(text: str) -> str:
    return xml_text(text).replace("\u200e", "").replace("\u200f", "")


@settings(deadline=None, max_examples=15)
@given(st.lists(st.text(st.characters(), max_size=30), min_size=4, max_size=4))
def test_any_text_is_whole_wherever_it_is(texts: list[str]) -> None:
    heading, text, cell, entry = texts
    data = write_docx(
        replace(
            made_of(
                Heading(text=heading, level=2, id=heading),
                Paragraph(text=text),
                table(row(cell, id=cell, link=heading)),
                Outline(entries=(Entry(text=entry, lead="x", link=cell),)),
            ),
            title=heading,
            author=text,
        )
    )
    found = [as_shown(each) for each in Docx(data).texts]
    for each in (heading, text, cell):
        assert as_shown(each) in found
    assert as_shown(f"x\t{entry}") in found


def test_equal_documents_give_equal_bytes() -> None:
    assert write_docx(made_of(*PLAN)) == write_docx(made_of(*PLAN))


def test_nothing_at_all_is_a_document() -> None:
    assert written().texts == [""]


def test_a_meeting_as_a_document(bakery: Meeting, exercise: Exercise) -> None:
    record = Docx(write_meeting(bakery, exercise, Format.DOCX, Options(today=TODAY)).data)
    plan = Options(today=TODAY, what=What.PLAN)
    alone = Docx(write_meeting(bakery, exercise, Format.DOCX, plan).data)
    assert len(alone.texts) < len(record.texts)
    for found in (record, alone):
        assert ("TableText", "Tell every shift") in found.paragraphs
    assert "Origin\tA fraud in 2019" in record.texts
