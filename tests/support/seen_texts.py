"""Every text that comes to an eye or an ear. Needs Qt."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QAccessible, QPainter, QTextLayout
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.support.accessible_tree import walked
from tests.support.keyboard import settle


class Seen:
    """Every text that comes to an eye or an ear while it watches."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, heard: list[str]) -> None:
        self.texts = heard
        draw_text, draw_layout = QPainter.drawText, QTextLayout.draw

        def painted(painter: QPainter, *rest: Any) -> None:  # noqa: ANN401
            self.texts.append(str(rest[-1]))
            draw_text(painter, *rest)

        def laid_out(layout: QTextLayout, *rest: Any) -> None:  # noqa: ANN401
            self.texts.append(layout.text())
            draw_layout(layout, *rest)

        monkeypatch.setattr(QPainter, "drawText", painted)
        monkeypatch.setattr(QTextLayout, "draw", laid_out)

    def look(self, *windows: QWidget) -> None:
        settle()
        for window in windows:
            window.grab()
            for widget in (window, *window.findChildren(QWidget)):
                if widget.isVisible():
                    self.texts += _written_on(widget)
            top = QAccessible.queryAccessibleInterface(window)
            assert top is not None
            for part in walked(top):
                kinds = QAccessible.Text
                for kind in (kinds.Name, kinds.Description, kinds.Value, kinds.Help):
                    self.texts.append(part.text(kind))


def _written_on(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.windowTitle(), widget.accessibleName())
    yield from (widget.accessibleDescription(), widget.statusTip(), widget.whatsThis())
    if isinstance(widget, QLabel | QLineEdit):
        yield widget.text()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
        yield widget.placeholderText()
