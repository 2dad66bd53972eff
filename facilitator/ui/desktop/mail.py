"""Begin a mail in the user's own mail program, with a file attached where the desktop can."""

from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from facilitator.ui.desktop import xdg


def ask_for_mail(path: Path, subject: str) -> bool | None:
    """Return whether a mail program was asked for a mail with that file; called on a thread.

    None where no command can attach one: Linux alone has one for whatever program the user has.
    """
    return xdg.ask_desktop("xdg-email", "--utf8", "--subject", subject, "--attach", str(path))


def begin_without_file(subject: str) -> bool:
    """Begin a mail without an attachment; return whether there is a program for it."""
    return QDesktopServices.openUrl(QUrl(f"mailto:?subject={quote(subject)}"))
