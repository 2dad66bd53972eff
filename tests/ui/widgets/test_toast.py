"""A message says all of it, also in a narrow bar and while another one is shown."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.toast import Toast
from tests.support.keyboard import settle

ERASED = (
    "“Monday” was erased for everybody. What you changed since is in "
    "kept-20261201-043300-monday-with-the-whole-of-the-kitchen.json, which you can import."
)


def test_all_of_a_message_is_seen_in_a_narrow_bar(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1600, 1000)
    bar = QWidget(window)
    bar.setGeometry(0, 0, 309, 1000)
    toast = Toast(window)
    toast.place_at_bottom_of(bar)
    window.show()
    for sentence, choices in ((ERASED, []), (ERASED, [("Undo", lambda: None)])):
        # The second comes while the first one is there.
        toast.say(sentence, choices)
        settle()
        label = toast.findChild(Label)
        assert label is not None
        assert toast.text == toast.accessibleName() == sentence
        assert label.height() >= label.heightForWidth(label.width())
        words = label.fontMetrics().boundingRect(
            label.rect(), Qt.TextFlag.TextWordWrap, label.text()
        )
        assert words.width() <= label.width(), "a long name breaks"
        for button in toast.findChildren(QPushButton):
            assert not button.geometry().intersects(label.geometry())
            assert toast.rect().contains(button.geometry())
