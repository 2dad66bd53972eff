"""Load and create in idle time what the user will need soon, so that it appears at once."""

import gc
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from facilitator.errors import FacilitatorError

if TYPE_CHECKING:
    from facilitator.exercises.exercise_library import Library
    from facilitator.ui.app.controller import Controller
    from facilitator.ui.base.idle import Step

_MODULES = (
    # In the order in which they import each other, so that each takes little by itself.
    "facilitator.domain.records",
    "facilitator.domain.change",
    "facilitator.domain.meeting",
    "facilitator.domain.chain.verbs",
    "facilitator.domain.facilitation.lifecycle",
    "facilitator.domain.chain.flow",
    "facilitator.domain.boards",
    "facilitator.domain.facilitation.timing",
    "facilitator.ui.base.phrases",
    "facilitator.ui.workspace.session",
    "facilitator.ui.base.dates",
    "facilitator.ui.stages.item_cards",
    "facilitator.services.clipboard.moment",
    "facilitator.services.clipboard.chat",
    "facilitator.services.clipboard.reader",
    "facilitator.ui.base.clipboard",
    "facilitator.ui.stages.widgets.entry_edit",
    "facilitator.ui.stages.widgets.entry_line",
    "facilitator.ui.cards.column_panel",
    "facilitator.ui.stages.context",
    "facilitator.ui.stages.hints",
    "facilitator.ui.stages.layout",
    "facilitator.ui.stages.columns",
    "facilitator.ui.stages.stage",
    "facilitator.ui.meeting.meeting_screen",
    "facilitator.domain.follow_up.recurrence",
    "facilitator.services.recurrence",
    "facilitator.services.team_history",
    "facilitator.ui.meeting.heard.subject",
    "facilitator.ui.meeting.heard.heard_before",
    "facilitator.ui.meeting.commands",
    "facilitator.ui.stages.widgets.bands",
    "facilitator.domain.vote.tally",
    "facilitator.ui.stages.vote_counter",
    "facilitator.ui.stages.opening.opening_slide",
    "facilitator.ui.stages.kinds.opening",
    "facilitator.ui.stages.answers.choice_bar",
    "facilitator.ui.stages.kinds.answers",
    "facilitator.ui.stages.kinds.rank",
    "facilitator.ui.stages.kinds.discuss",
    "facilitator.ui.stages.kinds.strategies",
    "facilitator.ui.stages.kinds.statement",
    "facilitator.domain.dates.dates",
    "facilitator.ui.base.local_dates",
    "facilitator.ui.widgets.field",
    "facilitator.ui.stages.kinds.commit",
    "facilitator.ui.stages.kinds.close",
    "facilitator.services.clipboard.web_page",
    "facilitator.ui.stages.widgets.typed_preview",
    "facilitator.ui.audience.audience_stage",
    "facilitator.ui.audience.audience_window",
    "facilitator.ui.audience.audience",
    "facilitator.ui.timer.clock_text",
    "facilitator.ui.timer.meeting_clock",
    "facilitator.ui.timer.timer",
    "facilitator.export.json_document.records",
    "facilitator.export.json_format",
    "facilitator.ui.audience.room_thumbnail",
    "facilitator.ui.meeting.console.console",
    "facilitator.ui.new_meeting.exercise_summary",
    "facilitator.ui.new_meeting.details_screen",
    "facilitator.ui.new_meeting.new_meeting",
    "facilitator.ui.transfer.export_sheet",
    "facilitator.ui.home.trash_sheet",
    "facilitator.ui.meeting.vote_sheet",
    "facilitator.ui.meeting.vote",
    "facilitator.ui.meeting.roster",
    "facilitator.ui.meeting.put_with",
    "facilitator.ui.meeting.parking.parking_lot",
    "facilitator.ui.meeting.roti.worth_it",
    "facilitator.ui.meeting.similar_cards_sheet",
    "facilitator.ui.guide.guide",
    "facilitator.ui.meeting.overview_sheet",
    "facilitator.ui.stages.verdicts.verdict_bar",
    "facilitator.ui.stages.verdicts.again_bar",
    "facilitator.ui.stages.verdicts.due_box",
    "facilitator.ui.stages.verdicts.review_hints",
    "facilitator.ui.stages.verdicts.gap_questions",
    "facilitator.ui.stages.kinds.review",
    "facilitator.ui.meeting.checks.sheet",
    "facilitator.ui.meeting.checks.checks",
    "facilitator.ui.stages.about_gap.steps_field",
    "facilitator.ui.stages.about_gap.about_gap",
    "facilitator.ui.meeting.beside.last_labels",
    "facilitator.ui.meeting.finder",
    "facilitator.ui.shell.help_sheet",
    "facilitator.ui.app.settings_sheet",
    "facilitator.ui.app.unsaved_sheet",
    "facilitator.ui.transfer.export_plan",
    "facilitator.storage.backup.names",
    "facilitator.storage.backup.backups",
    "facilitator.storage.recovery.restore",
    "facilitator.ui.backups.backups_screen",
    "facilitator.ui.backups.backup_list",
    "facilitator.ui.backups.backups",
    "facilitator.domain.search",
    "facilitator.services.match_marks",
    "facilitator.ui.search.filters",
    "facilitator.ui.search.filter_choice",
    "facilitator.ui.search.hit_cards",
    "facilitator.ui.search.search",
    "facilitator.domain.follow_up.register",
    "facilitator.domain.follow_up.registers",
    "facilitator.ui.follow_up.promise_rows",
    "facilitator.ui.follow_up.promise_painter",
    "facilitator.ui.follow_up.promise_list",
    "facilitator.ui.follow_up.verdict_changes",
    "facilitator.ui.follow_up.detail_card",
    "facilitator.domain.follow_up.over_time",
    "facilitator.export.charts.chart",
    "facilitator.export.charts.shapes",
    "facilitator.export.charts.layout",
    "facilitator.export.charts.promise_charts",
    "facilitator.ui.charts.chart_card",
    "facilitator.ui.charts.side_charts",
    "facilitator.ui.follow_up.follow_up_screen",
    "facilitator.ui.follow_up.judgments",
    "facilitator.ui.follow_up.follow_up",
)

