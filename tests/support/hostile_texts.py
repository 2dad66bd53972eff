"""Texts that a format might take for markup, and documents that have them in every place."""

from hypothesis import strategies as st

from facilitator.domain.exercise import Tone
from facilitator.export.document.blocks import (
    Box,
    Column,
    Columns,
    Document,
    Entry,
    Heading,
    Outline,
    Paragraph,
    Role,
    Table,
    TableRow,
)
from tests.support.told_texts import TODAY

SAMPLES = (
    "R&D <b>x</b>",
    "a<b",
    '<img src="/etc/hostname"/>',
    "<!-- gone",
    "]]>",
    "</style><script>alert(1)</script>",
    "&lt; &amp;amp; &#65; &copy",
    "# no heading #",
    "- no list",
    "1. no number",
    "> no quotation",
    "---",
    "===",
    "| a | b |\n| --- | --- |",
    "a\n:-",
    "`code` ``more`` ~~~",
    "~~gone~~ **loud** __loud__ _so_ snake_case_name *",
    "[a link](https://example.org) ![a picture](x.png) [x] [^1]",
    "C:\\new\\ \\",
    "see https://example.org/a_b?x=1&y=(2)#_c_, and https://example.org/*a*|b.",
    "two\nlines\n\n    and code",
    "abc\u202egpj.exe",
    "להזמין report.pdf ב-9:15 (v3)",
    "विद्यालय beside Xyz-",
    "👩‍🚒🏴‍☠️👋🏿🇧🇷2️⃣",
    "javascript:alert(1) <https://example.org>",
    "a\\|b",
    "$x$ :smile: @somebody",
    '" onload="alert(1)',
    "x" * 5000,
)
_SIGNS = st.sampled_from([*"\\`*_{}[]()#+-.!|~<>&=:;'\"@$^%/ \n", "1", "a", "é", "ש", "amp", "://"])
TEXTS = st.one_of(
    st.sampled_from(SAMPLES),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
    st.lists(_SIGNS, max_size=14).map("".join),
)


def everywhere(text: str) -> Document:
    """A document with a text in every place that a text can have."""
    # What nobody could see is never stored.
    text = text if text.strip() else ""
    lead = f"{text.strip()} is:"
    said = (text, "word", text)
    heading = Heading(text=text, level=3, details=said, aside=text, tone=Tone.GAP)
    entries = tuple(
        Entry(
            text=text,
            depth=depth,
            lead=lead,
            before=text,
            details=said,
            aside=(text, text),
            box=box,
            is_strong=is_strong,
        )
        for depth, box, is_strong in (
            (0, None, False),
            (1, Box.EMPTY, True),
            (2, Box.TICKED, False),
        )
    )
    row = TableRow(cells=(text, text, text), before=text, details=said, box=Box.EMPTY)
    columns = (text, "word", text)
    return Document(
        title=text,
        author=text,
        subject=text,
        made_on=TODAY,
        blocks=(
            Heading(text=text, level=1),
            *(
                Paragraph(text=text, lead=lead, role=role, details=said, aside=text)
                for role in Role
            ),
            Table(name=text, columns=columns, rows=(row, row), caption=text, has_boxes=True),
            heading,
            Outline(entries=entries),
            Columns(columns=(Column(heading=heading, cards=entries, note=text),)),
        ),
    )
