"""The tables of a meeting as a workbook, or one of them as CSV."""

from collections.abc import Sequence

from facilitator.export import phrases
from facilitator.export.files import Written
from facilitator.export.options import Source, What
from facilitator.export.tables.meeting_sheets import actions_sheet, cards_sheet, meeting_sheets
from facilitator.export.tables.sheet import Sheet
from facilitator.export.writers.csv_tables import write_csv
from facilitator.progress import Progress


def meeting_xlsx(source: Source, progress: Progress) -> Written:
    """Return a meeting as a workbook: all its tables, or the one that is asked for."""
    from facilitator.export.writers.xlsx import About, write_workbook

    details, options = source.meeting.details, source.options
    about = About(
        title=phrases.document(details.title),
        subject=phrases.subject(
            source.exercise.title, options.day_text(details.held_on, False, True)
        ),
        author=details.facilitator,
        made_on=options.today,
        paper=options.paper,
    )
    return Written(write_workbook(_sheets(source), about, progress))


def meeting_csv(source: Source) -> Written:
    """Return the actions of a meeting as CSV, or its cards where these are asked for."""
    is_cards = source.options.what is What.CARDS
    return Written(write_csv(_cards(source) if is_cards else _actions(source)))


def _sheets(source: Source) -> Sequence[Sheet]:
    if source.options.what is What.ACTIONS:
        return [_actions(source)]
    if source.options.what is What.CARDS:
        return [_cards(source)]
    return meeting_sheets(source.meeting, source.exercise, source.options.today)


def _actions(source: Source) -> Sheet:
    return actions_sheet(source.meeting, source.exercise, source.options.today)


def _cards(source: Source) -> Sheet:
    return cards_sheet(source.meeting, source.exercise)
