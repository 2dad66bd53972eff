"""The color scheme that the system asks for: for windows that the room does not see."""

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QVersionNumber, Signal
from PySide6.QtGui import QGuiApplication, QStyleHints

from facilitator.ui.style.colors import Scheme

_KNOWS_CONTRAST = QLibraryInfo.version() >= QVersionNumber(6, 10)
"""Whether this Qt can tell that the user asks for high contrast."""


def system_scheme(hints: QStyleHints | None = None) -> Scheme:
    """Return high contrast if the user asks the system for it, else light or dark as it is."""
    style = hints or QGuiApplication.styleHints()
    if _KNOWS_CONTRAST:
        wish = style.accessibility().contrastPreference()
        if wish is Qt.ContrastPreference.HighContrast:
            return Scheme.HIGH_CONTRAST
    return Scheme.DARK if style.colorScheme() is Qt.ColorScheme.Dark else Scheme.LIGHT


class SystemScheme(QObject):
    """A watcher of the scheme that the system asks for."""

    changed = Signal(Scheme)

    def __init__(self, parent: QObject | None = None, hints: QStyleHints | None = None) -> None:
        super().__init__(parent)
        self._hints = hints or QGuiApplication.styleHints()
        self.scheme = system_scheme(self._hints)
        self._hints.colorSchemeChanged.connect(self._on_changed)
        if _KNOWS_CONTRAST:
            accessibility = self._hints.accessibility()
            accessibility.contrastPreferenceChanged.connect(self._on_changed)

    def _on_changed(self) -> None:
        scheme = system_scheme(self._hints)
        if scheme is not self.scheme:
            self.scheme = scheme
            self.changed.emit(scheme)
