"""What the sheet says about an export of a meeting."""

from facilitator.domain.text import fold
from facilitator.export.options import What
from facilitator.export.writers.choices import WITH_HEADINGS, Choice
from facilitator.export.writers.formats import Format
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.transfer.export_sheet import ExportWords
from facilitator.ui.transfer.plan_choices import Exportable, PlanChoices


def format_name(fmt: Format) -> str:
    """Return what people call a format."""
    return {
        Format.PDF: tr("PDF"),
        Format.DOCX: tr("Word"),
        Format.XLSX: tr("Excel"),
        Format.CSV: tr("CSV"),
        Format.MARKDOWN: tr("Markdown"),
        Format.HTML: tr("Web page"),
        Format.ICS: tr("Calendar"),
        Format.JSON: tr("JSON"),
    }[fmt]


def part_name(what: What) -> str:
    """Return what a part of a meeting is called."""
    return {
        What.PLAN: tr("Plan for the wall"),
        What.RECORD: tr("Whole record"),
        What.WEEK: tr("Week sheet"),
        What.POSTER: tr("Poster"),
        What.GUIDE: tr("Guide"),
        What.ACTIONS: tr("Actions"),
        What.CARDS: tr("Cards"),
    }[what]


def plan_words(chosen: PlanChoices, found: Exportable) -> ExportWords:
    """Return what is said about the file that was chosen."""
    if chosen.what is What.POSTER:
        return ExportWords(
            title=tr("Export the poster"),
            content=content(chosen, found),
            replaces=tr("There is already a file with that name; the new poster will replace it."),
            ready=tr("The poster is ready"),
            open_it=tr("Open the poster"),
            not_written=tr("The poster was not written."),
            file_name=f"{tr('Poster')}.{chosen.fmt}",
            file_kind=file_kind(chosen.fmt),
        )
    is_plan = chosen.what in _PLANS and chosen.fmt in WITH_HEADINGS
    return ExportWords(
        title=tr("Export the plan"),
        content=content(chosen, found),
        replaces=tr("There is already a file with that name; the new one will replace it."),
        ready=tr("The plan is ready") if is_plan else tr("The file is ready"),
        open_it=tr("Open the plan") if is_plan else tr("Open the file"),
        not_written=tr("The plan was not written.") if is_plan else tr("The file was not written."),
        file_name=f"{tr('Plan')}.{chosen.fmt}",
        file_kind=file_kind(chosen.fmt),
    )


_PLANS = (What.PLAN, What.RECORD)


def file_kind(fmt: Format) -> str:
    """Return what the field of the file is called."""
    return {
        Format.PDF: tr("PDF file"),
        Format.DOCX: tr("Word file"),
        Format.XLSX: tr("Excel file"),
        Format.CSV: tr("CSV file"),
        Format.MARKDOWN: tr("Markdown file"),
        Format.HTML: tr("Web page"),
        Format.ICS: tr("Calendar file"),
        Format.JSON: tr("JSON file"),
    }[fmt]


def content(chosen: PlanChoices, found: Exportable) -> str:
    """Say what will be in the file, and what will not."""
    said = [_content(chosen)]
    if chosen.without_names and chosen.applies(Choice.NAMES, found):
        said.append(tr("People are called Person 1, Person 2…"))
    undated = found.undated.get(fold(chosen.owner), 0)
    if chosen.fmt is Format.ICS and undated:
        said.append(
            counted(
                undated,
                tr("{n} action is left out: it has no date."),
                tr("{n} actions are left out: they have no date."),
            )
        )
    if found.stage and chosen.what in _PLANS and chosen.fmt in WITH_HEADINGS:
        said.append(tr("As of stage “{stage}”: the meeting isn’t closed yet.", stage=found.stage))
    return " ".join(said)


def _content(chosen: PlanChoices) -> str:
    if chosen.fmt is Format.ICS:
        if chosen.as_events:
            return tr("Each action as an event on its day, with a reminder.")
        return tr(
            "Each action as a task with its day and a reminder. "
            "Calendars without tasks, such as Google’s and Outlook’s, need events."
        )
    if chosen.fmt is Format.JSON:
        return tr("The whole meeting, to keep it or to import it on another computer.")
    if chosen.fmt is Format.XLSX and chosen.what is What.RECORD:
        return tr("A sheet each for the actions, what became of them, the cards, and the chain.")
    if chosen.what is What.PLAN and chosen.fmt is not Format.PDF:
        return tr("The plan alone: what we do, who and by when.")
    return {
        What.PLAN: tr("One page for the wall: what we do, who and by when."),
        What.RECORD: tr("The plan, how we got there, both columns and what is still open."),
        What.WEEK: tr(
            "One page for the wall: for each promise, progress or an excuse, day by day."
        ),
        What.POSTER: tr(
            "One page for the wall: what we defined, and what we expect of each other."
        ),
        What.GUIDE: tr(
            "How to run the exercise, what to say, traps, and where the rules come from."
        ),
        What.ACTIONS: tr("A table of the actions: what, who, by when and how it will be noticed."),
        What.CARDS: tr("A table of the cards of both columns, with their themes and labels."),
    }[chosen.what]


def summary(chosen: PlanChoices, found: Exportable) -> str:
    """Return the choices that are behind the one row, as they are now: “A4, portrait”."""
    said = []
    if chosen.applies(Choice.PAPER, found):
        said.append(tr("Letter") if chosen.paper == "letter" else tr("A4"))
    if chosen.applies(Choice.LAYOUT, found):
        said.append(tr("landscape") if chosen.is_landscape else tr("portrait"))
    for choice, is_on, name in (
        (Choice.CHECK_COLUMNS, chosen.has_check_columns, tr("columns to fill in")),
        (Choice.SIGNATURES, chosen.has_signatures, tr("signature lines")),
        (Choice.LOGO, chosen.logo is not None, tr("logo")),
        (Choice.BESIDE, chosen.is_compared, tr("beside the last meeting")),
    ):
        if is_on and chosen.applies(choice, found):
            said.append(name)
    if chosen.applies(Choice.CALENDAR, found):
        said.append(tr("events") if chosen.as_events else tr("tasks"))
        said.append(chosen.owner or tr("everyone’s"))
    if chosen.applies(Choice.NAMES, found):
        said.append(tr("without names") if chosen.without_names else tr("with names"))
    return ", ".join(said)
