"""The export sheet of a meeting: the usual choice is made, and the rest is a few keys away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QObject, QPoint, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.export.options import What
from facilitator.export.writers.formats import Format
from facilitator.paths import settings_file
from facilitator.settings import load_settings
from facilitator.ui.desktop import xdg
from facilitator.ui.shell.busy import Busy
from facilitator.ui.transfer.choices_box import EVENTS
from facilitator.ui.transfer.export_plan import PlanExport
from tests.support.answered_meeting import whole_meeting
from tests.support.home_folder import documents
from tests.support.legibility import faults
from tests.support.mouse import clicks
from tests.support.window import LAPTOP, PROJECTOR
from tests.support.workspace import Frame

pytestmark = pytest.mark.usefixtures("documents")
__all__ = ["documents"]


@pytest.fixture
def export(frame: Frame) -> Iterator[PlanExport]:
    """The export of a meeting that is open, its sheet not yet."""
    team = whole_meeting()
    frame.show()
    frame.workspace.store.commit(import_meeting(team.meeting.records()))
    frame.workspace.open(team.meeting, team.exercise)
    made = PlanExport(frame.workspace, frame.shell, Busy(frame.shell))
    yield made
    made.finish()


def test_the_ending_follows_the_format_and_a_typed_name_stays(
    frame: Frame, export: PlanExport
) -> None:
    sheet = export.sheet
    export.ask()
    suggested = sheet.path.text
    assert suggested.endswith(".pdf") and sheet.path.label.text() == "PDF file"
    frame.presses("Tab", "Right")
    assert sheet.choices.fmt is not Format.PDF
    sheet.box.choose_format(Format.ICS)
    assert sheet.path.text == suggested.removesuffix("pdf") + "ics"
    assert sheet.path.label.text() == "Calendar file"
    sheet.path.setFocus()
    frame.presses("Ctrl+A")
    frame.types("/tmp/our plan.ics")
    sheet.box.choose_format(Format.PDF)
    assert sheet.path.text == "/tmp/our plan.pdf"
    sheet.path.setFocus()
    frame.presses("Ctrl+A")
    frame.types("/tmp/notes.json")
    assert sheet.choices.fmt is Format.JSON, "an ending that is typed chooses the format"
    assert sheet.path.text == "/tmp/notes.json"


def test_one_row_holds_all_other_choices_and_tab_goes_through_what_is_shown(
    frame: Frame, export: PlanExport
) -> None:
    sheet = export.sheet
    export.ask()
    assert not sheet.box.paper.isVisible() and not sheet.box.ticks.isVisible()
    assert sheet.box.more.text().startswith("More choices: A4, portrait")
    seen = []
    for _ in range(6):
        frame.presses("Tab")
        seen.append(frame.focus)
    box = sheet.box
    first = (box.formats.button(Format.PDF), box.parts.button(box.parts.value))
    assert seen == [*first, box.more, sheet.go, sheet.preview, sheet.choose]
    folded = sheet.sheet.height()
    clicks(box.more)
    assert box.paper.isVisible() and box.ticks.isVisible() and not box.entries.isVisible()
    assert sheet.sheet.height() > folded
    clicks(box.more)
    assert sheet.sheet.height() == folded
    clicks(box.more)
    sheet.box.choose_format(Format.ICS)
    assert not box.paper.isVisible() and box.entries.isVisible()
    assert not sheet.preview.isVisible(), "only pages can be looked at"


def test_what_is_chosen_stays_when_the_sheet_is_asked_for_again(
    frame: Frame, export: PlanExport
) -> None:
    sheet = export.sheet
    export.ask()
    sheet.box.choose_format(Format.CSV)
    export.ask()
    assert sheet.choices.fmt is Format.CSV
    export.show_preview()
    assert sheet.message.text() == "Only a PDF has pages to look at: choose PDF first."
    sheet.box.choose_format(Format.PDF)
    sheet.box.parts.button(What.PLAN).click()
    export.show_preview()
    preview = export.preview
    frame.until(preview.sheet.isVisible)
    assert preview.sheet.view.count == 1, "the plan for the wall, as chosen"
    export.show_preview()
    assert frame.shell.sheet is preview.sheet
    export.ask()
    assert frame.shell.sheet is sheet and sheet.choices.what is What.PLAN


def test_what_was_exported_last_is_offered_next_time_but_not_its_name(
    frame: Frame, export: PlanExport, documents: Path
) -> None:
    sheet = export.sheet
    export.ask()
    sheet.box.choose_format(Format.ICS)
    sheet.box.entries.button(EVENTS).click()
    sheet.path.set_text(str(documents / "secret name.ics"))
    frame.presses("Enter")
    frame.until(lambda: sheet.written is not None)
    read = Calendar.from_ical((documents / "secret name.ics").read_bytes())
    assert read.walk("VEVENT") and not read.walk("VTODO")
    frame.presses("Esc")
    export.ask()
    assert sheet.choices.fmt is Format.ICS and sheet.choices.as_events
    assert "secret" not in sheet.path.text
    kept = settings_file(frame.workspace.data)
    assert load_settings(kept).export_format == "ics" and "secret" not in kept.read_text()
    export.ask(What.POSTER)
    assert sheet.choices.fmt is Format.PDF, "what is asked for comes before what is remembered"


@pytest.mark.parametrize("size", [(533, 400), (911, 512), LAPTOP, PROJECTOR])
def test_every_row_fits_every_window(
    frame: Frame, export: PlanExport, size: tuple[int, int]
) -> None:
    frame.shell.resize(*size)
    export.ask()
    sheet = export.sheet
    clicks(sheet.box.more)
    for fmt in sheet.box.found.formats:
        sheet.box.choose_format(fmt)
        frame.until(lambda: list(faults(sheet)) == [])
        box, inside = sheet.box, sheet.box.rect()
        shown = [each for each in box.stops if each.isVisible()]
        for each in shown:
            place = each.rect().translated(each.mapTo(box, QPoint()))
            assert inside.contains(place), (fmt, each.accessibleName())
            assert each.parentWidget() is box or each.parentWidget().rect().contains(
                each.geometry()
            )


class Desktop(QObject):
    """A desktop that opens files and links as it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def desktop(qapp: QApplication) -> Iterator[Desktop]:
    made = Desktop()
    for scheme in ("file", "mailto"):
        QDesktopServices.setUrlHandler(scheme, made, "open")
    yield made
    for scheme in ("file", "mailto"):
        QDesktopServices.unsetUrlHandler(scheme)


