"""What is loaded and made before anybody asks for it, so that its first showing is quick."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from facilitator.errors import FacilitatorError

if TYPE_CHECKING:
    from facilitator.exercises.exercise_library import Library
    from facilitator.ui.controller import Controller
    from facilitator.ui.idle import Step

_MODULES = (
    # In the order in which they import each other, so that each takes little by itself.
    "facilitator.domain.records",
    "facilitator.domain.change",
    "facilitator.domain.meeting",
    "facilitator.domain.verbs",
    "facilitator.domain.conduct",
    "facilitator.domain.flow",
    "facilitator.domain.boards",
    "facilitator.domain.timing",
    "facilitator.ui.wording",
    "facilitator.ui.session",
    "facilitator.ui.days",
    "facilitator.ui.models.faces",
    "facilitator.ui.widgets.entry_edit",
    "facilitator.ui.widgets.entry_line",
    "facilitator.ui.widgets.column_panel",
    "facilitator.ui.stages.hints",
    "facilitator.ui.stages.frame",
    "facilitator.ui.stages.place",
    "facilitator.ui.stages.stage",
    "facilitator.ui.windows.meeting_screen",
    "facilitator.ui.stages.board",
    "facilitator.ui.widgets.bands",
    "facilitator.domain.tally",
    "facilitator.ui.stages.counting",
    "facilitator.ui.stages.rank",
    "facilitator.ui.stages.discuss",
    "facilitator.ui.stages.strategies",
    "facilitator.ui.stages.statement",
    "facilitator.domain.when",
    "facilitator.ui.said_days",
    "facilitator.ui.widgets.field",
    "facilitator.ui.stages.commit",
    "facilitator.ui.stages.close",
    "facilitator.ui.widgets.typed_line",
    "facilitator.ui.stages.audience",
    "facilitator.ui.windows.audience_window",
    "facilitator.ui.audience",
    "facilitator.ui.time_shown",
    "facilitator.ui.timekeeper",
    "facilitator.ui.timekeeping",
    "facilitator.export.reading",
    "facilitator.export.interchange",
    "facilitator.ui.widgets.room_picture",
    "facilitator.ui.console.console",
    "facilitator.ui.windows.exercise_sheet",
    "facilitator.ui.windows.invitation_screen",
    "facilitator.ui.inviting",
    "facilitator.ui.windows.export_sheet",
    "facilitator.ui.windows.trash_sheet",
    "facilitator.ui.windows.vote_sheet",
    "facilitator.ui.windows.sheets",
    "facilitator.storage.backup_names",
    "facilitator.storage.backups",
    "facilitator.storage.restoring",
    "facilitator.ui.windows.backups_screen",
    "facilitator.ui.backup_list",
    "facilitator.ui.backing",
)


_PARTS = ("audience", "timekeeping", "inviting", "sheets", "working", "backing", "bringing_in")
"""Of the controller."""
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
"""What PySide makes known all at once when it meets an object of a kind that is none of its own.

That happens when long work begins to watch for Esc, and would then keep the keys waiting.
"""


def steps(controller: "Controller") -> "Iterator[Step]":
    """What to do one by one, none of it for longer than some 20 ms; what is needed first, first."""
    yield controller.warm_up
    yield from (partial(import_module, name) for name in _MODULES)
    yield _know_editors
    for exercise in controller.exercise_library.shipped_ids():
        yield partial(_read, controller.exercise_library, exercise)
    for module, kinds in _KINDS.items():
        # Some versions have not all of them.
        yield from (partial(getattr, sys.modules.get(module), kind, None) for kind in kinds.split())
    yield _know_all_kinds
    yield _know_readers
    for name in (
        "audience",
        "timekeeping",
        "inviting",
        "sheets",
        "working",
        "backing",
        "bringing_in",
    ):
        yield partial(getattr, controller, name)


def _read(library: "Library", exercise: str) -> None:
    """Let an exercise be known; why one is broken is told when it is asked for."""
    with suppress(FacilitatorError):
        library.get(exercise)


def _know_all_kinds() -> None:
    """Meet an object of a kind that PySide does not have: what a field keeps its text in."""
    from facilitator.ui.widgets.field import Field

    field = Field("")
    field.children()
    field.deleteLater()


def _know_readers() -> None:
    """What a screen reader is told with takes long to be known."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    _ = QAccessible.Event, QAccessibleAnnouncementEvent


def _know_editors() -> None:
    """The first editor of several lines makes PySide learn what every kind of widget can do."""
    from facilitator.ui.widgets.entry_edit import EntryEdit

    EntryEdit().deleteLater()
