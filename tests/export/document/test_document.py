"""The document that Markdown, HTML and DOCX are written from, beside the printed record."""

from collections import Counter

from hypothesis import given, settings

from facilitator.export.document.record import record_document
from facilitator.export.paper import Paper
from facilitator.export.pdf.parts.printed_report import render_pdf
from tests.support.random_meetings import Deed, courses
from tests.support.told_texts import (
    held,
    report_of,
    texts_in,
    told,
    told_in_pdf,
)


@settings(max_examples=10, deadline=None)
@given(course=courses())
def test_the_document_tells_each_text_as_often_as_the_printed_record(course: list[Deed]) -> None:
    report = report_of(held(course))
    printed = told_in_pdf(render_pdf(report, Paper.A4).data)
    document = told(" ".join(texts_in(record_document(report).blocks)))
    assert document - printed == Counter()
    # A gap is named again at the head of a page on which it goes on.
    again = told(" ".join(gap.text for gap in report.chain))
    assert set(printed - document) <= set(again)