def written(frame: Frame, export: PlanExport) -> Path:
    export.ask()
    frame.presses("Enter")
    frame.until(lambda: export.sheet.written is not None)
    assert export.sheet.written is not None
    return export.sheet.written


class Programs:
    """The commands of a Linux desktop, of which only some are there."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder / "programs"
        self._folder.mkdir()
        monkeypatch.setattr(xdg.sys, "platform", "linux")
        monkeypatch.setenv("PATH", str(self._folder))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")

    def add(self, name: str, code: int) -> None:
        """Add a command that writes down what it was asked, and ends with a code."""
        command = self._folder / name
        asked = self._folder / f"{name}.asked"
        command.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{asked}"\nexit {code}\n')
        command.chmod(0o755)

    def asked(self, name: str) -> list[str]:
        """What a command was asked for last."""
        file = self._folder / f"{name}.asked"
        return file.read_text().splitlines() if file.exists() else []


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    return Programs(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (0, "Check there that the file is attached."),
        (3, "There is no mail program here."),
        (None, "Please attach the file to the mail yourself"),
    ],
)
def test_a_mail_has_the_file_where_the_desktop_can_attach_it(
    frame: Frame,
    export: PlanExport,
    desktop: Desktop,
    programs: Programs,
    code: int | None,
    said: str,
) -> None:
    if code is not None:
        programs.add("xdg-email", code)
    file = written(frame, export)
    clicks(export.sheet.mail)
    frame.until(lambda: said in export.sheet.message.text())
    assert (str(file) in export.sheet.message.text()) is (code != 0)
    assert (str(file) in programs.asked("xdg-email")) is (code is not None)
    assert [link.split("?")[0] for link in desktop.opened] == (["mailto:"] if code is None else [])


def test_the_file_and_its_folder_are_opened_by_the_desktop_else_by_qt(
    frame: Frame, export: PlanExport, desktop: Desktop, programs: Programs
) -> None:
    file = written(frame, export)
    clicks(export.sheet.show_folder)
    frame.until(lambda: bool(desktop.opened))
    assert desktop.opened == [QUrl.fromLocalFile(str(file.parent)).toString()]
    programs.add("xdg-open", 3)
    clicks(export.sheet.show_folder)
    frame.until(lambda: "No program here shows folders." in export.sheet.message.text())
    assert programs.asked("xdg-open") == [str(file.parent)]
    clicks(export.sheet.go)
    frame.until(lambda: "No program here opens such a file." in export.sheet.message.text())
    assert str(file) in export.sheet.message.text() and export.sheet.isVisible()
    programs.add("xdg-open", 0)
    clicks(export.sheet.go)
    frame.until(lambda: not export.sheet.isVisible())
    assert programs.asked("xdg-open") == [str(file)] and len(desktop.opened) == 1
