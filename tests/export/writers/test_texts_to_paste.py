"""Rich and plain text for the clipboard: all that the plan says, and nothing of it markup."""

from hypothesis import given, settings

from facilitator.export.document.blocks import Document
from facilitator.export.document.record import plan_document, record_document
from facilitator.export.writers.docx import write_docx
from facilitator.export.writers.formats import Format
from facilitator.export.writers.html import html
from facilitator.export.writers.lines import lines_of
from facilitator.export.writers.markdown import markdown
from facilitator.export.writers.plain_text import plain_text
from facilitator.export.writers.rich_text import rich_text
from tests.support.hostile_texts import TEXTS, everywhere
from tests.support.random_meetings import Deed, courses
from tests.support.read_exports import markdown_page, page, shown
from tests.support.told_texts import held, report_of, texts_in, told


@settings(max_examples=20, deadline=None)
@given(text=TEXTS)
def test_what_is_typed_is_words_in_rich_and_plain_text(text: str) -> None:
    lines = lines_of(text)
    plain = "\n".join(["Zq"] * len(lines))
    found, expected = page(rich_text(everywhere(text))), page(rich_text(everywhere(plain)))
    assert found[1] == expected[1]
    typed = _letters(*lines)
    if typed:
        said = _letters(*expected[0]).split("Zq" * len(lines))
        assert _letters(*found[0]) == typed.join(said)
        said = _letters(plain_text(everywhere(plain))).split("Zq" * len(lines))
        assert _letters(plain_text(everywhere(text))) == typed.join(said)


def _letters(*texts: str) -> str:
    return "".join("".join(texts).split())


@settings(max_examples=8, deadline=None)
@given(course=courses())
def test_each_text_is_told_as_often_in_each_format(course: list[Deed]) -> None:
    report = report_of(held(course))
    for document in (record_document(report), plan_document(report)):
        expected = told(" ".join(texts_in(document.blocks)))
        for found in _all(document):
            assert told(found) == expected


def _all(document: Document) -> list[str]:
    """The words of a document in every format that is written from it."""
    return [
        "".join(page(html(document))[0]),
        "".join(page(rich_text(document))[0]),
        "".join(markdown_page(markdown(document))[0]),
        "".join(markdown_page(markdown(document, has_tables=False))[0]),
        plain_text(document),
        shown(Format.DOCX, write_docx(document)),
    ]