_KINDS = {
    "PySide6.QtCore": "QAbstractAnimation QAbstractEventDispatcher QAbstractProxyModel QFile "
    "QFileDevice QLibrary QProcess QSettings QSharedMemory QSortFilterProxyModel QThread QTimeLine "
    "QTemporaryFile QVariantAnimation QRangeModel QEventLoop",
    "PySide6.QtGui": "QClipboard QDoubleValidator QInputDevice QInputMethod QMovie "
    "QOffscreenSurface QOpenGLContext QPagedPaintDevice QPdfWriter QPointingDevice "
    "QSessionManager QShortcut "
    "QStyleHints QValidator QStandardItemModel",
    "PySide6.QtWidgets": "QStyle QCommonStyle QCompleter QFileSystemModel QFormLayout QGesture "
    "QGraphicsEffect QGraphicsItem QGraphicsObject QGraphicsScene QScroller QSystemTrayIcon "
    "QDataWidgetMapper QTapGesture QPinchGesture",
    "PySide6.QtNetwork": "QAbstractNetworkCache QDnsLookup QDtls QHttpMultiPart "
    "QNetworkAccessManager QNetworkInformation QNetworkReply QSslSocket QTcpServer QTcpSocket "
    "QUdpSocket",
}
"""Types that PySide registers all at once when it first sees an object of an unknown subclass.

That happens when a long task begins to watch for Esc, and would delay the next keys.
"""


def steps(controller: "Controller") -> "Iterator[Step]":
    """Yield short steps of at most some 20 ms each, in the order in which they will be needed."""
    yield controller.warm_up
    for number, name in enumerate(_MODULES):
        yield partial(import_module, name)
        if number % 20 == 0:
            # Else all of it is looked through for garbage once, while somebody begins to type.
            yield gc.freeze
    yield _register_editors
    library = controller.workspace.exercise_library
    for exercise in library.shipped_ids():
        yield partial(_read, library, exercise)
    yield from _guides(library)
    for module, kinds in _KINDS.items():
        # Not every version of Qt has all of them.
        yield from (partial(getattr, sys.modules.get(module), kind, None) for kind in kinds.split())
    yield _register_subclasses
    yield _register_accessibility
    yield controller.audience
    yield controller.timer
    yield controller.new_meeting
    host = controller.host
    yield controller.guide
    yield from (host.overview, host.put_with, host.roster, host.voting)
    yield from (host.parking, host.worth_it, host.checks, host.about_gap)
    yield from (controller.help, controller.finder, controller.palette, controller.settings_sheet)
    yield controller.working
    yield from (controller.export, controller.shutdown.sheet, controller.trash.sheet)
    yield controller.backups
    yield controller.meeting_import
    yield controller.search
    yield controller.follow_up


def _read(library: "Library", exercise: str) -> None:
    """Load an exercise into the library; a broken one is reported when it is chosen."""
    with suppress(FacilitatorError):
        library.get(exercise)


def _guides(library: "Library") -> "Iterator[Step]":
    """Yield steps that read the facilitator's guide: its key opens it without reading a file."""
    from facilitator.exercises.guide import read_general, read_own

    yield read_general
    for exercise in library.shipped_ids():
        yield partial(read_own, exercise)


def _register_subclasses() -> None:
    """Let PySide see an object of a private Qt class: the control inside a text field."""
    from facilitator.ui.widgets.field import Field

    field = Field("")
    field.children()
    field.deleteLater()


def _register_accessibility() -> None:
    """Load the classes for screen readers, which take long the first time."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    _ = QAccessible.Event, QAccessibleAnnouncementEvent


def _register_editors() -> None:
    """Create the first multi-line editor: it makes PySide load the methods of every widget."""
    from facilitator.ui.stages.widgets.entry_edit import EntryEdit

    EntryEdit().deleteLater()
