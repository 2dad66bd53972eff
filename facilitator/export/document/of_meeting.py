"""The document of a meeting, as an export asks for it."""

from dataclasses import replace

from facilitator.export import phrases
from facilitator.export.document.blocks import Document
from facilitator.export.document.record import plan_document, record_document
from facilitator.export.logo import read_logo
from facilitator.export.options import Source, What
from facilitator.export.report import build_report


def document_of(source: Source) -> Document:
    """Return what a file with headings and tables is written from: the record, or the plan.

    Raises ExportError where the logo can't be used.
    """
    options = source.options
    report = build_report(
        source.meeting,
        source.exercise,
        options.today,
        options.day_text,
        options.beside,
        options.last,
    )
    if not options.has_signatures:
        report = replace(report, signatures=())
    document = plan_document(report) if options.what is What.PLAN else record_document(report)
    if options.logo is None:
        return document
    name = phrases.logo_of(report.meta.team)
    return replace(document, logo=read_logo(options.logo), logo_name=name)
